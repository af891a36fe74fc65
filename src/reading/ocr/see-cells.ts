import { median, midX, midY } from "../../model/geometry.ts";
import { largest, smallest } from "../../model/many.ts";
import type { CellInk } from "./cell-ink.ts";
import { isPrint, seeCell } from "./cell-ink.ts";
import type { Exposure, LineSigns } from "./cell-pictures.ts";
import { blankPictures, pictureOf, signsOf } from "./cell-pictures.ts";
import type { GrayImage, PixelBox } from "./gray.ts";
import type { InkedStrip } from "./original-ink.ts";
import { hasLostDash, hasLostInk, originalDepth, originalPictures, originalStrip } from "./original-ink.ts";
import { partedFigures } from "./parted-figures.ts";
import type { ScannedPage } from "./preprocess-page.ts";
import type { StripShape } from "./strip-ink.ts";
import { inkOfStrip, printDepth } from "./strip-ink.ts";
import { whiten } from "./to-page.ts";
import type { WholeCell } from "./whole-cells.ts";
import { wholeCell } from "./whole-cells.ts";

/** A cell of a recognised page as its grey shows it. */
export interface SeenCell {
	readonly ink: CellInk;
	/** False where ink in its row, in no cell and no label, belongs to nothing that was read. */
	readonly isRowRead: boolean;
	/** Of each line; of a cell without print, its inside in slices. */
	readonly pictures: readonly GrayImage[];
	readonly signs: readonly LineSigns[];
	/** Its lines as they were scanned, where ink that touches them was taken off the reading picture; none otherwise. */
	readonly originals: readonly GrayImage[];
	/** Whether its digits stand so far apart, or its lines over one another with so much room beside them, that they may be two figures. */
	readonly isParted: boolean;
	/** Pieces of text that stand in it, by their place among the page's. */
	readonly regions: readonly number[];
	/** Whether these pieces are its lines, one for one: what was read in them was read in the whole cell. */
	readonly isByRegion: boolean;
}

/** Ink beside the outer cells of a row may be theirs where no ruling parts it from them, in characters. */
const BESIDE_EM = 1.2;
/** Unruled cells may be a little lower than their ink. */
const OVER_EM = 0.3;
/** Where rows without rulings lean, ink so near a cell that nobody reads may be its own. */
const NEAR_EM = 0.8;
/** Pieces of text and lines of a cell are the same where their sides differ by no more than this. */
const SAME_EM = 0.2;

/** Looks into cells of a page; `labels` are its pieces of text that hold words, `captions` those that no cell holds. Results in the order of the boxes. */
export function seeCells(
	boxes: readonly PixelBox[],
	seen: ScannedPage,
	labels: readonly number[],
	captions: readonly number[] = [],
): SeenCell[] {
	const isLabel = new Set(labels);
	const labelled = seen.textRegions.flatMap(({ box }, i): PixelBox[] => (isLabel.has(i) ? [box] : []));
	const isCaption = new Set(captions);
	const boxesOf = (isOne: boolean) =>
		seen.textRegions.flatMap(({ box }, i): PixelBox[] => (isCaption.has(i) === isOne ? [box] : []));
	const around = { cells: boxes, labels: labelled, captions: boxesOf(true), pieces: boxesOf(false) };
	const cells = boxes.map((box) => wholeCell(box, seen, around));
	const page: Looked = {
		seen,
		clean: whiten(seen.image, seen.rulings),
		depth: printDepth(seen.image, seen.textRegions),
		cells,
		labelled,
		originalDepth: seen.original ? originalDepth(seen, seen.original) : 0,
	};
	const found = new Array<Omit<SeenCell, "isParted">>(boxes.length);
	const rows = rowsOf(cells);
	for (const row of rows) for (const [i, cell] of seeRow(row, page)) found[i] = cell;
	const parted = partedFigures(found, rows, seen.emPx);
	return found.map((cell, i) => ({ ...cell, isParted: parted.has(i) }));
}

interface Looked {
	readonly seen: ScannedPage;
	/** Without its rulings. */
	readonly clean: GrayImage;
	readonly depth: number;
	readonly cells: readonly WholeCell[];
	readonly labelled: readonly PixelBox[];
	/** How much darker print is on the page as it was scanned. */
	readonly originalDepth: number;
}

