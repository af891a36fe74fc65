import { describe, expect, test } from "vitest";
import { randomFrom } from "../../../../samples/make/figures.ts";
import { binarize } from "../../../../src/reading/ocr/binarize.ts";
import { despeckled, isBilevel, isDirty, isTwoTone, printedPlaces, ruledPlaces } from "../../../../src/reading/ocr/clean-page.ts";
import { drawnScan } from "../../../../src/reading/ocr/drawn-scan.ts";
import { evenLight } from "../../../../src/reading/ocr/even-light.ts";
import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import { originalCrop } from "../../../../src/reading/ocr/original.ts";
import type { PageMaps, ProbabilityMap } from "../../../../src/reading/ocr/page-segmenter.ts";
import { onPaper, strongInk } from "../../../../src/reading/ocr/pale-marks.ts";
import { findStreaks, withoutStreakRulings, withoutStreaks } from "../../../../src/reading/ocr/streaks.ts";

const [WIDTH, HEIGHT, STEP] = [640, 480, 4];

function paper(shade = 250): { width: number; height: number; data: Uint8Array } {
	return { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(shade) };
}

function fill(
	image: GrayImage,
	[x0, y0, x1, y1]: readonly [number, number, number, number],
	shade: number | ((x: number, y: number) => number),
): void {
	for (let y = y0; y < y1; y++)
		for (let x = x0; x < x1; x++) image.data[y * image.width + x] = typeof shade === "number" ? shade : shade(x, y);
}

/** Maps of a page with lines of text at these boxes. */
function mapsWith(lines: readonly (readonly [number, number, number, number])[]): PageMaps {
	const empty = (): ProbabilityMap => ({
		width: WIDTH / STEP,
		height: HEIGHT / STEP,
		data: new Uint8Array((WIDTH / STEP) * (HEIGHT / STEP)),
	});
	const text = empty();
	for (const [x0, y0, x1, y1] of lines)
		for (let y = Math.floor(y0 / STEP); y < y1 / STEP; y++)
			for (let x = Math.floor(x0 / STEP); x < x1 / STEP; x++) text.data[y * text.width + x] = 250;
	return { text, across: empty(), down: empty(), cells: empty(), figures: empty(), step: STEP, turn: [1, 0, 0, 0] };
}

/** A line of print: strokes, two pixels wide and six apart. */
function print(
	image: GrayImage,
	box: readonly [number, number, number, number],
	shade: number | ((x: number, y: number) => number),
): void {
	for (let x = box[0]; x + 2 < box[2]; x += 6) fill(image, [x, box[1], x + 2, box[3]], shade);
}

/** A page of 200 dots an inch without its specks. */
function cleanOf(image: GrayImage, maps: PageMaps): GrayImage {
	return despeckled(image, { printed: printedPlaces(maps), ruled: ruledPlaces(maps), map: maps.text, step: STEP, dpi: 200 });
}

