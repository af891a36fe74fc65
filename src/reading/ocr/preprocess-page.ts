import type { Matrix } from "../../model/geometry.ts";
import { multiply } from "../../model/geometry.ts";
import type { Warp } from "../../model/warp.ts";
import type { Bitmap } from "./binarize.ts";
import { binarize, estimateSkew } from "./binarize.ts";
import { findPixelRulings } from "./find-rulings.ts";
import type { GrayImage, QuarterTurns } from "./gray.ts";
import { quarterTurn, rotate } from "./gray.ts";
import type { OriginalPicture } from "./original.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import type { TextRegion } from "./text-regions.ts";
import { characterHeight, findTextRegions } from "./text-regions.ts";

/** A page made upright, with what stands on it in pixels. */
export interface ScannedPage {
	readonly image: GrayImage;
	readonly bitmap: Bitmap;
	readonly rulings: readonly PixelRuling[];
	/** Pieces of text, each on one line. */
	readonly textRegions: readonly TextRegion[];
	/** Usual height of a character. */
	readonly emPx: number;
	readonly dpi: number;
	/** Maps points of the upright page to points of the page as displayed. */
	readonly toDisplayed: Matrix;
	/** Where it was bent or leaned: where its points lie on the displayed page, after `toDisplayed`. */
	readonly warp?: Warp;
	/** The page as it was scanned. */
	readonly original?: OriginalPicture;
	/** Whether it was scanned in black and white, which leaves out strokes that are thin enough. */
	readonly isBilevel?: boolean;
	/** Whether its specks were taken off, and with them the dots that a thin grey stroke was scanned as. */
	readonly isCleaned?: boolean;
	/** By how many quarter turns clockwise it was made upright. */
	readonly turns: QuarterTurns;
	/** How likely the page stands upright so, 0 to 1, where the page segmenter was asked. */
	readonly uprightness?: number;
}

/** Deskews and binarizes a page, and finds its rulings and text regions; `turns` quarter turns clockwise first. */
export function preprocessPage(picture: GrayImage, dpi: number, turns: QuarterTurns = 0): ScannedPage {
	const turned = quarterTurn(picture, turns);
	const angle = estimateSkew(binarize(turned, Math.round(dpi / 4)));
	const image = rotate(turned, -angle);
	const ink = binarize(image, Math.round(dpi / 4));
	const rulings = findPixelRulings(ink, dpi);
	const emPx = characterHeight(ink, rulings, dpi);
	const segments = findTextRegions(ink, rulings, emPx)
		.filter(isOnPaper(image, dpi))
		.flatMap((segment) => splitLines(segment, ink, emPx));
	const pointsPerPixel = 72 / dpi;
	return {
		image,
		bitmap: ink,
		rulings,
		textRegions: segments,
		emPx,
		dpi,
		turns,
		toDisplayed: wayBack({ width: turned.width * pointsPerPixel, height: turned.height * pointsPerPixel, angle, turns }),
	};
}

/** Nobody prints this close to the edge of a sheet, in inches; shadows of the edge itself look like marks there. */
const EDGE_IN = 0.12;

/** Whether a piece of text stands where people print: not in the outermost strip of the sheet. */
export function isOnPaper({ width, height }: GrayImage, dpi: number): (segment: TextRegion) => boolean {
	const edge = EDGE_IN * dpi;
	return ({ box: [x0, y0, x1, y1] }) => {
		const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
		return x > edge && x < width - edge && y > edge && y < height - edge;
	};
}

function wayBack({
	width,
	height,
	angle,
	turns,
}: {
	width: number;
	height: number;
	angle: number;
	turns: 0 | 1 | 2 | 3;
}): Matrix {
	const [cx, cy] = [width / 2, height / 2];
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const unskew: Matrix = [cos, sin, -sin, cos, cx - cos * cx + sin * cy, cy - sin * cx - cos * cy];
	const unturn: Matrix =
		turns === 0
			? [1, 0, 0, 1, 0, 0]
			: turns === 1
				? [0, -1, 1, 0, 0, width]
				: turns === 2
					? [-1, 0, 0, -1, width, height]
					: [0, 1, -1, 0, height, 0];
	return multiply(unturn, unskew);
}

/** Parts a piece that holds several lines where rows between them have no ink. */
export function splitLines(segment: TextRegion, ink: Bitmap, emPx: number): TextRegion[] {
	const [x0, y0, x1, y1] = segment.box;
	const height = y1 - y0;
	if (height <= 1.45 * emPx) return [segment];
	const rows = Array.from({ length: height }, (_, dy) => inkInRow(ink, y0 + dy, x0, x1));
	const cuts: number[] = [];
	let top = 0;
	for (let y = 1; y < height; y++) {
		const isGap = rows[y] === 0 && rows[y - 1] !== 0;
		if (isGap && y - top >= 0.55 * emPx && height - y >= 0.55 * emPx) {
			cuts.push(y);
			top = y;
		}
	}
	const bounds = [0, ...cuts, height];
	return bounds.slice(1).flatMap((to, i) => tight({ x0, x1, y0: y0 + (bounds[i] ?? 0), y1: y0 + to }, ink));
}

function inkInRow(ink: Bitmap, y: number, x0: number, x1: number): number {
	let count = 0;
	for (let x = x0; x < x1; x++) count += ink.data[y * ink.width + x] ?? 0;
	return count;
}

function tight({ x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number }, ink: Bitmap): TextRegion[] {
	let [left, top, right, bottom, count] = [x1, y1, x0, y0, 0];
	for (let y = y0; y < y1; y++) {
		for (let x = x0; x < x1; x++) {
			if (ink.data[y * ink.width + x] !== 1) continue;
			left = Math.min(left, x);
			right = Math.max(right, x + 1);
			top = Math.min(top, y);
			bottom = Math.max(bottom, y + 1);
			count++;
		}
	}
	return count === 0 ? [] : [{ box: [left, top, right, bottom], ink: count }];
}
