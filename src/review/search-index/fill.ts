import type { DeskReport } from "../desk/report.ts";
import { cellsByPath, figuresOf } from "../desk/report.ts";
import type { FindingStatus } from "../store/decisions.ts";
import { stateFor } from "../store/decisions.ts";
import type { SyncSql } from "../store/sql.ts";
import { COUNTING, RECOUNT, STOP_COUNTING } from "./schema.ts";

/** A report on its way into the index. */
export interface Indexed {
	/** Name of its file among the published reports: how it is asked for. */
	readonly name: string;
	/** SHA-256 of the file's text. */
	readonly digest: string;
	/** Size and time of the file, to tell quickly that it did not change. */
	readonly stamp: string;
	/** With corrections applied. */
	readonly report: DeskReport;
	readonly corrections: number;
	readonly region: string;
	readonly level: string;
	/** Published after its deadline; false where that is not known. */
	readonly isLate: boolean;
}

/** An issuer that owes a year's report. */
export interface Owed {
	readonly issuer: string;
	readonly region: string;
	readonly level: string;
	readonly year: number;
	/** ISO date. */
	readonly deadline: string;
}

/** Errors first, then warnings, then the rest; what is not to be told comes last. */
const RANK = { error: 0, warn: 1, info: 2 } as const;

/** Puts a report in, in place of what its file had before. `standingOf` tells what was decided on its findings. */
export function putReport(sql: SyncSql, indexed: Indexed, standingOf: (fingerprint: string) => FindingStatus): void {
	const { name, digest, stamp, report, corrections, region, level, isLate } = indexed;
	removeReport(sql, name);
	const issuer = issuerId(sql, report.issuer.name, region, level);
	const count = (severity: string) =>
		report.findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;
	const id = sql.run(
		`insert into report (name, digest, stamp, issuer, year, region, level, title, form, status, text_source, sha256, published_on,
			late, errors, warnings, doubts, corrections) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		[
			...[name, digest, stamp, issuer, report.year, region, level, report.title, report.form, report.quality.status],
			...[report.source.text, report.source.sha256, report.published_on, isLate ? 1 : 0, count("error"), count("warn")],
			...[report.findings.filter(({ cause }) => cause === "reading").length, corrections],
		],
	);
	const cells = cellsByPath(report);
	for (const finding of report.findings) {
		const figures = figuresOf(finding, cells);
		const { fingerprint, rule, severity, verdict, cause, message } = finding;
		const rank = (verdict === "broken" ? 0 : 3) + RANK[severity];
		const state = stateFor(standingOf(fingerprint), figures);
		sql.run(
			`insert into finding (report, fingerprint, figures, rule, severity, rank, verdict, cause, message, year, region, level, state)
				values (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
			[id, fingerprint, figures, rule, severity, rank, verdict, cause, message, report.year, region, level, state],
		);
	}
}

/** Takes a report out. */
export function removeReport(sql: SyncSql, name: string): void {
	sql.run("delete from report where name = ?", [name]);
}

/** Replaces what is owed. */
export function putOwed(sql: SyncSql, owed: readonly Owed[]): void {
	sql.run("delete from owed");
	for (const { issuer, region, level, year, deadline } of owed)
		sql.run("insert or replace into owed (issuer, year, region, level, deadline) values (?,?,?,?,?)", [
			...[issuerId(sql, issuer, region, level), year, region, level, deadline],
		]);
}

/** Changes many reports at once: counting once at the end is quicker than with every row. Not to be nested. */
export async function inBulk<T>(sql: SyncSql, work: () => Promise<T>): Promise<T> {
	sql.exec(STOP_COUNTING);
	try {
		return await work();
	} finally {
		recount(sql);
	}
}

/** Counts everything anew, and with every change from then on. */
export function recount(sql: SyncSql): void {
	sql.whole(() => sql.exec(`${STOP_COUNTING}; ${RECOUNT}; ${COUNTING}`));
}

/** Moves the findings of a fingerprint to where they stand now. */
export function moveFindings(sql: SyncSql, standing: FindingStatus): void {
	for (const { id, figures } of sql.all<{ id: number; figures: string }>(
		"select id, figures from finding where fingerprint = ?",
		[standing.fingerprint],
	))
		sql.run("update finding set state = ? where id = ?", [stateFor(standing, figures), id]);
}

function issuerId(sql: SyncSql, name: string, region: string, level: string): number {
	const known = sql.one<{ id: number }>("select id from issuer where name = ?", [name]);
	if (known) {
		sql.run("update issuer set region = ?, level = ? where id = ?", [region, level, known.id]);
		return known.id;
	}
	return sql.run("insert into issuer (name, region, level) values (?,?,?)", [name, region, level]);
}
