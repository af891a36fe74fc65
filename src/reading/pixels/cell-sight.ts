import type { Box } from "../../model/geometry.ts";
import { largest, smallest } from "../../model/many.ts";
import type { GrayImage, PixelBox } from "../ocr/gray.ts";
import { crop } from "../ocr/gray.ts";
import type { CellInk, DrawnPage } from "./ink.ts";
import { inkOf } from "./ink.ts";
import type { InkMap, Shape } from "./shapes.ts";
import { columnsOf, linesOf, shapesOf } from "./shapes.ts";

/**
 * What a reader of characters would read over: struck, a line through digits; raised, a small figure set high, as of
 * a note; cut, ink that runs over the sides of its cell; parted, a space inside a line of figures: two of them, it may be.
 */
export type InkMark = "struck" | "raised" | "cut" | "parted";

/** What a cell shows before its characters are read. */
export type CellSight =
	| { readonly kind: "blank" }
	/** Not on the page, or too small to look into. */
	| { readonly kind: "unseen" }
	| {
			readonly kind: "ink";
			/** Its lines, each cut close, without what is struck and raised. */
			readonly lines: readonly GrayImage[];
			readonly marks: readonly InkMark[];
			/** How many shapes are as high as a digit. */
			readonly highShapes: number;
	  };

/** Less ink than this, in square points, is dust. */
const DUST_PT2 = 0.1;
/** A line of print is at least so high, in points; lower ink is a dash or a point. */
const LEAST_LINE_PT = 3;
/** What is lower than this gets white around it up to it: dashes and points are no tall letters. */
const LEAST_PICTURE_PT = 6.5;

/** Looks into a cell of a drawn page. */
export function lookInto(page: DrawnPage, box: Box): CellSight {
	const inside = inkOf(page, box);
	if (!inside) return { kind: "unseen" };
	const map: InkMap = { width: inside.image.width, height: inside.image.height, data: inside.ink };
	const dust = DUST_PT2 * page.scale * page.scale;
	if (!hasAtLeast(inside.ink, dust)) return { kind: "blank" };
	const lines = linesOf(map, LEAST_LINE_PT * page.scale);
	const read = lines.map((line) => lineOf({ inside, map, scale: page.scale }, line));
	const marks = new Set<InkMark>([...(inside.isCut ? (["cut"] as const) : []), ...read.flatMap((line) => line.marks)]);
	return {
		kind: "ink",
		lines: read.flatMap(({ picture }) => (picture ? [picture] : [])),
		marks: [...marks],
		highShapes: read.reduce((sum, { highShapes }) => sum + highShapes, 0),
	};
}

/** Whether there are so many pixels of ink. */
function hasAtLeast(ink: Uint8Array, wanted: number): boolean {
	let count = 0;
	for (let i = 0; i < ink.length && count < wanted; i++) count += ink[i] ?? 0;
	return count >= wanted;
}

interface Inside {
	readonly inside: CellInk;
	readonly map: InkMap;
	readonly scale: number;
}

interface SeenLine {
	readonly picture: GrayImage | undefined;
	readonly marks: readonly InkMark[];
	readonly highShapes: number;
}

function lineOf({ inside, map, scale }: Inside, [top, bottom]: readonly [number, number]): SeenLine {
	const { width } = map;
	const own: InkMap = { width, height: bottom - top, data: map.data.subarray(top * width, bottom * width) };
	const image = crop(inside.image, [0, top, width, bottom]);
	const pale: InkMap = { ...own, data: inside.pale.subarray(top * width, bottom * width) };
	const shapes = columnsOf(shapesOf(pale)).filter(({ count }) => count >= 3);
	const struck = struckSpans(own);
	const raised = raisedShapes(shapes);
	const gone = [...struck, ...raised.map(({ box }) => box)];
	const kept = shapes.filter(({ box }) => !gone.some((span) => middle(box) >= span[0] && middle(box) <= span[2]));
	const height = Math.max(0, largest(kept.map(({ box }) => box[3] - box[1])));
	const marks: InkMark[] = [];
	if (struck.length > 0) marks.push("struck");
	if (raised.length > 0) marks.push("raised");
	if (isParted(kept, height)) marks.push("parted");
	return {
		picture: kept.length === 0 ? undefined : pictureOf(whitened(image, gone), unionOf(kept), LEAST_PICTURE_PT * scale),
		marks,
		highShapes: kept.filter(({ box }) => box[3] - box[1] >= height * 0.8).length,
	};
}

function middle([x0, , x1]: PixelBox): number {
	return (x0 + x1) / 2;
}

/** A gap is a space where it is this wide in heights of a digit, and steps over it are so much longer than the others. */
const SPACE_HEIGHTS = 0.3;
const SPACE_STEPS = 1.35;

/** Whether figures stand apart in a line whose others stand evenly. */
function isParted(shapes: readonly Shape[], height: number): boolean {
	const steps = shapes.slice(1).flatMap((shape, i) => {
		const before = shapes[i];
		return before ? [{ step: middle(shape.box) - middle(before.box), gap: shape.box[0] - before.box[2] }] : [];
	});
	if (steps.length < 2) return false;
	const usual = steps.map(({ step }) => step).sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? 0;
	return steps.some(({ step, gap }) => gap >= SPACE_HEIGHTS * height && step >= SPACE_STEPS * usual);
}