describe("dirt", () => {
	const line = [100, 200, 400, 220] as const;

	test("is told from a clean page, and taken off away from text", () => {
		const image = paper();
		print(image, line, 10);
		const maps = mapsWith([line]);
		const printed = printedPlaces(maps);
		expect(isDirty(image, printed, { dpi: 200, maps })).toBe(false);
		const random = randomFrom(3);
		for (let n = 0; n < 4000; n++) image.data[random(WIDTH * HEIGHT)] = 0;
		expect(isDirty(image, printed, { dpi: 200, maps })).toBe(true);
		const clean = cleanOf(image, maps);
		const dark = (box: readonly [number, number, number, number]) => {
			let count = 0;
			for (let y = box[1]; y < box[3]; y++)
				for (let x = box[0]; x < box[2]; x++) if ((clean.data[y * WIDTH + x] ?? 255) < 128) count++;
			return count;
		};
		expect(dark([0, 0, WIDTH, 150])).toBe(0);
		expect(dark(line)).toBeGreaterThan(1500);
	});

	test("of a decimal point's size stays among text", () => {
		const image = paper();
		print(image, line, 10);
		fill(image, [210, 217, 213, 220], 10);
		const maps = mapsWith([line]);
		const clean = cleanOf(image, maps);
		expect(clean.data[218 * WIDTH + 211]).toBeLessThan(90);
	});

	test("among heavy print is smaller than its points, stands alone, and is no dot of a ruling", () => {
		const image = paper();
		for (let x = line[0]; x + 7 < line[2]; x += 24) fill(image, [x, line[1], x + 7, line[3]], 10);
		const speckAt = (x: number, y: number) => fill(image, [x, y, x + 4, y + 4], 10);
		const [alone, beside, ofRuling] = [
			[112, 208],
			[132, 208],
			[160, 208],
		] as const;
		for (const [x, y] of [alone, beside, ofRuling]) speckAt(x, y);
		fill(image, [184, 212, 191, 219], 10);
		const maps = mapsWith([line]);
		maps.across.data[(ofRuling[1] / STEP) * (WIDTH / STEP) + ofRuling[0] / STEP] = 60;
		const clean = cleanOf(image, maps);
		const shade = (x: number, y: number) => clean.data[(y + 1) * WIDTH + x + 1] ?? 255;
		expect(shade(...alone)).toBeGreaterThan(240);
		expect([beside, ofRuling, [186, 214] as const].map(([x, y]) => shade(x, y) < 100)).toEqual([true, true, true]);
	});

	test("black and white pages are told from grey ones", () => {
		const image = paper(255);
		print(image, line, 0);
		expect(isBilevel(image)).toBe(true);
		expect(isBilevel({ ...image, data: image.data.map((shade, i) => shade - (i % 90)) })).toBe(false);
	});
});

describe("light", () => {
	test("faded print becomes as dark as other print, and shaded paper as bright as other paper", () => {
		const image = paper();
		fill(image, [0, 0, WIDTH, HEIGHT], (x) => 245 - Math.round(60 * (x / WIDTH)));
		const lines = Array.from({ length: 20 }, (_, i) => [40, 20 + 22 * i, 600, 34 + 22 * i] as const);
		for (const line of lines) print(image, line, (x) => Math.round((245 - 60 * (x / WIDTH)) * (x < 300 ? 0.35 : 0.72)));
		const even = evenLight(image, mapsWith(lines));
		const stroke = (x: number) => even.data[(20 + 22 * 9 + 5) * WIDTH + 40 + 6 * Math.round((x - 40) / 6)] ?? 255;
		expect(stroke(100)).toBeLessThan(80);
		expect(stroke(560)).toBeLessThan(80);
		expect(even.data[15 * WIDTH + 590]).toBeGreaterThan(210);
	});

	test("pale marks beside print are paper, and print stays", () => {
		const image = paper();
		fill(image, [100, 100, 300, 130], 190);
		print(image, [100, 200, 300, 220], 25);
		const ink = binarize(image, 50);
		const strong = strongInk(ink, image, { dpi: 200, rulings: [] });
		const clean = onPaper(image, strong ?? ink, 200);
		expect(clean.data[110 * WIDTH + 200]).toBe(250);
		expect(clean.data[210 * WIDTH + 106]).toBe(25);
	});
});

test("a pale dash before a dark digit is print on a page without pale marks", () => {
	const image = paper();
	for (let y = 100; y < 400; y += 30) print(image, [100, y, 500, y + 20], 25);
	fill(image, [60, 208, 70, 210], 195);
	const ink = binarize(image, 50);
	expect(ink.data[209 * WIDTH + 65]).toBe(1);
	expect(strongInk(ink, image, { dpi: 200, rulings: [] })).toBeUndefined();
});

test("a page is of two tones where its print has no shades, however little print there is", () => {
	const image = paper();
	fill(image, [100, 100, 140, 110], 5);
	expect([isTwoTone(image), isBilevel(image)]).toEqual([true, true]);
	const shaded = { ...image, data: image.data.slice() };
	fill(shaded, [100, 110, 140, 114], 120);
	expect([isTwoTone(shaded), isBilevel(shaded)]).toEqual([false, true]);
});

