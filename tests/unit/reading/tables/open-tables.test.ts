import { expect, test } from "vitest";
import { findTables } from "../../../../src/reading/tables/find-tables.ts";
import { glyphRows, glyphsOf, gridRulings, pageOf } from "../../../support/pages.ts";

const XS = [60, 230, 300, 370, 440];
const HEAD = ["项目", "合计", "人员", "公用", "项目"];
const rowOf = (label: string, first: number) => [label, ...[0, 1, 2, 3].map((i) => String(first + i))];
const textsOf = (tables: ReturnType<typeof findTables>) =>
	tables.map(({ rows, columns, cells }) =>
		Array.from({ length: rows }, (_, row) =>
			Array.from(
				{ length: columns },
				(_cell, column) => cells.find((cell) => cell.row === row && cell.column === column)?.text ?? "",
			),
		),
	);

test("one row of figures under headings at a page's end is the first row of the table on the next page", () => {
	const first = pageOf(1, { glyphs: glyphRows([HEAD, rowOf("一般公共服务支出", 11)], XS, { y: 780 }) });
	const rest = [rowOf("教育支出", 21), rowOf("农林水支出", 31), rowOf("其他支出", 41)];
	const second = pageOf(2, { glyphs: glyphRows(rest, XS, { y: 60 }) });
	expect(textsOf(findTables([first, second]))).toEqual([[HEAD, rowOf("一般公共服务支出", 11), ...rest]]);
});

test("one line of figures under a line of text is no table", () => {
	const glyphs = [
		...glyphsOf("各项支出分别为", 60, 100),
		...glyphRows([["12", "34", "56", "78"]], [60, 130, 200, 270], { y: 116 }),
	];
	expect(findTables([pageOf(1, { glyphs })])).toEqual([]);
});

test("labels of several lines are told by the figures at their middles, though no gap parts the rows", () => {
	const lines = [
		"城乡社区支出以及与其有关的各项",
		"机关事业单位支出",
		"教育支出以及与其有关的各项",
		"农林水支出",
		"其他支出以及与其有关的各项",
		"住房支出",
	];
	const labels = lines.flatMap((line, i) => glyphsOf(line, 60, 116 + 14 * i));
	const figures = [0, 1, 2].flatMap((row) => glyphRows([rowOf("", 11 + 10 * row).slice(1)], XS.slice(1), { y: 123 + 28 * row }));
	const glyphs = [...glyphRows([HEAD], XS, { y: 90 }), ...labels, ...figures];
	expect(textsOf(findTables([pageOf(1, { glyphs })]))).toEqual([
		[HEAD, ...[0, 1, 2].map((row) => rowOf(`${lines[2 * row]}${lines[2 * row + 1]}`, 11 + 10 * row))],
	]);
});

test("a label that sticks out of its low row on both sides is that row's, under headings and at the end too", () => {
	const row = (i: number, code: string, lines: readonly string[]) => {
		const y = 100 + 16 * i;
		const own = lines.flatMap((line, j) => glyphsOf(line, 130, y + (lines.length === 1 ? 0 : 14 * j - 7)));
		return [...glyphsOf(code, 60, y), ...own, ...glyphRows([[`${11 + i}`, `${21 + i}`]], [330, 400], { y })];
	};
	const long = ["机关事业单位基本养老保险缴费支", "出"];
	const glyphs = [
		...glyphRows([["类", "科目名称", "预算数", "执行数"]], [60, 130, 330, 400], { y: 84 }),
		...[long, ["教育支出"], long, ["农林水支出"], long].flatMap((lines, i) => row(i, `20${i}`, lines)),
	];
	const label = long.join("");
	expect(textsOf(findTables([pageOf(1, { glyphs })]))).toEqual([
		[
			["类", "科目名称", "预算数", "执行数"],
			...[label, "教育支出", label, "农林水支出", label].map((text, i) => [`20${i}`, text, `${11 + i}`, `${21 + i}`]),
		],
	]);
});

