import { expect, test } from "vitest";
import { linesOf } from "../../../../src/reading/tables/lines.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { classifyLines } from "../../../../src/reading/tables/unruled/classify-lines.ts";
import { wordsOf } from "../../../../src/reading/tables/words.ts";
import { glyphRows, glyphsOf } from "../../../support/pages.ts";

const recognized = (glyphs: ReturnType<typeof glyphsOf>) => glyphs.map((glyph) => ({ ...glyph, confidence: 0.9 }));

test.each([
	[["规章", "现行", "有效", "12"], true],
	[["规章", "现行", "有效", "件数", "12"], false],
])("a line of %j is one of figures: %j", (cells, hasFigures) => {
	const [line] = classifyLines(glyphRows([cells], [60, 110, 160, 210, 280]), DEFAULT_SETTINGS);
	expect(line?.hasFigures).toBe(hasFigures);
});

test.each([
	[12, false],
	[13, true],
])("a recognised line of %d points over figures of ten is a heading: %j", (sizePt, isProse) => {
	const rows = glyphRows([["规章", "1", "2"]], [60, 200, 300], { y: 120 });
	const [line] = classifyLines(recognized([...glyphsOf("信息内容", 60, 100, { sizePt }), ...rows]), DEFAULT_SETTINGS);
	expect(line?.isProse).toBe(isProse);
});

test.each([
	[11, 1],
	[15, 2],
])("recognised characters of one piece of ink with a gap of %d points are words: %d", (gap, count) => {
	const glyphs = recognized([...glyphsOf("abc", 60, 100), ...glyphsOf("def", 75 + gap, 100)]);
	expect(linesOf(glyphs, DEFAULT_SETTINGS).flatMap((line) => wordsOf(line, DEFAULT_SETTINGS))).toHaveLength(count);
});

test("a dash before the label of a recognised line is a stroke of a group's label, and no figure; in a digital line it is one", () => {
	const glyphs = glyphRows([["-", "7.属于行政执法案卷", "14", "0"]], [60, 180, 300, 340]);
	const figuresOf = (some: typeof glyphs) =>
		classifyLines(some, DEFAULT_SETTINGS)[0]?.words.flatMap(({ text, isFigure }) => (isFigure ? [text] : []));
	expect(figuresOf(recognized(glyphs))).toEqual(["14", "0"]);
	expect(figuresOf(glyphs)).toEqual(["-", "14", "0"]);
});
