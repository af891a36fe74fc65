import type { SourceAccount } from "../collecting/source-account.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import type { DocumentOutcome } from "../output/outcomes.ts";
import { needsAttention } from "../output/outcomes.ts";
import type { Entry } from "./entries.ts";
import type { DiscoveryResult } from "./gather.ts";
import type { HeldReport } from "./held-reports.ts";
import { storedFailureOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";

/** One line of the run report. */
export interface ReportLine {
	readonly url: string;
	readonly detail: string;
	/** The source that it belongs to. */
	readonly source?: string;
	/** Whose report it is, and of which year, as far as its source tells. */
	readonly issuer?: string;
	readonly year?: number;
}

/** A report that the roster expects and that is not there. */
export interface OwedReport {
	readonly issuer: string;
	readonly year: number;
	readonly deadline: string;
	/**
	 * Whether every source that may list it was seen whole: else it may well be there. Sources of this issuer, or all of
	 * them where none names it; absent where no source was looked at.
	 */
	readonly seen_whole?: boolean;
}

/** What a run found, for the operator. Lists are in order of address or of the roster. */
export interface RunReport {
	readonly schema: "gouji/run@1";
	readonly started_at: string;
	readonly finished_at: string;
	readonly is_offline: boolean;
	readonly counts: Readonly<Record<string, number>>;
	readonly found: number;
	readonly published: number;
	readonly new: readonly ReportLine[];
	readonly changed: readonly ReportLine[];
	readonly failed: readonly ReportLine[];
	readonly blocked: readonly ReportLine[];
	readonly forbidden: readonly ReportLine[];
	readonly postponed: readonly ReportLine[];
	readonly copies: readonly ReportLine[];
	/** What was seen of each source on the web, how completely, and what is in doubt. */
	readonly sources: readonly SourceAccount[];
	readonly needs_review: readonly ReportLine[];
	/** Read, and not published: the name that they bear does not go with where they stand. */
	readonly held: readonly HeldReport[];
	/** Owed, not there, and not due yet. */
	readonly missing: readonly OwedReport[];
	/** Owed, not there, and past the deadline. */
	readonly late: readonly OwedReport[];
	/** Owed and there, but not read: nobody's lateness. */
	readonly unread: readonly UnreadReport[];
}

/** A report that was found and could not be read, or is held. */
export interface UnreadReport extends OwedReport {
	readonly url: string;
	/** Code of the failure; `held` where it was read, and a person has to say whose it is. */
	readonly reason: string;
}

/** Puts together what a run has to say. */
export async function runReport(
	{
		gathered,
		entries,
		outcomes,
		unread,
		held,
	}: {
		gathered: DiscoveryResult;
		entries: readonly Entry[];
		outcomes: readonly DocumentOutcome[];
		/** Documents whose reading was given up. */
		unread: readonly ReportLine[];
		held: readonly HeldReport[];
	},
	tools: NightlyTools,
	isOffline: boolean,
): Promise<RunReport> {
	const finished = tools.now().toISOString();
	const ofState = linesOf(gathered, entries);
	const unreadable = entries.flatMap((entry) => {
		const failure = entry.outcome?.code ? storedFailureOf(entry) : undefined;
		return failure ? [{ ...placeOf(entry), detail: `${failure.code}: ${failure.detail}` }] : [];
	});
	const owing = owedReports(entries, { ...tools, accounts: gathered.accounts }, finished);
	const { owed } = owing;
	const attempts = await tools.ledger.attemptsSince(tools.startedAt);
	return {
		schema: "gouji/run@1",
		started_at: tools.startedAt,
		finished_at: finished,
		is_offline: isOffline,
		counts: Object.fromEntries(attempts.map(({ outcome, count }) => [outcome, count])),
		found: gathered.found,
		published: outcomes.filter(({ report }) => report).length,
		new: ofState("new"),
		changed: ofState("changed"),
		failed: [...ofState("failed", "missing"), ...unreadable, ...unread],
		blocked: ofState("blocked"),
		forbidden: ofState("forbidden"),
		postponed: ofState("postponed"),
		sources: gathered.accounts,
		copies: entries.flatMap(({ reference, sameAs }) => (sameAs === undefined ? [] : [{ url: reference.url, detail: sameAs }])),
		needs_review: outcomes
			.filter((outcome) => outcome.report && needsAttention(outcome))
			.map(({ path, report }) => ({ url: path, detail: report?.quality.reasons.map(({ detail }) => detail).join("；") ?? "" })),
		held,
		missing: owed.filter(({ deadline }) => deadline >= finished.slice(0, 10)),
		late: owed.filter(({ deadline }) => deadline < finished.slice(0, 10)),
		unread: owing.unread,
	};
}

/** Lines of documents and troubles by state; an address is told once, and every doubt of a look. */
function linesOf(
	{ documents, troubles }: DiscoveryResult,
	entries: readonly Entry[],
): (...states: readonly string[]) => ReportLine[] {
	const places = new Map(entries.map((entry) => [entry.reference.url, placeOf(entry)]));
	return (...states) => {
		const lines = new Map<string, ReportLine>();
		for (const { url, state, detail } of documents)
			if (states.includes(state)) lines.set(url, { ...(places.get(url) ?? { url }), detail });
		for (const { url, state, detail, source, doubt = "" } of troubles) {
			const key = doubt === "" ? url : `${source} ${doubt} ${url}`;
			if (states.includes(state) && !lines.has(key)) lines.set(key, { url, detail, source });
		}
		return [...lines.values()];
	};
}

function placeOf({ reference: { url, source, issuer, year } }: Entry): Omit<ReportLine, "detail"> {
	return { url, source, ...(issuer ? { issuer } : {}), ...(year ? { year } : {}) };
}

/** What owed reports are judged by. */
export interface OwingContext extends Pick<NightlyTools, "config"> {
	/** What the run saw of its sources; without it nothing is said of how completely. */
	readonly accounts?: readonly SourceAccount[];
}

/** Reports that the roster's issuers owe and that no entry holds, and those that one holds unread. */
export function owedReports(
	entries: readonly Entry[],
	{ config, accounts = [] }: OwingContext,
	now: string,
): { readonly owed: readonly OwedReport[]; readonly unread: readonly UnreadReport[] } {
	const known = new Set(config.roster.flatMap(namesOf));
	const held = new Set(entries.flatMap((entry) => namesAndYears(entry, known)));
	const unreadEntries = Map.groupBy(entries.filter(isUnread), ({ reference, outcome }) => reference.year ?? outcome?.year ?? 0);
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
			if (entry) unread.push({ ...report, url: entry.reference.url, reason: reasonOf(entry) });
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

function reasonOf(entry: Entry): string {
	return entry.held ? "held" : (storedFailureOf(entry)?.code ?? "not-read");
}

/** Whether a document is there and was not read, or not published. */
function isUnread({ resource, outcome, held }: Entry): boolean {
	return (!outcome?.report || held !== undefined) && resource !== undefined && resource.last_seen !== null;
}

/** Whether a document is an issuer's, by its source, its title, or the name that it bears while it is held. */
function isOf({ reference: { issuer, title }, held }: Entry, names: readonly string[]): boolean {
	return names.some((name) => issuer === name || title.includes(name) || held?.claimed === name);
}

/** Only what was read and published counts as there; the source's issuer stands in where the report names no other of the roster. */
function namesAndYears({ reference, outcome, held }: Entry, known: ReadonlySet<string>): string[] {
	if (!outcome?.report || held !== undefined) return [];
	const { issuer, year } = reference;
	const years = [outcome.year, year].filter((value) => value !== null && value > 0);
	const names = outcome.issuer && known.has(outcome.issuer) ? [outcome.issuer] : [outcome.issuer, issuer];
	return names.flatMap((name) => (name ? years.map((value) => `${name} ${value}`) : []));
}

function namesOf({ name, aliases }: Issuer): string[] {
	return [name, ...aliases];
}

/** Whether a person should look at the run. */
export function asksForAttention(report: RunReport): boolean {
	const { failed, blocked, postponed, needs_review, held, late, unread } = report;
	return [failed, blocked, postponed, needs_review, held, late, unread].some((lines) => lines.length > 0);
}
