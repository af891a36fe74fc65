import { describe, expect, test } from "vitest";
import { continues, joinTables } from "../../../../src/reading/tables/pages/continued-tables.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { tableOf, textsOf } from "../../../support/tables.ts";

const head = ["办理结果", "<", "自然人", "总计"];

describe("a table goes on", () => {
	const first = tableOf([head, ["（四）", "1.不掌握", "1", "1"]]);

	test("where the next page's table has the same sides", () => {
		expect(continues(first, tableOf([["", "2.另行制作", "0", "0"]], { page: 2, x: 63 }), DEFAULT_SETTINGS)).toBe(true);
	});

	test("without rulings, where its columns stand alike though its sides do not", () => {
		const aligned = (page: number, x: number) => tableOf([["规章", "1", "2", "3", "4"]], { page, x, method: "aligned" });
		expect(continues(aligned(1, 60), aligned(2, 77), DEFAULT_SETTINGS)).toBe(true);
		expect(continues(aligned(1, 60), aligned(2, 80), DEFAULT_SETTINGS)).toBe(false);
	});

	test("not where it has other sides", () => {
		expect(continues(first, tableOf([["规章", "0"]], { page: 2 }), DEFAULT_SETTINGS)).toBe(false);
	});

	test("not where one has rulings and the other has none", () => {
		expect(continues(first, tableOf([head], { page: 2, method: "aligned" }), DEFAULT_SETTINGS)).toBe(false);
	});
});

