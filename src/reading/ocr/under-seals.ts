import type { Bitmap } from "./binarize.ts";
import type { GrayImage, Print } from "./gray.ts";
import { erode } from "./morphology.ts";

/** Strokes of a pen are narrower than twice this, in pixels at 200 dpi, and the edges of a seal's strokes blend with paper so far. */
const EDGE_PX = 3;
/** The brightness of a seal's ink is measured in squares of this size, in pixels at 200 dpi, with so many pixels of it at least. */
const [SQUARE_PX, LEAST_PIXELS] = [32, 40];
/** What is darker than this share of the ink around it is print that shows through. */
const SHOWS = 0.86;

/**
 * The print with what shows through the wide strokes of seals, which colour pales with the seal: rulings in grey, which an inked star or rim
 * takes for as long as it is. By the brightest channel, against that of the ink around; pens are too narrow to tell. `dpi` is that of the page.
 */
export function withPrintUnderSeals({ image, coloured }: Print, rgba: Uint8ClampedArray, dpi: number): GrayImage {
	const { width, height } = image;
	const wide = erode({ width, height, data: coloured }, Math.max(1, Math.round((EDGE_PX * dpi) / 200)));
	if (!wide.data.includes(1)) return image;
	const data = image.data.slice();
	const side = Math.max(8, Math.round((SQUARE_PX * dpi) / 200));
	for (let y = 0; y < height; y += side) for (let x = 0; x < width; x += side) showThrough([x, y], { wide, rgba, data, side });
	return { ...image, data };
}

interface Sealed {
	readonly wide: Bitmap;
	readonly rgba: Uint8ClampedArray;
	/** The print, which is written to. */
	readonly data: Uint8Array;
	readonly side: number;
}

function showThrough([x0, y0]: readonly [number, number], { wide, rgba, data, side }: Sealed): void {
	const pixels: number[] = [];
	for (let y = y0; y < Math.min(y0 + side, wide.height); y++)
		for (let i = y * wide.width + x0; i < y * wide.width + Math.min(x0 + side, wide.width); i++)
			if (wide.data[i] === 1) pixels.push(i);
	if (pixels.length < LEAST_PIXELS) return;
	const brightest = (i: number) => Math.max(rgba[4 * i] ?? 0, rgba[4 * i + 1] ?? 0, rgba[4 * i + 2] ?? 0);
	const shades = Uint8Array.from(pixels, brightest).sort();
	const ink = shades[shades.length >> 1] ?? 255;
	for (const i of pixels) {
		const shade = brightest(i);
		if (shade < SHOWS * ink) data[i] = Math.min(data[i] ?? 255, Math.round((255 * shade) / ink));
	}
}
