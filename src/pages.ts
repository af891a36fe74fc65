// The door "gouji/pdf": the pages of a PDF, and the tables on pages.
import type { TablesRead } from "./mapping/read-tables.ts";
import { readTables as readTablesWith } from "./mapping/read-tables.ts";
import type { Page } from "./model/page.ts";
import { plainBytes } from "./reading/pdf/bytes.ts";
import { leavePdf, readPdf as readWithBoth } from "./reading/read-pdf.ts";
import type { TableOptions } from "./reading/tables/find-tables.ts";

export type { TablesRead } from "./mapping/read-tables.ts";
export { GoujiError } from "./model/errors.ts";
export type { Box } from "./model/geometry.ts";
export type { Fill, Glyph, ImageBox, Page, Ruling } from "./model/page.ts";
export type { Cell, Table, TableMethod, TextLine } from "./model/table.ts";
export type { TableOptions } from "./reading/tables/find-tables.ts";
export { confidenceOf, findTables } from "./reading/tables/find-tables.ts";
export type { TableSettings } from "./reading/tables/settings.ts";
export { DEFAULT_SETTINGS } from "./reading/tables/settings.ts";

/**
 * The pages of a PDF in order, each by PDFium, or by pdf.js where that reads it better: characters, rulings, shading,
 * pictures, in points from the top left of the displayed page. Scanned pages have pictures and no characters.
 * Throws GoujiError for what is no PDF, is locked, or is too large.
 */
export async function readPdf(bytes: Uint8Array): Promise<readonly Page[]> {
	const plain = plainBytes(bytes);
	const { pages } = await readWithBoth(plain);
	await leavePdf(plain);
	return pages;
}

/**
 * The tables of a PDF read page by page, in memory that does not grow with its pages: what `findTables` finds on the pages of `readPdf`.
 * Scanned pages are not recognised here: they are named as unread, for tables may stand on them. Throws GoujiError as `readPdf` does.
 */
export async function readTables(bytes: Uint8Array, options: TableOptions = {}): Promise<TablesRead> {
	return readTablesWith(plainBytes(bytes), {}, options);
}
