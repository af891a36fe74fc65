import { largest, smallest } from "../../model/many.ts";
import type { GrayImage } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { runs } from "./runs.ts";

/** A streak shows in this share of the rows of a page on which no table's side stands there. */
const SHOWN_SHARE = 0.7;
/** So much darker than beside it, of 255. */
const CONTRAST = 14;
/** Rows that tell: at least this share of the page's. */
const TELLING_SHARE = 0.04;
/** Streaks of a scanner's glass are no wider, in inches. */
const MAX_WIDTH_IN = 0.045;

/** Columns that are darker than their sides through the whole page, inside and outside of its tables: dirt on the glass. */
export function findStreaks(
	image: GrayImage,
	rulings: readonly PixelRuling[],
	dpi: number,
): readonly (readonly [from: number, to: number])[] {
	const rows = rowsBeside(image, rulings, dpi);
	if (rows.length < TELLING_SHARE * image.height) return [];
	const reach = Math.max(3, Math.round(MAX_WIDTH_IN * dpi));
	const every = rows.filter((_, i) => i % 3 === 0);
	const shown = new Int32Array(image.width);
	for (const y of every) countContrasts(image, shown, { start: y * image.width, reach });
	const isStreak = new Uint8Array(image.width);
	for (let x = reach; x < image.width - reach; x++) if ((shown[x] ?? 0) >= SHOWN_SHARE * every.length) isStreak[x] = 1;
	return runs(image.width, (x) => isStreak[x] === 1);
}

/** Counts for each column whether one row is darker there than beside it. */
function countContrasts(
	{ width, data }: GrayImage,
	shown: Int32Array,
	{ start, reach }: { readonly start: number; readonly reach: number },
): void {
	for (let x = reach; x < width - reach; x++) {
		const at = start + x;
		const beside = Math.min(data[at - reach] ?? 255, data[at + reach] ?? 255);
		if (beside - (data[at] ?? 255) >= CONTRAST) shown[x] = (shown[x] ?? 0) + 1;
	}
}

/** The rows above, between and below tables, the page's edges left out. */
function rowsBeside({ height }: GrayImage, rulings: readonly PixelRuling[], dpi: number): number[] {
	const isTable = new Uint8Array(height);
	const across = rulings.filter(({ axis }) => axis === "horizontal").map(({ at }) => at);
	for (const { axis, from, to } of rulings) {
		// A ruling that is a streak itself spans no table: only sides between two lines across count.
		const [top, bottom] = [Math.min(smallest(across), Number.POSITIVE_INFINITY), Math.max(largest(across), 0)];
		if (axis === "vertical")
			isTable.fill(1, Math.max(0, Math.floor(Math.max(from, top))), Math.max(0, Math.ceil(Math.min(to, bottom))));
	}
	const margin = Math.round(0.1 * dpi);
	return Array.from({ length: height }, (_, y) => y).filter((y) => isTable[y] === 0 && y >= margin && y < height - margin);
}

/** Print over a streak is darker than it by so much, of 255. */
const OVER = 25;

/** The picture with each streak's columns mixed of those beside it, but for print that is darker than the streak. */
export function withoutStreaks(image: GrayImage, streaks: readonly (readonly [number, number])[]): GrayImage {
	if (streaks.length === 0) return image;
	const data = image.data.slice();
	for (const [from, to] of streaks) {
		const [left, right] = [Math.max(0, from - 2), Math.min(image.width - 1, to + 1)];
		const shade = smallest(Array.from({ length: to - from }, (_, i) => usualShade(image, from + i)));
		for (let y = 0; y < image.height; y++) {
			const row = y * image.width;
			const [a, b] = [data[row + left] ?? 255, data[row + right] ?? 255];
			for (let x = left + 1; x < right; x++) {
				const beside = a + ((b - a) * (x - left)) / (right - left);
				if ((data[row + x] ?? 255) >= shade - OVER) data[row + x] = Math.max(beside, data[row + x] ?? 255);
			}
		}
	}
	return { ...image, data };
}

/** The shade that a streak has in most rows. */
function usualShade({ width, height, data }: GrayImage, x: number): number {
	const shades = Array.from({ length: Math.ceil(height / 4) }, (_, i) => data[4 * i * width + x] ?? 255).sort((a, b) => a - b);
	return shades[shades.length >> 1] ?? 255;
}

/** How near a side of a table must lie to a streak to be it, in pixels. */
const NEAR = 3;

/** Lines across have ink so many pixels before a side that they end at, this dark on a page of even light. */
const [BEFORE_PX, INK_SHADE] = [5, 190];

/** The rulings that are no streaks: a side at a streak's place stays where lines across end at it on one side only, by the ink of `image`. */
export function withoutStreakRulings(
	rulings: readonly PixelRuling[],
	streaks: readonly (readonly [number, number])[],
	image: GrayImage,
): readonly PixelRuling[] {
	return rulings.filter((ruling) => {
		if (ruling.axis !== "vertical" || !streaks.some(([from, to]) => ruling.at >= from - NEAR && ruling.at <= to + NEAR))
			return true;
		const near = rulings.filter(
			(other) => other.axis === "horizontal" && other.at >= ruling.from - NEAR && other.at <= ruling.to + NEAR,
		);
		return near.filter((line) => endsAt(line, ruling, image)).length >= 2;
	});
}

/** Whether a line across ends at a side; a streak close beside a side is taken for the end of lines that end at the side. */
function endsAt({ at, from, to }: PixelRuling, side: PixelRuling, { width, height, data }: GrayImage): boolean {
	const [start, end] = [Math.abs(from - side.at), Math.abs(to - side.at)];
	if (Math.min(start, end) > 2 * NEAR) return false;
	const x = Math.round(side.at + (start < end ? BEFORE_PX : -BEFORE_PX));
	const rows = [-1, 0, 1].map((d) => Math.floor(at) + d).filter((y) => y >= 0 && y < height);
	return rows.some((y) => (data[y * width + x] ?? 255) <= INK_SHADE);
}
