import { midX, midY } from "../../model/geometry.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import type { ScannedPage } from "./preprocess-page.ts";

/** A cell between its four sides, in pixels of the upright page. */
export interface WholeCell {
	readonly box: PixelBox;
	/** Which sides are rulings: left, top, right, bottom. The others are where the layout put them. */
	readonly ruled: readonly [boolean, boolean, boolean, boolean];
	/** How far a ruled side is painted over into the cell, in pixels; 0 for others. */
	readonly painted: readonly [number, number, number, number];
	/** Whether a ruling runs through it, or what may be a stroke is taken for a side of it. */
	readonly isCrossed: boolean;
}

/** A side this near a ruling is that ruling, in characters. */
const NEAR_EM = 0.6;
/** A cell is not widened by more than this, in characters. */
const REACH_EM = 5;
/** Whatever runs through a cell ends no nearer to its sides. */
const INSIDE_EM = 0.35;

/** Rulings are painted over so much wider than they are. */
const PAINTED_PX = 1.6;

/** What keeps a cell from being widened: other figures' cells, and text that is none. */
export interface Surroundings {
	readonly cells: readonly PixelBox[];
	readonly labels: readonly PixelBox[];
	/** Captions, which no cell holds, and all other pieces of text. */
	readonly captions?: readonly PixelBox[];
	readonly pieces?: readonly PixelBox[];
}

/** The cell of the page that a box of the layout stands in: its sides are rulings where there are some, though the layout cut it. */
export function wholeCell(box: PixelBox, seen: Pick<ScannedPage, "image" | "rulings" | "emPx">, others: Surroundings): WholeCell {
	const [x, y] = [midX(box), midY(box)];
	const lines = {
		vertical: seen.rulings.filter((line) => line.axis === "vertical" && line.from <= y && line.to >= y),
		horizontal: seen.rulings.filter((line) => line.axis === "horizontal" && line.from <= x && line.to >= x),
	};
	let [whole, painted, isStroke]: [PixelBox, WholeCell["painted"], boolean] = [box, [0, 0, 0, 0], false];
	for (const side of [0, 2, 1, 3] as const) {
		const middle = side % 2 === 0 ? x : y;
		const beyondSide = ({ at }: PixelRuling) => (side < 2 ? -1 : 1) * (at - (box[side] ?? at));
		// What runs through the cell of the layout is no side of it: it crosses the cell.
		const sides = lines[side % 2 === 0 ? "vertical" : "horizontal"].filter((line) => beyondSide(line) >= -NEAR_EM * seen.emPx);
		const line = nearest(sides, middle, side < 2);
		if (line === undefined) continue;
		const { at } = line;
		const moved = withSide(whole, side, at);
		const beyond = beyondSide(line);
		if (beyond > NEAR_EM * seen.emPx && !isFree(moved, { box, others, reach: REACH_EM * seen.emPx, beyond })) continue;
		whole = moved;
		isStroke ||= isAlone(line, box[3] - box[1], seen.rulings) && !runsOn(line, seen.image);
		painted = painted.map((was, i) => (i === side ? line.thickness / 2 + PAINTED_PX : was)) as unknown as WholeCell["painted"];
	}
	const ruled = painted.map((reach) => reach > 0) as unknown as WholeCell["ruled"];
	whole = withoutCaptions(whole, ruled, others);
	const isCrossed = isStroke || seen.rulings.some((line) => crosses(line, whole, seen.emPx));
	return { box: whole, ruled, painted, isCrossed };
}

/** A caption stands beyond a cell's figure where no more than this share of their heights is in line with it. */
const IN_LINE_SHARE = 0.2;
/** Of a cell without a figure, captions in this share of its height at either end are beyond it. */
const END_SHARE = 0.45;

/**
 * A cell without rulings above or below, cut where a caption stands over or under its figure: a row that no table row follows is
 * laid out as far as the next line of text, which is then in it.
 */
function withoutCaptions(
	box: PixelBox,
	ruled: WholeCell["ruled"],
	{ labels, captions = [], pieces = [] }: Surroundings,
): PixelBox {
	if (ruled[1] && ruled[3]) return box;
	const over = captions.filter((caption) => isOver(box, caption));
	// A caption may have been cut: words in line with it are its own, and whatever else stands in the cell may be its figure.
	const isOfCaption = (piece: PixelBox) => labels.includes(piece) && over.some((caption) => isInLine(piece, caption));
	const own = pieces.filter((piece) => holds(box, piece) && !isOfCaption(piece));
	const [x0, , x1] = box;
	let [, top, , bottom] = box;
	for (const caption of over.filter((one) => !own.some((piece) => isInLine(piece, one)))) {
		const [above, below] = standing(caption, box, own);
		if (below && !ruled[3]) bottom = Math.min(bottom, caption[1] - 1);
		if (above && !ruled[1]) top = Math.max(top, caption[3] + 1);
	}
	return [x0, top, x1, bottom];
}

