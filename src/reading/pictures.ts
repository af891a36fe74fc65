import type { Box } from "../model/geometry.ts";
import { holdsMiddle, IDENTITY, imageOfBox } from "../model/geometry.ts";
import type { Page, Ruling } from "../model/page.ts";

/** Boxes of the pictures on a page that are large enough to hold a table. */
export function pictureBoxes(page: Page): Box[] {
	return page.images
		.filter(({ box }) => box[2] - box[0] > 0.4 * page.widthPt && box[3] - box[1] > 0.06 * page.heightPt)
		.map(({ box }) => box);
}

/** A page of text with what was recognised inside its pictures added to it. */
export function withPictures(page: Page, recognized: Page, regions: readonly Box[]): Page {
	const toDisplayed = recognized.toDisplayed ?? IDENTITY;
	const isIn = (box: Box) => regions.some((region) => holdsMiddle(region, box));
	const offset = page.glyphs.length;
	const glyphs = recognized.glyphs
		.map((glyph) => ({ ...glyph, box: imageOfBox(toDisplayed, glyph.box), run: glyph.run + offset }))
		.filter(({ box }) => isIn(box));
	const rulings = recognized.rulings
		.map((ruling) => displayed(ruling, (box) => imageOfBox(toDisplayed, box)))
		.filter((ruling) => isIn(boxOf(ruling)));
	return { ...page, glyphs: [...page.glyphs, ...glyphs], rulings: [...page.rulings, ...rulings] };
}

function boxOf({ axis, at, from, to }: Ruling): Box {
	return axis === "horizontal" ? [from, at, to, at] : [at, from, at, to];
}

function displayed(ruling: Ruling, map: (box: Box) => Box): Ruling {
	const [x0, y0, x1, y1] = map(boxOf(ruling));
	return ruling.axis === "horizontal"
		? { axis: "horizontal", at: (y0 + y1) / 2, from: x0, to: x1 }
		: { axis: "vertical", at: (x0 + x1) / 2, from: y0, to: y1 };
}
