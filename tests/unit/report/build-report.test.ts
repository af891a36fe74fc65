import { describe, expect, test } from "vitest";
import { form2019 } from "../../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import { proactivePaths, remedyPaths, requestPaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import { labelByPath } from "../../../pipelines/disclosure-report/labels.ts";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import { consistentFigures } from "../../../samples/make/figures.ts";
import { GoujiError } from "../../../src/index.ts";
import { documentOf } from "../../support/documents.ts";
import { figureAt } from "../../support/figures-at.ts";
import { proactiveTable, remediesTable, requestsTable } from "../../support/form-tables.ts";

const origin = { file: "a.pdf", sha256: "0123456789abcdef", bytes: 9 };
const figures = consistentFigures(5, "2021", 60);
const title = "#青石市教育局2023年政府信息公开工作年度报告";
const build = (...parts: Parameters<typeof documentOf>[0]) => disclosureReport.map(documentOf(parts)).publish(origin) as Report;
const whole = () =>
	build(
		title,
		"一、总体情况",
		"全年工作有序开展。",
		"二、主动公开政府信息情况",
		proactiveTable(figures, form2021),
		"三、收到和处理政府信息公开申请情况",
		requestsTable(figures, form2021),
		"四、政府信息公开行政复议、行政诉讼情况",
		remediesTable(figures),
		"五、存在的主要问题及改进情况",
		"无。",
		"六、其他需要报告的事项",
		"无其他需要报告的事项。",
		"青石市教育局",
		"2024年1月18日",
	);
const paths = [...proactivePaths(form2021), ...requestPaths(form2021), ...remedyPaths(form2021)];

test("a whole report is verified, and every figure is where it belongs", () => {
	const report = whole();
	expect(report.quality).toMatchObject({ status: "verified", reasons: [], cells_read: 200, cells_expected: 200 });
	expect(Object.fromEntries(paths.map((path) => [path, figureAt(report.tables, path)]))).toEqual(
		Object.fromEntries(paths.map((path) => [path, figures[path]])),
	);
	expect(report).toMatchObject({ id: "青石市教育局-2023-01234567", form: "2021", published_on: "2024-01-18" });
});

test("tables that are missing are null, and the report is not verified", () => {
	const report = build(title, "一、总体情况", "无。", requestsTable(figures, form2021));
	expect(report.tables).toMatchObject({ proactive: null, remedies: null });
	expect(report.quality).toMatchObject({ status: "needs_review", cells_expected: 175 });
	expect(report.quality.reasons).toContainEqual({
		code: "table-not-found",
		table: "proactive",
		detail: "table not found: proactive",
	});
});

test("a row that is left out is absent, and not 0", () => {
	const report = build(title, "一、总体情况", requestsTable(figures, form2021, ["granted_in_part"]));
	expect(figureAt(report.tables, "requests.granted_in_part.total")).toBeNull();
	expect(report.cells.find((cell) => cell.path === "requests.granted_in_part.total")).toMatchObject({
		state: "absent",
		page: null,
	});
	expect(report.quality.reasons).toMatchObject([
		{ code: "table-not-found" },
		{ code: "table-not-found" },
		{ code: "cells-not-found", count: 7 },
	]);
});

test("the form is told from the tables, whatever the year", () => {
	const old = consistentFigures(5, "2019", 60);
	const hybrid = build(title, "一、总体情况", proactiveTable(figures, form2021), requestsTable(old, form2019));
	expect(hybrid.form).toBe("2021");
	expect(hybrid.quality.cells_expected).toBe(10 + 161);
	expect(hybrid.findings.filter((finding) => finding.rule.startsWith("S04"))).toHaveLength(1);
	expect(hybrid.findings.filter((finding) => finding.rule.startsWith("S07"))).toEqual([]);
});

describe("a document of another kind", () => {
	test.each([
		["an empty one", []],
		["a letter", ["关于召开会议的通知", "请各单位准时参加。"]],
		["another annual report", ["#青石市教育局2023年法治政府建设年度报告", "一、主要做法", "持续推进。"]],
	])("is refused: %s", (_, parts) => {
		expect(() => build(...parts)).toThrow(GoujiError);
		expect(() => build(...parts)).toThrow(expect.objectContaining({ code: "not-a-report" }));
	});
});

describe("a report that was edited by hand", () => {
	const path = "requests.received.total";
	const edited = (value: number | null) => {
		const report = structuredClone(whole());
		if (report.tables.requests)
			Object.assign(report.tables.requests, { received: { ...Object(report.tables.requests.received), total: value } });
		return disclosureReport.check(report);
	};

	test("is checked as it stands: the same figures, the same findings", () => {
		expect(disclosureReport.check(whole())).toMatchObject({ findings: whole().findings });
	});

	test("is checked with the changed figure", () => {
		const broken = edited((figures[path] ?? 0) + 1).findings.filter((finding) => finding.verdict === "broken");
		expect(broken.map((finding) => finding.rule.slice(0, 3))).toEqual(expect.arrayContaining(["A01", "A03"]));
	});

	test.each([[{}], [null], ["report"], [{ ...whole(), year: "2023" }]])("is refused where it is no report: %#", (json) => {
		expect(() => disclosureReport.parse(json)).toThrow(expect.objectContaining({ code: "bad-report" }));
	});
});

test("every figure of the form has a label in Chinese", () => {
	expect(paths.filter((path) => !labelByPath.has(path))).toEqual([]);
	expect(disclosureReport.labelOf("requests.received.total")).toBe("一、本年新收政府信息公开申请数量·总计");
});
