import type { Warp } from "../../model/warp.ts";
import type { Chain } from "./chains.ts";
import { followLines, followRows, transposed } from "./chains.ts";
import type { GrayImage } from "./gray.ts";
import type { PageMaps, ProbabilityMap } from "./page-segmenter.ts";
import type { Displacement } from "./warp.ts";
import { displacementAt, straightening } from "./warp.ts";

/** How a bent, leaning or slanted page becomes straight. */
export interface Straightening {
	/** Size of the straight page, in points of the maps. */
	readonly width: number;
	readonly height: number;
	/** Straight points to those of the page as it was, in points of the maps. */
	readonly toSource: Warp;
	/** Clockwise, in radians. */
	readonly angle: number;
	/** How far points are moved after the turn, at most, in points of the maps. */
	readonly bend: number;
}

/** Points of the maps in an inch, at the resolution that the network was trained at. */
const PER_INCH = 64;
const RULINGS = { threshold: 110, minLength: 0.6 * PER_INCH, maxGap: 3, maxWidth: 7, weight: 1 } as const;
const TEXT = { threshold: 128, minLength: 1.2 * PER_INCH, maxGap: 6, maxWidth: 16, weight: 0.25 } as const;
/** Figures of a table stand no further apart than this, and lean no more from one to the next. */
const ROWS = { ...TEXT, maxStep: 1.5 * PER_INCH, maxRise: 4, minPieces: 4 } as const;
/** Corners of the way back lie so many points apart. */
const STEP = 8;
/** Where most rulings are bent by less the page is left as it is, and where lines of text, which never are quite straight; more than a share of the page is no page. */
const LEAST_BEND = { rulings: 0.45, text: 1.3 } as const;
const MOST_BEND = 0.12;
/** The bends of so many of the lines, by their length, tell. */
const TELLING = 0.7;
const LEAST_ANGLE = 0.0006;
/** So few lines tell of no bend down the page. */
const FEW_LINES = 3;

/** How to straighten a page by its rulings and its lines of text; undefined where it is straight. */
export function straighteningOf(maps: PageMaps): Straightening | undefined {
	const { width, height } = maps.text;
	const rulings = followLines(maps.across, RULINGS);
	const rows = rulings.length < FEW_LINES ? followRows(maps.text, ROWS) : [];
	const across = [...rulings, ...followLines(maps.text, TEXT), ...rows];
	const down = followLines(transposed(maps.down), RULINGS);
	const angle = angleOf(across, down);
	const size = turnedSize({ width, height }, angle);
	const turn = turning({ width, height }, size, angle);
	const bent = isUnruly(across, turn) || isUnruly(down, flipped(turn)) ? bendsOf({ across, down }, size, turn) : undefined;
	const bend = bent ? Math.max(largest(bent.dy), bent.dx ? largest(bent.dx) : 0) : 0;
	if (bend > MOST_BEND * Math.max(width, height)) return undefined;
	if (!bent && Math.abs(angle) < LEAST_ANGLE) return undefined;
	return { ...size, angle, bend, toSource: wayBack(size, turn, bent ?? {}) };
}

interface Lines {
	readonly across: readonly Chain[];
	readonly down: readonly Chain[];
}

function bendsOf({ across, down }: Lines, size: Size, turn: Turning): { readonly dx?: Displacement; readonly dy: Displacement } {
	const level = across.map((chain) => turnedChain(chain, turn));
	const dy = straightening(level, size);
	if (down.length < FEW_LINES) return { dy };
	const upright = down.map((chain) => turnedChain(chain, flipped(turn)));
	return { dy, dx: straightening(upright, { width: size.height, height: size.width }) };
}

/** Whether lines are bent, or lean one against the other, once the page is turned: rulings by themselves, lines of text where there are none. */
function isUnruly(chains: readonly Chain[], turn: Turning): boolean {
	const rulings = chains.filter(({ weight }) => weight === RULINGS.weight);
	const telling = rulings.length >= FEW_LINES ? rulings : chains;
	if (telling.length < FEW_LINES) return false;
	const bends = telling
		.map((chain) => ({ off: offLevel(turnedChain(chain, turn)), length: chain.along.length }))
		.sort((a, b) => a.off - b.off);
	const all = bends.reduce((sum, { length }) => sum + length, 0);
	let [below, quantile] = [0, 0];
	for (const { off, length } of bends) {
		if (below < TELLING * all) quantile = off;
		below += length;
	}
	return quantile >= (telling === rulings ? LEAST_BEND.rulings : LEAST_BEND.text);
}

/** How far a line is from level: the root mean square about its mean. */
function offLevel({ across }: Chain): number {
	const mean = across.reduce((sum, y) => sum + y, 0) / across.length;
	return Math.sqrt(across.reduce((sum, y) => sum + (y - mean) ** 2, 0) / across.length);
}

/** The mean slope of lines that agree, those of long ones before those of short ones: the weighted median. */
function angleOf(across: readonly Chain[], down: readonly Chain[]): number {
	const slopes = [...across.map((chain) => slopeOf(chain, 1)), ...down.map((chain) => slopeOf(chain, -1))].sort(
		(a, b) => a.slope - b.slope,
	);
	const half = slopes.reduce((sum, { weight }) => sum + weight, 0) / 2;
	let below = 0;
	for (const { slope, weight } of slopes) {
		below += weight;
		if (below >= half) return Math.atan(slope);
	}
	return 0;
}

