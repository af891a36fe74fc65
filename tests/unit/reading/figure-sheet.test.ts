import { expect, test } from "vitest";
import type { SheetSymbol } from "../../../src/reading/ocr/figure-sheet.ts";
import { layOut, readSlot } from "../../../src/reading/ocr/figure-sheet.ts";

const line = (width: number) => ({ width, height: 20, data: new Uint8Array(width * 20).fill(255) });
const symbol = (text: string, x0: number, y0 = 50): SheetSymbol => ({
	text,
	confidence: 99,
	bbox: { x0, x1: x0 + 12, y0, y1: y0 + 20 },
});
const slot = { index: 0, x: 44, y: 44, width: 80, height: 34 };

test("the characters of a word are read in its order, though their boxes stand in another", () => {
	const word = [symbol("1", 50), symbol("8", 76), symbol("9", 70), symbol("5", 100)];
	expect(readSlot(slot, [word]).text).toBe("1895");
});

test("words of one picture are read from the left, and what stands in another is not", () => {
	const words = [[symbol("5", 96)], [symbol("1", 50), symbol("2", 64)], [symbol("7", 300)], [symbol("9", 60, 160)]];
	expect(readSlot(slot, words).text).toBe("125");
	expect(readSlot(slot, []).text).toBe("");
});

test("pictures lie apart from one another, in rows, on as many sheets as they need", () => {
	const [sheet, ...others] = layOut(Array.from({ length: 60 }, () => line(80)));
	expect(others).toEqual([]);
	const slots = sheet?.slots ?? [];
	expect(slots.map(({ index }) => index)).toEqual(Array.from({ length: 60 }, (_, i) => i));
	for (const [i, one] of slots.entries())
		for (const other of slots.slice(i + 1)) expect(one.x + one.width < other.x || one.y !== other.y).toBe(true);
	expect(layOut(Array.from({ length: 700 }, () => line(80))).length).toBeGreaterThan(1);
});
