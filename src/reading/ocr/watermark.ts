import type { Bitmap } from "./binarize.ts";
import type { GrayImage } from "./gray.ts";
import { shadesOf } from "./gray.ts";
import { dilate, open } from "./morphology.ts";
import { runs } from "./runs.ts";

/** Shades within this of one another are one tone, in steps of 255; strokes of one tone show the most of it inside them. */
const TONE = 14;
/** Of three times as many shades around it, this share is a watermark's own tone; shadows, and what shines through, have them all. */
const ONE_TONE_SHARE = 0.85;
/** So many pixels apart, shades are counted. */
const EVERY = 2;
/** A pixel is inside a stroke where its neighbours differ from it by no more than this. */
const FLAT = 9;
/** A watermark is at least so much darker than paper, and paler than print by this share of what print is darker than paper. */
const [LEAST_DEPTH, PALER_SHARE] = [18, 0.35];
/** A watermark covers so much of a page, of its pixels. */
const [LEAST_SHARE, MOST_SHARE] = [0.003, 0.15];
/** Print is the darkest of this share of the pixels. */
const INK_SHARE = 0.004;
/** Its strokes are wider than rulings, in pixels at 200 dpi; characters are no larger than this, and filled areas no smaller, in inches. */
const [STROKE_PX, LARGEST_IN, AREA_IN] = [1, 1.2, 0.12];
/** What is so full in both directions is an area, no stroke; upright or level, so thin in pixels at 200 dpi, and so many times as long, it is a ruling. */
const [FULL_SHARE, RULING_PX, RULING_TIMES] = [0.6, 7, 3];
/** Around its strokes its edges fade, in pixels at 200 dpi. */
const EDGE_PX = 3;
/** Print stands over a watermark as it does over paper: at so much of its strokes' area is print on or beside it; a pale heading has none. */
const CROSSED_SHARE = 0.015;

/**
 * The print of a page without its watermark: strokes of one grey between print and paper, wider than rulings, with print across them. What
 * is darker than the watermark stays, as dark as it is on paper. The same picture where there is none.
 */
export function withoutWatermark(print: GrayImage, dpi: number): GrayImage {
	const tones = tonesOf(print, dpi);
	if (tones === undefined) return print;
	const lines = rulingsOf(print, tones.paper - LEAST_DEPTH, dpi);
	const strokes = without(strokesOf(print, tones.watermark, dpi), lines);
	const all = print.data.length;
	const area = count(strokes.data);
	if (area < LEAST_SHARE * all || area > MOST_SHARE * all) return print;
	const place = dilate(strokes, pixels(EDGE_PX, dpi));
	if (!isOnPaper(print, { strokes, place, tones, dpi })) return print;
	const whole = dilate(withThinStrokes(strokes, print, { tones, dpi, lines }), pixels(EDGE_PX, dpi));
	return whitened(print, without(whole, lines), tones);
}

/**
 * Runs of so many inches that are darker than paper, upright or level, are of rulings where paper is on both sides along this share of them: a
 * watermark's strokes slant, or are shorter.
 */
const [LINE_IN, FREE_SHARE] = [0.22, 0.7];

/** The pixels of rulings, which are darker than `below`. */
function rulingsOf({ width, height, data }: GrayImage, below: number, dpi: number): Uint8Array {
	const found = new Uint8Array(data.length);
	const [reach, least] = [pixels(RULING_PX, dpi), LINE_IN * dpi];
	const isDark = (at: number) => (data[at] ?? 255) <= below;
	const mark = (start: number, length: number, [apart, across]: readonly [number, number]) => {
		for (const [from, to] of runs(length, (k) => isDark(start + k * apart))) {
			if (to - from < least) continue;
			const places = Array.from({ length: to - from }, (_, k) => start + (from + k) * apart);
			const free = places.filter((at) => !isDark(at - reach * across) && !isDark(at + reach * across));
			if (free.length >= FREE_SHARE * places.length) for (const at of places) found[at] = 1;
		}
	};
	for (let y = 0; y < height; y++) mark(y * width, width, [1, width]);
	for (let x = 0; x < width; x++) mark(x, height, [width, 1]);
	return found;
}

function without(map: Bitmap, taken: Uint8Array): Bitmap {
	return { ...map, data: map.data.map((value, at) => (taken[at] === 1 ? 0 : value)) };
}

