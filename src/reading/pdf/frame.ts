import type { Box, Matrix } from "../../model/geometry.ts";
import { imageOfBox, median, multiply } from "../../model/geometry.ts";
import type { Glyph } from "../../model/page.ts";

/** The height of A4: pages that are much smaller than sheets of paper are read as if they were as high. */
const SHEET_PT = 842;
/** Pages smaller than this, in text smaller than that, are shrunken sheets and no labels or cards. */
const SHRUNKEN_PT = 250;
const TINY_TYPE_PT = 4;
/** A page lies askew where its text leans by so many degrees: by less it is read as it is, by more it is meant so. */
const ASKEW_DEG = [0.5, 12] as const;
/** Text of a page that lies askew leans alike: this share of it, within so many degrees. */
const ALIKE = { share: 0.7, degrees: 0.3 } as const;

/** Another way to look at a page. */
export interface Frame {
	/** From the displayed page to the one that is read. */
	readonly toRead: Matrix;
	readonly toDisplayed: Matrix;
	/** The page that is read; its corner is the origin. */
	readonly view: Box;
}

/** How to look at a page that lies askew or is shrunken; undefined where it is as pages are. */
export function frameOf(glyphs: readonly Glyph[], view: Box): Frame | undefined {
	const visible = glyphs.filter(({ invisible }) => !invisible);
	const [width, height] = [view[2] - view[0], view[3] - view[1]];
	const isShrunken =
		Math.max(width, height) < SHRUNKEN_PT &&
		median(
			visible.map(({ sizePt }) => sizePt),
			SHEET_PT,
		) < TINY_TYPE_PT;
	const scale = isShrunken ? SHEET_PT / Math.max(width, height) : 1;
	const degrees = askewBy(visible);
	if (scale === 1 && degrees === 0) return undefined;
	const turn = (degrees * Math.PI) / 180;
	const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
	const turned: Matrix = [cos, -sin, sin, cos, 0, 0];
	const [x0, y0, x1, y1] = imageOfBox(turned, view);
	const toRead = multiply([1, 0, 0, 1, -x0, -y0], turned);
	const back: Matrix = [cos / scale ** 2, sin / scale ** 2, -sin / scale ** 2, cos / scale ** 2, 0, 0];
	return { toRead, toDisplayed: multiply(back, [1, 0, 0, 1, x0, y0]), view: [0, 0, x1 - x0, y1 - y0] };
}

/** By how many degrees, clockwise, the text of a page leans; 0 where it stands straight, or leans in several ways. */
function askewBy(glyphs: readonly Glyph[]): number {
	const usual = median(glyphs.map(({ leanDeg = 0 }) => leanDeg));
	if (Math.abs(usual) < ASKEW_DEG[0] || Math.abs(usual) > ASKEW_DEG[1]) return 0;
	const alike = glyphs.filter(({ leanDeg = 0 }) => Math.abs(leanDeg - usual) < ALIKE.degrees).length;
	return alike > ALIKE.share * glyphs.length ? usual : 0;
}
