import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Page } from "../../model/page.ts";
import { refuseLarge, refusePages, textBound } from "./bytes.ts";
import type { PdfLimits } from "./limits.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { openPdf } from "./open.ts";
import type { Layers } from "./read-page.ts";
import { readPage } from "./read-page.ts";

/**
 * Every page of a PDF, in order. Pages that pdf.js cannot decode come back empty, as viewers show them, with their `failure`.
 * Throws GoujiError: those of `withPdf`, too-large, too-many-pages, too-much-text; and a fault of ours as it is.
 */
export async function readPages(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<Page[]> {
	const open = await openPages(bytes, limits);
	try {
		const pages: Page[] = [];
		for (let number = 1; number <= open.count; number++) pages.push(await open.read(number));
		return pages;
	} finally {
		await open.close();
	}
}

/** The pages of a document that stays open, read one by one. */
export interface PdfJsPages {
	readonly count: number;
	/** A page by its number from 1, which nothing is held of. */
	readonly read: (number: number) => Promise<Page>;
	readonly close: () => Promise<void>;
}

/** Opens a PDF to read its pages one by one; throws as `readPages` does. */
export async function openPages(bytes: Uint8Array, limits: PdfLimits = DEFAULT_LIMITS): Promise<PdfJsPages> {
	refuseLarge(bytes, limits);
	const { pdf, close } = await openPdf(bytes);
	try {
		refusePages(pdf.numPages, limits);
		const layers = await pdf.getOptionalContentConfig();
		const text = textBound(limits);
		const read = async (number: number) => {
			const page = await readOrFailed(pdf, number, layers);
			text.add(number, page.glyphs.length);
			return page;
		};
		return { count: pdf.numPages, read, close };
	} catch (error) {
		await close();
		throw error;
	}
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
