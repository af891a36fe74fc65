import { median, midX, midY, unionOf } from "../../../model/geometry.ts";
import type { Glyph, Ruling } from "../../../model/page.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import { isFigureLike } from "../../../text/figures.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, textOf } from "../lines.ts";
import { blankLabels, labelBorders } from "../unruled/assign-labels.ts";
import { findColumns } from "../unruled/columns.ts";
import { joinLabels } from "../unruled/row-labels.ts";
import type { Line, Word } from "../unruled/table-lines.ts";
import { splitTouchingFigures, wordsOf } from "../unruled/table-lines.ts";
import { PART_NAME } from "../unruled/zones.ts";
import type { Grid, Span } from "./grid.ts";
import { gridOf } from "./grid.ts";
import type { RulingGroup } from "./rulings.ts";

/** The widest padding at the sides of a cell that word processors set by themselves, and a little. */
const CELL_PADDING_PT = 6.5;

/** No count is so long that a cell wraps it over more lines. */
const MAX_WRAPPED_LINES = 3;
/** A figure that shares its cell with its label stands this far from it. */
const LABEL_GAP_EM = 1.5;
/** Gaps between columns are wider than those between characters by this, in characters. */
const WIDER_EM = 0.15;
/** So many cells with one figure each show that a table is ruled, and so few crowded ones beside them that it is wholly. */
const MIN_SINGLE = 20;
const STRAY_SHARE = 0.03;

/**
 * The rulings of a table with those that its maker left out: where cells hold several figures,
 * borders are laid between them, first along the rulings that end at such a cell, then between
 * columns of figures, then between rows of them. Undefined where figures remain crowded: too little
 * is ruled, and the table is read by alignment alone.
 */
export function inferRulings(group: RulingGroup, glyphs: readonly Glyph[]): RulingGroup | undefined {
	let current = group;
	let asRuled: RulingGroup | undefined;
	for (const step of [extendRulings, divideColumns, divideRows]) {
		const grid = gridOf(current);
		if (!grid) return undefined;
		const crowded = crowdedCells(grid, glyphs);
		if (crowded.length === 0) return current;
		if (current === group && isStray(crowded, grid, glyphs)) {
			if (glyphs.some(({ confidence }) => confidence !== undefined)) return group;
			asRuled = group;
		}
		// Rows under several headings, one below the other, in one cell: alignment tells them apart, rulings do not.
		if (!asRuled && crowded.some(({ words }) => words.some(({ text }) => PART_NAME.test(text)))) return undefined;
		current = step(current, { grid, crowded, glyphs });
	}
	const grid = gridOf(current);
	return grid && crowdedCells(grid, glyphs).length === 0 ? current : asRuled;
}

/** Whether so few cells are crowded beside those with one figure each that the rulings are whole: a speck on a scan, a misread label. */
function isStray(crowded: readonly Crowded[], grid: Grid, glyphs: readonly Glyph[]): boolean {
	const single = grid.spans.filter((span) => wordsIn(boxOf(grid, span), glyphs).filter((word) => word.isFigure).length === 1);
	return single.length >= MIN_SINGLE && crowded.length <= Math.max(1, STRAY_SHARE * single.length);
}

interface Crowded {
	readonly span: Span;
	readonly words: readonly Word[];
}

interface Place {
	readonly grid: Grid;
	readonly crowded: readonly Crowded[];
	readonly glyphs: readonly Glyph[];
}

