import { expect, test } from "vitest";
import { imageOfBox } from "../../../src/model/geometry.ts";
import { warpBox } from "../../../src/model/warp.ts";
import { boxOnPage, onLargePage } from "../../../src/reading/ocr/box-on-page.ts";
import type { ScannedPage } from "../../../src/reading/ocr/preprocess-page.ts";

const blank = { width: 1, height: 1, data: new Uint8Array(1) };
const sheet: ScannedPage = {
	image: blank,
	bitmap: blank,
	rulings: [],
	textRegions: [],
	emPx: 20,
	dpi: 144,
	turns: 0,
	toDisplayed: [1, 0, 0, 1, 10, 20],
};
const warp = { columns: 2, rows: 2, step: 600, xs: Float32Array.of(5, 605, 5, 605), ys: Float32Array.of(0, 0, 600, 600) };
const box = [100, 200, 300, 260] as const;

test("what was read of a page in a sheet's points lies on the displayed page, and is found there", () => {
	const large = onLargePage(sheet, 3);
	expect(imageOfBox(large.toDisplayed, box)).toEqual([330, 660, 930, 840]);
	expect(boxOnPage(large, [330, 660, 930, 840])).toEqual(box.map((v) => 2 * v));
	expect(onLargePage(sheet, 1)).toBe(sheet);
});

test("a bent page does so too", () => {
	const large = onLargePage({ ...sheet, warp, toDisplayed: [1, 0, 0, 1, 0, 0] }, 3);
	if (!large.warp) throw new Error("no warp");
	const displayed = warpBox(large.warp, box);
	expect(displayed.map(Math.round)).toEqual([315, 600, 915, 780]);
	expect(boxOnPage(large, displayed).map(Math.round)).toEqual(box.map((v) => 2 * v));
});
