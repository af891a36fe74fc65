import type { ReportDocument } from "../../model/document.ts";
import type { Box } from "../../model/geometry.ts";
import { median, unionOf } from "../../model/geometry.ts";
import type { ImageBox, Page } from "../../model/page.ts";
import type { Block } from "../../model/table.ts";
import type { PageContent, TableScope } from "./page-content.ts";
import { bands, contentOf } from "./page-content.ts";
import { findHeadersFooters } from "./pages/headers-footers.ts";
import { joinPages } from "./pages/join-pages.ts";
import { bendBack, turnBack } from "./pages/orientation.ts";
import { inWrittenOrder } from "./pages/page-order.ts";
import type { TextColumn } from "./pages/paragraphs.ts";
import { paragraphsOf } from "./pages/paragraphs.ts";
import { partSheet } from "./pages/sheets.ts";
import { preparedPage } from "./seen/prepare.ts";
import type { TableSettings } from "./settings.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

/** Pages as one document: paragraphs and tables in reading order, continued ones joined. See docs/tables.md. */
export function buildDocument(
	pages: readonly Page[],
	settings: TableSettings = DEFAULT_SETTINGS,
	scope: TableScope = "report",
): ReportDocument {
	const upright = inWrittenOrder(pages, settings)
		.flatMap((page) => partSheet(page, settings))
		.map((page) => preparedPage(page, settings));
	const headersFooters = findHeadersFooters(
		upright.map(({ page }) => page),
		settings,
	);
	const found = upright.map(({ page }) => contentOf(page, headersFooters, { settings, scope }));
	const column = commonColumn(
		found.flatMap((content) => content.column ?? []),
		found.map(extentOf),
	);
	const built = upright.map(({ back }, i) => {
		const blocks = found[i] ? blocksOf(found[i], column, settings) : [];
		return back ? blocks.map((block) => turnBack(block, back)) : blocks;
	});
	const warps = new Map(pages.flatMap(({ number, warp }) => (warp ? [[number, warp] as const] : [])));
	const ocrPages = pages.filter((page) => page.method === "ocr").map((page) => page.number);
	return {
		blocks: joinPages(built, column, { settings, scanned: new Set(ocrPages) }).map((block) => bendBack(block, warps)),
		pageCount: pages.length,
		readings: pages.map(({ number, reader, method }) => ({ page: number, reader, method })),
		text: ocrPages.length === 0 ? "digital" : ocrPages.length === pages.length ? "scanned" : "mixed",
		ocrPages,
		pictureCount: pages
			.filter((page) => page.method === "text")
			.flatMap((page) => page.images.filter((image) => isLarge(image, page, settings))).length,
		textConfidence: median(
			pages.flatMap((page) => page.glyphs.map((glyph) => glyph.confidence ?? 1)),
			1,
		),
	};
}

/** Whether a picture is large enough to hold a table. */
function isLarge({ box }: ImageBox, page: Page, { paragraphs }: TableSettings): boolean {
	const { pictureWidthShare, pictureHeightShare } = paragraphs;
	return box[2] - box[0] > pictureWidthShare * page.widthPt && box[3] - box[1] > pictureHeightShare * page.heightPt;
}

/** The text column that most pages keep; pages of one document share their margins. `extents` is what is printed on each. */
export function commonColumn(columns: readonly TextColumn[], extents: readonly Box[]): TextColumn {
	const [x0, , x1] = unionOf(extents);
	return {
		left: median(
			columns.map((column) => column.left),
			x0,
		),
		right: median(
			columns.map((column) => column.right),
			x1,
		),
	};
}

/** Around the tables and the running text of a page. */
export function extentOf({ tables, running }: PageContent): Box {
	return unionOf([...tables.map(({ table }) => table.box), ...running.map((glyph) => glyph.box)]);
}

/** The paragraphs and tables of a page from top to bottom, in its upright coordinates. */
export function blocksOf({ page, tables, running, column }: PageContent, common: TextColumn, settings: TableSettings): Block[] {
	const place = { page: page.number, column: withMargins(column, common, settings) };
	const paragraphs = bands(running, tables).flatMap((band) => paragraphsOf(band, place, settings));
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
function withMargins(own: TextColumn | undefined, common: TextColumn, { continued }: TableSettings): TextColumn {
	if (!own) return common;
	const isIndented = own.left > common.left && own.left - common.left < continued.maxShiftPt;
	return isIndented ? { ...own, left: common.left } : own;
}
