import { deflateSync } from "node:zlib";
import { createCanvas } from "@napi-rs/canvas";
import type { GrayImage } from "../../src/ocr/gray.ts";
import { grayOf, quarterTurn, rotate, sampled } from "../../src/ocr/gray.ts";
import { withPagePixels } from "../../src/pdf/draw.ts";
import { readPages } from "../../src/pdf/read-pages.ts";
import { randomFrom } from "./figures.ts";

/** How a scanner, a copier or a fax treats a page. */
export type Damage = "clean" | "skewed" | "blurred" | "jpeg" | "bilevel" | "worn";

/** The damages that tests go through; `clean` aside. */
export const DAMAGES: readonly Damage[] = ["skewed", "blurred", "jpeg", "bilevel", "worn"];

/** A PDF whose pages are pictures of another PDF's pages. */
export async function scanOf(
	pdf: Uint8Array,
	{ dpi, damage, seed = 1 }: { readonly dpi: number; readonly damage: Damage; readonly seed?: number },
): Promise<Uint8Array> {
	const pages = await readPages(pdf);
	const random = randomFrom(seed);
	const pictures = await withPagePixels(
		pdf,
		pages.map((page) => page.number),
		{
			dpiOf: () => dpi,
			use: async (number, { rgba, widthPx, heightPx }) =>
				damaged(grayOf(rgba, widthPx, heightPx), { damage, random, dpi, number }),
		},
	);
	return pdfOfPictures(pictures, dpi, damage === "jpeg" ? 38 : undefined);
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

function map(image: GrayImage, change: (shade: number, x: number, y: number) => number): GrayImage {
	const data = new Uint8Array(image.data.length);
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++)
			data[y * image.width + x] = Math.max(0, Math.min(255, change(image.data[y * image.width + x] ?? 255, x, y)));
	}
	return { ...image, data };
}

function noisy(image: GrayImage, random: (below: number) => number, strength: number): GrayImage {
	return map(image, (shade) => shade + random(2 * strength + 1) - strength - (random(4000) === 0 ? 160 : 0));
}

function unevenLight(image: GrayImage): GrayImage {
	return map(image, (shade, x, y) => shade * (0.72 + 0.28 * (x / image.width)) - 22 * (y / image.height));
}

function blurred(image: GrayImage, radius: number): GrayImage {
	const steps = [-radius, 0, radius];
	return map(image, (_, x, y) =>
		Math.round(steps.reduce((sum, dy) => sum + steps.reduce((row, dx) => row + sampled(image, x + dx, y + dy), 0), 0) / 9),
	);
}

/** Rubs out short stretches along rows and columns, as worn print does. */
function brokenLines(image: GrayImage, random: (below: number) => number): GrayImage {
	const data = image.data.slice();
	for (let n = 0; n < image.height / 2; n++) {
		const [x, y] = [random(image.width), random(image.height)];
		for (let dy = 0; dy < 2; dy++)
			for (let dx = 0; dx < 2; dx++) data[Math.min(data.length - 1, (y + dy) * image.width + x + dx)] = 255;
	}
	return { ...image, data };
}

/** A minimal PDF (1.4) of one picture a page; JPEG at a quality, or deflated shades. */
function pdfOfPictures(pictures: readonly GrayImage[], dpi: number, jpegQuality: number | undefined): Uint8Array {
	const parts: Uint8Array[] = [];
	const offsets: number[] = [];
	let length = 0;
	const add = (piece: string | Uint8Array) => {
		const bytes = typeof piece === "string" ? Buffer.from(piece, "latin1") : piece;
		parts.push(bytes);
		length += bytes.length;
	};
	const object = (number: number, write: () => void) => {
		offsets[number] = length;
		add(`${number} 0 obj\n`);
		write();
		add("\nendobj\n");
	};
	add("%PDF-1.4\n");
	object(1, () => add("<< /Type /Catalog /Pages 2 0 R >>"));
	object(2, () =>
		add(`<< /Type /Pages /Count ${pictures.length} /Kids [${pictures.map((_, i) => `${3 + i * 3} 0 R`).join(" ")}] >>`),
	);
	pictures.forEach((picture, i) => {
		const [width, height] = [(picture.width * 72) / dpi, (picture.height * 72) / dpi];
		const [page, content, image] = [3 + i * 3, 4 + i * 3, 5 + i * 3];
		const paint = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
		const data = jpegQuality === undefined ? deflateSync(picture.data) : jpegOf(picture, jpegQuality);
		object(page, () =>
			add(
				`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${content} 0 R /Resources << /XObject << /I ${image} 0 R >> >> >>`,
			),
		);
		object(content, () => add(`<< /Length ${paint.length} >>\nstream\n${paint}\nendstream`));
		object(image, () => {
			add(
				`<< /Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /${jpegQuality === undefined ? "DeviceGray" : "DeviceRGB"} /BitsPerComponent 8 /Filter /${jpegQuality === undefined ? "FlateDecode" : "DCTDecode"} /Length ${data.length} >>\nstream\n`,
			);
			add(data);
			add("\nendstream");
		});
	});
	const table = length;
	const count = 3 + pictures.length * 3;
	add(`xref\n0 ${count}\n0000000000 65535 f \n`);
	for (let number = 1; number < count; number++) add(`${String(offsets[number] ?? 0).padStart(10, "0")} 00000 n \n`);
	add(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
	return new Uint8Array(Buffer.concat(parts));
}

function jpegOf({ width, height, data }: GrayImage, quality: number): Uint8Array {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext("2d");
	const pixels = context.createImageData(width, height);
	for (let i = 0; i < data.length; i++) pixels.data.set([data[i] ?? 255, data[i] ?? 255, data[i] ?? 255, 255], i * 4);
	context.putImageData(pixels, 0, 0);
	// A canvas encodes colour; the picture is read as colour and drawn the same.
	return new Uint8Array(canvas.toBuffer("image/jpeg", quality));
}
