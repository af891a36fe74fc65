import type { Decision, Evidence, LinearEquation, ReportDocument } from "../../src/index.ts";
import { GoujiError, runRules } from "../../src/index.ts";
import { sumsOf } from "./fields/equations.ts";
import { figureFields } from "./fields/figure-fields.ts";
import { formFor, isListYear, issuedForms, newestOf } from "./fields/forms.ts";
import { tellEditions } from "./fields/tell-edition.ts";
import type { Forms } from "./fields/types.ts";
import type { Doubts } from "./read/doubts.ts";
import { findDoubts, withDoubts } from "./read/doubts.ts";
import type { SectionHeading } from "./read/headings.ts";
import { findHeadings } from "./read/headings.ts";
import { findContact, findPeriod } from "./read/preamble.ts";
import type { ReadSections } from "./read/sections.ts";
import { readSections } from "./read/sections.ts";
import type { ReadTables } from "./read/tables.ts";
import { readTables } from "./read/tables.ts";
import type { ReadTitle } from "./read/title.ts";
import { findTitle } from "./read/title.ts";
import type { ReportFacts } from "./rules/context.ts";
import { formsOf } from "./rules/context.ts";
import { heldOnPage, rulesFor } from "./rules/index.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";

/** Where a document's bytes came from. */
export interface Origin {
	readonly file: string;
	readonly sha256: string;
	readonly bytes: number;
	readonly url?: string;
	readonly page_url?: string;
	readonly retrieved_at?: string;
}

/**
 * Reads a document as a report: figures, narrative, checks and what to think of the reading.
 * Throws GoujiError "not-a-report" where nothing of the form is there; a report of which only
 * parts are found is returned with `quality.status` "failed" or "needs_review".
 */
export function buildReport(
	document: ReportDocument,
	origin: Origin,
	{ decisions, forms = issuedForms }: { decisions?: ReadonlyMap<string, Decision> | undefined; forms?: Forms } = {},
): Report {
	const headings = findHeadings(document);
	const title = findTitle(document, headings[0]?.block ?? document.blocks.length);
	const read = decided(readTables(document, isListYear(title?.year ?? Number.POSITIVE_INFINITY, forms), forms), decisions);
	const doubts = findDoubts(document, headings, read);
	const tables = withDoubts(read, doubts);
	refuseOther(headings, title, tables);
	const narrative = readSections(document, headings, title?.blocks ?? new Set());
	const facts = factsOf({ document, headings, title, tables, narrative, doubts });
	const { findings, holds, rules: counts } = runRules(rulesFor(forms), facts, `${facts.issuer} ${facts.year}`);
	const report = {
		schema: "gouji/report@1",
		id: `${facts.issuer}-${facts.year}-${origin.sha256.slice(0, 8)}`,
		title: facts.title,
		year: facts.year,
		form: facts.form,
		issuer: { name: facts.issuer },
		published_on: facts.publishedOn,
		period: facts.period,
		contact: facts.contact,
		source: { ...origin, pages: document.pageCount, text: document.text },
		sections: narrative.sections,
		tables: { ...nest(facts), ...(tables.listed.length > 0 ? { listed: tables.listed.map(toPair) } : {}) },
		cells: tables.evidence.map(({ path, raw, value, state, page, box, method, confidence }) => ({
			path,
			raw,
			value,
			state,
			page,
			box,
			method,
			confidence,
		})),
		findings,
		quality: { ...qualityOf(facts, { tables, doubts, document, holds }), rules: counts, held_on_page: heldOnPage(facts) },
	};
	return reportSchema(forms).parse(report);
}

/** The figures of a document's tables, with their places. */
export function figuresOf(document: ReportDocument, forms: Forms = issuedForms): readonly Evidence[] {
	return readTables(document, false, forms).evidence.filter((figure) => figure.state !== "absent");
}

