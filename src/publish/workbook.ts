import ExcelJS from "exceljs";
import type { DatasetTable, Value } from "../model/dataset.ts";

/**
 * The tables as an Excel workbook, one sheet each, headings in Chinese over the column names. Text
 * that a spreadsheet would take for a formula is kept as text.
 */
export async function renderWorkbook(
	tables: readonly { readonly table: DatasetTable; readonly rows: readonly (readonly Value[])[] }[],
): Promise<Uint8Array> {
	const workbook = new ExcelJS.Workbook();
	// No dates of making: the same data give the same sheets.
	workbook.created = workbook.modified = new Date(Date.UTC(2000, 0, 1));
	for (const { table, rows } of tables) {
		const sheet = workbook.addWorksheet(table.name, { views: [{ state: "frozen", ySplit: 2 }] });
		sheet.addRow(table.columns.map((column) => column.zh));
		sheet.addRow(table.columns.map((column) => column.name));
		sheet.getRow(1).font = sheet.getRow(2).font = { bold: true };
		for (const row of rows) sheet.addRow(row.map((value) => (typeof value === "string" ? inert(value) : value)));
	}
	return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A leading sign that starts a formula gets a space before it. */
function inert(text: string): string {
	return /^[=+\-@\t\r]/.test(text) && !/^-?\d/.test(text) ? ` ${text}` : text;
}
