import type { Cell, Worksheet } from "exceljs";

/** What Excel takes in one cell. */
const MAX_CHARACTERS = 32_000;

/** One column of a list. */
export interface ListColumn<Row> {
	readonly title: string;
	/** In characters. */
	readonly width: number;
	readonly of: (row: Row) => string | number | null;
	/** Where the cell leads; a web address, or a place in this workbook beginning with #. */
	readonly link?: (row: Row) => string | undefined;
}

/**
 * Puts text in a cell as text: it is formatted as text too, so that a text that begins like a formula stays one
 * when somebody edits the cell or copies it.
 */
export function putText(cell: Cell, text: string, link?: string): void {
	const shown = plain(text);
	cell.value = link === undefined ? shown : { text: shown, hyperlink: link };
	cell.numFmt = "@";
	if (link !== undefined) cell.font = { color: { argb: "FF0B57A4" }, underline: true };
}

/** Text without characters that XML cannot hold, at most as long as a cell takes. */
function plain(text: string): string {
	const kept = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
	return kept.length > MAX_CHARACTERS ? `${kept.slice(0, MAX_CHARACTERS).toWellFormed()}…` : kept;
}

/** Lines that a text takes in a column of this width in characters; Chinese characters are two wide. */
export function linesOf(text: string, width: number): number {
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

/** Fills a sheet with a list: a head that stays in view, filters, widths, one row each. */
export function fillList<Row>(sheet: Worksheet, columns: readonly ListColumn<Row>[], rows: readonly Row[]): void {
	sheet.views = [{ state: "frozen", ySplit: 1, xSplit: 1 }];
	columns.forEach(({ title, width }, i) => {
		sheet.getColumn(i + 1).width = width;
		const head = sheet.getCell(1, i + 1);
		putText(head, title);
		head.font = { bold: true };
		head.fill = HEAD_FILL;
		head.alignment = { vertical: "middle", wrapText: true };
	});
	rows.forEach((row, j) => {
		let lines = 1;
		columns.forEach(({ of, link, width }, i) => {
			const value = of(row);
			if (typeof value === "string" && width >= 20) lines = Math.max(lines, linesOf(value, width));
			const cell = sheet.getCell(j + 2, i + 1);
			if (typeof value === "number") cell.value = value;
			else if (value !== null && value !== "") putText(cell, value, link?.(row));
			cell.alignment = { vertical: "top", wrapText: width >= 20 };
		});
		sheet.getRow(j + 2).height = heightOf(lines);
	});
	sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(1, rows.length + 1), column: columns.length } };
	sheet.pageSetup = { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 };
	sheet.pageSetup.printTitlesRow = "1:1";
}

/** Behind heads and labels. */
export const HEAD_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EEF5" } } as const;
