import { median } from "../../../model/geometry.ts";
import { smallest } from "../../../model/many.ts";
import type { Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";
import type { HeadSpan } from "./heads.ts";
import type { Piece, PieceLine } from "./pieces.ts";

/**
 * The lines of each row. Lines of one row stand closer than rows do, with no ruling between them, and no two of them have a figure
 * in the same column: two lines that each have their own figures are two rows.
 */
export function rowsOf(lines: readonly PieceLine[], place: RowsPlace, settings: TableSettings): PieceLine[][] {
	const { columnOf, rulings } = place;
	const limit = stepLimit(lines, rulings, settings);
	const rows: PieceLine[][] = [];
	for (const line of lines) {
		const row = rows.at(-1);
		const last = row?.at(-1);
		const isNear = last && line.y - last.y < limit && !isParted(last, line, rulings);
		const isOther = () =>
			haveFigures(row ?? [], line, columnOf) || isLevel(row ?? [], line, place) || areHeads(row ?? [], line, columnOf);
		if (row && isNear && !isOther()) row.push(line);
		else rows.push([line]);
	}
	return rows;
}

/** What tells the rows of a stretch apart. */
export interface RowsPlace {
	readonly columnOf: (x: number) => number;
	readonly rulings: readonly Ruling[];
	/** Headings over several columns. */
	readonly spans: ReadonlyMap<Piece, HeadSpan>;
}

/** Whether a line is below headings each over several of its pieces. */
function isLevel(row: readonly PieceLine[], line: PieceLine, { columnOf, spans }: RowsPlace): boolean {
	const columns = line.pieces.map(({ x0, x1 }) => columnOf((x0 + x1) / 2));
	return row.some(({ pieces }) =>
		pieces.some((piece) => {
			const span = spans.get(piece);
			return span !== undefined && columns.filter((column) => column >= span.from && column <= span.to).length > 1;
		}),
	);
}

/** Whether a ruling lies between two lines. */
function isParted(above: PieceLine, below: PieceLine, rulings: readonly Ruling[]): boolean {
	return rulings.some(({ at }) => at > above.y && at < below.y);
}

/** What stands closer than this is of one row; 0 where rows stand as close as lines of a text. */
function stepLimit(lines: readonly PieceLine[], rulings: readonly Ruling[], { open }: TableSettings): number {
	const size = median(lines.flatMap(({ pieces }) => pieces.map(({ sizePt }) => sizePt)));
	const steps = lines.slice(1).flatMap((line, i) => {
		const above = lines[i];
		return above ? [{ step: line.y - above.y, isParted: isParted(above, line, rulings) }] : [];
	});
	// Where every row has rulings around it, they tell.
	const parted = steps.filter((one) => one.isParted).length;
	if (parted > open.ruledShare * steps.length) return open.maxStepEm * size;
	const [rows, close] = [
		steps.filter(({ step }) => step >= open.rowStepEm * size).map(({ step }) => step),
		steps.filter(({ step }) => step < open.rowStepEm * size),
	];
	if (close.length === 0) return 0;
	return rows.length === 0 ? open.insideStepEm * size : Math.min(open.rowStepEm * size, open.rowShare * smallest(rows));
}

/** A figure that is part of a heading: FY 2007. */
const YEAR = /^(?:19|20)\d\d$/;

/** Whether several figures of a line stand below words alone: these are their headings, however near. */
function areHeads(row: readonly PieceLine[], line: PieceLine, columnOf: (x: number) => number): boolean {
	const columnsOf = (pieces: readonly Piece[]) => pieces.map(({ x0, x1 }) => columnOf((x0 + x1) / 2));
	const all = row.flatMap(({ pieces }) => pieces);
	const words = new Set(columnsOf(all.filter(({ isFigure }) => !isFigure)));
	const figures = columnsOf(line.pieces.filter(({ isFigure, text }) => isFigure && !YEAR.test(text)));
	return !all.some(({ isFigure }) => isFigure) && figures.filter((column) => column > 0 && words.has(column)).length > 1;
}

function haveFigures(row: readonly PieceLine[], line: PieceLine, columnOf: (x: number) => number): boolean {
	const known = new Set(figureColumns(row, columnOf));
	return figureColumns([line], columnOf).some((column) => known.has(column));
}

function figureColumns(lines: readonly PieceLine[], columnOf: (x: number) => number): number[] {
	return lines.flatMap(({ pieces }) => pieces.filter(({ isFigure }) => isFigure).map(({ x0, x1 }) => columnOf((x0 + x1) / 2)));
}