/** Whether two boxes lie over one another anywhere. */
function isOver(a: PixelBox, b: PixelBox): boolean {
	return Math.min(a[2], b[2]) > Math.max(a[0], b[0]) && Math.min(a[3], b[3]) > Math.max(a[1], b[1]);
}

function isInLine(a: PixelBox, b: PixelBox): boolean {
	return Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > IN_LINE_SHARE * Math.min(a[3] - a[1], b[3] - b[1]);
}

/** Whether a caption stands above the figure of a cell, or at its upper end, and whether below. */
function standing(
	[, top, , bottom]: PixelBox,
	[, y0, , y1]: PixelBox,
	own: readonly PixelBox[],
): readonly [above: boolean, below: boolean] {
	if (own.length > 0) return [own.every((piece) => piece[3] > bottom), own.every((piece) => piece[1] < top)];
	const end = END_SHARE * (y1 - y0);
	return [bottom < y0 + end, top > y1 - end];
}

/** Sides of cells run on in other rows, in so many pixels in line; where so many do, one of a row's height that does not may be a stroke. */
const [IN_LINE_PX, LONGER, LONGER_TIMES, ROW_TIMES] = [4, 4, 1.6, 1.4];

/** Whether an upright line stands in one row only, on a page of longer ones, and nothing in line with it: the stem of a 1 does. */
function isAlone({ axis, at, from, to }: PixelRuling, rowPx: number, all: readonly PixelRuling[]): boolean {
	if (axis !== "vertical" || to - from > ROW_TIMES * rowPx) return false;
	const others = all.filter((line) => line.axis === axis && (line.at !== at || line.from !== from));
	const longer = others.filter((line) => line.to - line.from >= LONGER_TIMES * (to - from));
	return longer.length >= LONGER && !others.some((line) => Math.abs(line.at - at) <= IN_LINE_PX);
}

/**
 * Beyond the end of a side, as far as it is long and so many pixels away from the lines across it, so many pixels from its middle are its
 * own and so many further out are the ground; it runs on where this share of the way is so many steps of 255 darker than both grounds.
 */
const [ACROSS_PX, OWN_PX, BESIDE_PX, RUNS_SHARE, DARKER] = [4, 1, 5, 0.9, 20];

/** Whether an upright line goes on above or below its row, though too pale to be found there: the stem of a 1 does not. */
function runsOn({ at, from, to }: PixelRuling, { width, height, data }: GrayImage): boolean {
	const [x, length] = [Math.round(at), Math.round(to - from) - 2 * ACROSS_PX];
	const shade = (column: number, y: number) => data[y * width + Math.min(width - 1, Math.max(0, column))] ?? 255;
	const isDark = (y: number) => {
		let own = 255;
		for (let column = x - OWN_PX; column <= x + OWN_PX; column++) own = Math.min(own, shade(column, y));
		return own + DARKER <= Math.min(shade(x - BESIDE_PX, y), shade(x + BESIDE_PX, y));
	};
	return [Math.round(from) - ACROSS_PX - length, Math.round(to) + ACROSS_PX].some((start) => {
		if (start < 0 || start + length > height || length <= 0) return false;
		let dark = 0;
		for (let y = start; y < start + length; y++) if (isDark(y)) dark++;
		return dark >= RUNS_SHARE * length;
	});
}

function nearest(lines: readonly PixelRuling[], from: number, isBefore: boolean): PixelRuling | undefined {
	let best: PixelRuling | undefined;
	for (const line of lines) {
		if (isBefore ? line.at >= from : line.at <= from) continue;
		if (best === undefined || Math.abs(line.at - from) < Math.abs(best.at - from)) best = line;
	}
	return best;
}

function withSide(box: PixelBox, side: 0 | 1 | 2 | 3, at: number): PixelBox {
	return box.map((value, i) => (i === side ? at : value)) as unknown as PixelBox;
}

/** Whether nothing but this cell's own ink can stand in what a cell is widened by. */
function isFree(
	moved: PixelBox,
	{
		box,
		others: { cells, labels },
		reach,
		beyond,
	}: { readonly box: PixelBox; readonly others: Surroundings; readonly reach: number; readonly beyond: number },
): boolean {
	if (beyond > reach) return false;
	const isIn = (other: PixelBox) => holds(moved, other) && !holds(box, other);
	return !cells.some((cell) => cell !== box && isIn(cell)) && !labels.some(isIn);
}

function holds([x0, y0, x1, y1]: PixelBox, other: PixelBox): boolean {
	const [x, y] = [midX(other), midY(other)];
	return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

function crosses({ axis, at, from, to }: PixelRuling, [x0, y0, x1, y1]: PixelBox, emPx: number): boolean {
	const [low, high, start, end] = axis === "vertical" ? [x0, x1, y0, y1] : [y0, y1, x0, x1];
	const inset = INSIDE_EM * emPx;
	return at > low + inset && at < high - inset && Math.min(to, end) - Math.max(from, start) > inset;
}
