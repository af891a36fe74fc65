import { midX, midY } from "../../model/geometry.ts";
import { append, largest, smallest } from "../../model/many.ts";
import type { PixelBox } from "./gray.ts";
import type { StripShape } from "./strip-ink.ts";
import type { WholeCell } from "./whole-cells.ts";

/** The look at a cell's grey that must find nothing where a cell is blank; published as a witness. */
export const GREY_LOOK = "grey";

/** One line of print in a cell. */
export interface CellLine {
	/** Around its ink, in pixels of the upright page. */
	readonly box: PixelBox;
	/** Its shapes from the left, those above one another taken together. */
	readonly columns: readonly PixelBox[];
	/** Specks inside it that may be points. */
	readonly specks: readonly PixelBox[];
}

/** What the grey of a cell shows, all ink between its sides. */
export interface CellInk {
	/** pale: marks too pale to be print, and none that is; unseen: too small, off the page, or too dark to look into. */
	readonly kind: "ink" | "blank" | "pale" | "unseen";
	readonly lines: readonly CellLine[];
	/** Whether the lines hold all the ink, and nothing of it runs over the sides or under a ruling. */
	readonly isWhole: boolean;
	/** Whether all the ink is one dash in the middle of the cell. */
	readonly isDash: boolean;
	/** The inside of the cell, between what is left of its rulings. */
	readonly inside: PixelBox;
}

/** Sizes in characters of the page. */
const SPECK_EM2 = 0.008;
const PALE_SPECK_EM2 = 0.03;
const THIN_EM = 0.13;
const HUG_EM = 0.16;
const INSET_EM = 0.1;
const LEAST_CELL_EM = 0.5;
/** A dash is no higher than this, and at least so wide. */
const [DASH_HEIGHT_EM, DASH_EM] = [0.16, 0.22];
/** What is left of a ruling beside where it was painted over reaches so far. */
const BESIDE_EM = 0.2;
/** Strokes are narrower than this, and so is a 1. */
const STROKE_EM = 0.24;
/** Painting over may take so much of the edge of a digit. */
const EDGE_EM = 0.07;
/** A line of digits is at least so high; lower ink beside one belongs to it. */
const HIGH_EM = 0.45;
/** Rows without ink part lines where they are so many. */
const GAP_EM = 0.06;
/** Two lines that together are no higher than this are one whose digits are broken. */
const ONE_LINE_EM = 1;
/** Ink that reaches so far beyond a cell's sides is not its own. */
const OVER_EM = 0.3;
/** Paper darker than this is a shadow in which nothing is seen. */
const DARKEST_PAPER = 110;
/** Specks over this share of a blank cell are grain in which print may be lost. */
const MOST_GRAIN = 0.03;

/** What a cell shows, of the ink of its strip whose middles lie in it. */
export function seeCell(cell: WholeCell, shapes: readonly StripShape[], scale: PageScale): CellInk {
	const { emPx, ground } = scale;
	const inset = Math.max(2, Math.round(INSET_EM * emPx));
	const [x0, y0, x1, y1] = cell.box;
	const inside: PixelBox = [Math.ceil(x0) + inset, Math.ceil(y0) + inset, Math.floor(x1) - inset, Math.floor(y1) - inset];
	const [width, height] = [inside[2] - inside[0], inside[3] - inside[1]];
	const unseen: CellInk = { kind: "unseen", lines: [], isWhole: false, isDash: false, inside };
	if (Math.min(width, height) < LEAST_CELL_EM * emPx || ground < DARKEST_PAPER) return unseen;
	const kinds = shapes.map((shape) => ({ shape, kind: kindOf(shape, cell, scale) }));
	const print = kinds.filter(({ kind }) => kind === "print" || kind === "doubtful").map(({ shape }) => shape);
	const isPale = kinds.some(({ kind }) => kind === "pale");
	const isDoubtful = cell.isCrossed || kinds.some(({ kind }) => kind === "doubtful");
	if (print.length > 0) {
		const specks = kinds.flatMap(({ shape, kind }) =>
			(kind === "speck" || kind === "pale") && isMark(shape, emPx) ? [shape.box] : [],
		);
		// A thin dash is paler than the digits that it stands before.
		const dashes = kinds.flatMap(({ shape: { box }, kind }) => (kind !== "print" && box[0] > x0 + BESIDE_EM * emPx ? [box] : []));
		const lines = linesOf(print, emPx)
			.map((line) => withDash(line, dashes, emPx))
			.map((line) => ({ ...line, specks: specks.filter((box) => holds(line.box, box)) }));
		const isOver = print.some(({ box }) => runsOver(box, cell, emPx) || isCutBySide(box, cell, scale));
		const isDash = print.length === 1 && print.every(({ box }) => isDashIn(box, cell, emPx));
		const paleOutside = kinds.some(({ shape, kind }) => kind === "pale" && !lines.some(({ box }) => holds(box, shape.box)));
		return { kind: "ink", lines, isWhole: !isOver && !isDoubtful && !paleOutside, isDash, inside };
	}
	const grain = shapes.reduce((sum, { count }) => sum + count, 0);
	const isBlank = !isPale && grain <= MOST_GRAIN * width * height;
	return { kind: isBlank ? "blank" : "pale", lines: [], isWhole: !cell.isCrossed, isDash: false, inside };
}

