import { expect, test } from "vitest";
import { growthOf, unchecked } from "../lint/expressions.ts";

test.each([
	["/^\\d{1,500}[a-z]+$/", true],
	["/<record>\\s*(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?\\s*<\\/record>/g", false],
	["/^(?:a+)+$/", false],
	["/\\s+$/", false],
])("%s takes time that grows with its text: %j", (literal, isLinear) => {
	expect(growthOf(literal) === "linear").toBe(isLinear);
});

test("every expression of the source is linear, or its reason to stay is written down", () => {
	expect(unchecked(false)).toEqual([]);
});
