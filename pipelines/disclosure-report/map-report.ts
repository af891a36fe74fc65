import type { LinearEquation, MappedReport, ReportDocument } from "../../src/index.ts";
import { withReaders } from "../../src/index.ts";
import { sumsOf } from "./fields/equations.ts";
import { isListYear, issuedForms, newestOf } from "./fields/forms.ts";
import type { Forms } from "./fields/types.ts";
import { publishReport } from "./publish-report.ts";
import { findDoubts } from "./read/doubts.ts";
import type { SectionHeading } from "./read/headings.ts";
import { findHeadings } from "./read/headings.ts";
import { findPeriod } from "./read/preamble.ts";
import type { ReadSections } from "./read/sections.ts";
import { readSections } from "./read/sections.ts";
import type { ReadTables } from "./read/tables.ts";
import { readTables, TABLE_NAMES } from "./read/tables.ts";
import type { ReadTitle } from "./read/title.ts";
import { findTitle } from "./read/title.ts";
import type { Report } from "./schema.ts";

/** All that was understood of a document, before readers and engines are weighed. */
export interface ReadReport {
	readonly document: ReportDocument;
	readonly headings: readonly SectionHeading[];
	readonly title: ReadTitle | undefined;
	readonly narrative: ReadSections;
	readonly period: Report["period"];
	/** The year reported on; undefined where nothing tells. */
	readonly year: number | undefined;
	readonly tables: ReadTables;
}

/** Understands a document as a disclosure report: title, sections, tables and the editions that these follow. */
export function mapReport(document: ReportDocument, forms: Forms = issuedForms): MappedReport {
	const read = readReport(document, forms);
	const { tables, headings, narrative } = read;
	return {
		figures: tables.evidence,
		issues: [...tables.issues, ...findDoubts(document, headings, tables)],
		editions: editionsOf(tables),
		equations: equationsOf(tables),
		isComplete: tables.found.size === TABLE_NAMES.length,
		texts: narrative.sections,
		publish: (origin, arbitration) => publishReport(read, origin, arbitration),
	};
}

function readReport(document: ReportDocument, forms: Forms): ReadReport {
	const headings = findHeadings(document);
	const title = findTitle(document, headings[0]?.block ?? document.blocks.length);
	const narrative = readSections(document, headings, title?.blocks ?? new Set());
	const opening = [narrative.sections.preamble, narrative.sections.overview].filter((text) => text !== null).join("\n");
	const period = findPeriod(opening);
	const signedYear = narrative.publishedOn ? Number(narrative.publishedOn.slice(0, 4)) - 1 : undefined;
	const year = title?.year ?? (period ? Number(period.from.slice(0, 4)) : signedYear);
	const read = readTables(document, year !== undefined && isListYear(year, forms), forms);
	const tables = { ...read, evidence: withReaders(read.evidence, document.readings) };
	return { document, headings, title, narrative, period, year, tables };
}

function editionsOf({ proactiveEdition, requestsEdition }: ReadTables): Readonly<Record<string, string>> {
	return {
		...(proactiveEdition ? { proactive: proactiveEdition.id } : {}),
		...(requestsEdition ? { requests: requestsEdition.id } : {}),
	};
}

/** The form's sums over figures that are there: rows, results, balance, reviews and lawsuits. */
function equationsOf({ evidence, requestsEdition, forms }: ReadTables): LinearEquation[] {
	const paths = new Set(evidence.filter(({ state }) => state !== "absent").map(({ path }) => path));
	return sumsOf(requestsEdition ?? newestOf(forms))
		.map(({ left, right }) => ({ left, right }))
		.filter(({ left, right }) => [...left, ...right].every((path) => paths.has(path)));
}
