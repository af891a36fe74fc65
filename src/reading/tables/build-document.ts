import type { ReportDocument } from "../../model/document.ts";
import { median } from "../../model/geometry.ts";
import type { Glyph, Page } from "../../model/page.ts";
import type { Block, Paragraph, Table } from "../../model/table.ts";
import { continues, joinTables } from "./pages/continued-tables.ts";
import { findHeadersFooters } from "./pages/headers-footers.ts";
import { turnBack, turnUpright } from "./pages/orientation.ts";
import type { TextColumn } from "./pages/paragraphs.ts";
import { joinCut, paragraphsOf, textColumnOf } from "./pages/paragraphs.ts";
import type { PageTable } from "./ruled/ruled-tables.ts";
import { findRuledTables } from "./ruled/ruled-tables.ts";
import { findUnruledTables } from "./unruled/unruled-tables.ts";

/** No paragraph is indented more. */
const MAX_INDENT_PT = 48;

/** Pages as one document: paragraphs and tables in reading order, continued ones joined. */
export function buildDocument(pages: readonly Page[]): ReportDocument {
	const upright = pages.map(turnUpright);
	const headersFooters = findHeadersFooters(upright.map(({ page }) => page));
	const found = upright.map(({ page }) => tablesOf(page, headersFooters));
	const column = commonColumn(found);
	const built = upright.map(({ page, back }, i) => {
		const blocks = found[i] ? blocksOf(page, found[i], column) : [];
		return back ? blocks.map((block) => turnBack(block, back)) : blocks;
	});
	const ocrPages = pages.filter((page) => page.method === "ocr").map((page) => page.number);
	return {
		blocks: joinPages(built, column),
		pageCount: pages.length,
		text: ocrPages.length === 0 ? "digital" : ocrPages.length === pages.length ? "scanned" : "mixed",
		ocrPages,
		pictureCount: pages
			.filter((page) => page.method === "text")
			.flatMap((page) => page.images.filter((image) => isLarge(image, page))).length,
		textConfidence: median(
			pages.flatMap((page) => page.glyphs.map((glyph) => glyph.confidence ?? 1)),
			1,
		),
	};
}

/** Whether a picture is large enough to hold a table. */
function isLarge({ box }: Page["images"][number], page: Page): boolean {
	return box[2] - box[0] > 0.4 * page.widthPt && box[3] - box[1] > 0.06 * page.heightPt;
}

/** The tables of a page and the characters that remain as running text. */
interface FoundTables {
	readonly tables: readonly PageTable[];
	readonly running: readonly Glyph[];
	readonly column: TextColumn | undefined;
}

function tablesOf(page: Page, headersFooters: ReadonlySet<Glyph>): FoundTables {
	const glyphs = page.glyphs.filter(
		(glyph) => !headersFooters.has(glyph) && (!glyph.invisible || page.method === "ocr") && glyph.direction === 0,
	);
	const ruled = findRuledTables(page, glyphs);
	const inRuled = new Set(ruled.flatMap(({ taken }) => [...taken]));
	const free = glyphs.filter((glyph) => !inRuled.has(glyph));
	const aligned = bands(free, ruled).flatMap((band) => findUnruledTables(band, page.number));
	const inAligned = new Set(aligned.flatMap(({ taken }) => [...taken]));
	const running = free.filter((glyph) => !inAligned.has(glyph));
	return { tables: [...ruled, ...aligned], running, column: textColumnOf(running) };
}

/** The text column that most pages keep; pages of one document share their margins. */
function commonColumn(pages: readonly FoundTables[]): TextColumn {
	const columns = pages.flatMap(({ column }) => (column ? [column] : []));
	const boxes = pages.flatMap(({ tables, running }) => [
		...tables.map(({ table }) => table.box),
		...running.map((glyph) => glyph.box),
	]);
	const left = median(
		columns.map((column) => column.left),
		Math.min(...boxes.map((box) => box[0])),
	);
	return {
		left,
		right: median(
			columns.map((column) => column.right),
			Math.max(...boxes.map((box) => box[2])),
		),
	};
}

function blocksOf(page: Page, { tables, running, column }: FoundTables, common: TextColumn): Block[] {
	const paragraphs = bands(running, tables).flatMap((band) => paragraphsOf(band, page.number, withMargins(column, common)));
	const placed = [
		...tables.map(({ table }) => ({ y: table.box[1], x: table.box[0], block: { kind: "table", table } as const })),
		...paragraphs.map((paragraph) => ({
			y: paragraph.box[1],
			x: paragraph.box[0],
			block: { kind: "paragraph", paragraph } as const,
		})),
	];
	return placed.sort((a, b) => a.y - b.y || a.x - b.x).map(({ block }) => block);
}

/** A page whose every line is indented does not show the left margin; the other pages do. */
function withMargins(own: TextColumn | undefined, common: TextColumn): TextColumn {
	if (!own) return common;
	const isIndented = own.left > common.left && own.left - common.left < MAX_INDENT_PT;
	return isIndented ? { ...own, left: common.left } : own;
}

/** Free characters between tables: text above a table and text below it never belong together. */
function bands(glyphs: readonly Glyph[], tables: readonly PageTable[]): Glyph[][] {
	const cuts = tables.map(({ table }) => (table.box[1] + table.box[3]) / 2).sort((a, b) => a - b);
	const result: Glyph[][] = Array.from({ length: cuts.length + 1 }, () => []);
	for (const glyph of glyphs) {
		const middle = (glyph.box[1] + glyph.box[3]) / 2;
		result[cuts.filter((cut) => cut < middle).length]?.push(glyph);
	}
	return result.filter((band) => band.length > 0);
}

function joinPages(pages: readonly (readonly Block[])[], column: TextColumn): Block[] {
	const blocks: Block[] = [];
	for (const [first, ...rest] of pages) {
		const last = blocks.at(-1);
		const joined = first && last ? joinBlocks(last, first, column) : undefined;
		if (joined) blocks[blocks.length - 1] = joined;
		else if (first) blocks.push(first);
		blocks.push(...rest);
	}
	return blocks;
}

function joinBlocks(last: Block, first: Block, column: TextColumn): Block | undefined {
	if (last.kind === "table" && first.kind === "table") return joinIfContinued(last.table, first.table);
	if (last.kind === "paragraph" && first.kind === "paragraph") return joinParagraphs(last.paragraph, first.paragraph, column);
	return undefined;
}

function joinIfContinued(last: Table, first: Table): Block | undefined {
	return continues(last, first) ? { kind: "table", table: joinTables(last, first) } : undefined;
}

function joinParagraphs(last: Paragraph, first: Paragraph, column: TextColumn): Block | undefined {
	const paragraph = joinCut(last, first, column);
	return paragraph ? { kind: "paragraph", paragraph } : undefined;
}
