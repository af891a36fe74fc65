import { warpPoint } from "../../model/warp.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import { crop, sampled } from "./gray.ts";
import type { Straightening } from "./straighten.ts";

/**
 * A page as it was scanned, upright but not straightened, nothing taken off: the witness of what print, seals, pens and dirt there are.
 * What the reading picture lacks, and this one shows, was not read.
 */
export interface OriginalPicture {
	/** Luminance. */
	readonly image: GrayImage;
	/** How the reading picture was straightened, if it was, and pixels of the picture to one point of that. */
	readonly straightening?: Straightening;
	readonly scale: number;
}

/** The original picture of a place of the straight page, pixel for pixel. */
export function originalCrop({ image, straightening, scale }: OriginalPicture, box: PixelBox): GrayImage {
	if (!straightening) return crop(image, box);
	const [x0, y0, x1, y1] = box;
	const [width, height] = [Math.max(1, x1 - x0), Math.max(1, y1 - y0)];
	const data = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const [sx, sy] = warpPoint(straightening.toSource, (x0 + x + 0.5) / scale, (y0 + y + 0.5) / scale);
			data[y * width + x] = sampled(image, sx * scale - 0.5, sy * scale - 0.5);
		}
	}
	return { width, height, data };
}
