import type { Relation } from "./package.ts";
import { RELATIONS } from "./package.ts";
import type { CellStyle, Sheet, SheetCell } from "./sheet.ts";
import { cellName, rangeName } from "./sheet.ts";
import type { PlacedComment } from "./sheet-comments.ts";
import { element, xmlFile } from "./xml.ts";

/** What sheets of one workbook share. */
export interface SharedTables {
	readonly styleNumber: (style: CellStyle) => number;
	readonly textNumber: (text: string) => number;
}

/** A sheet's part, with what it leads to. */
export interface SheetXml {
	readonly xml: string;
	readonly links: readonly Relation[];
	readonly comments: readonly PlacedComment[];
}

/** Id of the boxes of a sheet's comments among its relations. */
export const BOXES_ID = "rIdBoxes";

/** Writes one sheet (SpreadsheetML, ECMA-376 part 1, 18.3); its parts have one order that programs insist on. */
export function sheetXml(sheet: Sheet, shared: SharedTables): SheetXml {
	const links: Relation[] = [];
	const hyperlinks: string[] = [];
	const comments: PlacedComment[] = [];
	const rows = sheet.rows.map(({ cells, height }, row) => {
		const written = cells.map((cell, column) => {
			if (cell === undefined) return "";
			if (cell.comment !== undefined) comments.push({ row, column, text: cell.comment });
			if (cell.link !== undefined) hyperlinks.push(hyperlink(cellName(row, column), cell.link, links));
			return cellXml(cellName(row, column), cell, shared);
		});
		const high = height === undefined ? {} : { ht: height, customHeight: 1 };
		return element("row", { r: row + 1, ...high }, ...written);
	});
	const { widths = [], merged = [], filter } = sheet;
	const xml = element(
		"worksheet",
		{ xmlns: "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "xmlns:r": RELATIONS },
		sheet.print ? element("sheetPr", {}, element("pageSetUpPr", { fitToPage: 1 })) : "",
		element("sheetViews", {}, view(sheet)),
		element("sheetFormatPr", { defaultRowHeight: 15 }),
		some("cols", widths.map(columnXml)),
		element("sheetData", {}, ...rows),
		filter ? element("autoFilter", { ref: rangeName(filter) }) : "",
		some(
			"mergeCells",
			merged.map((range) => element("mergeCell", { ref: rangeName(range) })),
		),
		some("hyperlinks", hyperlinks),
		sheet.print
			? element("pageSetup", {
					paperSize: 9,
					orientation: sheet.print.isOnePage ? "portrait" : "landscape",
					fitToWidth: 1,
					fitToHeight: sheet.print.isOnePage ? 1 : 0,
				})
			: "",
		comments.length > 0 ? element("legacyDrawing", { "r:id": BOXES_ID }) : "",
	);
	return { xml: xmlFile(xml), links, comments };
}

/** An element around what there is; nothing where there is nothing. */
function some(name: string, content: readonly string[]): string {
	return content.length === 0 ? "" : element(name, {}, ...content);
}

function view({ frozen }: Sheet): string {
	if (!frozen) return element("sheetView", { workbookViewId: 0 });
	const { rows, columns } = frozen;
	const pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : "topRight";
	return element(
		"sheetView",
		{ workbookViewId: 0 },
		element("pane", {
			xSplit: columns > 0 ? columns : undefined,
			ySplit: rows > 0 ? rows : undefined,
			topLeftCell: cellName(rows, columns),
			activePane: pane,
			state: "frozen",
		}),
		element("selection", { pane }),
	);
}

function columnXml(width: number, column: number): string {
	return element("col", { min: column + 1, max: column + 1, width, customWidth: 1 });
}

function cellXml(name: string, { value, style }: SheetCell, shared: SharedTables): string {
	const number = style === undefined ? 0 : shared.styleNumber(style);
	const attributes = { r: name, s: number === 0 ? undefined : number };
	if (value === undefined || value === null || value === "") return number === 0 ? "" : element("c", attributes);
	if (typeof value === "number") return element("c", attributes, element("v", {}, String(value)));
	if (typeof value === "boolean") return element("c", { ...attributes, t: "b" }, element("v", {}, value ? "1" : "0"));
	return element("c", { ...attributes, t: "s" }, element("v", {}, String(shared.textNumber(value))));
}

/** A place in the workbook is named by itself; an address outside stands among the sheet's relations. */
function hyperlink(ref: string, link: string, links: Relation[]): string {
	if (link.startsWith("#")) return element("hyperlink", { ref, location: link.slice(1) });
	const id = `rId${links.length + 1}`;
	links.push({ id, type: "hyperlink", target: link, isExternal: true });
	return element("hyperlink", { ref, "r:id": id });
}
