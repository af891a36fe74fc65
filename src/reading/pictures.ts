import type { Box } from "../model/geometry.ts";
import { holdsMiddle, IDENTITY, imageOfBox } from "../model/geometry.ts";
import type { Glyph, Page, Ruling } from "../model/page.ts";
import { warpBox } from "../model/warp.ts";

/** A piece of ink of which this share is text of the document is that text. */
const KNOWN_SHARE = 0.5;
/** How far recognised characters may stand from their ink. */
const SLACK_EM = 0.3;

/** Boxes of the pictures on a page that are large enough to hold a table. */
export function pictureBoxes(page: Page): Box[] {
	return page.images
		.filter(({ box }) => box[2] - box[0] > 0.4 * page.widthPt && box[3] - box[1] > 0.06 * page.heightPt)
		.map(({ box }) => box);
}

/** A page of text with what was recognised inside its pictures added to it, but for what the document itself says there. */
export function withPictures(page: Page, recognized: Page, regions: readonly Box[]): Page {
	const { toDisplayed = IDENTITY, warp } = recognized;
	const place = (box: Box) => (warp ? warpBox(warp, imageOfBox(toDisplayed, box)) : imageOfBox(toDisplayed, box));
	const isIn = (box: Box) => regions.some((region) => holdsMiddle(region, box));
	const offset = page.glyphs.length;
	const placed = recognized.glyphs
		.map((glyph) => ({ ...glyph, box: place(glyph.box), run: glyph.run + offset }))
		.filter(({ box }) => isIn(box));
	const glyphs = withoutKnown(placed, page.glyphs);
	const rulings = recognized.rulings.map((ruling) => displayed(ruling, place)).filter((ruling) => isIn(boxOf(ruling)));
	return { ...page, glyphs: [...page.glyphs, ...glyphs], rulings: [...page.rulings, ...rulings] };
}

/** Recognised characters where no others stand; a piece of ink most of which is known is known whole. */
function withoutKnown(recognized: readonly Glyph[], digital: readonly Glyph[]): Glyph[] {
	const seen = digital.filter(({ invisible }) => !invisible);
	const known = new Set(recognized.filter((glyph) => seen.some((other) => isSamePlace(glyph, other))));
	const counts = new Map<number, { all: number; known: number }>();
	for (const glyph of recognized) {
		const count = counts.get(glyph.run) ?? { all: 0, known: 0 };
		counts.set(glyph.run, { all: count.all + 1, known: count.known + (known.has(glyph) ? 1 : 0) });
	}
	return recognized.filter((glyph) => {
		const count = counts.get(glyph.run);
		return !known.has(glyph) && (!count || count.known < KNOWN_SHARE * count.all);
	});
}

/** Whether two characters overlap; recognised ones stand only about where they say. */
function isSamePlace({ box: a, sizePt }: Glyph, { box: b }: Glyph): boolean {
	const slack = SLACK_EM * sizePt;
	const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
	return a[0] < b[2] + slack && b[0] < a[2] + slack && height > 0.3 * Math.min(a[3] - a[1], b[3] - b[1]);
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
