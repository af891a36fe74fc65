import type { Pdfium } from "./module.ts";
import { endPdfium, startPdfium } from "./module.ts";

/** A document open in an instance of PDFium that has read nothing else. */
export interface OpenDocument {
	readonly pdfium: Pdfium;
	readonly document: number;
	/** Pages that are still loaded, by their numbers from 1. */
	readonly pages: Map<number, number>;
}

/** So many pages stay loaded for whoever draws them: reports have fewer, and longer documents do not fill the memory. */
const MAX_LOADED = 40;

/** Documents read to their end, for as long as their bytes are held and until they are drawn. */
const read = new WeakMap<Uint8Array, OpenDocument>();

/** Opens a document in a fresh instance; its handle is 0 where PDFium cannot. */
export async function openDocument(bytes: Uint8Array): Promise<OpenDocument> {
	const pdfium = await startPdfium();
	const data = pdfium._malloc(bytes.length);
	pdfium.HEAPU8.set(bytes, data);
	return { pdfium, document: pdfium._FPDF_LoadMemDocument(data, bytes.length, 0), pages: new Map() };
}

/** The handle of a page, loaded once; 0 where PDFium cannot load it. */
export function loadedPage({ pdfium, document, pages }: OpenDocument, number: number): number {
	return pages.get(number) ?? pdfium._FPDF_LoadPage(document, number - 1);
}

/** Keeps a page loaded where there is room, and closes it otherwise. */
export function leavePage({ pdfium, pages }: OpenDocument, number: number, page: number): void {
	if (pages.size < MAX_LOADED) pages.set(number, page);
	else pdfium._FPDF_ClosePage(page);
}

/** Remembers a document that was read without fault: one that trapped is not used again. */
export function keepForDrawing(bytes: Uint8Array, document: OpenDocument): void {
	read.set(bytes, document);
}

/** The document as it was read, parsed already, which is given once; opened anew where it is not there. */
export async function documentToDraw(bytes: Uint8Array): Promise<OpenDocument> {
	const open = read.get(bytes);
	read.delete(bytes);
	return open ?? openDocument(bytes);
}

/** Ends the instance that read a document which nobody will draw: its memory goes to the next document. */
export function leaveDocument(bytes: Uint8Array): void {
	const open = read.get(bytes);
	read.delete(bytes);
	if (open) endPdfium(open.pdfium);
}
