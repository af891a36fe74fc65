import type { Box, Matrix } from "../model/geometry.ts";
import { applyTo, boxAround } from "../model/geometry.ts";
import type { Fill, Ruling } from "../model/page.ts";

/** A filled shape thinner than this is a rule, whatever the program that drew it meant. */
const THIN_PT = 2.6;
/** A line shorter than this rules nothing. */
const SHORT_PT = 3;
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

/** The upright lines among the edges of stroked subpaths; slanted ones rule no table. */
export function strokedRulings(subpaths: readonly (readonly Point[])[]): Ruling[] {
	const rulings: Ruling[] = [];
	for (const points of subpaths) {
		for (let i = 1; i < points.length; i++) {
			const [a, b] = [points[i - 1], points[i]];
			if (!a || !b) continue;
			const ruling = rulingOf(boxAround([a, b]), LEAN_PT);
			if (ruling) rulings.push(ruling);
		}
	}
	return rulings;
}

/** Thin filled shapes as rulings, the others as boxes to shade. */
export function filledShapes(subpaths: readonly (readonly Point[])[]): { rulings: Ruling[]; boxes: Box[] } {
	const rulings: Ruling[] = [];
	const boxes: Box[] = [];
	for (const points of subpaths) {
		if (points.length < 2) continue;
		const box = boxAround(points);
		const ruling = rulingOf(box, THIN_PT);
		if (ruling) rulings.push(ruling);
		else if (points.length >= 4 && points.length <= 6) boxes.push(box);
	}
	return { rulings, boxes };
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

function rulingOf(box: Box, thicknessPt: number): Ruling | undefined {
	const [width, height] = [box[2] - box[0], box[3] - box[1]];
	if (height <= thicknessPt && width >= SHORT_PT && width > height) {
		return { axis: "horizontal", at: (box[1] + box[3]) / 2, from: box[0], to: box[2] };
	}
	if (width <= thicknessPt && height >= SHORT_PT && height > width) {
		return { axis: "vertical", at: (box[0] + box[2]) / 2, from: box[1], to: box[3] };
	}
	return undefined;
}
