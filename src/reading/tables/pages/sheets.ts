import type { Box, Matrix } from "../../../model/geometry.ts";
import { IDENTITY, median, multiply } from "../../../model/geometry.ts";
import { smallest } from "../../../model/many.ts";
import type { Page, Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

/** A page, or the pages that are printed beside one another on it, in reading order. */
export function partSheet(page: Page, settings: TableSettings): readonly Page[] {
	const { widthPt: w, heightPt: h } = page;
	const halves = cutAt(page, "vertical", w / 2);
	if (!isSheet(page, halves, settings)) return [page];
	const isFour = h > w && halves.every((half) => isClear(half, "horizontal", h / 2, settings));
	if (!isFour) return w > h ? halves : [page];
	const [upper, lower] = cutAt(page, "horizontal", h / 2);
	return [upper, lower].flatMap((row) => (row ? cutAt(row, "vertical", w / 2) : []));
}

/** Whether both halves are pages: nothing stands or runs between them, each says something, and both begin at one margin. */
function isSheet(page: Page, [left, right]: readonly Page[], settings: TableSettings): boolean {
	const { minGlyphs, marginShare } = settings.sheets;
	if (!left || !right || !isClear(page, "vertical", page.widthPt / 2, settings)) return false;
	if ([left, right].some(({ glyphs }) => glyphs.length < minGlyphs)) return false;
	return Math.abs(leftOf(left) - leftOf(right)) < marginShare * left.widthPt;
}

/** Where the text and the rulings of a page begin. */
function leftOf({ glyphs, rulings }: Page): number {
	const lines = rulings.flatMap(({ axis, at, from }) => (axis === "vertical" ? at : from));
	return Math.min(smallest(glyphs.map(({ box }) => box[0])), smallest(lines));
}

/** Whether a strip along the middle of a sheet is free of characters and of lines across it. */
function isClear(
	{ glyphs, rulings, widthPt, heightPt }: Page,
	axis: Ruling["axis"],
	at: number,
	settings: TableSettings,
): boolean {
	const [low, high] = axis === "vertical" ? ([0, 2] as const) : ([1, 3] as const);
	const reach = (settings.sheets.gutterShare / 2) * (axis === "vertical" ? widthPt : heightPt);
	const size = median(
		glyphs.map(({ sizePt }) => sizePt),
		0,
	);
	// Letters of a margin's note or a stamp may stand in the strip; the text of a page would.
	const inStrip = glyphs.filter(({ box, sizePt }) => box[low] < at + reach && box[high] > at - reach && sizePt < 2 * size);
	if (inStrip.length > 0) return false;
	return rulings.every((ruling) => ruling.axis === axis || ruling.to < at - reach || ruling.from > at + reach);
}

/** The two parts of a page on both sides of a line, each with the way back to the sheet. */
function cutAt(page: Page, axis: Ruling["axis"], at: number): [Page, Page] {
	const { widthPt, heightPt } = page;
	return axis === "vertical"
		? [part(page, [0, 0, at, heightPt]), part(page, [at, 0, widthPt, heightPt])]
		: [part(page, [0, 0, widthPt, at]), part(page, [0, at, widthPt, heightPt])];
}

function part(page: Page, area: Box): Page {
	const [x0, y0, x1, y1] = area;
	const moved = ([a, b, c, d]: Box): Box => [a - x0, b - y0, c - x0, d - y0];
	const isIn = ([a, b, c, d]: Box) => {
		const [x, y] = [(a + c) / 2, (b + d) / 2];
		return x >= x0 && x < x1 && y >= y0 && y < y1;
	};
	const back: Matrix = [1, 0, 0, 1, x0, y0];
	return {
		...page,
		widthPt: x1 - x0,
		heightPt: y1 - y0,
		glyphs: page.glyphs.filter(({ box }) => isIn(box)).map((glyph) => ({ ...glyph, box: moved(glyph.box) })),
		rulings: page.rulings.filter((ruling) => isIn(boxOf(ruling))).map((ruling) => movedRuling(ruling, x0, y0)),
		fills: page.fills.filter(({ box }) => isIn(box)).map((fill) => ({ ...fill, box: moved(fill.box) })),
		images: page.images.filter(({ box }) => isIn(box)).map((image) => ({ ...image, box: moved(image.box) })),
		toDisplayed: multiply(page.toDisplayed ?? IDENTITY, back),
	};
}

function boxOf({ axis, at, from, to }: Ruling): Box {
	return axis === "vertical" ? [at, from, at, to] : [from, at, to, at];
}

function movedRuling({ axis, at, from, to }: Ruling, x: number, y: number): Ruling {
	return axis === "vertical"
		? { axis, at: at - x, from: from - y, to: to - y }
		: { axis, at: at - y, from: from - x, to: to - x };
}
