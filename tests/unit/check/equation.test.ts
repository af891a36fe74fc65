import { expect, test } from "vitest";
import { judge, showSum } from "../../../src/check/equation.ts";
import { absent } from "../../../src/mapping/form/cells.ts";
import { evidenceOf } from "../../support/evidence.ts";

const side = (...printed: (number | string | null)[]) => printed.map((value, i) => evidenceOf(`a.${i}`, value));

test.each([
	["equal sums", [1, 2], [3], "holds"],
	["unequal sums", [1, 2], [4], "broken"],
	["all zero", [0, 0], [0], "holds"],
	["decimals that agree but for rounding", [0.1, 0.2], [0.3], "holds"],
	["a blank that is 0", [1, null], [1], "holds"],
	["a blank that may be the number missing", [1, null], [3], "undetermined"],
	["a blank total that may be any number", [1, 2], [null], "undetermined"],
	["a blank on the side that is too large already", [5, null], [3], "broken"],
	["a figure that could not be read", [1, "？"], [3], "undetermined"],
	["nothing but blanks", [null, null], [null], "not-assessable"],
] as const)("%s: %j against %j is %s", (_, left, right, judgement) => {
	expect(judge({ left: side(...left), right: side(...right) }).judgement).toBe(judgement);
});

test("a row that the table does not have leaves nothing to judge, even where the rest differs", () => {
	expect(judge({ left: [...side(1), absent("a.x")], right: side(9) }).judgement).toBe("not-assessable");
});

test("a dash is judged as a blank is", () => {
	const dash = evidenceOf("a.0", null, { state: "dash", raw: "—" });
	expect(judge({ left: [dash], right: side(2) })).toMatchObject({ judgement: "undetermined", hasBlanks: true });
});

test("both sums are told, blanks counted as 0", () => {
	expect(judge({ left: side(1, null, 2), right: side(4) })).toMatchObject({ leftSum: 3, rightSum: 4, hasBlanks: true });
});

test.each([
	[[12, 0, 3], "12＋3"],
	[[12, null], "12＋（空）"],
	[[5, -3], "5－3"],
	[[0, 0], "0"],
	[[], "0"],
])("%j is shown as %j", (printed, shown) => {
	expect(showSum(side(...printed))).toBe(shown);
});
