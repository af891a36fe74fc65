import { largest, smallest } from "../../model/many.ts";
import type { Bitmap } from "./binarize.ts";
import type { Chain } from "./chains.ts";
import { followLines, transposed } from "./chains.ts";
import type { GrayImage } from "./gray.ts";
import type { PageMaps, ProbabilityMap } from "./page-segmenter.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** Points of the maps in an inch, at the resolution that the network was trained at. */
const PER_INCH = 64;
/** Lines on the maps: what is shorter, or wider, is a stroke of a character. */
const LINES = { threshold: 100, minLength: 0.14 * PER_INCH, maxGap: 3, maxWidth: 8, weight: 1 } as const;
/** Pieces of one line lie so close across it, and so far apart along it, in points. */
const [SAME_LINE, SAME_GAP] = [1.5, 0.25 * PER_INCH];
/** Between two pieces of one line the map says at least so much, of 255. */
const TRACE = 24;
/** Ends meet a line across them within so many points. */
const MEETING = 5;
/** Shorter lines must run from one line to another, in points. */
const SHORT = { horizontal: 0.45 * PER_INCH, vertical: 0.28 * PER_INCH } as const;

/** The rulings that the network sees on a straight page, in pixels of its picture; on tinted paper, edges of tints look like faint ones. */
export function rulingsOnMaps(maps: PageMaps, image: GrayImage, isTinted = false): PixelRuling[] {
	const horizontal = linesOn(maps.across, "horizontal");
	const vertical = linesOn(transposed(maps.down), "vertical");
	const all = met([...horizontal, ...vertical]);
	const kept = all.filter((ruling) => isAttached(ruling, all));
	const found = kept.flatMap((ruling) => refined(scaled(ruling, maps.step), image, maps.step) ?? []);
	const contrasts = found.map(({ contrast }) => contrast).sort((a, b) => a - b);
	const strong = contrasts[Math.floor(STRONG_SHARE * contrasts.length)] ?? 0;
	const least = Math.max(GHOST_SHARE * strong, isTinted ? PRINT_SHARE * contrastOf(image) : 0);
	return found.filter(({ contrast }) => contrast >= least).map(({ ruling }) => ruling);
}

/** A line of ink this close to a ruling, in inches, is the same. */
const SAME_IN = 0.03;
/** Lines of ink that add a ruling are at least so long, in inches, and end within the other length of lines across. */
const [ADDED_IN, END_IN] = [0.12, 0.035];

/**
 * The network's rulings, and with them lines of ink that it missed: only those that run from one of its rulings to another, as the sides
 * of cells do. Strokes, dirt and streaks hardly ever do.
 */
export function withLinesOfInk(
	rulings: readonly PixelRuling[],
	ink: readonly PixelRuling[],
	{ dpi, maps, bitmap }: { readonly dpi: number; readonly maps: PageMaps; readonly bitmap: Bitmap },
): PixelRuling[] {
	const known = [...rulings];
	const candidates = [...ink].sort((a, b) => b.to - b.from - (a.to - a.from));
	for (const line of candidates) {
		if (line.to - line.from < ADDED_IN * dpi || known.some((other) => isSame(other, line, SAME_IN * dpi))) continue;
		const ends = [line.from, line.to].map((end) => known.find((other) => endsAt(line, end, other, END_IN * dpi)));
		const [from, to] = ends;
		if (from && to && (shownShare(line, maps) >= SUSPECTED || isBareSide(line, bitmap, rulings)))
			known.push({ ...line, from: from.at, to: to.at });
	}
	return known;
}

/** Beside a side of a cell is paper so many pixels from its middle, and beyond its ends so many pixels on. */
const [BESIDE_PX, BEYOND_PX] = [4, [6, 14]] as const;
/** The ends of a line, in pixels, may touch the lines across; so much of the rest is ink, and so much beside it paper. */
const [ENDS_PX, WHOLE_SHARE] = [4, 0.95];

/**
 * Whether an upright line of ink has paper all along both sides and beyond both ends, as the sides of a row that stands alone have: a stem
 * has a foot or a flag, a streak goes on past the lines across it. Where other lines cross it nothing is told.
 */
