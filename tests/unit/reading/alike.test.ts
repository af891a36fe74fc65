import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/disclosure-report/index.ts";
import { extractReport } from "../../../src/mapping/extract-report.ts";
import type { FigureLine } from "../../../src/reading/ocr/figure-reader.ts";
import { createFigureReader } from "../../../src/reading/ocr/figure-reader.ts";
import type { GrayImage } from "../../../src/reading/ocr/gray.ts";
import { firstAlike } from "../../../src/reading/pixels/alike.ts";
import type { CellSight } from "../../../src/reading/pixels/cell-sight.ts";
import { FIRST_LOOK, readSightsAlike } from "../../../src/reading/pixels/read-cells.ts";
import { OCR_ENGINES, Recognizer } from "../../../src/reading/recognizer.ts";
import { sampleFolders } from "../../golden/sample-folders.ts";

/** Segments of a digit: left, top, right and bottom in units of a stroke of 1.6 pixels, the digit being 4 by 8. */
const SEGMENTS = {
	a: [0, 0, 4, 1],
	b: [3, 0, 4, 4],
	c: [3, 4, 4, 8],
	d: [0, 7, 4, 8],
	e: [0, 4, 1, 8],
	f: [0, 0, 1, 4],
	g: [0, 3.5, 4, 4.5],
} as const;
const DIGITS = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"];

/** A digit set a fraction of a pixel to the right and down, its edges as dark as they cover a pixel. */
function printed(digit: number, right: number, down: number): GrayImage {
	const [width, height] = [9, 15];
	const boxes = [...(DIGITS[digit] ?? "")].map((name) => SEGMENTS[name as keyof typeof SEGMENTS]);
	const data = Uint8Array.from({ length: width * height }, (_, i) => {
		let hits = 0;
		for (let k = 0; k < 64; k++) {
			const [x, y] = [
				((i % width) + (k % 8) / 8 + 0.06 - right - 0.4) / 1.6,
				(Math.floor(i / width) + (k >> 3) / 8 + 0.06 - down - 0.4) / 1.6,
			];
			if (boxes.some(([x0, y0, x1, y1]) => x >= x0 && x < x1 && y >= y0 && y < y1)) hits++;
		}
		return 255 - Math.round((255 * hits) / 64);
	});
	return { width, height, data };
}

test("a digit at any fraction of a pixel counts as few prints, and different digits as none", () => {
	const shifts = [0, 0.25, 0.5, 0.75];
	const all = DIGITS.flatMap((_, digit) => shifts.flatMap((x) => shifts.map((y) => ({ digit, picture: printed(digit, x, y) }))));
	const firsts = firstAlike(all.map(({ picture }) => picture));
	firsts.forEach((first, i) => {
		expect(all[first]?.digit).toBe(all[i]?.digit);
	});
	expect(new Set(firsts).size).toBeLessThan(60);
});

test("a speck, a stroke through it, and less than a digit make another print of it", () => {
	const seven = printed(7, 0, 0);
	const changed = (from: number, to: number, shade: number) => ({ ...seven, data: seven.data.slice().fill(shade, from, to) });
	const marks = [changed(9 * 9 + 1, 9 * 9 + 3, 0), changed(7 * 9, 8 * 9, 90), changed(0, 3 * 9, 255)];
	for (const other of marks) expect(firstAlike([seven, other])).toEqual([0, 1]);
	const low: GrayImage = { width: 9, height: 15, data: new Uint8Array(9 * 15).fill(255).fill(0, 60, 66) };
	expect(firstAlike([low, low])).toEqual([0, 1]);
	expect(firstAlike([seven, seven])).toEqual([0, 0]);
});

test.each(["bureau-2021-ruled", "province-2025-landscape"])(
	"prints that count as one in %s are read alike when each is read by itself",
	async (name) => {
		const folder = sampleFolders().find((one) => one.name === name);
		const shown: GrayImage[] = [];
		const reader = await createFigureReader();
		const pixels = async () => ({
			...reader,
			read: async (lines: readonly GrayImage[], look: typeof FIRST_LOOK) => {
				if (shown.length === 0) shown.push(...lines);
				return reader.read(lines, look);
			},
		});
		const recognizer = new Recognizer({ ...OCR_ENGINES, pixels });
		const bytes = new Uint8Array(await readFile(folder?.pdf ?? ""));
		await extractReport(bytes, "report.pdf", { pipeline: disclosureReport, recognizer });
		const all = await picturesOf(bytes);
		expect(shown.length).toBeLessThan(all.length * 0.6);
		const firsts = firstAlike(all);
		const read = await reader.read(all, FIRST_LOOK);
		firsts.forEach((first, i) => {
			expect(read[i]?.text).toBe(read[first]?.text);
		});
	},
);

/** Every different picture that a document's figures show. */
async function picturesOf(bytes: Uint8Array): Promise<GrayImage[]> {
	const seen: GrayImage[] = [];
	const unsure = { text: "", confidence: 0, probabilityOf: () => 0 };
	const pixels = async () => ({
		read: async (lines: readonly GrayImage[], look: typeof FIRST_LOOK) => {
			if (look === FIRST_LOOK) seen.push(...lines);
			return lines.map(() => unsure);
		},
		close: async () => {},
	});
	const none = async () => ({ id: "none", recognize: async () => [], close: async () => {} });
	const recognizer = new Recognizer({ text: none, figures: none, pixels });
	await extractReport(bytes.slice(), "report.pdf", { pipeline: disclosureReport, recognizer });
	return seen;
}

test("a print that is not read surely stands for no other", async () => {
	const sight = (picture: GrayImage): CellSight => ({ kind: "ink", lines: [picture], marks: [], highShapes: 1 });
	const five = printed(5, 0, 0);
	const paler = (by: number) => ({ ...five, data: five.data.map((shade) => Math.max(by, shade)) });
	const sights = [five, paler(2), paler(4)].map(sight);
	const asked: number[] = [];
	const readerOf = (confidence: number) => ({
		read: async (lines: readonly GrayImage[]) => {
			asked.push(lines.length);
			return lines.map((): FigureLine => ({ text: "5", confidence, probabilityOf: () => confidence }));
		},
		close: async () => {},
	});
	expect(await readSightsAlike(sights, readerOf(0.99), FIRST_LOOK)).toHaveLength(3);
	const unsure = await readSightsAlike(sights, readerOf(0.6), FIRST_LOOK);
	expect(asked).toEqual([1, 1, 2]);
	expect(unsure.map(({ lines }) => lines.length)).toEqual([1, 1, 1]);
});