/** Cells that hold more than one figure, apart from one another. */
function crowdedCells(grid: Grid, glyphs: readonly Glyph[]): Crowded[] {
	const cells = grid.spans.map((span) => {
		const box = boxOf(grid, span);
		const words = wordsIn(box, glyphs);
		return { span, words, figures: words.filter((word) => word.isFigure), widthPt: box[2] - box[0] };
	});
	// Where a row has several figures in every cell, and some that are not wrapped or several labels, none is: those are rows.
	const isRows = (row: number) => {
		const own = cells.filter(({ span }) => span.row === row && span.rowSpan === 1);
		const filled = own.filter(({ figures }) => figures.length > 0);
		const isWhole = filled.every(({ figures }) => figures.length > 1);
		const hasLabels = own.some(({ words }) => words.filter(({ text }) => isEnumerated(text)).length > 1);
		return isWhole && (hasLabels || filled.some(({ figures, widthPt }) => !isWrapped(figures, widthPt)));
	};
	return cells.flatMap(({ span, words, figures, widthPt }) => {
		const isCrowded =
			figures.length > 1 ? !isWrapped(figures, widthPt) || isRows(span.row) : figures.some((figure) => isLabelled(figure, words));
		return isCrowded ? [{ span, words }] : [];
	});
}

function wordsIn(box: readonly [number, number, number, number], glyphs: readonly Glyph[]): Word[] {
	return linesOf(glyphsIn(box, glyphs)).flatMap(wordsOf);
}

function glyphsIn([x0, y0, x1, y1]: readonly [number, number, number, number], glyphs: readonly Glyph[]): Glyph[] {
	return glyphs.filter(({ box }) => midX(box) >= x0 && midX(box) < x1 && midY(box) >= y0 && midY(box) < y1);
}

/** Whether a figure stands in one cell with its label, well apart from it. */
function isLabelled(figure: Word, words: readonly Word[]): boolean {
	return words.some(
		(word) => Math.abs(word.y0 - figure.y0) < 0.5 * word.sizePt && figure.x0 - word.x1 > LABEL_GAP_EM * word.sizePt,
	);
}

/** Whether stacked figures are one that its narrow cell wraps: close together, all lines but the last full. */
function isWrapped(words: readonly Word[], widthPt: number): boolean {
	if (words.length > MAX_WRAPPED_LINES) return false;
	return words.slice(0, -1).every((word, i) => {
		const step = (words[i + 1]?.y0 ?? 0) - word.y0;
		const digit = (word.x1 - word.x0) / word.text.length;
		const isFull = word.x1 - word.x0 + digit > widthPt - 2 * CELL_PADDING_PT;
		return step > 0.5 * word.sizePt && step < 1.7 * word.sizePt && isFull;
	});
}

function boxOf({ xs, ys }: Grid, span: Span): readonly [number, number, number, number] {
	return [xs[span.column] ?? 0, ys[span.row] ?? 0, xs[span.column + span.columnSpan] ?? 0, ys[span.row + span.rowSpan] ?? 0];
}

/** Carries borders of the grid on through the rows of crowded cells, where they cut no text. */
function extendRulings(group: RulingGroup, { grid, crowded, glyphs }: Place): RulingGroup {
	const [horizontal, vertical] = [[...group.horizontal], [...group.vertical]];
	const rows = new Set(crowded.flatMap(({ span }) => Array.from({ length: span.rowSpan }, (_, i) => span.row + i)));
	for (const span of grid.spans) {
		if (![...rows].some((row) => row >= span.row && row < span.row + span.rowSpan)) continue;
		const box = boxOf(grid, span);
		const [x0, , x1] = box;
		const words = span.rowSpan > 1 ? wordsIn(box, glyphs) : [];
		for (const y of grid.ys.slice(span.row + 1, span.row + span.rowSpan))
			if (!words.some((word) => word.y0 < y - 1 && word.y1 > y + 1)) horizontal.push(across(y, x0, x1));
	}
	for (const row of rows) {
		const [top, bottom] = [grid.ys[row] ?? 0, grid.ys[row + 1] ?? 0];
		const words = wordsIn([grid.xs[0] ?? 0, top, grid.xs.at(-1) ?? 0, bottom], glyphs);
		for (const x of grid.xs.slice(1, -1)) if (!words.some((word) => crosses(word, x))) vertical.push(down(x, top, bottom));
	}
	return { horizontal, vertical };
}

