import { append, largest, smallest } from "../../model/many.ts";
import type { PrintedCell, PrintedTable } from "../../model/printed.ts";
import type { FindingLine, FlaggedReport } from "./desk-lines.ts";
import { NAMES, webAddress } from "./desk-lines.ts";
import type { CellRange, CellStyle, Sheet, SheetCell, SheetRow } from "./office/sheet.ts";
import { cellName } from "./office/sheet.ts";
import { HEAD_FILL, heightOf, sheetLines, textCell } from "./sheet-cells.ts";

const FILLS = { error: "FFFFC7CE", warn: "FFFFEB9C", info: "FFDDEBF7", doubt: "FFE0E0E0" } as const;
const RANK = ["error", "warn", "info"] as const;
const BORDER = "FF8A94A6";
/** Comments longer than this hide the sheet. */
const MAX_COMMENT = 1500;

/** Where figures stand in a sheet: the cell's name by `issuer year path`. */
export type Places = Map<string, string>;

/** The key of a figure in `Places`. */
export function placeKey({ issuer, year }: { readonly issuer: string; readonly year: number }, path: string): string {
	return `${issuer} ${year} ${path}`;
}

/**
 * A sheet with one table of each report below the other, as the form prints it: cells that findings are about
 * are coloured, with the arithmetic as a comment. Notes in `places` where every such cell is.
 */
export function printedSheet(
	name: string,
	printed: readonly { readonly report: FlaggedReport; readonly table: PrintedTable }[],
	places: Places,
): Sheet {
	const widths = widthsOf(printed.map(({ table }) => table));
	const rows: SheetRow[] = [];
	const merged: CellRange[] = [];
	for (const { report, table } of printed) {
		const title = `${report.issuer} ${report.year}年 ${table.title}`;
		rows.push({ cells: [textCell(title, { bold: true, size: 13 }, webAddress(report.documentUrl))] });
		for (const { path, row, column } of table.cells)
			if (path !== undefined) places.set(placeKey(report, path), `#'${name}'!${cellName(rows.length + row, column)}`);
		append(merged, mergedIn(table, rows.length));
		const cells = cellsOf(report, table);
		for (let row = 0; row < table.rows; row++)
			rows.push({ cells: cells[row] ?? [], height: heightOf(linesIn(table, row, widths)) });
		rows.push({ cells: [] }, { cells: [] });
	}
	return { name, rows, widths, merged, print: { titleRows: 0 } };
}

function mergedIn({ cells }: PrintedTable, top: number): CellRange[] {
	return cells
		.filter(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)
		.map(({ row, column, rowSpan, columnSpan }) => ({
			top: top + row,
			left: column,
			bottom: top + row + rowSpan - 1,
			right: column + columnSpan - 1,
		}));
}

/** The table's cells by row and column; where one spans others, those have its looks: their borders are drawn too. */
function cellsOf(report: FlaggedReport, table: PrintedTable): (SheetCell | undefined)[][] {
	const grid = Array.from({ length: table.rows }, () => new Array<SheetCell | undefined>(table.columns).fill(undefined));
	for (const cell of table.cells) {
		const own = printedCell(cell, cell.path === undefined ? [] : about(report.findings, cell.path));
		for (const row of grid.slice(cell.row, cell.row + cell.rowSpan))
			for (let i = 0; i < cell.columnSpan; i++) row[cell.column + i] = { style: own.style };
		const first = grid[cell.row];
		if (first) first[cell.column] = own;
	}
	return grid;
}

/** Widths of columns in characters: the last column of labels is wide, the others and figures are narrow. */
function widthsOf(tables: readonly PrintedTable[]): number[] {
	const count = Math.max(largest(tables.map(({ columns }) => columns)), 1);
	const first = smallest(
		tables.flatMap(({ cells }) => cells.filter(({ path }) => path !== undefined).map(({ column }) => column)),
	);
	return Array.from({ length: count }, (_, column) => (column === first - 1 ? 46 : column < first ? 16 : 13));
}

/** Lines of the row's longest text; cells over several rows have room enough. */
function linesIn({ cells }: PrintedTable, row: number, widths: readonly number[]): number {
	const own = cells.filter((cell) => cell.row === row && cell.rowSpan === 1);
	const widthOf = ({ column, columnSpan }: PrintedCell) =>
		widths.slice(column, column + columnSpan).reduce((sum, width) => sum + width, 0);
	return Math.max(1, largest(own.map((cell) => sheetLines(cell.text, widthOf(cell)))));
}

function about(findings: readonly FindingLine[], path: string): FindingLine[] {
	return findings.filter(({ cells }) => cells.includes(path));
}

function printedCell(cell: PrintedCell, findings: readonly FindingLine[]): SheetCell {
	const fill = findings.length > 0 ? FILLS[colourOf(findings)] : cell.path === undefined ? HEAD_FILL : undefined;
	const style: CellStyle = {
		border: BORDER,
		vertical: "center",
		horizontal: cell.path === undefined && cell.row > 2 ? "left" : "center",
		wrap: true,
		...(fill === undefined ? {} : { fill }),
		...(findings.length > 0 ? { bold: true } : {}),
	};
	const text = findings.map(
		({ severity, verdict, message }) => `【${verdict === "broken" ? NAMES.severity[severity] : "待定"}】${message}`,
	);
	const comment = findings.length > 0 ? text.join("\n").slice(0, MAX_COMMENT) : undefined;
	return typeof cell.value === "number" ? { value: cell.value, style, comment } : { ...textCell(cell.text, style), comment };
}

/** The heaviest finding's; grey where all that there is rests on a doubtful reading. */
function colourOf(findings: readonly FindingLine[]): keyof typeof FILLS {
	const broken = findings.filter(({ verdict }) => verdict === "broken");
	return RANK.find((severity) => broken.some((finding) => finding.severity === severity)) ?? "doubt";
}
