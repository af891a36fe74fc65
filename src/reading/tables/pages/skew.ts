import type { Box, Matrix } from "../../../model/geometry.ts";
import { applyTo, IDENTITY, median, multiply } from "../../../model/geometry.ts";
import type { Glyph, Page } from "../../../model/page.ts";

/** Text that rises or falls by less than this share of its length stands straight. */
const MIN_SLOPE = 0.006;
/** Text that rises more was turned on purpose: stamps, watermarks. */
const MAX_SLOPE = 0.12;
/** So many neighbours tell how a page stands. */
const MIN_PAIRS = 40;

/** A page of encoded text that was laid askew, made straight, with the way back; other pages as they are. */
export function straightened(page: Page): Page {
	const slope = page.method === "text" ? slopeOf(page.glyphs) : 0;
	if (Math.abs(slope) < MIN_SLOPE) return page;
	const angle = Math.atan(slope);
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const [cx, cy] = [page.widthPt / 2, page.heightPt / 2];
	const there: Matrix = [cos, -sin, sin, cos, cx - cos * cx - sin * cy, cy + sin * cx - cos * cy];
	const back: Matrix = [cos, sin, -sin, cos, cx - cos * cx + sin * cy, cy - sin * cx - cos * cy];
	return {
		...page,
		glyphs: page.glyphs.map((glyph) => ({ ...glyph, box: moved(glyph.box, there) })),
		rulings: page.rulings.map((ruling) => {
			const { axis, at, from, to } = ruling;
			const middle = (from + to) / 2;
			const [x, y] = axis === "vertical" ? applyTo(there, at, middle) : applyTo(there, middle, at);
			const [across, along] = axis === "vertical" ? [x, y] : [y, x];
			return { axis, at: across, from: along - (to - from) / 2, to: along + (to - from) / 2 };
		}),
		fills: page.fills.map((fill) => ({ ...fill, box: moved(fill.box, there) })),
		images: page.images.map((image) => ({ ...image, box: moved(image.box, there) })),
		toDisplayed: multiply(page.toDisplayed ?? IDENTITY, back),
	};
}

/** A box of the same size about its middle, moved. */
function moved([x0, y0, x1, y1]: Box, there: Matrix): Box {
	const [x, y] = applyTo(there, (x0 + x1) / 2, (y0 + y1) / 2);
	const [w, h] = [(x1 - x0) / 2, (y1 - y0) / 2];
	return [x - w, y - h, x + w, y + h];
}

/** How much the text of a page falls for each point to the right, by neighbours that were shown together; 0 where few tell. */
function slopeOf(glyphs: readonly Glyph[]): number {
	const slopes = glyphs.slice(1).flatMap((glyph, i) => {
		const before = glyphs[i];
		if (!before || before.run !== glyph.run || glyph.direction !== 0 || before.text === glyph.text) return [];
		const isWide = /[\u3400-\u9fff]/.test(glyph.text) && /[\u3400-\u9fff]/.test(before.text);
		const dx = glyph.box[0] - before.box[0];
		return isWide && dx > 0 && dx < 3 * glyph.sizePt ? [(glyph.box[3] - before.box[3]) / dx] : [];
	});
	const slope = median(slopes, 0);
	return slopes.length < MIN_PAIRS || Math.abs(slope) > MAX_SLOPE ? 0 : slope;
}
