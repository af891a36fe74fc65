import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";

/** Makes its engines only when a page has no text of its own. */
export const tools = { pipeline: disclosureReport, recognizer: new Recognizer() };

/** The report that a PDF gives, by the whole way from its bytes. */
export async function extract(pdf: string): Promise<Report> {
	const bytes = new Uint8Array(await readFile(pdf));
	return extractReport(bytes, basename(pdf), tools);
}
