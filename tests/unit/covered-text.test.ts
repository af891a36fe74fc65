import { expect, test } from "vitest";
import { pdfOfPictures } from "../../samples/make/picture-pdf.ts";
import { needsOcr } from "../../src/reading/needs-ocr.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { withPictures } from "../../src/reading/pictures.ts";
import { glyphsOf, pageOf } from "../support/pages.ts";

const white = { width: 200, height: 280, data: new Uint8Array(200 * 280).fill(255) };
const words = [..."政府信息公开工作年度报告总体情况"].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");

test.each(["0 Tr", "3 Tr"])(
	"text painted under a scan (%s) is not what the page shows: it is read from its pixels",
	async (mode) => {
		const under = [`BT ${mode} /F 6 Tf 10 40 Td <${words}> Tj ET\n`];
		const [page] = await readPages(pdfOfPictures([white], 100, { under }));
		expect(page?.glyphs).toHaveLength(16);
		expect(page?.glyphs.every(({ invisible }) => invisible)).toBe(true);
		expect(page && needsOcr(page)).toBe("hidden-text");
	},
);

test("a scan with a line in its margin and a watermark over it is read from its pixels", () => {
	const scan = { box: [0, 0, 595, 842] as const, widthPx: 1200, heightPx: 1700 };
	const foot = glyphsOf("某某局政府信息公开年度报告 2023", 60, 800);
	const mark = glyphsOf("内部资料不得外传内部资料不得外传", 60, 400).map((glyph) => ({ ...glyph, leanDeg: -30 }));
	const text = glyphsOf("某某局二〇二三年政府信息公开报告", 60, 200);
	expect(needsOcr(pageOf(1, { images: [scan], glyphs: [...foot, ...mark] }))).toBe("no-text");
	expect(needsOcr(pageOf(1, { images: [scan], glyphs: [...foot, ...text] }))).toBeUndefined();
});

test("what is recognised in a picture gives way to the text that stands on it", () => {
	const region = [0, 0, 595, 842] as const;
	const digital = pageOf(1, { glyphs: glyphsOf("政府信息", 60, 100) });
	const ink = [...glyphsOf("政府信怠", 61, 100.5, { run: 1 }), ...glyphsOf("12", 300, 300, { run: 2 })];
	const { glyphs } = withPictures(digital, pageOf(1, { method: "ocr", glyphs: ink }), [region]);
	expect(glyphs.map(({ text }) => text).join("")).toBe("政府信息12");
});
