import type { CellStyle, Sheet, SheetCell, SheetRow } from "./office/sheet.ts";

/** What Excel takes in one cell. */
const MAX_CHARACTERS = 32_000;

/** One column of a list. */
export interface ListColumn<Row> {
	readonly title: string;
	/** In characters. */
	readonly width: number;
	readonly of: (row: Row) => string | number | null;
	/** Beside what is printed: too much for a page that a person can read. */
	readonly isAside?: true;
	/** Where the cell leads; a web address, or a place in this workbook beginning with #. */
	readonly link?: (row: Row) => string | undefined;
}

/**
 * A cell of text, formatted as text too, so that a text that begins like a formula stays one when somebody
 * edits the cell or copies it.
 */
export function textCell(text: string, style: CellStyle = {}, link?: string): SheetCell {
	const look = link === undefined ? {} : { color: LINK_COLOR, underline: true };
	return { value: atMost(text), link, style: { ...look, ...style, isText: true } };
}

const LINK_COLOR = "FF0B57A4";

/** Text at most as long as a cell takes. */
function atMost(text: string): string {
	return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}

/** Lines that a text takes in a column of this width in characters; Chinese characters are two wide. */
export function sheetLines(text: string, width: number): number {
	const lines = text.split("\n").map((line) => {
		const wide = line.match(/[\u2e80-\uffff]/g)?.length ?? 0;
		return Math.max(1, Math.ceil((line.length + wide) / Math.max(1, width - 1)));
	});
	return lines.reduce((sum, count) => sum + count, 0);
}

/** Height of a row with so many lines, in points; rows higher than a screen help nobody. */
export function heightOf(lines: number): number {
	return 15 * Math.min(Math.max(lines, 1), 20) + 1;
}

/** A sheet with a list: a head that stays in view, filters, widths, one row each. Only columns that are not `isAside` are printed; they come first. */
export function listSheet<Row>(name: string, columns: readonly ListColumn<Row>[], rows: readonly Row[]): Sheet {
	const printed = columns.filter(({ isAside }) => !isAside).length;
	const head = { cells: columns.map(({ title }) => textCell(title, HEAD_STYLE)) };
	return {
		name,
		rows: [head, ...rows.map((row) => listRow(columns, row))],
		widths: columns.map(({ width }) => width),
		frozen: { rows: 1, columns: 1 },
		filter: { top: 0, left: 0, bottom: rows.length, right: columns.length - 1 },
		print: { titleRows: 1, ...(printed < columns.length ? { columns: printed } : {}) },
	};
}

function listRow<Row>(columns: readonly ListColumn<Row>[], row: Row): SheetRow {
	let lines = 1;
	const cells = columns.map(({ of, link, width }): SheetCell => {
		const value = of(row);
		const style: CellStyle = { vertical: "top", wrap: width >= 20 };
		if (typeof value === "string" && width >= 20) lines = Math.max(lines, sheetLines(value, width));
		if (typeof value === "string" && value !== "") return textCell(value, style, link?.(row));
		return { value, style };
	});
	return { cells, height: heightOf(lines) };
}

/** Behind heads and labels. */
export const HEAD_FILL = "FFE8EEF5";

const HEAD_STYLE: CellStyle = { bold: true, fill: HEAD_FILL, vertical: "center", wrap: true };
