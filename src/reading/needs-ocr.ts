import type { Box } from "../model/geometry.ts";
import { overlap } from "../model/geometry.ts";
import type { Glyph, Page } from "../model/page.ts";
import { commonShare } from "../text/chinese.ts";

/** Why a page must be read from its pixels; undefined where its characters can be trusted. */
export type OcrReason = "no-text" | "hidden-text" | "drawn-text" | "unmapped-text" | "garbled-text";

/** Pages with fewer characters than this and ink on them are pictures with a caption. */
const FEW_GLYPHS = 12;
/** Pictures, strips and tiles of one too, that take this share of the page are what it shows. */
const PICTURED_SHARE = 0.5;
/** A page has a scan under headers and page numbers where pictures take this share of it. */
const SCANNED_SHARE = 0.8;
/** Headers, page numbers and notes of whoever scanned stand in this share of the page at its top and bottom. */
const MARGIN_SHARE = 0.1;
/** So many lines and boxes without a character are outlines of characters. */
const MANY_STROKES = 40;
/** So many characters of other scripts, and hardly a Chinese one, are what is left of Chinese text. */
const FOREIGN = 20;

/** Text over a scan that leans by more degrees than this, or stands out by less than that, is a watermark. */
const LEAN_DEG = 5;
const FAINT = 0.5;

/** Judges one page by what its characters are and what else is on it. */
export function needsOcr(page: Page): OcrReason | undefined {
	const visible = page.glyphs.filter((glyph) => !glyph.invisible);
	const pictured = picturedShare(page);
	const isScan = pictured > PICTURED_SHARE && visible.filter(isText).length <= FEW_GLYPHS;
	const isNoted =
		pictured > SCANNED_SHARE && visible.length > 0 && visible.every((glyph) => isInMargin(glyph, page) || !isText(glyph));
	if (isScan || isNoted) return page.glyphs.length - visible.length > FEW_GLYPHS ? "hidden-text" : "no-text";
	if (visible.length <= FEW_GLYPHS) return page.rulings.length + page.fills.length > MANY_STROKES ? "drawn-text" : undefined;
	if (page.unmappedShare > 0.08) return "unmapped-text";
	const text = visible.map((glyph) => glyph.text).join("");
	const share = commonShare(text);
	return (share !== undefined && share < 0.3) || isForeign(text) ? "garbled-text" : undefined;
}

/** The share of a page that its pictures take together. */
function picturedShare({ images, widthPt, heightPt }: Page): number {
	const page: Box = [0, 0, widthPt, heightPt];
	const areas = images.map(({ box }) => areaOf(overlap(box, page)));
	return areas.reduce((sum, area) => sum + area, 0) / Math.max(1, widthPt * heightPt);
}

function areaOf([x0, y0, x1, y1]: Box): number {
	return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function isInMargin({ box }: Glyph, { heightPt }: Page): boolean {
	return box[3] < MARGIN_SHARE * heightPt || box[1] > (1 - MARGIN_SHARE) * heightPt;
}

/** A page of a Chinese report has Chinese characters: accented letters in their place are a lost encoding; arrows, box drawing and shapes say nothing. */
function isForeign(text: string): boolean {
	const chinese = text.match(/[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]/g)?.length ?? 0;
	const foreign = text.match(/[^\x00-\x7f\u2000-\u206f\u2190-\u2bff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/gu)?.length ?? 0;
	return foreign > FOREIGN && foreign > 2 * chinese;
}

/** Whether a character on a scan is text of its own: a watermark that is laid over the scan is none. */
function isText({ leanDeg = 0, contrast = 1 }: Glyph): boolean {
	return Math.abs(leanDeg) < LEAN_DEG && contrast > FAINT;
}

/** The resolution at which to draw a page: that of the scan that fills it, within bounds. */
export function dpiOf(page: Page): number {
	const scan = page.images
		.filter(({ box }) => box[2] - box[0] > 0.5 * page.widthPt || picturedShare(page) > PICTURED_SHARE)
		.map(({ box, widthPx, heightPx }) => Math.max((widthPx / (box[2] - box[0])) * 72, (heightPx / (box[3] - box[1])) * 72))
		.sort((a, b) => b - a)[0];
	return Math.min(300, Math.max(150, scan ?? 200));
}