/** Cells that stand beside one another, by their places. */
function rowsOf(cells: readonly WholeCell[]): number[][] {
	const order = cells.map((_, i) => i).sort((a, b) => centre(cells[a]) - centre(cells[b]));
	const rows: { at: number; reach: number; members: number[] }[] = [];
	for (const i of order) {
		const cell = cells[i];
		if (!cell) continue;
		const [at, reach] = [midY(cell.box), (cell.box[3] - cell.box[1]) / 2];
		const last = rows.at(-1);
		if (last && Math.abs(at - last.at) < Math.min(reach, last.reach)) last.members.push(i);
		else rows.push({ at, reach, members: [i] });
	}
	return rows.map(({ members }) => members);
}

function centre(cell: WholeCell | undefined): number {
	return cell ? midY(cell.box) : 0;
}

function seeRow(row: readonly number[], page: Looked): [number, Omit<SeenCell, "isParted">][] {
	const { seen, clean, depth } = page;
	const { emPx } = seen;
	const cells = row.flatMap((i) => page.cells[i] ?? []);
	const strip = stripOf(cells, emPx, OVER_EM);
	const read = inkOfStrip(clean, strip, depth);
	const { shapes, groundAt, sigma } = read;
	const [own, loose] = shared(shapes, cells);
	const heights = [median(cells.map(({ box }) => box[1])), median(cells.map(({ box }) => box[3]))] as const;
	const isRowRead = !loose.some(
		(shape) => midY(shape.box) >= heights[0] && midY(shape.box) <= heights[1] && isUnread(shape, page),
	);
	const near = unreadNear(cells, page);
	const originalOf = originalLook({ ...read, picture: clean, corner: [0, 0], depth }, { strip, cells, page });
	return row.map((i, k) => {
		const cell = cells[k] ?? NOWHERE;
		const ground = groundAt(midX(cell.box));
		const isPaper = (pixels: PixelBox) => isFlat(seen.image, pixels, ground - PAPER_SHARE * depth);
		const asRead = alone(seeCell(cell, own[k] ?? [], { emPx, ground, isPaper }), cell, near);
		const { ink, originals } = originalOf(cell, asRead, emPx);
		const exposure = { emPx, ground, depth, sigma };
		return [i, { ...picturesOf(ink, clean, exposure), ...regionsIn(cell, ink, seen), ink, originals, isRowRead }];
	});
}

/** The shapes whose middles lie in each cell, and those in none. */
function shared(
	shapes: readonly StripShape[],
	cells: readonly WholeCell[],
): readonly [own: readonly (readonly StripShape[])[], loose: readonly StripShape[]] {
	const own = cells.map((): StripShape[] => []);
	const loose: StripShape[] = [];
	for (const shape of shapes) {
		const at = cells.findIndex(({ box }) => holds(box, shape.box));
		if (at >= 0) own[at]?.push(shape);
		else loose.push(shape);
	}
	return [own, loose];
}

interface Row {
	readonly strip: PixelBox;
	readonly cells: readonly WholeCell[];
	readonly page: Looked;
}

/**
 * What cells of a row show on the page as it was scanned, before seals, pens and pale marks were taken off: a cell is blank only
 * if it is so there too, and a figure that lost what touches it is shown as it was.
 */
function originalLook(
	read: InkedStrip,
	{ strip, cells, page: { seen, originalDepth: depth } }: Row,
): (cell: WholeCell, ink: CellInk, emPx: number) => Pick<SeenCell, "ink" | "originals"> {
	if (!seen.original) return (_, ink) => ({ ink, originals: [] });
	const original = originalStrip(seen, seen.original, { strip, depth });
	const [own] = shared(original.shapes, cells);
	return (cell, ink, emPx) => {
		const ground = original.groundAt(midX(cell.box));
		if (ink.kind === "blank") {
			const { kind } = seeCell(cell, own[cells.indexOf(cell)] ?? [], { emPx, ground, isPaper: () => true });
			return { ink: kind === "blank" ? ink : { ...ink, kind: "pale" }, originals: [] };
		}
		const isLost = ink.kind === "ink" && hasLostInk(ink, { read, original }, emPx);
		const exposure = { emPx, ground, depth, sigma: original.sigma };
		// A faint dash before a figure makes another figure of it.
		if (hasLostDash(ink, own[cells.indexOf(cell)] ?? [], emPx)) return { ink: { ...ink, isWhole: false }, originals: [] };
		return { ink, originals: isLost ? originalPictures(ink.lines, original, exposure) : [] };
	};
}

/** What is paler than this share of a print's depth is paper. */
const PAPER_SHARE = 0.4;

function isFlat({ width, height, data }: GrayImage, [x0, y0, x1, y1]: PixelBox, least: number): boolean {
	for (let y = Math.max(0, y0); y < Math.min(height, y1); y++)
		for (let x = Math.max(0, x0); x < Math.min(width, x1); x++) if ((data[y * width + x] ?? 255) < least) return false;
	return true;
}

