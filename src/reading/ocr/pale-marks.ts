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

/** The map with every point spread to the square around it. */
function spread({ width, data }: Bitmap, reach: number): Uint8Array {
	const across = new Uint8Array(data.length);
	for (let at = 0; at < data.length; at++) {
		if (data[at] !== 1) continue;
		const x = at % width;
		across.fill(1, at - Math.min(reach, x), at + Math.min(reach, width - 1 - x) + 1);
	}
	const both = across.slice();
	for (let dy = 1; dy <= reach; dy++) {
		const shift = dy * width;
		for (let at = 0; at + shift < data.length; at++) {
			if (across[at] === 1) both[at + shift] = 1;
			if (across[at + shift] === 1) both[at] = 1;
		}
	}
	return both;
}
