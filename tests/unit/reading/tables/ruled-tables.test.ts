import { describe, expect, test } from "vitest";
import { gridOf } from "../../../../src/reading/tables/ruled/grid.ts";
import { findRuledTables, indexIn } from "../../../../src/reading/tables/ruled/ruled-tables.ts";
import { groupRulings, mergeRulings } from "../../../../src/reading/tables/ruled/rulings.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { across, frame, glyphRows, glyphsOf, gridRulings, pageOf, upright } from "../../../support/pages.ts";
import { textsOf } from "../../../support/tables.ts";

describe("rulings", () => {
	test("drawn twice, a hair apart, are one in the middle", () => {
		expect(mergeRulings([across(100, 0, 50), across(101, 0, 50)], "horizontal", DEFAULT_SETTINGS)).toEqual([
			across(100.5, 0, 50),
		]);
	});

	test("in pieces are one line, but not over a gap", () => {
		const pieces = [across(100, 0, 20), across(100, 22.6, 40), across(100, 60, 80)];
		expect(mergeRulings(pieces, "horizontal", DEFAULT_SETTINGS)).toEqual([across(100, 0, 40), across(100, 60, 80)]);
	});

	test("of the other axis are left out", () => {
		expect(mergeRulings([upright(5, 0, 9)], "horizontal", DEFAULT_SETTINGS)).toEqual([]);
	});

	test("that do not touch belong to different tables", () => {
		const groups = groupRulings([...frame([50, 100, 250, 200]), ...frame([50, 300, 250, 400])], DEFAULT_SETTINGS);
		expect(groups.map(({ horizontal, vertical }) => [horizontal.length, vertical.length])).toEqual([
			[2, 2],
			[2, 2],
		]);
	});
});

describe("the grid", () => {
	test("of a frame is one cell", () => {
		expect(
			gridOf(
				{ horizontal: [across(0, 0, 90), across(30, 0, 90)], vertical: [upright(0, 0, 30), upright(90, 0, 30)] },
				DEFAULT_SETTINGS,
			),
		).toEqual({
			xs: [0, 90],
			ys: [0, 30],
			spans: [{ row: 0, column: 0, rowSpan: 1, columnSpan: 1 }],
		});
	});

	test("closes sides that are printed open", () => {
		const grid = gridOf(
			{
				horizontal: [across(0, 0, 90), across(30, 0, 90)],
				vertical: [upright(30, 0, 30), upright(60, 0, 30)],
			},
			DEFAULT_SETTINGS,
		);
		expect(grid?.xs).toEqual([0, 30, 60, 90]);
	});

	test("is divided by a ruling that covers most of a cell's side", () => {
		const sides = { horizontal: [across(0, 0, 90), across(16, 0, 90)], vertical: [upright(0, 0, 16), upright(90, 0, 16)] };
		const cells = (to: number) =>
			gridOf({ ...sides, vertical: [...sides.vertical, upright(45, 0, to)] }, DEFAULT_SETTINGS)?.spans.length;
		expect([cells(11), cells(9.4)]).toEqual([2, 1]);
	});

	test("of lines in one direction only is none", () => {
		expect(gridOf({ horizontal: [across(0, 0, 90), across(30, 0, 90)], vertical: [] }, DEFAULT_SETTINGS)).toBeUndefined();
	});
});

