import type { Extent, Height } from "../../../model/geometry.ts";
import { centreOf, midOf } from "../../../model/geometry.ts";
import { append, largest, smallest } from "../../../model/many.ts";
import type { Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";
import type { Piece, PieceLine } from "./pieces.ts";
import { extentOf, heightOf, overlaps } from "./pieces.ts";

/** The columns, first and last, that a piece of a heading stands over. */
export interface HeadSpan {
	readonly from: number;
	readonly to: number;
	/** From the first to the last of what is below. */
	readonly over: Extent;
}

/** Headings of two levels stand at most this far apart, in their size. */
const LEVEL_EM = 3.4;
/** Headings of fewer levels may stand beside those of so many. */
const LEVELS = 3;
/** Headings of one level differ in height by less than this, in their size. */
const LEVEL_SHARE = 0.35;
/** A figure that names a column. */
const YEAR = /^(?:19|20)\d\d$/;

/** What tells how far headings reach. */
interface HeadPlace {
	readonly columns: readonly Extent[];
	readonly rulings: readonly Ruling[];
	/** The lines of each cell that has several. */
	readonly stacks: readonly (readonly Piece[])[];
}

/** The pieces that stand over several columns, by a ruling below them, or in the middle of what is below them. */
export function headSpans(
	lines: readonly PieceLine[],
	{ columns, rulings, stacks }: HeadPlace,
	settings: TableSettings,
): ReadonlyMap<Piece, HeadSpan> {
	const isData = ({ pieces }: PieceLine) => pieces.some(({ isFigure, text }, i) => i > 0 && isFigure && !YEAR.test(text));
	const heads = Math.max(0, lines.findIndex(isData));
	const spans = new Map<Piece, HeadSpan>(namesOfParts(lines, columns, settings));
	const cells = new Map(stacks.flatMap((stack) => stack.map((piece) => [piece, heightOf(stack)] as const)));
	const widened = (piece: Piece): Below => {
		const { y0, y1 } = cells.get(piece) ?? piece;
		return { ...extentOf([piece, spans.get(piece)?.over ?? piece]), y0, y1, sizePt: piece.sizePt };
	};
	// From the figures up: what stands over headings that span columns spans them all.
	for (const [i, { pieces, y }] of [...lines.entries()].reverse()) {
		if (pieces.length >= columns.length) continue;
		const isNear = (line: PieceLine) => line.y - y < LEVEL_EM * (pieces[0]?.sizePt ?? 0);
		const levels = lines.slice(i + 1, Math.min(i + 1 + LEVELS, heads)).filter(isNear);
		const below = seenFrom(levels.map((line) => line.pieces.map(widened)));
		for (const [piece, span] of spansOfLine(pieces, { columns, below, rulings: i < heads ? rulings : [] }, settings))
			spans.set(piece, span);
	}
	return spans;
}

/** Lines of one text in the middle of the table, each a row of its own, which name its parts: they span all columns. */
function namesOfParts(
	lines: readonly PieceLine[],
	columns: readonly Extent[],
	{ open }: TableSettings,
): (readonly [Piece, HeadSpan])[] {
	const over = extentOf(lines.flatMap(({ pieces }) => pieces));
	const names = lines.flatMap(({ pieces, y }, i) => {
		const [only] = pieces;
		if (!only || pieces.length > 1 || only.isFigure || (columns[0] && overlaps(only, columns[0]))) return [];
		const isClose = (other: PieceLine | undefined) => other && Math.abs(other.y - y) < open.rowStepEm * only.sizePt;
		if (isClose(lines[i - 1]) || isClose(lines[i + 1])) return [];
		return Math.abs(midOf(only) - midOf(over)) < open.offCentreEm * only.sizePt ? [only] : [];
	});
	const isSeveral = names.length > 1 && columns.length > 2;
	return isSeveral ? names.map((name) => [name, { from: 0, to: columns.length - 1, over }] as const) : [];
}

/** A heading, as wide as all that it stands over and as high as all its lines. */
interface Below extends Extent, Height {
	readonly sizePt: number;
}

/** What is seen from above, left to right: what no line before it covers. The lines of one heading cover one another. */
function seenFrom(levels: readonly (readonly Below[])[]): Below[] {
	const seen: Below[] = [];
	for (const level of levels) {
		const free = level.filter((one) => !seen.some((other) => overlaps(one, other)));
		append(seen, free);
	}
	return seen.sort((a, b) => a.x0 - b.x0);
}

/** What tells how far the headings of a line reach. */
interface LinePlace {
	readonly columns: readonly Extent[];
	/** The headings that are seen below it. */
	readonly below: readonly Below[];
	readonly rulings: readonly Ruling[];
}

function spansOfLine(
	pieces: readonly Piece[],
	{ columns, below, rulings }: LinePlace,
	settings: TableSettings,
): (readonly [Piece, HeadSpan])[] {
	const ruled = new Map(pieces.map((piece) => [piece, ruledSpan(piece, { columns, beside: pieces, rulings })]));
	const free = pieces.filter((piece) => !ruled.get(piece));
	// First over what is of one level, then over headings of several.
	const level = centredOver(free, below, { isRun: areLevel, beside: pieces, settings });
	const rest = free.filter((piece) => !level.has(piece));
	const centred = new Map([...level, ...centredOver(rest, below, { isRun: () => true, beside: pieces, settings })]);
	return pieces.flatMap((piece) => {
		const run = centred.get(piece);
		const own = run ? spanUnder(columns, (column) => overlaps(column, run)) : stoodOver(piece, columns, below.length > 1);
		const span = ruled.get(piece) ?? (own && run ? { ...own, over: run } : own);
		return span && span.to > span.from ? [[piece, span] as const] : [];
	});
}

/** Whether headings stand at one height: by their tops, middles or feet. A cell of two levels stands higher or lower than those of one. */
function areLevel(run: readonly Below[]): boolean {
	const sides = [run.map(({ y0 }) => y0), run.map(centreOf), run.map(({ y1 }) => y1)];
	const size = smallest(run.map(({ sizePt }) => sizePt));
	return sides.some((ys) => largest(ys) - smallest(ys) < LEVEL_SHARE * size);
}

/** The columns that words stand over. A label that is longer than its column is no heading. */
function stoodOver(piece: Piece, columns: readonly Extent[], isAbove: boolean): HeadSpan | undefined {
	const span = piece.isFigure ? undefined : spanUnder(columns, (column) => overlaps(column, piece));
	return span && (isAbove || span.from > 0) ? span : undefined;
}

/** The columns over a ruling below a heading, which is shorter than the table and under no other heading. */
function ruledSpan(
	piece: Piece,
	place: { readonly columns: readonly Extent[]; readonly beside: readonly Piece[]; readonly rulings: readonly Ruling[] },
): HeadSpan | undefined {
	const { columns, beside, rulings } = place;
	const [left, right] = [columns[0]?.x0 ?? 0, columns.at(-1)?.x1 ?? 0];
	const isUnder = ({ at, from, to }: Ruling) =>
		at > piece.y0 + (piece.y1 - piece.y0) / 2 && at < piece.y1 + piece.sizePt && from < midOf(piece) && to > midOf(piece);
	const short = rulings.filter((ruling) => isUnder(ruling) && ruling.to - ruling.from < 0.9 * (right - left));
	const [nearest] = short.sort((a, b) => a.at - b.at);
	const isOver = (other: Piece) => nearest !== undefined && midOf(other) > nearest.from && midOf(other) < nearest.to;
	if (!nearest || beside.some((other) => other !== piece && isOver(other))) return undefined;
	return spanUnder(columns, (column) => midOf(column) > nearest.from && midOf(column) < nearest.to);
}

function spanUnder(columns: readonly Extent[], isUnder: (column: Extent) => boolean): HeadSpan | undefined {
	const over = columns.flatMap((column, i) => (isUnder(column) ? [i] : []));
	const [from, to] = [over[0], over.at(-1)];
	return from === undefined || to === undefined ? undefined : { from, to, over: extentOf(columns.slice(from, to + 1)) };
}

/** A way to give headings runs of what is below them. */
interface Way {
	readonly covered: number;
	readonly found: readonly (readonly [Piece, Extent])[];
}

/** What tells runs of headings. */
interface RunPlace {
	readonly isRun: (run: readonly Below[]) => boolean;
	/** All that stands on the line of the headings. */
	readonly beside: readonly Piece[];
	readonly settings: TableSettings;
}

/**
 * For each of the headings of a line, left to right, the run of the pieces below in whose middle it stands: of all ways to give
 * them runs that do not meet, the one in which the most headings have one, and then the most pieces a heading.
 */
function centredOver(
	heads: readonly Piece[],
	below: readonly Below[],
	{ isRun, beside, settings }: RunPlace,
): ReadonlyMap<Piece, Extent> {
	const { open } = settings;
	const runs = below.flatMap((_start, from) =>
		below.slice(from + 1).flatMap((_end, j) => {
			const run = below.slice(from, from + j + 2);
			return isRun(run) ? [{ from, to: from + j + 1, extent: extentOf(run) }] : [];
		}),
	);
	const isOver = (head: Piece, one: Extent) => Math.abs(midOf(one) - midOf(head)) <= open.offCentreEm * head.sizePt;
	// What has a heading of its own right above it is under no other one, and nothing is over what another one stands in the midst of.
	const isFree = (head: Piece, { from, to, extent }: { from: number; to: number; extent: Extent }) =>
		beside.every((other) => other === head || midOf(other) < extent.x0 || midOf(other) > extent.x1) &&
		below.slice(from, to + 1).every((piece) => heads.every((other) => other === head || !isOver(other, piece)));
	const known = new Map<string, Way>();
	const best = (at: number, start: number): Way => {
		const head = heads[at];
		if (!head) return { covered: 0, found: [] };
		const key = `${at} ${start}`;
		const before = known.get(key);
		if (before) return before;
		let way = best(at + 1, start);
		for (const run of runs) {
			const { from, to, extent } = run;
			if (from < start || !isOver(head, extent) || !isFree(head, run)) continue;
			const rest = best(at + 1, to + 1);
			// Of all ways the one with the most headings, and of these the one that covers the most.
			const covered = rest.covered + to - from + 1 + below.length;
			if (covered > way.covered) way = { covered, found: [[head, extent], ...rest.found] };
		}
		known.set(key, way);
		return way;
	};
	return new Map(best(0, 0).found);
}
