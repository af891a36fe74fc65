import { withReaders } from "../../../src/family.ts";
import type { ReportDocument } from "../../../src/rules.ts";
import type { Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import type { SectionHeading } from "./heading.ts";
import { findHeadings } from "./headings.ts";
import type { Identity } from "./identity.ts";
import { closingStatements, identityOf } from "./identity.ts";
import { withHeadingsApart } from "./odd-headings.ts";
import { findPeriod } from "./preamble.ts";
import type { ReadSections } from "./sections.ts";
import { readSections } from "./sections.ts";
import { chooseReport } from "./several-reports.ts";
import { prefaceStatements, titleStatements } from "./statements.ts";
import type { ReadTables } from "./tables.ts";
import { readTables } from "./tables.ts";

/** All that was understood of a document, before readers and engines are weighed. */
export interface ReadReport {
	/** The report's part of the document. */
	readonly document: ReportDocument;
	/** How many other reports the document holds. */
	readonly others: number;
	readonly headings: readonly SectionHeading[];
	/** Whose report it is and for which year, by all that the document says. */
	readonly identity: Identity;
	readonly narrative: ReadSections;
	readonly period: Report["period"];
	readonly tables: ReadTables;
}

/** Reads what a document says of itself: headings, title, narrative, the year, and the tables in the forms of that time. */
export function readReport(whole: ReportDocument, forms: Forms): ReadReport {
	const { document: printed, others } = chooseReport(whole);
	const document = withHeadingsApart(printed, findHeadings(printed));
	const headings = findHeadings(document);
	const firstHeading = headings[0]?.block ?? document.blocks.length;
	const titles = titleStatements(document, firstHeading);
	const narrative = readSections(document, headings, new Set(titles.flatMap(({ printed }) => [...(printed?.blocks ?? [])])));
	const opening = [narrative.sections.preamble, narrative.sections.overview].filter((text) => text !== null).join("\n");
	const period = findPeriod(opening);
	const statements = [...titles, ...prefaceStatements(document, firstHeading), ...closingStatements(narrative, document)];
	const identity = identityOf(statements, narrative.publishedOn ?? document.pageDate);
	const { year } = identity;
	const read = readTables(document, year, forms);
	const tables = { ...read, evidence: withReaders(read.evidence, document.readings) };
	return { document, others, headings, identity, narrative, period, tables };
}

/** A document is a report if it says so, or has one of the form's tables, or half of its headings. */
export function isReport({ headings, identity, tables }: ReadReport): boolean {
	const isTitled = identity.taken.title?.year !== undefined && headings.length > 0;
	const isSectioned = headings.filter(({ isOdd }) => !isOdd).length >= 3;
	return isTitled || tables.found.has("requests") || tables.found.has("remedies") || isSectioned || hasStatistics(tables);
}

/** Whether the statistical table of 2014 to 2018 was read. */
export function hasStatistics({ evidence }: ReadTables): boolean {
	return evidence.some(({ path }) => path.startsWith("statistics."));
}
