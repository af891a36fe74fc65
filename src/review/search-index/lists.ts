import type { State } from "../store/decisions.ts";
import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { countedFindings, orderedBy, whereFindings, whereName, whereReports } from "./filters.ts";
import type { Where } from "./where.ts";

/** One report in a list. */
export interface ReportRow {
	/** Stays where it is read again. */
	readonly id: number;
	/** Counts up each time that it is told anew; null while its place among the others is not known. */
	readonly seq: number | null;
	/** Its file's name: the key of its page. */
	readonly name: string;
	readonly issuer: string;
	readonly year: number;
	readonly region: string;
	readonly level: string;
	readonly title: string;
	readonly form: string;
	readonly status: "verified" | "needs_review" | "failed";
	readonly text_source: string;
	readonly sha256: string;
	/** The day of its signature, as printed. */
	readonly published_on: string | null;
	/** The day of publication that its page states; null where none does. */
	readonly page_date: string | null;
	/** ISO date until which it was due. */
	readonly deadline: string;
	/** The issuer as the report prints it. */
	readonly printed_issuer: string;
	readonly late: 0 | 1;
	/** Broken errors and warnings; findings whose cause is our reading; corrected figures. */
	readonly errors: number;
	readonly warnings: number;
	readonly doubts: number;
	readonly corrections: number;
	/** Corrections that are not for its figures any more. */
	readonly outdated: number;
	/** A figure of the issuer's report for the year before stands otherwise than it was read. */
	readonly is_after_corrected: 0 | 1;
	/** Of which reports beside it figures stand otherwise than they were read, with blanks between. */
	readonly beside: string;
	/** SHA-256 of documents that it stands in place of, whose corrections are carried over; with blanks between. */
	readonly carried_from: string;
	/** Whose it is to check; "" for nobody's. */
	readonly reviewer: string;
	/** Ids of the data set; `report_id` is null where the report cannot be placed. */
	readonly issuer_id: string;
	readonly report_id: string | null;
	readonly version: number | null;
	readonly is_current: 0 | 1 | null;
}

/** One finding in a list, with its report. */
export interface FindingRow {
	readonly id: number;
	readonly fingerprint: string;
	/** Digest of what it rests on now. */
	readonly figures: string;
	readonly rule: string;
	readonly severity: "error" | "warn" | "info";
	/** Position in lists: errors, warnings, the rest; then what is not to be told. */
	readonly rank: number;
	readonly verdict: "broken" | "undetermined";
	readonly cause: "report" | "reading" | "unclear";
	readonly message: string;
	readonly year: number;
	readonly region: string;
	readonly level: string;
	readonly state: State;
	/** Whose it is to check; "" for nobody's. */
	readonly reviewer: string;
	readonly name: string;
	readonly issuer: string;
	readonly issuer_id: string;
	readonly report_id: string | null;
}

/** Orders of the list of reports: column and direction; the id breaks ties, so that pages never overlap. */
const REPORT_ORDERS = {
	errors: "errors desc, report.id",
	warnings: "warnings desc, report.id",
	year: "report.year desc, errors desc, report.id",
	issuer: "issuer.name, report.year desc, report.id",
	published: "published_on desc, report.id",
} as const;
export type ReportOrder = keyof typeof REPORT_ORDERS;

const REPORT_COLUMNS = "report.*, issuer.name as issuer";

/** A page of reports, `offset` rows in; at most `limit`. */
export function listReports(
	sql: SyncSql,
	filters: Filters,
	{ order = "errors", offset = 0, limit = 50 }: { order?: ReportOrder; offset?: number; limit?: number } = {},
): ReportRow[] {
	const { text, values } = whereNamed(sql, filters);
	return sql.all<ReportRow>(
		`select ${REPORT_COLUMNS} from report join issuer on issuer.id = report.issuer where ${text}
			order by ${REPORT_ORDERS[order]} limit ? offset ?`,
		[...values, limit, offset],
	);
}

/**
 * Conditions on reports in which names are looked through once, and not with every report. Where many organs have the name, a
 * list is gone along in its order (`+`: no index leads away from it); where few have it, they lead to their reports.
 */
function whereNamed(sql: SyncSql, filters: Filters): Where {
	if (filters.q === undefined) return whereReports(filters);
	const { text, values } = whereName(filters.q);
	const sign = hasFewIssuers(sql, filters.q, FEW_ISSUERS) ? "" : "+";
	return whereReports(filters, { text: `${sign}report.issuer in (select id from issuer where ${text})`, values });
}

