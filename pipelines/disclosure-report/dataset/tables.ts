import type { Column, DatasetTable } from "../../../src/rules.ts";
import type { Forms } from "../fields/types.ts";
import { derivedColumns, flagColumns } from "./derived.ts";
import { figureColumns, identityColumns } from "./report-columns.ts";

const described = (columns: readonly (Column & { readonly valueOf: unknown })[]) =>
	columns.map(({ valueOf: _, ...column }): Column => column);

const reportId: Column = { name: "report_id", type: "VARCHAR", zh: "报告编号", en: "reports.id" };
const year: Column = { name: "year", type: "INTEGER", zh: "年度", en: "year reported on" };
const place: readonly Column[] = [
	{ name: "table", type: "VARCHAR", zh: "表", en: "proactive, requests, remedies or statistics" },
	{ name: "row", type: "VARCHAR", zh: "行", en: "row or block, dotted" },
	{ name: "column", type: "VARCHAR", zh: "列", en: "column" },
];

/** One row a report, one column a figure as it is printed: the table to query. */
const reports = (forms: Forms): DatasetTable => ({
	name: "reports",
	zh: "每份报告一行，每个数字一列，均为报告原值",
	en: "one row a report, one column a figure as printed",
	columns: [...identityColumns, ...figureColumns(forms), ...described(derivedColumns(forms)), ...described(flagColumns)],
	key: ["id"],
	isWide: true,
});

/** The same with corrections and imputations in place: for computing, beside what is printed. */
const reportsImputed = (forms: Forms): DatasetTable => ({
	name: "reports_imputed",
	zh: "每份报告一行，数字为：更正值，其次原值，其次按0计的空白",
	en: "one row a report; figures corrected where they were, else as printed, else 0 for blanks that the sums prove",
	columns: [
		...identityColumns.filter(({ name }) => ["id", "issuer", "division_code", "year", "form"].includes(name)),
		...figureColumns(forms),
		...described(derivedColumns(forms)),
		...described(flagColumns.filter(({ name }) => name === "n_imputed" || name === "n_corrected")),
	],
	key: ["id"],
	isWide: true,
});

/** One row a figure, with its evidence. */
const cells: DatasetTable = {
	name: "cells",
	zh: "每个数字一行，附证据",
	en: "one row a figure, with its evidence",
	columns: [
		reportId,
		year,
		...place,
		{ name: "value", type: "DOUBLE", zh: "报告原值", en: "the figure as printed; null where none is" },
		{ name: "state", type: "VARCHAR", zh: "状态", en: "number, blank, dash, unreadable or absent" },
		{ name: "raw", type: "VARCHAR", zh: "原文", en: "text as printed" },
		{ name: "page", type: "INTEGER", zh: "页码", en: "page, counted from 1" },
		...["x0", "y0", "x1", "y1"].map(
			(name): Column => ({
				name,
				type: "DOUBLE",
				zh: "位置",
				en: "place on the displayed page",
				unit: "points from the top left",
			}),
		),
		{ name: "method", type: "VARCHAR", zh: "读取方式", en: "text, ocr or solved" },
		{ name: "confidence", type: "DOUBLE", zh: "置信度", en: "0 to 1", unit: "ratio" },
		{ name: "value_corrected", type: "DOUBLE", zh: "更正值", en: "what a person put in its place; see is_corrected" },
		{
			name: "is_corrected",
			type: "BOOLEAN",
			zh: "是否更正",
			en: "whether a person corrected it (to null where value_corrected is null)",
		},
		{
			name: "value_imputed",
			type: "DOUBLE",
			zh: "填补值",
			en: "0 where the sums prove that the blank is a 0; null otherwise",
			formula: "q_blank_as_zero",
		},
		{ name: "value_reason", type: "VARCHAR", zh: "更正或填补理由", en: "the corrector's reason, or blank_as_zero" },
	],
	key: ["report_id", "table", "row", "column"],
};

/** One row a figure that a person corrected. */
const corrections: DatasetTable = {
	name: "corrections",
	zh: "每个更正一行",
	en: "one row a figure that a person corrected; who did is not published",
	columns: [
		reportId,
		year,
		...place,
		{ name: "value_reported", type: "DOUBLE", zh: "报告原值", en: "the figure as read from the page" },
		{ name: "value_corrected", type: "DOUBLE", zh: "更正值", en: "what a person put in its place; null for nothing printed" },
		{ name: "reason", type: "VARCHAR", zh: "理由", en: "the corrector's reason" },
		{ name: "corrected_at", type: "VARCHAR", zh: "更正时间", en: "ISO 8601" },
	],
	key: ["report_id", "table", "row", "column"],
};

/** One row a finding. */
const findings: DatasetTable = {
	name: "findings",
	zh: "每个检查结论一行",
	en: "one row a finding",
	columns: [
		reportId,
		year,
		{ name: "rule", type: "VARCHAR", zh: "规则", en: "catalogue code and name" },
		{ name: "severity", type: "VARCHAR", zh: "级别", en: "error, warn or info" },
		{ name: "verdict", type: "VARCHAR", zh: "结论", en: "broken or undetermined" },
		{ name: "cause", type: "VARCHAR", zh: "原因", en: "report, reading or unclear" },
		{ name: "message", type: "VARCHAR", zh: "说明", en: "in Chinese, with the report's own figures" },
		{ name: "cells", type: "VARCHAR", zh: "涉及字段", en: "paths, separated by spaces" },
		{ name: "basis", type: "VARCHAR", zh: "依据", en: "legal or formal basis" },
		{ name: "fingerprint", type: "VARCHAR", zh: "指纹", en: "stable over runs" },
		{ name: "expected", type: "VARCHAR", zh: "应为", en: "what the rule expects" },
		{ name: "actual", type: "VARCHAR", zh: "实为", en: "what the report prints" },
	],
	key: ["report_id", "rule", "fingerprint", "message"],
};

/** The published tables, in the order of their rows in `rowsOf`. */
export const datasetTables = (forms: Forms): readonly DatasetTable[] => [
	reports(forms),
	reportsImputed(forms),
	cells,
	corrections,
	findings,
];
