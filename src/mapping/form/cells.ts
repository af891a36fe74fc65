import type { Evidence } from "../../model/evidence.ts";
import { rounded } from "../../model/geometry.ts";
import { smallest } from "../../model/many.ts";
import type { Cell, Table } from "../../model/table.ts";
import { plainDigits } from "../../text/digits.ts";
import { parseFigure, WRAP_ROOM_EM } from "../../text/figures.ts";

/** What a form knows of a field: where it goes, and how its label may be printed. */
export interface FieldLabels {
	readonly key: string;
	readonly labels: readonly string[];
}

/** Whether a cell's text was read from pixels. */
export function isRecognized({ lines }: Cell): boolean {
	return lines.some(({ confidence }) => confidence < 1);
}

/** The cell of a row that holds a place across the page; undefined where the row has none there. */
export function cellAt(table: Table, row: number, x: number): Cell | undefined {
	return table.cells.find(
		(cell) => cell.row <= row && row < cell.row + cell.rowSpan && left(table, cell) <= x && x < right(table, cell),
	);
}

/** Where a column stands across the page. */
export interface ColumnExtent {
	readonly from: number;
	readonly to: number;
}

/** How much of a cell and an extent lie above one another, in points; negative when apart. */
export function overlapOf(table: Table, cell: Cell, { from, to }: ColumnExtent): number {
	return Math.min(right(table, cell), to) - Math.max(left(table, cell), from);
}

/** The cell of a row that lies most under an extent; undefined where the row has none there. */
export function cellUnder(table: Table, row: number, extent: ColumnExtent): Cell | undefined {
	let best: { cell: Cell; overlap: number } | undefined;
	for (const cell of table.cells) {
		if (cell.row > row || row >= cell.row + cell.rowSpan) continue;
		const overlap = overlapOf(table, cell, extent);
		if (overlap > 0 && (!best || overlap > best.overlap)) best = { cell, overlap };
	}
	return best?.cell;
}

/** Cells that begin in a row, left to right. */
export function cellsOfRow(table: Table, row: number): Cell[] {
	return table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column);
}

/** Left border of a cell in the table's own columns. */
export function left(table: Table, cell: Cell): number {
	return table.xs[cell.column] ?? 0;
}

/** Right border of a cell in the table's own columns. */
export function right(table: Table, cell: Cell): number {
	return table.xs[cell.column + cell.columnSpan] ?? 0;
}

/** The middle of a cell in the table's own columns. */
export function middle(table: Table, cell: Cell): number {
	return (left(table, cell) + right(table, cell)) / 2;
}

/** How sure a figure is that is well read and spelled so that it may be another one. */
const SPELLED_OTHERWISE = 0.8;

/** A cell read as the figure of a field. */
export function readFigure(path: string, cell: Cell): Evidence {
	const { raw, isWrapped } = printedIn(cell);
	const parsed = parseFigure(raw);
	const doubt = parsed.doubt ?? (isWrapped && parsed.state === "number" ? "wrapped" : undefined);
	const confidence = Math.min(1, doubt ? SPELLED_OTHERWISE : 1, smallest(cell.lines.map((line) => line.confidence)));
	return {
		path,
		raw,
		value: parsed.value,
		state: parsed.state,
		page: cell.page,
		box: rounded(cell.box),
		method: "text",
		readBy: [],
		confidence,
		...(parsed.unit ? { unit: parsed.unit } : {}),
		...(parsed.mark ? { mark: parsed.mark } : {}),
		...(doubt ? { doubt } : {}),
	};
}

/** A figure that a column is too narrow for goes on in the next line; where there was room, that is another figure. */
function printedIn({ text, lines, box }: Cell): { raw: string; isWrapped: boolean } {
	const isStacked = lines.length > 1 && lines.every((line) => /\d/.test(plainDigits(line.text)));
	if (!isStacked) return { raw: text, isWrapped: false };
	const upper = lines.slice(0, -1);
	const isWrapped = upper.every((line) => box[2] - box[0] - (line.box[2] - line.box[0]) < line.sizePt * WRAP_ROOM_EM);
	return { raw: isWrapped ? text : lines.map((line) => line.text).join("\n"), isWrapped };
}

/** Evidence for a figure whose row or column the report's table does not have. */
export function absent(path: string): Evidence {
	return { path, raw: "", value: null, state: "absent", page: null, box: null, method: "text", readBy: [], confidence: 1 };
}
