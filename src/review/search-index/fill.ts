import type { OwedReport, UnreadDocument } from "../../collecting/owed/owed-reports.ts";
import type { CorrectedBeside } from "../../model/dataset.ts";
import type { DeskReport } from "../desk/report.ts";
import { cellsByPath, figuresOf } from "../desk/report.ts";
import type { FindingStatus } from "../store/decisions.ts";
import { stateFor } from "../store/decisions.ts";
import type { SyncSql } from "../store/sql.ts";
import { COUNTING, RECOUNT, STOP_COUNTING } from "./counts.ts";
import { putText, removeText } from "./full-text.ts";
import { nameKeys } from "./name-keys.ts";

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
	/** Corrected figures; corrections that are not for its figures any more. */
	readonly corrections: number;
	readonly outdated: number;
	/** Figures that stand otherwise than they were read; whether there are any in the issuer's report for the year before. */
	readonly changed: number;
	readonly isAfterCorrected: boolean;
	/** Of which reports beside it figures do. */
	readonly correctedBeside: readonly CorrectedBeside[];
	/** Documents that it stands in place of, whose corrections are carried over. */
	readonly carriedFrom: readonly string[];
	readonly region: string;
	readonly level: string;
	/** The organ that it is of, as all its reports are listed. */
	readonly organ: string;
	/** Its issuer's id in the data set. */
	readonly issuerId: string;
	/** ISO date until which it was due. */
	readonly deadline: string;
	/** Published after its deadline; false where that is not known. */
	readonly isLate: boolean;
}

/** Errors first, then warnings, then the rest; what is not to be told comes last. */
const RANK = { error: 0, warn: 1, info: 2 } as const;

/** Puts a report in, in place of what its file had before. `standingOf` tells what was decided on its findings. */
export function putReport(sql: SyncSql, indexed: Indexed, standingOf: (fingerprint: string) => FindingStatus): void {
	const { name, report, region, level, organ } = indexed;
	const before = numbersOf(sql, name);
	removeReport(sql, name);
	const issuer = issuerId(sql, organ, region, level);
	const { reviewer } = sql.one<{ reviewer: string }>("select reviewer from issuer where id = ?", [issuer]) ?? { reviewer: "" };
	const id = put(sql, "report", { id: before.report, issuer, reviewer, ...reportColumns(indexed) });
	putText(sql, id, report.sections);
	const cells = cellsByPath(report);
	for (const finding of report.findings) {
		const figures = figuresOf(finding, cells);
		const { fingerprint, rule, severity, verdict, cause, message } = finding;
		const rank = (verdict === "broken" ? 0 : 3) + RANK[severity];
		const state = stateFor(standingOf(fingerprint), figures);
		put(sql, "finding", {
			...{ id: before.finding(fingerprint), report: id, fingerprint, figures, rule, severity, rank, verdict, cause, message },
			...{ year: report.year, region, level, state, reviewer },
		});
	}
}

/** What the index keeps of a report, by column. */
function reportColumns({
	report,
	isLate,
	isAfterCorrected,
	correctedBeside,
	carriedFrom,
	issuerId: issuer_id,
	...indexed
}: Indexed): Row {
	const { name, digest, stamp, region, level, deadline, corrections, outdated, changed } = indexed;
	const { year, title, form, published_on, source, quality, findings, issuer } = report;
	const broken = (severity: string) =>
		findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;
	return {
		...{ name, digest, stamp, year, region, level, title, form, status: quality.status, text_source: source.text },
		...{ sha256: source.sha256, published_on, page_date: source.page_date ?? null, deadline, printed_issuer: issuer.name },
		...{ late: isLate ? 1 : 0, errors: broken("error"), warnings: broken("warn") },
		doubts: findings.filter(({ cause }) => cause === "reading").length,
		...{ changed, is_after_corrected: isAfterCorrected ? 1 : 0, beside: correctedBeside.join(" ") },
		...{ corrections, outdated, carried_from: carriedFrom.join(" "), issuer_id },
	};
}

type Row = Readonly<Record<string, string | number | null>>;

