import { GoujiError } from "../model/errors.ts";
import type { Page } from "../model/page.ts";
import type { PdfiumPage, PdfiumPages } from "./pdf/pdfium/read-pages.ts";
import type { PdfJsPages } from "./pdf/read-pages.ts";
import { chosen, doubtDrawn } from "./read-pdf.ts";
import { withinTime } from "./within-time.ts";

/** The two readers of PDF, which share no code, each for one page after another. */
export interface PageReaders {
	/** Undefined where it cannot open the document. */
	readonly pdfium: (bytes: Uint8Array) => Promise<PdfiumPages | undefined>;
	readonly pdfjs: (bytes: Uint8Array) => Promise<PdfJsPages>;
}

/** PDFium as WebAssembly, and pdf.js; each is loaded where it is needed. */
export const PAGE_READERS: PageReaders = {
	pdfium: async (bytes) => (await import("./pdf/pdfium/read-pages.ts")).openWithPdfium(bytes),
	pdfjs: async (bytes) => (await import("./pdf/read-pages.ts")).openPages(bytes),
};

/** The pages of a document that stays open. */
export interface PagesInTurn {
	readonly count: number;
	/** A page by its number from 1, by the reader that reads it best; any page as often as it is wanted, none of which is held. */
	readonly page: (number: number) => Promise<Page>;
}

/**
 * Hands a PDF's pages to `use`, which asks for them one by one: `readPdf` for documents of any length. PDFium reads; a page that it has
 * doubts about is read by pdf.js. Where PDFium cannot read the document, or fails on a page of it, `use` begins anew with pages by
 * pdf.js. A reader that does not answer within `callMs` has failed. Throws GoujiError where neither reads the document, and what `use` throws.
 */
export async function withPagesInTurn<T>(
	bytes: Uint8Array,
	use: (pages: PagesInTurn) => Promise<T>,
	{ readers = PAGE_READERS, callMs }: { readonly readers?: PageReaders; readonly callMs?: number | undefined } = {},
): Promise<T> {
	const second = secondReader(async () => withinTime(readers.pdfjs(bytes), callMs), callMs);
	try {
		const first = await opened(async () => withinTime(readers.pdfium(bytes), callMs));
		const used = first && (await usedWith(first, second, use));
		if (used) return used.value;
		const { count, read } = await second.open();
		return await use({ count, page: async (number) => withinTime(read(number), callMs) });
	} finally {
		await second.close();
	}
}

/** PDFium, unless it cannot open the document or fails. Throws GoujiError: what the document itself deserves. */
async function opened(open: () => Promise<PdfiumPages | undefined>): Promise<PdfiumPages | undefined> {
	try {
		return await open();
	} catch (error) {
		if (error instanceof GoujiError && error.code !== "timeout") throw error;
		return undefined;
	}
}

/** What comes of pages by PDFium; undefined where it fails on one of them. */
async function usedWith<T>(
	first: PdfiumPages,
	second: SecondReader,
	use: (pages: PagesInTurn) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
	let hasFailed = false;
	const page = async (number: number): Promise<Page> => {
		const read = attempt(() => first.read(number));
		if (read) return second.judge(doubtDrawn(read), number);
		hasFailed = true;
		throw new Error(`PDFium fails on page ${number}`);
	};
	try {
		const value = await use({ count: first.count, page });
		first.close();
		return { value };
	} catch (error) {
		if (hasFailed) return undefined;
		throw error;
	}
}

/** A trap of WebAssembly costs the reader, not the document. */
function attempt(read: () => PdfiumPage | undefined): PdfiumPage | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof GoujiError) throw error;
		return undefined;
	}
}

interface SecondReader {
	/** Opened when it is first needed; throws where it cannot be. */
	readonly open: () => Promise<PdfJsPages>;
	/** A page in doubt as the better reader has it; as it is, once the second one has failed. */
	readonly judge: (read: PdfiumPage, number: number) => Promise<Page>;
	readonly close: () => Promise<void>;
}

function secondReader(opening: () => Promise<PdfJsPages>, callMs: number | undefined): SecondReader {
	let pages: Promise<PdfJsPages> | undefined;
	let hasFailed = false;
	const open = async () => {
		pages ??= opening();
		return pages;
	};
	const judge = async (read: PdfiumPage, number: number) => {
		if (hasFailed || read.doubt === undefined) return read.page;
		try {
			const { count, read: readOther } = await open();
			return chosen(read, number > count ? undefined : await withinTime(readOther(number), callMs));
		} catch {
			hasFailed = true;
			return read.page;
		}
	};
	const close = async () => (await pages?.catch(() => undefined))?.close();
	return { open, judge, close };
}
