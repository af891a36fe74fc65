import type { Box } from "./geometry.ts";
import { largest, smallest } from "./many.ts";

/** Where points of a straightened page lie on the page as it was: told at the corners of a grid, between them linearly. */
export interface Warp {
	readonly columns: number;
	readonly rows: number;
	/** Distance between corners, in the unit of the points. */
	readonly step: number;
	/** Row by row, in the same unit. */
	readonly xs: Float32Array;
	readonly ys: Float32Array;
}

/** Where a point lies. */
export function warpPoint({ columns, rows, step, xs, ys }: Warp, x: number, y: number): readonly [number, number] {
	// Beyond the grid the outer cells go on.
	const i = Math.min(columns - 2, Math.max(0, Math.floor(x / step)));
	const j = Math.min(rows - 2, Math.max(0, Math.floor(y / step)));
	const [fx, fy] = [x / step - i, y / step - j];
	const at = j * columns + i;
	const mix = (values: Float32Array) => {
		const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
		const lower = (values[at + columns] ?? 0) * (1 - fx) + (values[at + columns + 1] ?? 0) * fx;
		return upper * (1 - fy) + lower * fy;
	};
	return [mix(xs), mix(ys)];
}

/** The box around where a box lies. */
export function warpBox(warp: Warp, [x0, y0, x1, y1]: Box): Box {
	const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
	const points = [
		[x0, y0],
		[mx, y0],
		[x1, y0],
		[x0, my],
		[x1, my],
		[x0, y1],
		[mx, y1],
		[x1, y1],
	].map(([x = 0, y = 0]) => warpPoint(warp, x, y));
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	return [smallest(xs), smallest(ys), largest(xs), largest(ys)];
}

const ROUNDS = 12;

/**
 * The box that `warpBox` made a given one of: its middle by Newton's method, its sides by undoing what turning adds to the box
 * around a box (exact where the page leans by less than 45 degrees from its sides).
 */
export function unwarpBox(warp: Warp, [x0, y0, x1, y1]: Box): Box {
	const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
	let [x, y] = [(warp.columns * warp.step) / 2, (warp.rows * warp.step) / 2];
	let local = slopesAt(warp, x, y);
	for (let round = 0; round < ROUNDS; round++) {
		local = slopesAt(warp, x, y);
		const [px, py] = warpPoint(warp, x, y);
		const [ex, ey] = [mx - px, my - py];
		const det = local.xx * local.yy - local.xy * local.yx || 1e-9;
		x += (local.yy * ex - local.xy * ey) / det;
		y += (local.xx * ey - local.yx * ex) / det;
	}
	const [a, b, c, d] = [local.xx, local.xy, local.yx, local.yy].map(Math.abs) as [number, number, number, number];
	const det = a * d - b * c;
	const [width, height] = [x1 - x0, y1 - y0];
	const isClear = Math.abs(det) > 1e-6;
	const w = isClear ? (d * width - b * height) / det : width;
	const h = isClear ? (a * height - c * width) / det : height;
	return [x - Math.max(0, w) / 2, y - Math.max(0, h) / 2, x + Math.max(0, w) / 2, y + Math.max(0, h) / 2];
}

function slopesAt(warp: Warp, x: number, y: number) {
	const reach = warp.step / 2;
	const [east, west] = [warpPoint(warp, x + reach, y), warpPoint(warp, x - reach, y)];
	const [south, north] = [warpPoint(warp, x, y + reach), warpPoint(warp, x, y - reach)];
	return {
		xx: (east[0] - west[0]) / warp.step,
		yx: (east[1] - west[1]) / warp.step,
		xy: (south[0] - north[0]) / warp.step,
		yy: (south[1] - north[1]) / warp.step,
	};
}
