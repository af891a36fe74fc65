import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { randomFrom } from "../../samples/make/figures.ts";
import { pdfOfPictures } from "../../samples/make/picture-pdf.ts";
import { map, picturesOf } from "../../samples/make/scan.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { PDF_READERS } from "../../src/reading/read-pdf.ts";
import { repository } from "../support/command.ts";
import { tools } from "../support/extract.ts";

const sample = async (name: string) => new Uint8Array(await readFile(`${repository}/samples/${name}/${name}.pdf`));

describe("a scan that cannot be read", () => {
	test("is said to be one, and not to be no report", async () => {
		const random = randomFrom(5);
		// Three quarters of the ink is gone, and as much dirt is there in its place.
		const pictures = await picturesOf(await sample("bureau-2021-ruled"), 110, (image) =>
			map(image, (shade) => (random(4) === 0 ? (random(9) === 0 ? 0 : shade) : random(7) === 0 ? 0 : 255)),
		);
		const pdf = pdfOfPictures(pictures, 110);
		await expect(extractReport(pdf, "scan.pdf", tools)).rejects.toMatchObject({ code: "unreadable-scan" });
	});
});

describe("a document of which some pages are scans", () => {
	test("has the pictures on its other pages read too", async () => {
		const pdf = await sample("bureau-2022-pictured-table");
		const expected = JSON.parse(await readFile(`${repository}/samples/bureau-2022-pictured-table/expected.json`, "utf8"));
		// The last page is given as a scan of itself: nothing but a picture.
		const readers = {
			...PDF_READERS,
			pdfium: async (bytes: Uint8Array) => {
				const pages = (await PDF_READERS.pdfium(bytes)) ?? [];
				return pages.map((read, i) => {
					const { widthPt, heightPt } = read.page;
					const images = [{ box: [0, 0, widthPt, heightPt] as const, widthPx: 1654, heightPx: 2339 }];
					return i < pages.length - 1 ? read : { ...read, page: { ...read.page, glyphs: [], rulings: [], fills: [], images } };
				});
			},
		};
		const report = await extractReport(pdf, "mixed.pdf", { ...tools, readers });
		expect(report.quality.cells_read).toBe(expected.quality.cells_read);
	});
});