/** Thin strokes stand so near to wide ones, in inches; edges of print have print beside more than this share of their pixels. */
const [NEAR_IN, BESIDE_SHARE] = [0.25, 0.3];

/** The strokes of a watermark with thin ones around them, which are paler than its tone at their edges. */
function withThinStrokes(
	wide: Bitmap,
	{ data }: GrayImage,
	{ tones: { ink, watermark, paper }, dpi, lines }: Pick<Strokes, "tones" | "dpi"> & { readonly lines: Uint8Array },
): Bitmap {
	const near = dilate(wide, Math.round(NEAR_IN * dpi)).data;
	const isPale = (shade: number) => shade >= watermark - TONE && shade <= paper - LEAST_DEPTH;
	const pale = {
		...wide,
		data: Uint8Array.from(data, (shade, at) => (near[at] === 1 && lines[at] === 0 && isPale(shade) ? 1 : 0)),
	};
	const [kept, done] = [wide.data.slice(), new Uint8Array(data.length)];
	const isInk = (at: number) => (data[at] ?? 255) < (ink + watermark) / 2;
	for (let at = pale.data.indexOf(1); at >= 0; at = pale.data.indexOf(1, at + 1)) {
		if (done[at] === 1) continue;
		const piece = pieceFrom(pale, at, done);
		const beside = piece.pixels.filter((p) => isInk(p - 1) || isInk(p + 1) || isInk(p - wide.width) || isInk(p + wide.width));
		if (isStroke(piece, dpi) && beside.length <= BESIDE_SHARE * piece.pixels.length) for (const p of piece.pixels) kept[p] = 1;
	}
	return { ...wide, data: kept };
}

/** Around the strokes of a watermark, so many pixels from them at 200 dpi, is paper or print: in this share of the pixels there. */
const [AROUND_PX, PAPER_SHARE] = [6, 0.8];

interface Strokes {
	readonly strokes: Bitmap;
	/** The strokes with their edges. */
	readonly place: Bitmap;
	readonly tones: Tones;
	readonly dpi: number;
}

/** Whether strokes stand on paper, under or over print; parts of a shadow stand in shades like their own, and a pale heading on paper alone. */
function isOnPaper({ data }: GrayImage, { strokes, place, tones: { ink, watermark, paper }, dpi }: Strokes): boolean {
	const around = dilate(strokes, pixels(AROUND_PX, dpi)).data;
	const [dark, bright] = [(ink + watermark) / 2, (watermark + paper) / 2];
	let [crossing, beside, clear] = [0, 0, 0];
	for (let at = around.indexOf(1); at >= 0; at = around.indexOf(1, at + 1)) {
		const shade = data[at] ?? 255;
		if (place.data[at] === 1) {
			if (shade < dark) crossing++;
			continue;
		}
		beside++;
		if (shade < dark || shade > bright) clear++;
	}
	return crossing >= CROSSED_SHARE * count(strokes.data) && clear >= PAPER_SHARE * beside;
}

interface Tones {
	readonly ink: number;
	readonly watermark: number;
	readonly paper: number;
}

/** The shades of print, paper and a tone between them that strokes have; undefined where there is none. */
function tonesOf(image: GrayImage, dpi: number): Tones | undefined {
	const flat = flatShades(image, dpi);
	const paper = commonest(flat, 128, 255);
	const ink = darkest(image);
	const [from, to] = [Math.ceil(ink + PALER_SHARE * (paper - ink)), paper - LEAST_DEPTH];
	if (to - from < TONE) return undefined;
	const watermark = commonest(flat, from, to);
	const sum = tone(flat, watermark);
	const pixelsSeen = flat.reduce((all, some) => all + some, 0);
	const isOneTone = sum >= LEAST_SHARE * pixelsSeen && sum >= ONE_TONE_SHARE * tone(flat, watermark, 3 * TONE);
	return isOneTone ? { ink, watermark, paper } : undefined;
}

