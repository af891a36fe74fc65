import type { Bitmap } from "./binarize.ts";
import type { PixelBox } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** A piece of a printed line: characters that stand close together. */
export interface TextRegion {
	/** Around the ink. */
	readonly box: PixelBox;
	/** Pixels of ink. */
	readonly ink: number;
}

/** Ink parts of one character stand this close together. */
const SMEAR_EM = { across: 0.22, down: 0.16 } as const;
/** Pieces of one line stand this close, in their own heights. */
const JOIN_EM = 0.8;
/** Small marks, such as the full-width enumeration comma, leave more room around them. */
const MARK_EM = 1.35;

/**
 * Finds the pieces of text on a page: ink smeared over small gaps (run-length smoothing, Wong, Casey
 * and Wahl 1982), then chained along the line, never across rulings. `emPx` is the usual height of
 * a character.
 */
export function findTextRegions(ink: Bitmap, rulings: readonly PixelRuling[], emPx: number): TextRegion[] {
	const text = withoutRulings(ink, rulings);
	const barrier = barriers(ink, rulings);
	const across = runLengthSmooth(text, barrier, Math.round(SMEAR_EM.across * emPx), "across");
	const smeared = runLengthSmooth(across, barrier, Math.max(1, Math.round(SMEAR_EM.down * emPx)), "down");
	const speck = Math.max(3, 0.006 * emPx * emPx);
	const pieces = connectedComponents(smeared, text).filter(
		({ box, ink: count }) => count >= speck && box[3] - box[1] < 12 * emPx,
	);
	return chain(pieces, rulings, emPx).filter(({ box }) => box[3] - box[1] >= 0.3 * emPx || box[2] - box[0] >= 0.22 * emPx);
}

/** Joins pieces that follow one another on a line, until none do. */
function chain(pieces: readonly TextRegion[], rulings: readonly PixelRuling[], emPx: number): TextRegion[] {
	const walls = rulings.filter((ruling) => ruling.axis === "vertical");
	let open = [...pieces].sort((a, b) => a.box[0] - b.box[0]);
	for (let before = -1; before !== open.length; ) {
		before = open.length;
		const joined: TextRegion[] = [];
		for (const piece of open) {
			const i = joined.findLastIndex(
				(other) => followsOn(other.box, piece.box, emPx) && !walls.some((wall) => parts(wall, other.box, piece.box)),
			);
			const other = joined[i];
			if (other) joined[i] = { box: around(other.box, piece.box), ink: other.ink + piece.ink };
			else joined.push(piece);
		}
		open = joined;
	}
	return open;
}

function followsOn(a: PixelBox, b: PixelBox, emPx: number): boolean {
	const [ha, hb] = [a[3] - a[1], b[3] - b[1]];
	const [tall, short] = [Math.max(ha, hb), Math.min(ha, hb)];
	const overlap = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
	const gap = Math.max(a[0], b[0]) - Math.min(a[2], b[2]);
	const size = Math.min(Math.max(tall, 0.5 * emPx), 1.3 * Math.max(emPx, short * 1.6));
	const isMark = short < 0.5 * tall || short < 0.4 * emPx;
	// Part of a large character that stands inside the others' row.
	if (overlap >= 0.7 * short && -gap >= 0.6 * Math.min(a[2] - a[0], b[2] - b[0])) return true;
	return overlap >= 0.5 * short && gap <= (isMark ? MARK_EM : JOIN_EM) * size && (isMark || short > 0.55 * tall);
}

function parts(wall: PixelRuling, a: PixelBox, b: PixelBox): boolean {
	const [left, right] = [Math.min(a[2], b[2]), Math.max(a[0], b[0])];
	const middle = (Math.max(a[1], b[1]) + Math.min(a[3], b[3])) / 2;
	return wall.at >= left - 2 && wall.at <= right + 2 && wall.from <= middle && wall.to >= middle;
}