describe("ruled tables", () => {
	const xs = [60, 160, 220, 280];
	const ys = [100, 120, 140, 160];

	test("give each cell its text, whatever order it was painted in", () => {
		const glyphs = [
			...glyphsOf("12", 230, 144),
			...glyphsOf("名称", 64, 104),
			...glyphsOf("甲", 64, 144),
			...glyphsOf("数量", 165, 104),
			...glyphsOf("7", 170, 124),
		];
		const page = pageOf(1, { glyphs, rulings: gridRulings(xs, ys) });
		const [found] = findRuledTables(page, glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([
			["名称", "数量", ""],
			["", "7", ""],
			["甲", "", "12"],
		]);
		expect(found?.taken.size).toBe(glyphs.length);
	});

	test("merge cells where rulings are missing, across and down", () => {
		const rulings = [
			...frame([60, 100, 280, 160]),
			across(120, 160, 280),
			across(140, 160, 280),
			upright(160, 100, 160),
			upright(220, 120, 160),
		];
		const glyphs = [...glyphsOf("行政复议", 64, 125), ...glyphsOf("结果", 200, 104), ...glyphsOf("3", 170, 124)];
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([
			["行政复议", "结果", "<"],
			["^", "3", ""],
			["^", "", ""],
		]);
	});

	test("rows that no ruling parts are parted, wholly blank ones too, whose labels are numbered", () => {
		const rows = [
			["（一）予以公开", "1", "2", "3"],
			["（二）部分公开", "", "", ""],
			["1.属于国家秘密", "4", "", "4"],
			["2.保护第三方", "", "", ""],
			["3.其他", "5", "5", "10"],
		];
		const columns = [60, 200, 280, 360];
		const glyphs = [
			...glyphRows([["项目", "自然人", "商业企业", "总计"]], columns, { y: 104 }),
			...glyphRows(rows, columns, { y: 124 }),
		];
		const rulings = [...frame([50, 100, 450, 208]), across(120, 50, 450)];
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual(rows);
	});

	test("rows that no ruling parts are parted where a narrow cell of one wraps its figure", () => {
		const left = [60, 200, 280, 363];
		const rows = [
			["1.属于国家秘密", "277", "1", "27"],
			["2.法律禁止公开", "68", "0", "68"],
		];
		const [first = [], second = []] = rows;
		const glyphs = [
			...glyphRows([["项目", "自然人", "商业企业", "计"]], left, { y: 104 }),
			...glyphRows([[...first.slice(0, 3), ""]], left, { y: 131 }),
			...glyphRows([["", "", "", "27"]], left, { y: 125 }),
			...glyphRows([["", "", "", "8"]], left, { y: 137 }),
			...glyphRows([second], left, { y: 156 }),
		];
		const rulings = gridRulings([50, 190, 270, 360, 376], [100, 120, 172]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual([[...first.slice(0, 3), "278"], second]);
	});

	test("a mark above a figure that is recognised as one leaves the table as it is ruled", () => {
		const left = [60, 200, 280, 360];
		const rows = [
			["信息内容", "制作数量", "公开数量", "总数量"],
			["规章", "0", "0", "0"],
			["规范性文件", "5", "5", "27"],
		];
		const glyphs = [
			...glyphRows(rows, left, { y: 104, pitch: 20 }),
			...glyphRows([["", "", "", "1"]], [60, 200, 280, 390], { y: 117 }),
		];
		const recognized = glyphs.map((glyph) => ({ ...glyph, confidence: 0.8 }));
		const rulings = gridRulings([50, 190, 270, 350, 450], [100, 116, 140, 160]);
		const [found] = findRuledTables(pageOf(1, { glyphs: recognized, rulings }), recognized, DEFAULT_SETTINGS);
		expect(found?.table.columns).toBe(4);
		expect(found && textsOf(found.table).at(-1)).toEqual(rows[2]);
	});

	test("rows between two rulings are not one row of wrapped figures, however full its cells are", () => {
		const xs = [50, 150, 190, 230];
		const rows = [
			["一、新收", "664575", "330511"],
			["二、结转", "2", "1"],
		];
		const others = Array.from({ length: 3 }, (_, i) => [`（${"一二三"[i]}）公开`, "12345", "67890"]);
		const left = [56, 153, 193];
		const glyphs = [
			...glyphRows([["项目", "自然人", "总计"]], left, { y: 104 }),
			...glyphRows(rows, left, { y: 124, pitch: 14 }),
			...glyphRows(others, left, { y: 164, pitch: 20 }),
		];
		const rulings = gridRulings(xs, [100, 120, 160, 180, 200, 220]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual([...rows, ...others]);
	});

	test("rows between two rulings are not one row of wrapped figures, where more stand in a cell than a figure has lines", () => {
		const rows = [
			["规章", "664575", "330511"],
			["规范性文件", "123456", "234567"],
			["行政许可", "345678", "456789"],
			["行政处罚", "567890", "678901"],
		];
		const left = [56, 153, 193];
		const glyphs = [
			...glyphRows([["项目", "自然人", "总计"]], left, { y: 104 }),
			...glyphRows(rows, left, { y: 124, pitch: 14 }),
		];
		const rulings = gridRulings([50, 150, 190, 230], [100, 120, 182]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual(rows);
	});

	test.each([
		["whose point was not read", "4660 3", "4 6 6 0 3"],
		["whose point was read", "4660.3", "4 6 6 0. 3"],
	])("digits as wide as Chinese characters are one figure, %s", (_, printed, expected) => {
		const wide = [...printed].flatMap((char, i) => (char === " " ? [] : glyphsOf(char, 228 + 7.8 * i, 124)));
		const glyphs = [...glyphRows([["项目", "本年收费金额"]], [60, 220], { y: 104 }), ...glyphsOf("收费", 60, 124), ...wide];
		const rulings = gridRulings([50, 150, 350], [100, 120, 140]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual([["收费", expected]]);
	});

	test("digits that stand further apart than a point takes are figures of two columns", () => {
		const wide = [228, 235.8, 243.6, 267].flatMap((x) => glyphsOf("4", x, 124));
		const glyphs = [...glyphRows([["项目", "金额", "件数"]], [60, 225, 265], { y: 104 }), ...glyphsOf("收费", 60, 124), ...wide];
		const rulings = gridRulings([50, 150, 350], [100, 120, 140]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found?.table.columns).toBe(3);
	});

	test.each([
		["a table of 24 figures, whose rulings are whole", 6, 5],
		["a table of 16 figures, whose rulings are not", 4, 6],
	])("a recognised speck beside a figure in %s", (_, count, expected) => {
		const left = [56, 153, 193, 233, 273];
		const rows = Array.from({ length: count + 1 }, (_row, i) => ["公开", "12", "23", "34", i === count ? "3    1" : "69"]);
		const ys = Array.from({ length: count + 2 }, (_row, i) => 120 + i * 20);
		const glyphs = glyphRows(rows, left, { y: 124, pitch: 20 }).map((glyph) => ({ ...glyph, confidence: 0.9 }));
		const rulings = gridRulings([50, 150, 190, 230, 270, 310], ys);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found?.table.columns).toBe(expected);
	});

	test.each([
		["specks recognised as points", "69   ·.", 4],
		["a figure", "69    1", 5],
	])("a small recognised table with %s beside a figure", (_, last, expected) => {
		const left = [56, 153, 193, 233];
		const rows = Array.from({ length: 3 }, (_row, i) => ["公开", "12", "23", i === 1 ? last : "69"]);
		const ys = Array.from({ length: 4 }, (_row, i) => 120 + i * 20);
		const glyphs = glyphRows(rows, left, { y: 124, pitch: 20 }).map((glyph) => ({ ...glyph, confidence: 0.9 }));
		const rulings = gridRulings([50, 150, 190, 230, 290], ys);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found?.table.columns).toBe(expected);
	});

	test("several small tables between two rulings are no ruled table: they are told by alignment", () => {
		const columns = [60, 200, 280, 360];
		const rows = [
			["规章", "0", "", ""],
			["规范性文件", "", "3", "57"],
			["", "第二十条第（五）项", "", ""],
			["信息内容", "", "处理决定数量", ""],
			["行政许可", "", "2160", ""],
			["", "第二十条第（六）项", "", ""],
			["信息内容", "", "处理决定数量", ""],
			["行政处罚", "", "593", ""],
		];
		const glyphs = [
			...glyphRows([["信息内容", "制发件数", "废止件数", "有效件数"]], columns, { y: 104 }),
			...glyphRows(rows, columns, { y: 121, pitch: 10.5 }),
		];
		const rulings = [...frame([50, 100, 450, 206]), across(120, 50, 450)];
		expect(findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS)).toEqual([]);
	});

	test("a figure that its narrow padded cell wraps reads as one", () => {
		const left = [56, 157, 197];
		const glyphs = [...glyphRows([["规章", "12345", "8"]], left, { y: 104 }), ...glyphRows([["", "67", ""]], left, { y: 116 })];
		const rulings = gridRulings([50, 150, 190, 230], [100, 130]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([["规章", "1234567", "8"]]);
	});

	test.each([
		["one, where they fill it", 256, "540"],
		["parted, where one more digit had room", 290, "54 0"],
	])("figures around the only ones beside them are of one cell: %s", (_, right, expected) => {
		const left = [56, 157, 237];
		const glyphs = [
			...glyphRows([["规章", "8", ""]], left, { y: 110 }),
			...glyphRows([["", "", "54"]], left, { y: 104 }),
			...glyphRows([["", "", "0"]], left, { y: 116 }),
		];
		const rulings = gridRulings([50, 150, 230, right], [100, 130]);
		const [found] = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([["规章", "8", expected]]);
	});

	test("a figure in two lines beside a label halfway between is in one row, and may be two where its cell is wide", () => {
		const glyphs = [
			...glyphRows([["收到申请数", ""]], [56, 157], { y: 110 }),
			...glyphRows([["", "10"]], [56, 157], { y: 104 }),
			...glyphRows([["", "1"]], [56, 157], { y: 116 }),
		];
		const [found] = findRuledTables(
			pageOf(1, { glyphs, rulings: gridRulings([50, 150, 290], [100, 130]) }),
			glyphs,
			DEFAULT_SETTINGS,
		);
		expect(found && textsOf(found.table)).toEqual([["收到申请数", "10 1"]]);
	});

	test("wrapped text in a cell reads as one", () => {
		const glyphs = [
			...glyphsOf("申请人逾", 64, 102, { sizePt: 8 }),
			...glyphsOf("期不补正", 64, 111, { sizePt: 8 }),
			...glyphsOf("0", 170, 104),
		];
		const [found] = findRuledTables(
			pageOf(1, { glyphs, rulings: gridRulings([60, 160, 220], [100, 122]) }),
			glyphs,
			DEFAULT_SETTINGS,
		);
		expect(found?.table.cells.map((cell) => cell.text)).toEqual(["申请人逾期不补正", "0"]);
	});

	test("two on a page come top to bottom", () => {
		const glyphs = [
			...glyphsOf("甲乙", 64, 304),
			...glyphsOf("1", 170, 304),
			...glyphsOf("丙丁", 64, 104),
			...glyphsOf("2", 170, 104),
		];
		const rulings = [...gridRulings([60, 160, 220], [300, 320]), ...gridRulings([60, 160, 220], [100, 120])];
		const found = findRuledTables(pageOf(1, { glyphs, rulings }), glyphs, DEFAULT_SETTINGS);
		expect(found.map(({ table }) => table.cells[0]?.text)).toEqual(["丙丁", "甲乙"]);
	});

	test("a frame around a paragraph in the middle of a page is no table", () => {
		const glyphs = [...glyphsOf("上文", 64, 200), ...glyphsOf("提示：本页为样例", 64, 304), ...glyphsOf("下文", 64, 500)];
		expect(findRuledTables(pageOf(1, { glyphs, rulings: frame([60, 300, 400, 320]) }), glyphs, DEFAULT_SETTINGS)).toEqual([]);
	});

	test("a line under a heading is no table", () => {
		const glyphs = glyphsOf("政府信息公开", 64, 100);
		expect(findRuledTables(pageOf(1, { glyphs, rulings: [across(112, 60, 300)] }), glyphs, DEFAULT_SETTINGS)).toEqual([]);
	});
});

test.each([
	[[0, 10, 20], -1, undefined],
	[[0, 10, 20], 0, 0],
	[[0, 10, 20], 10, 1],
	[[0, 10, 20], 20, undefined],
	[[], 5, undefined],
])("among the borders %j, %d is in interval %j", (borders, value, index) => {
	expect(indexIn(borders, value)).toBe(index);
});

test("the edges of a photographed sheet that run around a part of a table are no table", () => {
	const [xs, ys] = [
		[100, 200, 300, 400],
		[300, 330, 360, 390, 420],
	];
	const glyphs = glyphRows(
		[
			["规章", "1", "2"],
			["许可", "3", "4"],
			["处罚", "5", "6"],
			["强制", "7", "8"],
		],
		[110, 240, 340],
		{ y: 308, pitch: 30 },
	);
	const edges = [upright(60, 350, 500), across(500, 60, 420)];
	const page = pageOf(1, { glyphs, method: "ocr", rulings: [...gridRulings(xs, ys), ...edges] });
	const found = findRuledTables(page, glyphs, DEFAULT_SETTINGS);
	expect(found.map(({ table }) => table.cells.length)).toEqual([12]);
});
