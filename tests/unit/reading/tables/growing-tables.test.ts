import { describe, expect, test } from "vitest";
import type { Table } from "../../../../src/model/table.ts";
import { continues, joinTables } from "../../../../src/reading/tables/pages/continued-tables.ts";
import { growingTable, grown, wholeTable } from "../../../../src/reading/tables/pages/growing-tables.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { tableOf } from "../../../support/tables.ts";

const HEAD = ["分组", "科目", "本年", "上年"];

/** Pages of one long table: groups of seven rows that run over the ends of pages, headings on every page. */
function pagesOf(count: number, rows = 30): Table[] {
	return Array.from({ length: count }, (_, page) => {
		const body = Array.from({ length: rows }, (_row, i) => {
			const at = page * rows + i;
			const name = at % 7 === 0 ? `（${Math.floor(at / 7)}）组` : i === 0 ? "" : "^";
			return [name, `科目${at}`, String(at), String(2 * at)];
		});
		return tableOf([HEAD, ...body], { page: page + 1 });
	});
}

function inPages(pages: readonly Table[]): Table | undefined {
	const [first, ...rest] = pages;
	if (!first) return undefined;
	let growing = growingTable(first);
	for (const next of rest) {
		const joined = grown(growing, next, DEFAULT_SETTINGS);
		if (!joined) return undefined;
		growing = joined;
		expect(growing.open.rows).toBeLessThan(200);
	}
	return wholeTable(growing);
}

describe("a table over many pages", () => {
	test("is the same as one that is joined whole page by page", () => {
		const pages = pagesOf(12);
		const [first, ...rest] = pages;
		const whole = rest.reduce((table, next) => joinTables(table, next, DEFAULT_SETTINGS), first as Table);
		expect(whole.rows).toBe(361);
		expect(inPages(pages)).toEqual(whole);
	});

	test("ends where the next page has the rows again that stood on its first", () => {
		const pages = pagesOf(9);
		const again = { ...(pages[2] as Table), pages: [10] };
		expect(inPages([...pages, again])).toBeUndefined();
		const [first, ...rest] = pages;
		const whole = rest.reduce((table, next) => joinTables(table, next, DEFAULT_SETTINGS), first as Table);
		expect(continues(whole, again, DEFAULT_SETTINGS)).toBe(false);
	});
});
