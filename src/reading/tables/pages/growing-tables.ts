import { append } from "../../../model/many.ts";
import type { Cell, Table } from "../../../model/table.ts";
import type { TableSettings } from "../settings.ts";
import { continues, isAgain, joinTables, regrid, rowLabels } from "./continued-tables.ts";
import { joinColumns } from "./split-columns.ts";

/** A table over more and more pages: what further pages may change, and rows in its middle that they do not. */
export interface GrowingTable {
	/** Its headings and last rows, without the rows that are closed. */
	readonly open: Table;
	/** Runs of whole rows, top to bottom, each in the columns that the table had then. */
	readonly closed: readonly Table[];
	/** The labels of closed rows. */
	readonly labels: ReadonlySet<string>;
}

/** Where more rows than this are open, those in the middle are closed: joining then takes as long for every page. */
const MAX_OPEN = 160;
/** So many rows stay open at the top, to know headings again, */
const TOP = 12;
/** and at the end, where pages are joined. */
const END = 40;

/** The table of one page. */
export function growingTable(open: Table): GrowingTable {
	return { open, closed: [], labels: new Set() };
}

/** The table with the next page's first one, where that goes on with it: in further rows, or in further columns; undefined else. */
export function grown(growing: GrowingTable, next: Table, settings: TableSettings): GrowingTable | undefined {
	const { open, closed, labels } = growing;
	const beside = closed.length === 0 ? joinColumns(open, next) : undefined;
	if (beside) return growingTable(beside);
	const isRepeated = closed.length > 0 && isAgain(new Set([...labels, ...rowLabels(open)]), next);
	if (isRepeated || !continues(open, next, settings)) return undefined;
	return closing({ open: joinTables(open, next, settings), closed, labels });
}

/** The whole table: all rows in the columns of the last page. */
export function wholeTable({ open, closed }: GrowingTable): Table {
	if (closed.length === 0) return open;
	const top = topOf(open);
	const cells = open.cells.filter(({ row }) => row < top);
	let row = top;
	for (const part of closed) {
		append(cells, moved(regrid(part, open.xs), row));
		row += part.rows;
	}
	append(
		cells,
		moved(
			open.cells.filter((cell) => cell.row >= top),
			row - top,
		),
	);
	return { ...open, rows: open.rows + row - top, cells };
}

function moved(cells: readonly Cell[], down: number): Cell[] {
	return cells.map((cell) => ({ ...cell, row: cell.row + down }));
}

/** Closes the rows in the middle where many are open. */
function closing(growing: GrowingTable): GrowingTable {
	const { open, closed, labels } = growing;
	if (open.rows <= MAX_OPEN) return growing;
	const top = topOf(open);
	let end = open.rows - END;
	while (end > top && isCrossed(open, end)) end--;
	if (top >= end) return growing;
	const isInside = ({ row }: Cell) => row >= top && row < end;
	const part = { ...open, rows: end - top, cells: moved(open.cells.filter(isInside), -top) };
	const rest = open.cells
		.filter((cell) => !isInside(cell))
		.map((cell) => (cell.row < end ? cell : { ...cell, row: cell.row - end + top }));
	return {
		open: { ...open, rows: open.rows - part.rows, cells: rest },
		closed: [...closed, part],
		labels: new Set([...labels, ...rowLabels(part)]),
	};
}

/** The first rows that stay open: as many as are whole. */
function topOf(table: Table): number {
	let top = TOP;
	while (top < table.rows && isCrossed(table, top)) top++;
	return top;
}

/** Whether a cell is partly above a row and partly below. */
function isCrossed({ cells }: Table, at: number): boolean {
	return cells.some(({ row, rowSpan }) => row < at && row + rowSpan > at);
}
