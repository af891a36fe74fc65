import type { GrayImage } from "../../../src/reading/ocr/gray.ts";

/** Directions round a spot of ink: right, down, left, up. */
const STEPS = [
	[1, 0],
	[0, 1],
	[-1, 0],
	[0, -1],
] as const;

/**
 * A page whose characters are outlines, as drawing programs and print shops make them: the edges of the ink as filled
 * paths, each loop its own, with corners rounded off by curves. In points from the bottom left.
 */
export function outlinesOf(image: GrayImage, dpi: number): string {
	const { width, height } = image;
	const isInk = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && (image.data[y * width + x] ?? 255) < 128;
	const seen = new Uint8Array(width * height);
	const paths: string[] = [];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if (seen[y * width + x] || !isInk(x, y) || isInk(x, y - 1)) continue;
			paths.push(
				pathOf(
					loopFrom([x, y], isInk, (at) => (seen[at[1] * width + at[0]] = 1)),
					height,
					dpi,
				),
			);
		}
	}
	return `0 g ${paths.join(" ")} f*`;
}

type Point = readonly [number, number];

/** The edge of a spot of ink from its upper side on, with the ink at the right hand. */
function loopFrom(start: Point, isInk: (x: number, y: number) => boolean, mark: (pixel: Point) => void): Point[] {
	let [x, y, heading] = [start[0], start[1], 0];
	const points: Point[] = [];
	do {
		if (heading === 0) mark([x, y]);
		points.push([x, y]);
		const [dx, dy] = STEPS[heading] ?? [1, 0];
		[x, y] = [x + dx, y + dy];
		heading = turned(heading, [x, y], isInk);
	} while (x !== start[0] || y !== start[1] || heading !== 0);
	return points;
}

function turned(heading: number, [x, y]: Point, isInk: (x: number, y: number) => boolean): number {
	// The two pixels ahead, to the left and to the right of the way.
	const ahead = [
		[x, y - 1, x, y],
		[x, y, x - 1, y],
		[x - 1, y, x - 1, y - 1],
		[x - 1, y - 1, x, y - 1],
	][heading] ?? [0, 0, 0, 0];
	const [lx = 0, ly = 0, rx = 0, ry = 0] = ahead;
	if (!isInk(rx, ry)) return (heading + 1) % 4;
	return isInk(lx, ly) ? (heading + 3) % 4 : heading;
}

function pathOf(points: readonly Point[], height: number, dpi: number): string {
	const place = ([x, y]: Point) => `${((x * 72) / dpi).toFixed(2)} ${(((height - y) * 72) / dpi).toFixed(2)}`;
	const corners = points.filter((point, i) => {
		const [before, after] = [points[i - 1] ?? points.at(-1) ?? point, points[i + 1] ?? points[0] ?? point];
		return (after[0] - point[0]) * (point[1] - before[1]) !== (after[1] - point[1]) * (point[0] - before[0]);
	});
	const [first, ...others] = corners;
	if (!first) return "";
	const drawn = others.map((to, i) => (i % 3 === 2 ? `${place(to)} ${place(to)} ${place(to)} c` : `${place(to)} l`));
	return `${place(first)} m ${drawn.join(" ")} h`;
}
