import type { z } from "zod";
import type { CorrectionsOn, DeskCorrection } from "../desk/corrections-on.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskCell, DeskReport } from "../desk/report.ts";
import { cellsByPath, figuresOf } from "../desk/report.ts";
import type { FindingRow, ReportRow } from "../search-index/lists.ts";
import { findingsOf } from "../search-index/lists.ts";
import type { OwedRow } from "../search-index/owed.ts";
import type { LogEntry } from "../store/decisions.ts";
import { stateFor } from "../store/decisions.ts";
import type { CellItem, FindingDetail, FindingItem, OwedItem, ReportDetail, ReportItem } from "./schemas.ts";

type Item<T extends z.ZodType> = z.infer<T>;

/** A row of the index as the API gives it. */
export function reportItem(row: ReportRow): Item<typeof ReportItem> {
	const { name, issuer, year, region, level, title, form, status, text_source, sha256, published_on, late } = row;
	const { errors, warnings, doubts, corrections, outdated, report_id, issuer_id, version, is_current } = row;
	return {
		...{ id: name, report_id, issuer_id, version: version === 0 ? null : version },
		is_current: is_current === null ? null : is_current === 1,
		...{ issuer, year, region, level, title, form, status, text: text_source, sha256, published_on },
		...{ is_late: late === 1, errors, warnings, doubts, corrections, outdated },
	};
}

export function findingItem(row: FindingRow): Item<typeof FindingItem> {
	const { fingerprint, name, report_id, issuer_id, issuer, year, region, level, rule, severity, verdict, cause, message, state } =
		row;
	return {
		fingerprint,
		report: name,
		report_id,
		issuer_id,
		issuer,
		year,
		region,
		level,
		rule,
		severity,
		verdict,
		cause,
		message,
		state,
	};
}

/** A report that is owed and not read. */
export function owedItem({ seen_whole, ...line }: OwedRow): Item<typeof OwedItem> {
	return { ...line, seen_whole: seen_whole === null ? null : seen_whole === 1 };
}

export function logItem({ at, who, fingerprint, version, action, text }: LogEntry) {
	return { at, who, fingerprint, version, action, text };
}

/** A figure as it was read, with what a person read instead beside it. */
export function cellItem(
	row: ReportRow,
	cell: DeskCell,
	{ label, correction }: { label: string; correction: DeskCorrection | undefined },
): Item<typeof CellItem> {
	const { path, value, state, raw, page, box, method, confidence } = cell;
	return {
		...{ report: row.name, report_id: row.report_id, issuer_id: row.issuer_id },
		...{ issuer: row.issuer, year: row.year, path, label, value, state, raw, page, box, method, confidence },
		corrected: correction ? correctedItem(correction) : null,
	};
}

function correctedItem({ value, who, at, reason, isCarried }: DeskCorrection) {
	return { value, who, at, reason, is_carried: isCarried };
}

/** A correction that does not apply any more, and why. */
function refusedItem({ correction, reason }: CorrectionsOn["refused"][number]): Item<typeof ReportDetail>["refused"][number] {
	const { path, value, before, who, at, reason: given } = correction;
	return { path, value, before, who, at, reason: given, why: reason.why, read: "read" in reason ? reason.read : null };
}

/** A report with all that is known of it; undefined where the file is gone. */
export async function reportDetail(desk: Desk, row: ReportRow): Promise<Item<typeof ReportDetail> | undefined> {
	const found = await desk.reportOf(row.name);
	if (!found) return undefined;
	const corrections = [...found.corrections.inForce.values()];
	return {
		...reportItem(row),
		report: found.asRead as unknown as Item<typeof ReportDetail>["report"],
		corrected: corrections.map((correction) => ({ path: correction.path, ...correctedItem(correction) })),
		refused: found.corrections.refused.map(refusedItem),
		findings: decided(desk, row.name, found.report),
	};
}

/** A finding with its log. */
export async function findingDetail(
	desk: Desk,
	name: string,
	fingerprint: string,
): Promise<Item<typeof FindingDetail> | undefined> {
	const found = await desk.reportOf(name);
	const finding = found && decided(desk, name, found.report).find((candidate) => candidate.fingerprint === fingerprint);
	return finding && { ...finding, history: desk.decisions.historyOf(fingerprint).map(logItem) };
}

function decided(desk: Desk, name: string, report: DeskReport): Item<typeof ReportDetail>["findings"] {
	const cells = cellsByPath(report);
	const rows = new Map(findingsOf(desk.index, name).map((row) => [row.fingerprint, row]));
	return report.findings.flatMap((finding) => {
		const row = rows.get(finding.fingerprint);
		if (!row) return [];
		const standing = desk.decisions.standing(finding.fingerprint);
		const state = stateFor(standing, figuresOf(finding, cells));
		const { version, who, at, reason, note, deadline } = standing;
		const decision = { state, version, who, at, reason, note, deadline };
		return [{ ...findingItem(row), state, cells: finding.cells, basis: finding.basis, decision }];
	});
}
