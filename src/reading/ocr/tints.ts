import type { Bitmap } from "./binarize.ts";
import type { GrayImage, Print } from "./gray.ts";
import { close, dilate, open } from "./morphology.ts";
import { runs } from "./runs.ts";

/** Areas of colour are looked for in steps of so many pixels at 200 dpi, and are more than twice so many steps across. */
const [TINT_STEP_PX, TINT_STEPS] = [4, 2];
/** Between strokes of a line of print the colour of a picture that was packed small is lost, and it runs over its edge. */
const [LINE_STEPS, EDGE_STEPS] = [4, 4];
/** They are so many steps long, 15 mm: longer than the star of a seal. */
const RUN_STEPS = 30;
/** Nearly all of a step is of the colour, or print on it. */
const TINT_SHARE = 0.9;
/** What is brighter and has no colour is paper. */
const PAPER = 200;

/** Where paper itself is coloured, as rows of a table may be: 1 or 0 for each step. */
export interface Tints {
	readonly steps: Bitmap;
	readonly stepPx: number;
}

/** The tinted areas of a page of so many dots an inch, `coloured` being 1 or 0 for each pixel; undefined where there are none. */
export function tintedAreas(coloured: Uint8Array, luminance: GrayImage, dpi: number): Tints | undefined {
	const stepPx = Math.max(1, Math.round((TINT_STEP_PX * dpi) / 200));
	const [width, height] = [Math.ceil(luminance.width / stepPx), Math.ceil(luminance.height / stepPx)];
	const counts = new Uint32Array(width * height);
	for (let y = 0, i = 0; y < luminance.height; y++) {
		const row = Math.floor(y / stepPx) * width;
		for (let x = 0; x < luminance.width; x++, i++) {
			if (coloured[i] === 0 && (luminance.data[i] ?? 255) >= PAPER) continue;
			const at = row + Math.floor(x / stepPx);
			counts[at] = (counts[at] ?? 0) + 1;
		}
	}
	const full = TINT_SHARE * stepPx * stepPx;
	const data = Uint8Array.from(counts, (count) => (count >= full ? 1 : 0));
	const areas = longRuns(close(open({ width, height, data }, TINT_STEPS), LINE_STEPS));
	return areas.data.includes(1) ? { steps: dilate(areas, EDGE_STEPS), stepPx } : undefined;
}

/** The map without points that stand in a short run both of their row and of their column. */
function longRuns({ width, height, data }: Bitmap): Bitmap {
	const kept = new Uint8Array(data.length);
	const keep = (start: number, count: number, apart: number) => {
		for (const [from, to] of runs(count, (k) => data[start + k * apart] === 1))
			if (to - from >= RUN_STEPS) for (let k = from; k < to; k++) kept[start + k * apart] = 1;
	};
	for (let y = 0; y < height; y++) keep(y * width, width, 1);
	for (let x = 0; x < width; x++) keep(x, height, width);
	return { width, height, data: kept };
}

/** On coloured paper the brightest channel tells print, measured by the paper around it: what has the paper's colour there is no pen. */
export function onTints({ image, coloured }: Print, rgba: Uint8ClampedArray, tints: Tints): GrayImage {
	const brightest = (i: number) => Math.max(rgba[4 * i] ?? 0, rgba[4 * i + 1] ?? 0, rgba[4 * i + 2] ?? 0);
	const paper = paperLevels({ image, coloured }, brightest, tints);
	const data = image.data.slice();
	forEachTinted(tints, image, (i, step) => {
		const level = paper[step] ?? 0;
		if (level > 0) data[i] = Math.min(255, (255 * brightest(i)) / level);
	});
	return { ...image, data };
}

/** How bright the paper of tinted areas is around each step; 0 where nothing there has a colour. */
function paperLevels({ image, coloured }: Print, brightest: (pixel: number) => number, tints: Tints): Uint8Array {
	const { width, height } = tints.steps;
	const own = new Uint8Array(width * height);
	forEachTinted(tints, image, (i, step) => {
		if (coloured[i] === 1 && brightest(i) > (own[step] ?? 0)) own[step] = brightest(i);
	});
	const along = own.map((_, i) => brightestAlong(own, i, { at: i % width, length: width, apart: 1 }));
	return along.map((_, i) => brightestAlong(along, i, { at: Math.floor(i / width), length: height, apart: width }));
}

/** The brightest of a step and those around it in its row or column. */
function brightestAlong(
	levels: Uint8Array,
	i: number,
	{ at, length, apart }: { readonly at: number; readonly length: number; readonly apart: number },
): number {
	let level = 0;
	for (let k = Math.max(-at, -LINE_STEPS); k <= Math.min(LINE_STEPS, length - 1 - at); k++)
		level = Math.max(level, levels[i + k * apart] ?? 0);
	return level;
}

/** The mask of coloured pixels without those of tinted areas. */
export function withoutTints(coloured: Uint8Array, tints: Tints, { width, height }: Size): Uint8Array {
	const rest = coloured.slice();
	forEachTinted(tints, { width, height }, (i) => {
		rest[i] = 0;
	});
	return rest;
}

interface Size {
	readonly width: number;
	readonly height: number;
}

function forEachTinted({ steps, stepPx }: Tints, { width, height }: Size, use: (pixel: number, step: number) => void): void {
	for (let y = 0; y < height; y++) {
		const row = Math.floor(y / stepPx) * steps.width;
		for (let x = 0; x < width; x++) {
			const step = row + Math.floor(x / stepPx);
			if (steps.data[step] === 1) use(y * width + x, step);
		}
	}
}
