import type { Box, Matrix } from "../../model/geometry.ts";
import { applyTo, boxAround } from "../../model/geometry.ts";
import { append } from "../../model/many.ts";
import type { Fill, Ruling } from "../../model/page.ts";

/** A filled shape thinner than this is a rule, whatever the program that drew it meant. */
const THIN_PT = 2.6;
/** A line shorter than this rules nothing by itself: it may be a dash of one. */
const SHORT_PT = 3;
/** What is smaller than this in both directions is no dash. */
const SPECK_PT = 0.4;
/** A line of dashes has so many, and is so long. */
const DASHED = { pieces: 5, lengthPt: 9, gapPt: 4 } as const;
/** By how much dashes of one line may differ in place and in length. */
const REGULAR_PT = 0.5;
/** A shape that fills this share of its box is taken for a rectangle: its corners may be round. */
const WHOLE_SHARE = 0.9;
/** What a matrix may turn and still count as square. */
const SQUARE_SHARE = 0.01;
/** A path of more shapes is a drawing. */
const MAX_SHAPES = 60;
/** How far a line may lean and still count as straight across or up. */
const LEAN_PT = 1;

type Point = readonly [number, number];

/**
 * The straight subpaths of one pdf.js path. Its data is `[code, coordinates…]` with the codes
 * 0 move, 1 line, 2 cubic curve, 3 quadratic curve, 4 close (pdf.js keeps them internal).
 * Subpaths with curves keep their corner points only.
 */
export function subpathsOf(data: ArrayLike<number>, matrix: Matrix): Point[][] {
	const subpaths: Point[][] = [];
	let current: Point[] = [];
	const at = (i: number): Point => applyTo(matrix, data[i] ?? 0, data[i + 1] ?? 0);
	for (let i = 0; i < data.length; ) {
		const code = data[i];
		if (code === 0) {
			current = [at(i + 1)];
			subpaths.push(current);
			i += 3;
		} else if (code === 1) {
			current.push(at(i + 1));
			i += 3;
		} else if (code === 2) {
			current.push(at(i + 5));
			i += 7;
		} else if (code === 3) {
			current.push(at(i + 3));
			i += 5;
		} else {
			if (current[0]) current.push(current[0]);
			i += 1;
		}
	}
	return subpaths;
}

/** The upright lines and dashes among the edges of stroked subpaths; slanted ones rule no table. */
export function strokedRulings(subpaths: readonly (readonly Point[])[]): Ruling[] {
	const rulings: Ruling[] = [];
	for (const points of subpaths) {
		for (let i = 1; i < points.length; i++) {
			const [a, b] = [points[i - 1], points[i]];
			if (!a || !b) continue;
			append(rulings, rulingsOf(boxAround([a, b]), LEAN_PT));
		}
	}
	return rulings;
}

/** Thin filled shapes as rulings and dashes, the others as boxes to shade. */
export function filledShapes(subpaths: readonly (readonly Point[])[]): { rulings: Ruling[]; boxes: Box[] } {
	const rulings: Ruling[] = [];
	const boxes: Box[] = [];
	for (const points of subpaths) {
		if (points.length < 2) continue;
		const box = boxAround(points);
		const thin = rulingsOf(box, THIN_PT);
		if (thin.length > 0) append(rulings, thin);
		else if (points.length >= 4 && points.length <= 6) boxes.push(box);
	}
	return { rulings, boxes };
}

/** A shape that is painted, and whether it fills its box. */
export interface PaintedShape {
	readonly box: Box;
	readonly isWhole: boolean;
}

/** The places that filled subpaths paint: whole where they are rectangles, none inside another that may be cut out of it. */
export function paintedShapes(subpaths: readonly (readonly Point[])[]): PaintedShape[] {
	const shapes = subpaths.flatMap((points): PaintedShape[] => {
		if (points.length < 3) return [];
		const box = boxAround(points);
		const size = (box[2] - box[0]) * (box[3] - box[1]);
		if (box[2] - box[0] <= THIN_PT || box[3] - box[1] <= THIN_PT) return [];
		return [{ box, isWhole: points.length >= 4 && Math.abs(areaOf(points)) > WHOLE_SHARE * size }];
	});
	if (shapes.length < 2) return shapes;
	if (shapes.length > MAX_SHAPES) return shapes.map(({ box }) => ({ box, isWhole: false }));
	const touches = (one: Box, other: Box) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
	return shapes.map(({ box, isWhole }) => ({
		box,
		isWhole: isWhole && !shapes.some((other) => other.box !== box && touches(other.box, box)),
	}));
}

/** The places that thick straight strokes paint: a word processor may shade so, or white something out. */
export function strokedShapes(subpaths: readonly (readonly Point[])[], widthPt: number): PaintedShape[] {
	if (widthPt <= THIN_PT) return [];
	return subpaths.flatMap((points) =>
		points.slice(1).flatMap((end, i): PaintedShape[] => {
			const start = points[i];
			if (!start) return [];
			const [x0, y0, x1, y1] = boxAround([start, end]);
			const isUpright = x1 - x0 <= LEAN_PT || y1 - y0 <= LEAN_PT;
			const half = widthPt / 2;
			const [dx, dy] = x1 - x0 > y1 - y0 ? [0, half] : [half, 0];
			return [{ box: [x0 - dx, y0 - dy, x1 + dx, y1 + dy], isWhole: isUpright }];
		}),
	);
}

