import type { PixelBox } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** The box around a piece of ink, and how many pixels it has. */
interface Piece {
	readonly box: PixelBox;
	readonly ink: number;
}

/** Pieces of one line stand this close, in their own heights. */
const JOIN_EM = 0.8;
/** Small marks, such as the full-width enumeration comma, leave more room around them. */
const MARK_EM = 1.35;
/** Characters count as no larger than so many times the smaller one, or the usual one. */
const [LARGER, LARGEST] = [1.6, 1.3];
/** A wall stands between pieces where it is this close to the gap between them, in pixels. */
const WALL_SLACK = 2;
/** Lines are joined in few passes: more are specks that grow together. */
const MAX_PASSES = 24;

/**
 * Joins pieces that follow one another on a line, never across vertical rulings, until none do; of several that a piece may follow,
 * the one that began last. Looks only at pieces near one another, so that a page full of specks costs no more than its ink.
 */
export function joinPieces(pieces: readonly Piece[], rulings: readonly PixelRuling[], emPx: number): Piece[] {
	const walls = rulings.filter(({ axis }) => axis === "vertical").sort((a, b) => a.at - b.at);
	let open = [...pieces].sort((a, b) => a.box[0] - b.box[0]);
	for (let pass = 0, before = -1; before !== open.length && pass < MAX_PASSES; pass++) {
		before = open.length;
		open = joinOnce(open, walls, emPx);
	}
	return open;
}

function joinOnce(open: readonly Piece[], walls: readonly PixelRuling[], emPx: number): Piece[] {
	const joined: Piece[] = [];
	const places = new Places(emPx);
	for (const piece of open) {
		const reach = MARK_EM * LARGEST * Math.max(emPx, LARGER * (piece.box[3] - piece.box[1]));
		const [x0, y0, x1, y1] = piece.box;
		let last = -1;
		places.each([x0 - reach, y0, x1 + reach, y1], (i) => {
			const other = i > last ? joined[i] : undefined;
			if (other && followsOn(other.box, piece.box, emPx) && !isParted(walls, other.box, piece.box)) last = i;
		});
		const other = joined[last];
		const box = other ? around(other.box, piece.box) : piece.box;
		places.add(other ? last : joined.length, box, other?.box);
		if (other) joined[last] = { box, ink: other.ink + piece.ink };
		else joined.push(piece);
	}
	return joined;
}

/** Numbers of boxes, by the squares of the page that they lie on. */
class Places {
	readonly #side: number;
	readonly #squares = new Map<number, number[]>();

	constructor(side: number) {
		this.#side = Math.max(4, side);
	}

	/** Puts a box down, where it grew from another only on the squares that are new. */
	add(number: number, box: PixelBox, before: PixelBox | undefined): void {
		const known = before && this.#range(before);
		const [x0, y0, x1, y1] = this.#range(box);
		for (let y = y0; y <= y1; y++) {
			for (let x = x0; x <= x1; x++) {
				if (known && x >= known[0] && x <= known[2] && y >= known[1] && y <= known[3]) continue;
				const square = this.#squares.get(keyOf(x, y));
				if (square) square.push(number);
				else this.#squares.set(keyOf(x, y), [number]);
			}
		}
	}

	/** Calls with the number of every box on the squares of a place, with some more than once. */
	each(box: PixelBox, call: (number: number) => void): void {
		const [x0, y0, x1, y1] = this.#range(box);
		for (let y = y0; y <= y1; y++) {
			for (let x = x0; x <= x1; x++) for (const number of this.#squares.get(keyOf(x, y)) ?? []) call(number);
		}
	}

	#range([x0, y0, x1, y1]: PixelBox): PixelBox {
		const at = (v: number) => Math.floor(v / this.#side);
		return [Math.max(0, at(x0)), Math.max(0, at(y0)), Math.max(0, at(x1)), Math.max(0, at(y1))];
	}
}

function keyOf(x: number, y: number): number {
	return y * 65_536 + x;
}

function followsOn(a: PixelBox, b: PixelBox, emPx: number): boolean {
	const [ha, hb] = [a[3] - a[1], b[3] - b[1]];
	const [tall, short] = [Math.max(ha, hb), Math.min(ha, hb)];
	const overlap = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
	const gap = Math.max(a[0], b[0]) - Math.min(a[2], b[2]);
	const size = Math.min(Math.max(tall, 0.5 * emPx), LARGEST * Math.max(emPx, short * LARGER));
	const isMark = short < 0.5 * tall || short < 0.4 * emPx;
	// Part of a large character that stands inside the others' row.
	if (overlap >= 0.7 * short && -gap >= 0.6 * Math.min(a[2] - a[0], b[2] - b[0])) return true;
	return overlap >= 0.5 * short && gap <= (isMark ? MARK_EM : JOIN_EM) * size && (isMark || short > 0.55 * tall);
}

/** Whether one of the walls, in their order from the left, stands between two pieces. */
function isParted(walls: readonly PixelRuling[], a: PixelBox, b: PixelBox): boolean {
	const [left, right] = [Math.min(a[2], b[2]) - WALL_SLACK, Math.max(a[0], b[0]) + WALL_SLACK];
	const middle = (Math.max(a[1], b[1]) + Math.min(a[3], b[3])) / 2;
	for (let i = firstFrom(walls, left); i < walls.length; i++) {
		const wall = walls[i];
		if (!wall || wall.at > right) return false;
		if (wall.from <= middle && wall.to >= middle) return true;
	}
	return false;
}

function firstFrom(walls: readonly PixelRuling[], x: number): number {
	let [low, high] = [0, walls.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((walls[middle]?.at ?? 0) < x) low = middle + 1;
		else high = middle;
	}
	return low;
}

function around(a: PixelBox, b: PixelBox): PixelBox {
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
