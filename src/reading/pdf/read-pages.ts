import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Page } from "../../model/page.ts";
import { refuseLarge, refusePages, tooMuchText } from "./bytes.ts";
import type { PdfLimits } from "./limits.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { withPdf } from "./open.ts";
import type { Layers } from "./read-page.ts";
import { readPage } from "./read-page.ts";

/**
 * Every page of a PDF, in order. Pages that pdf.js cannot decode come back empty, as viewers show them, with their `failure`.
 * Throws GoujiError: those of `withPdf`, too-large, too-many-pages, too-much-text; and a fault of ours as it is.
 */
export async function readPages(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<Page[]> {
	refuseLarge(bytes, limits);
	return withPdf(bytes, async (pdf) => {
		refusePages(pdf.numPages, limits);
		const layers = await pdf.getOptionalContentConfig();
		const pages: Page[] = [];
		let glyphs = 0;
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await readOrFailed(pdf, number, layers);
			glyphs += page.glyphs.length;
			if (glyphs > limits.glyphs) throw tooMuchText(limits, number);
			pages.push(page);
		}
		return pages;
	});
}

async function readOrFailed(pdf: PDFDocumentProxy, number: number, layers: Layers): Promise<Page> {
	let page: PDFPageProxy | undefined;
	try {
		page = await pdf.getPage(number);
		return await readPage(page, layers);
	} catch (error) {
		if (error instanceof GoujiError || isOwnBug(error)) throw error;
		return failedPage(number, error);
	} finally {
		page?.cleanup();
	}
}

function failedPage(number: number, error: unknown): Page {
	const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return {
		number,
		widthPt: 0,
		heightPt: 0,
		glyphs: [],
		rulings: [],
		fills: [],
		images: [],
		method: "text",
		reader: "pdf.js",
		unmappedShare: 0,
		failure: `pdf.js cannot decode it: ${why.slice(0, 200)}`,
	};
}