/** Borders between columns of figures under one heading, in every row of the grid whose text they do not cut. */
function divideColumns(group: RulingGroup, { grid, crowded, glyphs }: Place): RulingGroup {
	const isBeside = ({ words }: Crowded) =>
		words.some((a) => a.isFigure && words.some((b) => a !== b && Math.abs(a.y0 - b.y0) < 0.5 * a.sizePt));
	if (!crowded.some(isBeside)) return group;
	const bands = grid.ys.slice(1).map((bottom, i): Band => {
		const top = grid.ys[i] ?? 0;
		return { top, bottom, lines: linesIn([grid.xs[0] ?? 0, top, grid.xs.at(-1) ?? 0, bottom], glyphs) };
	});
	const vertical = [...group.vertical];
	for (const part of partsOf(bands)) {
		const cuts = columnCuts(part, grid.xs).filter((x) => x > (grid.xs[0] ?? 0) && x < (grid.xs.at(-1) ?? 0));
		for (const { top, bottom, lines } of part) {
			const words = lines.flatMap((line) => line.words);
			for (const x of cuts) if (!words.some((word) => crosses(word, x))) vertical.push(down(x, top, bottom));
		}
	}
	return { ...group, vertical };
}

/** Whether a text runs on over a place: no gap there is wider than the usual one between its characters. */
function crosses({ glyphs, x0, x1, sizePt }: Word, x: number): boolean {
	if (x0 >= x || x1 <= x) return false;
	const next = glyphs.findIndex((glyph) => midX(glyph.box) > x);
	const gaps = glyphs.slice(1).map((glyph, i) => glyph.box[0] - (glyphs[i]?.box[2] ?? 0));
	return (gaps[next - 1] ?? 0) < median(gaps) + WIDER_EM * sizePt;
}

/** One row of the grid. */
interface Band {
	readonly top: number;
	readonly bottom: number;
	readonly lines: readonly Line[];
}

/** Rows of headings with the rows of figures below them. */
function partsOf(bands: readonly Band[]): Band[][] {
	const parts: Band[][] = [];
	let before = true;
	for (const band of bands) {
		const hasFigures = band.lines.some((line) => line.hasFigures);
		if (!hasFigures && before) parts.push([band]);
		else parts.at(-1)?.push(band) ?? parts.push([band]);
		before = hasFigures;
	}
	return parts;
}

/** Places between columns of figures, and between the labels and the first of them; on a border (`xs`) that other rows have there. */
function columnCuts(bands: readonly Band[], xs: readonly number[]): number[] {
	const lines = bands.flatMap((band) => band.lines);
	const first = lines.findIndex((line) => line.hasFigures);
	if (first < 0) return [];
	const { columns, labelEnd } = findColumns({ titles: [], header: lines.slice(0, first), body: lines.slice(first) });
	const start = columns[0]?.x0 ?? labelEnd;
	const cut = (from: number, to: number) => xs.find((x) => x > from && x < to) ?? (from + to) / 2;
	return [cut(2 * labelEnd - start, start), ...columns.slice(1).map((column, i) => cut(columns[i]?.x1 ?? 0, column.x0))];
}

function linesIn(box: readonly [number, number, number, number], glyphs: readonly Glyph[]): Line[] {
	const lines = linesOf(glyphsIn(box, glyphs)).map((line) => {
		const words = wordsOf(line);
		return { y0: line.y0, y1: line.y1, words, hasFigures: words.some((word) => word.isFigure), isProse: false };
	});
	return splitTouchingFigures(lines);
}

