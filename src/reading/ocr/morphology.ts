import type { Bitmap } from "./binarize.ts";

/** The map with every point spread to the square around it: forth and back along rows, then down and up. */
export function dilate({ width, height, data }: Bitmap, reach: number): Bitmap {
	const out = new Uint8Array(data.length);
	for (let y = 0; y < height; y++) spreadRow(data, out, { start: y * width, width, reach });
	const across = out.slice();
	const last = new Int32Array(width).fill(-1 - reach);
	for (let y = 0; y < height; y++) reachRow(across, out, { start: y * width, last, y, reach });
	last.fill(-1 - reach);
	for (let y = 0; y < height; y++) reachRow(across, out, { start: (height - 1 - y) * width, last, y, reach });
	return { width, height, data: out };
}

/** The map drawn back from every edge by `reach`; what lies outside the map is no edge. */
export function erode(map: Bitmap, reach: number): Bitmap {
	return inverted(dilate(inverted(map), reach));
}

/** The map with gaps up to twice as wide as `reach` closed: spread, then drawn back. */
export function close(map: Bitmap, reach: number): Bitmap {
	return erode(dilate(map, reach), reach);
}

/** The map without what is narrower than twice its `reach`: drawn back, then spread. */
export function open(map: Bitmap, reach: number): Bitmap {
	return dilate(erode(map, reach), reach);
}

function inverted(map: Bitmap): Bitmap {
	return { ...map, data: map.data.map((value) => 1 - value) };
}

function spreadRow(
	from: Uint8Array,
	to: Uint8Array,
	{ start, width, reach }: { readonly start: number; readonly width: number; readonly reach: number },
): void {
	let last = -1 - reach;
	for (let x = 0; x < width; x++) {
		if (from[start + x] === 1) last = x;
		if (x - last <= reach) to[start + x] = 1;
	}
	let next = width + reach;
	for (let x = width - 1; x >= 0; x--) {
		if (from[start + x] === 1) next = x;
		if (next - x <= reach) to[start + x] = 1;
	}
}

interface RowReach {
	readonly start: number;
	/** The step at which each column had a point last. */
	readonly last: Int32Array;
	readonly y: number;
	readonly reach: number;
}

function reachRow(from: Uint8Array, to: Uint8Array, { start, last, y, reach }: RowReach): void {
	for (let x = 0; x < last.length; x++) {
		if (from[start + x] === 1) last[x] = y;
		if (y - (last[x] ?? 0) <= reach) to[start + x] = 1;
	}
}
