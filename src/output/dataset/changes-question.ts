import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { GoujiError } from "../../model/errors.ts";

/** A text in SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A table's Parquet files in a set's folder: one, or one a year; none where it has no such table. */
export function tableFilesIn(folder: string, table: string): string[] {
	const path = join(existsSync(folder) ? realpathSync(folder) : folder, `${table}.parquet`);
	if (!existsSync(path)) return [];
	return statSync(path).isDirectory()
		? readdirSync(path)
				.sort()
				.map((year) => join(path, year))
		: [path];
}

const PLACE = '"table", "row", "column"';
const REPORT = "id, issuer_id, year, sha256";
const CELL = `report_id, ${PLACE}, value, state, raw, is_doubtful, is_corrected, value_corrected, value_reason`;

/** Names reports of both sets, and the cells of those whose figures are not the same. Throws GoujiError bad-arguments. */
export async function openChanged(
	connection: DuckDBConnection,
	folders: { readonly before: string; readonly after: string },
): Promise<void> {
	const cells = Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, tableFilesIn(folder, "cells")]));
	const shared = sharedFiles(cells.before ?? [], cells.after ?? []);
	for (const [name, folder] of Object.entries(folders)) {
		const reports = tableFilesIn(folder, "reports");
		if (reports.length === 0)
			throw new GoujiError("bad-arguments", `${folder} holds no data set with parquet`, { hint: "Export both with parquet." });
		await connection.run(`CREATE VIEW ${name} AS SELECT ${REPORT} FROM ${parquet(reports)}`);
		const own = (cells[name] ?? []).filter((file) => !shared.has(basename(file)));
		const from = own.length > 0 ? parquet(own) : `(SELECT * FROM ${parquet((cells[name] ?? []).slice(0, 1))} LIMIT 0)`;
		await connection.run(`CREATE VIEW ${name}_cells AS SELECT ${CELL} FROM ${from}`);
		await connection.run(
			`CREATE TEMP TABLE ${name}_digests AS SELECT report_id, count(*) AS n, bit_xor(hash(${CELL.replace("report_id, ", "")})) AS digest FROM ${name}_cells GROUP BY report_id`,
		);
	}
	await connection.run(PAIRS);
	await connection.run(`CREATE TEMP TABLE changed AS SELECT p.* FROM pairs p
		JOIN after_digests a ON a.report_id = p.after_id JOIN before_digests b ON b.report_id = p.before_id
		WHERE a.n <> b.n OR a.digest <> b.digest`);
}

const parquet = (files: readonly string[]) => `read_parquet([${files.map(literal).join(", ")}])`;

/** Names of the files that two sets have in common: hard links of one another. */
function sharedFiles(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
	const inodes = new Map(before.map((file) => [basename(file), statSync(file, { bigint: true })]));
	return new Set(
		after
			.map((file) => basename(file))
			.filter((name, i) => {
				const [one, other] = [inodes.get(name), statSync(after[i] ?? "", { bigint: true })];
				return one !== undefined && one.ino === other.ino && one.dev === other.dev;
			}),
	);
}

/** Each report beside the one that it was: the same document first, since versions are numbered anew; else the same id. */
const PAIRS = `CREATE TEMP TABLE pairs AS
WITH same AS (
	SELECT a.id AS after_id, b.id AS before_id FROM after a
	JOIN before b ON a.issuer_id = b.issuer_id AND a.year IS NOT DISTINCT FROM b.year AND a.sha256 = b.sha256
	QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY a.id <> b.id, b.id) = 1
)
SELECT after_id, before_id, true AS is_same FROM same
UNION ALL
SELECT a.id, b.id, false FROM after a JOIN before b ON a.id = b.id
WHERE a.id NOT IN (SELECT after_id FROM same) AND b.id NOT IN (SELECT before_id FROM same)`;

/** What tells why a figure changed. */
export interface ChangesFacts {
	/** Of the release before. */
	readonly version: string;
	/** Both sets were made by the same program: other figures of other documents are the organs' own, then. */
	readonly isSameProgram: boolean;
	/** Of figures that forms have, with `tables.` before them: others may be another row each time. */
	readonly paths: readonly string[];
}

/** The rows of `release_changes`, over what `openChanged` named. */
export function changesQuestion({ version, isSameProgram, paths }: ChangesFacts): string {
	const value = (of: string) => `CASE WHEN ${of}.is_corrected THEN ${of}.value_corrected ELSE ${of}.value END`;
	// A reading that is in doubt, a row that was not found, and an amount without its unit are not what the organ prints.
	const unsure = (of: string) =>
		`(${of}.report_id IS NULL OR NOT ${of}.is_corrected AND (${of}.is_doubtful OR ${of}.state IN ('absent', 'unreadable') OR ${of}.state = 'number' AND ${of}.value IS NULL))`;
	const known = `concat_ws('.', 'tables', ${PLACE}) IN (${paths.map(literal).join(", ")})`;
	return `
WITH x AS (SELECT c.*, p.after_id, p.is_same FROM after_cells c JOIN changed p ON c.report_id = p.after_id),
y AS (SELECT c.*, p.after_id, p.is_same FROM before_cells c JOIN changed p ON c.report_id = p.before_id),
figures AS (
	SELECT after_id, ${PLACE}, coalesce(x.is_same, y.is_same) AS is_same, ${value("y")} AS value_before, ${value("x")} AS value_after,
		y.raw AS raw_before, x.raw AS raw_after, CASE WHEN x.is_corrected THEN x.value_reason END AS reason,
		(x.is_corrected OR y.is_corrected) AND x.value IS NOT DISTINCT FROM y.value AS is_person, ${unsure("x")} OR ${unsure("y")} AS is_unsure
	FROM x FULL JOIN y USING (after_id, ${PLACE})
)
SELECT a.id AS report_id, a.issuer_id, a.year, ${literal(version)} AS since,
	CASE WHEN is_person THEN 'corrected' WHEN is_same THEN 'reread'
		WHEN is_unsure OR NOT ${isSameProgram} OR NOT ${known} THEN 'undetermined' ELSE 'revised' END AS change,
	${PLACE}, value_before, value_after, raw_before, raw_after, CASE WHEN is_person THEN reason END AS reason
FROM figures JOIN after a ON a.id = after_id WHERE value_before IS DISTINCT FROM value_after
UNION ALL
SELECT id, issuer_id, year, ${literal(version)}, 'new', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM after WHERE id NOT IN (SELECT after_id FROM pairs)
UNION ALL
SELECT id, issuer_id, year, ${literal(version)}, 'gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM before WHERE id NOT IN (SELECT before_id FROM pairs)
ORDER BY report_id, change, "table", "row", "column"`;
}
