import { GoujiError } from "../../../model/errors.ts";
import type { Box, Matrix } from "../../../model/geometry.ts";
import { multiply } from "../../../model/geometry.ts";
import type { Page } from "../../../model/page.ts";
import { refuseLarge, refuseOther, refusePages, textBound, tooMuchPainting } from "../bytes.ts";
import { frameOf } from "../frame.ts";
import { hasLayers } from "../layers.ts";
import type { PdfLimits } from "../limits.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import type { SeenGlyphs } from "../visibility.ts";
import { asSeen, shapesOf } from "../visibility.ts";
import type { Pdfium } from "./module.ts";
import { endPdfium } from "./module.ts";
import { readObjects } from "./objects.ts";
import type { OpenDocument } from "./open-document.ts";
import { keepForDrawing, leavePage, loadedPage, openDocument } from "./open-document.ts";
import type { PageText } from "./text.ts";
import { readText } from "./text.ts";

/** `FPDF_ERR_PASSWORD` of `fpdfview.h`. */
const NEEDS_PASSWORD = 4;
/** Annotations that show nothing of their own: links and pop-up notes, by `fpdf_annot.h`. */
const SILENT_ANNOTATIONS = new Set([2, 16]);
/** More painting than any page that people read has. */
const MAX_OBJECTS = 500_000;

/** A page as PDFium reads it, and why it had better be read by the other reader too. */
export interface PdfiumPage {
	readonly page: Page;
	/**
	 * nothing: no text and no picture; annotations: these show something; replaced: the document announces
	 * other text than it paints; unmapped: some characters have no meaning known to this reader; covered: a picture
	 * is painted over text, which then need not be what the picture shows; hidden: text is there that is not seen;
	 * layers: parts of the page can be switched off.
	 */
	readonly doubt: "nothing" | "annotations" | "replaced" | "unmapped" | "covered" | "hidden" | "layers" | undefined;
}

/**
 * Every page of a PDF, in order, read by PDFium. Undefined where it cannot open the document.
 * Throws GoujiError: empty-file, not-a-pdf, password-needed, too-large, too-many-pages, too-much-text.
 */
