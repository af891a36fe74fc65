import { describe, expect, test } from "vitest";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { matchersFor } from "../../../pipelines/disclosure-report/fields/matchers.ts";
import { proactivePaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import { mapSheet } from "../../../src/mapping/form/sheet.ts";
import { proactiveTable } from "../../support/form-tables.ts";
import { tableOf } from "../../support/tables.ts";

const values = (...tables: Parameters<typeof mapSheet>[0]) =>
	Object.fromEntries(mapSheet(tables, matchersFor(issuedForms).proactive).evidence.map(({ path, value }) => [path, value]));

describe.each(issuedForms.editions)("table 二 of $id", (edition) => {
	const figures = Object.fromEntries(proactivePaths(edition).map((path, i) => [path, i + 1]));

	test("is read whole, each figure under its own heading", () => {
		expect(values(proactiveTable(figures, edition))).toEqual(figures);
	});

	test("keeps blanks null", () => {
		const blank = { ...figures, "proactive.licensing.decisions": null };
		expect(values(proactiveTable(blank, edition))).toEqual(blank);
	});
});

test("changes are read with their signs, units beside the number", () => {
	const table = tableOf([
		["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
		["行政许可", "1,204", "+19", "7"],
		["行政处罚", "30", "减8", "１２件"],
	]);
	expect(values(table)).toEqual({
		"proactive.licensing.prior_items": 1204,
		"proactive.licensing.change": 19,
		"proactive.licensing.decisions": 7,
		"proactive.penalties.prior_items": 30,
		"proactive.penalties.change": -8,
		"proactive.penalties.decisions": 12,
	});
});

test("a misprinted heading is still the form's heading", () => {
	const table = tableOf([
		["信息内容", "本年制发件数", "本年废纸件数", "现行有效件数"],
		["规章", "1", "2", "3"],
	]);
	expect(values(table)["proactive.regulations.repealed"]).toBe(2);
});

test("figures under another row's headings, printed again over them, are not taken by their order", () => {
	const table = tableOf([
		["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
		["行政强制", "173", "", ""],
	]);
	expect(values(table)["proactive.coercion.prior_items"]).toBeUndefined();
	const fees = tableOf([
		["信息内容", "本年收费金额（单位：万元）"],
		["行政许可", "325"],
	]);
	expect(values(fees)["proactive.licensing.decisions"]).toBeUndefined();
});

test("headings tell the columns, not their order", () => {
	const table = tableOf([
		["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
		["规章", "3", "1", "2"],
	]);
	expect(values(table)).toEqual({
		"proactive.regulations.issued": 1,
		"proactive.regulations.repealed": 2,
		"proactive.regulations.in_force": 3,
	});
});

test("a row outside the form is kept with its figures, and said to be there", () => {
	const { evidence, issues } = mapSheet(
		[
			tableOf([
				["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
				["规章", "1", "2", "3"],
				["党内公文通报简讯", "4", "5", "6"],
			]),
		],
		matchersFor(issuedForms).proactive,
	);
	expect(evidence.slice(3).map(({ path, value }) => [path, value])).toEqual([
		["proactive.extra_1.value_1", 4],
		["proactive.extra_1.value_2", 5],
		["proactive.extra_1.value_3", 6],
	]);
	expect(issues).toMatchObject([{ code: "row-outside-form", table: "proactive", label: "党内公文通报简讯" }]);
});

describe("recognised rows whose labels are misread", () => {
	const recognized = (rows: readonly (readonly string[])[]) => {
		const table = tableOf(rows.map((row) => [...row]));
		const cells = table.cells.map((cell) => ({ ...cell, lines: cell.lines.map((line) => ({ ...line, confidence: 0.8 })) }));
		return { ...table, cells };
	};
	const rows = (first: string, second: string) => [
		["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
		["其他对外管理服务事项", "1", "2", "3"],
		[first, "4", "5", "6"],
		[second, "7", "8", "9"],
		["信息内容", "上一年项目数量", "本年增/减"],
		["行政事业性收费", "10", "11"],
	];

	test("are named by their place between rows that are read, as many as the form has there", () => {
		expect(values(recognized(rows("政处饼", "行政领解")))).toMatchObject({
			"proactive.penalties.decisions": 6,
			"proactive.coercion.decisions": 9,
			"proactive.fees.change": 11,
		});
	});

	test("are in doubt where hardly a character of their label is read", () => {
		const { evidence, issues } = mapSheet([recognized(rows("口口政口", "行政领解"))], matchersFor(issuedForms).proactive);
		const sure = new Map(evidence.map(({ path, confidence }) => [path, confidence]));
		expect([sure.get("proactive.penalties.decisions"), sure.get("proactive.coercion.decisions")]).toEqual([0.5, 0.8]);
		expect(issues).toMatchObject([{ code: "rows-by-place", table: "proactive", count: 1 }]);
	});

	test("are nobody's where there are more of them than the form has", () => {
		const [head = [], before = [], first = [], ...others] = rows("政处饼", "行政领解");
		const read = values(recognized([head, before, first, ["行政其饼", "20", "21", "22"], ...others]));
		expect(Object.keys(read).filter((path) => /penalties|coercion/.test(path))).toEqual([]);
	});

	test("are nobody's where a row is printed as it is read", () => {
		const read = values(tableOf(rows("政处饼", "行政领解")));
		expect(read).not.toHaveProperty(["proactive.penalties.decisions"]);
	});
});

test("no tables give no figures", () => {
	expect(values()).toEqual({});
});

test("headings that share their cells with the figures below them are taken apart", () => {
	const table = tableOf([
		["第二十条第（五）项", "<", "<"],
		["信息内容|行政许可", "1899", "本年处理决定数量"],
		["第二十条第（八）项", "<", "<"],
		["信息内容|行政事业性收费", "本年收费金额|499", ""],
	]);
	const cells = table.cells.map((cell) => ({
		...cell,
		text: cell.text.replace("|", ""),
		lines: cell.lines.flatMap((line) => line.text.split("|").map((text) => ({ ...line, text }))),
	}));
	expect(values({ ...table, cells })).toEqual({ "proactive.licensing.decisions": 1899, "proactive.fees.amount": 499 });
});