/** What a page says of a cell: the usual height of a character, in pixels, and the shade of the paper in the cell. */
export interface PageScale {
	readonly emPx: number;
	readonly ground: number;
	/** Whether pixels are paper, before rulings were painted over. */
	readonly isPaper: (pixels: PixelBox) => boolean;
}

/** Whether ink is print and nothing that scanners and rulings leave: ink that no picture holds makes its row unsure. */
export function isPrint({ box, count, isPale }: StripShape, emPx: number): boolean {
	return !isPale && count >= speckOf(emPx) && !isLine(box, emPx);
}

/** Type smaller than this, in pixels, has points of so few pixels, which may be paler than its print. */
const [SMALL_PX, POINT_COUNT] = [20, 2];

/** Whether what is no print may be a point all the same. */
function isMark({ count, isPale }: StripShape, emPx: number): boolean {
	return emPx < SMALL_PX ? count >= POINT_COUNT : !isPale && count > POINT_COUNT;
}

function speckOf(emPx: number): number {
	return Math.max(4, SPECK_EM2 * emPx * emPx);
}

/** Long and thin, as no character is. */
function isLine([x0, y0, x1, y1]: PixelBox, emPx: number): boolean {
	const [thin, long] = [Math.min(x1 - x0, y1 - y0), Math.max(x1 - x0, y1 - y0)];
	return thin <= Math.max(3, THIN_EM * emPx) && long >= 1.2 * emPx;
}

/** doubtful: print for all that is seen, but it may be what is left of a ruling. */
function kindOf({ box, count, isPale }: StripShape, cell: WholeCell, scale: PageScale): "print" | "doubtful" | "pale" | "speck" {
	const { emPx } = scale;
	if (count < (isPale ? PALE_SPECK_EM2 * emPx * emPx : speckOf(emPx))) return "speck";
	const hugging = huggedSide(box, cell, scale);
	if (hugging === "remains" || (isPale && (isBesideRuling(box, cell, emPx) || isAlongSide(box, cell, emPx)))) return "speck";
	if (isPale) return "pale";
	return hugging === "doubtful" || (isLine(box, emPx) && !isDashIn(box, cell, emPx)) ? "doubtful" : "print";
}

/**
 * Whether thin ink lies along a side that is a ruling: all along it, or a crumb, it is what is left of that ruling, and doubtful otherwise, where
 * no paper parts it from what was painted over. The foot of a broken digit has paper under it.
 */
function huggedSide(
	box: PixelBox,
	{ box: cell, ruled, painted }: WholeCell,
	{ emPx, isPaper }: PageScale,
): "remains" | "doubtful" | undefined {
	let found: "remains" | "doubtful" | undefined;
	for (const side of [0, 1, 2, 3] as const) {
		const along = side % 2 === 0 ? ([1, 3] as const) : ([0, 2] as const);
		const across = side % 2 === 0 ? ([0, 2] as const) : ([1, 3] as const);
		const thin = box[across[1]] - box[across[0]];
		const long = box[along[1]] - box[along[0]];
		// The near edge of the ink stands where the painted ruling ends.
		const near = side < 2 ? box[side] - cell[side] : cell[side] - box[side];
		const isThin = thin <= Math.max(3, THIN_EM * emPx);
		if (!ruled[side] || !isThin || near > HUG_EM * emPx + 2 || long < 1.5 * thin) continue;
		const isAll = long >= 0.8 * (cell[along[1]] - cell[along[0]]);
		if (isAll || long < 0.3 * emPx) return "remains";
		if (!between(box, side, near - painted[side]).some(isPaper)) found = "doubtful";
	}
	return found;
}

