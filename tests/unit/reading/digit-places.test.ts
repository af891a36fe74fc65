import { expect, test } from "vitest";
import type { ReadCell } from "../../../src/reading/ocr/digit-places.ts";
import { placesOfInk } from "../../../src/reading/ocr/digit-places.ts";

/** A cell with digits of 9 by 14 pixels, 11 from one to the next; `before` is the width of what touches the first of them. */
function cellWith(text: string, { before = 0, lines = 1 } = {}): ReadCell {
	const columns = Array.from(
		{ length: text.length },
		(_, i) => [20 + 11 * i - (i === 0 ? before : 0), 8, 29 + 11 * i, 22] as const,
	);
	const line = { box: [20 - before, 8, 18 + 11 * text.length, 22] as const, columns, specks: [] };
	return { lines: Array.from({ length: lines }, () => line), text };
}

const printed = [...Array.from({ length: 15 }, (_, i) => String(2 + (i % 8))), "23", "45", "678", "90", "362"].map((text) =>
	cellWith(text),
);

test("ink is as many digits wide as are printed, and wider with a minus that touches its digit", () => {
	const [single, pair, signed, one] = placesOfInk([cellWith("4"), cellWith("57"), cellWith("4", { before: 6 }), ...printed]);
	expect(single).toBeCloseTo(1);
	expect(pair).toBeCloseTo(2);
	expect(signed).toBeGreaterThan(1.45);
	expect(one).toBeCloseTo(1);
});

test.each([
	["few figures", printed.slice(0, 8)],
	["figures of one digit", printed.slice(0, 15)],
	[
		"figures whose ink is wider than what was read",
		printed.map((cell, i) => (i % 4 === 0 ? cellWith(cell.text, { before: 9 }) : cell)),
	],
	["no figures", []],
] as const)("%s tell nothing", (_, cells) => {
	expect(placesOfInk(cells)).toEqual(cells.map(() => undefined));
});

test("cells of several lines, and of none, tell nothing", () => {
	expect(placesOfInk([cellWith("4", { lines: 2 }), cellWith("4", { lines: 0 }), ...printed]).slice(0, 2)).toEqual([
		undefined,
		undefined,
	]);
});