describe("colours", () => {
	const sheet = () => {
		const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
		const fillWith = ([x0, y0, x1, y1]: readonly [number, number, number, number], colour: readonly number[]) => {
			for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) pixels.set(colour, (y * WIDTH + x) * 4);
		};
		return { rgba: pixels, fillWith };
	};
	const { rgba, fillWith: paint } = sheet();
	paint([100, 100, 300, 130], [30, 30, 30]);
	paint([150, 90, 180, 140], [205, 40, 50]);
	paint([320, 100, 330, 130], [40, 60, 190]);

	test("a seal and a pen are no print, and the original still shows them", () => {
		const { print: seen, luminance } = drawnScan({ rgba, widthPx: WIDTH, heightPx: HEIGHT, dpi: 200 });
		expect(seen.data[115 * WIDTH + 165]).toBeGreaterThan(240);
		expect(seen.data[115 * WIDTH + 325]).toBeGreaterThan(240);
		expect(seen.data[115 * WIDTH + 120]).toBe(30);
		const crop = originalCrop({ image: luminance, scale: STEP }, [318, 100, 332, 130]);
		expect(crop.data[5 * crop.width + 5]).toBeLessThan(100);
	});

	test("a ruling in grey goes on under a seal, whose own strokes and a pen's stay paper", () => {
		const { rgba: sealed, fillWith } = sheet();
		fillWith([200, 40, 202, 400], [140, 140, 140]);
		fillWith([170, 200, 230, 260], [230, 120, 126]);
		fillWith([200, 200, 202, 260], [130, 66, 66]);
		fillWith([50, 420, 600, 460], [30, 30, 30]);
		// A pen, of which some is darker.
		fillWith([100, 300, 300, 304], [90, 110, 210]);
		fillWith([150, 300, 160, 304], [60, 80, 170]);
		const { print: seen } = drawnScan({ rgba: sealed, widthPx: WIDTH, heightPx: HEIGHT, dpi: 200 });
		const at = (x: number, y: number) => seen.data[y * WIDTH + x] ?? 0;
		expect([at(200, 100), at(200, 230)].map((shade) => shade < 190)).toEqual([true, true]);
		expect([at(185, 230), at(120, 302), at(155, 302)].map((shade) => shade > 240)).toEqual([true, true, true]);
	});

	test("print on a tinted row stays as it is, its strokes apart", () => {
		const { rgba: banded, fillWith } = sheet();
		fillWith([50, 100, 550, 150], [255, 221, 150]);
		// Two strokes, 4 pixels apart, and one that the colour of the row has run into.
		fillWith([200, 110, 203, 140], [30, 30, 30]);
		fillWith([207, 110, 210, 140], [30, 30, 30]);
		fillWith([220, 124, 240, 126], [120, 96, 40]);
		const { print: seen } = drawnScan({ rgba: banded, widthPx: WIDTH, heightPx: HEIGHT, dpi: 200 });
		const at = (x: number, y: number) => seen.data[y * WIDTH + x];
		expect(at(205, 125)).toBeGreaterThan(240);
		expect(at(201, 125)).toBeLessThan(40);
		expect(at(230, 125)).toBeLessThan(140);
		expect(at(60, 101)).toBeGreaterThan(240);
	});

	test("print that is coloured itself is seen", () => {
		const blue = rgba.slice();
		for (let y = 100; y < 400; y++) for (let x = 0; x < WIDTH; x++) if (x % 6 < 2) blue.set([40, 60, 190], (y * WIDTH + x) * 4);
		const { print: seen } = drawnScan({ rgba: blue, widthPx: WIDTH, heightPx: HEIGHT, dpi: 200 });
		expect(seen.data[300 * WIDTH + 12]).toBeLessThan(120);
	});
});

