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

test("specks before an item's number or an ideograph are no part of its line, and quotation marks are", async () => {
	expect((await glyphsOf("·2.申请人")).text).toBe("2.申请人");
	expect((await glyphsOf(".'（六）其他")).text).toBe("（六）其他");
	expect((await glyphsOf("·申请人")).text).toBe("申请人");
	expect((await glyphsOf("“三安全”")).text).toBe("“三安全”");
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

test("marks alone on their line, and low, are no text; beside text, or as high as print, they may be", async () => {
	const read = async (regions: readonly (readonly [string, readonly [number, number, number, number]])[]) => {
		const engine: OcrEngine = {
			id: "these texts",
			recognize: async (lines) => lines.map((_, i) => readLine([{ text: regions[i]?.[0] ?? "", at: 0.5, confidence: 0.9 }])),
			close: async () => {},
		};
		const page = { ...scannedPage({ ink: [] }), textRegions: regions.map(([, box]) => ({ box, ink: 20 })) };
		return (await recognizePage(page, engine, 1)).glyphs.map(({ text }) => text).join("");
	};
	const figure = ["5", [100, 40, 110, 56]] as const;
	expect(await read([figure, [".", [200, 50, 204, 54]]])).toBe("5");
	expect(await read([figure, [".", [112, 52, 115, 55]]])).toBe("5.");
	expect(await read([figure, ["!", [200, 40, 206, 56]]])).toBe("5!");
	expect(await read([figure, ["-", [200, 47, 208, 49]]])).toBe("5-");
});
