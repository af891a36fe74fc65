import type { MappedList } from "../../../src/family.ts";
import { mapListing } from "../../../src/family.ts";
import type { Table } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import { matchersFor } from "../fields/matchers.ts";
import { signsFor } from "../fields/signs.ts";
import type { Forms } from "../fields/types.ts";

const LEAST_SIGNS = 4;

/** Whether a table is the statistical table of 2014 to 2018, or a part of it after a page break. */
export function isStatistics(table: Table, forms: Forms): boolean {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	return signsFor(forms).list.filter((sign) => text.includes(sign)).length >= LEAST_SIGNS;
}

/** Tables of the years before 2014 vary by province: label–value pairs, no form forced on them. */
export function readFreeTables(tables: readonly Table[]): MappedList {
	return mapListing(tables, { table: "statistics", rows: [] });
}

/** Reads the statistical table; its rows outside the form give label–value pairs. */
export function readStatistics(tables: readonly Table[], forms: Forms): MappedList {
	return mapListing(tables, matchersFor(forms).list);
}
