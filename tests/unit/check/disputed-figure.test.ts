import { expect, test } from "vitest";
import { disputedFigure } from "../../../src/check/disputed-figure.ts";

const figures: Readonly<Record<string, number | null>> = { a: 1, b: 2, c: null, total: 5, other: 3, nought: 0 };
const at = (path: string) => figures[path];

test.each([
	["the total that parts do not make up", { cells: ["a", "b", "c", "total"], expected: 3, actual: 5 }, "total"],
	["no side of an equation of two sums", { cells: ["a", "b", "total", "other"], expected: 3, actual: 8 }, undefined],
	["no figure that stands there by chance", { cells: ["a", "total", "other"], expected: 9, actual: 5 }, undefined],
	["no figure beside a text", { cells: ["sections.overview", "total"], expected: 4, actual: 5 }, undefined],
	[
		"no figure that is a side of two sums by itself, beside a nought",
		{ cells: ["a", "nought", "b", "nought"], expected: 1, actual: 2, hasTwoSums: true },
		undefined,
	],
	["none without numbers", { cells: ["a", "b"], expected: "3", actual: 5 }, undefined],
])("%s is disputed", (_, finding, disputed) => {
	expect(disputedFigure(finding, at)).toBe(disputed);
});
