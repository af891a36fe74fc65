import { load } from "cheerio/slim";
import { refusal } from "./http/addresses.ts";
import type { Mistake } from "./roster/check-roster.ts";
import { rosterMistakes } from "./roster/check-roster.ts";
import type { NightlyConfig } from "./sources/config.ts";
import type { Source } from "./sources/source-kinds.ts";

/**
 * Mistakes that no key shows by itself: what is well-formed and cannot be meant. `year` is this one; without it nothing
 * counts as lying in the future.
 */
export function mistakesIn(config: NightlyConfig, year: number | undefined): Mistake[] {
	const { sources, roster, roster_from, politeness } = config;
	return [
		...ids(sources),
		...sources.flatMap((source, i) => sourceMistakes(source, { i, config, year })),
		...doubles(sources),
		...(year !== undefined && roster_from !== undefined && roster_from >= year
			? [{ path: ["roster_from"], message: `no report for ${roster_from} is due yet; write ${year - 1} or an earlier year` }]
			: []),
		...rosterMistakes(roster),
		...(politeness.night && politeness.night.from === politeness.night.to
			? [
					{
						path: ["politeness", "night", "to"],
						message: "the night ends when it begins; leave `night` out, or give it some hours",
					},
				]
			: []),
	];
}

function ids(sources: readonly Source[]): Mistake[] {
	const all = sources.map(({ id }) => id);
	return all.flatMap((id, i) =>
		all.indexOf(id) === i ? [] : [{ path: ["sources", i, "id"], message: `${id} is used twice; give each its own` }],
	);
}

interface Around {
	readonly i: number;
	readonly config: NightlyConfig;
	readonly year: number | undefined;
}

function sourceMistakes(source: Source, { i, config, year }: Around): Mistake[] {
	const mistakes: Mistake[] = [];
	const at = (key: string, message: string) => void mistakes.push({ path: ["sources", i, key], message });
	for (const url of addressesOf(source)) {
		const why = refusal(new URL(url), config.private_hosts);
		if (why !== undefined) at("url" in source ? "url" : "urls", why);
	}
	if (source.kind === "annual") {
		if (source.from > source.to) at("to", `the last year, ${source.to}, is before the first, ${source.from}; exchange them`);
		else if (year !== undefined && source.to >= year) at("to", `no report for ${source.to} is published yet; write ${year - 1}`);
	}
	if (source.kind === "list" && source.within !== undefined && !isSelector(source.within))
		at("within", `${source.within} is no CSS selector; close its brackets and quotes, or copy it from the browser`);
	return mistakes;
}

function addressesOf(source: Source): readonly string[] {
	if (source.kind === "folder") return [];
	return source.kind === "urls" ? source.urls : [source.url];
}

function isSelector(selector: string): boolean {
	try {
		load("<p></p>")(selector);
		return true;
	} catch {
		// The parser of selectors has no other way to say it.
		return false;
	}
}

/** Two sources of the same pages: what one finds, the other would seem never to find. */
function doubles(sources: readonly Source[]): Mistake[] {
	const first = new Map<string, string>();
	return sources.flatMap((source, i) => {
		const { id, issuer, ...rest } = source;
		const key = JSON.stringify(rest);
		const other = first.get(key);
		if (other === undefined) {
			first.set(key, id);
			return [];
		}
		return [
			{ path: ["sources", i, "url" in source ? "url" : "kind"], message: `${id} is the same as ${other}; keep one of them` },
		];
	});
}