function slopeOf({ along, across, weight }: Chain, sign: 1 | -1): { slope: number; weight: number } {
	const n = along.length;
	const [mx, my] = [along, across].map((values) => values.reduce((sum, v) => sum + v, 0) / n) as [number, number];
	let [xy, xx] = [0, 1e-9];
	along.forEach((x, k) => {
		xy += (x - mx) * ((across[k] ?? 0) - my);
		xx += (x - mx) ** 2;
	});
	return { slope: (sign * xy) / xx, weight: weight * n };
}

interface Size {
	readonly width: number;
	readonly height: number;
}

/** From points of the page as it was to points of the turned one, and back. */
interface Turning {
	readonly there: (x: number, y: number) => readonly [number, number];
	readonly back: (x: number, y: number) => readonly [number, number];
}

function turnedSize({ width, height }: Size, angle: number): Size {
	const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
	return { width: Math.ceil(width * cos + height * sin), height: Math.ceil(height * cos + width * sin) };
}

function turning(from: Size, to: Size, angle: number): Turning {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const [cx, cy, tx, ty] = [from.width / 2, from.height / 2, to.width / 2, to.height / 2];
	return {
		there: (x, y) => [tx + (x - cx) * cos + (y - cy) * sin, ty - (x - cx) * sin + (y - cy) * cos],
		back: (x, y) => [cx + (x - tx) * cos - (y - ty) * sin, cy + (x - tx) * sin + (y - ty) * cos],
	};
}

/** The same for maps with rows and columns exchanged. */
function flipped({ there, back }: Turning): Turning {
	const swap = ([x, y]: readonly [number, number]) => [y, x] as const;
	return { there: (x, y) => swap(there(y, x)), back: (x, y) => swap(back(y, x)) };
}

function turnedChain({ along, across, width, weight }: Chain, { there }: Turning): Chain {
	const points = along.map((x, k) => there(x + 0.5, across[k] ?? 0));
	return { along: points.map(([x]) => x), across: points.map(([, y]) => y), width, weight };
}

function largest({ values }: Displacement): number {
	return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const ITERATIONS = 6;

function wayBack(size: Size, { back }: Turning, { dx, dy }: { readonly dx?: Displacement; readonly dy?: Displacement }): Warp {
	const [columns, rows] = [Math.ceil(size.width / STEP) + 1, Math.ceil(size.height / STEP) + 1];
	const [xs, ys] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
	for (let j = 0; j < rows; j++) {
		for (let i = 0; i < columns; i++) {
			const [u, v] = [i * STEP, j * STEP];
			let [x, y] = [u, v];
			for (let k = 0; k < ITERATIONS; k++)
				[x, y] = [u - (dx ? displacementAt(dx, y, x) : 0), v - (dy ? displacementAt(dy, x, y) : 0)];
			[xs[j * columns + i], ys[j * columns + i]] = back(x, y);
		}
	}
	return { columns, rows, step: STEP, xs, ys };
}

/** A picture drawn anew through a warp whose points are `scale` of its pixels; what lies outside is `outside`. */
export function unbent<T extends GrayImage | ProbabilityMap>(
	image: T,
	{ toSource: { columns, step, xs, ys }, ...size }: Straightening,
	{ scale, outside }: { readonly scale: number; readonly outside: number },
): { readonly width: number; readonly height: number; readonly data: Uint8Array } {
	const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
	const data = new Uint8Array(width * height).fill(outside);
	const span = step * scale;
	for (let y = 0; y < height; y++) {
		const v = (y + 0.5) / span;
		const j = Math.floor(v);
		const fy = v - j;
		for (let i = 0; i * span < width; i++) {
			const at = j * columns + i;
			const mix = (values: Float32Array, k: number) =>
				(values[at + k] ?? 0) * (1 - fy) + (values[at + columns + k] ?? values[at + k] ?? 0) * fy;
			const [x0, x1, y0, y1] = [mix(xs, 0) * scale, mix(xs, 1) * scale, mix(ys, 0) * scale, mix(ys, 1) * scale];
			const to = Math.min(width, Math.ceil((i + 1) * span - 0.5));
			for (let x = Math.max(0, Math.ceil(i * span - 0.5)); x < to; x++) {
				const f = (x + 0.5) / span - i;
				put(data, y * width + x, { image, sx: x0 + (x1 - x0) * f - 0.5, sy: y0 + (y1 - y0) * f - 0.5 });
			}
		}
	}
	return { width, height, data };
}

/** One pixel, mixed of the four around a place; those beside the picture are left as they are. */
function put(
	data: Uint8Array,
	at: number,
	{ image, sx, sy }: { readonly image: GrayImage; readonly sx: number; readonly sy: number },
): void {
	const { width, height, data: old } = image;
	const [left, top] = [Math.floor(sx), Math.floor(sy)];
	if (left < -1 || top < -1 || left >= width || top >= height) return;
	const [fx, fy] = [sx - left, sy - top];
	const [l, r] = [Math.max(0, left), Math.min(width - 1, left + 1)];
	const [t, b] = [Math.max(0, top) * width, Math.min(height - 1, top + 1) * width];
	const upper = (old[t + l] ?? 255) * (1 - fx) + (old[t + r] ?? 255) * fx;
	const lower = (old[b + l] ?? 255) * (1 - fx) + (old[b + r] ?? 255) * fx;
	data[at] = upper * (1 - fy) + lower * fy + 0.5;
}
