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
	const { width, height, data } = map;
	const seen = new Uint8Array(data.length);
	const shapes: Shape[] = [];
	for (let start = 0; start < data.length; start++) {
		if (data[start] !== 1 || seen[start] === 1) continue;
		let [x0, y0, x1, y1] = [width, height, 0, 0];
		const found = flood(map, seen, start);
		for (const at of found) {
			const [x, y] = [at % width, Math.floor(at / width)];
			x0 = Math.min(x0, x);
			x1 = Math.max(x1, x + 1);
			y0 = Math.min(y0, y);
			y1 = Math.max(y1, y + 1);
		}
		shapes.push({ box: [x0, y0, x1, y1], count: found.length });
	}
	return shapes.sort((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1]);
}

/** The places of all ink connected with one; they are marked as seen. */
function flood({ width, height, data }: InkMap, seen: Uint8Array, start: number): number[] {
	const found = [start];
	seen[start] = 1;
	for (let k = 0; k < found.length; k++) {
		const at = found[k] ?? 0;
		const [x, y] = [at % width, Math.floor(at / width)];
		for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
			for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
				const next = ny * width + nx;
				if (data[next] !== 1 || seen[next] === 1) continue;
				seen[next] = 1;
				found.push(next);
			}
		}
	}
	return found;
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
	for (let y = 0; y < height; y++) {
		const row = data.subarray(y * width, (y + 1) * width);
		if (!row.includes(1)) continue;
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
