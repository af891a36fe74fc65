import { expect, test } from "vitest";
import type { Page } from "../../src/model/page.ts";
import { coarsestDpiOf, dpiOf, needsOcr } from "../../src/reading/needs-ocr.ts";
import { positiveOf } from "../../src/reading/ocr/gray.ts";
import { across, glyphsOf, pageOf } from "../support/pages.ts";

const CHINESE = "根据中华人民共和国政府信息公开条例的规定编制本年度报告";
const text = (line: string, y = 300) => Array.from({ length: 6 }, (_, i) => glyphsOf(line, 60, y + 16 * i)).flat();
const picture = (box: Page["images"][number]["box"]) => ({ box, widthPx: 600, heightPx: 400 });
const strips = Array.from({ length: 40 }, (_, i) => picture([0, 21 * i, 595, 21 * (i + 1)]));
const tiles = Array.from({ length: 16 }, (_, i) =>
	picture([149 * (i % 4), 210 * Math.floor(i / 4), 149 * (1 + (i % 4)), 210 * (1 + Math.floor(i / 4))]),
);
const strokes = Array.from({ length: 60 }, (_, i) => across(60 + 10 * i, 60, 70));

test.each<readonly [string, Partial<Page>, ReturnType<typeof needsOcr>]>([
	["of text", { glyphs: text(CHINESE) }, undefined],
	["of English text", { glyphs: text("Report on the work of government information disclosure") }, undefined],
	["with nothing on it", {}, undefined],
	["of one picture", { images: [picture([0, 0, 595, 842])] }, "no-text"],
	["in strips", { images: strips }, "no-text"],
	["in tiles", { images: tiles }, "no-text"],
	["of a small picture", { images: [picture([0, 0, 300, 300])] }, undefined],
	[
		"scanned, with a page number and a note in its margins",
		{ images: strips, glyphs: glyphsOf("本页由扫描全能王扫描生成第1页共2页", 60, 810) },
		"no-text",
	],
	["of text on a picture", { images: strips, glyphs: text(CHINESE) }, undefined],
	["of outlines", { rulings: strokes }, "drawn-text"],
	["whose Chinese became accented letters", { glyphs: text("ÄÅÇÉÑÖÜá2023àâäãåçéèêàëíìîîïñó") }, "garbled-text"],
])("a page %s", (_, parts, reason) => {
	expect(needsOcr(pageOf(1, parts))).toBe(reason);
});

test("a scan in tiles is drawn as finely as it is", () => {
	expect(dpiOf(pageOf(1, { images: tiles.map((tile) => ({ ...tile, widthPx: 600, heightPx: 850 })) }))).toBeCloseTo(291, 0);
});

test("a fax is as coarse as its rows", () => {
	const fax = { ...picture([0, 0, 595, 842]), widthPx: 1686, heightPx: 1146 };
	expect(dpiOf(pageOf(1, { images: [fax] }))).toBeCloseTo(204, 0);
	expect(coarsestDpiOf(pageOf(1, { images: [fax] }))).toBeCloseTo(98, 0);
	expect(coarsestDpiOf(pageOf(1, {}))).toBeUndefined();
});

test("a negative is turned round, and a page with a dark picture is not", () => {
	const image = (dark: number) => ({ width: 10, height: 10, data: new Uint8Array(100).fill(255).fill(0, 0, dark) });
	expect(positiveOf(image(95)).data.filter((shade) => shade === 255)).toHaveLength(95);
	expect(positiveOf(image(40))).toEqual(image(40));
});
