import type { Box, Matrix } from "../../../model/geometry.ts";
import { imageOfBox, multiply } from "../../../model/geometry.ts";
import type { Glyph, Page, Ruling } from "../../../model/page.ts";
import type { Block, Cell, Paragraph, Table, TextLine } from "../../../model/table.ts";
import type { Warp } from "../../../model/warp.ts";
import { warpBox } from "../../../model/warp.ts";

/** A page turned so that most of its text reads from left to right, and the way back. */
export interface UprightPage {
	readonly page: Page;
	/** Maps the turned page's coordinates to the displayed page's; undefined where nothing was turned. */
	readonly back: Matrix | undefined;
}

/** How most text of a page runs, and the ways to the page turned by it and back. */
export interface PageTurn {
	readonly direction: Glyph["direction"];
	readonly there: Matrix;
	readonly back: Matrix;
}

const AS_IT_IS: Matrix = [1, 0, 0, 1, 0, 0];

/** How a page is turned so that most of its text reads from left to right. */
export function turnOf({ glyphs, widthPt: w, heightPt: h }: Pick<Page, "glyphs" | "widthPt" | "heightPt">): PageTurn {
	const counts = new Map<Glyph["direction"], number>();
	for (const { direction } of glyphs) counts.set(direction, (counts.get(direction) ?? 0) + 1);
	const [direction] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
	switch (direction) {
		case 90:
			return { direction, there: [0, -1, 1, 0, 0, w], back: [0, 1, -1, 0, w, 0] };
		case 270:
			return { direction, there: [0, 1, -1, 0, h, 0], back: [0, -1, 1, 0, 0, h] };
		case 180:
			return { direction, there: [-1, 0, 0, -1, w, h], back: [-1, 0, 0, -1, w, h] };
		default:
			return { direction, there: AS_IT_IS, back: AS_IT_IS };
	}
}

/** Turns a page whose text runs up, down or upside down, as landscape tables on portrait pages do. */
export function turnUpright(page: Page): UprightPage {
	const { direction, there, back } = turnOf(page);
	if (direction === 0) return { page, back: page.toDisplayed };
	const { widthPt: w, heightPt: h } = page;
	const sideways = direction !== 180;
	const turned: Page = {
		...page,
		widthPt: sideways ? h : w,
		heightPt: sideways ? w : h,
		glyphs: page.glyphs.map((glyph) => ({
			...glyph,
			box: imageOfBox(there, glyph.box),
			direction: turned90(glyph.direction, direction),
		})),
		rulings: page.rulings.map((ruling) => turnRuling(ruling, there)),
		fills: page.fills.map((fill) => ({ ...fill, box: imageOfBox(there, fill.box) })),
		images: page.images.map((image) => ({ ...image, box: imageOfBox(there, image.box) })),
	};
	return { page: turned, back: page.toDisplayed ? multiply(page.toDisplayed, back) : back };
}

function turned90(direction: Glyph["direction"], by: Glyph["direction"]): Glyph["direction"] {
	return ((direction - by + 360) % 360) as Glyph["direction"];
}

function turnRuling({ axis, at, from, to }: Ruling, matrix: Matrix): Ruling {
	const [x0, y0, x1, y1] = imageOfBox(matrix, axis === "horizontal" ? [from, at, to, at] : [at, from, at, to]);
	return x1 - x0 >= y1 - y0
		? { axis: "horizontal", at: (y0 + y1) / 2, from: x0, to: x1 }
		: { axis: "vertical", at: (x0 + x1) / 2, from: y0, to: y1 };
}

/** A block with every box in the displayed page's coordinates. */
export function turnBack(block: Block, back: Matrix): Block {
	return withBoxes(block, (box) => imageOfBox(back, box));
}

/** A block with every box where it lies on the page as it was before that was straightened. */
export function bendBack(block: Block, warps: ReadonlyMap<number, Warp>): Block {
	if (warps.size === 0) return block;
	return withBoxes(block, (box, page) => {
		const warp = warps.get(page);
		return warp ? warpBox(warp, box) : box;
	});
}

function withBoxes(block: Block, box: (box: Box, page: number) => Box): Block {
	const line = (l: TextLine): TextLine => ({ ...l, box: box(l.box, l.page) });
	const cell = (c: Cell): Cell => ({ ...c, box: box(c.box, c.page), lines: c.lines.map(line) });
	const table = (t: Table): Table => ({ ...t, box: box(t.box, t.pages[0] ?? 0), cells: t.cells.map(cell) });
	const paragraph = (p: Paragraph): Paragraph => ({ ...p, box: box(p.box, p.page), lines: p.lines.map(line) });
	return block.kind === "table"
		? { kind: "table", table: table(block.table) }
		: { kind: "paragraph", paragraph: paragraph(block.paragraph) };
}