export async function readWithPdfium(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<PdfiumPage[] | undefined> {
	const open = await openChecked(bytes, limits);
	const reader = pageReader(open, bytes, { limits, leave: (number, page) => leavePage(open, number, page) });
	if (!reader) return undefined;
	const pages: PdfiumPage[] = [];
	// A trap of WebAssembly, or a bug of ours, leaves through here: whoever asked tells them apart.
	for (let number = 1; number <= reader.count; number++) {
		const page = reader.read(number);
		if (!page) return undefined;
		pages.push(page);
	}
	keepForDrawing(bytes, open);
	return pages;
}

/** The pages of a document that stays open, read one by one. */
export interface PdfiumPages {
	readonly count: number;
	/** A page by its number from 1, which nothing is held of; undefined where PDFium cannot load it. Throws GoujiError: too-much-text. */
	readonly read: (number: number) => PdfiumPage | undefined;
	/** Ends the instance that read them, where it did not trap. */
	readonly close: () => void;
}

/** Opens a PDF to read its pages one by one. Undefined, and throws, as `readWithPdfium` does. */
export async function openWithPdfium(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<PdfiumPages | undefined> {
	const open = await openChecked(bytes, limits);
	const reader = pageReader(open, bytes, { limits, leave: (_, page) => open.pdfium._FPDF_ClosePage(page) });
	return reader && { ...reader, close: () => endPdfium(open.pdfium) };
}

async function openChecked(bytes: Uint8Array, limits: PdfLimits): Promise<OpenDocument> {
	refuseLarge(bytes, limits);
	refuseOther(bytes);
	return openDocument(bytes);
}

interface Reading {
	readonly limits: PdfLimits;
	/** What becomes of a page that was read. */
	readonly leave: (number: number, page: number) => void;
}

function pageReader(
	open: OpenDocument,
	bytes: Uint8Array,
	{ limits, leave }: Reading,
): Pick<PdfiumPages, "count" | "read"> | undefined {
	const { pdfium, document } = open;
	if (document === 0) {
		if (pdfium._FPDF_GetLastError() === NEEDS_PASSWORD)
			throw new GoujiError("password-needed", "The PDF is encrypted and needs a password", {
				hint: "Ask the publisher for an open copy, or save one without a password.",
			});
		return undefined;
	}
	const count = pdfium._FPDF_GetPageCount(document);
	if (count < 1) return undefined;
	refusePages(count, limits);
	const scratch = pdfium._malloc(128);
	const actualText = pdfium._malloc(16);
	pdfium.HEAPU8.set(new TextEncoder().encode("ActualText\0"), actualText);
	const isLayered = hasLayers(bytes);
	const text = textBound(limits);
	const read = (number: number): PdfiumPage | undefined => {
		const page = loadedPage(open, number);
		if (page === 0) return undefined;
		const one = readOne(page, number, { pdfium, scratch, actualText, maxGlyphs: limits.glyphs });
		leave(number, page);
		text.add(number, one.page.glyphs.length);
		return isLayered && one.doubt === undefined ? { ...one, doubt: "layers" } : one;
	};
	return { count, read };
}

interface Instance {
	readonly pdfium: Pdfium;
	readonly scratch: number;
	readonly actualText: number;
	readonly maxGlyphs: number;
}

function readOne(page: number, number: number, instance: Instance): PdfiumPage {
	const shown = viewOf(page, instance);
	const first = readIn(page, number, { ...instance, ...shown });
	const frame = frameOf(first.page.glyphs, shown.view);
	if (!frame) return first;
	const toPage = multiply(frame.toRead, shown.toPage);
	const again = readIn(page, number, { ...instance, toPage, view: frame.view });
	return { ...again, page: { ...again.page, toDisplayed: frame.toDisplayed } };
}

interface Shown {
	/** From user space to the page that is read. */
	readonly toPage: Matrix;
	readonly view: Box;
}

function readIn(page: number, number: number, of: Instance & Shown): PdfiumPage {
	const { pdfium, scratch, actualText, maxGlyphs, toPage, view } = of;
	const objects = readObjects({ pdfium, page, toPage, view, scratch, maxCount: MAX_OBJECTS });
	if (objects.count > MAX_OBJECTS) throw tooMuchPainting(number, objects.count);
	const text = readText({ pdfium, page, toPage, scratch, textOf: objects.textOf, actualText, maxCount: maxGlyphs });
	const [, , widthPt, heightPt] = view;
	const seen = asSeen(text.glyphs, objects.areas, view);
	const glyphs = seen.glyphs.filter(({ box }) => box[2] > 0 && box[0] < widthPt && box[3] > 0 && box[1] < heightPt);
	const { rulings, fills, images } = objects;
	return {
		page: {
			number,
			widthPt,
			heightPt,
			glyphs,
			rulings,
			fills,
			images,
			shapes: shapesOf(objects.areas),
			method: "text",
			reader: "pdfium",
			unmappedShare: text.count === 0 ? 0 : text.unmapped / text.count,
		},
		doubt: doubtOf({ text, seen, isCovered: objects.isCovered, isEmpty: glyphs.length === 0 && images.length === 0 }, () =>
			hasShowingAnnotations(page, pdfium),
		),
	};
}

/** Lines set in type repeat one another from row to row, and PDFium leaves out what repeats text close by. */
const DRAWN_LINE = /^[\u2500-\u257f]$/;

interface Judged {
	readonly text: PageText;
	readonly seen: SeenGlyphs;
	readonly isCovered: boolean;
	readonly isEmpty: boolean;
}

function doubtOf({ text, seen, isCovered, isEmpty }: Judged, hasAnnotations: () => boolean): PdfiumPage["doubt"] {
	if (text.isReplaced) return "replaced";
	if (isCovered || seen.hidden === "picture") return "covered";
	if (seen.hidden === "paint" || isMixed(seen, text)) return "hidden";
	if (text.unmapped > 0) return "unmapped";
	if (text.isThinned && text.glyphs.some(({ glyph }) => DRAWN_LINE.test(glyph.text))) return "replaced";
	if (hasAnnotations()) return "annotations";
	return isEmpty ? "nothing" : undefined;
}

/** Whether hidden text stands among text that is seen: PDFium leaves out what repeats something on its place, though it be what is seen. */
function isMixed({ glyphs }: SeenGlyphs, { isThinned }: PageText): boolean {
	return glyphs.some(({ invisible }) => invisible) && (isThinned || glyphs.some(({ invisible }) => !invisible));
}

/** How the page is displayed: its crop box, turned; as pdf.js' viewport does. */
export function viewOf(page: number, { pdfium, scratch }: { pdfium: Pdfium; scratch: number }): Shown {
	pdfium._FPDF_GetPageBoundingBox(page, scratch);
	const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4);
	const [width, height] = [right - left, top - bottom];
	switch (pdfium._FPDFPage_GetRotation(page)) {
		case 1:
			return { toPage: [0, 1, 1, 0, -bottom, -left], view: [0, 0, height, width] };
		case 2:
			return { toPage: [-1, 0, 0, 1, right, -bottom], view: [0, 0, width, height] };
		case 3:
			return { toPage: [0, -1, -1, 0, top, right], view: [0, 0, height, width] };
		default:
			return { toPage: [1, 0, 0, -1, -left, top], view: [0, 0, width, height] };
	}
}

function hasShowingAnnotations(page: number, pdfium: Pdfium): boolean {
	const count = pdfium._FPDFPage_GetAnnotCount(page);
	for (let i = 0; i < count; i++) {
		const annotation = pdfium._FPDFPage_GetAnnot(page, i);
		const kind = annotation === 0 ? 0 : pdfium._FPDFAnnot_GetSubtype(annotation);
		if (annotation !== 0) pdfium._FPDFPage_CloseAnnot(annotation);
		if (!SILENT_ANNOTATIONS.has(kind)) return true;
	}
	return false;
}
