import type { DatasetTable, Value } from "../../model/dataset.ts";
import type { Sheet } from "./office/sheet.ts";
import { writeSpreadsheet } from "./office/spreadsheet.ts";

/** Excel refuses cells beyond this length. */
const MAX_CHARACTERS = 32_767;
const HEAD_STYLE = { bold: true } as const;

/**
 * The tables as an Excel workbook, one sheet each, headings in Chinese over the column names. Texts are
 * stored as texts: nothing that a document prints becomes a formula. The same data give the same bytes.
 */
export function renderWorkbook(
	tables: readonly { readonly table: DatasetTable; readonly rows: readonly (readonly Value[])[] }[],
): Uint8Array {
	return writeSpreadsheet(tables.map(({ table, rows }) => sheetOf(table, rows)));
}

function sheetOf({ name, columns }: DatasetTable, rows: readonly (readonly Value[])[]): Sheet {
	const head = (texts: readonly string[]) => ({ cells: texts.map((value) => ({ value, style: HEAD_STYLE })) });
	return {
		name,
		frozen: { rows: 2, columns: 0 },
		rows: [
			head(columns.map(({ zh }) => zh)),
			head(columns.map((column) => column.name)),
			...rows.map((row) => ({ cells: row.map((value) => ({ value: shortened(value) })) })),
		],
	};
}

function shortened(value: Value): Value {
	return typeof value === "string" ? value.slice(0, MAX_CHARACTERS) : value;
}