/** The rows or columns of pixels, each as long as a box, in so many pixels beside one of its sides. */
function between([x0, y0, x1, y1]: PixelBox, side: 0 | 1 | 2 | 3, reach: number): PixelBox[] {
	return Array.from({ length: Math.max(0, Math.floor(reach)) }, (_, i): PixelBox => {
		if (side === 0) return [x0 - 1 - i, y0, x0 - i, y1];
		if (side === 1) return [x0, y0 - 1 - i, x1, y0 - i];
		return side === 2 ? [x1 + i, y0, x1 + 1 + i, y1] : [x0, y1 + i, x1, y1 + 1 + i];
	});
}

/** The soft side of a ruling is pale, and lies wholly beside it. */
function isBesideRuling(box: PixelBox, { box: cell, painted }: WholeCell, emPx: number): boolean {
	return painted.some((reach, side) => {
		const far = side < 2 ? (box[side + 2] ?? 0) - (cell[side] ?? 0) : (cell[side] ?? 0) - (box[side - 2] ?? 0);
		return reach > 0 && far <= reach + BESIDE_EM * emPx;
	});
}

/** No stroke is so thin, in pixels, and so much longer than thin. */
const [EDGE_PX, EDGE_SHAPE] = [2, 6];

/** All along a side is this share of it; what is so long stands further in where the ruling itself was not seen, in characters. */
const [ALL_ALONG, INWARD_EM] = [0.8, 0.25];

/** The soft edge of a ruling that stands just outside, or a pale ruling that was not seen: a hair's breadth along a side, all of it beside it. */
function isAlongSide([x0, y0, x1, y1]: PixelBox, { box: cell }: WholeCell, emPx: number): boolean {
	const [width, height] = [x1 - x0, y1 - y0];
	const reach = (share: number) => (share >= ALL_ALONG ? Math.max(EDGE_PX + 1, INWARD_EM * emPx) : EDGE_PX + 1);
	if (width <= EDGE_PX && height >= EDGE_SHAPE * width)
		return Math.min(x1 - cell[0], cell[2] - x0) <= reach(height / (cell[3] - cell[1]));
	if (height > EDGE_PX || width < EDGE_SHAPE * height) return false;
	return Math.min(y1 - cell[1], cell[3] - y0) <= reach(width / (cell[2] - cell[0]));
}

/** A dash is low and wide, and stands in the middle of its cell, away from the sides. */
function isDashIn([x0, y0, x1, y1]: PixelBox, { box: cell }: WholeCell, emPx: number): boolean {
	const [width, height] = [x1 - x0, y1 - y0];
	const isFlat = height <= Math.max(3, DASH_HEIGHT_EM * emPx) && width >= 1.8 * height && width >= DASH_EM * emPx;
	const room = (cell[3] - cell[1]) * 0.3;
	const isMiddle = y0 - cell[1] >= room && cell[3] - y1 >= room;
	return isFlat && isMiddle && width <= Math.min(2.4 * emPx, 0.7 * (cell[2] - cell[0])) && x0 > cell[0] + 2 && x1 < cell[2] - 2;
}

/**
 * Whether the painting over of a ruling at the left or right left a stroke of a digit, for all that is seen: there is no
 * paper between the ruling and something narrow. What is as wide as a digit has lost an edge; readers tell whether they know it.
 */
function isCutBySide(box: PixelBox, { box: cell, painted }: WholeCell, { emPx, isPaper }: PageScale): boolean {
	if (box[3] - box[1] < HIGH_EM * emPx || box[2] - box[0] >= STROKE_EM * emPx) return false;
	return ([0, 2] as const).some((side) => {
		const [reach, step] = [painted[side], side === 0 ? -1 : 1];
		const from = side === 0 ? box[0] - 1 : box[2];
		if (reach === 0 || Math.abs(from - cell[side]) > reach + 1) return false;
		const most = Math.max(2, Math.round(EDGE_EM * emPx));
		return !Array.from({ length: most + 1 }, (_, i) => from + i * step).some((x) => isPaper([x, box[1], x + 1, box[3]]));
	});
}

