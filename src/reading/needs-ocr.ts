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
/** So many lines and boxes without a character are outlines of characters, and so many other shapes. */
const MANY_STROKES = 40;
/** Beside so many shapes of no other use, fewer characters than a share of these are what is left over: the rest is outlines. */
const [MANY_OUTLINES, LEFT_OVER_SHARE] = [300, 0.12];
/** A page that is shaded whole, with hardly a character, is painted with a pattern: what that shows is not known. */
const PATTERN_GLYPHS = 3;
/** So many characters of other scripts, and hardly a Chinese one, are what is left of Chinese text. */
const FOREIGN = 20;
/** Of text in no Chinese, a page of figures and English aside, marks such as `?` and `#` take less than this share. */
const MARKS_SHARE = 0.25;
/** Text on a scan that has less Chinese than this share, or less common Chinese than that, is no text of its own. */
const [CHINESE_SHARE, COMMON_SHARE] = [0.1, 0.45];
/** Less than this share of common characters is no Chinese anywhere. */
const LEAST_COMMON = 0.3;

/** Text over a scan that leans by more degrees than this, or stands out by less than that, is a watermark; smaller than that is not seen. */
const LEAN_DEG = 5;
const FAINT = 0.5;
const SEEN_PT = 2;

/** Judges one page by what its characters are and what else is on it. */
export function needsOcr(page: Page): OcrReason | undefined {
	const visible = page.glyphs.filter((glyph) => !glyph.invisible);
	const pictured = picturedShare(page);
	if (isScan(page, visible, pictured)) return page.glyphs.length - visible.length > FEW_GLYPHS ? "hidden-text" : "no-text";
	if (isOutlined(page, visible)) return "drawn-text";
	if (visible.length <= FEW_GLYPHS) return undefined;
	if (page.unmappedShare > 0.08) return "unmapped-text";
	const text = visible.map((glyph) => glyph.text).join("");
	return isGarbled(text, pictured > PICTURED_SHARE) ? "garbled-text" : undefined;
}

function isScan(page: Page, visible: readonly Glyph[], pictured: number): boolean {
	if (pictured > PICTURED_SHARE && visible.filter(isText).length <= FEW_GLYPHS) return true;
	if (pictured > SCANNED_SHARE && visible.every((glyph) => isInMargin(glyph, page) || !isText(glyph))) return true;
	const shaded = shareOf(
		page.fills.map(({ box }) => box),
		page,
	);
	return shaded > PICTURED_SHARE && visible.length <= PATTERN_GLYPHS;
}

/** Whether characters are painted as shapes; a header or a page number may be text all the same. */
function isOutlined(page: Page, visible: readonly Glyph[]): boolean {
	const { rulings, fills, shapes = 0 } = page;
	if (visible.length <= FEW_GLYPHS) return rulings.length + fills.length > MANY_STROKES || shapes > MANY_STROKES;
	if (shapes > MANY_STROKES && visible.every((glyph) => isInMargin(glyph, page))) return true;
	return shapes > MANY_OUTLINES && visible.length < LEFT_OVER_SHARE * shapes;
}

/** The share of a page that its pictures take together. */
function picturedShare(page: Page): number {
	return shareOf(
		page.images.map(({ box }) => box),
		page,
	);
}

function shareOf(boxes: readonly Box[], { widthPt, heightPt }: Page): number {
	const page: Box = [0, 0, widthPt, heightPt];
	const area = boxes.reduce((sum, box) => sum + areaOf(overlap(box, page)), 0);
	return area / Math.max(1, widthPt * heightPt);
}

