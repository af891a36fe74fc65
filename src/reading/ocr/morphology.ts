import type { Bitmap } from "./binarize.ts";

/** The map with every point spread to the square around it, run by run. */
export function dilate({ width, height, data }: Bitmap, reach: number): Bitmap {
	const out = new Uint8Array(data.length);
	for (let start = data.indexOf(1); start >= 0; ) {
		const y = Math.floor(start / width);
		const next = data.indexOf(0, start);
		const end = next < 0 ? (y + 1) * width : Math.min(next, (y + 1) * width);
		const [left, right] = [Math.max(y * width, start - reach), Math.min((y + 1) * width, end + reach)];
		for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++)
			mark(out, left + (row - y) * width, right + (row - y) * width);
		start = data.indexOf(1, end);
	}
	return { width, height, data: out };
}

/** Runs that are longer are filled by the engine. */
const SHORT = 40;

function mark(out: Uint8Array, from: number, to: number): void {
	if (to - from > SHORT) out.fill(1, from, to);
	else for (let at = from; at < to; at++) out[at] = 1;
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
	const data = new Uint8Array(map.data.length);
	for (let i = 0; i < data.length; i++) data[i] = 1 - (map.data[i] ?? 0);
	return { ...map, data };
}
