import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import { crop, quarterTurn, resize, rotate, sampled } from "../../src/reading/ocr/gray.ts";
import { blurred, brokenLines, map, noisy, unevenLight } from "./scan.ts";

/** Draws a number from 0 up to a bound. */
type Random = (below: number) => number;

/** One way in which offices' scanners, copiers, faxes and telephones treat pages. */
export interface Wear {
	readonly name: string;
	readonly treat: (image: GrayImage, at: { readonly random: Random; readonly dpi: number; readonly number: number }) => GrayImage;
	readonly jpegQuality?: number;
}

const DEGREE = Math.PI / 180;

/** Every way, by name; `clean` first. */
export const WEARS: readonly Wear[] = [
	{ name: "clean", treat: (image) => image },
	{ name: "skew", treat: (image, { random }) => noisy(rotate(image, ((random(600) - 300) / 100) * DEGREE), random, 8) },
	{ name: "upside-down", treat: (image) => quarterTurn(image, 2) },
	{ name: "on-its-side", treat: (image, { random }) => quarterTurn(image, random(2) === 0 ? 1 : 3) },
	{ name: "jpeg-60", treat: (image, { random }) => noisy(image, random, 6), jpegQuality: 60 },
	{ name: "jpeg-30", treat: (image, { random }) => noisy(image, random, 4), jpegQuality: 30 },
	{ name: "bilevel", treat: (image, { random }) => map(noisy(image, random, 20), (shade) => (shade < 150 ? 0 : 255)) },
	{ name: "fax", treat: fax },
	{ name: "shadow", treat: (image, { random }) => noisy(unevenLight(image), random, 8) },
	{ name: "blur", treat: (image, { dpi }) => blurred(image, dpi / 170) },
	{ name: "noise", treat: (image, { random }) => noisy(image, random, 34) },
	{ name: "broken", treat: (image, { random }) => brokenLines(image, random) },
	{
		name: "faint",
		treat: (image, { random }) =>
			noisy(
				map(image, (shade) => 255 - (255 - shade) * 0.42),
				random,
				6,
			),
	},
	{ name: "heavy", treat: (image) => heavier(image) },
	{ name: "stamp", treat: stamped },
	{ name: "photo", treat: photographed, jpegQuality: 55 },
	{ name: "cut", treat: cutMargins },
	{
		name: "all",
		treat: (image, { random, dpi }) =>
			noisy(unevenLight(blurred(rotate(image, ((random(300) - 150) / 100) * DEGREE), dpi / 260)), random, 12),
		jpegQuality: 50,
	},
];

/** Half as many rows, in black and white, as a fax sends. */
function fax(image: GrayImage, { random }: { readonly random: Random }): GrayImage {
	const coarse = resize(image, image.width, Math.round(image.height * 0.6));
	const sent = map(noisy(coarse, random, 16), (shade) => (shade < 165 ? 0 : 255));
	return resize(sent, image.width, image.height);
}

/** Strokes as thick as a worn-out copier makes them. */
function heavier(image: GrayImage): GrayImage {
	return map(image, (_, x, y) => {
		const at = (dx: number, dy: number) => sampled(image, x + dx, y + dy);
		return Math.min(at(0, 0), at(1, 0), at(0, 1));
	});
}

/** An office's round red stamp, grey in a picture without colour, somewhere over the page. */
function stamped(image: GrayImage, { random, dpi }: { readonly random: Random; readonly dpi: number }): GrayImage {
	const radius = 0.82 * dpi;
	const [cx, cy] = [
		radius + random(Math.round(image.width - 2 * radius)),
		radius + random(Math.round(image.height - 2 * radius)),
	];
	return map(image, (shade, x, y) => {
		const [dx, dy] = [(x - cx) / radius, (y - cy) / radius];
		const distance = Math.hypot(dx, dy);
		const angle = Math.atan2(dy, dx);
		const isRing = distance > 0.94 && distance < 1;
		const isStar = distance < 0.28 * (0.55 + 0.45 * Math.abs(Math.cos(2.5 * (angle + Math.PI / 2))));
		const isName = distance > 0.62 && distance < 0.86 && Math.sin(angle * 26) > 0.2 && Math.cos(distance * 60) > -0.3;
		return isRing || isStar || isName ? Math.min(shade, 112 + 0.4 * shade * 0.2) : shade;
	});
}

/** A page photographed from the side: its far edge is shorter, and a shadow lies over it. */
function photographed(image: GrayImage, { random }: { readonly random: Random }): GrayImage {
	const [a, b] = [0.012 + random(18) / 1000, (random(16) - 8) / 1000];
	const { width, height } = image;
	const seen = map(image, (_, x, y) => {
		const [u, v] = [x / width - 0.5, y / height - 0.5];
		const depth = 1 + 2 * a * v + 2 * b * u;
		return sampled(image, (u / depth / 0.97 + 0.5) * width, (v / depth / 0.97 + 0.5) * height);
	});
	return noisy(
		map(unevenLight(seen), (shade, x) => shade - 30 * Math.max(0, Math.sin((x / width) * 3))),
		random,
		7,
	);
}

/** The outer tenth of the paper did not fit on the glass. */
function cutMargins(image: GrayImage, { random, dpi }: { readonly random: Random; readonly dpi: number }): GrayImage {
	const cut = Math.round((0.15 + random(30) / 100) * dpi);
	return crop(image, [cut, cut, image.width - cut, image.height - cut]);
}