test("a continued table is one table on two pages", () => {
	const joined = joinTables(
		tableOf([head, ["（四）", "1.不掌握", "1", "1"]]),
		tableOf([["（五）", "1.信访", "2", "2"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(joined.pages).toEqual([1, 2]);
	expect(textsOf(joined)).toEqual([head, ["（四）", "1.不掌握", "1", "1"], ["（五）", "1.信访", "2", "2"]]);
	expect(joined.cells.at(-1)?.page).toBe(2);
});

test("a repeated header is kept once", () => {
	const joined = joinTables(
		tableOf([head, ["（四）", "1.不掌握", "1", "1"]]),
		tableOf([head, ["（五）", "1.信访", "2", "2"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(textsOf(joined)).toEqual([head, ["（四）", "1.不掌握", "1", "1"], ["（五）", "1.信访", "2", "2"]]);
});

test("a row of figures that happens to be repeated is not taken for a header", () => {
	const joined = joinTables(
		tableOf([
			["甲", "1"],
			["乙", "2"],
		]),
		tableOf(
			[
				["甲", "1"],
				["丙", "3"],
			],
			{ page: 2 },
		),
		DEFAULT_SETTINGS,
	);
	expect(joined.rows).toBe(4);
});

test("rows on both sides of a page's end stay two where a figure of the second was misread as a mark", () => {
	const joined = joinTables(
		tableOf([head, ["（三）", "属于行政热法案卷", "0", "2"]]),
		tableOf([["", "属于行政查询事项", "0", "!"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(textsOf(joined)).toEqual([head, ["（三）", "属于行政热法案卷", "0", "2"], ["^", "属于行政查询事项", "0", "!"]]);
});

test("a group of rows that the page's end cut is one group again", () => {
	const joined = joinTables(
		tableOf([head, ["（四）无法提供", "1.不掌握", "1", "1"], ["^", "2.另行制作", "0", "0"]]),
		tableOf([["", "3.仍不明确", "2", "2"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(textsOf(joined)).toEqual([
		head,
		["（四）无法提供", "1.不掌握", "1", "1"],
		["^", "2.另行制作", "0", "0"],
		["^", "3.仍不明确", "2", "2"],
	]);
});

test("a label that the page's end cut is one label again", () => {
	const joined = joinTables(
		tableOf([head, ["（四）无法", "1.不掌握", "1", "1"]]),
		tableOf([["提供", "2.另行制作", "0", "0"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(textsOf(joined).slice(1)).toEqual([
		["（四）无法提供", "1.不掌握", "1", "1"],
		["^", "2.另行制作", "0", "0"],
	]);
});

test("labels before a column of units are those of two rows", () => {
	const rows = [
		["查阅点数", "个", "17"],
		["人员数", "人", "38"],
	];
	const [first = [], second = []] = rows;
	const joined = joinTables(tableOf([["指标", "单位", "数量"], first]), tableOf([second], { page: 2 }), DEFAULT_SETTINGS);
	expect(textsOf(joined).slice(1)).toEqual(rows);
});

test("a row that the page's end cut between its label's lines is one row again", () => {
	const joined = joinTables(
		tableOf([head, ["（六）", "1.申请人无正当理由", "3", "3"]]),
		tableOf(
			[
				["", "逾期不补正", "", ""],
				["^", "2.未缴纳费用", "1", "1"],
			],
			{ page: 2 },
		),
		DEFAULT_SETTINGS,
	);
	expect(textsOf(joined).slice(1)).toEqual([
		["（六）", "1.申请人无正当理由逾期不补正", "3", "3"],
		["^", "2.未缴纳费用", "1", "1"],
	]);
});

test("a figure is never joined with the figure of another row", () => {
	const joined = joinTables(
		tableOf([head, ["（四）", "1.不掌握", "1", "1"]]),
		tableOf([["", "", "2", "2"]], { page: 2 }),
		DEFAULT_SETTINGS,
	);
	expect(joined.cells.map((cell) => cell.text)).not.toContain("12");
});

test("figures of a next page without headings stand in the columns of the first, wherever its own were guessed", () => {
	const first = tableOf([
		["项目", "自然人", "商业企业", "其他", "总计"],
		["予以公开", "5", "6", "7", "18"],
	]);
	const guessed = tableOf([["重复申请", "", "1", "1"]], { page: 2 });
	// Printed at the left of 其他 and of 总计; the borders before them lie halfway to the column before.
	const lefts = [62, 100, 185, 225];
	const cells = guessed.cells.map((cell, i) => {
		const x = lefts[i] ?? 0;
		return { ...cell, lines: cell.lines.map((line) => ({ ...line, box: [x, 100, x + 5, 112] as const })) };
	});
	const second = { ...guessed, xs: [60, 100, 172, 222, 260], cells };
	expect(textsOf(joinTables(first, second, DEFAULT_SETTINGS)).at(-1)).toEqual(["重复申请", "", "", "1", "1"]);
});

test("a figure whose cell begins among the labels, or that ran into its label, stands in its column", () => {
	const first = tableOf([
		["项目", "<", "<", "自然人", "商业企业", "其他", "总计"],
		["予以公开", "<", "<", "5", "6", "7", "18"],
	]);
	const second = tableOf(
		[
			["1.属于国家秘密", "<", "2", "<", "1", "1", "4"],
			["部分公开（只计", "<", "<", "<", "2", "2", "9"],
		],
		{ page: 2 },
	);
	const line = (text: string, x0: number, x1: number) => ({
		text,
		box: [x0, 100, x1, 110] as const,
		page: 2,
		confidence: 1,
		sizePt: 9,
	});
	const lines = [
		[line("1.属于国家秘密", 62, 130)],
		[line("2", 195, 200)],
		...[235, 275, 315].map((x) => [line("1", x, x + 5)]),
		[line("部分公开（只计", 62, 170), line("5", 195, 200), line("情形）", 62, 100)],
		...[235, 275, 315].map((x) => [line("1", x, x + 5)]),
	];
	const cells = second.cells.map((cell, i) => ({ ...cell, lines: lines[i] ?? [] }));
	// The last column but one is wherever its figures tell, so that the page has not the columns of the first.
	const joined = joinTables(first, { ...second, xs: [60, 100, 140, 180, 220, 266, 300, 340], cells }, DEFAULT_SETTINGS);
	expect(textsOf(joined).slice(2)).toEqual([
		["1.属于国家秘密", "<", "", "2", "1", "1", "4"],
		["部分公开（只计情形）", "<", "<", "5", "2", "2", "9"],
	]);
});

test("a ruled page that was fed askew keeps its own columns", () => {
	const rows = [
		["项目", "自然人", "商业企业", "其他", "总计"],
		["予以公开", "5", "6", "7", "18"],
	];
	for (const shift of [-40, -30, -8, 5]) {
		const second = tableOf([["重复申请", "", "1", "2", "3"]], { page: 2, x: 60 + shift });
		expect(textsOf(joinTables(tableOf(rows), second, DEFAULT_SETTINGS)).at(-1)).toEqual(["重复申请", "", "1", "2", "3"]);
	}
});
