import type { DocumentOrigin } from "../../src/family.ts";
import type { Arbitration, Evidence, Issue, ReportDocument } from "../../src/rules.ts";
import { doubtedTable, GoujiError, isPartLost, isSightLost, issueOf, parseFigure, runRules } from "../../src/rules.ts";
import { figureFields } from "./fields/figure-fields.ts";
import { formFor } from "./fields/forms.ts";
import { qualityOf } from "./quality.ts";
import { findDoubts, withDoubts } from "./read/doubts.ts";
import { findContact } from "./read/preamble.ts";
import type { ReadReport } from "./read/read-report.ts";
import { hasStatistics, isReport } from "./read/read-report.ts";
import type { ReadTables, TableName } from "./read/tables.ts";
import type { ReportFacts } from "./rules/context.ts";
import { rulesFor } from "./rules/index.ts";
import { formsOf } from "./rules/report-forms.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";

/** How sure a published figure is, by what proves it. */
const CONFIDENCE = { proven: 0.99, likely: 0.8, unsure: 0.5 } as const;
/** Recognised text, and text on which readers differ, is good for reading and for searching, never for accusing. */
const MOST_UNSURE_TEXT = 0.9;

/**
 * The checked report of what was understood of a document, with what its witnesses came to.
 * Throws GoujiError "not-a-report" where nothing of the form is there; a report of which only
 * parts are found is returned with `quality.status` "failed" or "needs_review".
 */
export function publishReport(read: ReadReport, origin: DocumentOrigin, arbitration?: Arbitration): Report {
	refuseOther(read);
	const { document, headings, narrative } = read;
	const decided = withDecisions(read.tables, arbitration);
	const doubts = findDoubts(document, headings, decided);
	const tables = withDoubts(decided, doubts);
	const others = read.others > 0 ? [issueOf({ code: "other-reports", count: read.others })] : [];
	const issues = [...doubts, ...others, ...(document.losses ?? []).map(issueOf), ...(arbitration?.issues ?? [])];
	const facts = factsOf(read, tables, issues);
	const {
		findings,
		holds,
		rules: counts,
		assessments,
	} = runRules(rulesFor(tables.forms), facts, `${facts.issuer} ${facts.year}`);
	const report = {
		schema: "gouji/report@2",
		id: `${facts.issuer}-${read.year ?? "unknown"}-${origin.sha256.slice(0, 8)}`,
		title: facts.title,
		year: read.year ?? null,
		form: facts.form,
		issuer: { name: facts.issuer },
		published_on: facts.publishedOn,
		period: facts.period,
		contact: facts.contact,
		source: { ...origin, pages: document.pageCount, text: document.text },
		sections: narrative.sections,
		tables: { ...nest(facts), ...(tables.listed.length > 0 ? { listed: listedPairs(tables) } : {}) },
		cells: tables.evidence.map(toCell),
		reading: readingOf(facts, document, arbitration),
		findings,
		assessments,
		quality: { ...qualityOf(facts, { tables, issues, ocrPages: document.ocrPages.length, holds }), rules: counts },
	};
	return reportSchema(tables.forms).parse(report);
}

function refuseOther(read: ReadReport): void {
	if (isReport(read)) return;
	throw new GoujiError(
		"not-a-report",
		"The document is no 政府信息公开工作年度报告: neither its title, sections nor tables are there",
		{ hint: "Check the link; if it is a report, send the document to the maintainers." },
	);
}

/** The tables with the readings that were decided on in place of the first ones. */
function withDecisions(tables: ReadTables, arbitration: Arbitration | undefined): ReadTables {
	if (!arbitration) return tables;
	const { decisions, confirmed } = arbitration;
	const evidence = tables.evidence.map((figure): Evidence => {
		const decision = decisions.get(figure.path);
		if (!decision) return { ...figure, readBy: [...figure.readBy, ...(confirmed.get(figure.path) ?? [])] };
		const { value, text, readBy } = decision;
		const state = value === undefined ? "unreadable" : value !== null ? "number" : text === "" ? "blank" : "dash";
		const { unit: _, ...rest } = figure;
		const { unit } = parseFigure(text);
		const { method, proof } = decision;
		const confidence = CONFIDENCE[proof];
		return { ...rest, value: value ?? null, raw: text, state, method, readBy, confidence, ...(unit ? { unit } : {}) };
	});
	return { ...tables, evidence };
}

