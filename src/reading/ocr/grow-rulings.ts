import { largest, smallest } from "../../model/many.ts";
import type { Bitmap } from "./binarize.ts";
import type { GrayImage } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** A line goes on while so many of the next pixels, in inches, and this share of them, are ink. */
const [AHEAD_IN, INK_SHARE] = [0.06, 0.85];
/** Two rulings in line this close across, in inches, are one once they touch. */
const SAME_IN = 0.018;

/** Ink, and the grey that it was made of: a hairline that falls between two rows of pixels is no ink in either. */
export interface LineInk extends Bitmap {
	readonly grey?: GrayImage;
}

/** Rulings followed along their ink past the ends that were seen; those that then touch are one. */
export function grownRulings(rulings: readonly PixelRuling[], ink: LineInk, dpi: number): PixelRuling[] {
	const ahead = Math.round(AHEAD_IN * dpi);
	const followed = rulings.map((ruling) => grow(shortened(ruling, ink, ahead), ink, ahead));
	const meeting = { ink, reach: MEET_IN * dpi };
	const bends = followed.map((ruling) =>
		bentOn(ruling, ink, { ahead, drift: DRIFT_IN * dpi }).map((piece) => met(piece, followed, meeting)),
	);
	const long = followed.map((ruling, i) => spanning(ruling, bends[i] ?? []));
	const grown = long.map((ruling) => met(ruling, long, meeting));
	const done: PixelRuling[] = [];
	for (const ruling of grown.sort((a, b) => a.from - b.from)) {
		const i = done.findIndex(
			(other) =>
				other.axis === ruling.axis &&
				Math.abs(other.at - ruling.at) <= SAME_IN * dpi &&
				ruling.from <= other.to + 1 &&
				other.from <= ruling.to,
		);
		const other = done[i];
		if (other) done[i] = { ...longer(other, ruling), from: Math.min(other.from, ruling.from), to: Math.max(other.to, ruling.to) };
		else done.push(ruling);
	}
	// Each keeps its own place across, for its ink to be painted over.
	return [...done, ...bends.flat().filter((piece) => !done.some((other) => isOn(piece, other)))];
}

function spanning(ruling: PixelRuling, pieces: readonly PixelRuling[]): PixelRuling {
	return {
		...ruling,
		from: Math.min(ruling.from, smallest(pieces.map(({ from }) => from))),
		to: Math.max(ruling.to, largest(pieces.map(({ to }) => to))),
	};
}

/** A line that bends a little goes on beside itself, by so many pixels from piece to piece, and in all by no more than so much, in inches. */
const [BEND_PX, DRIFT_IN] = [3, 0.06];
/** A piece is at least so many times as long as the way ahead that is looked at. */
const PIECE_TIMES = 1.5;

/** The pieces with which a long line goes on past its ends where the page was not quite flat, each at its own place across. */
function bentOn(
	ruling: PixelRuling,
	ink: LineInk,
	{ ahead, drift }: { readonly ahead: number; readonly drift: number },
): PixelRuling[] {
	if (ruling.to - ruling.from < 4 * ahead) return [];
	return ([-1, 1] as const).flatMap((step) => {
		const pieces: PixelRuling[] = [];
		for (let last = ruling; ; ) {
			const piece = nextPiece(last, ink, { step, ahead });
			if (!piece || Math.abs(piece.at - ruling.at) > drift) return pieces;
			pieces.push(piece);
			last = piece;
		}
	});
}

function nextPiece(
	{ at, from, to, ...ruling }: PixelRuling,
	ink: LineInk,
	{ step, ahead }: Pick<Direction, "step" | "ahead">,
): PixelRuling | undefined {
	const start = Math.round(step === 1 ? to : from);
	let best: PixelRuling | undefined;
	for (const off of [1, -1, 2, -2, 3, -3].filter((some) => Math.abs(some) <= BEND_PX)) {
		const beside = { ...ruling, at: at + off, from: start, to: start };
		const end = followed(beside, ink, { start, step, ahead });
		const piece = { ...beside, from: Math.min(start, end), to: Math.max(start, end) };
		if (piece.to - piece.from >= PIECE_TIMES * ahead && (!best || piece.to - piece.from > best.to - best.from)) best = piece;
	}
	return best;
}

/** Whether a piece lies along a line that is known, in so many pixels. */
function isOn(piece: PixelRuling, other: PixelRuling): boolean {
	const shared = Math.min(piece.to, other.to) - Math.max(piece.from, other.from);
	return other.axis === piece.axis && Math.abs(other.at - piece.at) <= 1 && shared >= 0.8 * (piece.to - piece.from);
}

/** Ends this far from a line across them, in inches, meet it where so much of the way is ink. */
const MEET_IN = 0.08;
const WAY_SHARE = 0.7;

