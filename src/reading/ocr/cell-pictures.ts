import { largest, smallest } from "../../model/many.ts";
import type { CellInk, CellLine } from "./cell-ink.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import { crop } from "./gray.ts";

/** How the shapes of a line say that a reading of it is not all of it. */
export interface LineSigns {
	/** A dash before the first digit. */
	readonly hasMinus: boolean;
	/** How thick that dash is, in pixels; 0 where there is none. */
	readonly minusPx: number;
	/** Whether there is a mark on the base line between digits, as a point or a comma is; a speck there may be one. */
	readonly hasPoint: boolean;
	/** How its digits stand: close together; evenly apart, as in full width; so far apart that they may be two figures. */
	readonly spacing: "one" | "close" | "even" | "apart";
	/** As high as a digit. */
	readonly isHigh: boolean;
}

/** A digit is at least so high, in characters of the page. */
const HIGH_EM = 0.4;
/** What is low gets white around it, up to the height of a line of digits. */
const LINE_EM = 0.72;
/** Wider gaps than this are taken out of a line before it is read, down to the narrow one; in heights of the line. */
const [WIDE_GAP, NARROW_GAP] = [0.42, 0.24];
/** The middles of neighbouring digits stand no further apart than this, in heights of the line; a space is wider. */
const CLOSE_STEP = 1;
/** Digits in full width stand evenly, in steps of no more than this that differ by no more than that; in heights of the line. */
const [EVEN_STEP, EVEN_SPREAD] = [1.8, 0.35];
/** A digit is no wider than this. */
const DIGIT_WIDTH = 0.85;
/** An empty cell is shown in slices of this height, in characters. */
const SLICE_EM = 1.6;

/** How pictures are cut: the usual height of a character in pixels, the shade of the paper, and how much darker print is. */
export interface Exposure {
	readonly emPx: number;
	readonly ground: number;
	readonly depth: number;
	/** Grain of the paper, of 255 steps. */
	readonly sigma: number;
}

/** Faint print is made as much darker than white as this, where that takes no more than so much. */
const [FULL_DEPTH, MOST_GAIN] = [140, 3];

/**
 * Cuts one line of a cell out of a page whose rulings are painted over: close, the paper made white and faint print dark,
 * and without the gaps between spaced digits.
 */
export function pictureOf(page: GrayImage, { box, columns, specks }: CellLine, exposure: Exposure): GrayImage {
	const { emPx } = exposure;
	const [x0, y0, x1, y1] = box;
	const more = Math.max(0, Math.round((LINE_EM * emPx - (y1 - y0)) / 2));
	const cut: PixelBox = [x0, y0 - more, x1, y1 + more];
	const height = y1 - y0 + 2 * more;
	// A point between two digits is no gap.
	const parts = tightened([...columns, ...specks], height);
	if (parts.length < 2) return exposed(crop(page, cut), exposure);
	const pieces = parts.map(([from, to]) => crop(page, [from, cut[1], to, cut[3]]));
	return exposed(beside(pieces), exposure);
}

/** Grain below so many of its deviations is paper. */
const GRAIN_SIGMAS = 2;

/** An empty cell without its grain, which engines take for characters where nothing else is: smoothed, and white where it is as pale as grain. */
function smooth(image: GrayImage, { ground, sigma }: Exposure): GrayImage {
	if (sigma < 2) return image;
	const { width, height, data } = image;
	const at = (x: number, y: number) =>
		data[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))] ?? ground;
	const out = new Uint8Array(data.length);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			let sum = 0;
			for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += at(x + dx, y + dy);
			const shade = Math.round(sum / 9);
			out[y * width + x] = ground - shade < GRAIN_SIGMAS * sigma ? 255 : shade;
		}
	return { width, height, data: out };
}

/** Paper white, print at least as dark as engines like it. */
function exposed(image: GrayImage, { ground, depth }: Exposure): GrayImage {
	const gain = Math.max(255 / Math.max(1, ground), Math.min(MOST_GAIN, FULL_DEPTH / Math.max(1, depth)));
	const shades = Uint8Array.from({ length: 256 }, (_, shade) =>
		Math.max(0, Math.min(255, Math.round(255 - (ground - shade) * gain))),
	);
	return { ...image, data: image.data.map((shade) => shades[shade] ?? 255) };
}

