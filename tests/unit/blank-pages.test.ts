import { expect, test } from "vitest";
import { runRules } from "../../src/check/run-rules.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { isFlat } from "../../src/reading/ocr/to-page.ts";
import { evidenceOf } from "../support/evidence.ts";

/** A page of paper with a dark square of `side` pixels in its middle. */
function page(side: number, dark = 90) {
	const [width, height] = [400, 600];
	const data = new Uint8Array(width * height).fill(235);
	for (let y = 300; y < 300 + side; y++) data.fill(dark, y * width + 200, y * width + 200 + side);
	return { width, height, data };
}

test.each([
	["nothing", page(0), true],
	["a speck of dust", page(6), true],
	["a stamp", page(60), false],
	["pale writing", page(60, 180), false],
])("a page with %s", (_, image, flat) => {
	expect(isFlat(image)).toBe(flat);
});

test("shadows at the sides of a sheet are nothing that it shows", () => {
	const image = page(0);
	for (let y = 0; y < 600; y++) image.data.fill(60, y * 400, y * 400 + 12);
	expect(isFlat(image)).toBe(true);
});

const broken = {
	id: "A01-x",
	severity: "error" as const,
	title: "",
	formula: "",
	basis: "",
	check: () => [{ verdict: "broken" as const, cells: ["a.b"], message: "1＋1≠3" }],
};
const verdictWith = (figure: Evidence) =>
	runRules([broken], { isSeenWhole: false, figure: () => figure }, "x").findings[0]?.verdict;

test("a report that was not seen whole accuses by no figure of a reader, and by those that a person has looked at", () => {
	expect(verdictWith(evidenceOf("a.b", 1))).toBe("undetermined");
	expect(verdictWith({ ...evidenceOf("a.b", 1, { readBy: ["person"] }) })).toBe("broken");
});
