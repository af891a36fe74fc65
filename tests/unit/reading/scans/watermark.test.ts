import { describe, expect, test } from "vitest";
import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import { withoutWatermark } from "../../../../src/reading/ocr/watermark.ts";

const [WIDTH, HEIGHT, DPI] = [640, 480, 200];
const [PAPER, GRAY, INK] = [250, 180, 25];
type Box = readonly [number, number, number, number];

/** A page with lines of print, strokes two pixels wide and six apart. */
function page(): GrayImage {
	const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(PAPER) };
	for (let y = 60; y + 20 < HEIGHT; y += 60) for (let x = 40; x < 600; x += 6) darken(image, [x, y, x + 2, y + 20], INK);
	return image;
}

function darken({ width, data }: GrayImage, [x0, y0, x1, y1]: Box, shade: number): void {
	for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) data[y * width + x] = Math.min(data[y * width + x] ?? shade, shade);
}

/** Crosses of two slanting strokes, seven pixels wide, `size` high. */
function crosses(image: GrayImage, places: readonly (readonly [x: number, y: number])[], size = 90): void {
	for (const [left, top] of places)
		for (let i = 0; i < size; i++) {
			darken(image, [left + i, top + i, left + i + 7, top + i + 7], GRAY);
			darken(image, [left + size - i, top + i, left + size - i + 7, top + i + 7], GRAY);
		}
}

function shadeAt({ width, data }: GrayImage, x: number, y: number): number {
	return data[y * width + x] ?? -1;
}

describe("a watermark", () => {
	test("with print across it becomes paper, and the print stays", () => {
		const image = page();
		crosses(image, [
			[60, 80],
			[260, 200],
			[420, 320],
		]);
		const clean = withoutWatermark(image, DPI);
		expect(shadeAt(image, 83, 100)).toBe(GRAY);
		expect(shadeAt(clean, 83, 100)).toBeGreaterThan(240);
		const count = ({ data }: GrayImage, wanted: number) => data.reduce((sum, shade) => sum + Number(shade === wanted), 0);
		expect(count(clean, INK)).toBe(count(image, INK));
		// Slices between strokes of print may be left.
		expect(count(clean, GRAY)).toBeLessThan(0.05 * count(image, GRAY));
	});

	test("goes with its thin strokes, and rulings as grey as it is stay where they cross it", () => {
		const image = page();
		const places = [
			[60, 80],
			[260, 200],
			[420, 320],
		] as const;
		crosses(image, places);
		// A thin slanting stroke beside each, and rulings between the lines of print.
		for (const [left, top] of places)
			for (let i = 0; i < 30; i++) darken(image, [left + 40 + i, top + 14 - (i >> 1), left + 42 + i, top + 15 - (i >> 1)], GRAY);
		const rulings = [100, 160, 220, 280, 340, 400];
		for (const y of rulings) darken(image, [20, y, 620, y + 2], GRAY);
		const clean = withoutWatermark(image, DPI);
		expect(shadeAt(image, 110, 89)).toBe(GRAY);
		expect(shadeAt(clean, 110, 89)).toBeGreaterThan(240);
		for (const y of rulings) {
			const lost = Array.from({ length: 600 }, (_, i) => 20 + i).filter((x) => shadeAt(clean, x, y) > GRAY);
			expect(lost.length).toBeLessThan(40);
		}
	});

	test("is not what stands between the lines: a pale heading", () => {
		const image = page();
		// Between the lines, four pixels away from them.
		crosses(
			image,
			Array.from({ length: 12 }, (_, i) => [50 + 45 * i, 84] as const),
			25,
		);
		expect(withoutWatermark(image, DPI)).toBe(image);
	});

	test("is no grey ruling, thin or bold, and no shaded row", () => {
		const ruled = page();
		for (let y = 30; y < HEIGHT; y += 60) darken(ruled, [20, y, 620, y + (y % 120 === 30 ? 2 : 6)], GRAY);
		for (let x = 20; x < WIDTH; x += 150) darken(ruled, [x, 30, x + 4, 450], GRAY);
		expect(withoutWatermark(ruled, DPI)).toBe(ruled);
		const shaded = page();
		for (let y = 50; y + 40 < HEIGHT; y += 120) darken(shaded, [20, y, 620, y + 40], GRAY);
		expect(withoutWatermark(shaded, DPI)).toBe(shaded);
	});

	test("is told from print that fades: there is no tone of its own", () => {
		const image = page();
		for (let y = 0; y < HEIGHT; y++)
			for (let x = 0; x < WIDTH; x++)
				if (shadeAt(image, x, y) === INK) image.data[y * WIDTH + x] = INK + Math.round((180 * x) / WIDTH);
		expect(withoutWatermark(image, DPI)).toBe(image);
	});
});
