import { midY } from "../../model/geometry.ts";
import type { Glyph, Page } from "../../model/page.ts";
import { findOpenTables } from "./open/open-tables.ts";
import type { PageTable } from "./page-table.ts";
import type { TextColumn } from "./pages/paragraphs.ts";
import { textColumnOf } from "./pages/paragraphs.ts";
import { findRuledTables } from "./ruled/ruled-tables.ts";
import { mergeRulings } from "./ruled/rulings.ts";
import type { TableSettings } from "./settings.ts";
import { findUnruledTables } from "./unruled/unruled-tables.ts";

/** An upright page as its tables and the characters that remain as running text. */
export interface PageContent {
	readonly page: Page;
	readonly tables: readonly PageTable[];
	readonly running: readonly Glyph[];
	/** Undefined where the page has too little running text to tell. */
	readonly column: TextColumn | undefined;
}

/**
 * What tables are looked for. Reports have tables of figures with labels, and their reading is held to what is known of such
 * tables; "any" finds those of any document: of words too, beside running text, and under lines that only part rows.
 */
export type TableScope = "report" | "any";

/** Finds the tables of one page: ruled ones first, then unruled ones among what they left. */
export function contentOf(
	page: Page,
	headersFooters: ReadonlySet<Glyph>,
	{ settings, scope: wanted }: { readonly settings: TableSettings; readonly scope: TableScope },
): PageContent {
	// Recognised characters stand only about where they say: their tables are told by rulings and figures.
	const scope = page.method === "ocr" ? "report" : wanted;
	const { ruled, free } = ruledContentOf(page, headersFooters, settings, scope);
	const unruled = bands(free, ruled).flatMap((band) =>
		scope === "any"
			? findOpenTables({ glyphs: band, rulings: mergeRulings(page.rulings, "horizontal", settings), page: page.number }, settings)
			: findUnruledTables(band, page.number, settings),
	);
	const running = without(free, unruled);
	return { page, tables: [...ruled, ...unruled], running, column: textColumnOf(running, settings) };
}

/** The ruled tables of one page, its printed characters, and those of them that no ruled table took. */
export function ruledContentOf(
	page: Page,
	headersFooters: ReadonlySet<Glyph>,
	settings: TableSettings,
	scope: TableScope = "report",
): { readonly ruled: readonly PageTable[]; readonly glyphs: readonly Glyph[]; readonly free: readonly Glyph[] } {
	const glyphs = page.glyphs.filter(
		(glyph) => !headersFooters.has(glyph) && (!glyph.invisible || page.method === "ocr") && glyph.direction === 0,
	);
	const ruled = findRuledTables(page, glyphs, settings, scope);
	return { ruled, glyphs, free: without(glyphs, ruled) };
}

/** Free characters between tables: text above a table and text below it never belong together. */
export function bands(glyphs: readonly Glyph[], tables: readonly PageTable[]): Glyph[][] {
	const cuts = tables.map(({ table }) => midY(table.box)).sort((a, b) => a - b);
	const result: Glyph[][] = Array.from({ length: cuts.length + 1 }, () => []);
	for (const glyph of glyphs) result[cuts.filter((cut) => cut < midY(glyph.box)).length]?.push(glyph);
	return result.filter((band) => band.length > 0);
}

function without(glyphs: readonly Glyph[], tables: readonly PageTable[]): Glyph[] {
	const taken = new Set(tables.flatMap((table) => [...table.taken]));
	return glyphs.filter((glyph) => !taken.has(glyph));
}
