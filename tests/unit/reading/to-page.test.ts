import { expect, test } from "vitest";
import type { OcrEngine } from "../../../src/reading/ocr/engine.ts";
import { readLine } from "../../../src/reading/ocr/engine.ts";
import { recognizePage } from "../../../src/reading/ocr/to-page.ts";
import { scannedPage } from "../../support/scanned-page.ts";

/** The characters of a page with one piece of text, 200 by 20 pixels, in which an engine reads this. */
async function glyphsOf(text: string) {
	const characters = [...text].map((character, i) => ({ text: character, at: (i + 0.5) / text.length, confidence: 0.9 }));
	const engine: OcrEngine = {
		id: "one text",
		recognize: async (lines) => lines.map(() => readLine(characters)),
		close: async () => {},
	};
	const seen = scannedPage({ ink: [] });
	const page = { ...seen, textRegions: [{ box: [40, 40, 240, 60] as const, ink: 900 }] };
	const { glyphs } = await recognizePage(page, engine, 1);
	return { text: glyphs.map((glyph) => glyph.text).join(""), em: (glyphs[0]?.sizePt ?? 0) / ((20 * 72) / seen.dpi) };
}

test("specks before an item's number are no part of its line, and others are left", async () => {
	expect((await glyphsOf("·2.申请人")).text).toBe("2.申请人");
	expect((await glyphsOf(".'（六）其他")).text).toBe("（六）其他");
	expect((await glyphsOf("·申请人")).text).toBe("·申请人");
	expect((await glyphsOf("2.申请人")).text).toBe("2.申请人");
});

test("the size of type is told by what its characters show of it: 三 nearly all, 一 next to nothing", async () => {
	for (const [text, least, most] of [
		["三、", 1, 1.3],
		["二", 1.2, 1.6],
		["一、", 1.6, 2],
		["三、本年", 1, 1.2],
		["一", 3, 4],
	] as const) {
		const { em } = await glyphsOf(text);
		expect(em, text).toBeGreaterThan(least);
		expect(em, text).toBeLessThan(most);
	}
});
