import { describe, expect, test } from "vitest";
import type { Glyph, Page, Ruling } from "../../../../src/model/page.ts";
import { buildDocument } from "../../../../src/reading/tables/build-document.ts";
import { preparedPage } from "../../../../src/reading/tables/seen/prepare.ts";
import { setApart } from "../../../../src/reading/tables/seen/set-apart.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { across, glyphRows, glyphsOf, gridRulings, pageOf } from "../../../support/pages.ts";

const XS = [50, 150, 200, 250];
const YS = [90, 110, 130];

/** A table of two rows with what is given on it, as the texts of its cells. */
function cellsOf(glyphs: readonly Glyph[], rulings: readonly Ruling[] = []): string[] {
	const page = pageOf(1, { glyphs, rulings: [...gridRulings(XS, YS), ...rulings] });
	return buildDocument([page]).blocks.flatMap((block) =>
		block.kind === "table" ? block.table.cells.map(({ text }) => text) : [],
	);
}

const label = (y = 95) => glyphsOf("行政许可", 55, y);

describe("marks of footnotes", () => {
	test.each([
		["a raised digit", glyphsOf("1", 175, 92, { sizePt: 6 })],
		["a digit as high as its line", glyphsOf("1", 175, 91, { sizePt: 5 })],
		["a number in brackets", glyphsOf("[12]", 175, 92, { sizePt: 5 })],
		["a mark of words", glyphsOf("注1", 175, 92, { sizePt: 5 })],
		["a hardly smaller digit", glyphsOf("1", 175, 92, { sizePt: 8.4 })],
	])("%s is no part of its figure", (_, mark) => {
		expect(cellsOf([...label(), ...glyphsOf("2745", 155, 95), ...mark, ...glyphsOf("38", 205, 95)])).toContain("2745");
	});

	test.each([
		["on the same line", glyphsOf("1", 175, 98.5, { sizePt: 6 })],
		["as large as the figure", glyphsOf("1", 175, 93)],
	])("a digit %s stays in its figure", (_, digit) => {
		expect(cellsOf([...label(), ...glyphsOf("2745", 155, 95), ...digit, ...glyphsOf("38", 205, 95)])).toContain("27451");
	});
});

describe("struck figures", () => {
	const strike = (x0: number, x1: number, y = 100.5) => across(y, x0, x1);

	test("give way to the figure beside them", () => {
		const cells = cellsOf([...label(), ...glyphsOf("2776", 152, 95), ...glyphsOf("2745", 176, 95)], [strike(152, 172)]);
		expect(cells).toContain("2745");
	});

	test("give way to the figure below them", () => {
		const glyphs = [...label(94), ...glyphsOf("2776", 155, 91, { sizePt: 8 }), ...glyphsOf("2745", 155, 100, { sizePt: 8 })];
		expect(cellsOf(glyphs, [strike(155, 171, 95.5)])).toContain("2745");
	});

	test("stay where no other figure stands in their cell", () => {
		const cells = cellsOf([...label(), ...glyphsOf("2776", 155, 95), ...glyphsOf("38", 205, 95)], [strike(155, 175)]);
		expect(cells).toEqual(expect.arrayContaining(["2776", "38"]));
	});

	test("are not underlined ones, nor those on a ruling", () => {
		const figures = [...label(), ...glyphsOf("12", 155, 95), ...glyphsOf("34", 205, 95)];
		expect(cellsOf(figures, [across(105.5, 155, 165)])).toEqual(expect.arrayContaining(["12", "34"]));
		const struck = preparedPage(pageOf(1, { glyphs: figures, rulings: [across(100.5, 140, 240)] }), DEFAULT_SETTINGS);
		expect(struck.page.rulings).toHaveLength(1);
	});
});

