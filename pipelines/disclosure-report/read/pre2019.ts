import type { MappedList } from "../../../src/family.ts";
import { mapListing } from "../../../src/family.ts";
import type { Issue, Table } from "../../../src/rules.ts";
import { issueOf, plainLabel } from "../../../src/rules.ts";
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

/** The statistical table as read, and what makes its reading doubtful. */
export interface ReadStatistics extends MappedList {
	readonly issues: readonly Issue[];
}

/** Two tables with so many rows of the form in common are versions of one; the parts of one that pages part have none. */
const MIN_COMMON = 5;

/**
 * Reads the statistical table; its rows outside the form give label–value pairs. Of two versions of it, before and after a
 * correction or of two years, the last one is read, in doubt.
 */
export function readStatistics(tables: readonly Table[], forms: Forms): ReadStatistics {
	const { list } = matchersFor(forms);
	const alone = tables.map((table) => new Set(mapListing([table], list).evidence.map(({ path }) => path)));
	const isVersion = (i: number) =>
		alone.slice(i + 1).some((later) => [...(alone[i] ?? [])].filter((path) => later.has(path)).length >= MIN_COMMON);
	const last = tables.filter((_, i) => !isVersion(i));
	const count = tables.length - last.length;
	const issues = count > 0 ? [issueOf({ code: "versions-unclear", table: "statistics", count })] : [];
	return { ...mapListing(last, list), issues };
}
