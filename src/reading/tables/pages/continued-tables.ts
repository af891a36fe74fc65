import { smallest } from "../../../model/many.ts";
import type { Cell, Table } from "../../../model/table.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import { isFigureLike } from "../../../text/figures.ts";
import { mergePlaces, nearestIndex } from "../cluster.ts";
import { joinLines } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import { figureBorders, inColumnsOf } from "./place-figures.ts";

/** Whether the second table, first on its page, goes on with the first, last on the page before. */
export function continues(first: Table, second: Table, settings: TableSettings): boolean {
	if (first.method !== second.method || isAgain(rowLabels(first), second)) return false;
	const shift = settings.continued.sideShiftPt;
	const [left, right] = [first.xs[0] ?? 0, first.xs.at(-1) ?? 0];
	const sameSides = Math.abs(left - (second.xs[0] ?? 0)) <= shift && Math.abs(right - (second.xs.at(-1) ?? 0)) <= shift;
	if (first.method === "ruled")
		return (
			sameSides ||
			(shiftOf(first, second, settings) !== 0 && first.columns === second.columns) ||
			scaledOnto(first, second, settings) !== undefined
		);
	return sameSides || haveColumnsAlike(first, second, settings);
}

/** So many rows of a table, and this share of them, that stand in the one above it too make it the same table again. */
const [MIN_SAME, SAME_SHARE] = [4, 0.8];

/** Whether the second table has the rows again whose labels are known: another version of a table, or other columns of it. */
export function isAgain(known: ReadonlySet<string>, second: Table): boolean {
	const rows = rowLabels(second);
	const same = [...rows].filter((label) => known.has(label)).length;
	return same >= MIN_SAME && same >= SAME_SHARE * rows.size;
}

/** The label of each row that has figures. */
export function rowLabels({ rows, cells }: Table): ReadonlySet<string> {
	const byRow = Map.groupBy(cells, ({ row }) => row);
	const labels = Array.from({ length: rows }, (_, row) => {
		const inRow = byRow.get(row) ?? [];
		const hasFigures = inRow.some(({ text }) => text !== "" && isFigureLike(text));
		const label = rowLabelCell(inRow);
		// Rows of a budget share their labels: their codes tell them apart.
		const codes = inRow.filter(({ column, text }) => label && column < label.column && isCode(text)).map(({ text }) => text);
		return hasFigures && label ? [...codes, label.text].join(" ").replaceAll(/\s/g, "") : undefined;
	});
	return new Set(labels.filter((label) => label !== undefined));
}

/** How far a scanned sheet is shifted against the one before, where both tables are equally wide; 0 where it is not. */
function shiftOf(first: Table, second: Table, { continued, columns }: TableSettings): number {
	const [left, right] = [(second.xs[0] ?? 0) - (first.xs[0] ?? 0), (second.xs.at(-1) ?? 0) - (first.xs.at(-1) ?? 0)];
	const shift = (left + right) / 2;
	const isShifted = Math.abs(shift) > columns.snapPt / 2 && Math.abs(shift) <= continued.maxShiftPt;
	return isShifted && Math.abs(left - right) <= continued.sideShiftPt ? shift : 0;
}

/**
 * The second table in the columns of the first where both are as wide as one another but for the scale, as on photographed sheets: every
 * border of the second then lies on one of the first's. Undefined where one does not, or where the columns are the same as they stand.
 */
function scaledOnto(first: Table, second: Table, { continued, columns }: TableSettings): Table | undefined {
	const [left, right] = [first.xs[0] ?? 0, first.xs.at(-1) ?? 0];
	const [start, end] = [second.xs[0] ?? 0, second.xs.at(-1) ?? 0];
	const scale = (right - left) / Math.max(1, end - start);
	const reach = continued.scaledSnapShare * (right - left);
	if (Math.abs(scale - 1) > continued.maxScale || second.columns < columns.minColumns) return undefined;
	const isIn = (x: number) => first.xs.some((known) => Math.abs(known - x) <= columns.snapPt / 2);
	if (second.xs.every(isIn)) return undefined;
	const xs = second.xs.map((x) => {
		const placed = left + (x - start) * scale;
		const nearest = first.xs[nearestIndex(first.xs, placed)] ?? placed;
		return Math.abs(nearest - placed) <= reach ? nearest : undefined;
	});
	const known = xs.filter((x) => x !== undefined);
	const rises = known.every((x, i) => i === 0 || x > (known[i - 1] ?? x));
	return known.length === second.xs.length && rises ? { ...second, xs: known } : undefined;
}

