import { expect, test } from "vitest";
import type { Block } from "../../../../src/model/table.ts";
import { joinPages } from "../../../../src/reading/tables/pages/join-pages.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { tableOf } from "../../../support/tables.ts";

const COLUMN = { left: 60, right: 500 };

function paragraph(text: string, page: number): Block {
	const box = [20, 800, 30, 806] as const;
	return { kind: "paragraph", paragraph: { text, lines: [], page, box, centred: false } };
}

const table = (page: number): Block => ({ kind: "table", table: tableOf([["规章", "1", "2"]], { page }) });

/** What becomes of a table on two pages with such text at the end of the first and the top of the second. */
function joined(between: readonly [above: string, below: string], scanned: readonly number[]): string[] {
	const pages = [
		[table(1), ...(between[0] ? [paragraph(between[0], 1)] : [])],
		[...(between[1] ? [paragraph(between[1], 2)] : []), table(2)],
	];
	return joinPages(pages, COLUMN, { settings: DEFAULT_SETTINGS, scanned: new Set(scanned) }).map((block) =>
		block.kind === "table" ? `${block.table.rows} rows` : block.paragraph.text,
	);
}

test.each([
	["nothing between", ["", ""], ["2 rows"]],
	["scraps between, which are kept", ["IA", "入"], ["2 rows", "IA", "入"]],
	["a sentence between", ["本年度无其他事项。", ""], ["1 rows", "本年度无其他事项。", "1 rows"]],
	["a year between", ["", "2021"], ["1 rows", "2021", "1 rows"]],
] as const)("a table of two scanned pages with %s", (_, between, expected) => {
	expect(joined(between, [1, 2])).toEqual(expected);
});

test("of a digital page every character counts", () => {
	expect(joined(["IA", ""], [])).toEqual(["1 rows", "IA", "1 rows"]);
});
