import type { MappedContent } from "../../src/family.ts";
import { withReaders } from "../../src/family.ts";
import type { Evidence, LinearEquation, ReportDocument } from "../../src/rules.ts";
import type { Edition } from "./forms/editions.ts";
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
import { balances, remedySums, resultSums, rowSums } from "./rules/arithmetic.ts";
import type { Report } from "./schema.ts";

/** The last year whose reports may print their figures in tables of their own. */
const LAST_FREE_YEAR = 2018;

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
export function mapReport(document: ReportDocument): MappedContent<ReadReport> {
	const read = readReport(document);
	const { tables, headings, narrative } = read;
	return {
		figures: tables.evidence,
		issues: [...tables.issues, ...findDoubts(document, headings, tables)],
		editions: editionsOf(tables),
		equations: equationsOf(tables.evidence, tables.requestsEdition),
		isComplete: tables.found.size === TABLE_NAMES.length,
		texts: narrative.sections,
		content: read,
	};
}

function readReport(document: ReportDocument): ReadReport {
	const headings = findHeadings(document);
	const title = findTitle(document, headings[0]?.block ?? document.blocks.length);
	const narrative = readSections(document, headings, title?.blocks ?? new Set());
	const opening = [narrative.sections.preamble, narrative.sections.overview].filter((text) => text !== null).join("\n");
	const period = findPeriod(opening);
	const signedYear = narrative.publishedOn ? Number(narrative.publishedOn.slice(0, 4)) - 1 : undefined;
	const year = title?.year ?? (period ? Number(period.from.slice(0, 4)) : signedYear);
	const read = readTables(document, year !== undefined && year <= LAST_FREE_YEAR);
	const tables = { ...read, evidence: withReaders(read.evidence, document.readings) };
	return { document, headings, title, narrative, period, year, tables };
}

function editionsOf({ proactiveEdition, requestsEdition }: ReadTables): Readonly<Record<string, string>> {
	return {
		...(proactiveEdition ? { proactive: proactiveEdition } : {}),
		...(requestsEdition ? { requests: requestsEdition } : {}),
	};
}

/** The form's sums over figures that are there: rows, results, balance, reviews and lawsuits. */
function equationsOf(figures: readonly Evidence[], edition: Edition = "2021"): LinearEquation[] {
	const paths = new Set(figures.filter(({ state }) => state !== "absent").map(({ path }) => path));
	return [...rowSums(edition), ...resultSums(edition), ...balances(), ...remedySums()]
		.map(({ left, right }) => ({ left, right }))
		.filter(({ left, right }) => [...left, ...right].every((path) => paths.has(path)));
}
