import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { formatted } from "../../../../src/cli/table-formats.ts";
import { confidenceOf, findTables, readPdf } from "../../../../src/pages.ts";
import { hardDocument } from "../../../support/hard-tables/looks.ts";
import { cellsOf } from "../../../support/hard-tables/model.ts";
import { painted } from "../../../support/hard-tables/paint.ts";
import { tableOf } from "../../../support/tables.ts";

const ROWS = [
	["Item", "Amounts", "<"],
	["^", "2010", "2011"],
	['=SUM("A")', "1,200", "-5"],
	["a|b <i>", "30", "+cmd"],
];
const TABLE = tableOf(ROWS);

test("a table as CSV keeps formulas and commas from spreadsheets", () => {
	expect(formatted([TABLE], "csv")).toBe(
		["Item,Amounts,", ",2010,2011", `"'=SUM(""A"")","1,200",-5`, "a|b <i>,30,'+cmd"].join("\r\n").concat("\n"),
	);
});

test("a table as HTML has its spans, and no markup of the document", () => {
	const html = String(formatted([TABLE], "html"));
	expect(html).toContain('<td rowspan="2">Item</td><td colspan="2">Amounts</td>');
	expect(html).toContain("a|b &lt;i&gt;");
});

test("a table as Markdown has one line a row, and no marks of the document", () => {
	const lines = String(formatted([TABLE], "markdown"))
		.trimEnd()
		.split("\n");
	expect(lines).toHaveLength(5);
	expect(lines[4]).toBe("| a\\|b \\<i\\> | 30 | +cmd |");
});

test("a table as JSON says how it was found and how sure it is", () => {
	const [json] = JSON.parse(String(formatted([TABLE], "json"))) as Record<string, unknown>[];
	expect(json).toMatchObject({ pages: [1], rows: 4, columns: 3, method: "ruled" });
	expect(json?.confidence).toBe(confidenceOf(TABLE));
});

test("tables as a workbook are one sheet each", () => {
	const parts = Object.keys(unzipSync(formatted([TABLE, TABLE], "xlsx")));
	expect(parts.filter((name) => name.startsWith("xl/worksheets/sheet"))).toHaveLength(2);
});

test("a column of words and figures makes a table less sure", () => {
	const clean = tableOf([
		["Item", "2010"],
		["a", "1"],
		["b", "2"],
		["c", "3"],
	]);
	const mixed = tableOf([
		["Item", "2010"],
		["a", "1"],
		["7", "b"],
		["c", "3"],
	]);
	expect(confidenceOf(clean)).toBe(1);
	expect(confidenceOf(mixed)).toBeLessThan(0.8);
});

test("tables are looked for on the pages and in the area that are named", async () => {
	const document = hardDocument("facing pages", 4);
	const pages = await readPdf(painted(document, 4));
	expect(findTables(pages)).toHaveLength(1);
	const [second] = findTables(pages, { pages: [2] });
	expect(second?.pages).toEqual([2]);
	expect(second?.rows).toBe(document.truth[0]?.length);
	expect(findTables(pages, { area: [0, 700, 595, 842] })).toEqual([]);
	expect(findTables(pages, { pages: [9] })).toEqual([]);
	expect(cellsOf(document.truth[0] ?? []).length).toBeGreaterThan(20);
});
