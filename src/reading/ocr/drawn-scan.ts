import type { GrayImage } from "./gray.ts";
import { grayOf, positiveOf, printOf } from "./gray.ts";
import { close } from "./morphology.ts";
import { onTints, tintedAreas, withoutTints } from "./tints.ts";
import { withPrintUnderSeals } from "./under-seals.ts";
import { withoutWatermark } from "./watermark.ts";

/** The picture of a scanned page. */
export interface DrawnScan {
	/** Its print alone, as far as its colour and the tone of a watermark tell. */
	readonly print: GrayImage;
	/** Everything on it; the same picture where it has no colours. */
	readonly luminance: GrayImage;
	readonly dpi: number;
	/** Whether some of its paper has a colour of its own, as rows of a table may have. */
	readonly isTinted?: boolean;
}

/** The pixels of a drawn page. */
interface Drawn {
	readonly rgba: Uint8ClampedArray;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly dpi: number;
}

/** A drawn page as print and as everything on it, black on white. */
export function drawnScan(drawn: Drawn): DrawnScan {
	const scan = withoutColours(drawn);
	return { ...scan, print: withoutWatermark(scan.print, scan.dpi) };
}

function withoutColours({ rgba, widthPx, heightPx, dpi }: Drawn): DrawnScan {
	const luminance = positiveOf(grayOf(rgba, widthPx, heightPx));
	if (!hasColour(rgba)) return { print: luminance, luminance, dpi };
	const { image, coloured } = printOf(rgba, widthPx, heightPx);
	if (!coloured.includes(1)) return { print: positiveOf(image), luminance, dpi };
	const tints = tintedAreas(coloured, luminance, dpi);
	const [print, inks] =
		tints === undefined ? [image, coloured] : [onTints({ image, coloured }, rgba, tints), withoutTints(coloured, tints, image)];
	const whole = bridged(withPrintUnderSeals({ image: print, coloured: inks }, rgba, dpi), inks, dpi);
	return { print: positiveOf(whole), luminance, dpi, ...(tints ? { isTinted: true } : {}) };
}

/** Strokes of a pen are this wide, in pixels at 200 dpi; print goes on beneath narrower ones. */
const PEN_PX = 6;
/** Print is darker than this. */
const DARK = 128;

/** Strokes of print that a pen's strokes cross go on beneath them. */
function bridged(image: GrayImage, coloured: Uint8Array, dpi: number): GrayImage {
	if (!coloured.includes(1)) return image;
	const ink = { width: image.width, height: image.height, data: image.data.map((shade) => (shade < DARK ? 1 : 0)) };
	const closed = close(ink, Math.max(1, Math.round((PEN_PX * dpi) / 200 / 2)));
	const data = image.data.slice();
	for (let i = 0; i < data.length; i++)
		if (coloured[i] === 1 && closed.data[i] === 1) data[i] = Math.min(data[i] ?? 255, DARK / 2);
	return { ...image, data };
}

/** Whether any pixel is not grey. */
function hasColour(rgba: Uint8ClampedArray): boolean {
	for (let p = 0; p < rgba.length; p += 4) if (rgba[p] !== rgba[p + 1] || rgba[p + 1] !== rgba[p + 2]) return true;
	return false;
}
