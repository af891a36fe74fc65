import { expect, test } from "vitest";
import { pdfOfPictures } from "../../samples/make/picture-pdf.ts";
import { needsOcr } from "../../src/reading/needs-ocr.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";

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
