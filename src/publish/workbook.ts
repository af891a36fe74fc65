import ExcelJS from "exceljs";
import { unzipSync, zipSync } from "fflate";
import type { DatasetTable, Value } from "../model/dataset.ts";

/** Excel keeps times in files from 1980 on; the same data give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * The tables as an Excel workbook, one sheet each, headings in Chinese over the column names. Texts are
 * stored as texts: nothing that a document prints becomes a formula.
 */
export async function renderWorkbook(
	tables: readonly { readonly table: DatasetTable; readonly rows: readonly (readonly Value[])[] }[],
): Promise<Uint8Array> {
	const workbook = new ExcelJS.Workbook();
	workbook.created = workbook.modified = new Date(Date.UTC(2000, 0, 1));
	for (const { table, rows } of tables) {
		const sheet = workbook.addWorksheet(table.name, { views: [{ state: "frozen", ySplit: 2 }] });
		sheet.addRow(table.columns.map((column) => column.zh));
		sheet.addRow(table.columns.map((column) => column.name));
		sheet.getRow(1).font = sheet.getRow(2).font = { bold: true };
		for (const row of rows) sheet.addRow(row.map((value) => (typeof value === "string" ? printable(value) : value)));
	}
	const parts = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()));
	return zipSync(Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))), { mtime: NO_TIME, level: 6 });
}

/** Excel refuses files with control characters, and cells beyond this length. */
function printable(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, " ")
		.slice(0, 32_767);
}
