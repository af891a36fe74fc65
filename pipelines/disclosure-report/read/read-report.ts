import { withReaders } from "../../../src/family.ts";
import type { ReportDocument } from "../../../src/rules.ts";
import { isListYear } from "../fields/forms.ts";
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
import { prefaceStatements, titleStatements } from "./statements.ts";
import type { ReadTables } from "./tables.ts";
import { readTables } from "./tables.ts";

/** All that was understood of a document, before readers and engines are weighed. */
export interface ReadReport {
	readonly document: ReportDocument;
	readonly headings: readonly SectionHeading[];
	/** Whose report it is and for which year, by all that the document says. */
	readonly identity: Identity;
	readonly narrative: ReadSections;
	readonly period: Report["period"];
	readonly tables: ReadTables;
}

/** Reads what a document says of itself: headings, title, narrative, the year, and the tables in the forms of that time. */
export function readReport(printed: ReportDocument, forms: Forms): ReadReport {
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
	const read = readTables(document, year !== undefined && isListYear(year, forms), forms);
	const tables = { ...read, evidence: withReaders(read.evidence, document.readings) };
	return { document, headings, identity, narrative, period, tables };
}
