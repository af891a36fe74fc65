import { describe, expect, test } from "vitest";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { matchersFor } from "../../../pipelines/disclosure-report/fields/matchers.ts";
import { requestPaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import type { MatrixForm } from "../../../src/mapping/form/matrix.ts";
import { mapMatrix } from "../../../src/mapping/form/matrix.ts";
import type { Table } from "../../../src/model/table.ts";
import { requestsTable } from "../../support/form-tables.ts";
import { tableOf } from "../../support/tables.ts";

const form: MatrixForm = {
	table: "requests",
	columns: [
		{ key: "person", labels: ["自然人"] },
		{ key: "business", labels: ["商业企业"] },
		{ key: "total", labels: ["总计"] },
	],
	rows: [
		{ key: "received", labels: ["本年新收政府信息公开申请数量"] },
		{ key: "granted", labels: ["予以公开"] },
		{ key: "repeated", labels: ["重复申请"], group: ["不予处理"] },
		{ key: "other", labels: ["其他"], group: ["其他处理"] },
		{ key: "total", labels: ["总计"] },
	],
};
const head = ["", "<", "自然人", "商业企业", "总计"];
const values = (tables: Parameters<typeof mapMatrix>[0]) =>
	Object.fromEntries(mapMatrix(tables, form).evidence.map(({ path, value }) => [path.slice("requests.".length), value]));

describe.each(issuedForms.editions)("table 三 of $id", (edition) => {
	test("is read whole, each figure at its own row and column", () => {
		const figures = Object.fromEntries(requestPaths(edition).map((path, i) => [path, i + 1]));
		const { evidence, issues } = mapMatrix([requestsTable(figures, edition)], matchersFor(issuedForms).requests);
		expect(Object.fromEntries(evidence.map(({ path, value }) => [path, value]))).toEqual(figures);
		expect(issues).toEqual([]);
	});
});

test("a blank cell is null and blank, never 0; a dash is null and a dash", () => {
	const { evidence } = mapMatrix([tableOf([head, ["", "予以公开", "", "—", "0"]])], form);
	expect(evidence.map(({ value, state }) => [value, state])).toEqual([
		[null, "blank"],
		[null, "dash"],
		[0, "number"],
	]);
});

test("text in the place of a figure is kept as printed, and is no figure", () => {
	const { evidence } = mapMatrix([tableOf([head, ["", "予以公开", "1", "见附件", "1"]])], form);
	expect(evidence[1]).toMatchObject({ raw: "见附件", value: null, state: "unreadable" });
});

test("labels are found in spite of misprints, spaces and numbering", () => {
	const table = tableOf([
		["", "<", "自 然 人", "商业企亚", "合计".replace("合", "总")],
		["一、本年新收政府信息公开申清数量", "<", "5", "6", "11"],
		["（五）不予 处理", "2.重复申靖", "1", "2", "3"],
	]);
	expect(values([table])).toEqual({
		"received.person": 5,
		"received.business": 6,
		"received.total": 11,
		"repeated.person": 1,
		"repeated.business": 2,
		"repeated.total": 3,
	});
});

test("a row outside the form is kept with its figures, and said to be there", () => {
	const table = tableOf([
		head,
		["", "予以公开", "1", "0", "1"],
		["", "主动撤回申请的情形", "7", "8", "15"],
		["", "重复申请", "2", "0", "2"],
	]);
	const { evidence, issues } = mapMatrix([table], form);
	expect(evidence.filter(({ path }) => path.includes("extra")).map(({ path, value }) => [path, value])).toEqual([
		["requests.extra_1.person", 7],
		["requests.extra_1.business", 8],
		["requests.extra_1.total", 15],
	]);
	expect(issues).toMatchObject([{ code: "row-outside-form", table: "requests", label: "主动撤回申请的情形", page: 1 }]);
	expect(values([table])["repeated.person"]).toBe(2);
});

test("a row that is left out has no figure, and shifts none", () => {
	expect(
		values([tableOf([head, ["一、本年新收政府信息公开申请数量", "<", "5", "6", "11"], ["（七）总计", "<", "4", "3", "7"]])]),
	).toEqual({
		"received.person": 5,
		"received.business": 6,
		"received.total": 11,
		"total.person": 4,
		"total.business": 3,
		"total.total": 7,
	});
});

test("columns are told by their headings, in whatever order they stand", () => {
	const table = tableOf([
		["", "<", "总计", "自然人", "商业企业"],
		["", "予以公开", "3", "1", "2"],
	]);
	expect(values([table])).toEqual({ "granted.person": 1, "granted.business": 2, "granted.total": 3 });
});

/** The table as a scan's: nothing in it is read for sure. */
const recognized = (table: Table): Table => ({
	...table,
	cells: table.cells.map((cell) => ({ ...cell, lines: cell.lines.map((line) => ({ ...line, confidence: 0.8 })) })),
});

test("recognised columns whose headings are misread stand beside the others in the form's order, whatever is misread in a row", () => {
	const table = tableOf([
		["", "<", "然/人", "商业企业", "总计"],
		["", "予以公开", ".:", "2", "3"],
		["", "重复申请", "4", "5", "9"],
		["（七）总计", "<", "5", "7", "12"],
	]);
	expect(values([recognized(table)])).toMatchObject({ "repeated.person": 4, "total.person": 5, "total.total": 12 });
	expect(mapMatrix([table], form).issues).toMatchObject([{ code: "column-not-found", path: "requests.*.person" }]);
});

test("recognised columns are not counted past one that is hardly read", () => {
	const table = tableOf([
		["", "", "", "", ""],
		["予以公开", "口", "1", "口", "2"],
		["重复申请", "2", "4", "口", "9"],
		["总计", "3", "5", "口", "11"],
	]);
	expect(mapMatrix([recognized(table)], form).columns).toEqual([]);
});

test("a column without a heading is missing, and its figures go nowhere", () => {
	const table = tableOf([
		["", "<", "自然人", "总计"],
		["", "予以公开", "1", "3"],
	]);
	expect(mapMatrix([table], form).issues).toMatchObject([{ code: "column-not-found", path: "requests.*.business" }]);
	expect(values([table])).toEqual({ "granted.person": 1, "granted.total": 3 });
});

test("the rest of a table on the next page, without headings, follows the columns above", () => {
	const first = tableOf([head, ["", "予以公开", "1", "2", "3"]]);
	const rest = tableOf(
		[
			["", "重复申请", "4", "5", "9"],
			["（七）总计", "<", "5", "7", "12"],
		],
		{ page: 2 },
	);
	expect(values([first, rest])).toMatchObject({ "granted.total": 3, "repeated.total": 9, "total.total": 12 });
});

test("a heading that runs over its neighbours swaps no columns, on its page or on the next", () => {
	const columns = [
		{ key: "research", labels: ["科研机构"] },
		{ key: "welfare", labels: ["社会公益组织"] },
		{ key: "legal", labels: ["法律服务机构"] },
		{ key: "total", labels: ["总计"] },
	];
	const table = tableOf([
		["", "<", "法律服务机构", "<", "<", "总计"],
		["", "<", "科研机构", "社会公益组织", "", ""],
		["", "予以公开", "1", "2", "3", "6"],
	]);
	const rest = tableOf([["四、", "重复申请", "4", "5", "6", "15"]]);
	const moved = { ...rest, xs: rest.xs.map((x) => x + 7) };
	const { evidence } = mapMatrix([table, moved], { ...form, columns });
	expect(evidence.map(({ path, value }) => [path.split(".").at(-1), value])).toEqual([
		["research", 1],
		["welfare", 2],
		["legal", 3],
		["total", 6],
		["research", 4],
		["welfare", 5],
		["legal", 6],
		["total", 15],
	]);
});

test("columns whose headings run over one another, in another order than the form's, are in doubt", () => {
	const table = tableOf([
		["", "<", "总计", "<", "<"],
		["", "<", "商业企业", "自然人", ""],
		["", "予以公开", "1", "2", ""],
	]);
	expect(mapMatrix([table], form).issues.map(({ code }) => code)).toContain("columns-unclear");
});

test("every figure says where it is printed", () => {
	const [figure] = mapMatrix([tableOf([head, ["", "予以公开", "1,204", "2", "3"]], { page: 3 })], form).evidence;
	expect(figure).toMatchObject({ raw: "1,204", value: 1204, page: 3, method: "text", confidence: 1 });
	expect(figure?.box).toEqual([140, 116, 180, 132]);
});

test("no tables give no figures", () => {
	expect(mapMatrix([], form).evidence).toEqual([]);
});

test("a heading that reaches over the labels' cells leaves them their labels", () => {
	const table = tableOf([
		["自然人", "<", "<", "商业企业", "总计"],
		["本年新收政府信息公开申请数量", "<", "1", "2", "3"],
		["", "重复申请", "4", "5", "9"],
	]);
	expect(values([table])).toMatchObject({ "received.person": 1, "received.total": 3, "repeated.person": 4, "repeated.total": 9 });
});

test("what stands over the labels may run into the first column's heading", () => {
	const heads = ["项目"];
	const table = tableOf([
		["项目 总计", "<", "自然人", "商业企业"],
		["本年新收政府信息公开申请数量", "3", "1", "2"],
		["重复申请", "9", "4", "5"],
	]);
	const { evidence } = mapMatrix([table], { ...form, heads });
	const read = Object.fromEntries(evidence.map(({ path, value }) => [path, value]));
	expect(read).toMatchObject({ "requests.received.total": 3, "requests.received.person": 1, "requests.repeated.total": 9 });
});

test("headings that are one column off do not make the first column the total", () => {
	const shifted = tableOf([
		["", "<", "自然", "人", "商业企业", "其余"],
		["", "予以公开", "1", "2", "3", "6"],
	]);
	const read = mapMatrix([shifted], form).evidence.filter(({ path }) => path.endsWith(".total"));
	expect(read.map(({ value }) => value)).not.toContain(1);
});
