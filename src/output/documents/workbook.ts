import type { DatasetTable, Value } from "../../model/dataset.ts";
import type { OfficePart } from "./office/package.ts";
import { officePieces } from "./office/package.ts";
import { cellName, rangeName } from "./office/sheet.ts";
import { StyleTable } from "./office/sheet-styles.ts";
import { storedText, workbookPart } from "./office/spreadsheet.ts";
import { xmlText } from "./office/xml.ts";

/** Excel refuses cells beyond this length. */
const MAX_CHARACTERS = 32_767;
/** Rows of a table on one sheet: Excel has no more than 1,048,576, two of which are headings. */
export const MOST_ROWS = 1_048_574;
/** Headings: in Chinese, and the names of the columns. */
const HEADS = 2;
/** Excel refuses longer names of sheets. */
const MAX_NAME = 31;

/** A sheet whose rows were written before, as XML by `sheetRow`. */
export interface WrittenSheet {
	readonly table: DatasetTable;
	/** Counts from 1; a table has more sheets where one does not hold its rows. */
	readonly part: number;
	readonly rows: number;
	/** Its rows, piece by piece. */
	readonly pieces: () => AsyncIterable<string>;
}

/**
 * Tables as an Excel workbook, piece by piece, one sheet each or several where one does not hold it; headings in Chinese over the
 * column names. Texts are stored as texts: nothing that a document prints becomes a formula. The same data give the same bytes.
 */
export function workbookPieces(sheets: readonly WrittenSheet[]): AsyncGenerator<Uint8Array> {
	const styles = new StyleTable();
	const bold = styles.numberOf({ bold: true });
	const named = sheets.map(({ table: { name }, part }) => ({
		name: part === 1 ? name : `${name.slice(0, MAX_NAME - 4)}_${part}`,
		rows: [],
	}));
	const parts = sheets.map((_, i): OfficePart => ({ name: partName(i), type: "spreadsheetml.worksheet+xml", xml: "" }));
	const styleFile: OfficePart = { name: "xl/styles.xml", type: "spreadsheetml.styles+xml", xml: styles.xml() };
	const texts = sheets.map((sheet, i) => [partName(i), () => sheetPieces(sheet, bold)] as const);
	return officePieces([workbookPart(named), styleFile, ...parts], new Map(texts));
}

const partName = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;

async function* sheetPieces({ table: { columns }, rows, pieces }: WrittenSheet, bold: number): AsyncGenerator<string> {
	yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${HEADS}" topLeftCell="A${HEADS + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`;
	yield rowXml(
		0,
		columns.map(({ zh }) => zh),
		bold,
	);
	yield rowXml(
		1,
		columns.map(({ name }) => name),
		bold,
	);
	yield* pieces();
	const filter = rangeName({ top: HEADS - 1, left: 0, bottom: HEADS + rows - 1, right: columns.length - 1 });
	yield `</sheetData><autoFilter ref="${filter}"/></worksheet>`;
}

/** A row of a table as XML; `index` counts from 0 below the headings of its sheet. */
export function sheetRow(index: number, values: readonly Value[]): string {
	return rowXml(index + HEADS, values, 0);
}

function rowXml(row: number, values: readonly Value[], style: number): string {
	let cells = "";
	for (let column = 0; column < values.length; column++) cells += cellXml(cellName(row, column), values[column] ?? null, style);
	return `<row r="${row + 1}">${cells}</row>`;
}

function cellXml(name: string, value: Value, style: number): string {
	if (value === null || value === "") return "";
	const start = `<c r="${name}"${style === 0 ? "" : ` s="${style}"`}`;
	if (typeof value === "number") return `${start}><v>${value}</v></c>`;
	if (typeof value === "boolean") return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
	const text = xmlText(storedText(value.slice(0, MAX_CHARACTERS)));
	return `${start} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
