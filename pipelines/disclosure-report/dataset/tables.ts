import type { Column, DatasetTable, DatasetView } from "../../../src/rules.ts";
import type { Forms } from "../fields/types.ts";
import { derivedColumns } from "./derived.ts";
import { flagColumns } from "./flags.ts";
import { LONG_TABLES } from "./long-tables.ts";
import type { IdentityColumn } from "./report-columns.ts";
import { figureColumns, identityColumns } from "./report-columns.ts";
import { seriesTable } from "./series.ts";

const computed = (columns: readonly (Column & { readonly valueOf: unknown })[]) =>
	columns.map(({ valueOf: _, ...column }): Column => column);
const identity = (columns: readonly IdentityColumn[]) => columns.map(({ tell: _, ...column }): Column => column);
const figures = (forms: Forms) => figureColumns(forms).map(({ figure: _f, isYuan: _y, ...column }): Column => column);

/** What the imputed table repeats of the report. */
export const KEPT_IDENTITY: ReadonlySet<string> = new Set([
	...["id", "issuer_id", "issuer", "division_code", "year", "version", "is_current", "form", "status"],
]);
export const KEPT_FLAGS: ReadonlySet<string> = new Set(["n_doubtful", "n_imputed", "n_corrected"]);

/** One row a report, one column a figure as it is printed: the table to query. */
const reports = (forms: Forms): DatasetTable => ({
	name: "reports",
	zh: "每份报告一行，每个数字一列，均为报告原值；未确切读出的为空",
	en: "one row a report, one column a figure as printed; null where the reading is in doubt",
	columns: [...identity(identityColumns), ...figures(forms), ...computed(derivedColumns(forms)), ...computed(flagColumns)],
	key: ["id"],
	isWide: true,
});

/** The same with corrections and imputations in place: for computing, beside what is printed. */
const reportsImputed = (forms: Forms): DatasetTable => ({
	name: "reports_imputed",
	zh: "每份报告一行，数字为：更正值，其次原值，其次按0计的空白",
	en: "one row a report; figures corrected where they were, else as printed, else 0 for blanks that the sums prove",
	columns: [
		...identity(identityColumns.filter(({ name }) => KEPT_IDENTITY.has(name))),
		...figures(forms),
		...computed(derivedColumns(forms)),
		...computed(flagColumns.filter(({ name }) => KEPT_FLAGS.has(name))),
	],
	key: ["id"],
	isWide: true,
});

/** The published tables, in the order of their rows in `rowsOf`. */
export const datasetTables = (forms: Forms): readonly DatasetTable[] => [
	reports(forms),
	reportsImputed(forms),
	seriesTable,
	...LONG_TABLES,
];

/** Questions over the tables that have names of their own. */
export const datasetViews: readonly DatasetView[] = [
	{
		name: "reports_verified",
		zh: "现行版本中读取质量为 verified 的报告",
		en: "reports in force whose reading is verified: what to count with",
		sql: "SELECT * FROM reports WHERE status = 'verified' AND is_current",
	},
	{
		name: "decided_findings",
		zh: "经人员处理的检查结论；数字已变的为 reopened",
		en: "findings that a reviewer decided on; reopened where the figures are no longer those that were decided on",
		sql: "SELECT f.report_id, f.year, f.rule, f.fingerprint, CASE WHEN f.figures = d.figures THEN d.state ELSE 'reopened' END AS state, d.reason, d.decided_at, d.deadline FROM findings f JOIN decisions d ON d.fingerprint = f.fingerprint",
	},
	{
		name: "changes",
		zh: "所有变化：版本之间、人员更正、与较早发布版相比",
		en: "every change that the set knows: between versions, by a person, and since the release that it is compared with",
		sql: `SELECT report_id, year, 'version' AS basis, supersedes AS compared_with, change, "table", "row", "column", value_before, value_after, NULL::VARCHAR AS reason FROM revisions
UNION ALL SELECT report_id, year, 'correction', report_id, 'corrected', "table", "row", "column", value_reported, value_corrected, reason FROM corrections
UNION ALL SELECT report_id, year, 'release', since, change, "table", "row", "column", value_before, value_after, reason FROM release_changes`,
	},
	{
		name: "codebook_years",
		zh: "每列每年有值的报告数",
		en: "reports that have a value, by column of reports and year",
		sql: 'UNPIVOT (SELECT year, count(COLUMNS(* EXCLUDE (year))) FROM reports GROUP BY year) ON COLUMNS(* EXCLUDE (year)) INTO NAME "column" VALUE n_reports',
	},
];