/** Pieces of a line between wide gaps, each with half a narrow gap at its inner sides. */
function tightened(columns: readonly PixelBox[], height: number): (readonly [from: number, to: number])[] {
	const half = Math.max(1, Math.round((NARROW_GAP * height) / 2));
	const parts: [number, number][] = [];
	for (const [x0, , x1] of [...columns].sort((a, b) => a[0] - b[0])) {
		const last = parts.at(-1);
		if (last && x0 - last[1] <= WIDE_GAP * height) last[1] = Math.max(last[1], x1);
		else parts.push([x0, x1]);
	}
	return parts.map(([from, to], i) => [i === 0 ? from : from - half, i === parts.length - 1 ? to : to + half]);
}

function beside(pieces: readonly GrayImage[]): GrayImage {
	const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
	const height = pieces[0]?.height ?? 1;
	const data = new Uint8Array(width * height);
	let left = 0;
	for (const piece of pieces) {
		for (let y = 0; y < height; y++) data.set(piece.data.subarray(y * piece.width, (y + 1) * piece.width), y * width + left);
		left += piece.width;
	}
	return { width, height, data };
}

/** The inside of a cell in which nothing is seen, in slices of about a line, for an engine to say so. */
export function blankPictures(page: GrayImage, { inside: [x0, y0, x1, y1] }: CellInk, exposure: Exposure): GrayImage[] {
	const count = Math.max(1, Math.ceil((y1 - y0) / (SLICE_EM * exposure.emPx)));
	const height = (y1 - y0) / count;
	return Array.from({ length: count }, (_, i) =>
		exposed(smooth(crop(page, [x0, Math.round(y0 + i * height), x1, Math.round(y0 + (i + 1) * height)]), exposure), exposure),
	);
}

/** What the shapes of a line tell of signs, points and spaces. */
export function signsOf({ box, columns, specks }: CellLine, emPx: number): LineSigns {
	const height = box[3] - box[1];
	const isHigh = (column: PixelBox) => column[3] - column[1] >= 0.55 * height;
	const first = columns[0];
	const digits = columns.filter(isHigh);
	const [left, right] = [digits[0]?.[2] ?? 0, digits.at(-1)?.[0] ?? 0];
	const free = specks.filter((speck) => !columns.some((digit) => touches(speck, digit)));
	const loose = emPx < LARGE_PX ? specks : free;
	const isFree = (mark: PixelBox) => mark[0] >= left && mark[2] <= right && isPoint(mark, box);
	const points = [...columns, ...loose].filter((mark) => isFree(mark) && !isStrokeEnd(mark, [...columns, ...specks], box));
	const hasMinus = first !== undefined && digits.length > 0 && digits[0] !== first && isDash(first, box);
	const marks = [...(hasMinus ? columns.slice(1) : columns), ...free].filter((mark) => !points.includes(mark));
	return {
		hasMinus,
		minusPx: hasMinus ? first[3] - first[1] : 0,
		hasPoint: points.some((mark) => !digits.some((digit) => isOfDigit(mark, digit))),
		spacing: height >= HIGH_EM * emPx ? spacingOf(marks, points, height) : "one",
		isHigh: height >= HIGH_EM * emPx,
	};
}

/** Whether a mark stands over or under a digit, or in its width. */
function isOfDigit(mark: PixelBox, digit: PixelBox): boolean {
	const middle = (mark[0] + mark[2]) / 2;
	return (mark[0] < digit[2] && mark[2] > digit[0]) || (middle >= digit[0] && middle <= digit[2]);
}

/** The ends of a 3 that worn print left without their stroke stand so near its bow, and at its top, in heights of the line. */
const [END_GAP, END_TOP] = [0.14, 0.3];

/** Whether a mark on the base line is the lower end of a broken digit: its other end is over it, at the top of the line, and its bow to the right. */
function isStrokeEnd(mark: PixelBox, marks: readonly PixelBox[], [, top, , bottom]: PixelBox): boolean {
	const height = bottom - top;
	const room = Math.max(2, END_GAP * height);
	const isOver = ([x0, y0, x1, y1]: PixelBox) => x0 <= mark[2] && x1 >= mark[0] && y0 - top <= 1 && y1 - top <= END_TOP * height;
	const isBow = ([x0, y0, , y1]: PixelBox) => y1 - y0 >= 0.55 * height && x0 >= mark[2] && x0 - mark[2] <= room;
	return marks.some(isOver) && marks.some(isBow);
}

