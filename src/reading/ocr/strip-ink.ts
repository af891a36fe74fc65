import type { GrayImage, PixelBox } from "./gray.ts";
import type { TextRegion } from "./text-regions.ts";

/** Connected ink of a strip, in pixels of the page. */
export interface StripShape {
	readonly box: PixelBox;
	/** Pixels of it. */
	readonly count: number;
	/** Whether it is no paper, but paler than print is; what joins print is not told apart from it. */
	readonly isPale: boolean;
}

/** The ink of one strip of a page, and the paper under it. */
export interface StripInk {
	readonly shapes: readonly StripShape[];
	/** Shade of the paper at a place across the page; it may be uneven. */
	readonly groundAt: (x: number) => number;
	/** Grain of the paper: its standard deviation, of 255 steps. */
	readonly sigma: number;
	/** What is darker than the paper by so many steps is print, and what is by so few no paper. */
	readonly print: number;
	readonly pale: number;
}

/** What is darker than the paper by this share of a print's depth is print, and by that share no paper; in steps of 255 at least so much. */
const [PRINT_SHARE, PALE_SHARE] = [0.42, 0.1];
const [PRINT_STEPS, PALE_STEPS] = [24, 16];
/** Grain of the paper stays below so many of its deviations. */
const [PRINT_SIGMAS, PALE_SIGMAS] = [4, 3.5];
/** Four fifths of all pixels differ from their paper by about one deviation of its grain: half of it may be whiter than white. */
const GRAIN_SHARE = 0.8;
/** The paper is measured in pieces of this width, in pixels. */
const TILE_PX = 40;

/**
 * Finds all ink of a strip of a page whose rulings are painted over: what is darker than the paper right there, by two
 * thresholds, a plain and a gentler one. `depth` is how much darker print is on this page, of 255 steps.
 */
export function inkOfStrip(page: GrayImage, strip: PixelBox, depth: number): StripInk {
	const [x0, y0, x1, y1] = onPage(page, strip);
	const [width, height] = [x1 - x0, y1 - y0];
	if (width <= 0 || height <= 0) return { shapes: [], groundAt: () => 255, sigma: 0, print: PRINT_STEPS, pale: PALE_STEPS };
	const grounds = groundsOf(page, [x0, y0, x1, y1]);
	const groundAt = (x: number) => between(grounds, (x - x0) / TILE_PX - 0.5);
	const depths = new Int16Array(width * height);
	for (let x = 0; x < width; x++) {
		const ground = Math.round(groundAt(x0 + x));
		for (let y = 0; y < height; y++) depths[y * width + x] = ground - (page.data[(y0 + y) * page.width + x0 + x] ?? 255);
	}
	const sigma = grainOf({ depths, width, height });
	const print = Math.max(PRINT_STEPS, PRINT_SHARE * depth, PRINT_SIGMAS * sigma);
	const pale = Math.min(print, Math.max(PALE_STEPS, PALE_SHARE * depth, PALE_SIGMAS * sigma));
	return { shapes: shapesOf({ depths, width, height }, { print, pale }, [x0, y0]), groundAt, sigma, print, pale };
}

/** The grain of a strip's paper, from the quieter of its pieces: a shadow or much ink in others is no grain. */
function grainOf({ depths, width, height }: Depths): number {
	const grains: number[] = [];
	for (let left = 0; left < width; left += TILE_PX) {
		const right = Math.min(width, left + TILE_PX);
		const counts = new Uint32Array(256);
		for (let y = 0; y < height; y++)
			for (let x = left; x < right; x++) {
				const off = Math.abs(depths[y * width + x] ?? 0);
				counts[off] = (counts[off] ?? 0) + 1;
			}
		grains.push(shareOf(counts, GRAIN_SHARE * (right - left) * height));
	}
	return grains.sort((a, b) => a - b)[Math.floor(grains.length / 3)] ?? 0;
}

/** How much darker print is than its paper on this page, of 255 steps: the median over its pieces of text. */
export function printDepth(page: GrayImage, regions: readonly TextRegion[]): number {
	const step = Math.max(1, Math.floor(regions.length / SAMPLED_REGIONS));
	const found = regions.flatMap(({ box }, i) => (i % step === 0 ? [spreadOf(page, box)] : [])).sort((a, b) => a - b);
	return found[found.length >> 1] ?? USUAL_DEPTH;
}

const SAMPLED_REGIONS = 60;
const USUAL_DEPTH = 140;

function spreadOf(page: GrayImage, box: PixelBox): number {
	const [x0, y0, x1, y1] = onPage(page, box);
	const counts = new Uint32Array(256);
	for (let y = y0; y < y1; y++)
		for (let x = x0; x < x1; x++) {
			const shade = page.data[y * page.width + x] ?? 255;
			counts[shade] = (counts[shade] ?? 0) + 1;
		}
	const all = Math.max(0, (x1 - x0) * (y1 - y0));
	return shareOf(counts, all * 0.9) - shareOf(counts, all * 0.04);
}

