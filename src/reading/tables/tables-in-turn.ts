import type { Box } from "../../model/geometry.ts";
import { largest, smallest } from "../../model/many.ts";
import type { Page } from "../../model/page.ts";
import type { Block, Paragraph, Table } from "../../model/table.ts";
import type { Warp } from "../../model/warp.ts";
import { blocksOf, commonColumn, extentOf } from "./build-document.ts";
import { linesOf } from "./lines.ts";
import type { PageContent } from "./page-content.ts";
import { bands, contentOf } from "./page-content.ts";
import type { EdgeCounts, EdgeLine } from "./pages/headers-footers.ts";
import { edgeLines, isHeaderFooter } from "./pages/headers-footers.ts";
import { joinPages } from "./pages/join-pages.ts";
import type { UprightPage } from "./pages/orientation.ts";
import { bendBack, turnBack } from "./pages/orientation.ts";
import type { TellingLines } from "./pages/page-order.ts";
import { tellingLines, writtenOrder } from "./pages/page-order.ts";
import type { TextColumn } from "./pages/paragraphs.ts";
import { partSheet } from "./pages/sheets.ts";
import { preparedPage } from "./seen/prepare.ts";
import type { TableSettings } from "./settings.ts";

/** Finds the tables of any document whose pages are given one after another, and keeps of each no more than its tables and how it begins and ends. */
export interface TablesInTurn {
	/** Takes the next page; or again the one at a place among those taken, as `again` asked for. */
	readonly take: (page: Page, place?: number) => void;
	/**
	 * Places of pages that are wanted again, now that all were taken: a header is known by those after it, and so is the margin of a page
	 * whose text ends beside its last table. None of most documents, and none for good once all that were wanted were taken.
	 */
	readonly again: () => readonly number[];
	/** The tables in reading order, continued ones joined: those that `buildDocument` finds in "any" document of these pages. */
	readonly tables: () => readonly Table[];
}

/** What is kept of a page. */
interface Digest {
	readonly telling: TellingLines;
	readonly warp: readonly [number, Warp] | undefined;
	/** The pages printed on it. */
	readonly sheets: readonly SheetDigest[];
}

interface SheetDigest {
	/** Lines at its edges, and which were taken for headers or footers. */
	readonly edges: readonly (Pick<EdgeLine, "key" | "text"> & { readonly isLeftOut: boolean })[];
	/** Its tables in displayed coordinates; text before, after or without them is one paragraph that says nothing. */
	readonly blocks: readonly Block[];
	/** Only the document's margins tell whether it begins and ends with a table. */
	readonly isUnsure: boolean;
	readonly column: TextColumn | undefined;
	readonly extent: Box;
}

