import type { GrayImage } from "./gray.ts";
import { countWithin, shadesOf } from "./gray.ts";
import type { PageMaps, ProbabilityMap } from "./page-segmenter.ts";

/** A page is black and white where all but this share of its pixels are nearly one or the other. */
const BETWEEN_SHARE = 0.03;
const NEARLY = 24;
/** Where more than this share of what is neither text nor ruling is dark, or so many lone specks are on a square inch of it, the page is dirty. */
const DIRT_SHARE = 0.02;
const SPECKS_PER_INCH2 = 15;
/** A speck has no other mark this far from its middle, in pixels. */
const LONE_PX = 2;
const DARK = 128;
/** Marks away from text smaller than this are dirt, and in lines of text those of the other number, in pixels at 200 dpi. */
const [SPECK_PX, SPECK_IN_TEXT_PX] = [40, 2];
/** Where print is heavy, dirt in lines of text is smaller than this share of the square of its strokes: a decimal point is as wide as a stroke. */
const SPECK_STROKES = 0.4;
/** Ink so near to a larger mark, in widths of strokes, is part of its character. */
const BESIDE_STROKES = 0.6;
/** Runs longer than this along a row are no strokes across it, in inches. */
const LONGEST_RUN_IN = 0.06;
/** A line of text reaches so far around its middle stripe, in points of the maps: up and down, to the sides. */
const [AROUND, BESIDE] = [3, 5];
/** The network sees text, or a ruling, from here on, of 255. */
const SEEN = 80;
/** A pale ruling is a row of dots on such a page: the network sees it from here on, and dots so near to it, in points of the maps, are its own. */
const [DOTTED, DOTS_BESIDE] = [30, 1];

/** Whether a page is of black and white pixels only. */
export function isBilevel(image: GrayImage): boolean {
	return countWithin(shadesOf(image), NEARLY + 1, 254 - NEARLY) < BETWEEN_SHARE * image.data.length;
}

/** Of what is darker than paper on a page of two tones, no more than this share is paler than ink: its edges have no shades. */
const SHADED_SHARE = 0.2;

/** Whether each stroke of a page was either scanned or left out: its print has no shades, however little print there is. */
export function isTwoTone(image: GrayImage): boolean {
	const shades = shadesOf(image);
	const [dark, between] = [countWithin(shades, 0, NEARLY), countWithin(shades, NEARLY + 1, 254 - NEARLY)];
	return between <= SHADED_SHARE * (dark + between);
}

/** Where lines of text and rulings are, or may be: 1 or 0 for each point of the maps. */
export function printedPlaces({ text, figures, across, down }: PageMaps): Uint8Array {
	const { width, height } = text;
	const seen = new Uint8Array(width * height);
	for (let i = 0; i < seen.length; i++) if ((text.data[i] ?? 0) >= SEEN || (figures.data[i] ?? 0) >= SEEN) seen[i] = 1;
	const wide = dilated(seen, { width, height }, { x: BESIDE, y: AROUND });
	for (let i = 0; i < wide.length; i++) if ((across.data[i] ?? 0) >= SEEN || (down.data[i] ?? 0) >= SEEN) wide[i] = 1;
	return wide;
}

/** Where rulings may be, however pale: 1 or 0 for each point of the maps. */
export function ruledPlaces({ across, down }: PageMaps): Uint8Array {
	const { width, height } = across;
	const seen = Uint8Array.from(across.data, (value, i) => (value >= DOTTED || (down.data[i] ?? 0) >= DOTTED ? 1 : 0));
	return dilated(seen, { width, height }, { x: DOTS_BESIDE, y: DOTS_BESIDE });
}

function dilated(
	map: Uint8Array,
	{ width, height }: { readonly width: number; readonly height: number },
	reach: { readonly x: number; readonly y: number },
): Uint8Array {
	const across = new Uint8Array(map.length);
	for (let y = 0; y < height; y++) spread(map, across, { start: y * width, step: 1, count: width, reach: reach.x });
	const both = new Uint8Array(map.length);
	for (let x = 0; x < width; x++) spread(across, both, { start: x, step: width, count: height, reach: reach.y });
	return both;
}

