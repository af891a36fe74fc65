import type { Pdfium } from "./module.ts";
import { endPdfium } from "./module.ts";
import { documentToDraw, leavePage, loadedPage } from "./open-document.ts";

/** A page as it is shown, in shades of grey row by row from the top left; 0 is black, 255 white. */
export interface GrayPage {
	/** Counts from 1. */
	readonly number: number;
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
	/** Pixels for each point, after bounds. */
	readonly scale: number;
}

/** `FPDFBitmap_Gray` of `fpdfview.h`: one byte for each pixel. */
const GRAY = 1;
/** `FPDF_ANNOT`: annotations are drawn too; form fields have a call of their own. */
const WITH_ANNOTATIONS = 1;
/** The largest picture drawn; a page of an absurd size is drawn smaller. */
const MAX_PIXELS = 12_000_000;

/**
 * Draws pages one after another as PDFium shows them, turned as displayed, with annotations and form fields. A document
 * that PDFium has just read is drawn as it is open; any other in a fresh instance. Throws where a page cannot be drawn.
 */
export async function drawGray(bytes: Uint8Array, numbers: readonly number[], dpi: number): Promise<GrayPage[]> {
	const open = await documentToDraw(bytes);
	const { pdfium, document } = open;
	if (document === 0) throw new Error("PDFium cannot open the document to draw it");
	const form = pdfium._PDFiumExt_InitFormFillEnvironment(document, pdfium._PDFiumExt_OpenFormFillInfo());
	const drawn = numbers.map((number) => {
		const page = loadedPage(open, number);
		if (page === 0) throw new Error(`PDFium cannot open page ${number} to draw it`);
		pdfium._FORM_OnAfterLoadPage(page, form);
		const picture = drawPage(pdfium, { page, form, dpi });
		leavePage(open, number, page);
		return { number, ...picture };
	});
	// The document was given to this call alone.
	endPdfium(pdfium);
	return drawn;
}

interface ToDraw {
	readonly page: number;
	readonly form: number;
	readonly dpi: number;
}

function drawPage(pdfium: Pdfium, { page, form, dpi }: ToDraw): Omit<GrayPage, "number"> {
	const [widthPt, heightPt] = [pdfium._FPDF_GetPageWidthF(page), pdfium._FPDF_GetPageHeightF(page)];
	const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / Math.max(1, widthPt * heightPt)));
	const [width, height] = [Math.max(1, Math.round(widthPt * scale)), Math.max(1, Math.round(heightPt * scale))];
	const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GRAY, 0, 0);
	if (bitmap === 0) throw new Error("PDFium has no memory for the picture of a page");
	const [start, stride] = [pdfium._FPDFBitmap_GetBuffer(bitmap), pdfium._FPDFBitmap_GetStride(bitmap)];
	pdfium.HEAPU8.fill(255, start, start + stride * height);
	pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS);
	if (form !== 0) pdfium._FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS);
	const data = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) data.set(pdfium.HEAPU8.subarray(start + y * stride, start + y * stride + width), y * width);
	pdfium._FPDFBitmap_Destroy(bitmap);
	return { width, height, data, scale };
}
