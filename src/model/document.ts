import type { Box } from "./geometry.ts";
import type { IssueFacts } from "./issue.ts";
import type { Block } from "./table.ts";

/** Who read a page, or regions of it, and from what. */
export interface PageReading {
	/** Counts from 1. */
	readonly page: number;
	/** "pdfium", "pdf.js", "html", "docx", or the id of an OCR engine. */
	readonly reader: string;
	readonly method: "text" | "ocr";
	/** Only what stands inside these boxes on the displayed page; the whole page where left out. */
	readonly regions?: readonly Box[];
}

/** What a web page says of itself outside the article: in its head, in headings. */
export interface PageStatement {
	/** "window": the title that browsers show; "publisher": who the page says it has the article from. */
	readonly source: "meta" | "heading" | "window" | "publisher";
	readonly text: string;
}

/** A document as its reader sees it: blocks in reading order over all pages. */
export interface ReportDocument {
	readonly blocks: readonly Block[];
	readonly pageCount: number;
	/** At least one for each page, in page order; later ones of a page are about regions of it. */
	readonly readings: readonly PageReading[];
	/** "mixed" when some pages, or some regions, were recognised from pixels. */
	readonly text: "digital" | "scanned" | "mixed";
	/** Numbers of the pages (from 1) that were recognised from pixels. */
	readonly ocrPages: readonly number[];
	/** Pictures that are large enough to be a table, on pages that were not recognised. */
	readonly pictureCount: number;
	/** What is known to be missing of it: a file cut short, bounds that were reached. */
	readonly losses?: readonly IssueFacts[];
	/** Typical confidence of running text, 0 to 1; 1 where the document encodes it. */
	readonly textConfidence: number;
	/** What a web page says of itself outside the article; absent for other documents. */
	readonly statements?: readonly PageStatement[];
	/** Blocks of a web page that stand over its article, the last ones; absent for other documents. */
	readonly over?: readonly Block[];
	/** ISO day that a web page says it was published on. */
	readonly pageDate?: string;
}
