import type { Extent } from "../../../model/geometry.ts";
import { midOf } from "../../../model/geometry.ts";
import { append, largest, smallest } from "../../../model/many.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import type { TablePart } from "./zones.ts";

/** One column of figures: its extent, and the words of its own heading, top to bottom. */
export interface FigureColumn {
	x0: number;
	x1: number;
	readonly heading: Word[];
}

/** The figure columns of a part, left to right, and headings that span several of them. */
export interface TableColumns {
	readonly columns: readonly FigureColumn[];
	readonly spanning: readonly { readonly word: Word; readonly from: number; readonly to: number }[];
	/** Where labels end and figures begin. */
	readonly labelEnd: number;
}

/** Finds the columns of figures by what stands above one another; headings add empty columns. */
export function findColumns(part: TablePart, settings: TableSettings): TableColumns {
	const { touchPt } = settings.columns;
	const columns: FigureColumn[] = [];
	for (const word of figures(part, settings)) widen(columns, word, touchPt);
	columns.sort((a, b) => a.x0 - b.x0);
	const left = columns[0]?.x0 ?? 0;
	const head = part.header.flatMap((line) => line.words);
	const { own, upper } = splitHeader(head, columns, settings);
	const labels = part.body.flatMap((line) => line.words).filter((word) => !word.isFigure && word.x1 <= left + touchPt);
	const labelRight = Math.max(0, largest(labels.map((word) => word.x1)));
	// Beside figures without labels every heading is a column's, those of empty columns before the first figure too.
	addHeadings(columns, own, { ...(labels.length > 0 ? { left, labelRight } : { left: -Infinity, labelRight: 0 }), settings });
	columns.sort((a, b) => a.x0 - b.x0);
	const firstLeft = columns[0]?.x0 ?? left;
	const labelEnd = labelRight < firstLeft ? (labelRight + firstLeft) / 2 : firstLeft;
	const spanning = upper
		.filter((word) => word.x0 >= labelEnd - 2 * touchPt)
		.map((word, _, all) => ({
			word,
			...spanUnder(word, columns, {
				beside: all.filter((other) => other !== word && other.y0 === word.y0),
				offCentrePt: settings.columns.offCentrePt,
			}),
		}));
	return { columns, spanning, labelEnd };
}

function figures(part: TablePart, settings: TableSettings): Word[] {
	return part.body
		.filter((line) => line.hasFigures)
		.flatMap(({ words }) => words.filter((word, i) => word.isFigure && !isItemNumber(word, words[i + 1], settings)));
}

/** Whether words follow close by: the number of an item whose characters are spaced. */
function isItemNumber(word: Word, next: Word | undefined, { words }: TableSettings): boolean {
	return !!next && !next.isFigure && next.x0 - word.x1 < words.maxLetterGapEm * word.sizePt;
}

function widen(columns: FigureColumn[], word: Word, touchPt: number): void {
	const same = columns.find((column) => word.x0 < column.x1 + touchPt && word.x1 > column.x0 - touchPt);
	if (!same) {
		columns.push({ x0: word.x0, x1: word.x1, heading: [] });
		return;
	}
	same.x0 = Math.min(same.x0, word.x0);
	same.x1 = Math.max(same.x1, word.x1);
}

/**
 * A heading's own lines are the lowest ones above its column, as close as wrapped lines are; what
 * stands higher spans several columns.
 */
function splitHeader(
	head: readonly Word[],
	columns: readonly FigureColumn[],
	settings: TableSettings,
): { own: Word[]; upper: Word[] } {
	const { touchPt, maxPaddingPt, headingGapEm } = settings.columns;
	const own: Word[] = [];
	const upper: Word[] = [];
	const pitch = pitchOf(columns);
	const lowest = [...head].sort((a, b) => b.y0 - a.y0);
	for (const word of lowest) {
		const below = own.filter((other) => other.x0 < word.x1 && other.x1 > word.x0);
		const under = columns.filter((column) => column.x0 < word.x1 + touchPt && column.x1 > word.x0 - touchPt).length;
		const next = smallest(below.map((other) => other.y0));
		const isInMiddle = (other: Word) => Math.abs(midOf(other) - midOf(word)) < word.sizePt;
		const wraps = below.length <= 1 || below.every(isInMiddle);
		// What is wrapped fills its line; a shorter text above a heading is the heading of a group.
		const isFull = word.x1 - word.x0 + word.sizePt > pitch - maxPaddingPt || !Number.isFinite(pitch);
		const isOwn = below.length === 0 ? under <= 1 : under <= 1 && wraps && isFull && next - word.y1 < headingGapEm * word.sizePt;
		(isOwn ? own : upper).push(word);
	}
	return { own: own.reverse(), upper: upper.reverse() };
}

/**
 * Gives every column its heading: in order where there are as many, else the one that stands above its figures, else the
 * nearest that no column has, since figures may be set to one side. Headings left over, right of `left`, are columns without
 * figures. What stands over the labels, which end at `labelRight`, is no column's.
 */