function runsOver(box: PixelBox, { box: cell }: WholeCell, emPx: number): boolean {
	const over = OVER_EM * emPx;
	return box[0] < cell[0] - over || box[1] < cell[1] - over || box[2] > cell[2] + over || box[3] > cell[3] + over;
}

function holds([x0, y0, x1, y1]: PixelBox, other: PixelBox): boolean {
	const [x, y] = [midX(other), midY(other)];
	return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** Ink in lines from the top, parted by rows without any; what is low belongs to the line nearest to it. */
function linesOf(shapes: readonly StripShape[], emPx: number): Omit<CellLine, "specks">[] {
	const rows: { top: number; bottom: number; boxes: PixelBox[] }[] = [];
	for (const { box } of [...shapes].sort((a, b) => a.box[1] - b.box[1])) {
		const last = rows.at(-1);
		if (last && box[1] - last.bottom < Math.max(1, GAP_EM * emPx)) {
			last.bottom = Math.max(last.bottom, box[3]);
			last.boxes.push(box);
		} else rows.push({ top: box[1], bottom: box[3], boxes: [box] });
	}
	const high = rows.filter(({ top, bottom }) => bottom - top >= HIGH_EM * emPx);
	const [first, last] = [rows[0], rows.at(-1)];
	if (high.length < 2 || (first && last && last.bottom - first.top <= ONE_LINE_EM * emPx))
		return [lineOf(rows.flatMap(({ boxes }) => boxes))];
	for (const row of rows) {
		if (high.includes(row)) continue;
		const [nearest] = [...high].sort((a, b) => distance(a, row) - distance(b, row));
		if (nearest) append(nearest.boxes, row.boxes);
	}
	return high.map(({ boxes }) => lineOf(boxes));
}

/** A dash before a figure stands so close to it, is at least so wide, and so much wider than high. */
const [BEFORE_EM, BEFORE_WIDTH_EM, BEFORE_SHAPE] = [1.2, 0.16, 1.3];
/** It stands in this part of the height of its line. */
const [BEFORE_TOP, BEFORE_BOTTOM] = [0.2, 0.85];

/** Whether a mark, however pale, stands like a dash before a line. */
export function isDashBefore({ box: [x0, y0, , y1] }: Pick<CellLine, "box">, [a, b, c, d]: PixelBox, emPx: number): boolean {
	const place = ((b + d) / 2 - y0) / Math.max(1, y1 - y0);
	const isBefore = c <= x0 + 1 && x0 - a <= BEFORE_EM * emPx;
	const isFlat = c - a >= Math.max(BEFORE_WIDTH_EM * emPx, BEFORE_SHAPE * (d - b));
	return isBefore && isFlat && place > BEFORE_TOP && place < BEFORE_BOTTOM;
}

/** A line with the one mark before it that stands like a dash. */
function withDash(line: Omit<CellLine, "specks">, marks: readonly PixelBox[], emPx: number): Omit<CellLine, "specks"> {
	const [dash, ...more] = marks.filter((box) => isDashBefore(line, box, emPx));
	return dash && more.length === 0 ? { box: around([dash, line.box]), columns: [dash, ...line.columns] } : line;
}

interface Rows {
	readonly top: number;
	readonly bottom: number;
}

function distance(a: Rows, b: Rows): number {
	return Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
}

function lineOf(boxes: readonly PixelBox[]): Omit<CellLine, "specks"> {
	const columns: PixelBox[] = [];
	for (const box of [...boxes].sort((a, b) => a[0] - b[0])) {
		const last = columns.at(-1);
		const shared = last ? Math.min(last[2], box[2]) - box[0] : 0;
		if (last && shared > 0.34 * Math.min(last[2] - last[0], box[2] - box[0])) columns[columns.length - 1] = around([last, box]);
		else columns.push(box);
	}
	return { box: around(boxes), columns };
}

function around(boxes: readonly PixelBox[]): PixelBox {
	return [
		smallest(boxes.map((box) => box[0])),
		smallest(boxes.map((box) => box[1])),
		largest(boxes.map((box) => box[2])),
		largest(boxes.map((box) => box[3])),
	];
}
