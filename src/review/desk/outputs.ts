import type { CoverageLine, DecisionLine, FindingLine, FlaggedReport } from "../../output/documents/desk-lines.ts";
import { webAddress } from "../../output/documents/desk-lines.ts";
import { flaggedReport } from "../../output/documents/flagged-report.ts";
import { isForNotice } from "../../output/documents/notice.ts";
import type { ScoreScheme } from "../../output/score/scheme.ts";
import type { Score } from "../../output/score/score.ts";
import { scoreOf } from "../../output/score/score.ts";
import type { Filters } from "../search-index/filters.ts";
import type { FindingRow, ReportRow } from "../search-index/lists.ts";
import { listFindings, listReports, reportNamed, reportsOf } from "../search-index/lists.ts";
import type { OwedRow } from "../search-index/owed.ts";
import { owedInView } from "../search-index/owed.ts";
import type { FindingStatus } from "../store/decisions.ts";
import { stateFor } from "../store/decisions.ts";
import type { Desk } from "./desk.ts";
import { foundTitle, hasTwoSums } from "./found-title.ts";
import { proofOf } from "./proof.ts";
import type { DeskReport } from "./report.ts";
import { cellsByPath, figuresOf } from "./report.ts";

/** What one download holds at most; a view with more is to be narrowed. */
export const OUTPUT_LIMITS = { findings: 5000, reports: 1000, coverage: 20_000 } as const;

/** Where the desk is reached, for links back to it. */
export interface OutputPlace {
	readonly origin: string;
	/** The office's day. */
	readonly today: string;
}

/** The findings of a view by report, heaviest first, with their reports' tables; `more`: there are others beyond the limits. */
export async function flaggedReports(
	desk: Desk,
	filters: Filters,
	place: OutputPlace,
): Promise<{ readonly reports: FlaggedReport[]; readonly lines: FindingLine[]; readonly more: boolean }> {
	const rows = listFindings(desk.index, filters, { limit: OUTPUT_LIMITS.findings + 1 });
	const kept = rows.slice(0, OUTPUT_LIMITS.findings);
	const byReport = [...Map.groupBy(kept, ({ name }) => name)].slice(0, OUTPUT_LIMITS.reports);
	const reports: FlaggedReport[] = [];
	for (const [name, own] of byReport) {
		const report = await flaggedOf(desk, name, new Set(own.map(({ fingerprint }) => fingerprint)), place);
		if (report) reports.push(report);
	}
	const lines = reports.flatMap(({ findings }) => findings);
	return { reports, lines, more: rows.length > kept.length || byReport.length === OUTPUT_LIMITS.reports };
}

/** An issuer's reports with the findings that a person confirmed, oldest year first. */
export async function confirmedReports(
	desk: Desk,
	issuer: string,
	{ year }: Filters,
	place: OutputPlace,
): Promise<FlaggedReport[]> {
	const found: FlaggedReport[] = [];
	for (const row of reportsOf(desk.index, issuer)) {
		if (year !== undefined && row.year !== year) continue;
		const report = await flaggedOf(desk, row.name, undefined, place);
		if (report?.findings.some(isForNotice)) found.push(report);
	}
	return found;
}

async function flaggedOf(
	desk: Desk,
	name: string,
	wanted: ReadonlySet<string> | undefined,
	{ origin }: OutputPlace,
): Promise<FlaggedReport | undefined> {
	const found = await desk.reportOf(name);
	if (!found) return undefined;
	const { report } = found;
	const cells = cellsByPath(report);
	const figures = new Map(report.findings.map((finding) => [finding.fingerprint, figuresOf(finding, cells)]));
	const unproven = new Map(report.findings.map((finding) => [finding.fingerprint, proofOf(finding, cells).unproven.length]));
	const findings = report.findings
		.filter(({ fingerprint }) => wanted?.has(fingerprint) ?? true)
		.toSorted((a, b) => weightOf(a) - weightOf(b));
	const row = reportNamed(desk.index, name);
	// The organ's one name and level, whatever the report calls itself.
	const issuer = { ...report.issuer, name: row?.issuer ?? report.issuer.name, level: row?.level ?? "" };
	return flaggedReport(
		{ ...report, issuer, findings },
		{
			region: row?.region ?? "",
			tables: desk.pipeline.parse(report).printedTables(),
			decisionOf: (fingerprint) => decisionOf(desk.decisions.standing(fingerprint), figures.get(fingerprint) ?? "", desk.clock),
			ruleTitle: (rule) => foundTitle(desk, rule),
			hasTwoSums: (rule) => hasTwoSums(desk, rule),
			basisIn: desk.pipeline.notice.basisIn,
			unprovenOf: (fingerprint) => unproven.get(fingerprint) ?? 0,
			deskUrlOf: (fingerprint) => `${origin}/report/${encodeURIComponent(name)}?finding=${fingerprint}`,
		},
	);
}

