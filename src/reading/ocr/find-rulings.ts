import { append, largest, smallest } from "../../model/many.ts";
import type { Bitmap } from "./binarize.ts";
import { transpose } from "./binarize.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { trimRulings } from "./remove-rulings.ts";

/** Lines at least this long, in inches, are rulings; strokes of characters are shorter. */
const MIN_LENGTH_IN = { horizontal: 0.42, vertical: 0.1 } as const;
/** Shorter ones must run exactly from one line to another, as the sides of a low cell do. */
const SHORT_IN = 0.24;
/** Nothing thicker than this is a ruling. */
const MAX_THICKNESS_IN = 0.07;
/** A broken line may have gaps up to this. */
const MAX_GAP_IN = 0.03;

/** Finds straight rulings on a page that stands upright; broken and wavy ones too. */
export function findPixelRulings(ink: Bitmap, dpi: number): PixelRuling[] {
	const found = [...linesAcross(ink, dpi, "horizontal"), ...linesAcross(transpose(ink), dpi, "vertical")];
	return trimRulings(connected(connected(found, dpi), dpi), dpi);
}

/** Short lines rule something only where they meet lines across them; strokes of characters do not. */
function connected(rulings: readonly PixelRuling[], dpi: number): PixelRuling[] {
	const meets = (a: PixelRuling, b: PixelRuling, reach: number) =>
		a.axis !== b.axis && b.at >= a.from - reach && b.at <= a.to + reach && a.at >= b.from - reach && a.at <= b.to + reach;
	return rulings.filter((a) => {
		const length = a.to - a.from;
		if (length >= 1.6 * dpi) return true;
		const others = rulings.filter((b) => b.to - b.from > SHORT_IN * dpi);
		if (length < SHORT_IN * dpi) {
			const reach = Math.max(2, 0.012 * dpi);
			return [a.from, a.to].every((end) => others.some((b) => meets(a, b, reach) && Math.abs(b.at - end) <= reach));
		}
		return others.filter((b) => meets(a, b, 0.05 * dpi)).length >= (length >= 0.6 * dpi ? 1 : 2);
	});
}

interface Run {
	readonly y: number;
	readonly from: number;
	readonly to: number;
}

function linesAcross(ink: Bitmap, dpi: number, axis: PixelRuling["axis"]): PixelRuling[] {
	const minLength = MIN_LENGTH_IN[axis] * dpi;
	const runs: Run[] = [];
	const row = new Uint8Array(ink.width);
	for (let y = 0; y < ink.height; y++)
		if (thicken(ink, y, row) >= 0.8 * minLength) append(runs, runsInRow(row, y, { minLength, maxGap: MAX_GAP_IN * dpi }));
	return groupRuns(runs, dpi)
		.map((group) => toRuling(group, axis))
		.filter(
			(ruling) => ruling.thickness <= MAX_THICKNESS_IN * dpi && ruling.to - ruling.from >= minLength && isSolid(ink, ruling),
		);
}

/** One row with the ink just above and below it, so that a line that wavers stays whole; gives how many of its pixels are ink. */
function thicken({ width, height, data }: Bitmap, y: number, row: Uint8Array): number {
	const [above, own, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
	let count = 0;
	for (let x = 0; x < width; x++) {
		const thick = (data[own + x] ?? 0) | (data[above + x] ?? 0) | (data[below + x] ?? 0);
		row[x] = thick;
		count += thick;
	}
	return count;
}

/** Long runs of ink in one row, whose pixels are 1 or 0. */
function runsInRow(row: Uint8Array, y: number, { minLength, maxGap }: { minLength: number; maxGap: number }): Run[] {
	const width = row.length;
	const runs: Run[] = [];
	let from = -1;
	let last = -1;
	let count = 0;
	for (let x = 0; x <= width; x++) {
		const isInk = x < width && row[x] === 1;
		if (isInk) {
			if (from < 0) from = x;
			last = x;
			count++;
		} else if (from >= 0 && (x === width || x - last > maxGap)) {
			if (last - from >= minLength && count >= 0.8 * (last - from)) runs.push({ y, from, to: last + 1 });
			from = -1;
			count = 0;
		}
	}
	return runs;
}

/** Runs of neighbouring rows that overlap belong to one line. */
function groupRuns(runs: readonly Run[], dpi: number): Run[][] {
	const open: Run[][] = [];
	const closed: Run[][] = [];
	for (const run of runs) {
		for (let i = open.length - 1; i >= 0; i--) {
			if (run.y - (open[i]?.at(-1)?.y ?? 0) > Math.max(2, dpi / 100)) append(closed, open.splice(i, 1));
		}
		const group = open.find((candidate) =>
			candidate.some((other) => run.y - other.y <= Math.max(2, dpi / 100) && other.from < run.to && other.to > run.from),
		);
		if (group) group.push(run);
		else open.push([run]);
	}
	return [...closed, ...open];
}

/** A line is where its runs cover most; strokes of characters that touch it are left out. */
function toRuling(runs: readonly Run[], axis: PixelRuling["axis"]): PixelRuling {
	const covered = new Map<number, number>();
	for (const run of runs) covered.set(run.y, (covered.get(run.y) ?? 0) + run.to - run.from);
	const most = largest(covered.values());
	const core = [...covered].find(([, length]) => length === most)?.[0] ?? 0;
	const isCore = (y: number) => (covered.get(y) ?? 0) >= 0.5 * most;
	let [top, bottom] = [core, core];
	while (isCore(top - 1)) top--;
	while (isCore(bottom + 1)) bottom++;
	const inside = runs.filter((run) => run.y >= top && run.y <= bottom);
	// One row is added above and below by `thickened`.
	return {
		axis,
		at: (top + bottom + 1) / 2,
		from: smallest(inside.map((run) => run.from)),
		to: largest(inside.map((run) => run.to)),
		thickness: Math.max(1, bottom - top - 1),
	};
}

/** Rows of characters, smeared, are dense too, but not along one narrow stripe. */
function isSolid(ink: Bitmap, { at, from, to, thickness }: PixelRuling): boolean {
	const reach = Math.max(1, Math.ceil(thickness / 2));
	let covered = 0;
	for (let x = from; x < to; x++) {
		let hit = false;
		for (let y = Math.max(0, Math.floor(at) - reach); y <= Math.min(ink.height - 1, Math.floor(at) + reach); y++)
			hit ||= ink.data[y * ink.width + x] === 1;
		if (hit) covered++;
	}
	if (covered < 0.8 * (to - from)) return false;
	return [-1, 1].some((side) => density(ink, { at: at + side * (thickness / 2 + 3), from, to }) < 0.3);
}

/** Share of ink along a stripe three rows wide. */
function density({ width, height, data }: Bitmap, { at, from, to }: { at: number; from: number; to: number }): number {
	let count = 0;
	for (let y = Math.round(at) - 1; y <= Math.round(at) + 1; y++) {
		if (y < 0 || y >= height) continue;
		for (let x = from; x < to; x++) count += data[y * width + x] ?? 0;
	}
	return count / (3 * Math.max(1, to - from));
}
