import type { Box, Matrix } from "../../model/geometry.ts";
import { imageOfBox, multiply } from "../../model/geometry.ts";
import { unwarpBox } from "../../model/warp.ts";
import type { PixelBox } from "./gray.ts";
import type { ScannedPage } from "./preprocess-page.ts";

/** Where a box of the page as displayed, in points, stands in the straight picture, in pixels. The one place that goes this way. */
export function boxOnPage({ toDisplayed, warp, dpi }: Pick<ScannedPage, "toDisplayed" | "warp" | "dpi">, box: Box): PixelBox {
	const [x0, y0, x1, y1] = imageOfBox(inverse(toDisplayed), warp ? unwarpBox(warp, box) : box);
	const scale = dpi / 72;
	return [x0 * scale, y0 * scale, x1 * scale, y1 * scale];
}

/** The page as one of a display that is so many times as large as a sheet of paper: what was read of it is in a sheet's own points. */
export function onLargePage(seen: ScannedPage, times: number): ScannedPage {
	if (times === 1) return seen;
	const { toDisplayed, warp } = seen;
	const far = (values: Float32Array) => values.map((value) => value * times);
	if (warp) return { ...seen, warp: { ...warp, xs: far(warp.xs), ys: far(warp.ys) } };
	return { ...seen, toDisplayed: multiply([times, 0, 0, times, 0, 0], toDisplayed) };
}

function inverse([a, b, c, d, e, f]: Matrix): Matrix {
	const det = a * d - b * c;
	return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}