const NOWHERE: WholeCell = {
	box: [0, 0, 0, 0],
	ruled: [false, false, false, false],
	painted: [0, 0, 0, 0],
	isCrossed: false,
};

/** Print above and below a row of cells without rulings that belongs to nothing; the shade of their own paper is told without it. */
function unreadNear(cells: readonly WholeCell[], page: Looked): readonly StripShape[] {
	if (cells.every(({ ruled }) => ruled[1] && ruled[3])) return [];
	const { shapes } = inkOfStrip(page.clean, stripOf(cells, page.seen.emPx, NEAR_EM), page.depth);
	return shapes.filter((shape) => isUnread(shape, page));
}

function stripOf(cells: readonly WholeCell[], emPx: number, overEm: number): PixelBox {
	const more = (isRuled: boolean | undefined, em: number) => (isRuled ? 0 : em * emPx);
	return [
		smallest(cells.map(({ box, ruled }) => box[0] - more(ruled[0], BESIDE_EM))),
		smallest(cells.map(({ box, ruled }) => box[1] - more(ruled[1], overEm))),
		largest(cells.map(({ box, ruled }) => box[2] + more(ruled[2], BESIDE_EM))),
		largest(cells.map(({ box, ruled }) => box[3] + more(ruled[3], overEm))),
	];
}

/** What a cell shows, not the whole of it where ink that nobody reads stands above or below it with no ruling between. */
function alone(ink: CellInk, { box: [x0, y0, x1, y1], ruled }: WholeCell, unread: readonly StripShape[]): CellInk {
	const isNear = unread.some(({ box }) => {
		if (Math.min(box[2], x1) <= Math.max(box[0], x0)) return false;
		return midY(box) < y0 ? !ruled[1] : midY(box) > y1 && !ruled[3];
	});
	return isNear ? { ...ink, isWhole: false } : ink;
}

/** Whether ink of a strip is print that belongs to no cell and no label. */
function isUnread(shape: StripShape, { seen, cells, labelled }: Looked): boolean {
	if (!isPrint(shape, seen.emPx) || isRulingEnd(shape.box, seen)) return false;
	return !labelled.some((box) => holds(box, shape.box)) && !cells.some(({ box }) => holds(box, shape.box));
}

/** A ruling's ink reaches so far past its end and its sides, in characters and pixels. */
const [END_EM, END_PX] = [0.2, 3];

/** Whether ink is no more than the end of a ruling, a little further on than the ruling was followed. */
function isRulingEnd(box: PixelBox, { rulings, emPx }: Pick<ScannedPage, "rulings" | "emPx">): boolean {
	return rulings.some(({ axis, at, from, to, thickness }) => {
		const [along, across] = axis === "horizontal" ? ([0, 1] as const) : ([1, 0] as const);
		const [start, end] = [box[along], box[along === 0 ? 2 : 3]];
		const isPast = (start >= to - 2 && end <= to + END_EM * emPx) || (end <= from + 2 && start >= from - END_EM * emPx);
		const reach = thickness / 2 + END_PX;
		return isPast && box[across] >= at - reach && box[across === 0 ? 2 : 3] <= at + reach;
	});
}

function picturesOf(ink: CellInk, clean: GrayImage, exposure: Exposure): Pick<SeenCell, "pictures" | "signs"> {
	if (ink.kind === "unseen") return { pictures: [], signs: [] };
	if (ink.kind !== "ink") return { pictures: blankPictures(clean, ink, exposure), signs: [] };
	return {
		pictures: ink.lines.map((line) => pictureOf(clean, line, exposure)),
		signs: ink.lines.map((line) => signsOf(line, exposure.emPx)),
	};
}

function regionsIn({ box }: WholeCell, { lines }: CellInk, seen: ScannedPage): Pick<SeenCell, "regions" | "isByRegion"> {
	const regions = seen.textRegions.flatMap((region, i) => (holds(box, region.box) ? [i] : []));
	const [region] = regions.map((i) => seen.textRegions[i]?.box);
	const [line] = lines;
	const slack = SAME_EM * seen.emPx;
	const isSame = region && line?.box.every((side, i) => Math.abs(side - (region[i] ?? side)) <= slack);
	return { regions, isByRegion: regions.length === 1 && lines.length === 1 && isSame === true };
}

function holds([x0, y0, x1, y1]: PixelBox, other: PixelBox): boolean {
	const [x, y] = [midX(other), midY(other)];
	return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}
