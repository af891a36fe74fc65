import { describe, expect, test } from "vitest";
import { buildDocument } from "../../../../src/reading/tables/build-document.ts";
import { partSheet } from "../../../../src/reading/tables/pages/sheets.ts";
import { joinColumns } from "../../../../src/reading/tables/pages/split-columns.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { across, glyphsOf, pageOf } from "../../../support/pages.ts";
import { tableOf, textsOf } from "../../../support/tables.ts";

const LINE = "根据中华人民共和国政府信息公开条例的规定编制本年度报告";
/** Twelve lines of text from (x, y), each with a word that says where it stands. */
const column = (word: string, x: number, y: number, size = 8) =>
	Array.from({ length: 12 }, (_, i) => glyphsOf(`${word}${LINE}`, x, y + 14 * i, { sizePt: size })).flat();
const wide = { widthPt: 842, heightPt: 595 };
const part = (page: Parameters<typeof partSheet>[0]) => partSheet(page, DEFAULT_SETTINGS);

describe("a sheet", () => {
	test("with two pages beside one another is two pages, and every place leads back to the sheet", () => {
		const sheet = pageOf(1, { ...wide, glyphs: [...column("左", 40, 60), ...column("右", 461, 60)] });
		expect(part(sheet).map(({ widthPt, glyphs }) => [widthPt, glyphs[0]?.text])).toEqual([
			[421, "左"],
			[421, "右"],
		]);
		const paragraphs = buildDocument([sheet]).blocks.flatMap((block) => (block.kind === "paragraph" ? [block.paragraph] : []));
		expect(paragraphs.map(({ text }) => text[0]).join("")).toMatch(/^左+右+$/);
		expect(paragraphs.at(-1)?.box[0]).toBeCloseTo(461, 0);
		expect(paragraphs.every((paragraph) => paragraph.page === 1)).toBe(true);
	});
	test("with four pages is read row by row", () => {
		const words: readonly (readonly [string, number, number])[] = [
			["一", 30, 40],
			["二", 327, 40],
			["三", 30, 461],
			["四", 327, 461],
		];
		const glyphs = words.flatMap(([word, x, y]) => column(word, x, y));
		expect(part(pageOf(1, { glyphs })).map((page) => page.glyphs[0]?.text)).toEqual(["一", "二", "三", "四"]);
	});
	test.each([
		["a line of text runs through the middle", { glyphs: glyphsOf(LINE, 350, 300, { sizePt: 8 }), rulings: [] }],
		["a ruling runs through the middle", { glyphs: [], rulings: [across(300, 100, 700)] }],
	])("where %s is one page", (_, more) => {
		const glyphs = [...column("左", 40, 60), ...column("右", 461, 60), ...more.glyphs];
		expect(part(pageOf(1, { ...wide, glyphs, rulings: more.rulings }))).toHaveLength(1);
	});
	test("whose halves begin in other places, or of which one says little, is one page", () => {
		expect(part(pageOf(1, { ...wide, glyphs: [...column("左", 40, 60), ...column("右", 520, 60)] }))).toHaveLength(1);
		expect(part(pageOf(1, { ...wide, glyphs: [...column("左", 40, 60), ...glyphsOf("附注", 461, 60)] }))).toHaveLength(1);
	});
});

describe("a table too wide for its page", () => {
	const names = ["许可", "处罚", "强制", "收费", "规章", "文件", "其他"];
	const first = tableOf([["项目", "甲", "乙"], ...names.map((name, i) => [name, String(i), "0"])]);
	const rest = (heads: readonly string[], labels = names) =>
		tableOf([["项目", ...heads], ...labels.map((name, i) => [name, "1", String(20 + i)])], { page: 2 });
	test("goes on with the rest of its columns, with labels again or without", () => {
		const whole = [["项目", "甲", "乙", "丙", "丁"], ...names.map((name, i) => [name, String(i), "0", "1", String(20 + i)])];
		const joined = joinColumns(first, rest(["丙", "丁"]));
		expect(joined && textsOf(joined)).toEqual(whole);
		expect(joined?.pages).toEqual([1, 2]);
		const bare = tableOf([["丙", "丁"], ...names.map((_, i) => ["1", String(20 + i)])], { page: 2 });
		const joinedBare = joinColumns(first, bare);
		expect(joinedBare && textsOf(joinedBare)).toEqual(whole);
	});
	test("is no version of the same columns, and no table of other rows", () => {
		expect(joinColumns(first, rest(["甲", "乙"]))).toBeUndefined();
		expect(joinColumns(first, rest(["丙", "丁"], ["一", "二", "三", "四", "五", "六", "七"]))).toBeUndefined();
	});
});
