import type { Page } from "../model/page.ts";
import type { FastPage } from "../pdf/pdfium/read-pages.ts";
import { readFast } from "../pdf/pdfium/read-pages.ts";
import { needsOcr } from "./needs-ocr.ts";

/** The pages of a PDF, by the reader that reads each best. */
export interface ReadPdf {
	readonly pages: readonly Page[];
	/** Whether a figure is announced as something else than what is painted. */
	readonly isReplaced: boolean;
}

/**
 * PDFium reads first: as exact, and several times as fast as pdf.js. Pages that it has doubts about
 * are read by pdf.js, and whole documents that it cannot open.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
	const fast = await readFast(bytes);
	if (!fast) return { pages: await readAgain(bytes), isReplaced: false };
	const pages = fast.map(({ page }) => page);
	if (fast.every(({ doubt }) => doubt === undefined)) return { pages, isReplaced: false };
	const again = await readAgain(bytes).catch(() => pages);
	return {
		pages: fast.map((read, i) => chosen(read, again[i])),
		isReplaced: fast.some(({ doubt }) => doubt === "replaced"),
	};
}

/** The same pages by pdf.js, which shares no code with the first reader; loaded only where it is needed. */
export async function readAgain(bytes: Uint8Array): Promise<readonly Page[]> {
	const { readPages } = await import("../pdf/read-pages.ts");
	return readPages(bytes);
}

/** A page without a way back to characters stays as it is, to be read from its pixels, unless pdf.js finds one. */
function chosen({ page, doubt }: FastPage, again: Page | undefined): Page {
	if (doubt === undefined || again === undefined) return page;
	return doubt === "unmapped" && needsOcr(again) !== undefined ? page : again;
}