/** Whether tables 二, 三 and 四 were all found. */
export function hasAllTables(document: ReportDocument, forms: Forms = issuedForms): boolean {
	return readTables(document, false, forms).found.size === 3;
}

/** The form's sums over figures that are there: rows, results, balance, reviews and lawsuits. */
export function equationsOf(figures: readonly Evidence[], forms: Forms = issuedForms): LinearEquation[] {
	const paths = new Set(figures.map((figure) => figure.path));
	const edition = tellEditions([...paths], forms).requests ?? newestOf(forms);
	return sumsOf(edition).filter(({ left, right }) => [...left, ...right].every((path) => paths.has(path)));
}

/** How sure a published figure is, by what proves it. */
const CONFIDENCE = { proven: 0.99, likely: 0.8, unsure: 0.5 } as const;

/** The tables with the readings that were decided on in place of the first ones. */
function decided(tables: ReadTables, decisions: ReadonlyMap<string, Decision> | undefined): ReadTables {
	if (!decisions) return tables;
	const evidence = tables.evidence.map((figure): Evidence => {
		const decision = decisions.get(figure.path);
		if (!decision) return figure;
		const { value, text } = decision;
		const state = value === undefined ? "unreadable" : value !== null ? "number" : text === "" ? "blank" : "dash";
		const { unit: _, ...rest } = figure;
		return { ...rest, value: value ?? null, raw: text, state, method: decision.method, confidence: CONFIDENCE[decision.proof] };
	});
	return { ...tables, evidence };
}

/** A document is a report if it says so, or has one of the form's tables, or half of its headings. */
function refuseOther(headings: readonly SectionHeading[], title: ReadTitle | undefined, tables: ReadTables): void {
	const isTitled = title?.year !== undefined && headings.length > 0;
	const hasForm = tables.found.has("requests") || tables.found.has("remedies") || headings.length >= 3;
	if (isTitled || hasForm || hasStatistics(tables)) return;
	throw new GoujiError(
		"not-a-report",
		"The document is no 政府信息公开工作年度报告: neither its title, sections nor tables are there",
		{
			hint: "Check the link; if it is a report, send the document to the maintainers.",
		},
	);
}

interface Parts {
	readonly document: ReportDocument;
	readonly headings: readonly SectionHeading[];
	readonly title: ReadTitle | undefined;
	readonly tables: ReadTables;
	readonly narrative: ReadSections;
	readonly doubts: Doubts;
}

function factsOf({ document, headings, title, tables, narrative, doubts }: Parts): ReportFacts {
	const period = findPeriod(
		[narrative.sections.preamble, narrative.sections.overview].filter((text) => text !== null).join("\n"),
	);
	const signedYear = narrative.publishedOn ? Number(narrative.publishedOn.slice(0, 4)) - 1 : undefined;
	const year = title?.year ?? (period ? Number(period.from.slice(0, 4)) : signedYear) ?? 0;
	const byPath = new Map(tables.evidence.map((figure) => [figure.path, figure]));
	const { list } = tables.forms;
	return {
		year,
		title: title?.title ?? "",
		issuer: title?.issuer ?? narrative.signature ?? "",
		form: (tables.proactiveEdition ?? tables.requestsEdition ?? (hasStatistics(tables) ? list : formFor(year, tables.forms))).id,
		forms: tables.forms,
		proactiveEdition: tables.proactiveEdition,
		requestsEdition: tables.requestsEdition,
		found: tables.found,
		doubted: new Set(doubts.keys()),
		headings,
		sections: narrative.sections,
		period,
		publishedOn: narrative.publishedOn,
		signature: narrative.signature,
		contact: findContact(narrative.sections.preamble ?? narrative.sections.overview ?? ""),
		hasPictures: document.pictureCount > 0,
		textSource: document.text,
		labels: labelsOf(document),
		// Recognised text is good for reading and for searching, never for accusing.
		textConfidence: document.text === "digital" ? document.textConfidence : Math.min(0.9, document.textConfidence),
		evidence: tables.evidence,
		figure: (path) => byPath.get(path),
	};
}

