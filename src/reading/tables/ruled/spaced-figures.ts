import type { Box } from "../../../model/geometry.ts";
import { median, midX } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import type { Span } from "./grid.ts";

/** A cell and the words in it. */
export interface WordCell {
	readonly span: Span;
	readonly box: Box;
	readonly words: readonly Word[];
}

/** The two pieces of a figure whose point stands off what follows it. */
const WITH_POINT = /^[\d０-９]{1,12}[.．]$/;
const DECIMALS = /^[\d０-９]{1,6}$/;
const PART = /^[\d０-９.,，．]{1,3}$/;

/**
 * The cells whose figures are the digits of one, set apart: evenly, and closer than columns stand, or over the whole width of a
 * column. That it is one column is seen by its heading, or by figures of more digits that are spread over the same width; where a
 * ruling is left out, the heading has parts, or is that of several columns.
 */
export function spacedFigures(cells: readonly WordCell[], settings: TableSettings): ReadonlySet<WordCell> {
	const spread = cells.flatMap((cell) => spreadOf(cell, settings) ?? []);
	const isProven = spread.some((one) => spread.some((other) => isSpreadAlike(one, other, settings)));
	const found = spread.filter(
		({ cell, gapEm, isCentred }) =>
			gapEm < settings.spaced.maxGapEm || (isCentred && (isProven || hasOwnHeading(cell, cells, settings))),
	);
	return new Set([...found.map(({ cell }) => cell), ...cells.filter((cell) => isParted(cell, settings))]);
}

/**
 * Whether a cell holds nothing but a figure whose point stands off the digits after it: a point of a digit's width is printed at
 * the left of its place. No figure ends with a point; where the point was not read, its place is left between digits as wide.
 */
function isParted({ words, box }: WordCell, settings: TableSettings): boolean {
	const { spaced, wrapped } = settings;
	const [whole, rest] = words;
	if (words.length !== 2 || !whole || !rest || Math.abs(rest.y0 - whole.y0) > wrapped.minStepEm * whole.sizePt) return false;
	if (!DECIMALS.test(textOf(rest))) return false;
	if (WITH_POINT.test(textOf(whole))) return rest.x0 - whole.x1 < spaced.maxPointGapEm * whole.sizePt;
	const isCentred = Math.abs(whole.x0 - box[0] - (box[2] - rest.x1)) < spaced.offCentrePt;
	return isCentred && /^[\d０-９]{2,}$/.test(textOf(whole)) && hasRoomForPoint(whole, rest, settings);
}

function textOf({ glyphs }: Word): string {
	return glyphs.map(({ text }) => text).join("");
}

/** Whether digits stand a digit's width apart, and those after them one place further on. */
function hasRoomForPoint(whole: Word, rest: Word, { spaced }: TableSettings): boolean {
	const stepsOf = ({ glyphs }: Word) =>
		glyphs.slice(1).map(({ box }, i) => (midX(box) - midX(glyphs[i]?.box ?? box)) / whole.sizePt);
	const steps = [...stepsOf(whole), ...stepsOf(rest)];
	const step = median(steps);
	const [last, first] = [whole.glyphs.at(-1), rest.glyphs[0]];
	if (!last || !first || step < spaced.minWideStepEm) return false;
	const between = (midX(first.box) - midX(last.box)) / whole.sizePt;
	return [...steps, between / 2].every((each) => Math.abs(each - step) < spaced.evenGapEm);
}

/** Digits that stand apart evenly. */
interface Spread {
	readonly cell: WordCell;
	readonly count: number;
	readonly x0: number;
	readonly x1: number;
	/** The widest gap between them. */
	readonly gapEm: number;
	/** With as much room on their left as on their right. */
	readonly isCentred: boolean;
}

function spreadOf(cell: WordCell, { spaced, wrapped }: TableSettings): Spread | undefined {
	const { words, box } = cell;
	const [first, last] = [words[0], words.at(-1)];
	if (!first || !last || words.length < 2 || !words.every(({ glyphs }) => PART.test(glyphs.map(({ text }) => text).join(""))))
		return undefined;
	if (words.some(({ y0, sizePt }) => Math.abs(y0 - first.y0) > wrapped.minStepEm * sizePt)) return undefined;
	const digits = words.flatMap(({ glyphs }) => glyphs);
	const gaps = digits.slice(1).map((glyph, i) => (glyph.box[0] - (digits[i]?.box[2] ?? 0)) / glyph.sizePt);
	const gapEm = largest(gaps);
	if (gapEm - smallest(gaps) > spaced.evenGapEm) return undefined;
	const isCentred = Math.abs(first.x0 - box[0] - (box[2] - last.x1)) < spaced.offCentrePt;
	return { cell, count: digits.length, x0: first.x0, x1: last.x1, gapEm, isCentred };
}

/** Whether two cells of a column spread different numbers of digits over the same width: those are no columns. */
function isSpreadAlike(one: Spread, other: Spread, { spaced }: TableSettings): boolean {
	const isSame = (a: number, b: number) => Math.abs(a - b) < spaced.offCentrePt;
	const isInColumn = one.cell.span.column === other.cell.span.column && one.cell.span.columnSpan === other.cell.span.columnSpan;
	return isInColumn && one.count !== other.count && isSame(one.x0, other.x0) && isSame(one.x1, other.x1);
}

/** Whether the column of a cell has a heading, above its figures, that is one text. */
function hasOwnHeading({ span, box }: WordCell, cells: readonly WordCell[], { wrapped }: TableSettings): boolean {
	const above = cells.filter(
		(other) =>
			other.span.column === span.column &&
			other.span.columnSpan === span.columnSpan &&
			other.box[3] <= box[1] + 1 &&
			other.words.length > 0,
	);
	return above.some(({ words }) => {
		const isText = words.every(({ isFigure }) => !isFigure);
		return (
			isText &&
			words.every((word, i) =>
				words.every((other, j) => i === j || Math.abs(other.y0 - word.y0) > wrapped.minStepEm * word.sizePt),
			)
		);
	});
}
