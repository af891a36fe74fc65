import type { CorrectedBeside } from "../../model/dataset.ts";
import type { PlacedFile } from "../../output/dataset/beside.ts";
import { besideAmong } from "../../output/dataset/beside.ts";
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

/** Who stands above and below whom. */
export interface Line {
	readonly parentOf: (issuerId: string) => string | undefined;
	readonly childrenOf: (issuerId: string) => readonly string[];
}

/** Of which reports beside one a figure stands otherwise than it was read, as in the data set. */
export function correctedBeside(
	sql: SyncSql,
	{ name, issuer_id: issuerId, year }: PlacedFile,
	{ childrenOf }: Line,
): CorrectedBeside[] {
	const isChanged = (issuer: string, but: string) =>
		sql.one("select 1 from report where changed > 0 and issuer_id = ? and year = ? and name <> ?", [issuer, year, but]) !==
		undefined;
	const hasChildren = childrenOf(issuerId).some((child) => isChanged(child, ""));
	return [...(hasChildren ? (["children"] as const) : []), ...(isChanged(issuerId, name) ? (["copies"] as const) : [])];
}

/** Files that were read last when it was otherwise with the reports beside them, by name. */
export function readBesideCorrected(sql: SyncSql, { parentOf }: Line): { readonly name: string; readonly stamp: string }[] {
	type Row = PlacedFile & { readonly stamp: string; readonly beside: string };
	const rows = (where: string, values: (string | number)[]) =>
		sql.all<Row>(`select name, stamp, issuer_id, year, beside from report where ${where}`, values);
	const changed = rows("changed > 0", []);
	const besideOf = besideAmong(changed, parentOf);
	const found = new Map(rows("beside <> ''", []).map((row) => [row.name, row]));
	const years = new Map<string, readonly [string, number]>();
	for (const { issuer_id, year } of changed)
		for (const issuer of [issuer_id, parentOf(issuer_id) ?? ""]) years.set(`${issuer} ${year}`, [issuer, year]);
	for (const [issuer, year] of years.values())
		for (const row of rows("issuer_id = ? and year = ?", [issuer, year])) found.set(row.name, row);
	return [...found.values()].filter((row) => besideOf(row).join(" ") !== row.beside).sort((a, b) => (a.name < b.name ? -1 : 1));
}
