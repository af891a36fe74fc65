import { expect, test } from "vitest";
import { isFigureLike, narrow, parseFigure } from "../../../src/text/figures.ts";

test.each([
	["0", 0],
	["12", 12],
	["1,204", 1204],
	["1，204，000", 1204000],
	["１２", 12],
	["1 204", 1204],
	[" 7 ", 7],
	["251000元", 251000],
	["12.50", 12.5],
	["+19", 19],
	["增10", 10],
	["增加3", 3],
	["减8", -8],
	["-8", -8],
	["－8", -8],
	["-0", 0],
	["85%", 85],
])("%j is the figure %d", (printed, value) => {
	expect(parseFigure(printed)).toMatchObject({ value, state: "number" });
});

test.each(["", " ", "　", "\n"])("%j is blank, which is not 0", (printed) => {
	expect(parseFigure(printed)).toEqual({ value: null, state: "blank" });
});

test.each(["-", "—", "——", "/", "／", "无", "//", "N/A", "*"])("%j stands for no figure, which is not 0", (printed) => {
	expect(parseFigure(printed)).toEqual({ value: null, state: "dash" });
});

test.each(["1,2345", "1.2.3", "12/3", "1e5", "12 34件 5", "+", "增", "元", "３件半"])(
	"%j is no plain number and is read as none",
	(printed) => {
		expect(parseFigure(printed)).toMatchObject({ value: null, state: "unreadable" });
	},
);

test("a number too long to be kept exactly is read as none", () => {
	expect(parseFigure("12345678901234567890").state).toBe("unreadable");
	expect(parseFigure("999999999999999").value).toBe(999_999_999_999_999);
});

test.each([
	["251000元", "元"],
	["12.5万元", "万元"],
	["3件次", "件次"],
	["3", undefined],
])("%j carries the unit %j", (printed, unit) => {
	expect(parseFigure(printed).unit).toBe(unit);
});

test.each([
	["+19", true],
	["增10", true],
	["-8", true],
	["19", undefined],
])("%j states a change: %j", (printed, signed) => {
	expect(parseFigure(printed).signed).toBe(signed);
});

test("full-width digits, letters and signs become ASCII, all else stays", () => {
	expect(narrow("１２，３（ａ）－年：％")).toBe("12,3(a)-年:%");
});

test.each([
	["12", true],
	["—", true],
	["", false],
	["合计", false],
])("%j stands where a figure does: %j", (printed, is) => {
	expect(isFigureLike(printed)).toBe(is);
});
