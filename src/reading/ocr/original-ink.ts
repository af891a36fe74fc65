import { median } from "../../model/geometry.ts";
import type { CellInk, CellLine } from "./cell-ink.ts";
import { isDashBefore } from "./cell-ink.ts";
import type { Exposure } from "./cell-pictures.ts";
import { pictureOf } from "./cell-pictures.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import type { OriginalPicture } from "./original.ts";
import { originalCrop } from "./original.ts";
import type { ScannedPage } from "./preprocess-page.ts";
import type { StripInk, StripShape } from "./strip-ink.ts";
import { inkOfStrip, printDepth } from "./strip-ink.ts";
import { whiten } from "./to-page.ts";

/** A strip of a page, its rulings painted over, with the ink that is in it. */
export interface InkedStrip extends StripInk {
	readonly picture: GrayImage;
	/** Where the picture's upper left corner lies on the straight page. */
	readonly corner: readonly [x: number, y: number];
	/** How much darker print is, of 255 steps. */
	readonly depth: number;
}

/** The same strip of a page in its reading picture, and as it was scanned. */
export interface BothStrips {
	readonly read: InkedStrip;
	readonly original: InkedStrip;
}

/** How much darker print is on the page as it was scanned, by so many of its pieces of text. */
export function originalDepth({ textRegions }: ScannedPage, original: OriginalPicture): number {
	const step = Math.max(1, Math.ceil(textRegions.length / SAMPLED_REGIONS));
	const sampled = textRegions.filter((_, i) => i % step === 0);
	return median(
		sampled.map(({ box, ink }) => {
			const picture = originalCrop(original, box);
			return printDepth(picture, [{ box: [0, 0, picture.width, picture.height], ink }]);
		}),
	);
}

const SAMPLED_REGIONS = 24;

/** A strip of the page as it was scanned; its shapes are in pixels of the straight page. */
export function originalStrip(
	{ image, rulings }: ScannedPage,
	original: OriginalPicture,
	{ strip, depth }: { readonly strip: PixelBox; readonly depth: number },
): InkedStrip {
	const [left, top] = [Math.max(0, Math.floor(strip[0])), Math.max(0, Math.floor(strip[1]))];
	const [right, bottom] = [Math.min(image.width, Math.ceil(strip[2])), Math.min(image.height, Math.ceil(strip[3]))];
	const crop = originalCrop(original, [left, top, Math.max(left + 1, right), Math.max(top + 1, bottom)]);
	const shifted = rulings.map((ruling) => {
		const [across, along] = ruling.axis === "horizontal" ? [top, left] : [left, top];
		return { ...ruling, at: ruling.at - across, from: ruling.from - along, to: ruling.to - along };
	});
	const picture = whiten(crop, shifted);
	const { shapes, groundAt, ...rest } = inkOfStrip(picture, [0, 0, crop.width, crop.height], depth);
	return {
		...rest,
		shapes: shapes.map((shape) => ({ ...shape, box: moved(shape.box, left, top) })),
		groundAt: (x) => groundAt(x - left),
		picture,
		corner: [left, top],
		depth,
	};
}

function moved([x0, y0, x1, y1]: PixelBox, dx: number, dy: number): PixelBox {
	return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
}

/** Ink this close to a figure's touches it, in pixels. */
const TOUCH_PX = 2;
/** So little of it may be the edge of a stroke: in pixels, and in square characters. */
const [FEW_PX, FEW_EM2] = [4, 0.006];

/** Whether ink that touches the lines of a cell was taken off the reading picture: part of a digit may have gone with it. */
export function hasLostInk({ lines }: CellInk, strips: BothStrips, emPx: number): boolean {
	const most = Math.max(FEW_PX, FEW_EM2 * emPx * emPx);
	return lines.reduce((sum, { box }) => sum + lostPixels(box, strips), 0) > most;
}

/** Whether the page as it was scanned has a mark like a dash before a line of a cell, however pale, that is no part of the line. */
export function hasLostDash({ lines }: CellInk, original: readonly StripShape[], emPx: number): boolean {
	return lines.some((line) => original.some(({ box }) => isDashBefore(line, box, emPx)));
}

function lostPixels([x0, y0, x1, y1]: PixelBox, { read, original }: BothStrips): number {
	let count = 0;
	for (let x = x0 - TOUCH_PX; x < x1 + TOUCH_PX; x++)
		for (let y = y0 - TOUCH_PX; y < y1 + TOUCH_PX; y++)
			if (depthAt(original, x, y) >= original.print && depthAt(read, x, y) < read.pale && isNearInk(read, x, y)) count++;
	return count;
}

function isNearInk(strip: InkedStrip, x: number, y: number): boolean {
	for (let dx = -TOUCH_PX; dx <= TOUCH_PX; dx++)
		for (let dy = -TOUCH_PX; dy <= TOUCH_PX; dy++) if (depthAt(strip, x + dx, y + dy) >= strip.print) return true;
	return false;
}

/** How much darker than its paper a point of the straight page is. */
function depthAt({ picture, corner, groundAt }: InkedStrip, x: number, y: number): number {
	const [column, row] = [x - corner[0], y - corner[1]];
	if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) return 0;
	return Math.round(groundAt(x)) - (picture.data[row * picture.width + column] ?? 255);
}

/** The lines of a cell as they were scanned. */
export function originalPictures(lines: readonly CellLine[], strip: InkedStrip, exposure: Exposure): GrayImage[] {
	const [left, top] = strip.corner;
	const shift = (box: PixelBox) => moved(box, -left, -top);
	return lines.map(({ box, columns, specks }) =>
		pictureOf(strip.picture, { box: shift(box), columns: columns.map(shift), specks: specks.map(shift) }, exposure),
	);
}
