import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import { grayOf, quarterTurn, rotate, sampled } from "../../src/reading/ocr/gray.ts";
import { withPagePixels } from "../../src/reading/pdf/draw.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { randomFrom } from "./figures.ts";
import { pdfOfPictures } from "./picture-pdf.ts";

/** How a scanner, a copier or a fax treats a page. */
export type Damage = "clean" | "skewed" | "blurred" | "jpeg" | "bilevel" | "worn";

/** The damages that tests go through; `clean` aside. */
export const DAMAGES: readonly Damage[] = ["skewed", "blurred", "jpeg", "bilevel", "worn"];

/** A PDF whose pages are pictures of another PDF's pages. */
export async function scanOf(
	pdf: Uint8Array,
	{ dpi, damage, seed = 1 }: { readonly dpi: number; readonly damage: Damage; readonly seed?: number },
): Promise<Uint8Array> {
	const random = randomFrom(seed);
	const pictures = await picturesOf(pdf, dpi, (image, number) => damaged(image, { damage, random, dpi, number }));
	return pdfOfPictures(pictures, dpi, { jpegQuality: damage === "jpeg" ? 38 : undefined });
}

/** The pages of a PDF as pictures, each treated as a scanner would; pages are counted from 1. */
export async function picturesOf(
	pdf: Uint8Array,
	dpi: number,
	treat: (image: GrayImage, number: number) => GrayImage,
): Promise<GrayImage[]> {
	const pages = await readPages(pdf);
	return withPagePixels(
		pdf,
		pages.map((page) => page.number),
		{ dpiOf: () => dpi, use: async (number, { rgba, widthPx, heightPx }) => treat(grayOf(rgba, widthPx, heightPx), number) },
	);
}

interface Circumstances {
	readonly damage: Damage;
	readonly random: (below: number) => number;
	readonly dpi: number;
	readonly number: number;
}

function damaged(image: GrayImage, { damage, random, dpi, number }: Circumstances): GrayImage {
	if (damage === "skewed")
		return noisy(rotate(image, (((number % 2 === 0 ? -1 : 1) * (60 + random(60))) / 100) * (Math.PI / 180)), random, 14);
	if (damage === "blurred") return unevenLight(blurred(image, dpi / 180));
	if (damage === "jpeg") return noisy(image, random, 6);
	if (damage === "bilevel") return map(noisy(image, random, 20), (shade) => (shade < 150 ? 0 : 255));
	if (damage === "worn") return noisy(brokenLines(quarterTurn(image, 2), random), random, 10);
	return image;
}

export function map(image: GrayImage, change: (shade: number, x: number, y: number) => number): GrayImage {
	const data = new Uint8Array(image.data.length);
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++)
			data[y * image.width + x] = Math.max(0, Math.min(255, change(image.data[y * image.width + x] ?? 255, x, y)));
	}
	return { ...image, data };
}

export function noisy(image: GrayImage, random: (below: number) => number, strength: number): GrayImage {
	return map(image, (shade) => shade + random(2 * strength + 1) - strength - (random(4000) === 0 ? 160 : 0));
}

export function unevenLight(image: GrayImage): GrayImage {
	return map(image, (shade, x, y) => shade * (0.72 + 0.28 * (x / image.width)) - 22 * (y / image.height));
}

export function blurred(image: GrayImage, radius: number): GrayImage {
	const steps = [-radius, 0, radius];
	return map(image, (_, x, y) =>
		Math.round(steps.reduce((sum, dy) => sum + steps.reduce((row, dx) => row + sampled(image, x + dx, y + dy), 0), 0) / 9),
	);
}

/** Rubs out short stretches along rows and columns, as worn print does. */
export function brokenLines(image: GrayImage, random: (below: number) => number): GrayImage {
	const data = image.data.slice();
	for (let n = 0; n < image.height / 2; n++) {
		const [x, y] = [random(image.width), random(image.height)];
		for (let dy = 0; dy < 2; dy++)
			for (let dx = 0; dx < 2; dx++) data[Math.min(data.length - 1, (y + dy) * image.width + x + dx)] = 255;
	}
	return { ...image, data };
}
