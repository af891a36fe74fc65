import type { Bitmap } from "./binarize.ts";
import { INK, PAPER } from "./even-light.ts";
import type { GrayImage } from "./gray.ts";

/** Print has pixels that are darker than paper by this share of what the darkest print is; what only pales the paper is none. */
const STRONG_SHARE = 0.43;
const STRONG = PAPER - STRONG_SHARE * (PAPER - INK);
/** Pale pixels this close to strong ones are their edges, and paper this close to print is left as it is, for print fades into it; in pixels at 200 dpi. */
const [EDGE_PX, FADE_PX] = [2, 5];

/** The ink of a page of even light that is print: strong pixels and their edges, without what is left of seals, pens and watermarks. */
export function strongInk(ink: Bitmap, image: GrayImage, dpi: number): Bitmap {
	const strong = new Uint8Array(ink.data.length);
	for (let i = 0; i < strong.length; i++) if (ink.data[i] === 1 && (image.data[i] ?? 255) < STRONG) strong[i] = 1;
	const near = spread({ ...ink, data: strong }, reachOf(EDGE_PX, dpi));
	for (let i = 0; i < near.length; i++) if (ink.data[i] !== 1) near[i] = 0;
	return { ...ink, data: near };
}

/** The picture with paper wherever no print is close by. */
export function onPaper(image: GrayImage, print: Bitmap, dpi: number): GrayImage {
	const near = spread(print, reachOf(FADE_PX, dpi));
	const data = image.data.slice();
	for (let i = 0; i < data.length; i++) if (near[i] !== 1) data[i] = PAPER;
	return { ...image, data };
}

function reachOf(pixels: number, dpi: number): number {
	return Math.max(1, Math.round((pixels * dpi) / 200));
}

/** The map with every point spread to the square around it: forth and back along rows, then down and up. */
function spread({ width, height, data }: Bitmap, reach: number): Uint8Array {
	const out = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) spreadRow(data, out, { start: y * width, width, reach });
	const across = out.slice();
	const last = new Int32Array(width).fill(-1 - reach);
	for (let y = 0; y < height; y++) reachRow(across, out, { start: y * width, last, y, reach });
	last.fill(-1 - reach);
	for (let y = 0; y < height; y++) reachRow(across, out, { start: (height - 1 - y) * width, last, y, reach });
	return out;
}

function spreadRow(
	from: Uint8Array,
	to: Uint8Array,
	{ start, width, reach }: { readonly start: number; readonly width: number; readonly reach: number },
): void {
	let last = -1 - reach;
	for (let x = 0; x < width; x++) {
		if (from[start + x] === 1) last = x;
		if (x - last <= reach) to[start + x] = 1;
	}
	let next = width + reach;
	for (let x = width - 1; x >= 0; x--) {
		if (from[start + x] === 1) next = x;
		if (next - x <= reach) to[start + x] = 1;
	}
}

interface RowReach {
	readonly start: number;
	/** The step at which each column had a point last. */
	readonly last: Int32Array;
	readonly y: number;
	readonly reach: number;
}

function reachRow(from: Uint8Array, to: Uint8Array, { start, last, y, reach }: RowReach): void {
	for (let x = 0; x < last.length; x++) {
		if (from[start + x] === 1) last[x] = y;
		if (y - (last[x] ?? 0) <= reach) to[start + x] = 1;
	}
}