/** Borders between rows of figures; in columns of labels, between the labels of those rows. */
function divideRows(group: RulingGroup, { grid, crowded, glyphs }: Place): RulingGroup {
	const [horizontal, vertical] = [[...group.horizontal], [...group.vertical]];
	for (const [top, bottom] of new Map(crowded.map(({ span }) => [span.row, span.row + span.rowSpan]))) {
		const [y0, y1] = [grid.ys[top] ?? 0, grid.ys[bottom] ?? 0];
		const inBand = grid.spans.filter((span) => span.row < bottom && span.row + span.rowSpan > top);
		const figures = crowded.filter(({ span }) => span.row === top).flatMap(({ words }) => words.filter((p) => p.isFigure));
		const found = linesOf(figures.flatMap((word) => word.glyphs)).map((line) => midY(unionOf(line.glyphs.map((g) => g.box))));
		const columns = inBand.map((span) => {
			const [x0, , x1] = boxOf(grid, span);
			const box = [x0, y0, x1, y1] as const;
			const { rowLabels, groups } = splitLabels(linesOf(glyphsIn(box, glyphs)));
			return { box, rowLabels, groups, isLabel: rowLabels.some((line) => !isFigureLike(textOf(line.glyphs))) };
		});
		const blank = blankLabels(columns.findLast(({ isLabel }) => isLabel)?.rowLabels ?? [], found);
		const rowCentres = [...found, ...blank.map((row) => (row.y0 + row.y1) / 2)].sort((a, b) => a - b);
		const divided = columns.map((column) => ({ ...column, cuts: labelBorders(column.rowLabels, rowCentres) }));
		// Figures keep to the rows of their labels, so that the borders of a row meet.
		const rows = divided.findLast(({ isLabel, cuts }) => isLabel && cuts.length === rowCentres.length - 1)?.cuts;
		for (const { box, rowLabels, groups, isLabel, cuts: own } of divided) {
			const cuts = isLabel ? own : (rows ?? own);
			for (const y of cuts.length > 0 ? [y0, ...cuts, y1] : []) horizontal.push(across(y, box[0], box[2]));
			for (const [i, from] of [y0, ...cuts].entries()) {
				const x = groupEdge(rowLabels, groups, [from, cuts[i] ?? y1]);
				if (x !== undefined) vertical.push(down(x, from, cuts[i] ?? y1));
			}
		}
	}
	return { horizontal, vertical };
}

/** Labels next to the figures, and those further left that name groups of rows. */
function splitLabels(lines: readonly GlyphLine[]): { rowLabels: GlyphLine[]; groups: GlyphLine[] } {
	const segments = lines.map((line) =>
		joinLabels(wordsOf(line)).map((words): GlyphLine => ({ ...line, glyphs: words.flatMap(({ glyphs }) => glyphs) })),
	);
	const beside = segments.filter((line) => line.length > 1).flatMap((line) => line.slice(-1));
	const left = Math.min(...beside.map((line) => line.glyphs[0]?.box[0] ?? Infinity));
	const isRowLabel = (line: GlyphLine) => (line.glyphs.at(-1)?.box[2] ?? 0) > left;
	const rowLabels = segments.flatMap((line) =>
		line.slice(-1).filter((last) => line.length > 1 || beside.length === 0 || isRowLabel(last)),
	);
	return { rowLabels, groups: segments.flat().filter((line) => !rowLabels.includes(line)) };
}

/** The place between group labels and row labels within one row; undefined where it has only one kind. */
function groupEdge(
	rowLabels: readonly GlyphLine[],
	groups: readonly GlyphLine[],
	[from, to]: readonly [number, number],
): number | undefined {
	const isInside = ({ y0, y1 }: GlyphLine) => (y0 + y1) / 2 > from && (y0 + y1) / 2 < to;
	const right = Math.max(...groups.filter(isInside).map((line) => line.glyphs.at(-1)?.box[2] ?? 0));
	const left = Math.min(...rowLabels.filter(isInside).map((line) => line.glyphs[0]?.box[0] ?? Infinity));
	return Number.isFinite(right) && Number.isFinite(left) && right < left ? (right + left) / 2 : undefined;
}

function across(at: number, from: number, to: number): Ruling {
	return { axis: "horizontal", at, from, to };
}

function down(at: number, from: number, to: number): Ruling {
	return { axis: "vertical", at, from, to };
}
