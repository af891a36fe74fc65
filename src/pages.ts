// The door "gouji/pdf": the pages of a PDF, and the tables on pages.
import type { Page } from "./model/page.ts";
import type { Table, TableMethod } from "./model/table.ts";
import { plainBytes } from "./reading/pdf/bytes.ts";
import { readPdf as readWithBoth } from "./reading/read-pdf.ts";
import { buildDocument } from "./reading/tables/build-document.ts";
import type { TableSettings } from "./reading/tables/settings.ts";
import { DEFAULT_SETTINGS } from "./reading/tables/settings.ts";

export { GoujiError } from "./model/errors.ts";
export type { Box } from "./model/geometry.ts";
export type { Fill, Glyph, ImageBox, Page, Ruling } from "./model/page.ts";
export type { Cell, Table, TableMethod, TextLine } from "./model/table.ts";
export type { TableSettings } from "./reading/tables/settings.ts";
export { DEFAULT_SETTINGS } from "./reading/tables/settings.ts";

/**
 * The pages of a PDF in order, each by PDFium, or by pdf.js where that reads it better: characters, rulings, shading,
 * pictures, in points from the top left of the displayed page. Scanned pages have pictures and no characters.
 * Throws GoujiError for what is no PDF, is locked, or is too large.
 */
export async function readPdf(bytes: Uint8Array): Promise<readonly Page[]> {
	return (await readWithBoth(plainBytes(bytes))).pages;
}

/** What tables are wanted. */
export interface TableOptions {
	/** How their cells may be found: by rulings, or by how text is aligned; either where left out. */
	readonly methods?: readonly TableMethod[];
	/** Tolerances of the steps, each with its meaning and its default in `DEFAULT_SETTINGS`. */
	readonly settings?: TableSettings;
}

/** The tables of a document's pages in reading order; one that continues on the next page is one table. */
export function findTables(
	pages: readonly Page[],
	{ methods = ["ruled", "aligned"], settings = DEFAULT_SETTINGS }: TableOptions = {},
): readonly Table[] {
	return buildDocument(pages, settings)
		.blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []))
		.filter(({ method }) => methods.includes(method));
}
