import { join } from "node:path";
import type { Organs } from "../collecting/owed/organs.ts";
import { organsOf } from "../collecting/owed/organs.ts";
import type { OwedReport, UnreadDocument } from "../collecting/owed/owed-reports.ts";
import { organIn, owedReports } from "../collecting/owed/owed-reports.ts";
import type { SourceAccount } from "../collecting/source-account.ts";
import { writeWhole } from "../storage/files.ts";
import { officeClock } from "../text/day.ts";
import { jsonPieces } from "../text/json-pieces.ts";
import type { Entry } from "./entries.ts";
import { storedFailureOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";

/** What is owed and not read, and every document that was found and not read. */
export interface Owing {
	readonly organs: Organs;
	/** The office's day. */
	readonly today: string;
	readonly owed: readonly OwedReport[];
	readonly unread: readonly UnreadDocument[];
}

/** What owing is told from. */
export interface OwingTools extends Pick<NightlyTools, "config" | "pipeline"> {
	/** When it is asked, in ISO 8601. */
	readonly at: string;
	/** What this run saw of its sources. */
	readonly accounts: readonly SourceAccount[];
	/** Whether the last look of earlier runs saw a source whole; undefined where there was none. */
	readonly wasSeenWhole: (source: string) => boolean | undefined;
}

/** Tells from the entries what the roster's organs owe: the one account that rules, run report and desk ask. */
export function owingOf(entries: readonly Entry[], { config, pipeline, at, accounts, wasSeenWhole }: OwingTools): Owing {
	const organs = organsOf(config.roster, pipeline);
	const today = officeClock(config.time_zone).dayOf(at);
	const read = new Set(entries.flatMap((entry) => readBy(entry, organs).map(([name, year]) => `${organs.nameOf(name)} ${year}`)));
	const unread = entries.flatMap(unreadOf);
	const strays = unread.filter(
		({ issuer, title, reason }) => reason !== "not-a-report" && issuer === "" && organIn(organs, issuer, title) === undefined,
	);
	const looks = new Map(accounts.map(({ source, doubts }) => [source, doubts.length === 0]));
	const isSourceWhole = ({ id, kind }: NightlyTools["config"]["sources"][number]) =>
		kind === "folder" ? true : (looks.get(id) ?? wasSeenWhole(id));
	const isSeenWhole = (organ: string, year: number) => {
		const own = config.sources.filter(({ issuer }) => issuer !== undefined && organs.nameOf(issuer) === organ);
		const asked = own.length === 0 ? config.sources : own;
		const ids = new Set(asked.map(({ id }) => id));
		const seen = asked.map(isSourceWhole);
		if (seen.includes(false)) return false;
		if (strays.some((stray) => ids.has(stray.source) && (stray.year === 0 || stray.isYearGuessed || stray.year === year)))
			return false;
		return seen.includes(undefined) ? undefined : true;
	};
	const owed = owedReports({
		...{ organs, today, unread, isSeenWhole },
		from: config.roster_from,
		isRead: (organ, year) => read.has(`${organ} ${year}`),
	});
	return { organs, today, owed, unread };
}

/** Whether the last look at each source of the configuration saw it whole. */
export async function lastLooks({
	ledger,
	config,
}: Pick<NightlyTools, "ledger" | "config">): Promise<OwingTools["wasSeenWhole"]> {
	const whole = new Map<string, boolean>();
	for (const { id } of config.sources) {
		const [look] = await ledger.looks(id, 1);
		if (look) whole.set(id, look.is_whole === 1);
	}
	return (source) => whole.get(source);
}

/** Writes what is owed, and the roster's organs, beside the published reports, for whoever reads them without ledger and configuration. */
export async function writeOwing({ owed, unread, organs }: Owing, output: string): Promise<void> {
	const write = (name: string, json: object) => writeWhole(join(output, "data", name), jsonPieces(json));
	await write("owed.json", { schema: "gouji/owed@1", owed, unread });
	const known = organs.roster.map(({ name, id, aliases, level, code, parent, complete }) => ({
		...{ name, id, aliases, level, code, parent, complete },
	}));
	await write("roster.json", { schema: "gouji/roster@1", organs: known });
}

/** Only what was read and published counts; the source's issuer stands in where the report names no other of the roster. */
function readBy({ reference, outcome, held }: Entry, organs: Organs): (readonly [string, number])[] {
	if (!outcome?.report || held !== undefined) return [];
	const years = [outcome.year, reference.year].flatMap((value) => (value !== null && value > 0 ? [value] : []));
	const isKnown = outcome.issuer !== null && organs.find(outcome.issuer) !== undefined;
	const names = isKnown ? [outcome.issuer] : [outcome.issuer, reference.issuer];
	return names.flatMap((name) => (name ? years.map((value) => [name, value] as const) : []));
}

/** An entry without a published report, for each organ that it may be of; none where another document stands for it. */
function unreadOf(entry: Entry): UnreadDocument[] {
	const { reference, resource, outcome, sameAs, held } = entry;
	if ((outcome?.report && held === undefined) || sameAs !== undefined) return [];
	const failure = storedFailureOf(entry);
	const year = reference.year ?? outcome?.year;
	const guessed = year === null || year === undefined ? yearIn(reference.title) : 0;
	const document: UnreadDocument = {
		...{ url: reference.url, title: reference.title, source: reference.source, issuer: reference.issuer ?? "" },
		year: year ?? guessed,
		...(guessed > 0 ? { isYearGuessed: true } : {}),
		reason: held ? "held" : (failure?.code ?? resource?.code ?? resource?.state ?? "not-fetched"),
		detail: failure?.detail ?? resource?.detail ?? "",
		...(entry.sha256 === null ? {} : { sha256: entry.sha256 }),
	};
	if (held === undefined) return [document];
	return [...new Set([held.claimed, document.issuer])].filter((name) => name !== "").map((issuer) => ({ ...document, issuer }));
}

/** The one year that a title or a file's name has; 0 where it has none or several. */
function yearIn(title: string): number {
	const years = new Set([...title.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(([year]) => Number(year)));
	return years.size === 1 ? ([...years][0] ?? 0) : 0;
}
