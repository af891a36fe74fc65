import { describe, expect, test } from "vitest";
import type { Glyph, Page } from "../../../../src/model/page.ts";
import { buildDocument } from "../../../../src/reading/tables/build-document.ts";
import { joinLines, linesOf, textOf, toTextLine } from "../../../../src/reading/tables/lines.ts";
import { findHeadersFooters } from "../../../../src/reading/tables/pages/headers-footers.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { glyphRows, glyphsOf, gridRulings, pageOf } from "../../../support/pages.ts";

const text = (glyphs: Iterable<{ readonly text: string }>) => [...glyphs].map((glyph) => glyph.text).join("");

describe("lines", () => {
	test("of Chinese text have no spaces, Latin words do", () => {
		expect(textOf(glyphsOf("政 府 open data", 60, 100), DEFAULT_SETTINGS)).toBe("政府open data");
	});

	test("drop the second of two characters painted for boldness", () => {
		const bold = [...glyphsOf("总计", 60, 100), ...glyphsOf("总计", 60.4, 100)];
		expect(linesOf(bold, DEFAULT_SETTINGS).map((line) => textOf(line.glyphs, DEFAULT_SETTINGS))).toEqual(["总计"]);
	});

	test.each([
		["88", 10, 2],
		["1772", 10, 1.7],
		["11", 12, 2.2],
	])("keep the repeated digits of %s in type as narrow as %i pt by %d pt", (figure, sizePt, widthPt) => {
		const narrow = [...figure].map((digit, i) => ({
			...glyphsOf(digit, 0, 100)[0],
			sizePt,
			box: [60 + i * widthPt, 100, 60 + (i + 1) * widthPt, 100 + sizePt] as const,
		})) as Glyph[];
		const bold = narrow.flatMap((glyph) => [
			glyph,
			{ ...glyph, box: [glyph.box[0] + 0.3, 100, glyph.box[2] + 0.3, 110] as const },
		]);
		for (const glyphs of [narrow, bold])
			expect(linesOf(glyphs, DEFAULT_SETTINGS).map((line) => textOf(line.glyphs, DEFAULT_SETTINGS))).toEqual([figure]);
	});

	test("keep figures that repeat a digit", () => {
		expect(linesOf(glyphsOf("11", 60, 100), DEFAULT_SETTINGS).map((line) => textOf(line.glyphs, DEFAULT_SETTINGS))).toEqual([
			"11",
		]);
	});

	test("join without a space between Chinese lines and with one between Latin words", () => {
		const lines = (a: string, b: string) => [
			toTextLine(glyphsOf(a, 0, 0), 1, DEFAULT_SETTINGS),
			toTextLine(glyphsOf(b, 0, 12), 1, DEFAULT_SETTINGS),
		];
		expect(joinLines(lines("政府", "信息"))).toBe("政府信息");
		expect(joinLines(lines("open", "data"))).toBe("open data");
	});
});

describe("headersFooters", () => {
	test.each(["3", "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "3/9"])("%j at the foot is a page number", (number) => {
		const page = pageOf(1, { glyphs: [...glyphsOf("正文", 60, 400), ...glyphsOf(number, 290, 800)] });
		expect(text(findHeadersFooters([page], DEFAULT_SETTINGS))).toBe(number.replaceAll(" ", ""));
	});

	test.each([
		["close under the text, at the page's edge", "3", 730, 748, 1],
		["close under the text", "3", 690, 708, 0],
		["close under the text, and marked as one", "- 3 -", 680, 696, 1],
		["close under the text in the middle of a page, and marked as one", "- 3 -", 580, 596, 0],
		["apart from the text", "3", 672, 696, 1],
	])("a number %s, is one or none", (_, number, textY, y, count) => {
		const glyphs = [...glyphsOf("正文", 60, 400), ...glyphsOf("正文", 60, textY), ...glyphsOf(number, 290, y)];
		const found = findHeadersFooters([pageOf(1, { glyphs })], DEFAULT_SETTINGS);
		expect(found.size > 0 ? 1 : 0).toBe(count);
	});

	test("is a header that every page repeats, and nothing that only one has", () => {
		const pages = [1, 2, 3].map((n) =>
			pageOf(n, { glyphs: [...glyphsOf("某某局年报", 60, 40), ...glyphsOf(`正文${n}`, 60, 400)] }),
		);
		expect(text(findHeadersFooters(pages, DEFAULT_SETTINGS))).toBe("某某局年报".repeat(3));
		expect(text(findHeadersFooters(pages.slice(0, 1), DEFAULT_SETTINGS))).toBe("");
	});

	test.each([
		[3, 2, false],
		[3, 3, true],
		[10, 5, false],
		[10, 6, true],
	])("of %d pages a line on %d is a header: %j", (count, repeats, isHeader) => {
		const pages = Array.from({ length: count }, (_, i) => {
			const top = i < repeats ? "某某局年报" : `第${i}章`;
			return pageOf(i + 1, { glyphs: [...glyphsOf(top, 60, 40), ...glyphsOf(`正文${i}`, 60, 400)] });
		});
		expect(text(findHeadersFooters(pages, DEFAULT_SETTINGS))).toBe(isHeader ? "某某局年报".repeat(repeats) : "");
	});

	test("is no figure in the last row of a table, wherever on the page it stands", () => {
		const glyphs = [...glyphsOf("总计", 64, 784), ...glyphsOf("12", 170, 804)];
		const rulings = gridRulings([60, 160, 220], [780, 800, 820]);
		expect(findHeadersFooters([pageOf(1, { glyphs, rulings })], DEFAULT_SETTINGS).size).toBe(0);
	});
});

