import { createHash } from "node:crypto";
import { buildDocument } from "../layout/build.ts";
import type { ReportDocument } from "../model/document.ts";
import { readPages } from "../pdf/read-pages.ts";
import type { DocumentOrigin, Pipeline, PublishedReport } from "./pipeline.ts";

/** Bytes of a PDF to pages to a document in reading order. Throws GoujiError as `readPages` does. */
export async function readDocument(bytes: Uint8Array): Promise<ReportDocument> {
	return buildDocument(await readPages(bytes));
}

/** The whole way of one document: bytes to pages, to a document, to a checked report. */
export async function extractReport(bytes: Uint8Array, file: string, pipeline: Pipeline): Promise<PublishedReport> {
	const origin: DocumentOrigin = { file, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
	return pipeline.buildReport(await readDocument(bytes), origin);
}
