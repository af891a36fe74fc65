import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { textTable } from "../../text/display.ts";
import { doubtWords, REFUSAL_WORDS } from "../source-account.ts";
import type { GuessedSource } from "./guess-sources.ts";
import type { Probe, ProbeBounds, ProbedSource } from "./probe.ts";

const KIND_WORDS: Readonly<Record<GuessedSource["kind"], string>> = {
	list: "list pages with links",
	jcms: "jcms (大汉): a data proxy delivers the list",
	annual: "a 年报 module that shows one report of one year",
	json: "a list that a service delivers as JSON",
	urls: "single addresses: a report, or a page that carries one",
};

/** What a source would find, for machines; addresses are as a run would ask for them. */
export interface ProbeTold {
	readonly kind: GuessedSource["kind"];
	readonly source: GuessedSource;
	/** Links of its lists, and what each was seen to be; years are those that titles name. */
	readonly links: readonly {
		readonly title: string;
		readonly year: number | null;
		readonly url: string;
		readonly seen: string;
	}[];
	readonly lists: readonly {
		readonly url: string;
		readonly entries: number;
		readonly taken: number;
		readonly announced: string;
	}[];
	readonly refused: readonly { readonly title: string; readonly url: string; readonly reason: string }[];
	readonly doubts: readonly string[];
	/** What the operator may want to add; no doubt of what was seen. */
	readonly notes: readonly string[];
}

/** What a probe saw of one source. */
export function tellSource(probed: ProbedSource, knowledge: SourceKnowledge, bounds: ProbeBounds): ProbeTold {
	const { guess, look, references, unopened } = probed;
	const documents = references.map(({ url, page_url, title, year, kind }) => ({ url, from: page_url ?? url, title, year, kind }));
	const seenAs = (url: string) => {
		const found = documents.filter((document) => document.from === url || document.url === url);
		if (found.length > 0) return found.map(({ kind, url: at }) => (at === url ? kind : `${kind} ${at}`)).join(", ");
		return unopened.includes(url)
			? "not opened by this probe"
			: (look.troubles.find((trouble) => trouble.url === url)?.detail ?? "leads to other pages");
	};
	const links = look.lists.flatMap(({ links: listed }) => listed);
	const unlisted = documents.filter(({ url, from }) => !links.some((link) => link.url === url || link.url === from));
	const known = new Map([
		...links.map(({ url, title }) => [url, { title, year: knowledge.yearOf(title) ?? null, url, seen: seenAs(url) }] as const),
		...unlisted.map(({ url, title, year, kind }) => [url, { title, year, url, seen: kind }] as const),
	]);
	return {
		kind: guess.kind,
		source: guess,
		links: [...known.values()],
		lists: look.lists.map(({ url, taken, account: { entries, announced } }) => ({
			url,
			entries,
			taken,
			announced: [
				announced.pages === undefined ? "" : `${announced.pages} pages`,
				announced.entries === undefined ? "" : `${announced.entries} entries`,
			]
				.filter((words) => words !== "")
				.join(", "),
		})),
		refused: look.lists.flatMap(({ account }) =>
			account.refused.map(({ title, url, reason }) => ({ title, url, reason: REFUSAL_WORDS[reason] })),
		),
		doubts: doubtsOf(probed, bounds),
		notes: notesOn(
			[...known.values()].map(({ title }) => title),
			probed,
			knowledge,
		),
	};
}

function doubtsOf({ look, unopened }: ProbedSource, { listPages }: ProbeBounds): string[] {
	const found = look.account.found + unopened.length;
	const words = look.account.doubts.flatMap((doubt) => {
		if (doubt.code === "troubles" || (doubt.code === "nothing-found" && found > 0)) return [];
		if (doubt.code === "page-limit") return [];
		// The rest of the pages is left to the run.
		if ((doubt.code === "pages-not-read" || doubt.code === "entries-not-read") && look.lists.length >= listPages) return [];
		return [doubtWords(doubt)];
	});
	return [...words, ...look.troubles.filter(({ doubt }) => doubt === undefined).map(({ url, detail }) => `${url}: ${detail}`)];
}

function notesOn(titles: readonly string[], { guess, look }: ProbedSource, { organ, wanted, yearOf }: SourceKnowledge): string[] {
	const named = titles.filter((title) => title !== "");
	const nameless = named.filter((title) => organ?.test(title) !== true);
	const yearless = named.filter((title) => yearOf(title) === undefined);
	const refusedShort = look.lists
		.flatMap(({ account }) => account.refused)
		.filter(({ title, reason }) => reason === "title" && yearOf(title) !== undefined && /年报|报告/.test(title));
	return [
		...(named.length > 0 && nameless.length === named.length
			? ["titles name no organ: if all are one organ's, add `issuer`; else the documents tell"]
			: []),
		...(named.length > 0 && yearless.length === named.length && named.some((title) => wanted.test(title))
			? ["titles name no year: the documents tell"]
			: []),
		...(guess.kind === "list" && refusedShort.length > 0
			? [
					`${refusedShort.length} short titles with a year were not taken: if this is the column for these reports, add is_column: true`,
				]
			: []),
	];
}

/** Lines that are shown of each list; `--json` has all. */
const MOST_LINES = 30;

/** A probe in words, for the operator. */
export function describeProbe({ url, title, sources }: Probe, told: ProbeTold, bounds: ProbeBounds): string {
	const { lists, links, refused, doubts, notes } = told;
	const last = lists.length >= bounds.listPages ? `; this probe reads no more than ${bounds.listPages}` : "";
	return [
		`${url}: ${title}`,
		`kind: ${told.kind} — ${KIND_WORDS[told.kind]}${
			sources.length > 1
				? ` (also tried: ${sources
						.slice(1)
						.map(({ guess }) => guess.kind)
						.join(", ")})`
				: ""
		}`,
		`list pages read: ${lists.length}${last}`,
		...lists.map(
			(list) =>
				`  ${list.url}: ${list.entries} links or records, ${list.taken} of them reports${list.announced === "" ? "" : `; it announces ${list.announced}`}`,
		),
		"",
		`would find: ${links.length} (${links.filter(({ seen }) => seen !== "not opened by this probe").length} looked into, at most ${bounds.articles} pages were opened)`,
		...(links.length === 0
			? []
			: [
					textTable([
						["year", "title", "address", "seen as"],
						...links.slice(0, MOST_LINES).map((link) => [String(link.year ?? "?"), link.title, link.url, link.seen]),
					]),
				]),
		...more(links.length),
		"",
		`would refuse: ${refused.length}`,
		...(refused.length === 0
			? []
			: [
					textTable([
						["why", "title", "address"],
						...refused.slice(0, MOST_LINES).map((one) => [one.reason, one.title, one.url]),
					]),
				]),
		...more(refused.length),
		"",
		doubts.length === 0 ? "in doubt: nothing" : "in doubt:",
		...doubts.map((doubt) => `  ${doubt}`),
		...notes.map((note) => `note: ${note}`),
		"",
	].join("\n");
}

function more(count: number): string[] {
	return count > MOST_LINES ? [`… and ${count - MOST_LINES} more`] : [];
}