/** Errors first, then warnings and hints, then what cannot be told. */
function weightOf({ verdict, severity }: DeskReport["findings"][number]): number {
	return (verdict === "broken" ? 0 : 3) + ["error", "warn", "info"].indexOf(severity);
}

function decisionOf(standing: FindingStatus, figures: string, clock: Desk["clock"]): DecisionLine {
	const { who, at, reason, note, deadline } = standing;
	return { state: stateFor(standing, figures), who, at: at === "" ? "" : clock.minuteOf(at), reason, note, deadline };
}

/** Who published, late or not, and who owes; narrowed by year, region, level and name. */
export function coverageLines(desk: Desk, { year, region, level, q }: Filters): CoverageLine[] {
	const limit = OUTPUT_LIMITS.coverage;
	const rows = listReports(desk.index, { year, region, level, q }, { order: "issuer", limit });
	const owed = owedInView(desk.index, { year, region, level, q }, { limit });
	return [...rows.map(publishedLine), ...owed.map(owedLine)].slice(0, limit);
}

function publishedLine(row: ReportRow): CoverageLine {
	const { issuer, region, level, year, late, published_on, page_date, deadline, status, errors, warnings } = row;
	return {
		...{ issuer, region, level, year, errors, warnings, deadline },
		state: late === 1 ? "late" : "published",
		publishedOn: page_date ?? "",
		signedOn: published_on ?? "",
		reading: status,
	};
}

/** A report that was not looked for everywhere, or found and not read, is nobody's fault. */
function owedLine({ issuer, region, level, year, deadline, state, seen_whole, url }: OwedRow): CoverageLine {
	const isMissing = state === "not-found" && seen_whole === 1;
	return {
		...{ issuer, region, level, year, deadline },
		state: state === "unread" ? "unread" : state === "not-due" ? "due" : isMissing ? "missing" : "unseen",
		...{ publishedOn: "", signedOn: "", reading: "", errors: 0, warnings: 0 },
		documentUrl: webAddress(url ?? undefined),
	};
}

/** The scores of a view's issuers, lowest first; at the end those that have none. */
export function scoresOf(desk: Desk, filters: Filters, coverage: readonly CoverageLine[], scheme: ScoreScheme): Score[] {
	const findings = Map.groupBy(decidedFindings(desk, filters, scheme), ({ issuer, year }) => `${issuer} ${year}`);
	return coverage
		.map(({ issuer, year, state }) =>
			scoreOf({ issuer, year, coverage: state, findings: findings.get(`${issuer} ${year}`) ?? [] }, scheme),
		)
		.sort((a, b) => (a.points ?? Infinity) - (b.points ?? Infinity) || (a.issuer < b.issuer ? -1 : 1));
}

/** Findings that can count: far fewer than there are where only confirmed ones do. */
function decidedFindings(desk: Desk, { year, region, level, q }: Filters, { counts }: ScoreScheme): FindingRow[] {
	const states = counts === "confirmed" ? (["confirmed", "resolved"] as const) : ([undefined] as const);
	return states.flatMap((state) =>
		listFindings(desk.index, { year, region, level, q, state }, { limit: 10 * OUTPUT_LIMITS.coverage }),
	);
}
