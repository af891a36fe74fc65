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
		columns.forEach(({ of, link, width }, i) => {
			const value = of(row);
			const cell = sheet.getCell(j + 2, i + 1);
			if (typeof value === "number") cell.value = value;
			else if (value !== null && value !== "") putText(cell, value, link?.(row));
			cell.alignment = { vertical: "top", wrapText: width >= 20 };
		});
	});
	sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(1, rows.length + 1), column: columns.length } };
	sheet.pageSetup = { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 };
	sheet.pageSetup.printTitlesRow = "1:1";
}

/** Behind heads and labels. */
export const HEAD_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EEF5" } } as const;
