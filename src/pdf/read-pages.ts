import { GoujiError } from "../model/errors.ts";
import type { Page } from "../model/page.ts";
import { refuseLarge, refusePages, tooMuchText } from "./bytes.ts";
import type { PdfLimits } from "./limits.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { withPdf } from "./open.ts";
import { readPage } from "./read-page.ts";

/**
 * Every page of a PDF, in order. Pages that cannot be decoded come back empty, as viewers show them.
 * Throws GoujiError: those of `withPdf`, too-large, too-many-pages, too-much-text.
 */
export async function readPages(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<Page[]> {
	refuseLarge(bytes, limits);
	return withPdf(bytes, async (pdf) => {
		refusePages(pdf.numPages, limits);
		const pages: Page[] = [];
		let glyphs = 0;
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await readOrEmpty(pdf, number);
			glyphs += page.glyphs.length;
			if (glyphs > limits.glyphs) throw tooMuchText(limits, number);
			pages.push(page);
		}
		return pages;
	});
}

async function readOrEmpty(pdf: Parameters<Parameters<typeof withPdf>[1]>[0], number: number): Promise<Page> {
	const page = await pdf.getPage(number).catch(() => undefined);
	if (!page) return emptyPage(number);
	try {
		return await readPage(page);
	} catch (error) {
		if (error instanceof GoujiError) throw error;
		return emptyPage(number);
	} finally {
		page.cleanup();
	}
}

function emptyPage(number: number): Page {
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
	};
}