/** Whether no more than so many issuers have a name. */
export function hasFewIssuers(sql: SyncSql, q: string, most: number): boolean {
	const { text, values } = whereName(q);
	const found = sql.one<{ n: number }>(`select count(*) as n from (select 1 from issuer where ${text} limit ?)`, [
		...[...values, most + 1],
	]);
	return (found?.n ?? 0) <= most;
}

/** Rows that are counted at most where no count is kept. */
export const COUNTED = 2000;

/** How many reports there are; with filters that no count is kept for, counted up to `most` only. */
export function countReports(sql: SyncSql, filters: Filters, most = COUNTED): number {
	const { year = 0, region = "*", level = "*", status, flag, ...others } = filters;
	const column = status === "verified" ? "verified" : flag;
	const isCounted = Object.values(others).every((value) => value === undefined) && flag !== "corrected";
	if (isCounted && (status === undefined || (status === "verified" && flag === undefined)))
		return (
			// The column is one of this file's words.
			sql.one<{ n: number }>(`select ${column ?? "published"} as n from coverage where region = ? and level = ? and year = ?`, [
				...[region, level, year],
			])?.n ?? 0
		);
	const { text, values } = whereNamed(sql, filters);
	return (
		sql.one<{ n: number }>(
			`select count(*) as n from (select 1 from report join issuer on issuer.id = report.issuer where ${text} limit ?)`,
			[...values, most],
		)?.n ?? 0
	);
}

/** One report by its file's name, else by its id in the data set. */
export function reportNamed(sql: SyncSql, name: string): ReportRow | undefined {
	const by = (column: "name" | "report_id") =>
		sql.one<ReportRow>(
			`select ${REPORT_COLUMNS} from report join issuer on issuer.id = report.issuer where report.${column} = ? order by report.id limit 1`,
			[name],
		);
	return by("name") ?? by("report_id");
}

/** Every report of an issuer, oldest year first. */
export function reportsOf(sql: SyncSql, issuer: string): ReportRow[] {
	return sql.all<ReportRow>(
		`select ${REPORT_COLUMNS} from report join issuer on issuer.id = report.issuer where issuer.name = ? order by report.year, report.id`,
		[issuer],
	);
}

const FINDING_COLUMNS =
	"finding.*, report.name as name, issuer.name as issuer, report.issuer_id as issuer_id, report.report_id as report_id";
/** Findings first, by an index that has them in the order of the list; the planner would rather sort them all. */
const findingTables = (hint = "") =>
	`from finding ${hint} cross join report on report.id = finding.report cross join issuer on issuer.id = report.issuer`;

/** Where a list of findings goes on: after this finding. */
export interface After {
	readonly rank: number;
	readonly id: number;
}

/** Findings in order of weight, after (or, backwards, before) a place; at most `limit`. */
export function listFindings(
	sql: SyncSql,
	filters: Filters,
	{ after, backwards = false, limit = 50 }: { after?: After | undefined; backwards?: boolean; limit?: number } = {},
): FindingRow[] {
	const { text, values, hint } = whereOf(sql, filters);
	const [compare, order] = backwards ? ["<", "desc"] : [">", "asc"];
	const place = after ? `and (finding.rank, finding.id) ${compare} (?, ?)` : "";
	const rows = sql.all<FindingRow>(
		`select ${FINDING_COLUMNS} ${findingTables(hint)} where ${text} ${place} order by finding.rank ${order}, finding.id ${order} limit ?`,
		[...values, ...(after ? [after.rank, after.id] : []), limit],
	);
	return backwards ? rows.reverse() : rows;
}

/** Orders of a list of findings besides their weight; the weight and the id break ties. */
const ORDER_TEXTS = {
	issuer: "issuer.name, finding.year desc, finding.rank, finding.id",
	year: "finding.year desc, finding.rank, finding.id",
	rule: "finding.rule, finding.rank, finding.id",
	state: "finding.state, finding.rank, finding.id",
} as const;
export const FINDING_ORDERS = ["weight", "issuer", "year", "rule", "state"] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/** Findings that are sorted otherwise than by weight at most: no index leads to these orders. */
export const MOST_SORTED = 5000;