test("labels of two lines whose figures stand at the first are likelier than one of three lines between others of one", () => {
	const lines = ["城乡社区支出以及与其有关的各项", "机关事业单位支出", "教育支出以及与其有关的各项", "农林水支出", "其他支出"];
	const labels = lines.flatMap((line, i) => glyphsOf(line, 60, 116 + 12 * i));
	const figures = [0, 1, 2].flatMap((row) => glyphRows([rowOf("", 11 + 10 * row).slice(1)], XS.slice(1), { y: 116 + 24 * row }));
	const glyphs = [...glyphRows([HEAD], XS, { y: 90 }), ...labels, ...figures];
	const told = [`${lines[0]}${lines[1]}`, `${lines[2]}${lines[3]}`, lines[4]];
	expect(textsOf(findTables([pageOf(1, { glyphs })]))).toEqual([
		[HEAD, ...told.map((label, row) => rowOf(label ?? "", 11 + 10 * row))],
	]);
});

test("a text beside the rows of a table is no label of them, wherever they stand", () => {
	const text = "各项支出按照规定编列并逐项核对无误";
	const prose = Array.from({ length: 6 }, (_, i) => glyphsOf(text, 60, 100 + 13 * i)).flat();
	const table = glyphRows(
		[
			["项目", "甲", "乙"],
			["办公", "11", "12"],
			["会议", "21", "22"],
			["培训", "31", "32"],
		],
		[330, 400, 460],
		{ y: 98, pitch: 19 },
	);
	const found = findTables([pageOf(1, { glyphs: [...prose, ...table] })]);
	expect(textsOf(found)).toEqual([
		[
			["项目", "甲", "乙"],
			["办公", "11", "12"],
			["会议", "21", "22"],
			["培训", "31", "32"],
		],
	]);
});

test("a heading is not over those that others stand between, though it is in the middle of the whole", () => {
	const heads = [
		["Emissions", "to air", "kg/year"],
		["Change", "in year"],
		["Number of", "reports"],
		["Mean cost", "per case"],
		["Share of", "all", "houses"],
	];
	const middles = [170, 240, 310, 380, 450];
	const centred = (text: string, x: number, y: number) => glyphsOf(text, x - 2.5 * text.length, y);
	const glyphs = [
		...heads.flatMap((lines, i) =>
			lines.flatMap((line, j) => centred(line, middles[i] ?? 0, 100 + 12 * j + 6 * (3 - lines.length))),
		),
		...centred("Facility", 90, 112),
		...["Roads", "Parks", "Water"].flatMap((label, row) => [
			...glyphsOf(label, 60, 146 + 20 * row),
			...middles.flatMap((x, i) => centred(String(1100 + 10 * row + i), x, 146 + 20 * row)),
		]),
	];
	const [[first] = []] = textsOf(findTables([pageOf(1, { glyphs })]));
	expect(first).toEqual(["Facility", ...heads.map((lines) => lines.join(" "))]);
});

test("words right above several figures are their headings, though rows stand as close as lines of a text", () => {
	const rows = [
		["State", "Number", "Share"],
		["Kent", "25", "57.2%"],
		["Essex", "62", "45.7%"],
		["Devon", "71", "44.1%"],
	];
	const glyphs = glyphRows(rows, [60, 200, 300], { pitch: 13 });
	expect(textsOf(findTables([pageOf(1, { glyphs })]))).toEqual([rows]);
});

test("thousands of one figure in a ruled cell may stand a word's space apart, and figures of two columns further", () => {
	const at = (x: number, y: number, gap: number) => [...glyphsOf("817", x, y), ...glyphsOf("909", x + 15 + gap, y)];
	const page = (gap: number) =>
		pageOf(1, {
			glyphs: [0, 1, 2].flatMap((row) => [
				...glyphsOf(`${"ABC"[row]} town`, 64, 103 + 16 * row),
				...at(164, 103 + 16 * row, gap),
			]),
			rulings: gridRulings([60, 160, 240], [100, 116, 132, 148]),
		});
	expect(textsOf(findTables([page(3.4)]))[0]?.map((row) => row.at(1))).toEqual(["817 909", "817 909", "817 909"]);
	expect(textsOf(findTables([page(9)]))[0]?.[0]?.slice(-2)).toEqual(["817", "909"]);
});