function addHeadings(
	columns: FigureColumn[],
	own: readonly Word[],
	{ left, labelRight, settings }: { readonly left: number; readonly labelRight: number; readonly settings: TableSettings },
): void {
	const figures = columns.map(({ x0, x1 }) => ({ x0, x1 }));
	const loose: FigureColumn[] = [];
	const { touchPt, shiftShare } = settings.columns;
	const cells = headingCells(own, touchPt);
	const last = cells.slice(-columns.length);
	// A single column has the last heading wherever its figures stand under it; the first is the labels'.
	if (standAlike(last, columns, shiftShare) || (columns.length === 1 && cells.length === 2)) {
		joinInOrder(columns, last);
		if (left === -Infinity) append(columns, cells.slice(0, -last.length));
		return;
	}
	for (const cell of cells) {
		const under = columns.find((_, i) => figures[i] && distance(figures[i], cell) < touchPt);
		if (under) join(under, cell);
		else if (midOf(cell) > labelRight) loose.push(cell);
	}
	for (const cell of loose) addLoose(columns, cell, { figures, left });
}

function joinInOrder(columns: readonly FigureColumn[], headings: readonly FigureColumn[]): void {
	for (const [i, column] of columns.entries()) if (headings[i]) join(column, headings[i]);
}

/** Gives a heading that stands above no figures to the nearest column without one, or makes it a column. */
function addLoose(
	columns: FigureColumn[],
	cell: FigureColumn,
	{ figures, left }: { readonly figures: readonly Extent[]; readonly left: number },
): void {
	const bare = columns.filter((column) => column.heading.length === 0 && !isBetween(figures, cell, column));
	const [nearest] = bare.sort((a, b) => distance(a, cell) - distance(b, cell));
	if (nearest) join(nearest, cell);
	else if (cell.x0 > left) columns.push(cell);
}

/** Whether all headings stand alike over their columns: figures at one side of each, or in its middle. */
function standAlike(cells: readonly Extent[], columns: readonly Extent[], shiftShare: number): boolean {
	if (cells.length !== columns.length || cells.length < 2) return false;
	const middles = cells.map(midOf);
	const spreads = [({ x0 }: Extent) => x0, ({ x1 }: Extent) => x1, midOf].map((side) => {
		const offsets = columns.map((column, i) => side(column) - (middles[i] ?? 0));
		return largest(offsets) - smallest(offsets);
	});
	return smallest(spreads) < shiftShare * pitchOf(cells);
}

/** The least distance of columns from middle to middle; Infinity for one. */
function pitchOf(columns: readonly Extent[]): number {
	return smallest(columns.slice(1).map((column, i) => midOf(column) - midOf(columns[i] ?? column)));
}

/** Headings with all their lines, left to right. */
function headingCells(own: readonly Word[], touchPt: number): FigureColumn[] {
	const cells: FigureColumn[] = [];
	for (const word of own) {
		const line = { x0: word.x0, x1: word.x1, heading: [word] };
		const same = cells.find((cell) => distance(cell, line) < touchPt);
		if (same) join(same, line);
		else cells.push(line);
	}
	return cells.sort((a, b) => a.x0 - b.x0);
}

function join(column: FigureColumn, cell: FigureColumn): void {
	append(column.heading, cell.heading);
	column.x0 = Math.min(column.x0, cell.x0);
	column.x1 = Math.max(column.x1, cell.x1);
}

function distance(a: Extent, b: Extent): number {
	return Math.max(a.x0 - b.x1, b.x0 - a.x1);
}

/** Whether figures of another column stand between a heading and a column. */
function isBetween(figures: readonly Extent[], heading: Extent, column: Extent): boolean {
	const [low, high] = [Math.min(heading.x1, column.x1), Math.max(heading.x0, column.x0)];
	return figures.some((other) => other.x0 > low && other.x1 < high);
}

/**
 * The widest run of columns in whose middle the heading stands, short of its neighbours on the
 * same line: headings are set centred.
 */
function spanUnder(
	word: Word,
	all: readonly FigureColumn[],
	{ beside, offCentrePt }: { readonly beside: readonly Word[]; readonly offCentrePt: number },
): { from: number; to: number } {
	const centre = midOf(word);
	const low = Math.max(-Infinity, largest(beside.filter((other) => other.x1 < centre).map((other) => other.x1)));
	const high = Math.min(Infinity, smallest(beside.filter((other) => other.x0 > centre).map((other) => other.x0)));
	const first = all.findIndex((column) => midOf(column) > low);
	const columns = all.map((column) => (midOf(column) > low && midOf(column) < high ? column : undefined));
	let best = { from: Math.max(first, 0), to: Math.max(first, 0), score: -Infinity };
	for (let from = 0; from < columns.length; from++) {
		for (let to = from; to < columns.length; to++) {
			const [start, end] = [columns[from], columns[to]];
			if (!start || !end) continue;
			const middle = (start.x0 + end.x1) / 2;
			const off = Math.abs(middle - centre);
			const score = off <= offCentrePt ? to - from : -off;
			if (score > best.score) best = { from, to, score };
		}
	}
	return { from: best.from, to: best.to };
}
