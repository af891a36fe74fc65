import type { SyncSql } from "../store/sql.ts";

/** Whether a figure of the issuer's report for the year before stands otherwise than it was read, as in the data set. */
export function isAfterCorrected(sql: SyncSql, issuerId: string, year: number): boolean {
	return sql.one(`select 1 from report where ${CORRECTED} and issuer_id = ? and year = ?`, [issuerId, year - 1]) !== undefined;
}

/** Files that were read last when it was otherwise with the report for the year before, by name. */
export function readBeforeCorrected(sql: SyncSql): { readonly name: string; readonly stamp: string }[] {
	// Ordered by SQLite, the whole table is walked by name.
	const files = sql.all<{ name: string; stamp: string }>(
		`select name, stamp from report where is_after_corrected = 0 and (issuer_id, year) in
				(select issuer_id, year + 1 from report where ${CORRECTED})
			union all select name, stamp from report where is_after_corrected = 1 and (issuer_id, year) not in
				(select issuer_id, year + 1 from report where ${CORRECTED})`,
		[],
	);
	return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Which of several versions is in force may not be known. */
const CORRECTED = "changed > 0 and is_current is not 0";
