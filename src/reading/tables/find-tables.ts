import type { Box } from "../../model/geometry.ts";
import { holdsMiddle } from "../../model/geometry.ts";
import { smallest } from "../../model/many.ts";
import type { Page, Ruling } from "../../model/page.ts";
import type { Table, TableMethod } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import type { TableSettings } from "./settings.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";
import type { TablesInTurn } from "./tables-in-turn.ts";
import { tablesInTurn } from "./tables-in-turn.ts";

/** What tables are wanted. */
export interface TableOptions {
	/** How their cells may be found: by rulings, or by how text is aligned; either where left out. */
	readonly methods?: readonly TableMethod[];
	/** Tolerances of the steps, each with its meaning and its default in `DEFAULT_SETTINGS`. */
	readonly settings?: TableSettings;
	/** On these pages only, counted from 1; on all of them where left out. */
	readonly pages?: readonly number[];
	/** Inside this box of each page only, in points from its top left corner. */
	readonly area?: Box;
}

/** The tables of a document's pages in reading order; one that continues on the next page is one table. */
export function findTables(pages: readonly Page[], options: TableOptions = {}): readonly Table[] {
	const wanted = pages.filter(({ number }) => isWanted(number, options));
	const finder = tableFinder(options);
	for (const page of wanted) finder.take(page);
	for (let again = finder.again(); again.length > 0; again = finder.again())
		for (const place of again) {
			const page = wanted[place];
			if (page) finder.take(page, place);
		}
	return finder.tables();
}

/**
 * The same from pages that are read one at a time, by their numbers, and not held: a few of them are asked for twice. The memory it takes
 * grows with the tables that are found, not with the pages.
 */
export async function findTablesInTurn(
	numbers: readonly number[],
	page: (number: number) => Promise<Page>,
	options: TableOptions = {},
): Promise<readonly Table[]> {
	const wanted = numbers.filter((number) => isWanted(number, options));
	const finder = tableFinder(options);
	for (const number of wanted) finder.take(await page(number));
	for (let again = finder.again(); again.length > 0; again = finder.again())
		for (const place of again) finder.take(await page(wanted[place] ?? 0), place);
	return finder.tables();
}

/** Whether a page is one of those that are wanted. */
export function isWanted(number: number, { pages }: TableOptions): boolean {
	return pages?.includes(number) ?? true;
}

/** Finds the tables that are wanted, of pages that are given one after another. */
function tableFinder({ methods = ["ruled", "aligned"], settings = DEFAULT_SETTINGS, area }: TableOptions): TablesInTurn {
	const all = tablesInTurn(settings);
	return {
		take: (page, place) => all.take(area ? pageIn(page, area) : page, place),
		again: all.again,
		tables: () => all.tables().filter(({ method }) => methods.includes(method)),
	};
}

/** What stands and lies inside an area of a page. */
function pageIn(page: Page, area: Box): Page {
	const isIn = ({ box }: { readonly box: Box }) => holdsMiddle(area, box);
	const [x0, y0, x1, y1] = area;
	const cut = (ruling: Ruling): Ruling[] => {
		const [low, high, start, end] = ruling.axis === "horizontal" ? [y0, y1, x0, x1] : [x0, x1, y0, y1];
		const [from, to] = [Math.max(ruling.from, start), Math.min(ruling.to, end)];
		return ruling.at >= low && ruling.at <= high && to > from ? [{ ...ruling, from, to }] : [];
	};
	return {
		...page,
		glyphs: page.glyphs.filter(isIn),
		fills: page.fills.filter(isIn),
		images: page.images.filter(isIn),
		rulings: page.rulings.flatMap(cut),
	};
}

/**
 * How sure a table is, 0 to 1: the least sure of its lines, by the share of its cells that are of their column's kind. Columns hold figures
 * or words below their headings; where they hold both, rows or columns may have been taken apart or together.
 */
export function confidenceOf({ cells, columns }: Pick<Table, "cells" | "columns">): number {
	const filled = cells.filter(({ text, columnSpan }) => text !== "" && columnSpan === 1);
	const kinds = Array.from({ length: columns }, (_, column) => {
		const below = filled.filter((cell) => cell.column === column).slice(1);
		const figures = below.filter(({ text }) => isFigureLike(text)).length;
		return { count: below.length, alike: Math.max(figures, below.length - figures) };
	});
	const [count, alike] = [sum(kinds.map((kind) => kind.count)), sum(kinds.map((kind) => kind.alike))];
	const read = Math.min(1, smallest(cells.flatMap(({ lines }) => lines.map(({ confidence }) => confidence))));
	return Math.round(100 * read * (count === 0 ? 1 : alike / count)) / 100;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
