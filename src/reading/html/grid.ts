import type { Cheerio, CheerioAPI } from "cheerio";
import type { Element } from "domhandler";
import type { Box } from "../../model/geometry.ts";
import { largest } from "../../model/many.ts";
import type { Cell, Table, TextLine } from "../../model/table.ts";
import { cellText, goneText, isCellCut } from "./cell-text.ts";

/** A page has no places: every box of it is this one. */
export const NO_PLACE: Box = [0, 0, 0, 0];

/** Bounds of one table; a report's have some 60 rows and 12 columns. */
export const GRID_MAX = { rows: 400, columns: 60, span: 60, cells: 6000 } as const;
/** Columns are given this width, so that columns can be told by place as in print. */
const COLUMN_PT = 60;

/** Rows and cells of a table element, spans resolved as browsers do; undefined for one without cells. */
export function htmlGrid(page: CheerioAPI, table: Cheerio<Element>): Table | undefined {
	const taken = new Set<number>();
	const cells: Cell[] = [];
	const rows = rowsOf(page, table).slice(0, GRID_MAX.rows);
	rows.forEach((element, row) => {
		let column = 0;
		for (const child of cellsOf(element)) {
			while (taken.has(row * GRID_MAX.columns + column)) column++;
			if (column >= GRID_MAX.columns || cells.length >= GRID_MAX.cells) break;
			const cell = page(child);
			const columnSpan = Math.min(spanOf(cell.attr("colspan")), GRID_MAX.columns - column);
			const declared = cell.attr("rowspan")?.trim() === "0" ? rows.length : spanOf(cell.attr("rowspan"));
			const rowSpan = Math.min(declared, rows.length - row);
			const width = freeWidth(taken, row, { column, columnSpan });
			take(taken, { row, rowSpan, column, columnSpan: width });
			const text = cellText(child);
			cells.push({ row, column, rowSpan, columnSpan: width, text, lines: linesOf(text), page: 1, box: NO_PLACE });
			column += width;
		}
	});
	if (cells.length === 0) return undefined;
	const columns = largest(cells.map((cell) => cell.column + cell.columnSpan));
	const xs = Array.from({ length: columns + 1 }, (_, i) => i * COLUMN_PT);
	return { pages: [1], rows: rows.length, columns, xs, cells, method: "ruled", box: NO_PLACE };
}

/** Whether more stands in a cell of a table than is read of it. */
export function hasCutCell(table: Cheerio<Element>): boolean {
	return table.find("td, th").toArray().slice(0, GRID_MAX.cells).some(isCellCut);
}

/** The rows of a table itself; one that is struck or not seen counts only where no other row has its label. */
function rowsOf(page: CheerioAPI, table: Cheerio<Element>): Element[] {
	const rows = table
		.find("tr")
		.toArray()
		.filter((row) => page(row).closest("table").is(table));
	const labelOf = (row: Element) =>
		cellsOf(row)
			.map((cell) => goneText(cell) || cellText(cell))
			.find(isLabel);
	const gone = rows.slice(0, GRID_MAX.rows).filter((row) => isGone(cellsOf(row)));
	if (gone.length === 0) return rows;
	const kept = new Set(rows.filter((row) => !gone.includes(row)).map(labelOf));
	return rows.filter((row) => !gone.includes(row) || !kept.has(labelOf(row)));
}

/** The cells of a row, also where stray elements stand around them: browsers put those before the table. */
function cellsOf(row: Element): Element[] {
	const cells: Element[] = [];
	const waiting = [...row.children].reverse();
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (node.type !== "tag") continue;
		if (node.name === "td" || node.name === "th") cells.push(node);
		else if (node.name !== "table" && node.name !== "tr") for (const child of node.children.toReversed()) waiting.push(child);
	}
	return cells;
}

/** Whether nothing of some cells is shown, and something is there. */
function isGone(cells: readonly Element[]): boolean {
	const texts = cells.map(goneText);
	return texts.every((text) => text !== undefined) && texts.some((text) => text !== "");
}

function isLabel(text: string): boolean {
	return /\p{Script=Han}/u.test(text);
}

/** The labels of a table of which nothing is shown, or all is struck; undefined for others. */
export function goneLabels(page: CheerioAPI, table: Cheerio<Element>): string | undefined {
	const cells = table
		.find("td, th")
		.toArray()
		.slice(0, GRID_MAX.cells)
		.filter((cell) => page(cell).find("table").length === 0);
	return isGone(cells)
		? cells
				.map((cell) => goneText(cell) ?? "")
				.filter(isLabel)
				.join("|")
		: undefined;
}

function take(
	taken: Set<number>,
	{ row, rowSpan, column, columnSpan }: Pick<Cell, "row" | "rowSpan" | "column" | "columnSpan">,
): void {
	for (let y = row; y < row + rowSpan; y++)
		for (let x = column; x < column + columnSpan; x++) taken.add(y * GRID_MAX.columns + x);
}

/** A line of text without a place. */
export function lineWithoutPlace(text: string): TextLine {
	return { text, box: NO_PLACE, page: 1, confidence: 1, sizePt: 12 };
}

function linesOf(text: string): TextLine[] {
	return text === "" ? [] : [lineWithoutPlace(text)];
}

function spanOf(value: string | undefined): number {
	const span = Number.parseInt(value ?? "1", 10);
	return Number.isFinite(span) && span >= 1 ? Math.min(span, GRID_MAX.span) : 1;
}

/** A span ends where a cell from a row above stands: cells never overlap. */
function freeWidth(
	taken: ReadonlySet<number>,
	row: number,
	{ column, columnSpan }: { column: number; columnSpan: number },
): number {
	for (let width = 1; width < columnSpan; width++) if (taken.has(row * GRID_MAX.columns + column + width)) return width;
	return columnSpan;
}
