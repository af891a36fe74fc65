import type { Column, DatasetTable } from "../../../src/rules.ts";
import { SECTION_KEYS } from "../fields/sections.ts";

const reportId: Column = { name: "report_id", type: "VARCHAR", zh: "报告编号", en: "reports.id" };
const year: Column = { name: "year", type: "INTEGER", zh: "年度", en: "year reported on" };
const text = (name: string, zh: string, en: string, values?: readonly string[]): Column => ({
	...{ name, type: "VARCHAR", zh, en },
	...(values ? { values } : {}),
});
const place: readonly Column[] = [
	text("table", "表", "proactive, requests, remedies or statistics"),
	text("row", "行", "row or block, dotted"),
	text("column", "列", "column"),
];
const OUTCOMES = ["holds", "broken", "undetermined", "not_assessable"];
const SEVERITIES = ["error", "warn", "info"];

/** One row a figure, with its evidence. */
const cells: DatasetTable = {
	name: "cells",
	zh: "每个数字一行，附证据",
	en: "one row a figure, with its evidence",
	columns: [
		reportId,
		year,
		...place,
		{
			...{ name: "value", type: "DOUBLE", zh: "报告原值", en: "the figure as printed, in the unit of its column in reports" },
			formula: "null where none is printed, or where the unit of an amount is not",
		},
		text("state", "状态", "why a null is null", ["number", "blank", "dash", "unreadable", "absent"]),
		text("raw", "原文", "text as printed"),
		text("unit", "印出的单位", "of amounts of money: unit as printed; null where none is, and for counts"),
		text("unit_from", "单位的出处", "where the unit is printed", ["cell", "heading", "row", "caption", "none"]),
		{
			name: "value_yuan",
			type: "DOUBLE",
			zh: "金额（元）",
			en: "of amounts of money, in yuan; null where the unit is not known",
			unit: "yuan",
		},
		{
			...{
				name: "is_doubtful",
				type: "BOOLEAN",
				zh: "是否存疑",
				en: "whether the reading may be another number: null in reports then",
			},
			formula: "confidence below 0.95, or a doubtful spelling",
		},
		{ name: "page", type: "INTEGER", zh: "页码", en: "page, counted from 1" },
		...["x0", "y0", "x1", "y1"].map(
			(name): Column => ({
				...{ name, type: "DOUBLE", zh: "位置", en: "place on the displayed page" },
				unit: "points from the top left",
			}),
		),
		text("method", "读取方式", "how it was read", ["text", "ocr", "solved"]),
		{ name: "confidence", type: "DOUBLE", zh: "置信度", en: "0 to 1", unit: "ratio" },
		{ name: "value_corrected", type: "DOUBLE", zh: "更正值", en: "what a person put in its place; see is_corrected" },
		{
			...{ name: "is_corrected", type: "BOOLEAN", zh: "是否更正" },
			en: "whether a person corrected it (to null where value_corrected is null)",
		},
		{
			...{ name: "value_imputed", type: "DOUBLE", zh: "填补值" },
			en: "0 where the sums prove that the blank is a 0; null otherwise",
			formula: "q_blank_as_zero",
		},
		text("value_reason", "更正或填补理由", "the corrector's reason, or blank_as_zero"),
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
		text("reason", "理由", "the corrector's reason"),
		text("corrected_at", "更正时间", "ISO 8601"),
		{
			...{ name: "is_carried", type: "BOOLEAN", zh: "是否沿用" },
			en: "made on an earlier file of the same report, whose figure was the same",
		},
	],
	key: ["report_id", "table", "row", "column"],
};

/** One row a finding. */
const findings: DatasetTable = {
	name: "findings",
	zh: "每个检查结论一行，更正后的结果",
	en: "one row a finding, after corrections",
	columns: [
		reportId,
		year,
		text("rule", "规则", "catalogue code and name"),
		text("severity", "级别", "how much it weighs", SEVERITIES),
		text("verdict", "结论", "broken, or not to be told", ["broken", "undetermined"]),
		text("cause", "原因", "whether the page or the reading is at fault", ["report", "reading", "unclear"]),
		text("message", "说明", "in Chinese, with the report's own figures"),
		text("cells", "涉及字段", "paths, separated by spaces"),
		text("basis", "依据", "legal or formal basis"),
		text("fingerprint", "指纹", "stable over runs"),
		text("expected", "应为", "what the rule expects"),
		text("actual", "实为", "what the report prints"),
		text(
			"figures",
			"依据数字摘要",
			"digest of the figures and words that it rests on: decisions.figures where it was decided on these",
		),
	],
	key: ["report_id", "rule", "fingerprint", "message"],
};

/** One row a rule that applies to a report. */
const assessments: DatasetTable = {
	name: "assessments",
	zh: "每份报告每条适用规则一行：结论与理由",
	en: "one row a report and rule that applies to it: what came of it, after corrections; the denominators",
	columns: [
		reportId,
		year,
		text("rule", "规则", "catalogue code and name"),
		text("severity", "级别", "of its findings here, else the rule's own", SEVERITIES),
		text("outcome", "结论", "what came of it", OUTCOMES),
		text("outcome_as_read", "更正前结论", "what came of it before any correction", OUTCOMES),
		text("reason", "理由", "why it was not decided or could not be assessed", [
			"reading",
			"unclear",
			"corrected",
			"nothing_to_check",
			...["previous", "series", "children", "copies", "peers", "publication", "roster"].map((need) => `needs_${need}`),
		]),
	],
	key: ["report_id", "rule"],
};

/** One row a section of text. */
const sections: DatasetTable = {
	name: "sections",
	zh: "每份报告每个文字部分一行",
	en: "one row a section of a report's text",
	columns: [
		reportId,
		year,
		text("section", "部分", "which part of the report", SECTION_KEYS),
		text("text", "文字", "paragraphs parted by line ends, tables left out"),
		{ name: "n_chars", type: "INTEGER", zh: "字数", en: "characters, white space left out", unit: "characters" },
		text("hash", "摘要", "first 16 hex digits of the SHA-256 of the text without white space: equal texts have equal ones"),
	],
	key: ["report_id", "section"],
};

/** One row a figure that a later version of a report gives otherwise. */
const revisions: DatasetTable = {
	name: "revisions",
	zh: "更正版与被取代版本之间每个不同的数字一行",
	en: "one row a figure that a version gives otherwise than the one whose place it takes, both after corrections",
	columns: [
		reportId,
		year,
		text("supersedes", "被取代版本", "reports.supersedes: the version with value_before"),
		...place,
		{ name: "value_before", type: "DOUBLE", zh: "更正前", en: "of the version before, in the unit of its column in reports" },
		{ name: "value_after", type: "DOUBLE", zh: "更正后", en: "of this version, likewise; null where none is printed" },
		text("raw_before", "更正前原文", "text as printed in the version before"),
		text("raw_after", "更正后原文", "text as printed in this version"),
		text(
			"change",
			"变化原因",
			"revised: the organ prints another figure; undetermined: a reading is in doubt, or one has no such row",
			["revised", "undetermined"],
		),
	],
	key: ["report_id", "table", "row", "column"],
};

/** Tables with several rows a report, in the order of `longRows`. */
export const LONG_TABLES: readonly DatasetTable[] = [cells, corrections, findings, assessments, sections, revisions];
