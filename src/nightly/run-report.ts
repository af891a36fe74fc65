import type { Issuer } from "../collecting/sources/config.ts";
import type { DocumentOutcome } from "../output/outcomes.ts";
import { needsAttention } from "../output/outcomes.ts";
import type { Entry } from "./entries.ts";
import type { DiscoveryResult } from "./gather.ts";
import { storedFailureOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";

/** One line of the run report. */
export interface ReportLine {
	readonly url: string;
	readonly detail: string;
}

/** A report that the roster expects and that is not there. */
export interface OwedReport {
	readonly issuer: string;
	readonly year: number;
	readonly deadline: string;
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
	readonly needs_review: readonly ReportLine[];
	/** Owed, not there, and not due yet. */
	readonly missing: readonly OwedReport[];
	/** Owed, not there, and past the deadline. */
	readonly late: readonly OwedReport[];
}

/** Puts together what a run has to say. */
export async function runReport(
	{
		gathered,
		entries,
		outcomes,
		unread,
	}: {
		gathered: DiscoveryResult;
		entries: readonly Entry[];
		outcomes: readonly DocumentOutcome[];
		/** Documents whose reading was given up. */
		unread: readonly ReportLine[];
	},
	tools: NightlyTools,
	isOffline: boolean,
): Promise<RunReport> {
	const finished = tools.now().toISOString();
	const ofState = (...states: readonly string[]): ReportLine[] => {
		const lines = new Map<string, string>();
		for (const { url, state, detail } of [...gathered.documents, ...gathered.troubles])
			if (states.includes(state) && !lines.has(url)) lines.set(url, detail);
		return [...lines].map(([url, detail]) => ({ url, detail }));
	};
	const unreadable = entries.flatMap((entry) => {
		const failure = entry.outcome?.code ? storedFailureOf(entry) : undefined;
		return failure ? [{ url: entry.reference.url, detail: `${failure.code}: ${failure.detail}` }] : [];
	});
	const owed = owedReports(entries, tools, finished);
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
		copies: entries.flatMap(({ reference, sameAs }) => (sameAs === undefined ? [] : [{ url: reference.url, detail: sameAs }])),
		needs_review: outcomes
			.filter((outcome) => outcome.report && needsAttention(outcome))
			.map(({ path, report }) => ({ url: path, detail: report?.quality.reasons.map(({ detail }) => detail).join("；") ?? "" })),
		missing: owed.filter(({ deadline }) => deadline >= finished.slice(0, 10)),
		late: owed.filter(({ deadline }) => deadline < finished.slice(0, 10)),
	};
}

/** Reports that the roster's issuers owe and that no entry holds. */
export function owedReports(entries: readonly Entry[], { config }: Pick<NightlyTools, "config">, now: string): OwedReport[] {
	const held = new Set(entries.flatMap(({ reference, outcome }) => namesAndYears(reference.issuer, reference.year, outcome)));
	const lastYear = Number(now.slice(0, 4)) - 1;
	const first = Math.min(config.roster_from ?? lastYear, lastYear);
	return config.roster.flatMap((issuer) =>
		Array.from({ length: lastYear - first + 1 }, (_, i) => first + i)
			.filter((year) => !namesOf(issuer).some((name) => held.has(`${name} ${year}`)))
			.map((year) => ({ issuer: issuer.name, year, deadline: `${year + 1}-${issuer.deadline}` })),
	);
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

/** Whether a person should look at the run. */
export function asksForAttention(report: RunReport): boolean {
	return [report.failed, report.blocked, report.postponed, report.needs_review, report.late].some((lines) => lines.length > 0);
}
