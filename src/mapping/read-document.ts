import type { DocumentOrigin, PublishedReport } from "../check/published-report.ts";
import type { PageReading, ReportDocument } from "../model/document.ts";
import type { Box } from "../model/geometry.ts";
import type { Issue } from "../model/issue.ts";
import { issueOf } from "../model/issue.ts";
import type { Page } from "../model/page.ts";
import type { ReaderFailure } from "../model/witness.ts";
import { failureOf } from "../model/witness.ts";
import { needsOcr } from "../reading/needs-ocr.ts";
import { ENGINE_IDS } from "../reading/ocr/engine.ts";
import { pictureBoxes, withPictures } from "../reading/pictures.ts";
import type { PageDrawer } from "../reading/pixels/page-drawer.ts";
import type { PdfReaders, PdfReading } from "../reading/read-pdf.ts";
import { readPdf } from "../reading/read-pdf.ts";
import type { Recognition, RecognizedPage, Recognizer } from "../reading/recognizer.ts";
import { recognizePages } from "../reading/recognizer.ts";
import { buildDocument } from "../reading/tables/build-document.ts";
import type { MappedReport, ReportMapper } from "./mapped-report.ts";

/** What reading needs besides the bytes. */
export interface ReadingContext<Report extends PublishedReport = PublishedReport> {
	readonly pipeline: ReportMapper<Report>;
	readonly recognizer: Recognizer;
	/** PDFium and pdf.js unless told. */
	readonly readers?: PdfReaders;
	/** Draws the pages that figures are looked at on; PDFium unless told. */
	readonly draw?: PageDrawer;
	/** What the report says of its bytes, where it was read from a part of them; told from the bytes unless given. */
	readonly origin?: DocumentOrigin;
	/** How long a reader may take before it counts as failed, in milliseconds. */
	readonly readerMs?: number;
	/** Told of faults of gouji inside a reader or engine, whatever becomes of the document. */
	readonly onBug?: (bug: ReaderFailure) => void;
}

/** A page read from its pixels; with `regions`, only what stands inside these boxes was. */
export type RecognizedRegion = RecognizedPage & { readonly regions?: readonly Box[] };

/** The first reading of a document, mapped once, and what it takes to ask others. */
export interface FirstReading<Report extends PublishedReport = PublishedReport> {
	/** Pages as the document was built from them: recognised ones in place of what they replace. */
	readonly pages: readonly Page[];
	readonly document: ReportDocument;
	readonly mapped: MappedReport<Report>;
	readonly recognized: readonly RecognizedRegion[];
	/** Parts of the document that nobody read. */
	readonly issues: readonly Issue[];
	readonly failures: readonly ReaderFailure[];
	readonly isReplaced: boolean;
	readonly askOther: PdfReading["askOther"];
}

/** The first reading of a PDF. Throws GoujiError where no reader or engine can read it. */
export async function readFirst<Report extends PublishedReport>(
	bytes: Uint8Array,
	tools: ReadingContext<Report>,
): Promise<FirstReading<Report>> {
	const reading = await read(bytes, tools);
	return { ...reading, mapped: reading.mapped ?? tools.pipeline.map(reading.document) };
}

/** A reading that is mapped already where that was needed to know what else to read. */
type PartialReading<Report extends PublishedReport> = Omit<FirstReading, "mapped"> & { readonly mapped?: MappedReport<Report> };

async function read<Report extends PublishedReport>(
	bytes: Uint8Array,
	tools: ReadingContext<Report>,
): Promise<PartialReading<Report>> {
	const { pages, losses, ...rest } = await readPdf(bytes, tools.readers, tools.readerMs);
	const reading = { ...rest, pages, recognized: [], issues: [...losses.map(issueOf), ...pages.flatMap(unreadPage)] };
	const unread = pages.filter((page) => needsOcr(page) !== undefined);
	if (unread.length > 0) return readScanned(bytes, reading, { unread, tools });
	return readPictures(bytes, { ...reading, document: buildDocument(pages) }, tools);
}

/** The issue of a page that its reader gave up on. */
export function unreadPage({ number, reader, failure }: Page): Issue[] {
	return failure === undefined ? [] : [issueOf({ code: "page-not-read", page: number, reader })];
}

