import { IDENTITY } from "../../src/model/geometry.ts";
import type { PixelBox } from "../../src/reading/ocr/gray.ts";
import type { PixelRuling } from "../../src/reading/ocr/pixel-ruling.ts";
import type { ScannedPage } from "../../src/reading/ocr/preprocess-page.ts";

/** A rectangle of one shade, in pixels. */
export type Painted = readonly [x0: number, y0: number, x1: number, y1: number, shade?: number];

interface Drawn {
	readonly width?: number;
	readonly height?: number;
	readonly paper?: number;
	readonly ink?: readonly Painted[];
	/** Sides of table cells; painted 2 pixels wide. */
	readonly across?: readonly number[];
	readonly down?: readonly number[];
	/** What the page as it was scanned shows besides, and the reading picture does not: seals, pens, pale marks. Absent: there is no such picture. */
	readonly takenOff?: readonly Painted[];
	/** Pieces of text, around ink. */
	readonly regions?: readonly PixelBox[];
}

/** A scanned page of 72 dpi, so that a pixel is a point, whose characters are 20 pixels high; rulings go from side to side. */
export function scannedPage({
	width = 400,
	height = 200,
	paper = 255,
	ink = [],
	across = [],
	down = [],
	regions = [],
	takenOff,
}: Drawn): ScannedPage {
	const data = new Uint8Array(width * height).fill(paper);
	const paint = ([x0, y0, x1, y1, shade = 0]: Painted) => {
		for (let y = y0; y < y1; y++) data.fill(shade, y * width + x0, y * width + x1);
	};
	for (const one of ink) paint(one);
	for (const at of across) paint([down[0] ?? 0, at - 1, down.at(-1) ?? width, at + 1]);
	for (const at of down) paint([at - 1, across[0] ?? 0, at + 1, across.at(-1) ?? height]);
	const image = { width, height, data: data.slice() };
	for (const one of takenOff ?? []) paint(one);
	const original = takenOff && { image: { width, height, data }, scale: 1 };
	const rulings = [
		...across.map((at): PixelRuling => ({ axis: "horizontal", at, from: down[0] ?? 0, to: down.at(-1) ?? width, thickness: 2 })),
		...down.map((at): PixelRuling => ({ axis: "vertical", at, from: across[0] ?? 0, to: across.at(-1) ?? height, thickness: 2 })),
	];
	return {
		image,
		bitmap: { width, height, data: image.data.map((shade) => (shade < 128 ? 1 : 0)) },
		rulings,
		textRegions: regions.map((box) => ({ box, ink: 100 })),
		emPx: 20,
		dpi: 72,
		turns: 0,
		toDisplayed: IDENTITY,
		...(original ? { original } : {}),
	};
}

/** A digit as a bar of 6 by 14 pixels. */
export function digitAt(x: number, y: number, shade = 0): Painted {
	return [x, y, x + 6, y + 14, shade];
}