/** Whether a matrix keeps level what is level, or turns it by a quarter: a picture then fills its box. */
export function isSquare([a, b, c, d]: Matrix): boolean {
	const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
	const isSmall = (...values: readonly number[]) => values.every((value) => Math.abs(value) < SQUARE_SHARE * size);
	return isSmall(b, c) || isSmall(a, d);
}

/** Whether a matrix turns what it places by a quarter. */
export function isSideways([a, b]: Matrix): boolean {
	return Math.abs(b) > Math.abs(a);
}

/** The area inside a polygon, by its corners. */
function areaOf(points: readonly Point[]): number {
	let sum = 0;
	for (let i = 0; i < points.length; i++) {
		const [a, b] = [points[i], points[(i + 1) % points.length]];
		if (a && b) sum += a[0] * b[1] - b[0] * a[1];
	}
	return sum / 2;
}

/**
 * The rulings of a page, with lines of dashes or dots in one piece each. Short pieces that stand in no
 * regular line are dropped: they rule nothing.
 */
export function withDashesJoined(pieces: readonly Ruling[]): Ruling[] {
	const short = pieces.filter(isShort);
	return [...pieces.filter((piece) => !isShort(piece)), ...dashedLines(short)].sort((a, b) => a.at - b.at || a.from - b.from);
}

const isShort = ({ from, to }: Ruling): boolean => to - from < SHORT_PT;

function dashedLines(dashes: readonly Ruling[]): Ruling[] {
	const rows: Ruling[][] = [];
	for (const dash of [...dashes].sort((a, b) => a.axis.localeCompare(b.axis) || a.at - b.at)) {
		const first = rows.at(-1)?.[0];
		if (first?.axis === dash.axis && dash.at - first.at <= REGULAR_PT) rows.at(-1)?.push(dash);
		else rows.push([dash]);
	}
	return rows.filter((row) => row.length >= DASHED.pieces).flatMap(linesOfRow);
}

function linesOfRow(row: readonly Ruling[]): Ruling[] {
	const lines: Ruling[][] = [];
	for (const dash of [...row].sort((a, b) => a.from - b.from)) {
		const line = lines.at(-1);
		const last = line?.at(-1);
		// Borders of neighbours are drawn twice.
		if (last && dash.from - last.from <= REGULAR_PT && dash.to - last.to <= REGULAR_PT) continue;
		if (line && continues(line, dash)) line.push(dash);
		else lines.push([dash]);
	}
	return lines.flatMap((line) => {
		const [first, last] = [line[0], line.at(-1)];
		const isLine = first && last && line.length >= DASHED.pieces && last.to - first.from >= DASHED.lengthPt;
		return isLine ? [{ ...first, to: last.to }] : [];
	});
}

/** Dashes are as long as one another; borders of neighbouring cells may meet, so that gaps differ. */
function continues(line: readonly Ruling[], { from, to }: Ruling): boolean {
	const [first, last] = [line[0], line.at(-1)];
	if (!first || !last) return true;
	const [gap, length] = [from - last.to, first.to - first.from];
	return Math.abs(to - from - length) <= REGULAR_PT && gap >= -length && gap <= Math.min(DASHED.gapPt, 2 * length + REGULAR_PT);
}

/** The part of a shape that its clip lets through; undefined when nothing is left. */
export function clipFill(box: Box, color: string, clip: Box): Fill | undefined {
	const shown: Box = [Math.max(box[0], clip[0]), Math.max(box[1], clip[1]), Math.min(box[2], clip[2]), Math.min(box[3], clip[3])];
	return shown[2] - shown[0] > THIN_PT && shown[3] - shown[1] > THIN_PT ? { box: shown, color } : undefined;
}

/** Whether the clip lets a ruling show; a hair of tolerance, since cells are clipped on their borders. */
export function isWithin(clip: Box): (ruling: Ruling) => boolean {
	const slack = 2;
	return ({ axis, at, from, to }) =>
		axis === "horizontal"
			? at >= clip[1] - slack && at <= clip[3] + slack && to >= clip[0] && from <= clip[2]
			: at >= clip[0] - slack && at <= clip[2] + slack && to >= clip[1] && from <= clip[3];
}

/** The lines that a thin box can be: a speck as wide as high may be a dot of either kind of line. */
function rulingsOf(box: Box, thicknessPt: number): Ruling[] {
	const [width, height] = [box[2] - box[0], box[3] - box[1]];
	const isDot = Math.max(width, height) < SHORT_PT && Math.abs(width - height) < REGULAR_PT;
	const rulings: Ruling[] = [];
	if (height <= thicknessPt && width >= SPECK_PT && (width > height || isDot))
		rulings.push({ axis: "horizontal", at: (box[1] + box[3]) / 2, from: box[0], to: box[2] });
	if (width <= thicknessPt && height >= SPECK_PT && (height > width || isDot))
		rulings.push({ axis: "vertical", at: (box[0] + box[2]) / 2, from: box[1], to: box[3] });
	return rulings;
}
