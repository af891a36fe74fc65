import type { Box } from "../../../model/geometry.ts";
import { midX, midY } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import { linesOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { toWord, wordsOf } from "../words.ts";
import type { Grid, Span } from "./grid.ts";
import type { WordCell } from "./spaced-figures.ts";
import { spacedFigures } from "./spaced-figures.ts";

/** A cell of a grid that holds several figures, apart from one another. */
export interface CrowdedCell {
	readonly span: Span;
	readonly words: readonly Word[];
}

/** A grid with the cells of it that hold several figures. */
export interface CrowdedGrid {
	readonly grid: Grid;
	readonly crowded: readonly CrowdedCell[];
	readonly glyphs: readonly Glyph[];
}

/** Cells that hold more than one figure, or a figure beside its label: rulings between them were left out. */
export function crowdedCells(grid: Grid, glyphs: readonly Glyph[], settings: TableSettings): CrowdedCell[] {
	const between = byHeight(glyphs);
	const filled = grid.spans.map((span): WordCell => {
		const box = boxOf(grid, span);
		return { span, box, words: joinThousands(wordsIn(box, between(box[1], box[3]), settings), settings) };
	});
	const spaced = spacedFigures(filled, settings);
	const cells = filled.map((cell) => {
		const { span, box } = cell;
		const words = spaced.has(cell) ? [asOne(cell.words, settings)] : cell.words;
		return { span, words, figures: words.filter(isPrintedFigure), widthPt: box[2] - box[0] };
	});
	// Where a row has several figures in every cell, and some that are not wrapped or several labels, none is: those are rows.
	const isRows = (row: number) => {
		const own = cells.filter(({ span }) => span.row === row && span.rowSpan === 1);
		const filled = own.filter(({ figures }) => figures.length > 0);
		const isWhole = filled.every(({ figures }) => figures.length > 1);
		const hasLabels = own.some(({ words }) => words.filter(({ text }) => isEnumerated(text)).length > 1);
		return isWhole && (hasLabels || filled.some(({ figures, widthPt }) => !isWrapped(figures, widthPt, settings)));
	};
	return cells.flatMap((cell) => {
		const { span, words, figures, widthPt } = cell;
		const beside = cells.filter((other) => other !== cell && other.span.row === span.row && other.span.rowSpan === span.rowSpan);
		const isCrowded =
			figures.length > 1 && !isAroundOthers(figures, beside, settings)
				? !isWrapped(figures, widthPt, settings) || isRows(span.row)
				: figures.some((figure) => isLabelled(figure, words, settings));
		return isCrowded ? [{ span, words }] : [];
	});
}

/** Specks are recognised as points and dashes, which on a scan are no figure beside another. */
function isPrintedFigure(word: Word): boolean {
	return word.isFigure && (isDigital(word) || /\p{Number}/u.test(word.text));
}

/** The first digits of a figure whose thousands are set apart by spaces, and those after them. */
const [LEADING, THREE] = [/^\d{1,3}(?: \d{3})*$/, /^\d{3}(?:[.,]\d+)?$/];

/** Words with those as one that are the thousands of one figure, a word's space apart. */
function joinThousands(words: readonly Word[], settings: TableSettings): readonly Word[] {
	const joined: Word[] = [];
	for (const word of words) {
		const before = joined.at(-1);
		const gap = before && isDigital(before) ? (word.x0 - before.x1) / word.sizePt : Infinity;
		const isRest = before && gap > 0 && gap < settings.words.thousandsGapEm && LEADING.test(before.text) && THREE.test(word.text);
		if (before && isRest && Math.abs(before.y1 - word.y1) < 1) joined[joined.length - 1] = asOne([before, word], settings);
		else joined.push(word);
	}
	return joined;
}

/** Recognised characters stand only about where they say. */
function isDigital({ glyphs }: Word): boolean {
	return glyphs.every(({ confidence }) => confidence === undefined);
}

function asOne(words: readonly Word[], settings: TableSettings): Word {
	return { ...toWord({ glyphs: words.flatMap(({ glyphs }) => glyphs) }, settings), isFigure: true };
}

/** The characters whose middles are between two heights, found without looking at all of them. */
function byHeight(glyphs: readonly Glyph[]): (y0: number, y1: number) => readonly Glyph[] {
	const sorted = glyphs.map((glyph) => ({ glyph, y: midY(glyph.box) })).sort((a, b) => a.y - b.y);
	const from = (y: number) => {
		let [low, high] = [0, sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((sorted[middle]?.y ?? y) < y) low = middle + 1;
			else high = middle;
		}
		return low;
	};
	return (y0, y1) => sorted.slice(from(y0), from(y1)).map(({ glyph }) => glyph);
}

/** The words of the characters inside a box, line by line. */
export function wordsIn(box: Box, glyphs: readonly Glyph[], settings: TableSettings): Word[] {
	return linesOf(glyphsIn(box, glyphs), settings).flatMap((line) => wordsOf(line, settings));
}

/** The characters whose middles are inside a box. */
export function glyphsIn([x0, y0, x1, y1]: Box, glyphs: readonly Glyph[]): Glyph[] {
	return glyphs.filter(({ box }) => midX(box) >= x0 && midX(box) < x1 && midY(box) >= y0 && midY(box) < y1);
}

/** The place of a cell of a grid. */
export function boxOf({ xs, ys }: Grid, span: Span): Box {
	return [xs[span.column] ?? 0, ys[span.row] ?? 0, xs[span.column + span.columnSpan] ?? 0, ys[span.row + span.rowSpan] ?? 0];
}

/** Whether a figure stands in one cell with its label, well apart from it. */
function isLabelled(figure: Word, words: readonly Word[], settings: TableSettings): boolean {
	const [stepEm, gapEm] = [settings.wrapped.minStepEm, settings.words.maxSpacingEm];
	const before = words.filter(({ x1, y0, sizePt }) => Math.abs(y0 - figure.y0) < stepEm * sizePt && x1 <= figure.x0);
	// The last of several Latin words tells how far the figure stands from them: Room 12 of a long name.
	const isLast = before.some(({ x1, sizePt, text }) => /[A-Za-z]$/.test(text) && figure.x0 - x1 <= gapEm * sizePt);
	return !isLast && before.some(({ x1, sizePt }) => figure.x0 - x1 > gapEm * sizePt);
}

/** Whether figures stand in two lines, and all other cells beside them have one line, halfway between: two rows have none there. */
function isAroundOthers(
	figures: readonly Word[],
	beside: readonly { readonly words: readonly Word[] }[],
	{ wrapped }: TableSettings,
): boolean {
	const lines = linesIn(figures, wrapped.minStepEm);
	const [upper, lower] = lines;
	if (lines.length !== 2 || upper === undefined || lower === undefined) return false;
	const others = beside.map(({ words }) => linesIn(words, wrapped.minStepEm)).filter(({ length }) => length > 0);
	// Cells that wrap their figures as this one does say nothing.
	const single = others.filter(({ length }) => length === 1).flat();
	const isWrappedToo = others.every(({ length }) => length <= 2);
	const isBetween = (at: number) => Math.abs(at - (upper + lower) / 2) < wrapped.offMiddleShare * (lower - upper);
	return isWrappedToo && single.length > 0 && single.every(isBetween);
}

/** Where the middles of lines of words stand, from the top. */
function linesIn(words: readonly Word[], stepEm: number): number[] {
	const middles: number[] = [];
	for (const { y0, y1, sizePt } of [...words].sort((a, b) => a.y0 - b.y0)) {
		const middle = (y0 + y1) / 2;
		if (middles.every((other) => Math.abs(middle - other) > stepEm * sizePt)) middles.push(middle);
	}
	return middles;
}

/** Whether stacked figures are one that its narrow cell wraps: close together, all lines but the last full. */
function isWrapped(figures: readonly Word[], widthPt: number, { inferred, wrapped }: TableSettings): boolean {
	if (figures.length > inferred.maxWrapped) return false;
	return figures.slice(0, -1).every((figure, i) => {
		const step = (figures[i + 1]?.y0 ?? 0) - figure.y0;
		const digit = (figure.x1 - figure.x0) / figure.text.length;
		const isFull = figure.x1 - figure.x0 + digit > widthPt - 2 * inferred.cellPaddingPt;
		return step > wrapped.minStepEm * figure.sizePt && step < wrapped.maxStepEm * figure.sizePt && isFull;
	});
}
