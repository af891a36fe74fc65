import { expect, test } from "vitest";
import { displayWidth, textTable } from "../../../src/text/display.ts";

test.each([
	["abc", 3],
	["机关", 4],
	["（空）", 6],
	["A机", 3],
	["", 0],
])("%j is %d columns wide", (text, width) => {
	expect(displayWidth(text)).toBe(width);
});

test("columns of wide and narrow text begin at the same place", () => {
	const lines = textTable([
		["文件", "年度", "机关"],
		["a.pdf", "2023", "甲"],
	]).split("\n");
	expect(lines).toEqual(["文件   年度  机关", "a.pdf  2023  甲"]);
});

test("control characters from a document do not reach the terminal", () => {
	expect(textTable([["a\u001b[31mb\nc"]])).toBe("a [31mb c");
});