describe("streaks", () => {
	const table = [
		...[100, 140, 180, 220, 260].map((at) => ({ axis: "horizontal" as const, at, from: 100, to: 500, thickness: 2 })),
		...[100, 300, 500].map((at) => ({ axis: "vertical" as const, at, from: 100, to: 260, thickness: 2 })),
	];

	test("through the whole page are found, and are no rulings; sides of tables are", () => {
		const image = paper();
		for (const { axis, at, from, to } of table)
			fill(image, axis === "horizontal" ? [from, at, to, at + 2] : [at, from, at + 2, to], 20);
		fill(image, [380, 0, 382, HEIGHT], 90);
		const streaks = findStreaks(image, table, 200);
		expect(streaks).toHaveLength(1);
		expect(streaks[0]?.[0]).toBe(380);
		const seen = [...table, { axis: "vertical" as const, at: 381, from: 100, to: 260, thickness: 2 }];
		expect(withoutStreakRulings(seen, streaks, image)).toHaveLength(table.length);
		expect(withoutStreaks(image, streaks).data[400 * WIDTH + 381]).toBeGreaterThan(240);
	});

	test("close beside a table's side are not that side, though lines across were seen to end at them", () => {
		const image = paper();
		for (const { axis, at, from, to } of table)
			fill(image, axis === "horizontal" ? [from, at, to, at + 2] : [at, from, at + 2, to], 20);
		fill(image, [508, 0, 509, HEIGHT], 67);
		const streaks = findStreaks(image, table, 200);
		const taken = table.map((line) => (line.axis === "horizontal" ? { ...line, to: 508 } : line));
		const streak = { axis: "vertical" as const, at: 508.5, from: 100, to: 260, thickness: 1 };
		expect(withoutStreakRulings([...taken, streak], streaks, image)).toEqual(taken);
		// A side that the streak runs along has its lines' ink before it.
		for (const { axis, at } of table) if (axis === "horizontal") fill(image, [500, at, 508, at + 2], 20);
		expect(withoutStreakRulings([...taken, streak], streaks, image)).toEqual([...taken, streak]);
	});

	test("are told by the narrow margins of a page that is all table", () => {
		const whole = [
			...[24, 100, 200, 300, 400, 456].map((at) => ({ axis: "horizontal" as const, at, from: 100, to: 500, thickness: 2 })),
			...[100, 300, 500].map((at) => ({ axis: "vertical" as const, at, from: 24, to: 456, thickness: 2 })),
		];
		const image = paper();
		for (const { axis, at, from, to } of whole)
			fill(image, axis === "horizontal" ? [from, at, to, at + 2] : [at, from, at + 2, to], 20);
		fill(image, [380, 0, 382, HEIGHT], 90);
		expect(findStreaks(image, whole, 120).map(([from]) => from)).toEqual([380]);
	});

	test("of two shades are taken off whole", () => {
		const image = paper();
		fill(image, [380, 0, 381, HEIGHT], 130);
		fill(image, [381, 0, 382, HEIGHT], 190);
		const clean = withoutStreaks(image, findStreaks(image, table, 200));
		expect([380, 381].map((x) => clean.data[400 * WIDTH + x])).toEqual([250, 250]);
	});

	test("none are found on a clean page", () => {
		const image = paper();
		for (const { axis, at, from, to } of table)
			fill(image, axis === "horizontal" ? [from, at, to, at + 2] : [at, from, at + 2, to], 20);
		expect(findStreaks(image, table, 200)).toEqual([]);
	});
});

describe("text paler than print by a leap", () => {
	const rows = [40, 100, 160, 220, 280, 340].map((y) => [20, y, 620, y + 14] as const);

	test.each([
		["is a watermark where print around it is dark, and stays pale", 160, 5, 130],
		["is print where it fades from tile to tile, and becomes dark", 130, 5, 80],
	])("%s", (title, shade, pale, limit) => {
		const image = paper();
		const isFading = title.includes("fades");
		for (const [i, row] of rows.entries()) print(image, row, isFading ? 20 + (i * (shade - 20)) / pale : i === pale ? shade : 20);
		const even = evenLight(image, mapsWith(rows));
		const [x0, y0] = rows[pale] ?? [0, 0];
		const after = even.data[(y0 + 7) * WIDTH + x0 + 300] ?? 0;
		if (isFading) expect(after).toBeLessThan(limit);
		else expect(after).toBeGreaterThan(limit);
	});
});
