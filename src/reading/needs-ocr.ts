import type { Glyph, Page } from "../model/page.ts";
import { commonShare } from "../text/chinese.ts";

/** Why a page must be read from its pixels; undefined where its characters can be trusted. */
export type OcrReason = "no-text" | "hidden-text" | "unmapped-text" | "garbled-text";

/** Pages with fewer characters than this and a picture on them are pictures with a caption. */
const FEW_GLYPHS = 12;

/** What is in this share of a page at its top and bottom is in its margin. */
const MARGIN_SHARE = 0.1;
/** Text over a scan that leans by more degrees than this, or stands out by less than that, is a watermark. */
const LEAN_DEG = 5;
const FAINT = 0.5;

/** Judges one page by what its characters are and what else is on it. */
export function needsOcr(page: Page): OcrReason | undefined {
	const visible = page.glyphs.filter((glyph) => !glyph.invisible);
	const hasScan = page.images.some(({ box }) => (box[2] - box[0]) * (box[3] - box[1]) > 0.5 * page.widthPt * page.heightPt);
	if (hasScan && visible.filter((glyph) => isText(glyph, page)).length <= FEW_GLYPHS)
		return page.glyphs.length > visible.length + FEW_GLYPHS ? "hidden-text" : "no-text";
	if (visible.length <= FEW_GLYPHS) return undefined;
	if (page.unmappedShare > 0.08) return "unmapped-text";
	const share = commonShare(visible.map((glyph) => glyph.text).join(""));
	return share !== undefined && share < 0.3 ? "garbled-text" : undefined;
}

/** Whether a character on a scan is text of its own: a watermark or a line in the margin, laid over the scan, is none. */
function isText({ box, leanDeg = 0, contrast = 1 }: Glyph, { heightPt }: Page): boolean {
	const isInMargin = box[3] < MARGIN_SHARE * heightPt || box[1] > (1 - MARGIN_SHARE) * heightPt;
	return Math.abs(leanDeg) < LEAN_DEG && contrast > FAINT && !isInMargin;
}

/** The resolution at which to draw a page: that of the scan that fills it, within bounds. */
export function dpiOf(page: Page): number {
	const scan = page.images
		.filter(({ box }) => box[2] - box[0] > 0.5 * page.widthPt)
		.map(({ box, widthPx, heightPx }) => Math.max((widthPx / (box[2] - box[0])) * 72, (heightPx / (box[3] - box[1])) * 72))
		.sort((a, b) => b - a)[0];
	return Math.min(300, Math.max(150, scan ?? 200));
}
