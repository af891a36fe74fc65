import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issuedForms } from "../../pipelines/disclosure-report/fields/forms.ts";
import { HEADINGS } from "../../pipelines/disclosure-report/fields/sections.ts";
import { drawnScan } from "../../src/reading/ocr/drawn-scan.ts";
import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import type { LabelReader } from "../../src/reading/ocr/label-reader.ts";
import { createLabelReader } from "../../src/reading/ocr/label-reader.ts";
import { createPageSegmenter } from "../../src/reading/ocr/page-segmenter.ts";
import { seePage } from "../../src/reading/ocr/see-page.ts";
import { lineImage } from "../../src/reading/ocr/to-page.ts";
import { withPagePixels } from "../../src/reading/pdf/page-pixels.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { printedFigure } from "../support/pictures.ts";

/** Everything that the form says, brackets as the reader says them. */
const FORM = textsIn([issuedForms, HEADINGS]).join("").replaceAll("(", "（").replaceAll(")", "）");
/** Headings of sections, and the form's notes, as the sample has them. */
const ALSO =
	"一、总体情况二、主动公开政府信息情况三、收到和处理政府信息公开申请情况四、政府信息公开行政复议、行政诉讼情况五、存在的主要问题及改进情况六、其他需要报告的事项";

let reader: LabelReader;
let lines: GrayImage[] = [];

describe("the label reader", () => {
	beforeAll(async () => {
		reader = await createLabelReader();
		const scan = sampleFolders().find(({ name }) => name.endsWith("-scanned"));
		const bytes = new Uint8Array(await readFile(scan?.pdf ?? ""));
		const drawn = await withPagePixels(bytes, [1, 2], { dpiOf: () => 200, use: async (_, pixels) => pixels });
		const segmenter = await createPageSegmenter();
		for (const pixels of drawn) {
			const { image, textRegions } = await seePage(drawnScan(pixels), segmenter);
			lines.push(...textRegions.map(({ box }) => lineImage(image, box)));
		}
		await segmenter.close();
	});
	afterAll(async () => {
		lines = [];
		await reader.close();
	});

	test("reads most labels of a scanned form, and what it is sure of is on the form", async () => {
		const read = (await reader.read(lines)).flatMap((line) => line?.text ?? []);
		expect(read.length).toBeGreaterThan(75);
		// The numbers of items are none of the form's data.
		expect(read.map((text) => text.replace(/^\d\./, "")).filter((text) => !FORM.includes(text) && !ALSO.includes(text))).toEqual(
			[],
		);
	});

	test("gives the places of characters from left to right, each about where it stands", async () => {
		const read = await reader.read(lines);
		const places = read.flatMap((line) => (line === undefined ? [] : [line.characters.map(({ at }) => at)]));
		for (const at of places) {
			expect(at).toEqual([...at].sort((a, b) => a - b));
			expect(at[0]).toBeLessThan(0.5);
			expect(at.at(-1)).toBeGreaterThan(0.5);
		}
	});

	test("is sure of no figure, no sentence with figures, and no print that is mirrored or on its head", async () => {
		const figures = ["0", "12", "2690", "33.5"].map((text) => printedFigure(text));
		expect((await reader.read(figures)).filter((line) => line !== undefined)).toEqual([]);
		const textsOf = async (pictures: readonly GrayImage[]) => (await reader.read(pictures)).flatMap((line) => line?.text ?? []);
		expect(await textsOf(lines.map(onItsHead))).toEqual([]);
		// Two characters that are alike on both sides, such as 尚未, say the same in a mirror.
		expect((await textsOf(lines.map(mirrored))).filter((text) => text.length > 2)).toEqual([]);
	});

	test("reads nothing from no pictures", async () => {
		expect(await reader.read([])).toEqual([]);
	});
});

/** All texts of a value, one after another. */
function textsIn(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function mirrored({ width, height, data }: GrayImage): GrayImage {
	return { width, height, data: data.map((_, i) => data[i - (i % width) + width - 1 - (i % width)] ?? 255) };
}

function onItsHead({ width, height, data }: GrayImage): GrayImage {
	return { width, height, data: data.slice().reverse() };
}
