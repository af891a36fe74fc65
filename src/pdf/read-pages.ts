import { GoujiError } from "../model/errors.ts";
import type { Page } from "../model/page.ts";
import type { PdfLimits } from "./limits.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { withPdf } from "./open.ts";
import { readPage } from "./read-page.ts";

/**
 * Every page of a PDF, in order. Pages that cannot be decoded come back empty, as viewers show them.
 * Throws GoujiError: those of `withPdf`, too-large, too-many-pages, too-much-text.
 */
export async function readPages(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<Page[]> {
	if (bytes.length > limits.bytes) {
		throw new GoujiError("too-large", `The file has ${bytes.length} bytes; the limit is ${limits.bytes}`, {
			hint: "Check that this is a report; raise the limit in the configuration if it is.",
		});
	}
	return withPdf(bytes, async (pdf) => {
		if (pdf.numPages > limits.pages) {
			throw new GoujiError("too-many-pages", `The PDF has ${pdf.numPages} pages; the limit is ${limits.pages}`, {
				hint: "Check that this is a report; raise the limit in the configuration if it is.",
			});
		}
		const pages: Page[] = [];
		let glyphs = 0;
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await readOrEmpty(pdf, number);
			glyphs += page.glyphs.length;
			if (glyphs > limits.glyphs) {
				throw new GoujiError("too-much-text", `The PDF has more than ${limits.glyphs} characters by page ${number}`, {
					hint: "Check that this is a report; no report seen has a tenth of that.",
				});
			}
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
	return { number, widthPt: 0, heightPt: 0, glyphs: [], rulings: [], fills: [], images: [], method: "text", unmappedShare: 0 };
}
