import { expect, test } from "vitest";
import { editsBetween, likest } from "../../../src/text/similar.ts";

test.each([
	["青石市教育局", "青石市教育局", 0],
	["青石市教育局", "清石市教育局", 1],
	["青石市教育局", "青石市教育体育局", 2],
	["青石市教育局", "青石市水务局", 2],
	["青石市教育局", "某区财政局", undefined],
	["", "甲", 1],
])("between %s and %s there are %s edits of at most two", (a, b, edits) => {
	expect(editsBetween(a, b, 2)).toBe(edits);
	expect(editsBetween(b, a, 2)).toBe(edits);
});

test.each([
	["清石市教育局", "青石市教育局"],
	["青石市育教局", "青石市教育局"],
	["青石市教育体育局", "青石市教育局"],
	["青石市水务局", undefined],
	["青石市教育局", undefined],
	["某", undefined],
])("%s is a slip for %s", (name, meant) => {
	expect(likest(name, ["青石市民政局", "青石市教育局", "乙"])).toBe(meant);
});
