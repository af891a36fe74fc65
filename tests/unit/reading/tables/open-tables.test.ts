import { expect, test } from "vitest";
import { findTables } from "../../../../src/reading/tables/find-tables.ts";
import { glyphRows, glyphsOf, pageOf } from "../../../support/pages.ts";

const XS = [60, 230, 300, 370, 440];
const HEAD = ["项目", "合计", "人员", "公用", "项目"];
const rowOf = (label: string, first: number) => [label, ...[0, 1, 2, 3].map((i) => String(first + i))];
const textsOf = (tables: ReturnType<typeof findTables>) =>
	tables.map(({ rows, columns, cells }) =>
		Array.from({ length: rows }, (_, row) =>
			Array.from(
				{ length: columns },
				(_cell, column) => cells.find((cell) => cell.row === row && cell.column === column)?.text ?? "",
			),
		),
	);

test("one row of figures under headings at a page's end is the first row of the table on the next page", () => {
	const first = pageOf(1, { glyphs: glyphRows([HEAD, rowOf("一般公共服务支出", 11)], XS, { y: 780 }) });
	const rest = [rowOf("教育支出", 21), rowOf("农林水支出", 31), rowOf("其他支出", 41)];
	const second = pageOf(2, { glyphs: glyphRows(rest, XS, { y: 60 }) });
	expect(textsOf(findTables([first, second]))).toEqual([[HEAD, rowOf("一般公共服务支出", 11), ...rest]]);
});

test("one line of figures under a line of text is no table", () => {
	const glyphs = [
		...glyphsOf("各项支出分别为", 60, 100),
		...glyphRows([["12", "34", "56", "78"]], [60, 130, 200, 270], { y: 116 }),
	];
	expect(findTables([pageOf(1, { glyphs })])).toEqual([]);
});
