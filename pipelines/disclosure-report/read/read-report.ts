import { withReaders } from "../../../src/family.ts";
import type { ReportDocument } from "../../../src/rules.ts";
import type { Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import type { SectionHeading } from "./headings.ts";
import { findHeadings } from "./headings.ts";
import { findPeriod } from "./preamble.ts";
import type { ReadSections } from "./sections.ts";
import { readSections } from "./sections.ts";
import { chooseReport } from "./several-reports.ts";
import type { ReadTables } from "./tables.ts";
import { readTables } from "./tables.ts";
import type { ReadTitle } from "./title.ts";
import { findTitle } from "./title.ts";

/** All that was understood of a document, before readers and engines are weighed. */
export interface ReadReport {
	/** The report's part of the document. */
	readonly document: ReportDocument;
	/** How many other reports the document holds. */
	readonly others: number;
	readonly headings: readonly SectionHeading[];
	readonly title: ReadTitle | undefined;
	readonly narrative: ReadSections;
	readonly period: Report["period"];
	/** The year reported on; undefined where nothing tells. */
	readonly year: number | undefined;
	readonly tables: ReadTables;
}

/** Reads what a document says of itself: headings, title, narrative, the year, and the tables in the forms of that time. */
export function readReport(whole: ReportDocument, forms: Forms): ReadReport {
	const { document, others } = chooseReport(whole);
	const headings = findHeadings(document);
	const title = findTitle(document, headings[0]?.block ?? document.blocks.length);
	const narrative = readSections(document, headings, title?.blocks ?? new Set());
	const opening = [narrative.sections.preamble, narrative.sections.overview].filter((text) => text !== null).join("\n");
	const period = findPeriod(opening);
	const signedYear = narrative.publishedOn ? Number(narrative.publishedOn.slice(0, 4)) - 1 : undefined;
	const year = title?.year ?? (period ? Number(period.from.slice(0, 4)) : signedYear);
	const read = readTables(document, year, forms);
	const tables = { ...read, evidence: withReaders(read.evidence, document.readings) };
	return { document, others, headings, title, narrative, period, year, tables };
}

/** A document is a report if it says so, or has one of the form's tables, or half of its headings. */
export function isReport({ headings, title, tables }: ReadReport): boolean {
	const isTitled = title?.year !== undefined && headings.length > 0;
	const hasForm = tables.found.has("requests") || tables.found.has("remedies") || headings.length >= 3;
	return isTitled || hasForm || hasStatistics(tables);
}

/** Whether the statistical table of 2014 to 2018 was read. */
export function hasStatistics({ evidence }: ReadTables): boolean {
	return evidence.some(({ path }) => path.startsWith("statistics."));
}
