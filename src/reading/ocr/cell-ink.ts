import type { Box } from "../../model/geometry.ts";
import type { Bitmap } from "./binarize.ts";
import { binarize } from "./binarize.ts";
import type { PixelBox } from "./gray.ts";
import type { ScannedPage } from "./preprocess-page.ts";
import { withoutRulings } from "./text-regions.ts";

/** The two looks that a cell must be empty by: the page's own threshold, and one that takes pale marks for ink too. */
export const PIXEL_LOOKS = ["binarized", "binarized gently"] as const;

/** Darker than this share of its surroundings is ink, at the gentler look. */
const GENTLE_SHARE = 0.9;
/** Sides of a cell keep what is left of its rulings, in shares of a character. */
const INSET_EM = 0.16;
/** Fewer pixels than this share of a character's square are noise. */
const SPECK_EM = 0.012;
const GENTLE_SPECK_EM = 0.05;

/** Ink maps without rulings, made once a page and only where a cell is to be looked at. */
const maps = new WeakMap<ScannedPage, { readonly own: Bitmap; readonly gentle: Bitmap }>();

/**
 * The ink inside a cell in which no piece of text was found: the box around it, in pixels of the upright page; "blank"
 * where both looks find nothing; undefined where the cell is too small, or not on the page, to look into. A small mark that segmentation took for a speck is found here, and a pale one.
 */
export function inkInCell([x0, y0, x1, y1]: Box, seen: ScannedPage): PixelBox | "blank" | undefined {
	const { emPx } = seen;
	const inset = Math.max(2, Math.round(INSET_EM * emPx));
	const inner: PixelBox = [Math.ceil(x0) + inset, Math.ceil(y0) + inset, Math.floor(x1) - inset, Math.floor(y1) - inset];
	const { width, height } = seen.image;
	const isSmall = inner[2] <= inner[0] || inner[3] <= inner[1];
	if (isSmall || inner[2] <= 0 || inner[3] <= 0 || inner[0] >= width || inner[1] >= height) return undefined;
	const { own, gentle } = mapsOf(seen);
	return (
		around(own, inner, Math.max(3, SPECK_EM * emPx * emPx)) ??
		around(gentle, inner, Math.max(6, GENTLE_SPECK_EM * emPx * emPx)) ??
		"blank"
	);
}

function mapsOf(seen: ScannedPage): { readonly own: Bitmap; readonly gentle: Bitmap } {
	const known = maps.get(seen);
	if (known) return known;
	const made = {
		own: withoutRulings(seen.bitmap, seen.rulings),
		gentle: withoutRulings(binarize(seen.image, Math.round(seen.dpi / 4), GENTLE_SHARE), seen.rulings),
	};
	maps.set(seen, made);
	return made;
}

/** The box around the ink in a place, if there are at least `least` pixels of it. */
function around({ width, height, data }: Bitmap, [x0, y0, x1, y1]: PixelBox, least: number): PixelBox | undefined {
	let [left, top, right, bottom, count] = [x1, y1, x0, y0, 0];
	for (let y = Math.max(0, y0); y < Math.min(height, y1); y++) {
		for (let x = Math.max(0, x0); x < Math.min(width, x1); x++) {
			if (data[y * width + x] !== 1) continue;
			left = Math.min(left, x);
			right = Math.max(right, x + 1);
			top = Math.min(top, y);
			bottom = Math.max(bottom, y + 1);
			count++;
		}
	}
	return count >= least ? [left, top, right, bottom] : undefined;
}