function areaOf([x0, y0, x1, y1]: Box): number {
	return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function isInMargin({ box }: Glyph, { heightPt }: Page): boolean {
	return box[3] < MARGIN_SHARE * heightPt || box[1] > (1 - MARGIN_SHARE) * heightPt;
}

/** Whether text says nothing; on a scan whatever is not plainly Chinese does not. */
function isGarbled(text: string, isOnScan: boolean): boolean {
	const share = commonShare(text);
	if (share !== undefined && share < (isOnScan ? COMMON_SHARE : LEAST_COMMON)) return true;
	const chinese = text.match(/[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]/g)?.length ?? 0;
	if (isOnScan && chinese < CHINESE_SHARE * text.length) return true;
	return isForeign(text, chinese) || isMarks(text, chinese);
}

/** A page of a Chinese report has Chinese characters: accented letters in their place are a lost encoding; arrows, box drawing and shapes say nothing. */
function isForeign(text: string, chinese: number): boolean {
	const foreign = text.match(/[^\x00-\x7f\u2000-\u206f\u2190-\u2bff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/gu)?.length ?? 0;
	return foreign > FOREIGN && foreign > 2 * chinese;
}

/** Codes of a font that tells no meanings look like marks, and so do the `?` that programs put for what they cannot write. */
function isMarks(text: string, chinese: number): boolean {
	const marks = text.match(/[!"#$&'*+:;<=>?@[\\\]^_`{|}~\ufffd]/g)?.length ?? 0;
	return marks > FOREIGN && marks > MARKS_SHARE * text.length && chinese < CHINESE_SHARE * text.length;
}

/** Whether a character on a scan is text of its own: a watermark that is laid over the scan is none. */
function isText({ leanDeg = 0, contrast = 1, sizePt }: Glyph): boolean {
	return Math.abs(leanDeg) < LEAN_DEG && contrast > FAINT && sizePt >= SEEN_PT;
}

/** The long side of a page of paper, in points: of A5 and of A3 with some room. */
const PAPER_PT = [560, 1270] as const;
/** The long side of A4. */
const SHEET_PT = 842;
/** Pages of paper are drawn at so many dots per inch at least and at most, and at so many where nothing tells. */
const [LEAST_DPI, MOST_DPI, USUAL_DPI] = [150, 300, 200];
/** Pictures that take this share of a page together tell how finely it was scanned; a logo or a seal does not. */
const TELLING_SHARE = 0.08;

/**
 * How many times as large as a sheet of paper a page is: 1 for every size of paper. Programs that make pages of pictures often
 * take each pixel for a point, and a page of text then measures a metre.
 */
export function sheetScaleOf({ widthPt, heightPt }: Page): number {
	const long = Math.max(widthPt, heightPt);
	return long >= PAPER_PT[0] && long <= PAPER_PT[1] ? 1 : Math.max(1, long) / SHEET_PT;
}

/** The resolution at which to draw a page: that of the scan on it, within what sheets of paper are read at. */
export function dpiOf(page: Page): number {
	const scale = sheetScaleOf(page);
	return Math.min(MOST_DPI / scale, Math.max(LEAST_DPI / scale, scanDpiOf(page) ?? USUAL_DPI / scale));
}

/** The coarser of the two resolutions of a scan, across or down, as faxes have them; undefined where no picture tells. */
export function coarsestDpiOf(page: Page): number | undefined {
	const dpi = scanDpiOf(page, Math.min);
	return dpi && dpi * sheetScaleOf(page);
}

/** That of the finest pictures that take a share of the page together, where pictures are what it shows; of both directions the one told. */
function scanDpiOf(page: Page, either: (across: number, down: number) => number = Math.max): number | undefined {
	const isPictured = picturedShare(page) > PICTURED_SHARE;
	const pictures = page.images
		.filter(({ box }) => (box[2] - box[0] > 0.5 * page.widthPt || isPictured) && areaOf(box) > 0)
		.map((picture) => ({ share: areaOf(picture.box) / (page.widthPt * page.heightPt), dpi: either(...pictureDpi(picture)) }))
		.sort((a, b) => b.dpi - a.dpi);
	const all = pictures.reduce((sum, { share }) => sum + share, 0);
	let share = 0;
	for (const picture of pictures) {
		share += picture.share;
		if (share >= Math.min(TELLING_SHARE, 0.5 * all)) return picture.dpi;
	}
	return undefined;
}

function pictureDpi({ box, widthPx, heightPx, isTurned }: Page["images"][number]): [across: number, down: number] {
	const [across, down] = isTurned ? [heightPx, widthPx] : [widthPx, heightPx];
	return [(across / (box[2] - box[0])) * 72, (down / (box[3] - box[1])) * 72];
}
