import type { Extent } from "../../../model/geometry.ts";
import type { Piece, PieceLine } from "./pieces.ts";
import { extentOf, isNumbered, overlaps } from "./pieces.ts";

/** So many of the widest pieces are tried as ones that run over several columns. */
const MAX_TRIES = 12;
/** Further up than this many lines figures are no headings. */
const HEAD_LINES = 3;

/** The columns of a stretch of lines: what stands above one another in its lines of several pieces. */
export function columnsOf(lines: readonly PieceLine[]): Extent[] {
	const multi = lines.filter(({ pieces }) => pieces.length > 1);
	const all = columnsIn(multi);
	const [head, ...rest] = multi;
	// Headings and figures may be set to different sides of wide columns: as many as there are, in order.
	const paired = head && rest.length > 0 ? pairedWith(head, columnsIn(rest)) : undefined;
	return paired && paired.length < all.length ? paired : all;
}

/** Columns with the headings over them, in order, where there are as many and none runs into the next; undefined else. */
function pairedWith({ pieces }: PieceLine, columns: readonly Extent[]): Extent[] | undefined {
	return pieces.length === columns.length ? pairs(pieces, columns) : undefined;
}

function pairs(pieces: readonly Piece[], columns: readonly Extent[]): Extent[] | undefined {
	const both = columns.map((column, i) => extentOf([column, ...pieces.slice(i, i + 1)]));
	return both.every(({ x1 }, i) => x1 < (both[i + 1]?.x0 ?? Infinity)) ? both : undefined;
}

/** The same where the first heading is that of labels, which stand in lines of their own between those of the figures. */
function besideLabels({ pieces }: PieceLine, columns: readonly Extent[]): Extent[] | undefined {
	const [label, ...others] = pieces;
	const paired = others.length === columns.length ? pairs(others, columns) : undefined;
	return label && paired && label.x1 < (paired[0]?.x0 ?? 0) ? [{ x0: label.x0, x1: label.x1 }, ...paired] : undefined;
}

function columnsIn(multi: readonly PieceLine[]): Extent[] {
	const first = multi.findIndex(({ pieces }) => pieces.slice(1).some(({ isFigure }) => isFigure));
	const body = multi.slice(Math.max(0, first));
	const spanning = new Set<Piece>(overLabels(body));
	const top = new Set(body.slice(0, HEAD_LINES).flatMap(({ pieces }) => pieces));
	let columns = stacked(body, spanning);
	const wide = body
		.flatMap(({ pieces }) => pieces)
		.filter((piece) => !piece.isFigure || top.has(piece))
		.sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0));
	for (const piece of wide.slice(0, MAX_TRIES)) {
		const without = stacked(body, new Set([...spanning, piece]));
		const split = without.filter((column) => overlaps(column, piece));
		if (without.length <= columns.length || split.length < 2) continue;
		spanning.add(piece);
		columns = without;
	}
	return columns;
}

/** Labels of groups and of their rows stand in columns of their own: what runs over the gap between them is of both. */
function overLabels(lines: readonly PieceLine[]): Piece[] {
	const all = lines.flatMap(({ pieces }) => pieces);
	const gaps = lines.flatMap(({ pieces }) =>
		pieces.slice(1).flatMap((piece, i) => {
			const before = pieces[i];
			return before && isNumbered(piece) && !before.isFigure ? [{ x0: before.x1, x1: piece.x0 }] : [];
		}),
	);
	const over = all.filter(({ x0, x1, isFigure }) => !isFigure && gaps.some((gap) => x0 < gap.x0 && x1 > gap.x1));
	return over.length < lines.length / 2 ? over : [];
}

function stacked(lines: readonly PieceLine[], without: ReadonlySet<Piece>): Extent[] {
	const pieces = lines.flatMap((line) => line.pieces).filter((piece) => !without.has(piece));
	const columns: { x0: number; x1: number }[] = [];
	for (const { x0, x1 } of [...pieces].sort((a, b) => a.x0 - b.x0)) {
		const last = columns.at(-1);
		if (last && x0 < last.x1 - 0.5) last.x1 = Math.max(last.x1, x1);
		else columns.push({ x0, x1 });
	}
	return columns;
}

/** Columns with the headings right above them, where some of these stand over none. */
function pairedWithLast(columns: readonly Extent[], heads: readonly PieceLine[]): Extent[] | undefined {
	const last = heads.findLast(({ pieces }) => pieces.length > 1);
	const isLoose = last?.pieces.some((piece) => !columns.some((column) => overlaps(column, piece)));
	return last && isLoose ? (pairedWith(last, columns) ?? besideLabels(last, columns)) : undefined;
}

/** Columns with those that only headings have: pieces above the body that stand over none. */
export function withHeadColumns(columns: readonly Extent[], heads: readonly PieceLine[]): Extent[] {
	const paired = pairedWithLast(columns, heads);
	if (paired) return paired;
	const all = columns.map(({ x0, x1 }) => ({ x0, x1 }));
	for (const { pieces } of [...heads].reverse())
		for (const piece of pieces) {
			if (all.some((column) => overlaps(column, piece))) continue;
			// A heading beside its narrow figures, which no other heading stands over, is theirs.
			const [near] = all
				.map((column) => ({ column, gap: Math.max(column.x0 - piece.x1, piece.x0 - column.x1) }))
				.sort((a, b) => a.gap - b.gap);
			const isTaken = near && pieces.some((other) => other !== piece && overlaps(near.column, other));
			if (near && !isTaken && near.gap < 2 * piece.sizePt) {
				near.column.x0 = Math.min(near.column.x0, piece.x0);
				near.column.x1 = Math.max(near.column.x1, piece.x1);
			} else all.push({ x0: piece.x0, x1: piece.x1 });
		}
	return all.sort((a, b) => a.x0 - b.x0);
}
