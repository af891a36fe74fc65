import type { Cheerio, CheerioAPI } from "cheerio";
import type { Element } from "domhandler";

/** A table inside a cell with more cells than this holds figures of its own; one with fewer is the cell's frame. */
const MAX_FRAME = 4;
/** Cells of the form hold less; the article that a page lays out in a cell holds more. */
const MAX_CELL_TEXT = 300;
/** A table with frames in its cells has at least so many cells with something in them. */
const MIN_CELLS = 4;

/** Tables around other tables, and tables of one cell, only lay the page out. A frame inside a cell makes no layout of the table. */
export function isLayout(page: CheerioAPI, table: Cheerio<Element>): boolean {
	if (table.find("td, th").length < 2) return true;
	const inner = table.find("table").toArray();
	if (inner.length === 0) return false;
	if (inner.some((one) => page(one).find("td, th").length > MAX_FRAME)) return true;
	const own = table.find("td, th").filter((_, cell) => page(cell).closest("table").is(table));
	const texts = own.toArray().map((cell) => page(cell).text().trim());
	return texts.filter((text) => text !== "").length < MIN_CELLS || texts.some((text) => text.length > MAX_CELL_TEXT);
}
