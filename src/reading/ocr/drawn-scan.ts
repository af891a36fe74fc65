import type { GrayImage } from "./gray.ts";
import { grayOf, positiveOf, printOf } from "./gray.ts";

/** The picture of a scanned page. */
export interface DrawnScan {
	/** Its print alone, as far as its colour tells. */
	readonly print: GrayImage;
	/** Everything on it; the same picture where it has no colours. */
	readonly luminance: GrayImage;
	readonly dpi: number;
}

/** The pixels of a drawn page. */
interface Drawn {
	readonly rgba: Uint8ClampedArray;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly dpi: number;
}

/** A drawn page as print and as everything on it, black on white. */
export function drawnScan({ rgba, widthPx, heightPx, dpi }: Drawn): DrawnScan {
	const luminance = positiveOf(grayOf(rgba, widthPx, heightPx));
	const print = hasColour(rgba) ? positiveOf(printOf(rgba, widthPx, heightPx)) : luminance;
	return { print, luminance, dpi };
}

/** Whether any pixel is not grey. */
function hasColour(rgba: Uint8ClampedArray): boolean {
	for (let p = 0; p < rgba.length; p += 4) if (rgba[p] !== rgba[p + 1] || rgba[p + 1] !== rgba[p + 2]) return true;
	return false;
}
