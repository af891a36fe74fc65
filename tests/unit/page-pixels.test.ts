import { describe, expect, test } from "vitest";
import { applyTo } from "../../src/model/geometry.ts";
import { binarize, estimateSkew } from "../../src/reading/ocr/binarize.ts";
import { findPixelRulings } from "../../src/reading/ocr/find-rulings.ts";
import { quarterTurn, resize, rotate } from "../../src/reading/ocr/gray.ts";
import { preprocessPage } from "../../src/reading/ocr/preprocess-page.ts";
import { picture, printedGrid } from "../support/pictures.ts";

const DPI = 150;
const xs = [100, 300, 420, 540, 660, 780];
const ys = [120, 160, 200, 240, 280, 320];

const page = picture(900, 700, (context) => {
	printedGrid({ xs, ys })(context);
	context.font = "20px sans-serif";
	for (let row = 0; row < 5; row++)
		for (let column = 1; column < 5; column++)
			context.fillText(String((row * 7 + column * 3) % 40), (xs[column] ?? 0) + 45, (ys[row] ?? 0) + 28);
	for (let line = 0; line < 9; line++)
		context.fillText("figures in a report, line after line of it, with 12 and 3", 100, 380 + line * 32);
});

const places = (axis: "horizontal" | "vertical", image = page) =>
	findPixelRulings(binarize(image, DPI / 4), DPI)
		.filter((ruling) => ruling.axis === axis)
		.map((ruling) => Math.round(ruling.at));
const near = (found: readonly number[], wanted: readonly number[]) =>
	wanted.every((at) => found.some((other) => Math.abs(other - at) <= 2));

describe("rulings in pixels", () => {
	test("are found where they are drawn, and nowhere in the text", () => {
		expect(near(places("horizontal"), ys)).toBe(true);
		expect(near(places("vertical"), xs)).toBe(true);
		expect(places("horizontal")).toHaveLength(ys.length);
		expect(places("vertical")).toHaveLength(xs.length);
	});

	test("are found when they are broken", () => {
		const broken = { ...page, data: page.data.slice() };
		for (let x = 100; x < 780; x += 60)
			for (let y = 0; y < 340; y++) for (let dx = 0; dx < 3; dx++) broken.data[y * broken.width + x + dx] = 255;
		expect(near(places("horizontal", broken), ys)).toBe(true);
	});

	test("do not run on into the strokes of a heading below", () => {
		const heading = picture(900, 700, (context) => {
			printedGrid({ xs, ys })(context);
			context.fillRect(299, 324, 3, 26);
		});
		const [first] = findPixelRulings(binarize(heading, DPI / 4), DPI).filter(
			(ruling) => ruling.axis === "vertical" && Math.abs(ruling.at - 300) < 3,
		);
		expect(first?.to).toBeLessThan(327);
	});
});

describe("skew", () => {
	test.each([-2.4, -0.7, 0, 0.5, 1.8])("of %f° is measured to a tenth of a degree", (degrees) => {
		const leaning = rotate(page, (degrees * Math.PI) / 180);
		expect((estimateSkew(binarize(leaning, DPI / 4)) * 180) / Math.PI).toBeCloseTo(degrees, 0.9);
	});

	test("of a page with hardly any ink is 0", () => {
		const empty = picture(900, 700, (context) => context.fillRect(300, 200, 12, 40));
		expect(estimateSkew(binarize(empty, DPI / 4))).toBe(0);
	});
});

describe("a straightened page", () => {
	test.each([0, 1, 2, 3] as const)("leads back to the page as displayed after %d quarter turns", (turns) => {
		const back = ((4 - turns) % 4) as 0 | 1 | 2 | 3;
		const displayed = quarterTurn(page, back);
		const seen = preprocessPage(displayed, DPI, turns);
		expect(seen.image.width).toBe(page.width);
		const [x, y] = applyTo(seen.toDisplayed, (100 * 72) / DPI, (120 * 72) / DPI);
		const [px, py] = [Math.round((x * DPI) / 72), Math.round((y * DPI) / 72)];
		let darkest = 255;
		for (let dy = -3; dy <= 3; dy++)
			for (let dx = -3; dx <= 3; dx++) darkest = Math.min(darkest, displayed.data[(py + dy) * displayed.width + px + dx] ?? 255);
		expect(darkest).toBeLessThan(60);
	});

	test("has a piece of text for every number in the table", () => {
		const inTable = preprocessPage(page, DPI).textRegions.filter(({ box }) => box[1] > 120 && box[3] < 321 && box[0] > 300);
		expect(inTable).toHaveLength(20);
	});
});

describe("pictures", () => {
	test("keep their mean shade when they are made smaller", () => {
		const mean = (data: Uint8Array) => data.reduce((sum, shade) => sum + shade, 0) / data.length;
		expect(mean(resize(page, 300, 233).data)).toBeCloseTo(mean(page.data), -0.5);
	});

	test("are the same after four quarter turns", () => {
		const turned = [1, 1, 1, 1].reduce((image) => quarterTurn(image, 1), page);
		expect(Buffer.compare(turned.data, page.data)).toBe(0);
	});
});