describe("a document", () => {
	const row = (label: string, figure: string, y: number) => [...glyphsOf(label, 64, y), ...glyphsOf(figure, 170, y)];

	test("has paragraphs and tables in reading order", () => {
		const glyphs = [...glyphsOf("一、总体情况", 80, 60), ...row("规章", "3", 104), ...glyphsOf("三、其他", 80, 200)];
		const { blocks } = buildDocument([pageOf(1, { glyphs, rulings: gridRulings([60, 160, 220], [100, 120]) })]);
		expect(blocks.map((block) => (block.kind === "table" ? "表" : block.paragraph.text))).toEqual([
			"一、总体情况",
			"表",
			"三、其他",
		]);
	});

	test("joins a table over a page break, and counts its pages", () => {
		const pages = [700, 60].map((y, i) =>
			pageOf(i + 1, {
				glyphs: [...row(`${i + 1}.申请`, "3", y + 4), ...row(`${i + 3}.申请`, "4", y + 24)],
				rulings: gridRulings([60, 160, 220], [y, y + 20, y + 40]),
			}),
		);
		const { blocks, pageCount } = buildDocument(pages);
		expect(pageCount).toBe(2);
		expect(blocks).toHaveLength(1);
		expect(blocks[0]).toMatchObject({ kind: "table", table: { pages: [1, 2], rows: 4 } });
	});

	const full = "本机关依照有关规定主动公开政府信息并按时答复申请人提出的各项";
	const lines = (count: number) =>
		glyphRows(
			Array.from({ length: count }, () => [full]),
			[60],
			{ y: 60 },
		);
	const lastTexts = (glyphs: Page["glyphs"]) =>
		buildDocument([pageOf(1, { glyphs })]).blocks.flatMap((block) => (block.kind === "paragraph" ? block.paragraph.text : []));

	test("has a paragraph of its own for a note in smaller type under a full line", () => {
		const note = "注：本年度数据截至十二月三十一日";
		expect(lastTexts([...lines(7), ...glyphsOf(note, 60, 172, { sizePt: 8.2 })]).at(-1)).toBe(note);
		expect(lastTexts([...lines(7), ...glyphsOf(note, 60, 172, { sizePt: 8.8 })])).toEqual([full.repeat(7) + note]);
	});

	test("has a paragraph of its own for what is indented by a character", () => {
		const next = "另附统计表";
		expect(lastTexts([...lines(7), ...glyphsOf(next, 70, 172)])).toEqual([full.repeat(7), next]);
		expect(lastTexts([...lines(7), ...glyphsOf(next, 68, 172)])).toEqual([full.repeat(7) + next]);
	});

	test("has a paragraph of its own for what stands apart from a full line", () => {
		const last = "某某市人民政府办公室";
		const under = (gap: number) => lastTexts([...lines(7), ...glyphsOf(last, 60, 166 + gap)]);
		expect(under(18).at(-1)).toBe(last);
		expect(under(14)).toEqual([full.repeat(7) + last]);
	});

	test.each([
		["half as wide as the page", [60, 100, 360, 300], 1],
		["of two fifths of its width", [60, 100, 280, 300], 0],
		["a few lines high", [60, 100, 500, 160], 1],
		["a line high", [60, 100, 500, 145], 0],
	] as const)("counts a picture %s as one that may hold a table, or does not", (_, box, count) => {
		const images = [{ box, widthPx: 100, heightPx: 100 }];
		expect(buildDocument([pageOf(1, { images })]).pictureCount).toBe(count);
	});

	test("of no pages is empty, and digital", () => {
		expect(buildDocument([])).toMatchObject({ blocks: [], pageCount: 0, text: "digital" });
	});
});