function isBareSide(
	{ axis, at, from, to }: PixelRuling,
	{ width, height, data }: Bitmap,
	rulings: readonly PixelRuling[],
): boolean {
	if (axis !== "vertical") return false;
	const x = Math.round(at);
	const across = rulings.filter((other) => other.axis === "horizontal" && other.from <= at && other.to >= at);
	const isCrossed = (y: number) => across.some((other) => Math.abs(other.at - y) <= ENDS_PX);
	const isInk = (column: number, y: number) =>
		y >= 0 && y < height && column >= 0 && column < width && data[y * width + column] === 1;
	const share = (column: number, [start, end]: readonly [number, number]) => {
		let [ink, all] = [0, 0];
		for (let y = start; y < end; y++) {
			if (isCrossed(y)) continue;
			all++;
			if (isInk(column - 1, y) || isInk(column, y) || isInk(column + 1, y)) ink++;
		}
		return ink / Math.max(1, all);
	};
	const inner = [Math.round(from) + ENDS_PX, Math.round(to) - ENDS_PX] as const;
	const isBeside = share(x - BESIDE_PX, inner) + share(x + BESIDE_PX, inner) > 1 - WHOLE_SHARE;
	const beyond = [
		[Math.round(from) - BEYOND_PX[1], Math.round(from) - BEYOND_PX[0]],
		[Math.round(to) + BEYOND_PX[0], Math.round(to) + BEYOND_PX[1]],
	] as const;
	// No stem is as high as two rows: text may stand beyond what parts several.
	const isOfRows = across.some((other) => other.at > inner[0] && other.at < inner[1]);
	return share(x, inner) >= WHOLE_SHARE && !isBeside && (isOfRows || beyond.every((way) => share(x, way) === 0));
}

/** The network suspects a line of ink to be a ruling where it says so much of this share of its length. */
const SUSPECTED = 0.5;
const SUSPICION = 20;

/** The share of a line's length at which the network does not rule out a ruling. */
function shownShare({ axis, at, from, to }: PixelRuling, { across, down, step }: PageMaps): number {
	const { width, height, data } = axis === "horizontal" ? across : down;
	let shown = 0;
	const [start, end] = [Math.round(from / step), Math.max(Math.round(from / step) + 1, Math.round(to / step))];
	for (let along = start; along < end; along++) {
		let most = 0;
		for (let d = -1; d <= 1; d++) {
			const place = Math.floor(at / step) + d;
			const [x, y] = axis === "horizontal" ? [along, place] : [place, along];
			if (x >= 0 && y >= 0 && x < width && y < height) most = Math.max(most, data[y * width + x] ?? 0);
		}
		if (most >= SUSPICION) shown++;
	}
	return shown / (end - start);
}

/** Whether a line lies along most of another. */
function isSame(a: PixelRuling, b: PixelRuling, reach: number): boolean {
	const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
	return a.axis === b.axis && Math.abs(a.at - b.at) <= reach && shared >= 0.5 * (b.to - b.from);
}

function endsAt(line: PixelRuling, end: number, other: PixelRuling, reach: number): boolean {
	return (
		other.axis !== line.axis && Math.abs(other.at - end) <= reach && line.at >= other.from - reach && line.at <= other.to + reach
	);
}

function linesOn(map: ProbabilityMap, axis: PixelRuling["axis"]): PixelRuling[] {
	const pieces = followLines(map, LINES).map((chain) => straightPiece(chain, axis));
	return merged(
		pieces.sort((a, b) => a.at - b.at || a.from - b.from),
		map,
	);
}

function straightPiece({ along, across, width }: Chain, axis: PixelRuling["axis"]): PixelRuling {
	const sorted = [...across].sort((a, b) => a - b);
	const at = sorted[sorted.length >> 1] ?? 0;
	return { axis, at, from: along[0] ?? 0, to: (along.at(-1) ?? 0) + 1, thickness: width };
}

/** Pieces of one line as one, where the map says something between them. */
function merged(pieces: readonly PixelRuling[], map: ProbabilityMap): PixelRuling[] {
	let open = [...pieces];
	for (let before = -1; before !== open.length; ) {
		before = open.length;
		const joined: PixelRuling[] = [];
		for (const piece of open) {
			const i = joined.findLastIndex((other) => isSameLine(other, piece) && isTraced(other, piece, map));
			const other = joined[i];
			if (!other) joined.push(piece);
			else joined[i] = union(other, piece);
		}
		open = joined;
	}
	return open;
}

function isSameLine(a: PixelRuling, b: PixelRuling): boolean {
	return Math.abs(a.at - b.at) <= SAME_LINE && Math.max(a.from, b.from) - Math.min(a.to, b.to) <= SAME_GAP;
}

function isTraced(a: PixelRuling, b: PixelRuling, { width, data }: ProbabilityMap): boolean {
	const [from, to] = [Math.min(a.to, b.to), Math.max(a.from, b.from)];
	if (to - from <= 3) return true;
	let sum = 0;
	for (let x = Math.round(from); x < to; x++) {
		let most = 0;
		for (let dy = -1; dy <= 1; dy++) most = Math.max(most, data[(Math.floor((a.at + b.at) / 2) + dy) * width + x] ?? 0);
		sum += most;
	}
	return sum / (to - from) >= TRACE;
}

function union(a: PixelRuling, b: PixelRuling): PixelRuling {
	const [la, lb] = [a.to - a.from, b.to - b.from];
	return {
		axis: a.axis,
		at: (a.at * la + b.at * lb) / (la + lb),
		from: Math.min(a.from, b.from),
		to: Math.max(a.to, b.to),
		thickness: Math.max(a.thickness, b.thickness),
	};
}