describe("watermarks", () => {
	const text = glyphRows(
		Array.from({ length: 6 }, () => ["行政许可事项", "1234", "56"]),
		[60, 160, 220],
	);
	const apart = (mark: readonly Glyph[], rulings: readonly Ruling[] = []) =>
		[...setApart(pageOf(1, { glyphs: [...text, ...mark], rulings }), DEFAULT_SETTINGS)].length;
	const all = (glyphs: readonly Glyph[], style: Partial<Glyph>) => glyphs.map((glyph): Glyph => ({ ...glyph, ...style }));

	test("lean", () => {
		expect(apart(all(glyphsOf("机密2023", 70, 100), { leanDeg: -45 }))).toBe(6);
	});

	test("are faint and run into the text", () => {
		const faint = all([...glyphsOf("公", 65, 103), ...glyphsOf("开", 100, 119), ...glyphsOf("2", 165, 136)], { contrast: 0.2 });
		expect(apart(faint)).toBe(3);
	});

	test("are large and run into the text", () => {
		expect(apart(glyphsOf("样本 88", 60, 110, { sizePt: 60 }))).toBe(4);
	});

	test("are faint and run over rulings", () => {
		const faint = all(glyphsOf("公开公开", 300, 100), { contrast: 0.3 });
		expect(apart(faint, gridRulings([290, 305, 315, 325, 335, 350], [90, 120]))).toBe(4);
	});

	test("are not what is printed faintly in its place, nor a large title, nor the text of a page that lies askew", () => {
		expect(apart(all(glyphRows([["0"], ["0"], ["0"]], [280]), { contrast: 0.4 }))).toBe(0);
		expect(apart(glyphsOf("年度报告", 60, 20, { sizePt: 30 }))).toBe(0);
		expect(setApart({ glyphs: all(text, { leanDeg: 8 }), rulings: [] }, DEFAULT_SETTINGS).size).toBe(0);
	});

	test("may have more characters than the text", () => {
		const mark = Array.from({ length: 40 }, (_, i) => all(glyphsOf("20230117", 60, 100 + 12 * i), { leanDeg: -30 })).flat();
		expect(apart(mark)).toBe(mark.length);
	});
});

test("text that is turned in its cell is read along its line", () => {
	const turned = (text: string, x: number, up: boolean) =>
		[...text].map((c, i): Glyph => {
			const y = up ? 106 - 4 * i : 92 + 4 * i;
			return { text: c, box: [x, y, x + 8, y + 4], sizePt: 8, direction: up ? 270 : 90, run: 0 };
		});
	expect(cellsOf([...label(), ...turned("1234", 170, true), ...turned("567", 220, false)])).toEqual(
		expect.arrayContaining(["1234", "567"]),
	);
});

describe("digits set apart", () => {
	const spaced = (text: string, x: number, y: number, pitch: number) =>
		[...text].flatMap((c, i) => glyphsOf(c, x + i * pitch, y, { run: i }));

	test("as by letter spacing are one figure", () => {
		const cells = cellsOf([...label(), ...spaced("2745", 155, 95, 10), ...spaced("38", 210, 95, 10)]);
		expect(cells.map((text) => text.replaceAll(" ", ""))).toEqual(expect.arrayContaining(["2745", "38"]));
	});

	test("over the width of their column are one figure where another has more digits", () => {
		const cells = cellsOf([...label(), ...spaced("27", 155, 95, 35), ...label(115), ...spaced("381", 155, 115, 17.5)]);
		expect(cells.map((text) => text.replaceAll(" ", ""))).toEqual(expect.arrayContaining(["27", "381"]));
	});
});

describe("figures that run over a ruling", () => {
	test("stay whole in the cell of their middle", () => {
		const wide = (text: string, x: number, run: number) => glyphsOf(text, x, 95, { sizePt: 14, run });
		expect(cellsOf([...label(), ...wide("123456", 154, 1), ...wide("7890123", 199, 2)])).toEqual(
			expect.arrayContaining(["123456", "7890123"]),
		);
	});

	test("are not the figures of two cells", () => {
		expect(cellsOf([...label(), ...glyphsOf("1234", 178, 95, { run: 1 }), ...glyphsOf("567", 202, 95, { run: 2 })])).toEqual(
			expect.arrayContaining(["1234", "567"]),
		);
	});
});

test("lines that are set in characters are rulings", () => {
	const rows = ["┌───┬───┐", "│行政事│１２３│", "├───┼───┤", "│许可事│４５６│", "└───┴───┘"];
	const glyphs = rows.flatMap((row, i) =>
		[...row].map((text, j): Glyph => {
			const [x, y] = [60 + 10 * j, 100 + 12 * i];
			return { text, box: [x, y, x + 10, y + 10], sizePt: 10, direction: 0, run: i };
		}),
	);
	const tables = buildDocument([pageOf(1, { glyphs })]).blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
	expect(tables.map(({ cells }) => cells.map(({ text }) => text))).toEqual([["行政事", "１２３", "许可事", "４５６"]]);
});

test("a page that was recognised keeps all its characters", () => {
	const page: Page = pageOf(1, { method: "ocr", glyphs: glyphsOf("┌──────────────┐", 60, 100) });
	expect(preparedPage(page, DEFAULT_SETTINGS).page.glyphs).toHaveLength(16);
});
