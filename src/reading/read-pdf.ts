import { GoujiError } from "../model/errors.ts";
import type { IssueFacts } from "../model/issue.ts";
import type { Page } from "../model/page.ts";
import type { ReaderFailure } from "../model/witness.ts";
import { failureOf } from "../model/witness.ts";
import { needsOcr } from "./needs-ocr.ts";
import { hasMovedObjects } from "./pdf/cross-reference.ts";
import { cutOf } from "./pdf/file-end.ts";
import type { PdfiumPage } from "./pdf/pdfium/read-pages.ts";
import { seenAs } from "./pdf/seen-as.ts";
import { withinTime } from "./within-time.ts";

/** The two readers of PDF, which share no code. Either throws GoujiError for what no reader should read. */
export interface PdfReaders {
	/** Every page in order; undefined where it cannot open the document. */
	readonly pdfium: (bytes: Uint8Array) => Promise<readonly PdfiumPage[] | undefined>;
	/** Every page in order. */
	readonly pdfjs: (bytes: Uint8Array) => Promise<readonly Page[]>;
}

/** PDFium as WebAssembly, and pdf.js; each is loaded where it is needed. */
export const PDF_READERS: PdfReaders = {
	pdfium: async (bytes) => (await import("./pdf/pdfium/read-pages.ts")).readWithPdfium(bytes),
	pdfjs: async (bytes) => (await import("./pdf/read-pages.ts")).readPages(bytes),
};

/** What one reader gave of a document's pages, or why it gave nothing. */
type PagesOrFailure = { readonly pages: readonly Page[] } | { readonly failure: ReaderFailure };

/** The pages of a PDF, by the reader that reads each best. */
export interface PdfReading {
	readonly pages: readonly Page[];
	/** Whether a figure is announced as something else than what is painted. */
	readonly isReplaced: boolean;
	/** What of the document may be missing: its file was cut short, or pages have nothing on them. */
	readonly losses: readonly IssueFacts[];
	/** Readers that were asked and gave nothing. */
	readonly failures: readonly ReaderFailure[];
	/** The same pages, each by the reader that did not give it above: who failed before fails again. */
	readonly askOther: () => Promise<PagesOrFailure>;
}

/**
 * PDFium reads first: as exact, and several times as fast as pdf.js. Pages that it has doubts about
 * are read by pdf.js, and whole documents that it cannot read. A reader that does not answer within `callMs` has failed.
 * Throws GoujiError where neither reads the document.
 */
export async function readPdf(bytes: Uint8Array, readers: PdfReaders = PDF_READERS, callMs?: number): Promise<PdfReading> {
	const reading = await readWith({
		pdfium: () => withinTime(readers.pdfium(bytes), callMs),
		pdfjs: () => withinTime(readers.pdfjs(bytes), callMs),
	});
	return { ...reading, losses: lossesOf(reading.pages, bytes) };
}

/** Says that nobody will draw a document that was read: what PDFium holds of it goes to the next one. */
export async function leavePdf(bytes: Uint8Array): Promise<void> {
	(await import("./pdf/pdfium/open-document.ts")).leaveDocument(bytes);
}

function lossesOf(pages: readonly Page[], bytes: Uint8Array): IssueFacts[] {
	const blank = pages.filter((page) => page.failure === undefined && isBlank(page));
	return [...damageOf(bytes), ...blank.map(({ number }): IssueFacts => ({ code: "blank-page", page: number }))];
}

/** Whether these are the bytes that were written; readers repair a file without a word. */
function damageOf(bytes: Uint8Array): IssueFacts[] {
	const sign = cutOf(bytes);
	if (sign) return [{ code: "cut-short", sign }];
	return hasMovedObjects(bytes) ? [{ code: "altered-file" }] : [];
}

/** Readers show a page whose content was lost as an empty one. */
function isBlank({ glyphs, rulings, fills, images, shapes = 0 }: Page): boolean {
	return glyphs.length + rulings.length + fills.length + images.length + shapes === 0;
}

/** Both readers, given the document. */
interface Ready {
	readonly pdfium: () => ReturnType<PdfReaders["pdfium"]>;
	readonly pdfjs: () => ReturnType<PdfReaders["pdfjs"]>;
}

/** A reading before it is asked whether something is missing. */
type Read = Omit<PdfReading, "losses">;