/** Without rulings a page of short labels begins further right; its columns of figures stand where they did. */
function haveColumnsAlike(first: Table, second: Table, settings: TableSettings): boolean {
	const { shiftShare } = settings.columns;
	const [a, b] = [figureBorders(first), figureBorders(second)];
	if (a.length < settings.columns.minColumns || a.length !== b.length) return false;
	const pitch = smallest(a.slice(1).map((x, i) => x - (a[i] ?? 0)));
	return a.slice(1).every((x, i) => Math.abs(x - (b[i + 1] ?? 0)) < shiftShare * pitch);
}

/**
 * One table of two: the columns of both, a repeated header once, and a row, label or merged group
 * that the page's end cut as one cell again.
 */
export function joinTables(first: Table, second: Table, settings: TableSettings): Table {
	const shift = shiftOf(first, second, settings);
	const ruled = () =>
		scaledOnto(first, second, settings) ??
		(shift === 0 ? inColumnsOf(first, second, settings) : undefined) ??
		movedBack(second, shift);
	const placed = first.method === "aligned" ? withColumnsOf(first, second) : ruled();
	const xs = mergePlaces(first.xs, placed.xs, settings.columns.snapPt);
	const upper = regrid(first, xs);
	const skipped = repeatedHeaderRows(first, second);
	const lower = regrid(placed, xs)
		.filter((cell) => cell.row >= skipped)
		.map((cell) => ({ ...cell, row: cell.row - skipped }));
	const { cells, merged } = joinRows(upper, lower, first.rows);
	return {
		pages: [...first.pages, ...second.pages.filter((page) => !first.pages.includes(page))],
		rows: first.rows + second.rows - skipped - (merged ? 1 : 0),
		columns: xs.length - 1,
		xs,
		cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
		method: first.method,
		box: first.box,
	};
}

function movedBack(table: Table, shift: number): Table {
	return shift === 0 ? table : { ...table, xs: table.xs.map((x) => x - shift) };
}

/**
 * Without rulings, column borders follow the widest entry of each page: where both pages have as
 * many figure columns, the second page's borders are moved onto the first's.
 */
function withColumnsOf(first: Table, second: Table): Table {
	const [a, b] = [figureBorders(first), figureBorders(second)];
	if (a.length !== b.length) return second;
	return { ...second, xs: second.xs.map((x) => (x === second.xs[0] ? (first.xs[0] ?? x) : (a[b.indexOf(x)] ?? x))) };
}

/** The cells of a table in other columns, whose borders are `xs`. */
export function regrid(table: Table, xs: readonly number[]): Cell[] {
	return table.cells.map((cell) => {
		const column = nearestIndex(xs, table.xs[cell.column] ?? 0);
		const end = nearestIndex(xs, table.xs[cell.column + cell.columnSpan] ?? 0);
		return { ...cell, column: Math.min(column, xs.length - 2), columnSpan: Math.max(1, end - column) };
	});
}

/** How many rows at the top of the second table repeat the first table's header. */
function repeatedHeaderRows(first: Table, second: Table): number {
	let same = 0;
	while (same < Math.min(first.rows, second.rows)) {
		const [a, b] = [rowText(first, same), rowText(second, same)];
		if (a !== b || a === "" || second.cells.some((cell) => cell.row === same && /^\d/.test(cell.text) && isFigureLike(cell.text)))
			break;
		same++;
	}
	return same;
}

function rowText(table: Table, row: number): string {
	return table.cells
		.filter((cell) => cell.row === row)
		.map((cell) => cell.text.replaceAll(/\s/g, ""))
		.join("|");
}

