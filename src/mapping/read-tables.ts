import type { Page } from "../model/page.ts";
import type { Table } from "../model/table.ts";
import { needsOcr } from "../reading/needs-ocr.ts";
import { withPagesInTurn } from "../reading/pages-in-turn.ts";
import type { Recognizer } from "../reading/recognizer.ts";
import type { TableOptions } from "../reading/tables/find-tables.ts";
import { findTablesInTurn } from "../reading/tables/find-tables.ts";

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

/** What reading tables needs besides the bytes. */
export interface TableTools {
	/** Reads pages without usable text; where left out they are unread. */
	readonly recognizer?: Recognizer;
	/** How long a reader may take before it counts as failed, in milliseconds. */
	readonly readerMs?: number;
}

/**
 * The tables of a PDF, report or not, read page by page: none is held but those that had to be recognised. Pages without usable text are
 * recognised; pictures on pages that have text are not: digital tables stand where they stand. Throws GoujiError where nothing of it
 * can be read.
 */
export async function readTables(
	bytes: Uint8Array,
	{ recognizer, readerMs }: TableTools,
	selection: TableSelection = {},
): Promise<TablesRead> {
	return withPagesInTurn(
		bytes,
		async ({ count, page }) => {
			const sight = pageSight(bytes, page, recognizer);
			const numbers = Array.from({ length: count }, (_, i) => i + 1);
			const tables = await findTablesInTurn(numbers, sight.page, selection);
			return { tables, pageCount: count, unread: sight.unread() };
		},
		{ callMs: readerMs },
	);
}

interface Sight {
	readonly page: (number: number) => Promise<Page>;
	/** Numbers of pages that nobody could read, in order. Throws what engines threw where there are no others. */
	readonly unread: () => readonly number[];
}

/** Pages as they are read, or recognised: once, for it takes long. Engines that fail are not asked again. */
function pageSight(bytes: Uint8Array, read: (number: number) => Promise<Page>, recognizer: Recognizer | undefined): Sight {
	const [recognized, seen, unread] = [new Map<number, Page>(), new Set<number>(), new Set<number>()];
	let failure: { readonly error: unknown } | undefined;
	const recognizedBy = async (page: Page): Promise<Page> => {
		if (!recognizer || failure) return page;
		try {
			const { recognizePages } = await import("../reading/recognizer.ts");
			const [{ page: found } = { page }] = (await recognizePages(bytes, [page], recognizer)).recognized;
			recognized.set(page.number, found);
			return found;
		} catch (error) {
			failure = { error };
			return page;
		}
	};
	const page = async (number: number): Promise<Page> => {
		const known = recognized.get(number);
		if (known) return known;
		const plain = await read(number);
		const isTextless = needsOcr(plain) !== undefined;
		const found = isTextless ? await recognizedBy(plain) : plain;
		seen.add(number);
		if (found.failure !== undefined || (isTextless && found.method === "text")) unread.add(number);
		return found;
	};
	return {
		page,
		unread: () => {
			if (failure && unread.size === seen.size) throw failure.error;
			return [...unread];
		},
	};
}