interface Line {
	readonly start: number;
	readonly step: number;
	readonly count: number;
	readonly reach: number;
}

function spread(from: Uint8Array, to: Uint8Array, { start, step, count, reach }: Line): void {
	let until = -1;
	for (let i = 0; i < count + reach; i++) {
		if (i < count && from[start + i * step] === 1) until = i + 2 * reach;
		const place = i - reach;
		if (place >= 0 && place < count && i <= until) to[start + place * step] = 1;
	}
	for (let i = 0; i < Math.min(reach, count); i++) {
		if (from[start + i * step] !== 1) continue;
		for (let k = 0; k <= i + reach && k < count; k++) to[start + k * step] = 1;
	}
}

/** Whether a page is strewn with marks where neither text nor rulings are. */
export function isDirty(
	image: GrayImage,
	printed: Uint8Array,
	{ dpi, maps }: { readonly dpi: number; readonly maps: PageMaps },
): boolean {
	if (!isWhitePaper(image)) return false;
	const counts = { dark: 0, specks: 0, all: 0 };
	const { text, step } = maps;
	const columns = Int32Array.from({ length: image.width }, (_, x) => Math.min(text.width - 1, Math.floor(x / step)));
	for (let y = LONE_PX; y < image.height - LONE_PX; y++) countRow(image, y, { printed, maps, columns, counts });
	const { dark, specks, all } = counts;
	return dark > DIRT_SHARE * all || specks > (SPECKS_PER_INCH2 * all) / dpi ** 2;
}

interface Counting {
	readonly printed: Uint8Array;
	readonly maps: PageMaps;
	/** The column of the maps that each column of the picture lies in. */
	readonly columns: Int32Array;
	readonly counts: { dark: number; specks: number; all: number };
}

function countRow(image: GrayImage, y: number, { printed, maps: { text, step }, columns, counts }: Counting): void {
	const row = Math.min(text.height - 1, Math.floor(y / step)) * text.width;
	for (let x = LONE_PX; x < image.width - LONE_PX; x++) {
		if (printed[row + (columns[x] ?? 0)] === 1) continue;
		counts.all++;
		const at = y * image.width + x;
		if ((image.data[at] ?? 255) >= DARK) continue;
		counts.dark++;
		// The first pixel of a speck, in reading order.
		const isFirst = Math.min(image.data[at - 1] ?? 255, image.data[at - image.width] ?? 255) >= DARK;
		if (isFirst && isLone(image, at)) counts.specks++;
	}
}

function isLone({ width, data }: GrayImage, at: number): boolean {
	for (let d = -LONE_PX; d <= LONE_PX; d++) {
		const ring = [at + d - LONE_PX * width, at + d + LONE_PX * width, at + d * width - LONE_PX, at + d * width + LONE_PX];
		if (ring.some((place) => (data[place] ?? 255) < DARK)) return false;
	}
	return true;
}

/** Most of a page is as bright as this where its paper is white; on darker paper, and on desks, dark marks are shadows and grain. */
const WHITE = 232;

function isWhitePaper(image: GrayImage): boolean {
	return countWithin(shadesOf(image), WHITE, 255) > image.data.length / 2;
}

/** How dirt is told from print. */
interface Cleaning {
	readonly printed: Uint8Array;
	/** Where rulings are. */
	readonly ruled: Uint8Array;
	readonly map: ProbabilityMap;
	readonly step: number;
	readonly dpi: number;
}

/**
 * The picture with its small marks painted white: away from text and rulings all but large ones, among text those that are smaller than a
 * decimal point would be, and no part of a character beside them. Then smoothed, so that ragged edges read as edges.
 */