/** Pages without usable text are recognised; where the engine fails, the others are kept and these are named. */
async function readScanned<Report extends PublishedReport>(
	bytes: Uint8Array,
	reading: Omit<PartialReading<Report>, "document">,
	{ unread, tools }: { readonly unread: readonly Page[]; readonly tools: ReadingContext<Report> },
): Promise<PartialReading<Report>> {
	const { pages } = reading;
	const read = await recognize(bytes, unread, tools);
	if ("failure" in read) {
		if (unread.length === pages.length) throw read.error;
		return { ...reading, ...withFailure(reading, unread, read.failure), document: buildDocument(pages) };
	}
	const { recognized } = read;
	const failures = [...reading.failures, ...read.failures];
	const byNumber = new Map<number, Page>(recognized.map(({ page }) => [page.number, page]));
	const joined = pages.map((page) => byNumber.get(page.number) ?? page);
	const issues = [...reading.issues.filter(({ code }) => code !== "page-not-read"), ...joined.flatMap(unreadPage)];
	return readPictures(bytes, { ...reading, issues, failures, pages: joined, recognized, document: buildDocument(joined) }, tools);
}

/** Where a table is missing and pictures stand among the text, the pictures are read too; pages recognised whole are done with. */
async function readPictures<Report extends PublishedReport>(
	bytes: Uint8Array,
	reading: PartialReading<Report>,
	tools: ReadingContext<Report>,
): Promise<PartialReading<Report>> {
	const { pages } = reading;
	const pictured = pages.filter((page) => page.method === "text" && pictureBoxes(page).length > 0);
	if (pictured.length === 0) return reading;
	const first = { ...reading, mapped: tools.pipeline.map(reading.document) };
	if (first.mapped.isComplete || isOther(first)) return first;
	const read = await recognize(bytes, pictured, tools);
	if ("failure" in read) return { ...first, ...withFailure(first, pictured, read.failure) };
	const regional = read.recognized.map((entry) => ({
		...entry,
		regions: pictureBoxes(pages.find((page) => page.number === entry.page.number) ?? entry.page),
	}));
	const byNumber = new Map(regional.map((entry) => [entry.page.number, entry]));
	const joined = pages.map((page) => {
		const entry = byNumber.get(page.number);
		return entry ? withPictures(page, entry.page, entry.regions) : page;
	});
	const issues = [...reading.issues, ...regional.flatMap(({ page }) => unreadPage(page))];
	const recognized = [...reading.recognized, ...regional];
	const failures = [...reading.failures, ...read.failures];
	return { ...reading, issues, failures, pages: joined, recognized, document: withRegions(buildDocument(joined), regional) };
}

/** A document whose text says nothing of a report has none in its pictures either: a yearbook with a banner on every page. */
const TELLING_GLYPHS = 300;

function isOther({ mapped, pages }: { readonly mapped: MappedReport; readonly pages: readonly Page[] }): boolean {
	const glyphs = pages.reduce((sum, page) => sum + page.glyphs.length, 0);
	return mapped.isReport === false && glyphs >= TELLING_GLYPHS;
}

/** A document of text whose pictures were recognised, saying so. */
export function withRegions(document: ReportDocument, recognized: readonly RecognizedRegion[]): ReportDocument {
	const regional = recognized.map(
		({ page, regions = [] }): PageReading => ({ page: page.number, reader: page.reader, method: "ocr", regions }),
	);
	const readings = [...document.readings, ...regional].sort((a, b) => a.page - b.page);
	const pages = new Set([...document.ocrPages, ...recognized.map(({ page }) => page.number)]);
	return { ...document, readings, text: "mixed", ocrPages: [...pages].sort((a, b) => a - b) };
}

async function recognize(
	bytes: Uint8Array,
	pages: readonly Page[],
	{ recognizer }: ReadingContext,
): Promise<Recognition | { readonly failure: ReaderFailure; readonly error: unknown }> {
	try {
		return await recognizePages(bytes, pages, recognizer);
	} catch (error) {
		return { failure: failureOf(ENGINE_IDS.text, error), error };
	}
}

function withFailure(
	{ issues, failures }: Pick<FirstReading, "issues" | "failures">,
	pages: readonly Page[],
	failure: ReaderFailure,
): Pick<FirstReading, "issues" | "failures"> {
	const named = pages.map(({ number }) => issueOf({ code: "page-not-read", page: number, reader: failure.reader }));
	return { issues: [...issues, ...named], failures: [...failures, failure] };
}
