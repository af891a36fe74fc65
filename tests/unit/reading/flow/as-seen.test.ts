import { describe, expect, test } from "vitest";
import { readHtml } from "../../../../src/reading/html/read-html.ts";
import { UNREAD } from "../../../../src/text/unread.ts";
import { htmlKinds } from "../../../support/markup-kinds.ts";

const signs = { containers: [], wanted: /年度报告/ };
const documentOf = (body: string, css = "") =>
	readHtml(`<html><head><style>${css}</style></head><body>${body}</body></html>`, signs);

function cellsOf(body: string, css?: string): string[] {
	return documentOf(body, css).blocks.flatMap((block) =>
		block.kind === "table" ? block.table.cells.map(({ text }) => text) : [],
	);
}

const table = (cell: string) =>
	`<table><tr><td>信息内容</td><td class="figure">本年数量</td></tr><tr><td>行政许可</td><td class="figure">${cell}</td></tr></table>`;

describe("a cell says what is seen in it (issue 15)", () => {
	test.each(Object.entries(htmlKinds))("%s", (_, { expect: wanted, css = "", cell }) => {
		const text = cellsOf(table(cell("2745", "2776")), css).at(-1) ?? "";
		if (wanted === "right") expect(text).toBe("2745");
		else expect(text.includes(UNREAD) || /^2745\n2776$/.test(text), text).toBe(true);
	});
	test.each([
		["raised decimals are part of a figure", "265<sup>.86</sup>", `265${UNREAD}`],
		["a figure that is struck alone is not blank", "<s>2745</s>", UNREAD],
		["a figure that is hidden alone is not blank", '<i style="display:none">2745</i>', UNREAD],
		["an empty cell is blank", "&nbsp;<p></p>", ""],
		["digits below one another are one figure", "2<br>7<br>4<br>5", "2 7 4 5"],
		["a picture beside a figure may be a digit", '2745<img src="n.png">', `2745${UNREAD}`],
	])("%s", (_, cell, text) => expect(cellsOf(table(cell)).at(-1)).toBe(text));
	test("a picture beside a label is no part of it", () => {
		expect(cellsOf("<table><tr><td><img src=a.png>行政<br>许可<sup>1</sup></td><td>5</td></tr></table>")).toEqual([
			"行政许可",
			"5",
		]);
	});
});
