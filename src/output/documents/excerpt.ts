import type { PrintedCell, PrintedTable } from "../../model/printed.ts";

/** Tables with more columns than this are cut to the flagged ones. */
const MAX_COLUMNS = 10;
/** Where more rows than this have flagged figures, the finding is about columns. */
const MAX_ROWS = 4;

/**
 * The part of a table around some figures: their rows with the heads above them, and their columns with the labels
 * beside them. Whole rows are kept where few are flagged and the table is narrow. Undefined where none of the
 * figures is in this table.
 */
export function excerptOf(table: PrintedTable, paths: ReadonlySet<string>): PrintedTable | undefined {
	const flagged = table.cells.filter(({ path }) => path !== undefined && paths.has(path));
	if (flagged.length === 0) return undefined;
	const figures = table.cells.filter(({ path }) => path !== undefined);
	const figureRows = new Set(figures.map(({ row }) => row));
	const rows = new Set(flagged.map(({ row }) => row));
	const isOfColumns = rows.size > MAX_ROWS;
	for (const row of [...rows]) for (const head of headsAbove(row, figureRows)) rows.add(head);
	const columns = isOfColumns || table.columns > MAX_COLUMNS ? columnsOf(table, flagged, figures) : allOf(table.columns);
	return cut(table, rows, columns);
}

/** The head rows of the block that a row is in: the nearest rows above it that hold labels only. */
function headsAbove(row: number, figureRows: ReadonlySet<number>): number[] {
	let last = row - 1;
	while (last >= 0 && figureRows.has(last)) last--;
	const heads: number[] = [];
	for (; last >= 0 && !figureRows.has(last); last--) heads.push(last);
	return heads;
}

/** Columns of the flagged figures, and those that hold labels only. */
function columnsOf(table: PrintedTable, flagged: readonly PrintedCell[], figures: readonly PrintedCell[]): Set<number> {
	const covered = (cells: readonly PrintedCell[]) =>
		new Set(cells.flatMap(({ column, columnSpan }) => Array.from({ length: columnSpan }, (_, i) => column + i)));
	const withFigures = covered(figures);
	const labels = [...allOf(table.columns)].filter((column) => !withFigures.has(column));
	return new Set([...labels, ...covered(flagged)]);
}

function allOf(count: number): Set<number> {
	return new Set(Array.from({ length: count }, (_, i) => i));
}

/** The table with only these rows and columns; spans shrink, cells with nothing left go. */
function cut(table: PrintedTable, rows: ReadonlySet<number>, columns: ReadonlySet<number>): PrintedTable {
	const before = (kept: ReadonlySet<number>, end: number) => [...kept].filter((index) => index < end).length;
	const within = (kept: ReadonlySet<number>, from: number, span: number) => before(kept, from + span) - before(kept, from);
	const cells = table.cells.flatMap((cell): PrintedCell[] => {
		const rowSpan = within(rows, cell.row, cell.rowSpan);
		const columnSpan = within(columns, cell.column, cell.columnSpan);
		if (rowSpan === 0 || columnSpan === 0) return [];
		return [{ ...cell, row: before(rows, cell.row), column: before(columns, cell.column), rowSpan, columnSpan }];
	});
	return { ...table, rows: rows.size, columns: columns.size, cells };
}
