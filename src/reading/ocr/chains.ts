import { append } from "../../model/many.ts";
import type { ProbabilityMap } from "./page-segmenter.ts";

/** A line seen on a map, straight or bent: where its middle lies, step by step along it. */
export interface Chain {
	/** Positions along the line, rising. */
	readonly along: readonly number[];
	/** The middle across it at each of them. */
	readonly across: readonly number[];
	/** Mean width across it. */
	readonly width: number;
	/** How much it counts among others, 0 to 1. */
	readonly weight: number;
}

/** How lines are followed. */
export interface Following {
	/** Points darker than this belong to a line, 0 to 255. */
	readonly threshold: number;
	/** Shorter lines are left out, in points of the map. */
	readonly minLength: number;
	/** A line may be interrupted for so many points. */
	readonly maxGap: number;
	/** What is wider across is no line, in points. */
	readonly maxWidth: number;
	/** How much each of these lines counts among others, 0 to 1. */
	readonly weight: number;
}

interface OpenChain {
	readonly along: number[];
	readonly across: number[];
	widths: number;
	last: { readonly from: number; readonly to: number };
}

/** Lines that run from left to right on a map, each followed from column to column as long as its stretches overlap. */
export function followLines(map: ProbabilityMap, following: Following): Chain[] {
	const { threshold, minLength, maxGap, maxWidth, weight } = following;
	let open: OpenChain[] = [];
	const done: OpenChain[] = [];
	for (let x = 0; x < map.width; x++) {
		append(
			done,
			open.filter(({ along }) => x - (along.at(-1) ?? 0) > maxGap + 1),
		);
		open = open.filter(({ along }) => x - (along.at(-1) ?? 0) <= maxGap + 1);
		for (const stretch of stretchesOf(map, x, threshold)) {
			if (stretch.to - stretch.from <= maxWidth) follow(open, x, stretch);
		}
	}
	return [...done, ...open]
		.filter(({ along }) => (along.at(-1) ?? 0) - (along[0] ?? 0) >= minLength)
		.map(({ along, across, widths }) => ({ along, across, width: widths / along.length, weight }));
}

/** How pieces of text are taken together as rows. */
export interface Linking extends Following {
	/** The next piece of a row begins within so many points of the last one's end. */
	readonly maxStep: number;
	/** It stands level with the last one to within so many points. */
	readonly maxRise: number;
	/** Rows of fewer pieces are left out. */
	readonly minPieces: number;
}

/** No page has more pieces of text in rows: more are specks, which tell nothing. */
const MOST_PIECES = 3000;

/**
 * Rows of pieces of text that stand apart, such as the figures of a table without rulings, from the left, each as one line; none on a page
 * that is strewn with pieces.
 */
export function followRows(map: ProbabilityMap, linking: Linking): Chain[] {
	const pieces = followLines(map, { ...linking, minLength: 0 }).sort((a, b) => (a.along[0] ?? 0) - (b.along[0] ?? 0));
	if (pieces.length > MOST_PIECES) return [];
	const rows: Chain[][] = [];
	for (const piece of pieces) {
		const [row] = rows
			.filter((one) => isNext(one.at(-1), piece, linking))
			.sort((a, b) => riseTo(a.at(-1), piece) - riseTo(b.at(-1), piece));
		if (row) row.push(piece);
		else rows.push([piece]);
	}
	return rows
		.filter((row) => row.length >= linking.minPieces)
		.map((row): Chain => {
			const [along, across] = [row.flatMap((piece) => piece.along), row.flatMap((piece) => piece.across)];
			return { along, across, width: row[0]?.width ?? 0, weight: linking.weight };
		});
}

function isNext(last: Chain | undefined, piece: Chain, { maxStep, maxRise }: Linking): boolean {
	const step = (piece.along[0] ?? 0) - (last?.along.at(-1) ?? 0);
	return step > 0 && step <= maxStep && riseTo(last, piece) <= maxRise;
}

function riseTo(last: Chain | undefined, { across }: Chain): number {
	return Math.abs((across[0] ?? 0) - (last?.across.at(-1) ?? 0));
}

/** Goes on with the line that a stretch overlaps, or begins one. */
function follow(open: OpenChain[], x: number, stretch: Stretch): void {
	const chain = open.find(({ last, along }) => (along.at(-1) ?? 0) < x && last.from <= stretch.to && last.to >= stretch.from);
	if (chain) extend(chain, x, stretch);
	else open.push(extend({ along: [], across: [], widths: 0, last: stretch }, x, stretch));
}

function extend(chain: OpenChain, x: number, stretch: Stretch): OpenChain {
	chain.along.push(x);
	chain.across.push(stretch.middle);
	chain.widths += stretch.to - stretch.from;
	chain.last = stretch;
	return chain;
}

interface Stretch {
	readonly from: number;
	readonly to: number;
	/** Weighted by what the map says. */
	readonly middle: number;
}

function stretchesOf({ width, height, data }: ProbabilityMap, x: number, threshold: number): Stretch[] {
	const found: Stretch[] = [];
	let [from, sum, weight] = [-1, 0, 0];
	for (let y = 0; y <= height; y++) {
		const value = y < height ? (data[y * width + x] ?? 0) : 0;
		if (value >= threshold) {
			if (from < 0) [from, sum, weight] = [y, 0, 0];
			sum += (y + 0.5) * value;
			weight += value;
		} else if (from >= 0) {
			found.push({ from, to: y, middle: sum / weight });
			from = -1;
		}
	}
	return found;
}

/** The map with rows and columns exchanged. */
export function transposed({ width, height, data }: ProbabilityMap): ProbabilityMap {
	const turned = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x] ?? 0;
	return { width: height, height: width, data: turned };
}
