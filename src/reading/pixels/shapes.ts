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
export function shapesOf({ width, height, data }: InkMap): Shape[] {
	const seen = new Uint8Array(data.length);
	const shapes: Shape[] = [];
	const stack: number[] = [];
	for (let start = 0; start < data.length; start++) {
		if (data[start] !== 1 || seen[start] === 1) continue;
		let [x0, y0, x1, y1, count] = [width, height, 0, 0, 0];
		stack.push(start);
		seen[start] = 1;
		for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
			const [x, y] = [at % width, Math.floor(at / width)];
			x0 = Math.min(x0, x);
			x1 = Math.max(x1, x + 1);
			y0 = Math.min(y0, y);
			y1 = Math.max(y1, y + 1);
			count++;
			for (const next of neighbours(x, y, { width, height })) {
				if (data[next] !== 1 || seen[next] === 1) continue;
				seen[next] = 1;
				stack.push(next);
			}
		}
		shapes.push({ box: [x0, y0, x1, y1], count });
	}
	return shapes.sort((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1]);
}

function neighbours(x: number, y: number, { width, height }: Omit<InkMap, "data">): number[] {
	const found: number[] = [];
	for (let dy = -1; dy <= 1; dy++)
		for (let dx = -1; dx <= 1; dx++)
			if (x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height) found.push((y + dy) * width + x + dx);
	return found;
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
