import type { PixelBox } from "../ocr/gray.ts";

/** Connected ink. */
export interface Shape {
	readonly box: PixelBox;
	/** Pixels of ink. */
	readonly count: number;
}

/** A map of ink: 1 where there is some. */
export interface InkMap {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** Every piece of connected ink (by sides and corners), from the left. */
export function shapesOf(map: InkMap): Shape[] {
	const rest = map.data.slice();
	const places = new Int32Array(rest.length);
	const shapes: Shape[] = [];
	for (let start = rest.indexOf(1); start >= 0; start = rest.indexOf(1, start + 1))
		shapes.push(taken({ ...map, data: rest }, start, places));
	return shapes.sort((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1]);
}

/** All ink connected with one, which is taken out of the map; the list of places is memory to work in. */
function taken(map: InkMap, start: number, places: Int32Array): Shape {
	let count = 1;
	places[0] = start;
	map.data[start] = 0;
	for (let k = 0; k < count; k++) count = withNeighbours(map, places, [places[k] ?? 0, count]);
	return { box: boxOf(places.subarray(0, count), map.width), count };
}

/** Adds the ink beside a place to the list, and says how long it is then. */
function withNeighbours({ width, data }: InkMap, places: Int32Array, [at, from]: readonly [at: number, count: number]): number {
	const x = at % width;
	const [left, right] = [x > 0 ? 1 : 0, x < width - 1 ? 1 : 0];
	let count = from;
	for (let row = Math.max(at - width, x); row <= at + width && row < data.length; row += width)
		for (let next = row - left; next <= row + right; next++) {
			if (data[next] !== 1) continue;
			data[next] = 0;
			places[count++] = next;
		}
	return count;
}

function boxOf(places: Int32Array, width: number): PixelBox {
	let [x0, y0, x1, y1] = [width, Number.POSITIVE_INFINITY, 0, 0];
	for (const at of places) {
		const x = at % width;
		const y = (at - x) / width;
		x0 = Math.min(x0, x);
		x1 = Math.max(x1, x + 1);
		y0 = Math.min(y0, y);
		y1 = Math.max(y1, y + 1);
	}
	return [x0, y0, x1, y1];
}

/** Pieces that stand above each other, as the parts of a character with hairlines do, taken together. */
export function columnsOf(shapes: readonly Shape[]): Shape[] {
	const columns: Shape[] = [];
	for (const shape of shapes) {
		const last = columns.at(-1);
		const shared = last ? Math.min(last.box[2], shape.box[2]) - Math.max(last.box[0], shape.box[0]) : 0;
		if (last && shared > 0.34 * Math.min(last.box[2] - last.box[0], shape.box[2] - shape.box[0])) {
			const [a, b] = [last.box, shape.box];
			const box: PixelBox = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
			columns[columns.length - 1] = { box, count: last.count + shape.count };
		} else columns.push(shape);
	}
	return columns;
}

/** Rows of text: ink parted by empty rows, from the top; what is low beside its neighbour belongs to it. */
export function linesOf({ width, height, data }: InkMap, least: number): (readonly [top: number, bottom: number])[] {
	const lines: [number, number][] = [];
	for (let at = data.indexOf(1); at >= 0; ) {
		const y = Math.floor(at / width);
		at = data.indexOf(1, (y + 1) * width);
		const last = lines.at(-1);
		if (last && y - last[1] < 2) last[1] = y + 1;
		else lines.push([y, y + 1]);
	}
	const high = lines.filter(([top, bottom]) => bottom - top >= least);
	if (high.length < 2) return lines.length === 0 ? [] : [[lines[0]?.[0] ?? 0, lines.at(-1)?.[1] ?? height]];
	const isHigh = (line: readonly [number, number]) => high.some(([top]) => top === line[0]);
	return lines.flatMap((line, i) => {
		if (!isHigh(line)) return [];
		const top = lines[i - 1] && !isHigh(lines[i - 1] ?? line) && i === 1 ? (lines[0]?.[0] ?? line[0]) : line[0];
		return [[top, line[1]] as const];
	});
}
