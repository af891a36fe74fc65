import type { SourceAccount } from "../collecting/source-account.ts";
import type { DocumentOutcome } from "../output/outcomes.ts";
import { needsAttention } from "../output/outcomes.ts";
import { issueWords } from "../text/issue-words.ts";
import type { Entry } from "./entries.ts";
import type { DiscoveryResult } from "./gather.ts";
import type { HeldReport } from "./held-reports.ts";
import type { Owing } from "./owing.ts";
import { storedFailureOf } from "./read-archived.ts";
import type { Orphan, Stranger } from "./report-events.ts";
import type { NightlyTools } from "./run-context.ts";

/** One line of the run report. */
export interface ReportLine {
	readonly url: string;
	readonly detail: string;
	/** The same in Chinese, where the codes for it are known. */
	readonly words?: string;
	/** The source that it belongs to. */
	readonly source?: string;
	/** Whose report it is, and of which year, as far as its source tells. */
	readonly issuer?: string;
	readonly year?: number;
	/** What a look is in doubt for, where the line is about a whole source. */
	readonly doubt?: string;
	/** Begin of the first run that met it as it is; that of this run for what is new. */
	readonly since?: string;
	/** What whoever acknowledged it wrote; such a line asks for no attention until it changes. */
	readonly acknowledged?: string;
}

/** A report that the roster expects and that is not there. */
export interface OwedReport extends Pick<ReportLine, "since" | "acknowledged"> {
	readonly issuer: string;
	readonly year: number;
	readonly deadline: string;
	/** An issuer outside the roster that published and whose name is nearly this one: the roster may misspell it. */
	readonly like?: string;
	/**
	 * Whether every source that may list it was seen whole, and no document in them was left unread that may be it: else it
	 * may well be there. Absent where no source was looked at.
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
	/** Owed and past the deadline, and not there in all that may list it. */
	readonly late: readonly OwedReport[];
	/** Owed and past the deadline, and not found in what was seen, which was not all that may list it: nobody's lateness. */
	readonly unseen: readonly OwedReport[];
	/** Owed and there, but not read: nobody's lateness. */
	readonly unread: readonly UnreadReport[];
	/** Reports that their source no longer lists, though it was seen whole; they stay published. */
	readonly withdrawn: readonly ReportLine[];
	/** Issuers of published reports that the roster does not have; none where there is no roster. */
	readonly strangers: readonly Stranger[];
	/** Sources that the configuration no longer has and whose reports are still published. */
	readonly orphans: readonly Orphan[];
	/** What asked for attention before and does so no longer. */
	readonly recovered: readonly ReportLine[];
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
		owing,
		held,
	}: {
		gathered: DiscoveryResult;
		entries: readonly Entry[];
		outcomes: readonly DocumentOutcome[];
		/** Documents whose reading was given up. */
		unread: readonly ReportLine[];
		owing: Owing;
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
			.map(({ path, report }) => ({
				url: path,
				detail: report?.quality.reasons.map(({ detail }) => detail).join("；") ?? "",
				words: report?.quality.reasons.map((issue) => issueWords(issue, tools.pipeline.placeLabelOf)).join("；") ?? "",
			})),
		held,
		...toldOwed(owing),
		withdrawn: [],
		strangers: [],
		orphans: [],
		recovered: [],
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
		for (const trouble of troubles) {
			const { key, line } = troubleLine(trouble);
			if (states.includes(trouble.state) && !lines.has(key)) lines.set(key, line);
		}
		return [...lines.values()];
	};
}

function troubleLine({ url, detail, source, doubt }: DiscoveryResult["troubles"][number]): {
	readonly key: string;
	readonly line: ReportLine;
} {
	if (doubt === undefined) return { key: url, line: { url, detail, source } };
	return { key: `${source} ${doubt} ${url}`, line: { url, detail, source, doubt } };
}

function placeOf({ reference: { url, source, issuer, year } }: Entry): Omit<ReportLine, "detail"> {
	return { url, source, ...(issuer ? { issuer } : {}), ...(year ? { year } : {}) };
}

/** What is owed, as the run report tells it: not there, and there but unread. */
export function toldOwed({
	owed,
	today,
}: Pick<Owing, "owed" | "today">): Pick<RunReport, "missing" | "late" | "unseen" | "unread"> {
	const told = owed.map((report) => ({ report, line: lineOf(report) }));
	const absent = told.filter(({ report }) => report.state !== "unread").map(({ line }) => line);
	return {
		missing: absent.filter(({ deadline }) => deadline >= today),
		late: absent.filter(({ deadline, seen_whole }) => deadline < today && seen_whole === true),
		unseen: absent.filter(({ deadline, seen_whole }) => deadline < today && seen_whole !== true),
		unread: told.flatMap(({ report: { document }, line }) =>
			document ? [{ ...line, url: document.url, reason: document.reason }] : [],
		),
	};
}

function lineOf({ issuer, year, deadline, seenWhole }: Owing["owed"][number]): OwedReport {
	return { issuer, year, deadline, ...(seenWhole === undefined ? {} : { seen_whole: seenWhole }) };
}

/** Lists whose lines ask for attention, in the order in which they are told. */
export const ATTENTION = [
	"blocked",
	"failed",
	"postponed",
	"unread",
	"held",
	"late",
	"unseen",
	"withdrawn",
	"needs_review",
] as const;

/** Whether a person should look at the run. */
export function asksForAttention(report: RunReport): boolean {
	return ATTENTION.some((name) => report[name].some(({ acknowledged }) => acknowledged === undefined));
}
