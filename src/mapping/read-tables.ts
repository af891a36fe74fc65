import type { Page } from "../model/page.ts";
import type { Table } from "../model/table.ts";
import { needsOcr } from "../reading/needs-ocr.ts";
import { leavePdf, readPdf } from "../reading/read-pdf.ts";
import { recognizePages } from "../reading/recognizer.ts";
import type { TableOptions } from "../reading/tables/find-tables.ts";
import { findTables } from "../reading/tables/find-tables.ts";
import type { ReadingContext } from "./read-document.ts";

/** Which tables of a document are wanted. */
export type TableSelection = TableOptions;

/** The tables of a document, and how much of it was looked at. */
export interface TablesRead {
	readonly tables: readonly Table[];
	/** How many pages the document has. */
	readonly pageCount: number;
	/** Pages that were wanted and nobody could read: tables may stand on them. */
	readonly unread: readonly number[];
}

/**
 * The tables of a PDF, report or not. Pages without usable text are recognised; pictures on pages that have text are not: digital
 * tables stand where they stand. Throws GoujiError where nothing of it can be read.
 */
export async function readTables(
	bytes: Uint8Array,
	tools: Pick<ReadingContext, "readers" | "readerMs" | "recognizer">,
	selection: TableSelection = {},
): Promise<TablesRead> {
	const { pages } = await readPdf(bytes, tools.readers, tools.readerMs);
	const wanted = pages.filter(({ number }) => selection.pages?.includes(number) ?? true);
	const textless = wanted.filter((page) => needsOcr(page) !== undefined);
	const recognized = textless.length > 0 ? await recognizedBy(bytes, { wanted, textless }, tools) : new Map<number, Page>();
	await leavePdf(bytes);
	const read = wanted.map((page) => recognized.get(page.number) ?? page);
	const unread = read.filter((page) => page.failure !== undefined || (textless.includes(page) && page.method === "text"));
	return { tables: findTables(read, selection), pageCount: pages.length, unread: unread.map(({ number }) => number) };
}

/** Recognised pages by number. Where the engines fail, the others are kept; where there are no others, their error is the document's. */
async function recognizedBy(
	bytes: Uint8Array,
	{ wanted, textless }: { readonly wanted: readonly Page[]; readonly textless: readonly Page[] },
	{ recognizer }: Pick<ReadingContext, "recognizer">,
): Promise<ReadonlyMap<number, Page>> {
	try {
		const { recognized } = await recognizePages(bytes, textless, recognizer);
		return new Map(recognized.map(({ page }) => [page.number, page]));
	} catch (error) {
		if (textless.length === wanted.length) throw error;
		return new Map();
	}
}
