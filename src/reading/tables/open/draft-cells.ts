import { midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { HeadSpan } from "./heads.ts";
import type { Piece, PieceLine } from "./pieces.ts";

/** A cell by its rows and columns, with what stands in it. */
export interface DraftCell {
	readonly row: number;
	readonly rowSpan: number;
	readonly column: number;
	readonly columnSpan: number;
	readonly pieces: readonly Piece[];
}

/** A cell of one row. */
export type RowCell = Pick<DraftCell, "column" | "columnSpan" | "pieces">;

/** The cells of one row: what stands in each column, and headings over several. */
export function cellsOf(
	row: readonly PieceLine[],
	{ columnOf, spans }: { readonly columnOf: (x: number) => number; readonly spans: ReadonlyMap<Piece, HeadSpan> },
): RowCell[] {
	const cells: { column: number; columnSpan: number; pieces: Piece[] }[] = [];
	for (const piece of row.flatMap(({ pieces }) => pieces)) {
		const single = columnOf(midOf(piece));
		const { from, to } = spans.get(piece) ?? { from: single, to: single };
		const same = cells.find(({ column, columnSpan }) => column <= to && column + columnSpan > from);
		if (same) same.pieces.push(piece);
		else cells.push({ column: from, columnSpan: to - from + 1, pieces: [piece] });
	}
	return cells;
}

/** Cells with their rows. A heading halfway between two levels of headings, with nothing in its column in the other, is of both. */
export function overLevels(cells: readonly (readonly RowCell[])[], rows: readonly (readonly PieceLine[])[]): DraftCell[] {
	const levels = new Set(cells.flatMap((row, i) => (row.some(({ columnSpan }) => columnSpan > 1) ? [i] : [])));
	const isFree = (row: number, { column, columnSpan }: RowCell) =>
		!!cells[row]?.every((other) => other.column >= column + columnSpan || other.column + other.columnSpan <= column);
	const middle = (i: number, other?: RowCell) => {
		const ys = (cells[i] ?? [])
			.filter((cell) => cell !== other)
			.flatMap(({ pieces }) => pieces.map(({ y0, y1 }) => (y0 + y1) / 2));
		return ys.reduce((sum, y) => sum + y, 0) / ys.length;
	};
	const isBetween = (cell: RowCell, upper: number) => {
		const [top, bottom] = [middle(upper, cell), middle(upper + 1, cell)];
		const own = (smallest(cell.pieces.map(({ y0 }) => y0)) + largest(cell.pieces.map(({ y1 }) => y1))) / 2;
		return Math.abs(own - (top + bottom) / 2) < 0.3 * (bottom - top);
	};
	const isOfBoth = (cell: RowCell, i: number, upper: number) =>
		levels.has(upper) && upper + 1 < rows.length && isFree(upper === i ? i + 1 : upper, cell) && isBetween(cell, upper);
	return cells.flatMap((row, i) =>
		row.map((cell): DraftCell => {
			const upper = [i, i - 1].find((at) => isOfBoth(cell, i, at));
			return upper === undefined ? { ...cell, row: i, rowSpan: 1 } : { ...cell, row: upper, rowSpan: 2 };
		}),
	);
}

/**
 * Cells whose lines were taken for several, one below the other, as one over their rows and columns, where nothing else stands
 * there: a heading beside others of more levels.
 */
export function joinStacked(cells: readonly DraftCell[], stacks: readonly (readonly Piece[])[]): DraftCell[] {
	let joined = [...cells];
	for (const stack of stacks) {
		const own = joined.filter(({ pieces }) => pieces.some((piece) => stack.includes(piece)));
		if (own.length < 2) continue;
		const [row, column] = [smallest(own.map((cell) => cell.row)), smallest(own.map((cell) => cell.column))];
		const rowSpan = largest(own.map((cell) => cell.row + cell.rowSpan)) - row;
		const columnSpan = largest(own.map((cell) => cell.column + cell.columnSpan)) - column;
		const whole: DraftCell = { row, rowSpan, column, columnSpan, pieces: own.flatMap(({ pieces }) => pieces) };
		const others = joined.filter((cell) => !own.includes(cell));
		if (others.every((cell) => !meet(cell, whole))) joined = [...others, whole];
	}
	return joined;
}

function meet(one: DraftCell, other: DraftCell): boolean {
	const isApart = one.row >= other.row + other.rowSpan || other.row >= one.row + one.rowSpan;
	return !isApart && one.column < other.column + other.columnSpan && other.column < one.column + one.columnSpan;
}

/** Cells with blank ones where nothing stands, in reading order. */
export function filled(cells: readonly DraftCell[], rows: number, columns: number): DraftCell[] {
	const unitsOf = ({ row, rowSpan, column, columnSpan }: DraftCell) =>
		Array.from(
			{ length: rowSpan * columnSpan },
			(_, i) => (row + Math.floor(i / columnSpan)) * columns + column + (i % columnSpan),
		);
	const taken = new Set(cells.flatMap(unitsOf));
	const blank = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !taken.has(i));
	const blanks = blank.map(
		(i): DraftCell => ({ row: Math.floor(i / columns), rowSpan: 1, column: i % columns, columnSpan: 1, pieces: [] }),
	);
	return [...cells, ...blanks].sort((a, b) => a.row - b.row || a.column - b.column);
}
