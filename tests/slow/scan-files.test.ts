import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { picturesOf } from "../../samples/make/scan.ts";
import { SCAN_FILE_KINDS } from "../../samples/make/scan-files/kinds.ts";
import { outlinesOf } from "../../samples/make/scan-files/outlines.ts";
import { pageFile } from "../../samples/make/scan-files/page-file.ts";
import type { Page } from "../../src/model/page.ts";
import { dpiOf, needsOcr, sheetScaleOf } from "../../src/reading/needs-ocr.ts";
import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import { crop } from "../../src/reading/ocr/gray.ts";
import type { PagePixels } from "../../src/reading/pdf/draw.ts";
import { withPagePixels } from "../../src/reading/pdf/page-pixels.ts";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { repository } from "../support/command.ts";
import { pageOf as emptyPage } from "../support/pages.ts";

const DPI = 80;
let image: GrayImage = { width: 0, height: 0, data: new Uint8Array() };

beforeAll(async () => {
	const sample = await readFile(`${repository}/samples/bureau-2021-ruled/bureau-2021-ruled.pdf`);
	[image] = (await picturesOf(new Uint8Array(sample), DPI, (picture) => picture)) as [GrayImage];
});

async function pageOf(pdf: Uint8Array): Promise<Page> {
	const [page] = (await readPdf(pdf)).pages;
	if (!page) throw new Error("no page");
	return page;
}

async function paintedOf(pdf: Uint8Array, dpi: number): Promise<PagePixels> {
	const [pixels] = await withPagePixels(pdf, [1], { dpiOf: () => dpi, use: async (_, painted) => painted });
	if (!pixels) throw new Error("not painted");
	return pixels;
}

/** How much the pixels differ from a picture on average, of 255 steps, in the second of their channels. */
function difference({ rgba, widthPx, heightPx }: PagePixels, picture: GrayImage): number {
	expect([widthPx, heightPx]).toEqual([picture.width, picture.height]);
	return picture.data.reduce((sum, shade, i) => sum + Math.abs(shade - (rgba[4 * i + 1] ?? 0)), 0) / picture.data.length;
}

/** Pictures that are coded with loss, whose black is no full black, that PDFium scales, and those with more on them. */
const LOSSY = /jpeg|tiles|under-the-picture|cmyk|separation|device-n|indexed|garbled|outlines|pattern/;

describe.each(SCAN_FILE_KINDS)("a scanned page in a file of kind $name", ({ name, make, shown = (picture) => picture }) => {
	test("is known as one, and painted as it was scanned", async () => {
		const pdf = make(image, DPI);
		const page = await pageOf(pdf);
		expect(needsOcr(page)).toMatch(/text$/);
		const scale = name === "user-unit" ? 2 : 1;
		expect(difference(await paintedOf(pdf, DPI * scale), shown(image))).toBeLessThan(LOSSY.test(name) ? 7 : 0.02);
	});
});

test("a page of outlines without a table is known as one, and a page number beside it changes nothing", async () => {
	const [widthPt, heightPt] = [(image.width * 72) / DPI, (image.height * 72) / DPI];
	const text = { ...image, data: image.data.slice() };
	const block = crop(image, [70, 40, image.width - 70, 140]);
	text.data.fill(255);
	for (let y = 0; y < block.height; y++)
		for (let copy = 0; copy < 5; copy++)
			text.data.set(block.data.subarray(y * block.width, (y + 1) * block.width), (40 + copy * 110 + y) * image.width + 70);
	const number = "BT /H 9 Tf 60 30 Td (2021 report, page 1 of 3, printed) Tj ET";
	for (const content of [outlinesOf(text, DPI), `${outlinesOf(text, DPI)} ${number}`])
		expect(needsOcr(await pageOf(pageFile({ widthPt, heightPt, content })))).toBe("drawn-text");
});

describe("the resolution of a page", () => {
	/** A sheet of A4, or one so many times as large, scanned at a resolution. */
	const sheet = (name: string, dpi: number, times = 1) => {
		const [width, height] = [Math.round((595 * dpi) / 72), Math.round((842 * dpi) / 72)];
		const blank = { width, height, data: new Uint8Array(width * height).fill(255).fill(0, 0, 9999) };
		return SCAN_FILE_KINDS.find((kind) => kind.name === name)?.make(blank, dpi / times) ?? new Uint8Array();
	};

	test.each([
		["gray", 200, 200],
		["turned", 200, 200],
		["turned-by-matrix", 250, 250],
		["strips", 220, 220],
		["inline", 180, 180],
		["layered", 260, 260],
		["ccitt", 600, 300],
		["gray", 100, 150],
	])("of kind %s, scanned at %d, is %d", async (name, dpi, wanted) => {
		const page = await pageOf(sheet(name, dpi));
		expect(dpiOf(page)).toBeCloseTo(wanted, 0);
		expect(sheetScaleOf(page)).toBe(1);
	});

	test("of a page that takes pixels for points is that of the sheet it shows", async () => {
		const page = await pageOf(sheet("gray", 216, 3));
		expect(sheetScaleOf(page)).toBeCloseTo(3, 1);
		expect(dpiOf(page)).toBeCloseTo(72, 0);
	});

	test("is that of the scan, not of a seal on it", () => {
		const scan = { box: [0, 0, 595, 842] as const, widthPx: 1240, heightPx: 1754 };
		const seal = { box: [400, 600, 500, 700] as const, widthPx: 834, heightPx: 834 };
		expect(dpiOf(emptyPage(1, { images: [scan, seal] }))).toBeCloseTo(150, 0);
	});
});
