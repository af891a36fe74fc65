import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { whereReports } from "./filters.ts";
import type { ReportRow } from "./lists.ts";

/**
 * Reports in the order in which they were told, after the number (`seq`) of one of them; at most `limit`. A report that changed,
 * and one whose version is another because of those beside it, is told again at the end, so that a reader who goes on where it
 * stopped sees every change.
 */
export function reportsAfter(sql: SyncSql, filters: Filters, after: number, limit: number): ReportRow[] {
	const { text, values } = whereReports(filters);
	return sql.all<ReportRow>(
		`select report.*, issuer.name as issuer from report join issuer on issuer.id = report.issuer
			where ${text} and report.seq > ? order by report.seq limit ?`,
		[...values, after, limit],
	);
}

/** What reports can be sorted by: columns of the query below. A report without a date comes before those with one. */
const SORT_COLUMNS = {
	year: "report.year",
	issuer: "issuer.name",
	published_on: "coalesce(report.published_on, '')",
	errors: "report.errors",
} as const;
export type ReportSort = keyof typeof SORT_COLUMNS;

/** Reports by one of their values and then by number, after a place in this order; at most `limit`. */
export function reportsSorted(
	sql: SyncSql,
	filters: Filters,
	{
		sort,
		isDescending,
		after,
		limit,
	}: {
		readonly sort: ReportSort;
		readonly isDescending: boolean;
		readonly after: readonly [value: string | number, id: number] | undefined;
		readonly limit: number;
	},
): ReportRow[] {
	const { text, values } = whereReports(filters);
	// Words of this file: none comes from outside.
	const column = SORT_COLUMNS[sort];
	const [sign, order] = isDescending ? ["<", "desc"] : [">", "asc"];
	return sql.all<ReportRow>(
		`select report.*, issuer.name as issuer from report join issuer on issuer.id = report.issuer
			where ${text} ${after ? `and (${column}, report.id) ${sign} (?, ?)` : ""} order by ${column} ${order}, report.id ${order} limit ?`,
		[...values, ...(after ?? []), limit],
	);
}

/** Where a fingerprint's findings are: normally one. */
export function reportsWith(sql: SyncSql, fingerprint: string): { readonly name: string }[] {
	return sql.all(
		"select report.name as name from finding join report on report.id = finding.report where fingerprint = ? order by finding.id",
		[fingerprint],
	);
}
