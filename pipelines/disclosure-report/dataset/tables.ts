import type { Column, DatasetTable, Value } from "../../../src/index.ts";
import { Report } from "../schema.ts";
import { derivedColumns, flagColumns } from "./derived.ts";
import { figureColumns, identityColumns } from "./report-columns.ts";

/** The value at a dotted path; null where there is none. */
function at(report: Report, path: string): Value {
	let here: unknown = report;
	for (const key of path.split("."))
		here = typeof here === "object" && here !== null && Object.hasOwn(here, key) ? (here as Record<string, unknown>)[key] : null;
	return typeof here === "string" || typeof here === "number" || typeof here === "boolean" ? here : null;
}

const computed = [...derivedColumns, ...flagColumns];

/** One row a report, one column a figure: the table to query. */
const reports: DatasetTable = {
	name: "reports",
	columns: [...identityColumns, ...figureColumns, ...computed.map(({ valueOf: _, ...column }): Column => column)],
	rowsOf: (json) => {
		const report = Report.parse(json);
		const plain = [...identityColumns, ...figureColumns].map((column) => at(report, column.path ?? column.name));
		return [[...plain, ...computed.map((column) => column.valueOf(report))]];
	},
	orderBy: ["year", "issuer", "id"],
};

/** One row a figure, with its evidence. */
const cells: DatasetTable = {
	name: "cells",
	columns: [
		{ name: "report_id", type: "VARCHAR", zh: "报告编号", en: "reports.id" },
		{ name: "year", type: "INTEGER", zh: "年度", en: "year reported on" },
		{ name: "table", type: "VARCHAR", zh: "表", en: "proactive, requests or remedies" },
		{ name: "row", type: "VARCHAR", zh: "行", en: "row or block, dotted" },
		{ name: "column", type: "VARCHAR", zh: "列", en: "column" },
		{ name: "value", type: "DOUBLE", zh: "数值", en: "the figure; null where none is printed" },
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
	],
	rowsOf: (json) => {
		const report = Report.parse(json);
		return report.cells.map((cell) => {
			const [table = "", ...rest] = cell.path.split(".");
			return [
				report.id,
				report.year,
				table,
				rest.slice(0, -1).join("."),
				rest.at(-1) ?? "",
				cell.value,
				cell.state,
				cell.raw,
				cell.page,
				...(cell.box ?? [null, null, null, null]),
				cell.method,
				cell.confidence,
			];
		});
	},
	orderBy: ["report_id", "table", "row", "column"],
};

/** One row a finding. */
const findings: DatasetTable = {
	name: "findings",
	columns: [
		{ name: "report_id", type: "VARCHAR", zh: "报告编号", en: "reports.id" },
		{ name: "year", type: "INTEGER", zh: "年度", en: "year reported on" },
		{ name: "rule", type: "VARCHAR", zh: "规则", en: "catalogue code and name" },
		{ name: "severity", type: "VARCHAR", zh: "级别", en: "error, warn or info" },
		{ name: "verdict", type: "VARCHAR", zh: "结论", en: "broken or undetermined" },
		{ name: "cause", type: "VARCHAR", zh: "原因", en: "report, reading or unclear" },
		{ name: "message", type: "VARCHAR", zh: "说明", en: "in Chinese, with the report's own figures" },
		{ name: "cells", type: "VARCHAR", zh: "涉及字段", en: "paths, separated by spaces" },
		{ name: "basis", type: "VARCHAR", zh: "依据", en: "legal or formal basis" },
		{ name: "fingerprint", type: "VARCHAR", zh: "指纹", en: "stable over runs" },
	],
	rowsOf: (json) => {
		const report = Report.parse(json);
		return report.findings.map((finding) => [
			report.id,
			report.year,
			finding.rule,
			finding.severity,
			finding.verdict,
			finding.cause,
			finding.message,
			finding.cells.join(" "),
			finding.basis,
			finding.fingerprint,
		]);
	},
	orderBy: ["report_id", "rule", "fingerprint", "message"],
};

/** The published tables, in the data model's order. */
export const datasetTables: readonly DatasetTable[] = [reports, cells, findings];
