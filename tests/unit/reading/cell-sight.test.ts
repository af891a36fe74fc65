import { describe, expect, test } from "vitest";
import { lookInto } from "../../../src/reading/pixels/cell-sight.ts";
import type { DrawnPage } from "../../../src/reading/pixels/ink.ts";

type Rectangle = readonly [x0: number, y0: number, x1: number, y1: number, shade: number];

/** A page of 60 by 24 points at 2 pixels a point, with rectangles painted on it in pixels. */
function pageWith(...rectangles: readonly Rectangle[]): DrawnPage {
	const [width, height] = [120, 48];
	const data = new Uint8Array(width * height).fill(255);
	for (const [x0, y0, x1, y1, shade] of rectangles)
		for (let y = y0; y < y1; y++) data.fill(shade, y * width + x0, y * width + x1);
	return { width, height, data, scale: 2 };
}

const CELL = [0, 0, 60, 24] as const;

/** Digits as bars of 6 by 14 pixels, each from its left edge. */
const bars = (...lefts: readonly number[]): Rectangle[] => lefts.map((x) => [x, 16, x + 6, 30, 0]);

function marksOf(...rectangles: readonly Rectangle[]) {
	const sight = lookInto(pageWith(...rectangles), CELL);
	return sight.kind === "ink" ? sight.marks : sight.kind;
}

describe("what a cell shows", () => {
	test("a white cell is blank, and so is a grey one", () => {
		expect(lookInto(pageWith(), CELL).kind).toBe("blank");
		expect(lookInto(pageWith([0, 0, 120, 48, 210]), CELL).kind).toBe("blank");
	});

	test("a pale figure is not blank, nor is a white one on a dark ground", () => {
		expect(lookInto(pageWith([40, 16, 46, 30, 200]), CELL).kind).toBe("ink");
		expect(lookInto(pageWith([0, 0, 120, 48, 60], [40, 16, 46, 30, 255]), CELL).kind).toBe("ink");
	});

	test("a cell off the page is unseen, never blank", () => {
		expect(lookInto(pageWith(), [50, 0, 90, 24]).kind).toBe("unseen");
	});

	test("rulings at the sides are no ink", () => {
		expect(lookInto(pageWith([0, 0, 120, 4, 0], [0, 0, 4, 48, 0]), CELL).kind).toBe("blank");
	});

	test("figures that stand evenly have no mark", () => {
		expect(marksOf(...bars(40, 50, 60, 70))).toEqual([]);
	});

	test("a line through figures is a strike, and what is struck is not shown to the reader", () => {
		expect(marksOf(...bars(40, 50, 60), [38, 22, 68, 23, 0])).toEqual(["struck"]);
		const sight = lookInto(pageWith(...bars(20, 30), [18, 22, 38, 23, 0], ...bars(50, 60)), CELL);
		expect(sight.kind === "ink" && sight.lines[0]?.width).toBe(16);
	});

	test("a dot inside a zero is no strike, a line that reaches over its sides is", () => {
		const zero: Rectangle[] = [
			[50, 16, 59, 30, 0],
			[52, 18, 57, 28, 255],
		];
		expect(marksOf(...zero, [52, 22, 57, 24, 0])).toEqual([]);
		expect(marksOf(...zero, [49, 22, 60, 23, 0])).toEqual(["struck"]);
	});

	test("a small figure set high is a note's mark", () => {
		expect(marksOf(...bars(40, 50), [58, 13, 62, 22, 0])).toEqual(["raised"]);
	});

	test("a space within a line parts two figures", () => {
		expect(marksOf(...bars(20, 30, 54, 64))).toEqual(["parted"]);
	});

	test("ink over the side of a cell is cut", () => {
		expect(marksOf(...bars(90, 100, 114))).toContain("cut");
	});
});
