import { expect, test } from "vitest";
import { onLargePage } from "../../../src/reading/ocr/box-on-page.ts";
import { packedPage } from "../../../src/reading/ocr/packed-page.ts";
import type { ScannedPage } from "../../../src/reading/ocr/preprocess-page.ts";

const shades = (seed: number) => ({
	width: 40,
	height: 30,
	data: Uint8Array.from({ length: 1200 }, (_, i) => (i * seed * 7919) % 251),
});
const page = (seed: number, more: Partial<ScannedPage> = {}): ScannedPage => ({
	image: shades(seed),
	bitmap: { ...shades(seed), data: shades(seed).data.map((shade) => shade & 1) },
	rulings: [],
	textRegions: [],
	emPx: 20,
	dpi: 200,
	turns: 0,
	toDisplayed: [1, 0, 0, 1, 0, 0],
	...more,
});

test("a packed page is the same page, however often and in what order it is looked at", () => {
	const original = { image: shades(5), scale: 2 };
	const [one, other] = [packedPage(page(1, { original })), packedPage(page(2))];
	for (let time = 0; time < 2; time++) {
		expect(one.image).toEqual(shades(1));
		expect(one.original).toEqual(original);
		expect(other.bitmap).toEqual(page(2).bitmap);
		expect(one.bitmap).toEqual(page(1).bitmap);
		expect(other.original).toBeUndefined();
	}
	expect({ ...one }).toEqual(page(1, { original }));
	expect(onLargePage(one, 2).image).toEqual(shades(1));
});

test("a packed page holds no picture open", () => {
	const getters = Object.getOwnPropertyDescriptors(packedPage(page(1, { original: { image: shades(5), scale: 2 } })));
	expect([getters.image.value, getters.bitmap.value, getters.original?.value]).toEqual([undefined, undefined, undefined]);
});