/** A document that nothing is known of yet. */
export function tablesInTurn(settings: TableSettings): TablesInTurn {
	const digests: Digest[] = [];
	const counts = new Map<string, number>();
	let [sheets, column] = [0, undefined as TextColumn | undefined];
	const take = (page: Page, place = digests.length) => {
		const upright = partSheet(page, settings).map((sheet) => preparedPage(sheet, settings));
		const edges = upright.map((sheet) => edgeLines(sheet.page, settings));
		if (place === digests.length) {
			sheets += upright.length;
			for (const { key } of edges.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		const known = { counts, pages: sheets };
		digests[place] = {
			telling: tellingLines(page, settings),
			warp: page.warp && [page.number, page.warp],
			sheets: upright.map((sheet, i) => digestOf(sheet, edges[i] ?? [], { known, column, settings })),
		};
	};
	const where = (isWanted: (sheet: SheetDigest) => boolean) =>
		digests.flatMap((digest, place) => (digest.sheets.some(isWanted) ? [place] : []));
	const again = () => {
		const known = { counts, pages: sheets };
		const misjudged = where((sheet) => sheet.edges.some((edge) => edge.isLeftOut !== isHeaderFooter(edge, known, settings)));
		if (misjudged.length > 0) return misjudged;
		column ??= columnOf(digests);
		return where(({ isUnsure }) => isUnsure);
	};
	return { take, again, tables: () => tablesOf(digests, settings) };
}

function columnOf(digests: readonly Digest[]): TextColumn {
	const sheets = digests.flatMap((digest) => digest.sheets);
	return commonColumn(
		sheets.flatMap((sheet) => sheet.column ?? []),
		sheets.map(({ extent }) => extent),
	);
}

function tablesOf(digests: readonly Digest[], settings: TableSettings): Table[] {
	const order = digests.length < 2 ? digests.map((_, i) => i) : writtenOrder(digests.map(({ telling }) => telling));
	const pages = order.flatMap((place) => digests[place]?.sheets.map(({ blocks }) => blocks) ?? []);
	const warps = new Map(digests.flatMap(({ warp }) => (warp ? [warp] : [])));
	const joined = joinPages(pages, columnOf(digests), { settings, scanned: new Set() }).map((block) => bendBack(block, warps));
	return joined.flatMap((block) => (block.kind === "table" ? [block.table] : []));
}

interface Known {
	readonly known: EdgeCounts;
	/** The document's margins; undefined as long as pages are to come. */
	readonly column: TextColumn | undefined;
	readonly settings: TableSettings;
}

function digestOf({ page, back }: UprightPage, lines: readonly EdgeLine[], { known, column, settings }: Known): SheetDigest {
	const judged = lines.map((line) => ({ line, isLeftOut: isHeaderFooter(line, known, settings) }));
	const headersFooters = new Set(judged.flatMap(({ line, isLeftOut }) => (isLeftOut ? line.glyphs : [])));
	const content = contentOf(page, headersFooters, { settings, scope: "any" });
	const ends = column ? undefined : endsOf(content, settings);
	const blocks = ends ? bare(content, ends) : blocksOf(content, column ?? { left: 0, right: 0 }, settings).map(said);
	return {
		edges: judged.map(({ line: { key, text }, isLeftOut }) => ({ key, text, isLeftOut })),
		blocks: back ? blocks.map((block) => turnBack(block, back)) : blocks,
		isUnsure: ends?.isUnsure ?? false,
		column: content.column,
		extent: extentOf(content),
	};
}

/** Text that keeps tables of two pages apart, and says nothing. */
const TEXT: Paragraph = { text: "", lines: [], page: 0, box: [0, 0, 0, 0], centred: false };
const SOME_TEXT: Block = { kind: "paragraph", paragraph: TEXT };

function said(block: Block): Block {
	return block.kind === "table" ? block : SOME_TEXT;
}

interface Ends {
	readonly beginsWithText: boolean;
	readonly endsWithText: boolean;
	readonly isUnsure: boolean;
}

/** Whether text stands before the first table and after the last one: a paragraph stands where its first line does. */
function endsOf({ tables, running }: PageContent, settings: TableSettings): Ends {
	const heights = bands(running, tables).map((band) =>
		linesOf(band, settings).map(({ glyphs }) => smallest(glyphs.map(({ box }) => box[1]))),
	);
	const first = smallest(heights.flat());
	const [top, last] = [smallest(tables.map(({ table }) => table.box[1])), largest(tables.map(({ table }) => table.box[1]))];
	const isBelow = heights.some((band) => band.every((y) => y > last));
	return {
		beginsWithText: first < top,
		endsWithText: isBelow,
		// Lines above and below the beginning of the last table may be one paragraph, or several.
		isUnsure: tables.length > 0 && (first === top || (!isBelow && heights.flat().some((y) => y >= last))),
	};
}

/** The tables of a page from top to bottom, with bare text before and after them. */
function bare({ tables, running }: PageContent, { beginsWithText, endsWithText }: Ends): Block[] {
	if (tables.length === 0) return running.length > 0 ? [SOME_TEXT] : [];
	const inOrder = tables.map(({ table }) => table).sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
	const placed = inOrder.map((table): Block => ({ kind: "table", table }));
	return [...(beginsWithText ? [SOME_TEXT] : []), ...placed, ...(endsWithText ? [SOME_TEXT] : [])];
}