function around(a: PixelBox, b: PixelBox): PixelBox {
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The usual height of a character: the height of most large-enough spots of ink. */
export function characterHeight(ink: Bitmap, rulings: readonly PixelRuling[], dpi: number): number {
	const text = withoutRulings(ink, rulings);
	const [low, high] = [dpi / 20, dpi / 2.4];
	const heights = connectedComponents(text, text)
		.map(({ box }) => Math.max(box[3] - box[1], (box[2] - box[0]) * 0.9))
		.filter((height) => height >= low && height <= high)
		.sort((a, b) => a - b);
	return heights[Math.floor(heights.length * 0.7)] ?? dpi / 6;
}

/** The ink that is no ruling. */
export function withoutRulings(ink: Bitmap, rulings: readonly PixelRuling[]): Bitmap {
	const data = ink.data.slice();
	paint({ ...ink, data }, rulings, 0, 1.2);
	return { ...ink, data };
}

function barriers(ink: Bitmap, rulings: readonly PixelRuling[]): Bitmap {
	const map = { width: ink.width, height: ink.height, data: new Uint8Array(ink.data.length) };
	paint(map, rulings, 1, 0);
	return map;
}

function paint(
	map: { width: number; height: number; data: Uint8Array },
	rulings: readonly PixelRuling[],
	value: 0 | 1,
	extra: number,
): void {
	for (const { axis, at, from, to, thickness } of rulings) {
		const reach = thickness / 2 + extra;
		const [low, high] = [Math.floor(at - reach), Math.ceil(at + reach)];
		for (let across = Math.max(0, low); across <= high; across++) {
			for (let along = Math.max(0, Math.floor(from)); along < to; along++) {
				const [x, y] = axis === "horizontal" ? [along, across] : [across, along];
				if (x < map.width && y < map.height) map.data[y * map.width + x] = value;
			}
		}
	}
}

/** Fills gaps of up to `reach` pixels between ink along one direction, but not over a barrier. */
function runLengthSmooth(ink: Bitmap, barrier: Bitmap, reach: number, direction: "across" | "down"): Bitmap {
	const { width, height } = ink;
	const data = ink.data.slice();
	const [outer, inner, outerStep, innerStep] = direction === "across" ? [height, width, width, 1] : [width, height, 1, width];
	for (let o = 0; o < outer; o++) {
		let last = -1;
		for (let i = 0; i < inner; i++) {
			const at = o * outerStep + i * innerStep;
			if (barrier.data[at] === 1) last = -1;
			else if (ink.data[at] === 1) {
				if (last >= 0 && i - last - 1 <= reach) for (let k = last + 1; k < i; k++) data[o * outerStep + k * innerStep] = 1;
				last = i;
			}
		}
	}
	return { width, height, data };
}

/** Connected areas of a map with the box and the amount of the ink in each. */
export function connectedComponents(map: Bitmap, ink: Bitmap): TextRegion[] {
	const { width, height, data } = map;
	const label = new Int32Array(width * height);
	const found: { x0: number; y0: number; x1: number; y1: number; count: number }[] = [];
	const stack: number[] = [];
	for (let start = 0; start < data.length; start++) {
		if (data[start] !== 1 || label[start] !== 0) continue;
		const area = { x0: width, y0: height, x1: 0, y1: 0, count: 0 };
		found.push(area);
		label[start] = found.length;
		stack.push(start);
		for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
			const [x, y] = [at % width, (at / width) | 0];
			if (ink.data[at] === 1) {
				area.count++;
				if (x < area.x0) area.x0 = x;
				if (x >= area.x1) area.x1 = x + 1;
				if (y < area.y0) area.y0 = y;
				if (y >= area.y1) area.y1 = y + 1;
			}
			for (let dy = -1; dy <= 1; dy++) {
				for (let dx = -1; dx <= 1; dx++) {
					const [nx, ny] = [x + dx, y + dy];
					if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
					const next = ny * width + nx;
					if (data[next] === 1 && label[next] === 0) {
						label[next] = found.length;
						stack.push(next);
					}
				}
			}
		}
	}
	return found.filter(({ count }) => count > 0).map(({ x0, y0, x1, y1, count }) => ({ box: [x0, y0, x1, y1], ink: count }));
}
