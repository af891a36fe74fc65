import { centreOf, median, midOf } from "../../../model/geometry.ts";
import type { Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";
import { partedByRows } from "./part-stacks.ts";
import type { Piece, PieceLine } from "./pieces.ts";
import { extentOf, heightOf, overlaps } from "./pieces.ts";

/** The height of a figure differs from that of its label by less than this, in the label's size. */
const BESIDE_EM = 0.2;
/** Figures are off the middle between two lines of their label by less than this, in the label's size. */
const HALFWAY_EM = 0.12;

/** What parts and places the lines of cells. */
export interface StackPlace {
	/** The heights at which rows have their figures. */
	readonly anchors: readonly number[];
	readonly rulings: readonly Ruling[];
}

/** The heights of the lines with figures beside something, each a row. */
export function anchorsOf(lines: readonly PieceLine[]): number[] {
	return lines.flatMap(({ pieces }) => {
		const figures = pieces.filter(({ isFigure }, i) => i > 0 && isFigure);
		return figures.length > 0 ? [median(figures.map(centreOf))] : [];
	});
}

/**
 * The words that one cell holds over several lines, top to bottom, of which no other line of words is part: each right below the
 * other, in its middle or at its margin, closer than rows are. Cells beside it may have their lines between these.
 */
export function stacksOf(lines: readonly PieceLine[], place: StackPlace, settings: TableSettings): (readonly Piece[])[] {
	const pieces = lines
		.flatMap((line) => line.pieces)
		.filter(({ isFigure }) => !isFigure)
		.sort((a, b) => centreOf(a) - centreOf(b));
	const steps = place.anchors.slice(1).map((at, i) => at - (place.anchors[i] ?? at));
	const pitch = steps.length > 0 ? settings.open.rowShare * median(steps) : Infinity;
	const near = (index: number, side: 1 | -1) => {
		const found: number[] = [];
		const piece = pieces[index];
		if (!piece) return found;
		const [at, reach] = [centreOf(piece), Math.min(settings.open.insideStepEm * piece.sizePt, pitch)];
		for (let i = index + side; i >= 0; i += side) {
			const other = pieces[i];
			const step = other ? side * (centreOf(other) - at) : Infinity;
			if (!other || step >= reach) break;
			if (step > 0 && overlaps(other, piece)) found.push(i);
		}
		return found;
	};
	const halves = halvesOf(pieces, place, settings);
	const inHalves = new Set([...halves].flat());
	const isOther = (one: Piece, other: Piece) => inHalves.has(one) && !inHalves.has(other);
	const stacks = new Map<Piece, Piece[]>();
	for (const [i, piece] of pieces.entries()) {
		const [next = -1, ...others] = near(i, 1);
		const half = halves.get(piece);
		const below = half ?? pieces[next];
		if (!below || (!half && (others.length > 0 || near(next, -1).length > 1))) continue;
		if (!half && (isOther(piece, below) || isOther(below, piece) || !isOneCell(piece, below, place, settings))) continue;
		const stack = stacks.get(piece) ?? [piece];
		stack.push(below);
		stacks.set(piece, stack);
		stacks.set(below, stack);
	}
	const whole = [...new Set(stacks.values())];
	return whole.flatMap((stack) => partedByRows(stack, place.anchors)).filter(({ length }) => length > 1);
}

/** Two lines with figures halfway between them, and none at their own heights: halves of one label, however close other rows are. */
function halvesOf(pieces: readonly Piece[], { anchors, rulings }: StackPlace, settings: TableSettings): Map<Piece, Piece> {
	const free = pieces.filter((piece) => anchorOf(piece, anchors) === undefined);
	const halves = new Map<Piece, Piece>();
	for (const [i, above] of free.entries()) {
		const reach = settings.open.insideStepEm * above.sizePt;
		const below = free
			.slice(i + 1, i + 4)
			.find((piece) => isBelow(above, piece, settings) && centreOf(piece) - centreOf(above) < reach);
		const middle = below && (centreOf(above) + centreOf(below)) / 2;
		const isAround = middle !== undefined && anchors.some((at) => Math.abs(at - middle) < HALFWAY_EM * above.sizePt);
		if (below && isAround && !isParted(above, below, rulings)) halves.set(above, below);
	}
	return halves;
}

/** Whether a line is of one size with another one and right below it, at its margin or in its middle. */
function isBelow(above: Piece, below: Piece, { open }: TableSettings): boolean {
	const isAligned =
		Math.abs(midOf(above) - midOf(below)) < open.offCentreEm * above.sizePt || Math.abs(above.x0 - below.x0) < open.marginPt;
	return isAligned && Math.abs(above.sizePt - below.sizePt) < 0.5;
}

/** The height of the figures that stand beside a line. */
function anchorOf(piece: Piece, anchors: readonly number[]): number | undefined {
	return anchors.find((at) => Math.abs(at - centreOf(piece)) < BESIDE_EM * piece.sizePt);
}

function isOneCell(above: Piece, below: Piece, { anchors, rulings }: StackPlace, settings: TableSettings): boolean {
	const { open } = settings;
	const isApart = centreOf(below) - centreOf(above) > open.minStepEm * above.sizePt;
	if (!isBelow(above, below, settings) || !isApart || isParted(above, below, rulings)) return false;
	// Two lines that each have their own figures are two rows.
	return anchorOf(above, anchors) === undefined || anchorOf(below, anchors) === undefined;
}

function isParted(above: Piece, below: Piece, rulings: readonly Ruling[]): boolean {
	const middle = midOf(extentOf([above, below]));
	return rulings.some(({ at, from, to }) => at > centreOf(above) && at < centreOf(below) && from < middle && to > middle);
}

/**
 * Rows with each cell whole in one of them: the row whose figures stand nearest to its middle. Lines that stand between those of
 * another row's cell were given to rows by their height alone. Rows that nothing is left of are left out.
 */
export function withWholeCells(
	rows: readonly (readonly PieceLine[])[],
	stacks: readonly (readonly Piece[])[],
	anchors: readonly number[],
): PieceLine[][] {
	const homes = new Map<Piece, number>();
	const rowByPiece = new Map(rows.flatMap((row, i) => row.flatMap(({ pieces }) => pieces.map((piece) => [piece, i] as const))));
	const rowOf = (piece: Piece) => rowByPiece.get(piece) ?? -1;
	const rowByAnchor = new Map(rows.flatMap((row, i) => anchorsOf(row).map((at) => [at, i] as const)));
	const rowOfAnchor = anchors.map((at) => rowByAnchor.get(at) ?? -1);
	for (const stack of stacks) {
		const middle = centreOf(heightOf(stack));
		const own = stack.map(rowOf);
		if (own.every((row) => row === own[0])) continue;
		const [nearest] = anchors
			.map((at, i) => ({ off: Math.abs(at - middle), row: rowOfAnchor[i] ?? -1 }))
			.sort((a, b) => a.off - b.off);
		const isBody = own.every((row) => row >= (rowOfAnchor[0] ?? Infinity) - 1);
		if (nearest && isBody) for (const piece of stack) homes.set(piece, nearest.row);
	}
	const lines = rows.map((row, i) => [
		...row.map((line) => ({ ...line, pieces: line.pieces.filter((piece) => (homes.get(piece) ?? i) === i) })),
		...[...homes].flatMap(([piece, home]) => (home === i && rowOf(piece) !== i ? [lineOf(piece)] : [])),
	]);
	const filled = lines.map((row) => row.filter(({ pieces }) => pieces.length > 0).sort((a, b) => a.y - b.y));
	return filled.filter((row) => row.length > 0);
}

function lineOf(piece: Piece): PieceLine {
	return { pieces: [piece], y0: piece.y0, y1: piece.y1, y: centreOf(piece) };
}
