import { describe, expect, test } from "vitest";
import { findOpenSidedTables } from "../../../../src/reading/tables/ruled/open-sided-tables.ts";
import { groupRulings } from "../../../../src/reading/tables/ruled/rulings.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { across, glyphRows, glyphsOf } from "../../../support/pages.ts";

const xs = [60, 200, 300];
const rows = [
	["信息内容", "制发件数", "废止件数"],
	["规章", "1", "2"],
	["规范性文件", "3", "4"],
];
const tablesAt = (ys: readonly number[], glyphs: ReturnType<typeof glyphsOf>) => {
	const groups = groupRulings(
		ys.map((y) => across(y, 50, 400)),
		DEFAULT_SETTINGS,
	);
	return findOpenSidedTables(groups, glyphs, DEFAULT_SETTINGS).map(({ horizontal }) => horizontal.map(({ at }) => at));
};

describe("lines across", () => {
	const glyphs = glyphRows(rows, xs, { y: 104, pitch: 20 });

	test("above and below the headings, and below the figures, are a table", () => {
		expect(tablesAt([100, 120, 160], glyphs)).toEqual([[100, 120, 160]]);
	});

	test("above and below only underline", () => {
		expect(tablesAt([100, 160], glyphs)).toEqual([]);
	});

	test.each([
		[11, 1],
		[11.5, 2],
	])("with a text of %d points between them, over figures of ten, are tables: %d", (sizePt, count) => {
		const second = glyphRows(rows, xs, { y: 204, pitch: 20 });
		const heading = glyphsOf("行政许可", 60, 176, { sizePt });
		expect(tablesAt([100, 120, 160, 200, 220, 260], [...glyphs, ...heading, ...second])).toHaveLength(count);
	});
});