interface JoinedRows {
	readonly cells: Cell[];
	/** Whether the last row above and the first below were one row. */
	readonly merged: boolean;
}

function joinRows(upper: readonly Cell[], lower: readonly Cell[], rows: number): JoinedRows {
	const last = upper.filter((cell) => cell.row <= rows - 1 && cell.row + cell.rowSpan > rows - 1);
	const next = lower.filter((cell) => cell.row === 0);
	const merged = isCutRow(last, next);
	const shift = rows - (merged ? 1 : 0);
	const found = rowLabelCell(next);
	// What stands before a unit is the label itself, and no group of rows.
	const label = found && UNIT.test(found.text) ? undefined : found;
	const cells = new Map(upper.map((cell) => [`${cell.row} ${cell.column}`, cell]));
	const added: Cell[] = [];
	for (const cell of lower) {
		const above =
			cell.row === 0 ? last.find((other) => other.column === cell.column && other.columnSpan === cell.columnSpan) : undefined;
		const isGroup = !!label && cell.column < label.column && !isCode(cell.text);
		const goesOn = isGroup && !!above && (cell.text === "" || cell.text === above.text || !isEnumerated(cell.text));
		if (above && (merged || goesOn)) cells.set(`${above.row} ${above.column}`, extendCell(above, cell, merged));
		else added.push({ ...cell, row: cell.row + shift });
	}
	return { cells: [...cells.values(), ...added], merged };
}

/** Units of the free tables' rows, in a column between label and figure. */
const UNIT = /^(?:件|条|次|个|人|名|篇|份|部|期|场|万元|元|％|%)$/;

/** The code of a row, as budgets have in columns before the label: no part of one is left for the next page. */
const CODE = /^[\dA-Z][\dA-Z.-]{0,11}$/;

function isCode(text: string): boolean {
	return CODE.test(text.replaceAll(/\s/g, "")) && /\d/.test(text);
}

function extendCell(above: Cell, below: Cell, merged: boolean): Cell {
	const repeats = below.text === "" || (below.text === above.text && !isFigureLike(below.text));
	const lines = repeats ? above.lines : [...above.lines, ...below.lines];
	return { ...above, rowSpan: above.rowSpan + below.rowSpan - (merged ? 1 : 0), lines, text: joinLines(lines) };
}

/**
 * Whether the page's end cut a row in two: the same columns, figures on one side only, and the
 * lower label does not begin an item of its own.
 */
function isCutRow(last: readonly Cell[], next: readonly Cell[]): boolean {
	const figures = (cells: readonly Cell[]) => cells.filter((cell) => cell.text !== "" && isFigureLike(cell.text)).length;
	const [above, below] = [figures(last), figures(next)];
	if (above > 0 === below > 0) return false;
	const [labelAbove, labelBelow] = [rowLabelCell(last), rowLabelCell(next)];
	if (labelBelow && isEnumerated(labelBelow.text)) return false;
	if (!labelAbove) return false;
	const blank = above > 0 ? next : last;
	const label = above > 0 ? labelBelow : labelAbove;
	const right = blank.filter((cell) => label && cell.column > label.column);
	if (right.length < 1 || right.some((cell) => cell.text !== "")) return false;
	const columns = (cells: readonly Cell[]) =>
		cells
			.filter((cell) => cell.column >= labelAbove.column)
			.map((cell) => cell.column)
			.join();
	if (columns(last) !== columns(next)) return false;
	return !labelBelow || isEnumerated(labelAbove.text);
}

/** The label next to the figures: the last cell with Chinese that is no figure, or with other text, which may be a figure misread. */
function rowLabelCell(row: readonly Cell[]): Cell | undefined {
	const texts = [...row].sort((a, b) => a.column - b.column).filter((cell) => cell.text !== "" && !isFigureLike(cell.text));
	return texts.findLast((cell) => /\p{Script=Han}/u.test(cell.text)) ?? texts.at(-1);
}
