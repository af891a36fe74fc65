import type { Evidence, StatedUnit } from "../../model/evidence.ts";
import type { Cell, Table } from "../../model/table.ts";
import { isFigureLike, unitInCaption, unitInLabel } from "../../text/figures.ts";
import { left, readFigure, right } from "./cells.ts";

/**
 * The unit of money that is printed for a cell: in the headings right over it, in the labels of its row, or in a line over
 * the whole table. A unit of a heading that was recognised from pixels is none: it may have lost its 万.
 */
function statedFor(table: Table, cell: Cell): StatedUnit | undefined {
	const printed = table.cells.filter(({ text, lines }) => text !== "" && lines.every(({ confidence }) => confidence === 1));
	const heading = headingsOver(table, cell).find((one) => printed.includes(one) && unitInLabel(one.text) !== undefined);
	if (heading) return { unit: unitInLabel(heading.text) ?? null, from: "heading" };
	const inRow = printed.filter((one) => one.row <= cell.row && cell.row < one.row + one.rowSpan && one.column < cell.column);
	const row = inRow.findLast(({ text }) => unitInLabel(text) !== undefined);
	if (row) return { unit: unitInLabel(row.text) ?? null, from: "row" };
	const caption = printed.find(({ row: at, text }) => at <= 1 && unitInCaption(text) !== undefined);
	return caption ? { unit: unitInCaption(caption.text) ?? null, from: "caption" } : undefined;
}

/** A cell read as the figure of a field, with the unit of money printed for it. */
export function readStated(path: string, table: Table, cell: Cell): Evidence {
	const stated = statedFor(table, cell);
	return { ...readFigure(path, cell), ...(stated ? { stated } : {}) };
}

/** The cells right over a cell, nearest first, up to the first figure: headings of other rows say nothing of it. */
function headingsOver(table: Table, cell: Cell): Cell[] {
	const above = table.cells.filter(
		(one) => one.row < cell.row && left(table, one) < right(table, cell) && right(table, one) > left(table, cell),
	);
	const nearest = above.sort((a, b) => b.row - a.row);
	const end = nearest.findIndex(({ text }) => text !== "" && isFigureLike(text));
	return end < 0 ? nearest : nearest.slice(0, end);
}
