import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { checkReport } from "../../pipelines/disclosure-report/check-report.ts";
import { parseReport } from "../../pipelines/disclosure-report/parse-report.ts";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import type { Page } from "../../src/model/page.ts";
import type { ReaderFailure } from "../../src/model/witness.ts";
import type { PdfiumPage } from "../../src/reading/pdf/pdfium/read-pages.ts";
import type { PdfReaders } from "../../src/reading/read-pdf.ts";
import { PDF_READERS, readPdf } from "../../src/reading/read-pdf.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";
import { parseReport as deskReport } from "../../src/review/desk/report.ts";
import { pageOf } from "../support/pages.ts";

const SAMPLE = "samples/bureau-2023-inconsistent/bureau-2023-inconsistent.pdf";
let bytes = new Uint8Array();
let fast: readonly PdfiumPage[] = [];
let slow: readonly Page[] = [];
beforeAll(async () => {
	bytes = new Uint8Array(await readFile(SAMPLE));
	fast = (await PDF_READERS.pdfium(bytes)) ?? [];
	slow = await PDF_READERS.pdfjs(bytes);
});

const readers = (pdfium: readonly PdfiumPage[] | undefined, pdfjs: readonly Page[]): PdfReaders => ({
	pdfium: async () => pdfium,
	pdfjs: async () => pdfjs,
});
const failed = (page: Page): Page => ({ ...page, glyphs: [], rulings: [], failure: "it cannot be decoded" });
const extract = (given: PdfReaders, onBug?: (bug: ReaderFailure) => void) =>
	extractReport(bytes, "a.pdf", {
		pipeline: disclosureReport,
		recognizer: new Recognizer(),
		readers: given,
		...(onBug ? { onBug } : {}),
	});

describe("a page that no reader read", () => {
	test.each(["nothing", "annotations", "covered", "replaced"] as const)("is named where PDFium's doubt is %s", async (doubt) => {
		const doubtful = fast.map((read, i) => (i === 1 ? { ...read, doubt } : read));
		const { pages } = await readPdf(
			bytes,
			readers(
				doubtful,
				slow.map((page, i) => (i === 1 ? failed(page) : page)),
			),
		);
		expect(pages[1]?.failure).toBe("it cannot be decoded");
	});

	test("bars accusations", async () => {
		const empty = fast.map(
			(read, i): PdfiumPage => (i === 1 ? { page: { ...read.page, glyphs: [], rulings: [] }, doubt: "nothing" } : read),
		);
		const report = await extract(
			readers(
				empty,
				slow.map((page, i) => (i === 1 ? failed(page) : page)),
			),
		);
		expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "page-not-read", page: 2 }));
		expect(report.findings.filter(({ verdict }) => verdict === "broken")).toEqual([]);
	});

	test("makes a document unreadable, and none that is no report", async () => {
		const blank = slow.map(failed);
		await expect(extract(readers(undefined, blank))).rejects.toMatchObject({ code: "unreadable" });
		await expect(extract(readers(undefined, []))).rejects.toMatchObject({ code: "unreadable" });
	});
});

test("a page that one reader has and the other has not is no agreement of one with itself", async () => {
	const doubtful = fast.map((read, i) => (i === 0 ? { ...read, doubt: "annotations" as const } : read));
	const { askOther } = await readPdf(bytes, readers(doubtful, slow.slice(0, 1)));
	const other = await askOther();
	expect("pages" in other && other.pages.map(({ reader, number }) => [reader, number])).toEqual([["pdfium", 1]]);
	const cut = await readPdf(bytes, readers(doubtful.slice(0, 1), slow));
	const more = await cut.askOther();
	expect("pages" in more && more.pages.map(({ number }) => number)).toEqual(slow.map(({ number }) => number));
});

test("a bug of ours is told although the document is refused", async () => {
	const bugs: ReaderFailure[] = [];
	const throwing: PdfReaders = {
		pdfium: async () => {
			throw new TypeError("ours");
		},
		pdfjs: async () => [pageOf(1, {})],
	};
	await expect(extract(throwing, (bug) => bugs.push(bug))).rejects.toThrow();
	expect(bugs).toMatchObject([{ reader: "pdfium", kind: "bug" }]);
});

describe("a report's JSON", () => {
	const sample = async () =>
		Report.parse(JSON.parse(await readFile(SAMPLE.replace("bureau-2023-inconsistent.pdf", "expected.json"), "utf8")));

	test("of version 1 can be checked as the desk holds it", async () => {
		const { reading: _, assessments: __, ...now } = await sample();
		const reasons = ["reading in doubt: requests (rows with scraps of labels: 2)"];
		const held = deskReport(JSON.stringify({ ...now, schema: "gouji/report@1", quality: { ...now.quality, reasons } }));
		expect(parseReport(held).quality.reasons).toMatchObject([{ code: "label-scraps", table: "requests", count: 2 }]);
	});

	test("without a year keeps the fingerprints of its findings", async () => {
		const report = { ...(await sample()), year: null };
		const [first] = checkReport(report).findings;
		const again = checkReport(JSON.parse(JSON.stringify(checkReport(report)))).findings[0];
		expect(again?.fingerprint).toBe(first?.fingerprint);
		expect(first?.fingerprint).toBe(checkReport({ ...report, year: 0 }).findings[0]?.fingerprint);
	});
});
