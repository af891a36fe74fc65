import type { Cell, Worksheet } from "exceljs";
import type { PrintedCell, PrintedTable } from "../model/printed.ts";
import type { FindingLine, FlaggedReport } from "./desk-lines.ts";
import { NAMES, webAddress } from "./desk-lines.ts";
import { HEAD_FILL, heightOf, linesOf, putText } from "./sheet-cells.ts";

const FILLS = { error: "FFFFC7CE", warn: "FFFFEB9C", info: "FFDDEBF7", doubt: "FFE0E0E0" } as const;
const RANK = ["error", "warn", "info"] as const;
const LINE = { style: "thin", color: { argb: "FF8A94A6" } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE } as const;
/** Comments longer than this hide the sheet. */
const MAX_COMMENT = 1500;

/** Where figures stand in a sheet: the cell's name by `issuer year path`. */
export type Places = Map<string, string>;

/** The key of a figure in `Places`. */
export function placeKey({ issuer, year }: { readonly issuer: string; readonly year: number }, path: string): string {
	return `${issuer} ${year} ${path}`;
}

/**
 * Puts one table of each report below the other, as the form prints it: cells that findings are about are
 * coloured, with the arithmetic as a comment. Notes in `places` where every such cell is.
 */
export function fillPrinted(
	sheet: Worksheet,
	printed: readonly { readonly report: FlaggedReport; readonly table: PrintedTable }[],
	places: Places,
): void {
	const widths = widthsOf(printed.map(({ table }) => table));
	widths.forEach((width, i) => {
		sheet.getColumn(i + 1).width = width;
	});
	let top = 1;
	for (const { report, table } of printed) {
		const heading = sheet.getCell(top, 1);
		putText(heading, `${report.issuer} ${report.year}年 ${table.title}`, webAddress(report.documentUrl));
		heading.font = { ...heading.font, bold: true, size: 13 };
		for (const cell of table.cells) {
			const place = sheet.getCell(top + 1 + cell.row, cell.column + 1);
			if (cell.rowSpan > 1 || cell.columnSpan > 1)
				sheet.mergeCells(top + 1 + cell.row, cell.column + 1, top + cell.row + cell.rowSpan, cell.column + cell.columnSpan);
			putPrinted(place, cell, cell.path === undefined ? [] : about(report.findings, cell.path));
			if (cell.path !== undefined) places.set(placeKey(report, cell.path), `#'${sheet.name}'!${place.address}`);
		}
		for (let row = 0; row < table.rows; row++) sheet.getRow(top + 1 + row).height = heightOf(linesIn(table, row, widths));
		top += table.rows + 3;
	}
	sheet.pageSetup = { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 };
}

/** Widths of columns in characters: the last column of labels is wide, the others and figures are narrow. */
function widthsOf(tables: readonly PrintedTable[]): number[] {
	const count = Math.max(...tables.map(({ columns }) => columns), 1);
	const first = Math.min(
		...tables.flatMap(({ cells }) => cells.filter(({ path }) => path !== undefined).map(({ column }) => column)),
	);
	return Array.from({ length: count }, (_, column) => (column === first - 1 ? 46 : column < first ? 16 : 13));
}

/** Lines of the row's longest text; cells over several rows have room enough. */
function linesIn({ cells }: PrintedTable, row: number, widths: readonly number[]): number {
	const own = cells.filter((cell) => cell.row === row && cell.rowSpan === 1);
	const widthOf = ({ column, columnSpan }: PrintedCell) =>
		widths.slice(column, column + columnSpan).reduce((sum, width) => sum + width, 0);
	return Math.max(1, ...own.map((cell) => linesOf(cell.text, widthOf(cell))));
}

function about(findings: readonly FindingLine[], path: string): FindingLine[] {
	return findings.filter(({ cells }) => cells.includes(path));
}

function putPrinted(place: Cell, cell: PrintedCell, findings: readonly FindingLine[]): void {
	if (typeof cell.value === "number") place.value = cell.value;
	else putText(place, cell.text);
	place.border = BORDER;
	place.alignment = {
		vertical: "middle",
		horizontal: cell.path === undefined && cell.row > 2 ? "left" : "center",
		wrapText: true,
	};
	if (cell.path === undefined) place.fill = HEAD_FILL;
	if (findings.length === 0) return;
	place.fill = { type: "pattern", pattern: "solid", fgColor: { argb: FILLS[colourOf(findings)] } };
	place.font = { bold: true };
	const text = findings.map(
		({ severity, verdict, message }) => `【${verdict === "broken" ? NAMES.severity[severity] : "待定"}】${message}`,
	);
	place.note = { texts: [{ text: text.join("\n").slice(0, MAX_COMMENT) }], margins: { insetmode: "auto" } };
}

/** The heaviest finding's; grey where all that there is rests on a doubtful reading. */
function colourOf(findings: readonly FindingLine[]): keyof typeof FILLS {
	const broken = findings.filter(({ verdict }) => verdict === "broken");
	return RANK.find((severity) => broken.some((finding) => finding.severity === severity)) ?? "doubt";
}
