import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { Element } from "domhandler";
import { strFromU8, unzipSync } from "fflate";
import { isOwnBug } from "../../model/causes.ts";
import type { SheetRow } from "./sheet-row.ts";
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, RowsError } from "./sheet-row.ts";

/** Parts of a workbook that the cells of its first sheet need. */
const WANTED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w.-]{1,60}\.xml)$/;
/** A roster's sheet has some hundred kilobytes: more than this is none, or a bomb. */
const MAX_PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 40;

/**
 * The rows of a workbook's first visible sheet (ECMA-376 part 1, 18.3). Formulas count as the value that was saved with
 * them. Nothing is loaded from elsewhere and no entity is expanded; what a part claims to hold is checked before it is unpacked. Throws RowsError.
 */
export function xlsxRows(bytes: Uint8Array): SheetRow[] {
	const parts = unpacked(bytes);
	const part = (name: string) => (parts[name] === undefined ? undefined : load(strFromU8(parts[name]), { xml: true }));
	const workbook = part("xl/workbook.xml");
	if (!workbook) throw new RowsError(1, "this is no Excel workbook; save it as .xlsx or CSV");
	const sheet = part(firstSheet(workbook, part("xl/_rels/workbook.xml.rels")));
	if (!sheet) throw new RowsError(1, "the workbook has no visible sheet");
	const texts = (part("xl/sharedStrings.xml")?.("si").toArray() ?? []).map(textOf);
	const rows: SheetRow[] = [];
	for (const [i, element] of sheet("sheetData > row").toArray().entries()) {
		const line = Number(element.attribs.r ?? i + 1);
		if (rows.length >= MAX_ROWS) throw new RowsError(line, `more than ${MAX_ROWS} rows; part the roster`);
		const cells = cellsOf(element, line, texts);
		if (cells.some((cell) => cell !== "")) rows.push({ line, cells });
	}
	return rows;
}

function unpacked(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
	// Old workbooks and encrypted ones are OLE containers.
	if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
		throw new RowsError(1, "this is an old or protected Excel file; save it as .xlsx without a password, or as CSV");
	let count = 0;
	try {
		return unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				if (!WANTED.test(name)) return false;
				if (originalSize > MAX_PART_BYTES) throw new RowsError(1, `${name} is larger than any roster`);
				if (++count > MAX_PARTS) throw new RowsError(1, "the workbook has more sheets than any roster");
				return true;
			},
		});
	} catch (cause) {
		if (cause instanceof RowsError || isOwnBug(cause)) throw cause;
		throw new RowsError(1, "the workbook cannot be unpacked; save it anew");
	}
}

function firstSheet(workbook: CheerioAPI, relations: CheerioAPI | undefined): string {
	const visible = workbook("sheets > sheet")
		.toArray()
		.find(({ attribs }) => attribs.state === undefined || attribs.state === "visible");
	const target = relations?.("Relationship")
		.toArray()
		.find(({ attribs }) => attribs.Id === visible?.attribs["r:id"])?.attribs.Target;
	return target === undefined ? "xl/worksheets/sheet1.xml" : target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

function cellsOf(row: Element, line: number, texts: readonly string[]): string[] {
	const cells: string[] = [];
	for (const element of childrenOf(row, "c")) {
		const column = columnOf(element.attribs.r) ?? cells.length;
		if (column >= MAX_COLUMNS) throw new RowsError(line, `more than ${MAX_COLUMNS} columns`);
		while (cells.length < column) cells.push("");
		const value = cellText(element, line, texts).trim();
		if (value.length > MAX_CELL) throw new RowsError(line, `a cell has more than ${MAX_CELL} characters`);
		cells[column] = value;
	}
	return cells;
}

/** From 0; `BC12` is column 54. */
function columnOf(place: string | undefined): number | undefined {
	const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(place ?? "")?.[1];
	return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(cell: Element, line: number, texts: readonly string[]): string {
	const kind = cell.attribs.t;
	if (kind === "inlineStr") return childrenOf(cell, "is").map(textOf).join("");
	const value = childrenOf(cell, "v").map(plainText).join("");
	if (kind === "s") return texts[Number(value)] ?? "";
	if (kind === "e") throw new RowsError(line, `a cell shows the error ${value.slice(0, 20)}; mend its formula`);
	if (kind === "b") return value === "1" ? "true" : "false";
	return value;
}

/** The words of a shared or inline text, its runs joined; what says how they are spoken is no part of them. */
function textOf(element: Element): string {
	return element.children
		.map((child) => {
			if (!("attribs" in child)) return "";
			if (child.name === "t") return plainText(child);
			return child.name === "r" ? childrenOf(child, "t").map(plainText).join("") : "";
		})
		.join("");
}

function plainText(element: Element): string {
	return element.children.map((child) => ("data" in child ? child.data : "")).join("");
}

function childrenOf(parent: Element, name: string): Element[] {
	return parent.children.filter((child): child is Element => "attribs" in child && child.name === name);
}