/** Adds a row; gives its number. Columns are words of this file. */
function put(sql: SyncSql, table: "report" | "finding", row: Row): number {
	const columns = Object.keys(row);
	return sql.run(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(",")})`, Object.values(row));
}

/** The numbers that a report and its findings have and keep: where lists go on is told by them. */
function numbersOf(sql: SyncSql, name: string): { report: number | null; finding: (fingerprint: string) => number | null } {
	const known = sql.one<{ id: number }>("select id from report where name = ?", [name]);
	if (!known) return { report: null, finding: () => null };
	const findings = new Map(
		sql
			.all<{ id: number; fingerprint: string }>("select id, fingerprint from finding where report = ?", [known.id])
			.map(({ id, fingerprint }) => [fingerprint, id]),
	);
	return {
		report: known.id,
		// One fingerprint may be told twice of a report: the second one is a new one.
		finding: (fingerprint) => {
			const id = findings.get(fingerprint) ?? null;
			findings.delete(fingerprint);
			return id;
		},
	};
}

/** Takes a report out. */
export function removeReport(sql: SyncSql, name: string): void {
	const known = sql.one<{ id: number }>("select id from report where name = ?", [name]);
	if (!known) return;
	removeText(sql, known.id);
	sql.run("delete from report where id = ?", [known.id]);
}

/** Makes what is owed and not read as given, of these organs only where they are named; rows that stay as they are are left. */
export function putOwed(sql: SyncSql, owed: readonly OwedReport[], only?: ReadonlySet<string>): void {
	const lines = only
		? [...only].flatMap((name) =>
				sql.all<OwedLine>(`${OWED_LINES} where issuer = (select id from issuer where name = ?)`, [name]),
			)
		: sql.all<OwedLine>(OWED_LINES);
	const before = new Map(lines.map((line) => [`${line.name} ${line.year}`, line]));
	for (const report of owed) {
		const { issuer, year, region, level, deadline, basis, state, seenWhole, document } = report;
		const values = [
			region,
			level,
			deadline,
			basis,
			state,
			seenWhole === undefined ? null : Number(seenWhole),
			document?.url ?? null,
		];
		const key = `${issuer} ${year}`;
		const known = before.get(key);
		before.delete(key);
		if (known && OWED_VALUES.every((column, i) => known[column] === values[i])) continue;
		const id = issuerId(sql, issuer, region, level);
		sql.run("delete from owed where issuer = ? and year = ?", [id, year]);
		sql.run(`insert into owed (issuer, name, year, ${OWED_VALUES.join(", ")}) values (?,?,?,?,?,?,?,?,?,?)`, [
			...[id, issuer, year, ...values],
		]);
	}
	for (const { issuer, year } of before.values()) sql.run("delete from owed where issuer = ? and year = ?", [issuer, year]);
}

const OWED_VALUES = ["region", "level", "deadline", "basis", "state", "seen_whole", "url"] as const;
type OwedLine = Record<(typeof OWED_VALUES)[number], string | number | null> & {
	readonly issuer: number;
	readonly name: string;
	readonly year: number;
};
const OWED_LINES = "select * from owed";

/** Replaces the documents that were found and not read; `organ` is whose they are, "" where nothing tells. */
export function putUnread(
	sql: SyncSql,
	documents: readonly (UnreadDocument & { readonly organ: string; readonly region: string; readonly level: string })[],
): void {
	sql.run("delete from unread");
	for (const { url, title, source, organ, region, level, year, reason, detail, sha256 } of documents)
		sql.run(
			"insert or replace into unread (url, title, source, issuer, region, level, year, reason, detail, sha256) values (?,?,?,?,?,?,?,?,?,?)",
			[url, title, source, organ, region, level, year, reason, detail, sha256 ?? null],
		);
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

/** Gives issuers that came in new what they are found by, and who checks them. */
export function finishIssuers(
	sql: SyncSql,
	{
		namesOf,
		reviewerOf,
	}: { readonly namesOf: (organ: string) => readonly string[]; readonly reviewerOf: (organ: string) => string },
): void {
	const fresh = sql.all<{ id: number; name: string }>("select id, name from issuer where keys = ''");
	for (const { id, name } of fresh) {
		const { keys, initials } = nameKeys(namesOf(name));
		sql.run("update issuer set keys = ?, initials = ? where id = ?", [keys, initials, id]);
		const reviewer = reviewerOf(name);
		if (reviewer !== "") moveReviewer(sql, name, reviewer);
	}
}

/** Hands an issuer's reports and findings to a reviewer; to nobody where it is "". */
export function moveReviewer(sql: SyncSql, organ: string, reviewer: string): void {
	const own = "issuer = (select id from issuer where name = ?)";
	sql.run("update issuer set reviewer = ? where name = ?", [reviewer, organ]);
	sql.run(`update finding set reviewer = ? where report in (select id from report where ${own})`, [reviewer, organ]);
	sql.run(`update report set reviewer = ? where ${own}`, [reviewer, organ]);
}

function issuerId(sql: SyncSql, name: string, region: string, level: string): number {
	const known = sql.one<{ id: number }>("select id from issuer where name = ?", [name]);
	if (known) {
		sql.run("update issuer set region = ?, level = ? where id = ?", [region, level, known.id]);
		return known.id;
	}
	return sql.run("insert into issuer (name, region, level) values (?,?,?)", [name, region, level]);
}
