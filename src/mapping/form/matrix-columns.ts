import { largest } from "../../model/many.ts";
import type { Cell, Table } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import { labelScore, withoutHead } from "../../text/labels.ts";
import type { ColumnExtent, FieldLabels } from "./cells.ts";
import { isRecognized, left, right } from "./cells.ts";

/** A column heading must agree this well. */
const MIN_COLUMN_SCORE = 0.66;

/**
 * The columns of a table that goes on without headings: as they were told before, in their order, where its own figures stand, if it has as
 * many columns of figures. Sheets of a scan are shifted and scaled against one another.
 */
export function continued(
	told: ReadonlyMap<string, ColumnExtent>,
	headings: number,
	own: ReadonlyMap<string, ColumnExtent>,
): ReadonlyMap<string, ColumnExtent> {
	if (headings > 0 || own.size !== told.size || overlapping([...told.values()]) > 0) return new Map(told);
	const keys = [...told].sort(([, a], [, b]) => a.from - b.from).map(([key]) => key);
	const places = [...own.values()].sort((a, b) => a.from - b.from);
	return new Map(keys.flatMap((key, i) => (places[i] ? [[key, places[i]] as const] : [])));
}

/** How many columns reach over the middle of another: where one begins does not tell their order then. */
export function overlapping(extents: readonly ColumnExtent[]): number {
	const middles = extents.map(({ from, to }) => (from + to) / 2);
	return extents.filter(({ from, to }, i) => middles.some((x, k) => k !== i && from < x && x < to)).length;
}

/** So many headings tell in which order the columns stand. */
const MIN_KNOWN = 2;

/** What a matrix form says of its columns, in its order. */
interface ColumnForm {
	readonly columns: readonly FieldLabels[];
	/** Headings over several columns, outermost first. */
	readonly heads?: readonly string[];
}

/** Where each column stands across the page, by its key, and the first row behind the headings. */
export function findColumns(
	table: Table,
	{ columns: fields, heads = [] }: ColumnForm,
): { extentByKey: Map<string, ColumnExtent>; firstBodyRow: number } {
	const extentByKey = new Map<string, ColumnExtent>();
	const firstFigures = Math.min(firstFigureRow(table), headingRow(table, fields) + 2);
	let lastHeader = -1;
	for (const field of fields) {
		let best: { cell: Cell; score: number } | undefined;
		for (const cell of table.cells) {
			if (cell.row >= firstFigures || cell.text === "") continue;
			const score = labelScore(withoutHead(cell.text, heads), field.labels);
			if (score >= MIN_COLUMN_SCORE && (!best || score > best.score || (score === best.score && cell.row > best.cell.row)))
				best = { cell, score };
		}
		if (!best) continue;
		extentByKey.set(field.key, extentOf(table, best.cell));
		lastHeader = Math.max(lastHeader, best.cell.row + best.cell.rowSpan - 1);
	}
	return {
		extentByKey: completed(extentByKey, lastColumns(table, fields)),
		firstBodyRow: Math.min(lastHeader + 1, firstFigures),
	};
}

/**
 * Where the headings that were found stand over the last columns in the form's order, or with its last
 * column first, the others do too, whatever is printed over them. That the last is first must be read:
 * headings that are one column off look the same. Where all were found, each over a column, the columns are as wide as
 * their figures' cells: a heading that ran into the labels' or its neighbours' reaches too far. The form's order is asked first: by where
 * such a heading begins, it would stand before its neighbours.
 */
function completed(found: Map<string, ColumnExtent>, inOrder: ReadonlyMap<string, ColumnExtent>): Map<string, ColumnExtent> {
	if (found.size < MIN_KNOWN) return found;
	const [keys, places] = [[...inOrder.keys()], [...inOrder.values()]];
	const [last = ""] = keys.slice(-1);
	const asFound = [...found].sort(([, a], [, b]) => a.from - b.from).map(([key]) => key);
	const inForm = found.has(last) ? [keys, [last, ...keys.slice(0, -1)]] : [keys];
	const orders = found.size === inOrder.size ? [...inForm, asFound] : inForm;
	const agrees = (order: readonly string[]) =>
		[...found].every(([key, { from, to }]) => {
			const place = places[order.indexOf(key)];
			return place !== undefined && from < place.to && to > place.from;
		});
	const order = orders.find(agrees);
	return order ? new Map(order.flatMap((key, i) => (places[i] ? [[key, places[i]] as const] : []))) : found;
}

/** The first row with the most of the headings; the table's last where there are none. */
function headingRow(table: Table, fields: readonly FieldLabels[]): number {
	const counts = Array.from({ length: table.rows }, () => 0);
	for (const cell of table.cells) {
		if (cell.text === "" || isFigureLike(cell.text)) continue;
		if (fields.some((field) => labelScore(cell.text, field.labels) >= MIN_COLUMN_SCORE))
			counts[cell.row] = (counts[cell.row] ?? 0) + 1;
	}
	const most = largest(counts);
	return most > 0 ? counts.indexOf(most) : table.rows;
}

/** The first row with at least two figures; tables without any have none. */
function firstFigureRow(table: Table): number {
	for (let row = 0; row < table.rows; row++) {
		const figures = table.cells.filter((cell) => cell.row === row && cell.text !== "" && isFigureLike(cell.text));
		if (figures.length >= 2) return row;
	}
	return table.rows;
}

/** Without any headings: the last columns of figures, if there are as many as the form has. */
export function lastColumns(table: Table, fields: readonly FieldLabels[]): Map<string, ColumnExtent> {
	const row = firstFigureRow(table);
	const first = table.cells.filter((cell) => cell.row === row && isFigureLike(cell.text)).sort((a, b) => a.column - b.column);
	const cells = first.length === fields.length ? first : usualFigures(table);
	if (cells.length !== fields.length) return new Map();
	return new Map(fields.map(({ key }, i) => [key, cells[i] ? extentOf(table, cells[i]) : { from: 0, to: 0 }]));
}

/** Figures stand in a column where this share of the rows with figures has one. */
const USUAL_SHARE = 0.5;

/**
 * One figure of every column that most rows of figures have, from the left, where a table was recognised: any one row may be misread. None where
 * a column between them, or the last of the table, has too few to be told: the others would be taken for their neighbours.
 */
function usualFigures(table: Table): Cell[] {
	const figures = table.cells.filter((cell) => isFigureLike(cell.text));
	if (!figures.some(isRecognized)) return [];
	const inRow = Map.groupBy(figures, ({ row }) => row);
	const rows = [...inRow.values()].filter((cells) => cells.length >= 2);
	const inColumn = Map.groupBy(rows.flat(), ({ column }) => column);
	const usual = [...inColumn]
		.filter(([, cells]) => cells.length >= USUAL_SHARE * rows.length)
		.sort(([a], [b]) => a - b)
		.flatMap(([, cells]) => cells[0] ?? []);
	const isGapless = usual.every(({ column, columnSpan }, i) => column + columnSpan === (usual[i + 1]?.column ?? table.columns));
	return isGapless ? usual : [];
}

function extentOf(table: Table, cell: Cell): ColumnExtent {
	return { from: left(table, cell), to: right(table, cell) };
}
