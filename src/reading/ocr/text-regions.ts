import type { Bitmap } from "./binarize.ts";
import type { PixelBox } from "./gray.ts";
import { joinPieces } from "./join-pieces.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { paintRulings } from "./pixel-ruling.ts";

/** A piece of a printed line: characters that stand close together. */
export interface TextRegion {
	/** Around the ink. */
	readonly box: PixelBox;
	/** Pixels of ink. */
	readonly ink: number;
}

/** Ink parts of one character stand this close together. */
const SMEAR_EM = { across: 0.22, down: 0.16 } as const;
/** A printed page has some thousand pieces of ink at most: of more, the largest so many are looked at. */
const MAX_PIECES = 30_000;
/** Pieces of text on a page at most; a page that has so many is full of specks, and what it says was not read. */
export const MAX_REGIONS = 3000;

/**
 * Finds the pieces of text on a page: ink smeared over small gaps (run-length smoothing, Wong, Casey
 * and Wahl 1982), then joined along the line, never across rulings; at most MAX_REGIONS. `emPx` is the usual height of
 * a character.
 */
export function findTextRegions(ink: Bitmap, rulings: readonly PixelRuling[], emPx: number): TextRegion[] {
	const text = withoutRulings(ink, rulings);
	const barrier = barriers(ink, rulings);
	const across = runLengthSmooth(text, barrier, Math.round(SMEAR_EM.across * emPx), "across");
	const smeared = runLengthSmooth(across, barrier, Math.max(1, Math.round(SMEAR_EM.down * emPx)), "down");
	const speck = Math.max(3, 0.006 * emPx * emPx);
	const pieces = connectedComponents(smeared, text).filter(
		({ box, ink: count }) => count >= speck && box[3] - box[1] < 12 * emPx,
	);
	const regions = joinPieces(largest(pieces, MAX_PIECES), rulings, emPx).filter(
		({ box }) => box[3] - box[1] >= 0.3 * emPx || box[2] - box[0] >= 0.22 * emPx,
	);
	return largest(regions, MAX_REGIONS);
}

/** So many of the pieces with the most ink, in their order. */
function largest(pieces: readonly TextRegion[], count: number): TextRegion[] {
	if (pieces.length <= count) return [...pieces];
	const kept = new Set([...pieces].sort((a, b) => b.ink - a.ink).slice(0, count));
	return pieces.filter((piece) => kept.has(piece));
}

/** The usual height of a character: the height of most large-enough spots of ink. */
export function characterHeight(ink: Bitmap, rulings: readonly PixelRuling[], dpi: number): number {
	const text = withoutRulings(ink, rulings);
	const [low, high] = [dpi / 20, dpi / 2.4];
	const heights = connectedComponents(text, text)
		.map(({ box }) => Math.max(box[3] - box[1], (box[2] - box[0]) * 0.9))
		.filter((height) => height >= low && height <= high)
		.sort((a, b) => a - b);
	return heights[Math.floor(heights.length * 0.7)] ?? dpi / 6;
}

/** The ink that is no ruling. */
export function withoutRulings(ink: Bitmap, rulings: readonly PixelRuling[]): Bitmap {
	const data = ink.data.slice();
	paintRulings({ ...ink, data }, rulings, { value: 0, extra: 1.2 });
	return { ...ink, data };
}

function barriers(ink: Bitmap, rulings: readonly PixelRuling[]): Bitmap {
	const map = { width: ink.width, height: ink.height, data: new Uint8Array(ink.data.length) };
	paintRulings(map, rulings, { value: 1, extra: 0 });
	return map;
}

/** Fills gaps of up to `reach` pixels between ink along one direction, but not over a barrier, which no ink lies on. */
function runLengthSmooth(ink: Bitmap, barrier: Bitmap, reach: number, direction: "across" | "down"): Bitmap {
	const data = ink.data.slice();
	const smearing = { ink: ink.data, barrier: barrier.data, width: ink.width, reach };
	if (direction === "across") smearAcross(data, smearing);
	else smearDown(data, smearing);
	return { ...ink, data };
}

interface Smearing {
	readonly ink: Uint8Array;
	readonly barrier: Uint8Array;
	readonly width: number;
	readonly reach: number;
}

/** Fills the gaps between the runs of each row. */
function smearAcross(data: Uint8Array, { ink, barrier, width, reach }: Smearing): void {
	let last = -1;
	for (let start = ink.indexOf(1); start >= 0; start = ink.indexOf(1, last + 1)) {
		const isNear = last >= 0 && start - last - 1 <= reach && Math.floor(last / width) === Math.floor(start / width);
		if (isNear && !barrier.subarray(last + 1, start).includes(1)) data.fill(1, last + 1, start);
		last = start;
		while (ink[last + 1] === 1) last++;
	}
}

/** Fills the gaps between the ink of each row and the ink above it. */
function smearDown(data: Uint8Array, { ink, width, ...smearing }: Smearing): void {
	for (let at = ink.indexOf(1); at >= 0; at = ink.indexOf(1, at)) {
		for (; ink[at] === 1; at++) {
			if (ink[at - width] === 1) continue;
			const above = inkAbove(at, { ink, width, ...smearing });
			for (let gap = at - width; gap > above; gap -= width) data[gap] = 1;
		}
	}
}

/** The next ink above a place, as near as gaps are filled; the place itself where there is none, or a barrier before it. */
function inkAbove(at: number, { ink, barrier, width, reach }: Smearing): number {
	for (let above = at - width; above >= at - (reach + 1) * width; above -= width) {
		if (barrier[above] === 1) return at;
		if (ink[above] === 1) return above;
	}
	return at;
}

/** Connected components (8-neighbours) of a bitmap with the box and the amount of the ink in each. */
export function connectedComponents(map: Bitmap, ink: Bitmap): TextRegion[] {
	const { width, height } = map;
	// What is taken is cleared, so that the next pixel that is not is found at once.
	const left = { width, height, data: map.data.slice() };
	const found: Area[] = [];
	for (let start = left.data.indexOf(1); start >= 0; start = left.data.indexOf(1, start + 1)) {
		const area = { x0: width, y0: height, x1: 0, y1: 0, count: 0 };
		found.push(area);
		const stack = [start];
		left.data[start] = 0;
		for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
			if (ink.data[at] === 1) extend(area, at % width, (at / width) | 0);
			takeNeighbours(at, left, stack);
		}
	}
	return found.filter(({ count }) => count > 0).map(({ x0, y0, x1, y1, count }) => ({ box: [x0, y0, x1, y1], ink: count }));
}

/** The box around an area's ink, and how much of it there is. */
interface Area {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
	count: number;
}

function extend(area: Area, x: number, y: number): void {
	area.count++;
	if (x < area.x0) area.x0 = x;
	if (x >= area.x1) area.x1 = x + 1;
	if (y < area.y0) area.y0 = y;
	if (y >= area.y1) area.y1 = y + 1;
}

/** Puts the up to eight neighbours of a pixel that belong to its area on the stack, and takes them off what is left. */
function takeNeighbours(at: number, { width, height, data }: Bitmap, stack: number[]): void {
	const [x, y] = [at % width, (at / width) | 0];
	const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
	const bottom = Math.min(height - 1, y + 1);
	for (let ny = Math.max(0, y - 1); ny <= bottom; ny++) {
		for (let next = ny * width + left; next <= ny * width + right; next++) {
			if (data[next] !== 1) continue;
			data[next] = 0;
			stack.push(next);
		}
	}
}