interface Meeting {
	readonly ink: LineInk;
	readonly reach: number;
}

/** The ruling with its ends at the lines across that they all but meet. */
function met(ruling: PixelRuling, all: readonly PixelRuling[], { ink, reach }: Meeting): PixelRuling {
	const across = all.filter(({ axis, from, to }) => axis !== ruling.axis && from - 2 <= ruling.at && to + 2 >= ruling.at);
	const inked = (from: number, to: number) => to - from < 2 || inkShare({ ...ruling, from, to }, ink) >= WAY_SHARE;
	const before = across.filter(({ at }) => at < ruling.from && ruling.from - at <= reach && inked(at, ruling.from));
	const after = across.filter(({ at }) => at > ruling.to && at - ruling.to <= reach && inked(ruling.to, at));
	return {
		...ruling,
		from: before.length === 0 ? ruling.from : largest(before.map(({ at }) => at)),
		to: after.length === 0 ? ruling.to : smallest(after.map(({ at }) => at)),
	};
}

/** Most rulings of a page have ink along this share of them; on such a page those with less than the other share are strokes of characters. */
const [WHOLE, BROKEN] = [0.85, 0.66];

/** No stroke of a character, and no row of them in one cell, is so long, in inches. */
const STROKE_IN = 0.8;

/** The rulings that have ink along them, where most of them have; long ones are none of characters. */
export function inkedRulings(rulings: readonly PixelRuling[], ink: Bitmap, dpi: number): readonly PixelRuling[] {
	const shares = rulings.map((ruling) => inkShare(ruling, ink));
	const usual = [...shares].sort((a, b) => a - b)[shares.length >> 1] ?? 0;
	return usual < WHOLE ? rulings : rulings.filter(({ from, to }, i) => to - from > STROKE_IN * dpi || (shares[i] ?? 0) >= BROKEN);
}

/** A stroke has paper at both ends, at least so many inches and pixels, and this share of the way in all; between them it is whole. */
const [FREE_IN, FREE_PX, FREE_SHARE, STROKE_SHARE] = [0.012, 2, 0.15, 0.85];

/**
 * The rulings without short ones that touch neither of the lines across that they run to: the stem of a 1 in a low row looks like
 * a side of a cell, but has paper above and below. A line that is broken in print has its gaps anywhere.
 */
export function withoutFreeStrokes(rulings: readonly PixelRuling[], ink: Bitmap, dpi: number): PixelRuling[] {
	return rulings.filter((ruling) => ruling.to - ruling.from > STROKE_IN * dpi || !isFreeStroke(ruling, rulings, { ink, dpi }));
}

function isFreeStroke(
	ruling: PixelRuling,
	all: readonly PixelRuling[],
	{ ink, dpi }: { readonly ink: LineInk; readonly dpi: number },
): boolean {
	const { from, to } = ruling;
	const across = all.filter((other) => other.axis !== ruling.axis && other.from - 2 <= ruling.at && other.to + 2 >= ruling.at);
	if (![from, to].every((end) => across.some(({ at, thickness }) => Math.abs(at - end) <= thickness / 2 + 2))) return false;
	const inked = Array.from({ length: Math.round(to) - Math.round(from) }, (_, i) => isInk(ruling, ink, Math.round(from) + i));
	// The lines across take the first pixels of it, with their edges.
	const [above, below] = [gapAfter(inked, across), gapAfter([...inked].reverse(), across)];
	const stroke = inked.slice(above.to, inked.length - below.to);
	const gaps = [above.to - above.from, below.to - below.from];
	return (
		stroke.length > 0 &&
		gaps.every((gap) => gap >= Math.max(FREE_PX, Math.round(FREE_IN * dpi))) &&
		gaps.reduce((sum, gap) => sum + gap) >= FREE_SHARE * inked.length &&
		stroke.filter(Boolean).length >= STROKE_SHARE * stroke.length
	);
}

/** Where the first paper along a ruling begins and ends, past the line across at its end; an empty gap where there is none so near. */
function gapAfter(inked: readonly boolean[], across: readonly PixelRuling[]): { readonly from: number; readonly to: number } {
	const from = inked.indexOf(false);
	const to = inked.indexOf(true, from);
	const edge = largest(across.map(({ thickness }) => thickness)) + EDGE_PX;
	return from < 0 || from > edge || to < 0 ? { from: 0, to: 0 } : { from, to };
}

/** The soft edge of a line, in pixels. */
const EDGE_PX = 2;

function inkShare(ruling: PixelRuling, ink: LineInk): number {
	const [from, to] = [Math.round(ruling.from), Math.round(ruling.to)];
	let inked = 0;
	for (let along = from; along < to; along++) if (isInk(ruling, ink, along)) inked++;
	return inked / Math.max(1, to - from);
}

