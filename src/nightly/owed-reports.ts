import type { SourceAccount } from "../collecting/source-account.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import type { Entry } from "./entries.ts";
import { storedFailureOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { OwedReport, UnreadReport } from "./run-report.ts";

/** A source with what its last look is in doubt for. */
export type SeenSource = Pick<SourceAccount, "source"> & { readonly doubts: readonly unknown[] };

/** What owed reports are judged by. */
export interface OwingContext extends Pick<NightlyTools, "config"> {
	/** What the run saw of its sources; without it nothing is said of how completely. */
	readonly accounts?: readonly SeenSource[];
}

/** Reports that the roster's issuers owe and that no entry holds, and those that one holds unread. */
export function owedReports(
	entries: readonly Entry[],
	{ config, accounts = [] }: OwingContext,
	now: string,
): { readonly owed: readonly OwedReport[]; readonly unread: readonly UnreadReport[] } {
	const held = new Set(entries.flatMap(({ reference, outcome }) => namesAndYears(reference.issuer, reference.year, outcome)));
	const unreadEntries = Map.groupBy(entries.filter(isUnread), ({ reference }) => reference.year ?? 0);
	const lastYear = Number(now.slice(0, 4)) - 1;
	const first = Math.min(config.roster_from ?? lastYear, lastYear);
	const owed: OwedReport[] = [];
	const unread: UnreadReport[] = [];
	for (const issuer of config.roster)
		for (let year = first; year <= lastYear; year++) {
			const names = namesOf(issuer);
			if (names.some((name) => held.has(`${name} ${year}`))) continue;
			const report = { issuer: issuer.name, year, deadline: `${year + 1}-${issuer.deadline}` };
			const entry = unreadEntries.get(year)?.find((found) => isOf(found, names));
			if (entry) unread.push({ ...report, url: entry.reference.url, reason: storedFailureOf(entry)?.code ?? "not-read" });
			else owed.push({ ...report, ...seenWhole(issuer, { config, accounts }) });
		}
	return { owed, unread };
}

/** Whether the sources of an issuer were seen whole; all of them, where none is known to be its own. */
function seenWhole(issuer: Issuer, { config, accounts = [] }: OwingContext): Pick<OwedReport, "seen_whole"> {
	if (accounts.length === 0) return {};
	const own = config.sources.filter((source) => source.issuer !== undefined && namesOf(issuer).includes(source.issuer));
	const ids = new Set(own.map(({ id }) => id));
	const looked = own.length === 0 ? accounts : accounts.filter(({ source }) => ids.has(source));
	return { seen_whole: looked.length > 0 && looked.every(({ doubts }) => doubts.length === 0) };
}

/** Whether a document is there and was not read. */
function isUnread({ resource, outcome }: Entry): boolean {
	return !outcome?.report && resource !== undefined && resource.last_seen !== null;
}

/** Whether a document is an issuer's, by its source or its title. */
function isOf({ reference: { issuer, title } }: Entry, names: readonly string[]): boolean {
	return names.some((name) => issuer === name || title.includes(name));
}

/** Only what was read counts as held; the source's issuer stands in where the report names none. */
function namesAndYears(issuer: string | null, year: number | null, outcome: Entry["outcome"]): string[] {
	if (!outcome?.report) return [];
	const years = [outcome.year, year].filter((value) => value !== null && value > 0);
	return [outcome.issuer, issuer].flatMap((name) => (name ? years.map((value) => `${name} ${value}`) : []));
}

function namesOf({ name, aliases }: Issuer): string[] {
	return [name, ...aliases];
}

/**
 * Tells whether a report of the roster is absent: no entry has it, read or not, and the last look through every source that
 * may list it was whole. What was not seen is nobody's omission.
 */
export async function absenceIn(
	entries: readonly Entry[],
	{ config, ledger, now }: Pick<NightlyTools, "config" | "ledger" | "now">,
): Promise<(issuer: string, year: number) => boolean> {
	const looked = config.sources.filter(({ kind }) => kind !== "folder");
	const accounts: SeenSource[] = [];
	for (const { id: source } of looked) {
		const [look] = await ledger.looks(source, 1);
		accounts.push({ source, doubts: look?.is_whole === 1 ? [] : ["not whole"] });
	}
	const { owed } = owedReports(entries, { config, accounts }, now().toISOString());
	const absent = new Set(owed.filter(({ seen_whole }) => seen_whole !== false).map(({ issuer, year }) => `${issuer} ${year}`));
	return (issuer, year) => absent.has(`${issuer} ${year}`);
}
