import type { OfficePart, Relation } from "./package.ts";
import { officeFile, RELATIONS } from "./package.ts";
import type { Sheet } from "./sheet.ts";
import { columnName } from "./sheet.ts";
import { commentBoxes, commentsXml } from "./sheet-comments.ts";
import { StyleTable } from "./sheet-styles.ts";
import { BOXES_ID, sheetXml } from "./sheet-xml.ts";
import { element, xmlFile, xmlText } from "./xml.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Writes a workbook (.xlsx) with these sheets; the same sheets give the same bytes. */
export function writeSpreadsheet(sheets: readonly Sheet[]): Uint8Array {
	const styles = new StyleTable();
	const texts = new Map<string, number>();
	let uses = 0;
	const shared = {
		styleNumber: (style: Parameters<StyleTable["numberOf"]>[0]) => styles.numberOf(style),
		textNumber: (text: string) => {
			uses++;
			const number = texts.get(text) ?? texts.size;
			texts.set(text, number);
			return number;
		},
	};
	const parts = sheets.flatMap((sheet, i) => sheetParts(sheet, i + 1, shared));
	const main = workbookPart(sheets);
	return officeFile([
		{
			...main,
			relations: [...main.relations, { id: "rIdTexts", type: "sharedStrings", target: "sharedStrings.xml" }],
		},
		{ name: "xl/styles.xml", type: "spreadsheetml.styles+xml", xml: styles.xml() },
		{ name: "xl/sharedStrings.xml", type: "spreadsheetml.sharedStrings+xml", xml: textsXml([...texts.keys()], uses) },
		...parts,
	]);
}

/** The main part of a workbook: its sheets' names, and where they and the styles are. */
export function workbookPart(sheets: readonly Sheet[]): OfficePart & { readonly relations: readonly Relation[] } {
	const own: Relation[] = sheets.map((_, i) => ({ id: sheetId(i), type: "worksheet", target: `worksheets/sheet${i + 1}.xml` }));
	return {
		name: "xl/workbook.xml",
		type: "spreadsheetml.sheet.main+xml",
		xml: workbookXml(sheets),
		relations: [...own, { id: "rIdStyles", type: "styles", target: "styles.xml" }],
	};
}

function sheetId(index: number): string {
	return `rId${index + 1}`;
}

/** The sheet's part; where it has comments, their texts and boxes too. */
function sheetParts(sheet: Sheet, number: number, shared: Parameters<typeof sheetXml>[1]): OfficePart[] {
	const { xml, links, comments } = sheetXml(sheet, shared);
	const name = `xl/worksheets/sheet${number}.xml`;
	const type = "spreadsheetml.worksheet+xml";
	if (comments.length === 0) return [{ name, type, xml, relations: links }];
	const around: Relation[] = [
		{ id: "rIdComments", type: "comments", target: `../comments${number}.xml` },
		{ id: BOXES_ID, type: "vmlDrawing", target: `../drawings/vmlDrawing${number}.vml` },
	];
	return [
		{ name, type, xml, relations: [...links, ...around] },
		{ name: `xl/comments${number}.xml`, type: "spreadsheetml.comments+xml", xml: commentsXml(comments) },
		{ name: `xl/drawings/vmlDrawing${number}.vml`, type: "vmlDrawing", xml: commentBoxes(comments) },
	];
}

function workbookXml(sheets: readonly Sheet[]): string {
	const list = sheets.map(({ name }, i) => element("sheet", { name, sheetId: i + 1, "r:id": sheetId(i) }));
	// Programs want names in the order of the alphabet: areas before titles.
	const names = [...sheets.flatMap(printArea), ...sheets.flatMap(printTitles)];
	return xmlFile(
		element(
			"workbook",
			{ xmlns: MAIN, "xmlns:r": RELATIONS },
			element("sheets", {}, ...list),
			names.length > 0 ? element("definedNames", {}, ...names) : "",
		),
	);
}

/** What of a sheet is printed, where that is not all of it. */
function printArea({ name, rows, print }: Sheet, index: number): string[] {
	if (print?.columns === undefined || rows.length === 0) return [];
	const area = `${quoted(name)}!$A$1:$${columnName(print.columns - 1)}$${rows.length}`;
	return [element("definedName", { name: "_xlnm.Print_Area", localSheetId: index }, xmlText(area))];
}

function printTitles({ name, print }: Sheet, index: number): string[] {
	if (!print || print.titleRows === 0) return [];
	const rows = `${quoted(name)}!$1:$${print.titleRows}`;
	return [element("definedName", { name: "_xlnm.Print_Titles", localSheetId: index }, xmlText(rows))];
}

function quoted(name: string): string {
	return `'${name.replaceAll("'", "''")}'`;
}

function textsXml(texts: readonly string[], uses: number): string {
	const items = texts.map((text) => element("si", {}, element("t", { "xml:space": "preserve" }, xmlText(storedText(text)))));
	return xmlFile(element("sst", { xmlns: MAIN, count: uses, uniqueCount: texts.length }, ...items));
}

/** Cells break lines with LF only; text such as `_x000D_`, which Excel would take for a character, is marked as text. */
export function storedText(text: string): string {
	return text.replaceAll(/\r\n?/g, "\n").replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}
