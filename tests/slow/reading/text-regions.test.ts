import { expect, test } from "vitest";
import { joinPieces } from "../../../src/reading/ocr/join-pieces.ts";
import { findTextRegions, MAX_REGIONS } from "../../../src/reading/ocr/text-regions.ts";

/** A page with a square of ink at every step, of a size. */
function specked(width: number, height: number, { step, side }: { readonly step: number; readonly side: number }) {
	const data = new Uint8Array(width * height);
	for (let y = 0; y + side <= height; y += step)
		for (let x = 0; x + side <= width; x += step)
			for (let i = 0; i < side * side; i++) data[(y + Math.floor(i / side)) * width + x + (i % side)] = 1;
	return { width, height, data };
}

function processorMs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

const wall = (at: number) => ({ axis: "vertical", at, from: 0, to: 100, thickness: 2 }) as const;
const piece = (x0: number, x1: number) => ({ box: [x0, 20, x1, 40] as const, ink: 50 });

test("pieces of a line are joined from the left, and a ruling parts them", () => {
	const line = [piece(0, 20), piece(25, 45), piece(50, 70), piece(75, 95)];
	expect(joinPieces(line, [], 20).map(({ box }) => box)).toEqual([[0, 20, 95, 40]]);
	expect(joinPieces(line, [wall(300), wall(47)], 20).map(({ box }) => box)).toEqual([
		[0, 20, 45, 40],
		[50, 20, 95, 40],
	]);
	expect(joinPieces([piece(0, 20), piece(70, 90)], [], 20)).toHaveLength(2);
});

test("a page at 300 dots per inch with 177,000 specks takes seconds, and has bounded pieces", () => {
	const page = specked(2480, 3508, { step: 7, side: 2 });
	let found = 0;
	// Too far apart to join: every speck stays alone.
	expect(processorMs(() => (found = findTextRegions(page, [], 6).length))).toBeLessThan(8000);
	expect(found).toBe(MAX_REGIONS);
});

test("specks that join to lines take seconds", () => {
	const page = specked(2480, 3508, { step: 14, side: 4 });
	expect(processorMs(() => findTextRegions(page, [wall(500), wall(900)], 12))).toBeLessThan(8000);
});

test("a million specks of one pixel are no pieces", () => {
	const page = specked(2480, 3508, { step: 3, side: 1 });
	let found = -1;
	expect(processorMs(() => (found = findTextRegions(page, [], 4).length))).toBeLessThan(8000);
	expect(found).toBe(0);
});
