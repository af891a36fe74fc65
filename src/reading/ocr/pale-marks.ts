import type { Bitmap } from "./binarize.ts";
import { INK, PAPER } from "./even-light.ts";
import type { GrayImage } from "./gray.ts";
import { dilate } from "./morphology.ts";

/** Print has pixels that are darker than paper by this share of what the darkest print is; what only pales the paper is none. */
const STRONG_SHARE = 0.43;
const STRONG = PAPER - STRONG_SHARE * (PAPER - INK);
/** Pale pixels this close to strong ones are their edges, and paper this close to print is left as it is, for print fades into it; in pixels at 200 dpi. */
const [EDGE_PX, FADE_PX] = [2, 5];

/** The ink of a page of even light that is print: strong pixels and their edges, without what is left of seals, pens and watermarks. */
export function strongInk(ink: Bitmap, image: GrayImage, dpi: number): Bitmap {
	const strong = new Uint8Array(ink.data.length);
	for (let i = 0; i < strong.length; i++) if (ink.data[i] === 1 && (image.data[i] ?? 255) < STRONG) strong[i] = 1;
	const near = dilate({ ...ink, data: strong }, reachOf(EDGE_PX, dpi)).data;
	for (let i = 0; i < near.length; i++) if (ink.data[i] !== 1) near[i] = 0;
	return { ...ink, data: near };
}

/** The picture with paper wherever no print is close by. */
export function onPaper(image: GrayImage, print: Bitmap, dpi: number): GrayImage {
	const near = dilate(print, reachOf(FADE_PX, dpi)).data;
	const data = image.data.slice();
	for (let i = 0; i < data.length; i++) if (near[i] !== 1) data[i] = PAPER;
	return { ...image, data };
}

function reachOf(pixels: number, dpi: number): number {
	return Math.max(1, Math.round((pixels * dpi) / 200));
}
