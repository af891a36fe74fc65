import type { Block } from "./table.ts";

/** A document as its reader sees it: blocks in reading order over all pages. */
export interface ReportDocument {
	readonly blocks: readonly Block[];
	readonly pageCount: number;
	/** "mixed" when some pages, or some regions, were recognised from pixels. */
	readonly text: "digital" | "scanned" | "mixed";
	/** Numbers of the pages (from 1) that were recognised from pixels. */
	readonly ocrPages: readonly number[];
	/** Pictures that are large enough to be a table, on pages that were not recognised. */
	readonly pictureCount: number;
	/** Typical confidence of running text, 0 to 1; 1 where the document encodes it. */
	readonly textConfidence: number;
}