function onPage({ width, height }: GrayImage, [x0, y0, x1, y1]: PixelBox): PixelBox {
	const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
	return [
		within(Math.floor(x0), width),
		within(Math.floor(y0), height),
		within(Math.ceil(x1), width),
		within(Math.ceil(y1), height),
	];
}

/** The paper's shade in each piece of a strip: most of what is there is paper. */
function groundsOf(page: GrayImage, [x0, y0, x1, y1]: PixelBox): number[] {
	const grounds: number[] = [];
	for (let left = x0; left < x1; left += TILE_PX) {
		const right = Math.min(x1, left + TILE_PX);
		const counts = new Uint32Array(256);
		for (let y = y0; y < y1; y++)
			for (let x = left; x < right; x++) {
				const shade = page.data[y * page.width + x] ?? 255;
				counts[shade] = (counts[shade] ?? 0) + 1;
			}
		grounds.push(shareOf(counts, (right - left) * (y1 - y0) * 0.6));
	}
	return grounds;
}

/** The shade below which so many pixels are. */
function shareOf(counts: Uint32Array, wanted: number): number {
	let below = 0;
	for (let shade = 0; shade < 256; shade++) {
		below += counts[shade] ?? 0;
		if (below >= wanted) return shade;
	}
	return 255;
}

function between(values: readonly number[], at: number): number {
	const last = values.length - 1;
	const place = Math.max(0, Math.min(last, at));
	const [low, high] = [values[Math.floor(place)] ?? 255, values[Math.ceil(place)] ?? 255];
	return low + (high - low) * (place - Math.floor(place));
}

interface Depths {
	readonly depths: Int16Array;
	readonly width: number;
	readonly height: number;
}

interface Thresholds {
	readonly print: number;
	readonly pale: number;
}

/** A thin flat mark of which no more than this share is as dark as print is pale as a whole: the dash of a thin font. */
const [FLAT_SHAPE, FLAT_DARK] = [1.8, 0.4];

/** Connected pixels as dark as print, and what is no paper and joins none of them; from the left. */
function shapesOf(map: Depths, { print, pale }: Thresholds, corner: readonly [number, number]): StripShape[] {
	const isTaken = new Uint8Array(map.depths.length);
	const dark = floodAll(map, { isTaken, least: print }, corner);
	isTaken.fill(0);
	const joined = floodAll(map, { isTaken, least: pale }, corner);
	const alone = joined.filter((shape) => {
		const count = shape.places.filter((at) => (map.depths[at] ?? 0) >= print).length;
		return count === 0 || (isFlat(shape.box) && count <= FLAT_DARK * shape.places.length);
	});
	const inPale = new Set(alone.flatMap(({ places }) => places));
	const found = [
		...dark.filter(({ places }) => !inPale.has(places[0] ?? -1)).map((shape) => ({ shape, isPale: false })),
		...alone.map((shape) => ({ shape, isPale: true })),
	];
	return found
		.map(({ shape: { box, count }, isPale }) => ({ box, count, isPale }))
		.sort((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1]);
}

function isFlat([x0, y0, x1, y1]: PixelBox): boolean {
	return x1 - x0 >= FLAT_SHAPE * (y1 - y0);
}

interface Flooding {
	readonly isTaken: Uint8Array;
	readonly least: number;
}

function floodAll(map: Depths, flooding: Flooding, [left, top]: readonly [number, number]) {
	const { depths, width, height } = map;
	const found: { readonly box: PixelBox; readonly count: number; readonly places: readonly number[] }[] = [];
	for (let start = 0; start < depths.length; start++) {
		if ((depths[start] ?? 0) < flooding.least || flooding.isTaken[start] === 1) continue;
		let [x0, y0, x1, y1] = [width, height, 0, 0];
		const places = flood(map, flooding, start);
		for (const at of places) {
			const [x, y] = [at % width, (at / width) | 0];
			[x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
		}
		found.push({ box: [left + x0, top + y0, left + x1, top + y1], count: places.length, places });
	}
	return found;
}

/** The places of all pixels connected with one (by sides and corners). */
function flood({ depths, width, height }: Depths, { isTaken, least }: Flooding, start: number): number[] {
	const places = [start];
	isTaken[start] = 1;
	for (let k = 0; k < places.length; k++) {
		const at = places[k] ?? 0;
		const [x, y] = [at % width, (at / width) | 0];
		for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
			for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
				const next = ny * width + nx;
				if ((depths[next] ?? 0) < least || isTaken[next] === 1) continue;
				isTaken[next] = 1;
				places.push(next);
			}
		}
	}
	return places;
}