/** How many pixels of each shade have neighbours like themselves. */
function flatShades({ width, height, data }: GrayImage, dpi: number): Uint32Array {
	const counts = new Uint32Array(256);
	const reach = pixels(1, dpi);
	for (let y = reach; y < height - reach; y += EVERY) {
		for (let x = reach; x < width - reach; x += EVERY) {
			const at = y * width + x;
			const shade = data[at] ?? 255;
			const isFlat =
				Math.abs((data[at - reach] ?? 255) - shade) <= FLAT &&
				Math.abs((data[at + reach] ?? 255) - shade) <= FLAT &&
				Math.abs((data[at - reach * width] ?? 255) - shade) <= FLAT &&
				Math.abs((data[at + reach * width] ?? 255) - shade) <= FLAT;
			if (isFlat) counts[shade] = (counts[shade] ?? 0) + 1;
		}
	}
	return counts;
}

/** The shade whose tone most pixels have. */
function commonest(counts: Uint32Array, from: number, to: number): number {
	let [best, most] = [from, -1];
	for (let shade = from; shade <= to; shade++) {
		const sum = tone(counts, shade);
		if (sum > most) [best, most] = [shade, sum];
	}
	return best;
}

function tone(counts: Uint32Array, shade: number, width = TONE): number {
	let sum = 0;
	for (let near = Math.max(0, shade - width / 2); near <= Math.min(255, shade + width / 2); near++) sum += counts[near] ?? 0;
	return sum;
}

function darkest(image: GrayImage): number {
	let sum = 0;
	for (const [shade, some] of shadesOf(image).entries()) {
		sum += some;
		if (sum >= INK_SHARE * image.data.length) return shade;
	}
	return 255;
}

/** The strokes of one tone, without rulings and areas. */
function strokesOf({ width, height, data }: GrayImage, shade: number, dpi: number): Bitmap {
	const own = data.map((value) => (Math.abs(value - shade) <= TONE ? 1 : 0));
	const wide = open({ width, height, data: own }, pixels(STROKE_PX, dpi));
	const kept = new Uint8Array(own.length);
	const done = new Uint8Array(own.length);
	for (let at = wide.data.indexOf(1); at >= 0; at = wide.data.indexOf(1, at + 1)) {
		if (done[at] === 1) continue;
		const piece = pieceFrom(wide, at, done);
		if (isStroke(piece, dpi)) for (const pixel of piece.pixels) kept[pixel] = 1;
	}
	return { width, height, data: kept };
}

interface Piece {
	readonly pixels: readonly number[];
	readonly width: number;
	readonly height: number;
}

/** The connected component of a pixel. */
function pieceFrom({ width, height, data }: Bitmap, start: number, done: Uint8Array): Piece {
	const found = [start];
	done[start] = 1;
	let [x0, y0, x1, y1] = [width, height, 0, 0];
	for (let next = 0; next < found.length; next++) {
		const at = found[next] ?? start;
		const [x, y] = [at % width, Math.floor(at / width)];
		[x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
		for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
			for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
				const beside = ny * width + nx;
				if (data[beside] !== 1 || done[beside] === 1) continue;
				done[beside] = 1;
				found.push(beside);
			}
		}
	}
	return { pixels: found, width: x1 - x0 + 1, height: y1 - y0 + 1 };
}

function isStroke({ pixels: { length }, width, height }: Piece, dpi: number): boolean {
	const [narrow, long] = width < height ? [width, height] : [height, width];
	if (long > LARGEST_IN * dpi) return false;
	if (length < FULL_SHARE * width * height) return true;
	return narrow < AREA_IN * dpi && (narrow > pixels(RULING_PX, dpi) || long < RULING_TIMES * narrow);
}

/** Where the watermark is, its tone becomes paper, and shades between print and it shades between print and paper. */
function whitened(image: GrayImage, place: Bitmap, { ink, watermark, paper }: Tones): GrayImage {
	const stretch = (paper - ink) / Math.max(1, watermark - TONE - ink);
	const shades = Uint8Array.from({ length: 256 }, (_, shade) =>
		shade <= ink ? shade : Math.min(Math.max(paper, shade), ink + (shade - ink) * stretch),
	);
	const data = image.data.slice();
	for (let at = place.data.indexOf(1); at >= 0; at = place.data.indexOf(1, at + 1)) data[at] = shades[data[at] ?? 255] ?? 255;
	return { ...image, data };
}

function count(data: Uint8Array): number {
	let sum = 0;
	for (const value of data) sum += value;
	return sum;
}

function pixels(at200: number, dpi: number): number {
	return Math.max(1, Math.round((at200 * dpi) / 200));
}