function factsOf(read: ReadReport, tables: ReadTables, issues: readonly Issue[]): ReportFacts {
	const { document, headings, title, narrative, period, year = 0 } = read;
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
		doubted: new Set(issues.flatMap((issue) => (doubtedTable(issue) ?? []) as TableName | [])),
		isSeenWhole: !issues.some(isSightLost),
		isWhole: !issues.some(isPartLost),
		headings,
		sections: narrative.sections,
		period,
		publishedOn: narrative.publishedOn,
		signature: narrative.signature,
		contact: findContact(narrative.sections.preamble ?? narrative.sections.overview ?? ""),
		hasPictures: document.pictureCount > 0,
		textSource: document.text,
		labels: labelsOf(document),
		textConfidence: textConfidenceOf(document, issues),
		evidence: tables.evidence,
		figure: (path) => byPath.get(path),
	};
}

function textConfidenceOf({ text, textConfidence }: ReportDocument, issues: readonly Issue[]): number {
	const isSure = text === "digital" && !issues.some(({ code }) => code === "text-differs");
	return isSure ? textConfidence : Math.min(MOST_UNSURE_TEXT, textConfidence);
}

/** Rows that no form knows, each with the figure that was decided on. */
function listedPairs({ listed, evidence }: ReadTables): { label: string; value: number | null }[] {
	const values = new Map(evidence.map(({ path, value }) => [path, value]));
	return listed.map(({ label, figure }) => ({ label, value: values.get(figure.path) ?? null }));
}

function toCell({ path, raw, value, state, page, box, method, readBy, confidence }: Evidence): Report["cells"][number] {
	return {
		path,
		raw,
		value,
		state,
		page,
		box: box && [...box],
		method,
		read_by: [...readBy],
		confidence,
	};
}

function readingOf(facts: ReportFacts, document: ReportDocument, arbitration: Arbitration | undefined): Report["reading"] {
	const readers = [...new Set(document.readings.map(({ reader }) => reader))];
	return {
		pages: document.readings.map(({ page, reader, method, regions }) => ({
			page,
			reader,
			method,
			...(regions ? { regions: regions.map((box): [number, number, number, number] => [...box]) } : {}),
		})),
		witnesses: [...(arbitration?.witnesses ?? readers.map((reader) => ({ reader, result: "first" as const })))],
		headings: facts.headings.map(({ key, text, page }) => ({ section: key, text, page })),
		signature: facts.signature ?? null,
		labels: [...(facts.labels ?? [])],
		pictures: document.pictureCount,
		text_confidence: facts.textConfidence,
	};
}

/** What the tables print besides figures: labels, headings, hints. */
function labelsOf({ blocks }: ReportDocument): string[] {
	const cells = blocks.flatMap((block) => (block.kind === "table" ? block.table.cells : []));
	return cells.map(({ text }) => text).filter((text) => /[\u4e00-\u9fa5]/.test(text));
}

/** The figures nested as in the schema: every field of the table's edition, null where none is printed. */
function nest(facts: ReportFacts): Report["tables"] {
	const result: Record<string, unknown> = { proactive: null, requests: null, remedies: null };
	const values = new Map(facts.evidence.map((figure) => [figure.path, figure.value]));
	for (const [path, { isLater }] of figureFields(formsOf(facts))) {
		const [table = ""] = path.split(".");
		if (table !== "statistics" && !facts.found.has(table as "proactive")) continue;
		if ((table === "proactive" || table === "statistics" || isLater) && !values.has(path)) continue;
		place(result, path.split("."), values.get(path) ?? null);
	}
	return result as Report["tables"];
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