function longer(a: PixelRuling, b: PixelRuling): PixelRuling {
	return a.to - a.from >= b.to - b.from ? a : b;
}

/** Ends without ink, where the rest has it, are none: the network draws lines a little further than they go, or on along what shines through. */
function shortened(ruling: PixelRuling, ink: LineInk, ahead: number): PixelRuling {
	if (ruling.to - ruling.from < 4 * ahead) return ruling;
	const inked = (from: number) => inkShare({ ...ruling, from, to: from + ahead }, ink) >= 0.5;
	let [from, to] = [Math.round(ruling.from), Math.round(ruling.to)];
	while (from + 2 * ahead < to && !inked(from)) from += 2;
	while (from + 2 * ahead < to && !inked(to - ahead)) to -= 2;
	const short = { ...ruling, from, to };
	return inkShare(ruling, ink) >= BROKEN || (to - from >= 4 * ahead && inkShare(short, ink) >= WHOLE) ? short : ruling;
}

function grow(ruling: PixelRuling, ink: LineInk, ahead: number): PixelRuling {
	return {
		...ruling,
		from: followed(ruling, ink, { start: Math.round(ruling.from), step: -1, ahead }),
		to: followed(ruling, ink, { start: Math.round(ruling.to), step: 1, ahead }),
	};
}

interface Direction {
	readonly start: number;
	readonly step: 1 | -1;
	readonly ahead: number;
}

/** The end of a line of ink from a place on. */
function followed(ruling: PixelRuling, ink: LineInk, { start, step, ahead }: Direction): number {
	let end = start;
	for (;;) {
		let [count, last] = [0, end];
		for (let k = 1; k <= ahead; k++) {
			if (!isInk(ruling, ink, end + k * step - (step === 1 ? 1 : 0))) continue;
			count++;
			last = end + k * step;
		}
		if (count < INK_SHARE * ahead || last === end) last = dashedOn(ruling, ink, { from: end, step, ahead });
		if (last === end) return end;
		end = last;
	}
}

/** A grey line that was made black and white is dashes: a long ruling goes on where so much of this many times the way ahead is ink, with paper beside it. */
const [DASHED_TIMES, DASHED_SHARE, BESIDE_PX, BESIDE_SHARE] = [4, 0.4, 3, 0.1];

/** The last ink of the dashes that a ruling goes on with from a place; that place where it does not. */
function dashedOn(ruling: PixelRuling, ink: LineInk, { from, step, ahead }: Ahead): number {
	const reach = DASHED_TIMES * ahead;
	if (ruling.to - ruling.from < reach) return from;
	let [count, beside, last] = [0, 0, from];
	for (let k = 1; k <= reach; k++) {
		const along = from + k * step - (step === 1 ? 1 : 0);
		if ([-BESIDE_PX, BESIDE_PX].some((off) => isInk({ ...ruling, at: ruling.at + off }, ink, along))) beside++;
		if (!isInk(ruling, ink, along)) continue;
		count++;
		last = from + k * step;
	}
	return count >= DASHED_SHARE * reach && beside <= BESIDE_SHARE * reach ? last : from;
}

interface Ahead {
	readonly from: number;
	readonly step: 1 | -1;
	readonly ahead: number;
}

function isInk({ axis, at }: PixelRuling, { width, height, data, grey }: LineInk, along: number): boolean {
	const middle = Math.floor(at);
	for (let d = -1; d <= 1; d++) {
		const [x, y] = axis === "horizontal" ? [along, middle + d] : [middle + d, along];
		if (x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1) return true;
	}
	return grey !== undefined && isHairline(grey, axis, { along, middle });
}

/** A hairline is so dark in all across it, of 255, and has paper at either side that is no darker than this, so many pixels off. */
const [HAIR_DARK, PAPER_DARK, PAPER_OFF] = [45, 16, 4];

/** Whether a line one pixel wide or less runs there, however it falls on the pixels. */
function isHairline(
	{ width, height, data }: GrayImage,
	axis: PixelRuling["axis"],
	{ along, middle }: { readonly along: number; readonly middle: number },
): boolean {
	const darkness = (off: number) => {
		const [x, y] = axis === "horizontal" ? [along, middle + off] : [middle + off, along];
		return x < 0 || y < 0 || x >= width || y >= height ? 0 : 255 - (data[y * width + x] ?? 255);
	};
	const beside = Math.max(darkness(-PAPER_OFF), darkness(PAPER_OFF));
	if (beside > PAPER_DARK) return false;
	return darkness(-1) + darkness(0) + darkness(1) - 3 * beside >= HAIR_DARK;
}
