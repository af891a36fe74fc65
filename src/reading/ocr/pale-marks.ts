import type { Bitmap } from "./binarize.ts";
import { INK, PAPER } from "./even-light.ts";
import type { GrayImage } from "./gray.ts";
import { dilate } from "./morphology.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { withoutRulings } from "./text-regions.ts";

/** Print has pixels that are darker than paper by this share of what the darkest print is; what only pales the paper is none. */
const STRONG_SHARE = 0.43;
const STRONG = PAPER - STRONG_SHARE * (PAPER - INK);
/** Pale pixels this close to strong ones are their edges, and paper this close to print is left as it is, for print fades into it; in pixels at 200 dpi. */
const [EDGE_PX, FADE_PX] = [2, 5];

/** Where less than this share of the ink beside rulings is pale it is print that came out thin, such as a dash. */
const PALE_SHARE = 0.06;

/**
 * The ink of a page of even light that is print: strong pixels and their edges, without what is left of seals, pens and watermarks.
 * Undefined where hardly any is pale: then all of it is.
 */
export function strongInk(
	ink: Bitmap,
	image: GrayImage,
	{ dpi, rulings }: { readonly dpi: number; readonly rulings: readonly PixelRuling[] },
): Bitmap | undefined {
	const near = dilate({ ...ink, data: darker(ink.data, image.data) }, reachOf(EDGE_PX, dpi)).data;
	return paleShare(withoutRulings(ink, rulings).data, near) < PALE_SHARE ? undefined : { ...ink, data: shared(ink.data, near) };
}

/** The ink that is darker than what only pales the paper. */
function darker(ink: Uint8Array, shades: Uint8Array): Uint8Array {
	const strong = new Uint8Array(ink.length);
	for (let at = ink.indexOf(1); at >= 0; at = ink.indexOf(1, at + 1)) if ((shades[at] ?? 255) < STRONG) strong[at] = 1;
	return strong;
}

/** The share of text that is not near strong ink; all of it where there is none. */
function paleShare(text: Uint8Array, near: Uint8Array): number {
	let [all, pale] = [0, 0];
	for (let at = text.indexOf(1); at >= 0; at = text.indexOf(1, at + 1)) {
		all++;
		if (near[at] !== 1) pale++;
	}
	return all === 0 ? 1 : pale / all;
}

function shared(a: Uint8Array, b: Uint8Array): Uint8Array {
	const both = new Uint8Array(a.length);
	for (let i = 0; i < a.length; i++) both[i] = (a[i] ?? 0) & (b[i] ?? 0);
	return both;
}

/** Beside print, shades from the one to the other turn to paper. */
const [HALO, BRIGHT] = [185, 215];

/** The picture with paper wherever no print is close by, and what is all but paper beside print as bright as that. */
export function onPaper(image: GrayImage, print: Bitmap, dpi: number): GrayImage {
	const near = dilate(print, reachOf(FADE_PX, dpi)).data;
	const shades = Uint8Array.from({ length: 256 }, (_, shade) =>
		shade <= HALO ? shade : Math.min(PAPER, HALO + ((shade - HALO) * (PAPER - HALO)) / (BRIGHT - HALO)),
	);
	const data = new Uint8Array(image.data.length);
	for (let i = 0; i < data.length; i++) data[i] = near[i] === 1 ? (shades[image.data[i] ?? 255] ?? PAPER) : PAPER;
	return { ...image, data };
}

function reachOf(pixels: number, dpi: number): number {
	return Math.max(1, Math.round((pixels * dpi) / 200));
}
