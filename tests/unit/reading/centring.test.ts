import { expect, test } from "vitest";
import type { PrintedCell } from "../../../src/reading/ocr/centring.ts";
import { offCentre } from "../../../src/reading/ocr/centring.ts";

/** A cell of 100 by 30 pixels with digits of 8 by 14 around a place in it. */
function cellAt(middle: number, { minus = false, digits = 2, lines = 1 } = {}): PrintedCell {
	const x0 = middle - digits * 4;
	const columns = Array.from({ length: digits }, (_, i) => [x0 + 8 * i, 8, x0 + 8 * i + 7, 22] as const);
	const stroke = minus ? [[x0 - 7, 14, x0 - 2, 16] as const] : [];
	const line = { box: [x0 - (minus ? 7 : 0), 8, x0 + 8 * digits, 22] as const, columns: [...stroke, ...columns], specks: [] };
	return { box: [0, 0, 100, 30], lines: Array.from({ length: lines }, () => line) };
}

const middling = Array.from({ length: 20 }, (_, i) => cellAt(50 + (i % 3) / 2));

test("digits that a sign has moved stand off the middle, whether the sign is seen or not", () => {
	const [seen, faded, plain] = offCentre([cellAt(54, { minus: true }), cellAt(54), cellAt(50), ...middling]);
	expect(seen).toBeCloseTo(faded ?? 0);
	expect(faded).toBeGreaterThan(0.2);
	expect(Math.abs(plain ?? 1)).toBeLessThan(0.1);
});

test.each([
	["figures that are set to the right", Array.from({ length: 20 }, (_, i) => cellAt(90 - 4 * (i % 4), { digits: (i % 4) + 1 }))],
	["few figures", middling.slice(0, 5)],
	["no figures", []],
] as const)("%s tell nothing by their place", (_, cells) => {
	expect(offCentre(cells)).toEqual(cells.map(() => undefined));
});

test("a column whose sides were found a little off is measured from its own figures, one of figures set to the right is not", () => {
	const column = (off: number): PrintedCell[] =>
		Array.from({ length: 12 }, (_, i) => ({ ...cellAt(50), box: [off, i, 100 + off, 30] }));
	const between = [-2.5, -1.2, 0, 1.2, 2.5].flatMap((off) => column(off));
	const [faded, , first] = offCentre([{ ...cellAt(54), box: [2.5, 0, 102.5, 30] }, ...between]);
	expect(faded).toBeGreaterThan(0.2);
	expect(Math.abs(first ?? 1)).toBeLessThan(0.05);
	expect(offCentre([4, -4, 8, -8, 12].flatMap((off) => column(off)))[0]).toBeUndefined();
});

test("cells of several lines, and of none, tell nothing", () => {
	const [wrapped, empty] = offCentre([cellAt(54, { lines: 2 }), cellAt(54, { lines: 0 }), ...middling]);
	expect([wrapped, empty]).toEqual([undefined, undefined]);
});
