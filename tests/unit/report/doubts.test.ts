import { describe, expect, test } from "vitest";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import { consistentFigures } from "../../../samples/make/figures.ts";
import { doubtedTable } from "../../../src/model/issue.ts";
import type { Table } from "../../../src/model/table.ts";
import { documentOf } from "../../support/documents.ts";
import { proactiveTable, remediesTable, requestsTable } from "../../support/form-tables.ts";

const origin = { file: "a.pdf", sha256: "0123456789abcdef", bytes: 9 };
const figures = consistentFigures(5, "2021", 60);
const heading = "三、收到和处理政府信息公开申请情况";
const build = (...parts: Parameters<typeof documentOf>[0]) =>
	disclosureReport.map(documentOf(["#青石市教育局2023年政府信息公开工作年度报告", ...parts])).publish(origin) as Report;
const ofRule = (report: Report, code: string) => report.findings.filter(({ rule }) => rule.startsWith(code));
const doubts = (report: Report) => report.quality.reasons.filter((issue) => doubtedTable(issue) !== undefined);

const changed = (table: Table, from: string, to: string): Table => ({
	...table,
	cells: table.cells.map((cell) => (cell.text.includes(from) ? { ...cell, text: cell.text.replace(from, to) } : cell)),
});

describe("a row that the table does not have", () => {
	const without = requestsTable(figures, form2021, ["refused.enforcement_files"]);

	test("is the report's fault where its label is printed nowhere", () => {
		const report = build(heading, without);
		expect(doubts(report)).toEqual([]);
		expect(ofRule(report, "S07")).toMatchObject([{ verdict: "broken", cause: "report" }]);
	});

	test("is the reading's where its label stands in the section", () => {
		const report = build(heading, without, "7.属于行政执法案卷");
		expect(doubts(report)).toEqual([expect.objectContaining({ code: "rows-not-found", table: "requests", count: 1 })]);
		expect(ofRule(report, "S07")).toMatchObject([{ verdict: "undetermined", cause: "unclear" }]);
	});
});

test.each([
	["规Á", "undetermined"],
	["其他主动撤回", "broken"],
])("a row of the form that is not there, with %s in its place: %s", (printed, verdict) => {
	const report = build("二、主动公开政府信息情况", changed(proactiveTable(figures, form2021), "规章", printed));
	expect(ofRule(report, "S06")).toMatchObject([{ verdict }]);
	expect(doubts(report).map(({ code }) => code)).toEqual(verdict === "broken" ? [] : ["rows-not-found"]);
});

test("figures left over in running text make every figure of the table unsure", () => {
	const broken = { ...figures, "requests.granted.total": Number(figures["requests.granted.total"]) + 1 };
	expect(ofRule(build(heading, requestsTable(broken, form2021)), "A01")).toMatchObject([{ verdict: "broken" }]);
	const report = build(heading, requestsTable(broken, form2021), "1 0 0 2 0 0 3");
	expect(doubts(report)).toEqual([expect.objectContaining({ code: "figures-left-over", table: "requests", count: 1 })]);
	expect(ofRule(report, "A01")).toMatchObject([{ verdict: "undetermined" }]);
});

test.each([
	["what is left of a heading is none", "0人", []],
	["a figure in its place is one", "0", [expect.objectContaining({ code: "figures-left-over", count: 1 })]],
])("of figures that no field took, %s", (_, text, expected) => {
	const table = requestsTable(figures, form2021);
	const misread = { ...table, cells: table.cells.map((cell) => (cell.text === "科研机构" ? { ...cell, text } : cell)) };
	expect(doubts(build(heading, misread)).filter(({ code }) => code === "figures-left-over")).toEqual(expected);
});

test("a row with scraps of several labels is no row of the organ's own", () => {
	const table = changed(
		requestsTable(figures, form2021),
		"属于行政查询事项",
		"属于行政执法案卷属于行政查询事项本机关不掌握相关政府信息没有现成信息",
	);
	expect(doubts(build(heading, table))).toMatchObject([
		{ code: "rows-not-found", count: 1 },
		{ code: "label-scraps", count: 1 },
	]);
});

test("a heading that shares a cell with a figure is no wrong figure of the organ", () => {
	const table = remediesTable({ ...figures, "remedies.review.upheld": "结果维持7" });
	const report = build("四、政府信息公开行政复议、行政诉讼情况", table);
	expect(doubts(report)).toEqual([expect.objectContaining({ code: "cells-run-together", table: "remedies", count: 1 })]);
	expect(ofRule(report, "S10").filter(({ verdict }) => verdict === "broken")).toEqual([]);
});

test("a table whose labels are printed was not found, not left out", () => {
	const report = build(
		"四、政府信息公开行政复议、行政诉讼情况",
		"结果维持 结果纠正 其他结果 尚未审结 总计",
		heading,
		requestsTable(figures, form2021),
	);
	expect(ofRule(report, "S08")).toMatchObject([{ verdict: "undetermined", cause: "reading" }]);
	expect(ofRule(build(heading, requestsTable(figures, form2021)), "S08")).toMatchObject([{ verdict: "broken" }]);
});

test("a table whose headings narrow columns wrap out of order was not found, not left out", () => {
	const wrapped = [
		"结结其尚总结结其尚总结结其尚总",
		"果果他未计果果他未计果果他未计",
		"维纠结审维纠结审维纠结审",
		"持正果结持正果结持正果结",
	];
	const report = build("四、政府信息公开行政复议、行政诉讼情况", ...wrapped, heading, requestsTable(figures, form2021));
	expect(ofRule(report, "S08")).toMatchObject([{ verdict: "undetermined", cause: "reading" }]);
});

test("where no table of a document was found though labels are printed, none counts as left out", () => {
	const report = build(heading, "一、本年新收政府信息公开申请数量 （一）予以公开 自然人 商业企业 科研机构");
	for (const rule of ["S07", "S08"]) expect(ofRule(report, rule)).toMatchObject([{ verdict: "undetermined", cause: "reading" }]);
});