/** In type this large, in pixels, a speck that touches a digit is the end of its stroke: a point stands off and is no speck. */
const LARGE_PX = 20;

function touches(speck: PixelBox, digit: PixelBox): boolean {
	return speck[0] <= digit[2] + 1 && speck[2] >= digit[0] - 1 && speck[1] <= digit[3] + 1 && speck[3] >= digit[1] - 1;
}

/** A point stands further from its digits than they stand from one another. */
const POINT_ROOM = 0.25;

function widened([x0, y0, x1, y1]: PixelBox, height: number): PixelBox {
	return [x0 - POINT_ROOM * height, y0, x1 + POINT_ROOM * height, y1];
}

/** How digits stand, with what may be points between them, which take the place of a digit in full width. */
function spacingOf(marks: readonly PixelBox[], points: readonly PixelBox[], height: number): LineSigns["spacing"] {
	if (groupsOf([...marks, ...points.map((point) => widened(point, height))], height).length < 2)
		return isOneDigit(marks, height) ? "one" : "close";
	const groups = groupsOf(marks, height);
	const steps = groups.slice(1).map(([from, to], i) => {
		const [before, after] = groups[i] ?? [from, to];
		const isOverPoint = points.some((point) => point[0] >= after && point[2] <= from);
		return { length: (from + to - before - after) / 2, isOverPoint };
	});
	const own = steps.filter(({ isOverPoint }) => !isOverPoint).map(({ length }) => length);
	const isEven =
		steps.every(({ length, isOverPoint }) => length <= (isOverPoint ? 2 : 1) * EVEN_STEP * height) &&
		Math.max(0, largest(own)) - Math.min(EVEN_STEP * height, smallest(own)) <= EVEN_SPREAD * height;
	return isEven && groups.every(([from, to]) => to - from <= DIGIT_WIDTH * height) ? "even" : "apart";
}

/** Whether marks are no wider than a digit: one that is broken into pieces, its strokes being thin. */
function isOneDigit(marks: readonly PixelBox[], height: number): boolean {
	const width = largest(marks.map(([, , x1]) => x1)) - smallest(marks.map(([x0]) => x0));
	return marks.length < 2 || width <= DIGIT_WIDTH * height;
}

/** Marks that stand as close as digits do, from the left: a 1 is narrow, and leaves more room beside it. */
function groupsOf(marks: readonly PixelBox[], height: number): (readonly [from: number, to: number])[] {
	const groups: { from: number; to: number; last: number }[] = [];
	for (const [x0, x1] of piecesTogether(marks, height)) {
		const [group, middle] = [groups.at(-1), (x0 + x1) / 2];
		if (group && (x0 - group.to <= WIDE_GAP * height || middle - group.last <= CLOSE_STEP * height)) {
			group.to = Math.max(group.to, x1);
			group.last = middle;
		} else groups.push({ from: x0, to: x1, last: middle });
	}
	return groups.map(({ from, to }) => [from, to]);
}

/** Pieces of one digit stand so near one another, and are no wider together, in heights of the line. */
const [PIECE_GAP, WHOLE_WIDTH] = [0.1, 0.7];

/** From where to where digits go, from the left; the pieces of a broken one together. */
function piecesTogether(marks: readonly PixelBox[], height: number): (readonly [from: number, to: number])[] {
	const found: [number, number][] = [];
	for (const [x0, , x1] of [...marks].sort((a, b) => a[0] - b[0])) {
		const last = found.at(-1);
		const isPiece =
			last && x0 - last[1] <= Math.max(1, PIECE_GAP * height) && Math.max(last[1], x1) - last[0] <= WHOLE_WIDTH * height;
		if (isPiece) last[1] = Math.max(last[1], x1);
		else found.push([x0, x1]);
	}
	return found;
}

function isDash([x0, y0, x1, y1]: PixelBox, [, top, , bottom]: PixelBox): boolean {
	const [w, h, height] = [x1 - x0, y1 - y0, bottom - top];
	const middle = ((y0 + y1) / 2 - top) / height;
	return h <= 0.34 * height && w >= 1.2 * h && w >= 0.14 * height && middle > 0.25 && middle < 0.8;
}

function isPoint([x0, y0, x1, y1]: PixelBox, [, top, , bottom]: PixelBox): boolean {
	const [w, h, height] = [x1 - x0, y1 - y0, bottom - top];
	return h <= 0.36 * height && w <= 0.36 * height && (y1 - top) / height > 0.78;
}
