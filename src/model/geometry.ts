/**
 * A rectangle `[x0, y0, x1, y1]` in PDF points, origin at the top-left corner of the page as
 * displayed (after its rotation), y growing downwards; x0 ≤ x1 and y0 ≤ y1.
 */
export type Box = readonly [number, number, number, number];

/** An affine map `[a, b, c, d, e, f]` as in PDF 32000-1 §8.3.4: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The map that does nothing. */
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
	return [
		outer[0] * inner[0] + outer[2] * inner[1],
		outer[1] * inner[0] + outer[3] * inner[1],
		outer[0] * inner[2] + outer[2] * inner[3],
		outer[1] * inner[2] + outer[3] * inner[3],
		outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
		outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
	];
}

/** The image of a point. */
export function applyTo(matrix: Matrix, x: number, y: number): readonly [number, number] {
	return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
}

/** The smallest upright box around the image of the rectangle from (x0, y0) to (x1, y1). */
export function imageOfBox(matrix: Matrix, [x0, y0, x1, y1]: Box): Box {
	return boxAround([applyTo(matrix, x0, y0), applyTo(matrix, x1, y0), applyTo(matrix, x0, y1), applyTo(matrix, x1, y1)]);
}

/** The smallest box around points; they must not be empty. */
export function boxAround(points: readonly (readonly [number, number])[]): Box {
	let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of points) {
		x0 = Math.min(x0, x);
		y0 = Math.min(y0, y);
		x1 = Math.max(x1, x);
		y1 = Math.max(y1, y);
	}
	return [x0, y0, x1, y1];
}

/** The smallest box around boxes; they must not be empty. */
export function unionOf(boxes: readonly Box[]): Box {
	let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const box of boxes) {
		x0 = Math.min(x0, box[0]);
		y0 = Math.min(y0, box[1]);
		x1 = Math.max(x1, box[2]);
		y1 = Math.max(y1, box[3]);
	}
	return [x0, y0, x1, y1];
}

/** What two boxes share; its sides are crossed where they share nothing. */
export function overlap(one: Box, other: Box): Box {
	return [Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3])];
}

/** Whether the middle of a box lies in a region. */
export function holdsMiddle([x0, y0, x1, y1]: Box, box: Box): boolean {
	const [x, y] = [midX(box), midY(box)];
	return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** The middle of a box, horizontally. */
export function midX(box: Box): number {
	return (box[0] + box[2]) / 2;
}

/** The middle of a box, vertically. */
export function midY(box: Box): number {
	return (box[1] + box[3]) / 2;
}

/** The box with coordinates rounded to hundredths of a point, as published. */
export function rounded(box: Box): Box {
	const r = (v: number) => Math.round(v * 100) / 100;
	return [r(box[0]), r(box[1]), r(box[2]), r(box[3])];
}

/** An extent across a page. */
export interface Extent {
	readonly x0: number;
	readonly x1: number;
}

/** An extent down a page. */
export interface Height {
	readonly y0: number;
	readonly y1: number;
}

/** The middle of an extent across a page. */
export function midOf({ x0, x1 }: Extent): number {
	return (x0 + x1) / 2;
}

/** The middle of an extent down a page. */
export function centreOf({ y0, y1 }: Height): number {
	return (y0 + y1) / 2;
}

/** The value below which this share of the values lies; 0.5 gives the upper of two middle values. NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The median of numbers, always one of them: of an even count the upper one of the two in the middle; `fallback` for none. */
export function median(values: readonly number[], fallback = 0): number {
	if (values.length === 0) return fallback;
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? fallback;
}