async function readWith(readers: Ready): Promise<Read> {
	const fast = await askPdfium(readers);
	if ("failure" in fast) return readWithPdfjsOnly(readers, fast.failure);
	const first = fast.pages.map(({ page }) => page);
	const isReplaced = fast.pages.some(({ doubt }) => doubt === "replaced");
	if (fast.pages.every(({ doubt }) => doubt === undefined)) {
		return { pages: first, isReplaced, failures: [], askOther: () => askPdfjs(readers) };
	}
	const again = await askPdfjs(readers);
	if ("failure" in again) return { pages: first, isReplaced, failures: [again.failure], askOther: async () => again };
	const pages = fast.pages.map((read, i) => chosen(read, again.pages[i]));
	// A page that the other reader does not have is left out, and one that only the other has is there: both differ then.
	const others = pages.flatMap((page, i) => (page.reader === "pdfium" ? again.pages[i] : seenByOther(fast.pages[i], page)) ?? []);
	const surplus = again.pages.slice(pages.length);
	const failures = fast.pages.some((read, i) => hasMissed(read, pages[i])) ? [NOTHING_OF_PDFIUM] : [];
	return { pages, isReplaced, failures, askOther: async () => ({ pages: [...others, ...surplus] }) };
}

async function readWithPdfjsOnly({ pdfjs }: Ready, failure: ReaderFailure): Promise<Read> {
	const pages = await pdfjs();
	if (pages.length === 0) {
		throw new GoujiError("unreadable", "No reader gave a page of the document", {
			hint: "Open it; if it shows a report, send it to the maintainers.",
		});
	}
	return { pages, isReplaced: false, failures: [failure], askOther: async () => ({ failure }) };
}

async function askPdfium({
	pdfium,
}: Ready): Promise<{ readonly pages: readonly PdfiumPage[] } | { readonly failure: ReaderFailure }> {
	try {
		const pages = await pdfium();
		if (pages && pages.length > 0) return { pages: pages.map(doubtDrawn) };
		return { failure: { reader: "pdfium", kind: "refused", detail: "the document cannot be opened" } };
	} catch (error) {
		// What the document itself deserves is for the operator, whichever reader says it.
		if (error instanceof GoujiError && error.code !== "timeout") throw error;
		return { failure: failureOf("pdfium", error) };
	}
}

const NOTHING_OF_PDFIUM: ReaderFailure = {
	reader: "pdfium",
	kind: "nothing",
	detail: "pages without the text that pdf.js reads",
};

/** Whether PDFium gave lines and no text of a page that has text. */
function hasMissed({ page, doubt }: PdfiumPage, chosen: Page | undefined): boolean {
	return doubt === "nothing" && needsOcr(page) === "drawn-text" && chosen !== undefined && needsOcr(chosen) === undefined;
}

/** A page of lines without text is drawn and recognised only where the other reader finds no text in it either. */
export function doubtDrawn(read: PdfiumPage): PdfiumPage {
	return read.doubt === undefined && needsOcr(read.page) === "drawn-text" ? { ...read, doubt: "nothing" } : read;
}

async function askPdfjs({ pdfjs }: Ready): Promise<PagesOrFailure> {
	try {
		const pages = await pdfjs();
		return pages.length > 0 ? { pages } : { failure: { reader: "pdf.js", kind: "nothing", detail: "no page was given" } };
	} catch (error) {
		return { failure: failureOf("pdf.js", error) };
	}
}

/** What PDFium read of a page that pdf.js was taken for; what is hidden on it is known by pdf.js alone. */
function seenByOther(read: PdfiumPage | undefined, page: Page): Page | undefined {
	const isHidden = read?.doubt === "layers" || read?.doubt === "hidden" || read?.doubt === "covered";
	return isHidden ? seenAs(read.page, page) : read?.page;
}

/**
 * A page without a way back to characters stays as it is, to be read from its pixels, unless pdf.js finds one.
 * A page in doubt that pdf.js gave up on was read by nobody: PDFium's doubt stands, and the page says so.
 */
export function chosen({ page, doubt }: PdfiumPage, again: Page | undefined): Page {
	if (doubt === undefined) return page;
	if (again === undefined) return { ...page, failure: "pdf.js has no such page" };
	if (again.failure !== undefined) return { ...page, failure: again.failure };
	return doubt === "unmapped" && needsOcr(again) !== undefined ? page : again;
}