/** A page of findings in another order, `offset` rows in. */
export function sortedFindings(
	sql: SyncSql,
	filters: Filters,
	{ order, offset, limit }: { readonly order: FindingOrder; readonly offset: number; readonly limit: number },
): FindingRow[] {
	if (order === "weight") return listFindings(sql, filters, { limit });
	const { text, values, hint } = whereOf(sql, filters);
	return sql.all<FindingRow>(
		`select ${FINDING_COLUMNS} ${findingTables(hint)} where ${text} order by ${ORDER_TEXTS[order]} limit ? offset ?`,
		[...values, limit, offset],
	);
}

/** The findings of one report, in order of weight. */
export function findingsOf(sql: SyncSql, name: string): FindingRow[] {
	return sql.all<FindingRow>(
		`select ${FINDING_COLUMNS} from report join issuer on issuer.id = report.issuer join finding on finding.report = report.id
			where report.name = ? order by finding.rank, finding.id`,
		[name],
	);
}

/** How many findings of a report are to be decided, confirmed, and decided in any way. */
export function decidedOf(
	sql: SyncSql,
	name: string,
): { readonly todo: number; readonly confirmed: number; readonly decided: number } {
	const none = { todo: 0, confirmed: 0, decided: 0 };
	return (
		sql.one<typeof none>(
			`select coalesce(sum(state in ('open', 'reopened')), 0) as todo, coalesce(sum(state = 'confirmed'), 0) as confirmed,
				coalesce(sum(state <> 'open'), 0) as decided from finding join report on report.id = finding.report where report.name = ?`,
			[name],
		) ?? none
	);
}

/** One finding by its number, which holds until its report is taken in anew. */
export function findingById(sql: SyncSql, id: number): FindingRow | undefined {
	return sql.one<FindingRow>(`select ${FINDING_COLUMNS} ${findingTables()} where finding.id = ?`, [id]);
}

/** How many findings there are; by name, reviewer or by what their reports are, counted up to `most` only. */
export function countFindings(sql: SyncSql, filters: Filters, most = COUNTED): number {
	const isKept = [filters.q, filters.status, filters.flag, filters.reviewer].every((value) => value === undefined);
	if (isKept) {
		const { table, where } = countedFindings(filters);
		return sql.one<{ n: number }>(`select coalesce(sum(n), 0) as n from ${table} where ${where.text}`, where.values)?.n ?? 0;
	}
	const { text, values, hint } = whereOf(sql, filters);
	return (
		sql.one<{ n: number }>(`select count(*) as n from (select 1 ${findingTables(hint)} where ${text} limit ?)`, [...values, most])
			?.n ?? 0
	);
}

/** Issuers whose name has these characters in order; those that begin with them first. */
export function findIssuers(
	sql: SyncSql,
	q: string,
	limit = 50,
): { readonly name: string; readonly region: string; readonly level: string }[] {
	const { text, values } = whereName(q);
	return sql.all(
		`select name, region, level from issuer where ${text} order by instr(name, ?) = 0, instr(name, ?), name not like ?, length(name), name limit ?`,
		[...values, q.trim(), q.trim(), `%${[...q.replaceAll(/[\s%_]/g, "")].join("%")}%`, limit],
	);
}

/** A name that more issuers have than this is looked for along the list; fewer are looked up first. */
const FEW_ISSUERS = 200;

function whereOf(sql: SyncSql, filters: Filters): { text: string; values: (string | number)[]; hint: string } {
	const { q, status, flag, ...ofFinding } = filters;
	const finding = whereFindings(ofFinding);
	const qualified = finding.text.replaceAll(
		/\b(year|region|level|rule|weight|state|cause|reviewer)\b(?= (?:=|in|<>))/g,
		"finding.$1",
	);
	const report = whereReports({ status, flag });
	const name = q === undefined ? undefined : whereName(q);
	const isRare = q !== undefined && hasFewIssuers(sql, q, FEW_ISSUERS);
	const named = isRare
		? `finding.report in (select report.id from report join issuer on issuer.id = report.issuer where ${name?.text})`
		: name?.text;
	return {
		text: [qualified, report.text, ...(named === undefined ? [] : [named])].join(" and "),
		values: [...finding.values, ...report.values, ...(name?.values ?? [])],
		hint: isRare ? "" : `indexed by ${orderedBy(ofFinding)}`,
	};
}
