import { expect, test } from "vitest";
import { findTables, readPdf } from "../../../../src/pages.ts";
import { drawnPdf, shown } from "../../../support/drawn-pdf.ts";

const ROWS = [
	["Item", "2010", "2011"],
	["Roads", "12", "340"],
	["Parks", "34", "1,200"],
	["Schools", "56", "77"],
	["Water", "9", "815"],
	["Health", "71", "66"],
] as const;
const STEP = 14;

/** Rulings around every cell. */
function lines(): string {
	const across = Array.from({ length: ROWS.length + 1 }, (_, i) => `50 ${251 - STEP * i} m 320 ${251 - STEP * i} l S `);
	const down = [50, 170, 250, 320].map((x) => `${x} 251 m ${x} ${251 - STEP * ROWS.length} l S `);
	return `0.5 w ${across.join("")}${down.join("")}`;
}

test.each(
	[true, false].flatMap((isRuled) =>
		[
			["left of it", 40],
			["over its labels", 58],
			["between its columns", 215],
			["right of it", 330],
		].map(([where, x]) => ({ isRuled, where, x })),
	),
)("text that runs up a page mixes with no cell of its table, $where (ruled: $isRuled)", async ({ isRuled, x }) => {
	const rows = ROWS.flatMap((row, i) => row.map((text, j) => shown(text, [60, 180, 260][j] ?? 0, 240 - STEP * i)));
	const side = `BT /F1 9 Tf 0 1 -1 0 ${x} 150 Tm (Available data of 2012) Tj ET\n`;
	const tables = findTables(await readPdf(drawnPdf(`${rows.join("")}${isRuled ? lines() : ""}${side}`)));
	expect(tables.map(({ method }) => method)).toEqual([isRuled ? "ruled" : "aligned"]);
	expect(tables[0]?.cells.map(({ row, column, text }) => [row, column, text])).toEqual(
		ROWS.flatMap((row, i) => row.map((text, j) => [i, j, text])),
	);
});