export function despeckled(image: GrayImage, cleaning: Cleaning): GrayImage {
	const data = image.data.slice();
	const done = new Uint8Array(data.length);
	const scale = (cleaning.dpi / 200) ** 2;
	const large = Math.round(SPECK_PX * scale);
	const least = Math.round(SPECK_IN_TEXT_PX * scale);
	const stroke = strokeWidth(image, cleaning);
	const found = new Int32Array(large + 8);
	const doubtful: Int32Array[] = [];
	for (let start = 0; start < data.length; start++) {
		if (done[start] === 1 || (image.data[start] ?? 255) >= DARK) continue;
		const size = mark(image, done, { start, found });
		const place = placeOf(start, image.width, cleaning);
		if (size <= (cleaning.printed[place] === 1 ? least : large)) whiten(data, found.subarray(0, size));
		else if (size <= Math.min(large, SPECK_STROKES * stroke ** 2) && cleaning.ruled[place] === 0)
			doubtful.push(found.slice(0, size));
	}
	for (const own of loneMarks(doubtful, { ...image, data }, Math.ceil(BESIDE_STROKES * stroke))) whiten(data, own);
	return smoothed({ ...image, data });
}

function whiten(data: Uint8Array, places: Int32Array): void {
	for (const place of places) data[place] = 255;
}

/** The marks with nothing dark within `reach` pixels but marks like them; each by its pixels. */
function loneMarks(marks: readonly Int32Array[], { width, height, data }: GrayImage, reach: number): Int32Array[] {
	const isSmall = new Uint8Array(data.length);
	for (const own of marks) for (const place of own) isSmall[place] = 1;
	const isBesidePrint = (place: number) => {
		const [x, y] = [place % width, Math.floor(place / width)];
		for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++)
			for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) {
				const next = ny * width + nx;
				if (isSmall[next] === 0 && (data[next] ?? 255) < DARK) return true;
			}
		return false;
	};
	return marks.filter((own) => !own.some(isBesidePrint));
}

/** The usual width of strokes where text is, in pixels: the median of the dark runs along its rows. */
function strokeWidth(image: GrayImage, cleaning: Cleaning): number {
	const longest = Math.round(LONGEST_RUN_IN * cleaning.dpi);
	const counts = new Uint32Array(longest + 1);
	let run = 0;
	for (let at = 0; at < image.data.length; at++) {
		const isDark = (image.data[at] ?? 255) < DARK;
		if (isDark) run++;
		if (!isDark || at % image.width === image.width - 1) {
			if (run > 0 && run <= longest && cleaning.printed[placeOf(at, image.width, cleaning)] === 1)
				counts[run] = (counts[run] ?? 0) + 1;
			run = 0;
		}
	}
	const half = counts.reduce((sum, count) => sum + count, 0) / 2;
	let [below, width] = [0, 0];
	while (width < longest && below < half) below += counts[++width] ?? 0;
	return width;
}

/** The point of the maps that a pixel lies in. */
function placeOf(at: number, width: number, { map, step }: Cleaning): number {
	const [x, y] = [at % width, Math.floor(at / width)];
	return Math.min(map.height - 1, Math.floor(y / step)) * map.width + Math.min(map.width - 1, Math.floor(x / step));
}

/** Marks the pixels of one dark spot, and lists them as far as the list goes; gives how many there are, one more than fit if more. */
function mark(
	{ width, height, data }: GrayImage,
	done: Uint8Array,
	{ start, found }: { readonly start: number; readonly found: Int32Array },
): number {
	const stack = [start];
	done[start] = 1;
	let size = 0;
	for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
		if (size < found.length) found[size] = at;
		size++;
		const [x, y] = [at % width, (at / width) | 0];
		for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
			for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
				const next = ny * width + nx;
				if (done[next] === 1 || (data[next] ?? 255) >= DARK) continue;
				done[next] = 1;
				stack.push(next);
			}
		}
	}
	return size;
}

/** Each pixel mixed with its neighbours (3 by 3, binomial weights). */
function smoothed({ width, height, data }: GrayImage): GrayImage {
	const across = new Uint16Array(data.length);
	for (let y = 0; y < height; y++) {
		const row = y * width;
		for (let x = 0; x < width; x++)
			across[row + x] =
				(data[row + Math.max(0, x - 1)] ?? 255) + 2 * (data[row + x] ?? 255) + (data[row + Math.min(width - 1, x + 1)] ?? 255);
	}
	const out = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) {
		const [above, row, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
		for (let x = 0; x < width; x++)
			out[row + x] = ((across[above + x] ?? 0) + 2 * (across[row + x] ?? 0) + (across[below + x] ?? 0) + 8) >> 4;
	}
	return { width, height, data: out };
}
