import type { Page } from "../model/page.ts";
import { commonShare } from "../text/chinese.ts";

/** Why a page must be read from its pixels; undefined where its characters can be trusted. */
export type OcrReason = "no-text" | "hidden-text" | "unmapped-text" | "garbled-text";

/** Pages with fewer characters than this and a picture on them are pictures with a caption. */
const FEW_GLYPHS = 12;

/** Judges one page by what its characters are and what else is on it. */
export function needsOcr(page: Page): OcrReason | undefined {
	const visible = page.glyphs.filter((glyph) => !glyph.invisible);
	const hasScan = page.images.some(({ box }) => (box[2] - box[0]) * (box[3] - box[1]) > 0.5 * page.widthPt * page.heightPt);
	if (visible.length <= FEW_GLYPHS && hasScan) return page.glyphs.length > FEW_GLYPHS ? "hidden-text" : "no-text";
	if (visible.length <= FEW_GLYPHS) return undefined;
	if (page.unmappedShare > 0.08) return "unmapped-text";
	const share = commonShare(visible.map((glyph) => glyph.text).join(""));
	return share !== undefined && share < 0.3 ? "garbled-text" : undefined;
}

/** The resolution at which to draw a page: that of the scan that fills it, within bounds. */
export function dpiOf(page: Page): number {
	const scan = page.images
		.filter(({ box }) => box[2] - box[0] > 0.5 * page.widthPt)
		.map(({ box, widthPx, heightPx }) => Math.max((widthPx / (box[2] - box[0])) * 72, (heightPx / (box[3] - box[1])) * 72))
		.sort((a, b) => b - a)[0];
	return Math.min(300, Math.max(150, scan ?? 200));
}