/** Ends that all but meet a line across them meet it. */
function met(rulings: readonly PixelRuling[]): PixelRuling[] {
	return rulings.map((ruling) => ({
		...ruling,
		from: endOf(ruling, ruling.from, rulings),
		to: endOf(ruling, ruling.to, rulings),
	}));
}

function endOf({ axis, at }: PixelRuling, end: number, rulings: readonly PixelRuling[]): number {
	let [best, distance] = [end, MEETING + 1e-9];
	for (const other of rulings) {
		const isAcross = other.axis !== axis && at >= other.from - MEETING && at <= other.to + MEETING;
		if (isAcross && Math.abs(other.at - end) <= distance) [best, distance] = [other.at, Math.abs(other.at - end)];
	}
	return best;
}

/** Short lines rule something only where they run from one line to another. */
function isAttached(ruling: PixelRuling, all: readonly PixelRuling[]): boolean {
	if (ruling.to - ruling.from >= SHORT[ruling.axis]) return true;
	return [ruling.from, ruling.to].every((end) =>
		all.some(
			(other) =>
				other.axis !== ruling.axis &&
				other.to - other.from >= SHORT[other.axis] &&
				Math.abs(other.at - end) < 0.5 &&
				ruling.at >= other.from - 1 &&
				ruling.at <= other.to + 1,
		),
	);
}

function scaled({ axis, at, from, to, thickness }: PixelRuling, step: number): PixelRuling {
	return { axis, at: at * step, from: from * step, to: to * step, thickness: thickness * step };
}

/** A line has at least this much of the darkest row's darkness in each of its rows. */
const CORE_SHARE = 0.45;
/** So much darker than beside it, of 255, is a line at all. */
const LEAST_CONTRAST = 8;

/** Lines of less than this share of a strong contrast are those of the sheet behind, of printed paper or of a tint; there may be more of them. */
const GHOST_SHARE = 0.15;
/** A strong contrast is that which this share of the lines have not. */
const STRONG_SHARE = 0.85;

/** Lines of less than this share of the contrast of the page's print are edges of tints, where nothing stronger is ruled. */
const PRINT_SHARE = 0.08;
/** So much of a page with print on it is as dark as print; every so many pixels are looked at. */
const [INK_PART, EVERY] = [0.01, 37];

/** How much darker than white the print of a page is. */
function contrastOf({ data }: GrayImage): number {
	const counts = new Uint32Array(256);
	for (let i = 0; i < data.length; i += EVERY) counts[data[i] ?? 255] = (counts[data[i] ?? 255] ?? 0) + 1;
	let left = (INK_PART * data.length) / EVERY;
	for (let shade = 0; shade < 256; shade++) {
		left -= counts[shade] ?? 0;
		if (left <= 0) return 255 - shade;
	}
	return 0;
}

/** A ruling, and how much darker than its paper it is. */
interface RefinedRuling {
	readonly ruling: PixelRuling;
	readonly contrast: number;
}

/** The ruling where its ink is: the darkest rows within a point of the map, and how many there are; undefined where the picture shows none. */
function refined(ruling: PixelRuling, image: GrayImage, step: number): RefinedRuling | undefined {
	const reach = Math.ceil(1.6 * step);
	const low = Math.round(ruling.at) - reach;
	const profile = Array.from({ length: 2 * reach + 1 }, (_, k) => shadeAlong(image, ruling, low + k));
	const core = profile.indexOf(smallest(profile));
	// The paper on each side: where one side is as dark, characters begin there, and no line is.
	const ground = Math.min(largest(profile.slice(0, core + 1)), largest(profile.slice(core)));
	const darkness = profile.map((shade) => ground - shade);
	const most = darkness[core] ?? 0;
	if (most < LEAST_CONTRAST) return undefined;
	let [top, bottom] = [core, core];
	while ((darkness[top - 1] ?? 0) >= CORE_SHARE * most) top--;
	while ((darkness[bottom + 1] ?? 0) >= CORE_SHARE * most) bottom++;
	const placed = { ...ruling, at: low + (top + bottom + 1) / 2, thickness: Math.max(1, bottom - top + 1) };
	return { ruling: placed, contrast: most };
}

/** The mean shade along one row (or column) of a ruling. */
function shadeAlong({ width, height, data }: GrayImage, { axis, from, to }: PixelRuling, across: number): number {
	if (across < 0 || across >= (axis === "horizontal" ? height : width)) return 255;
	let [sum, count] = [0, 0];
	const end = Math.min(to, axis === "horizontal" ? width : height);
	for (let along = Math.max(0, Math.round(from)); along < end; along++) {
		sum += data[axis === "horizontal" ? across * width + along : along * width + across] ?? 255;
		count++;
	}
	return count === 0 ? 255 : sum / count;
}
