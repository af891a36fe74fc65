import { expect, test } from "vitest";
import { lookInto } from "../../../src/reading/pixels/cell-sight.ts";
import { linesOf, shapesOf } from "../../../src/reading/pixels/shapes.ts";

/** A map of ink drawn with `#`. */
function drawn(...rows: readonly string[]) {
	return { width: rows[0]?.length ?? 0, height: rows.length, data: Uint8Array.from(rows.join(""), (c) => Number(c === "#")) };
}

test("ink is connected by sides and corners, and not from the end of a row to the next", () => {
	const map = drawn("#...#", ".#...", "....#", "#....");
	expect(shapesOf(map)).toEqual([
		{ box: [0, 0, 2, 2], count: 2 },
		{ box: [0, 3, 1, 4], count: 1 },
		{ box: [4, 0, 5, 1], count: 1 },
		{ box: [4, 2, 5, 3], count: 1 },
	]);
});

test("the map itself stays as it is", () => {
	const map = drawn("##", ".#");
	shapesOf(map);
	expect(map).toEqual(drawn("##", ".#"));
});

test("lines are parted by empty rows", () => {
	expect(linesOf(drawn("...", "#..", ".#.", "...", "...", "..#", "##.", "..."), 2)).toEqual([
		[1, 3],
		[5, 7],
	]);
});

/** A page of one shade with an upright stroke of another in it. */
function page(ground: number, stroke: number) {
	const data = new Uint8Array(60 * 40).fill(ground);
	for (let y = 12; y < 28; y++) data.fill(stroke, y * 60 + 28, y * 60 + 31);
	return { width: 60, height: 40, data, scale: 2 };
}

test.each([
	["black on white", 255, 0],
	["white on blue", 90, 255],
	["grey on light grey", 230, 150],
])("a stroke is seen %s, as black on white", (_, ground, stroke) => {
	const sight = lookInto(page(ground, stroke), [0, 0, 30, 20]);
	expect(sight).toMatchObject({ kind: "ink", highShapes: 1, marks: [] });
	if (sight.kind !== "ink") return;
	const [line] = sight.lines;
	expect([line?.width, line?.height]).toEqual([3, 16]);
	expect(Math.max(...(line?.data ?? [255]))).toBeLessThan(200);
});

test.each([255, 90, 0])("a cell of shade %d alone is blank", (shade) => {
	expect(lookInto(page(shade, shade), [0, 0, 30, 20])).toEqual({ kind: "blank" });
});

test("what hardly stands out of its ground is blank", () => {
	expect(lookInto(page(240, 225), [0, 0, 30, 20])).toEqual({ kind: "blank" });
});