/** A ruling through digits: a run of ink near half their height that is longer than any stroke of a digit. */
function struckSpans({ width, height, data }: InkMap): PixelBox[] {
	const spans: PixelBox[] = [];
	const [from, to] = extentOf({ width, height, data });
	const isOne = to - from <= height * ONE_DIGIT;
	// A lone digit is struck over its whole width; no stroke of several characters, ideographs too, is so long.
	const longest = isOne ? Math.max(height * 0.6, (to - from) * 0.9) : height * 1.15;
	const [left, right] = isOne ? extentBeside({ width, height, data }) : [width, 0];
	for (let y = Math.floor(height * STRIKES[0]); y < Math.floor(height * STRIKES[1]); y++) {
		for (let x = 0; x < width; x++) {
			let end = x;
			while (end < width && data[y * width + end] === 1) end++;
			const isLong = end - x >= longest && (x < left || end > right);
			if (isLong && hasInkBeside({ width, height, data }, [x, y, end, y + 1])) spans.push([x, y, end, y + 1]);
			x = end;
		}
	}
	return spans;
}

/** A lone digit, struck or not, is no wider than this in its heights; an ideograph is. */
const ONE_DIGIT = 0.85;

/** Where a strike runs, in shares of the height of a line. */
const STRIKES = [0.34, 0.6] as const;

/** How far a lone digit reaches above and below where it would be struck: the dot or bar inside a zero reaches no further. */
function extentBeside({ width, height, data }: InkMap): readonly [from: number, to: number] {
	const [top, bottom] = [Math.floor(height * STRIKES[0]), Math.floor(height * STRIKES[1])];
	const above = extentOf({ width, height: top, data });
	const below = extentOf({ width, height: height - bottom, data: data.subarray(bottom * width) });
	return [Math.min(above[0], below[0]), Math.max(above[1], below[1])];
}

function extentOf({ width, height, data }: InkMap): readonly [from: number, to: number] {
	let [from, to] = [width, 0];
	for (let y = 0; y < height; y++) {
		let [x, end] = [0, width];
		while (x < from && data[y * width + x] !== 1) x++;
		while (end > to && data[y * width + end - 1] !== 1) end--;
		from = Math.min(from, x);
		to = Math.max(to, end);
	}
	return [from, to];
}

/** Whether there is ink well above and well below a run: a dash has none. */
function hasInkBeside({ width, height, data }: InkMap, [x0, y, x1]: PixelBox): boolean {
	let [above, below] = [0, 0];
	for (let x = x0; x < x1; x++) {
		for (let i = 0; i < Math.floor(height * 0.25); i++) above += data[i * width + x] ?? 0;
		for (let i = Math.ceil(height * 0.75); i < height; i++) below += data[i * width + x] ?? 0;
	}
	return y > 0 && above > 1 && below > 1;
}

/** Digits that stand high and are small beside the others of the line. */
function raisedShapes(shapes: readonly Shape[]): Shape[] {
	const heights = shapes.map(({ box }) => box[3] - box[1]);
	const full = Math.max(0, largest(heights));
	const others = shapes.filter((_, i) => (heights[i] ?? 0) >= full * 0.91);
	const base = Math.max(0, largest(others.map(({ box }) => box[3])));
	const top = smallest(others.map(({ box }) => box[1]));
	if (shapes.length < 2) return [];
	return shapes.filter(({ box: [x0, y0, x1, y1] }) => {
		const [w, h] = [x1 - x0, y1 - y0];
		// A dash or plus stands at the middle and is wide; a mark of a note is as high as it is wide, or more. Old-style figures are no higher than their neighbours.
		const isMark = y0 < top - full * 0.03 ? h <= full * 0.91 : h <= full * 0.62;
		return isMark && h >= full * 0.3 && h >= w * 0.9 && y1 <= base - full * 0.15;
	});
}

function whitened(image: GrayImage, spans: readonly PixelBox[]): GrayImage {
	if (spans.length === 0) return image;
	const data = image.data.slice();
	for (const [x0, , x1] of spans)
		for (let y = 0; y < image.height; y++)
			data.fill(255, y * image.width + Math.max(0, x0 - 1), y * image.width + Math.min(image.width, x1 + 1));
	return { ...image, data };
}

function unionOf(shapes: readonly Shape[]): PixelBox {
	return [
		smallest(shapes.map(({ box }) => box[0])),
		smallest(shapes.map(({ box }) => box[1])),
		largest(shapes.map(({ box }) => box[2])),
		largest(shapes.map(({ box }) => box[3])),
	];
}

/** The ink cut close; what is low is set in the middle of white. */
function pictureOf(image: GrayImage, [x0, y0, x1, y1]: PixelBox, least: number): GrayImage {
	const more = Math.max(0, Math.round((least - (y1 - y0)) / 2));
	return crop(image, [x0, y0 - more, x1, y1 + more]);
}