/** Whether the statistical table of 2014 to 2018 was read. */
function hasStatistics({ evidence }: ReadTables): boolean {
	return evidence.some(({ path }) => path.startsWith("statistics."));
}

function toPair({ label, figure }: ReadTables["listed"][number]): { label: string; value: number | null } {
	return { label, value: figure.value };
}

/** What the tables print besides figures: labels, headings, hints. */
function labelsOf({ blocks }: ReportDocument): string[] {
	const cells = blocks.flatMap((block) => (block.kind === "table" ? block.table.cells : []));
	return cells.map(({ text }) => text).filter((text) => /[\u4e00-\u9fa5]/.test(text));
}

/** The figures nested as in the schema: every field of the table's edition, null where none is printed. */
function nest(facts: ReportFacts): Record<string, unknown> {
	const result: Record<string, unknown> = { proactive: null, requests: null, remedies: null };
	const values = new Map(facts.evidence.map((figure) => [figure.path, figure.value]));
	for (const [path, { isLater }] of figureFields(formsOf(facts))) {
		const [table = ""] = path.split(".");
		if (table !== "statistics" && !facts.found.has(table as "proactive")) continue;
		if ((table === "proactive" || table === "statistics" || isLater) && !values.has(path)) continue;
		place(result, path.split("."), values.get(path) ?? null);
	}
	return result;
}

function place(target: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: number | null): void {
	if (rest.length === 0) {
		target[key] = value;
		return;
	}
	const next = (target[key] ?? {}) as Record<string, unknown>;
	target[key] = next;
	place(next, rest, value);
}

/** So many rows outside the form are named, each by this many characters of its label. */
const MAX_EXTRA_ROWS = 6;
const MAX_LABEL = 60;

function shortened(label: string): string {
	return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}

function qualityOf(
	facts: ReportFacts,
	{ tables, doubts, document, holds }: { tables: ReadTables; doubts: Doubts; document: ReportDocument; holds: number },
): Report["quality"] {
	const expected = tables.evidence.filter((figure) => !figure.path.includes(".extra_"));
	const read = expected.filter((figure) => figure.state !== "absent");
	const unsure = expected.filter((figure: Evidence) => figure.confidence < 0.95);
	const reasons: string[] = [];
	for (const table of ["proactive", "requests", "remedies"] as const)
		if (!facts.found.has(table) && facts.form !== tables.forms.list.id) reasons.push(`table not found: ${table}`);
	if (read.length < expected.length) reasons.push(`cells not found: ${expected.length - read.length}`);
	const unreadable = expected.filter((figure) => figure.state === "unreadable").length;
	if (unreadable > 0) reasons.push(`cells that hold no number: ${unreadable}`);
	for (const [table, why] of doubts) reasons.push(`reading in doubt: ${table} (${why.join("; ")})`);
	if (unsure.length > 0) reasons.push(`figures not proven: ${unsure.length}`);
	if (facts.issuer === "") reasons.push("issuer not found");
	if (facts.year === 0) reasons.push("year not found");
	const extra = tables.issues.filter((issue) => issue.code === "extra-row");
	for (const { detail } of extra.slice(0, MAX_EXTRA_ROWS)) reasons.push(`row outside the form: ${shortened(detail)}`);
	if (extra.length > MAX_EXTRA_ROWS) reasons.push(`row outside the form: ${extra.length - MAX_EXTRA_ROWS} more`);
	const status =
		read.length === 0 ? "failed" : reasons.some((reason) => !reason.startsWith("row outside")) ? "needs_review" : "verified";
	return {
		status,
		reasons,
		cells_read: read.length,
		cells_expected: expected.length,
		ocr_pages: document.ocrPages.length,
		holds,
	};
}
