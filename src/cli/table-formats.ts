import { rounded } from "../model/geometry.ts";
import type { Cell, Table } from "../model/table.ts";
import type { CellRange, Sheet } from "../output/documents/office/sheet.ts";
import { writeSpreadsheet } from "../output/documents/office/spreadsheet.ts";
import { confidenceOf } from "../reading/tables/find-tables.ts";
import { textTable } from "../text/display.ts";
import type { TableFormat } from "./table-format.ts";

/** Excel refuses cells beyond this length. */
const MAX_CHARACTERS = 32_767;

/** Whether a form is no text. */
export function isBinary(format: TableFormat): boolean {
	return format === "xlsx";
}

/** Tables in a form; as bytes where it is no text, in one workbook. */
export function formatted(tables: readonly Table[], format: "xlsx"): Uint8Array;
export function formatted(tables: readonly Table[], format: TableFormat): string | Uint8Array;
export function formatted(tables: readonly Table[], format: TableFormat): string | Uint8Array {
	if (format === "xlsx") return writeSpreadsheet(tables.map(sheetOf));
	if (format === "json") return `${JSON.stringify(tables.map(published), null, "\t")}\n`;
	const one = { text: drawn, csv: csvOf, html: htmlOf, markdown: markdownOf }[format];
	return tables.length === 0 ? "" : `${tables.map(one).join("\n\n")}\n`;
}

/** The table as the contract of `gouji tables --json` has it. */
function published(table: Table): Record<string, unknown> {
	const { pages, rows, columns, cells, method } = table;
	return {
		pages,
		rows,
		columns,
		method,
		confidence: confidenceOf(table),
		cells: cells.map((cell) => ({
			row: cell.row,
			column: cell.column,
			row_span: cell.rowSpan,
			column_span: cell.columnSpan,
			text: cell.text,
			page: cell.page,
			box: rounded(cell.box),
		})),
	};
}

function drawn(table: Table): string {
	const { pages, rows, columns, method } = table;
	const how = method === "ruled" ? "有框线" : "无框线";
	return `第${pages.join("、")}页 ${rows}行×${columns}列 ${how} 可信度${confidenceOf(table)}\n${textTable(gridOf(table))}`;
}

/** Rows of texts; that of a merged cell stands where it begins. */
function gridOf({ rows, columns, cells }: Table): string[][] {
	const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ""));
	for (const { row, column, text } of cells) {
		const line = grid[row];
		if (line) line[column] = text;
	}
	return grid;
}

/** As RFC 4180. A text that a spreadsheet would take for a formula is kept from it by an apostrophe. */
function csvOf(table: Table): string {
	const safe = (text: string) => (/^[=@\t]|^[+-](?![\d.,]+%?$)/.test(text) ? `'${text}` : text);
	const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return gridOf(table)
		.map((row) => row.map((text) => quoted(safe(text))).join(","))
		.join("\r\n");
}

function htmlOf({ rows, cells }: Table): string {
	const span = (name: string, count: number) => (count > 1 ? ` ${name}="${count}"` : "");
	const cell = ({ rowSpan, columnSpan, text }: Cell) =>
		`<td${span("rowspan", rowSpan)}${span("colspan", columnSpan)}>${escaped(text)}</td>`;
	const lines = Array.from({ length: rows }, (_, row) => {
		const own = cells.filter((one) => one.row === row).sort((a, b) => a.column - b.column);
		return `<tr>${own.map(cell).join("")}</tr>`;
	});
	return `<table>\n${lines.join("\n")}\n</table>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A table of GitHub's Markdown: its first row is the heading. */
function markdownOf(table: Table): string {
	const safe = (text: string) => text.replaceAll(/[\\|<>`*_[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
	const [head = [], ...body] = gridOf(table).map((row) => `| ${row.map(safe).join(" | ")} |`);
	return [head, `|${" --- |".repeat(table.columns)}`, ...body].join("\n");
}

function sheetOf(table: Table, index: number): Sheet {
	const merged = table.cells
		.filter(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1)
		.map(({ row, column, rowSpan, columnSpan }): CellRange => {
			return { top: row, left: column, bottom: row + rowSpan - 1, right: column + columnSpan - 1 };
		});
	const rows = gridOf(table).map((row) => ({
		cells: row.map((value) => ({ value: value.slice(0, MAX_CHARACTERS), style: { isText: true } })),
	}));
	return { name: `Table ${index + 1}`, rows, merged };
}
