import { expect, test } from "vitest";
import type { PageMaps, PageSegmenter } from "../../../src/reading/ocr/page-segmenter.ts";
import { PageSight } from "../../../src/reading/page-sight.ts";
import { digitAt, scannedPage } from "../../support/scanned-page.ts";

const DPI = 100;
const STEP = 2;

/** A page with rows of figures, so many on each. */
function scan(rows: number) {
	const ink = Array.from({ length: rows }, (_, row) => [60, 160, 260].map((x) => digitAt(x, 40 + 30 * row))).flat();
	const { image } = scannedPage({ width: 400, height: 500, ink });
	return { print: image, luminance: image, dpi: DPI };
}

/** Maps on which nothing is seen, or every point is text. */
function maps(value: number): PageMaps {
	const map = { width: 200, height: 250, data: new Uint8Array(200 * 250).fill(value) };
	const none = { ...map, data: new Uint8Array(200 * 250) };
	return { text: map, across: none, down: none, cells: none, figures: none, step: STEP, turn: [1, 0, 0, 0] };
}

function sightBy(segment: PageSegmenter["segment"]) {
	const asked: number[] = [];
	const sight = new PageSight(async () => ({
		segment: (...page) => {
			asked.push(1);
			return segment(...page);
		},
		close: async () => {},
	}));
	return { sight, asked };
}

test("a page is seen without a page segmenter that cannot be started", async () => {
	const sight = new PageSight(() => Promise.reject(new TypeError("a bug of ours")));
	const { seen } = await sight.see(scan(8));
	expect(seen.textRegions.length).toBe(24);
	expect(sight.failures).toMatchObject([{ reader: "gouji-pages", kind: "bug" }]);
});

test("one that failed is not asked for the next page", async () => {
	const { sight, asked } = sightBy(() => Promise.reject(new WebAssembly.RuntimeError("unreachable")));
	for (const _ of [1, 2]) expect((await sight.see(scan(8))).seen.textRegions.length).toBe(24);
	expect([asked.length, sight.failures.map(({ kind }) => kind)]).toEqual([1, ["trap"]]);
});

test("one that sees nothing where much is drawn failed if there is text, and is asked for the next page", async () => {
	const { sight, asked } = sightBy(async () => maps(0));
	expect((await sight.see(scan(8))).isUnmapped).toBe(true);
	expect(sight.failures).toEqual([]);
	sight.missed(1);
	expect((await sight.see(scan(8))).isUnmapped).toBe(true);
	sight.missed(2);
	expect([asked.length > 1, sight.failures.map(({ kind }) => kind)]).toEqual([true, ["nothing"]]);
	expect((await sight.see(scan(2))).isUnmapped).toBe(false);
});

test("nothing is said of one that sees text", async () => {
	const { sight } = sightBy(async () => maps(255));
	expect([(await sight.see(scan(8))).isUnmapped, sight.failures]).toEqual([false, []]);
});
