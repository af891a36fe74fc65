import type { DocumentOrigin } from "../../src/family.ts";
import { wellFormedName } from "../../src/family.ts";
import type { Arbitration, Decision, Evidence, Issue, ReportDocument } from "../../src/rules.ts";
import {
	doubtedTable,
	GoujiError,
	isPartLost,
	isSightLost,
	issueOf,
	parseFigure,
	runRules,
	wellFormed,
} from "../../src/rules.ts";
import { figureFields } from "./fields/figure-fields.ts";
import { formFor, newestOf } from "./fields/forms.ts";
import { qualityOf } from "./quality.ts";
import { withWholeCounts } from "./read/counts.ts";
import { findDoubts, withDoubts } from "./read/doubts.ts";
import type { Identity } from "./read/identity.ts";
import { fileStatement, identityOf } from "./read/identity.ts";
import { withMoney } from "./read/money.ts";
import { arePagesOutOfOrder } from "./read/page-order.ts";
import { findContact } from "./read/preamble.ts";
import type { ReadReport } from "./read/read-report.ts";
import { hasStatistics, isReport } from "./read/read-report.ts";
import { withSpellings } from "./read/spellings.ts";
import type { ReadTables, TableName } from "./read/tables.ts";
import type { ReportFacts } from "./rules/context.ts";
import { derivedTotals } from "./rules/derived.ts";
import { rulesFor } from "./rules/index.ts";
import { formsOf } from "./rules/report-forms.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";

/** So many statements on organ and year are published, each by this many characters. */
const MOST_STATED = 20;
const MOST_QUOTED = 300;
/** Lines whose places are published: more than the longest reports have. */
const MOST_LINES = 5000;
/** How sure a published figure is, by what proves it. */
const CONFIDENCE = { proven: 0.99, likely: 0.8 } as const;
/** What is not proven: read alike by two engines, by one, or as no number. docs/methodology.md has how often each was right. */
const UNPROVEN = { alike: 0.7, alone: 0.5, unreadable: 0.1 } as const;

function confidenceOf({ proof, value, readBy }: Decision): number {
	if (proof !== "unsure") return CONFIDENCE[proof];
	if (value === undefined) return UNPROVEN.unreadable;
	return new Set(readBy).size >= 2 ? UNPROVEN.alike : UNPROVEN.alone;
}
/** Recognised text, and text on which readers differ, is good for reading and for searching, never for accusing. */
const MOST_UNSURE_TEXT = 0.9;

/**
 * The checked report of what was understood of a document, with what its witnesses came to.
 * Throws GoujiError "not-a-report" where nothing of the form is there, "unreadable" where there may be beyond what is read; a report of which only
 * parts are found is returned with `quality.status` "failed" or "needs_review".
 */
export function publishReport(content: ReadReport, origin: DocumentOrigin, arbitration?: Arbitration): Report {
	refuseOther(content);
	const read = withFileName(content, origin.file);
	const { document, headings, narrative, identity } = read;
	const spelled = withSpellings(withDecisions(read.tables, arbitration), arbitration?.decisions);
	const decided = withWholeCounts(withMoney(spelled, document));
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
		id: wellFormedName(`${facts.issuer}-${identity.year ?? "unknown"}-${origin.sha256.slice(0, 8)}`),
		title: facts.title,
		year: identity.year ?? null,
		form: facts.form,
		issuer: { name: facts.issuer },
		published_on: facts.publishedOn,
		period: facts.period,
		contact: facts.contact,
		source: {
			...origin,
			...(document.pageDate === undefined ? {} : { page_date: document.pageDate }),
			pages: document.pageCount,
			text: document.text,
		},
		sections: narrative.sections,
		tables: { ...nest(facts), ...(tables.listed.length > 0 ? { listed: listedPairs(tables) } : {}) },
		cells: tables.evidence.map(toCell),
		reading: { ...readingOf(facts, document, arbitration), stated: statedIn(identity) },
		findings,
		assessments,
		quality: { ...qualityOf(facts, { tables, issues, ocrPages: document.ocrPages.length, holds }), rules: counts },
	};
	// Compiling the schema takes longer than most processes parse with it, and runs generated code beside hostile documents.
	return reportSchema(tables.forms).parse(report, { jitless: true });
}

function refuseOther(read: ReadReport): void {
	if (isReport(read)) return;
	const bounds = (read.document.losses ?? []).flatMap((loss) => (loss.code === "bound-reached" ? [issueOf(loss).detail] : []));
	if (bounds.length > 0) {
		throw new GoujiError("unreadable", `The document was not read whole: ${bounds.join("; ")}`, {
			hint: "Open it; if it shows a report, send it to the maintainers.",
		});
	}
	throw new GoujiError(
		"not-a-report",
		"The document is no 政府信息公开工作年度报告: neither its title, sections nor tables are there",
		{ hint: "Check the link; if it is a report, send the document to the maintainers." },
	);
}

/** What the document leaves open of its organ and year, by the name of its file. */
function withFileName(read: ReadReport, file: string): ReadReport {
	const { identity, narrative, document } = read;
	if (identity.issuer !== "" && identity.year !== undefined) return read;
	const named = fileStatement(file);
	if (named.length === 0) return read;
	return { ...read, identity: identityOf([...identity.statements, ...named], narrative.publishedOn ?? document.pageDate) };
}

/** The tables with the readings that were decided on in place of the first ones. */
function withDecisions(tables: ReadTables, arbitration: Arbitration | undefined): ReadTables {
	if (!arbitration) return tables;
	const evidence = tables.evidence.map((figure): Evidence => {
		const decision = arbitration.decisions.get(figure.path);
		if (decision) return decidedFigure(figure, decision);
		return { ...figure, readBy: [...figure.readBy, ...(arbitration.confirmed.get(figure.path) ?? [])] };
	});
	return { ...tables, evidence };
}

function decidedFigure(figure: Evidence, decision: Decision): Evidence {
	const { value, text, readBy, method } = decision;
	const state = value === undefined ? "unreadable" : value !== null ? "number" : text === "" ? "blank" : "dash";
	const { unit: _unit, mark: _mark, doubt: _doubt, ...rest } = figure;
	const decided = { value: value ?? null, raw: text, state, method, readBy, confidence: confidenceOf(decision) } as const;
	// Ink that nobody read is no spelling of the report's.
	const isUnread = value === undefined && text === "";
	return { ...rest, ...decided, ...(isUnread ? { doubt: "unread" as const } : spellingOf(text)) };
}

/** What is printed in a cell beside its number. */
function spellingOf(text: string): Pick<Evidence, "unit" | "mark" | "doubt"> {
	const { unit, mark, doubt } = parseFigure(text);
	return { ...(unit ? { unit } : {}), ...(mark ? { mark } : {}), ...(doubt ? { doubt } : {}) };
}

function factsOf(read: ReadReport, tables: ReadTables, issues: readonly Issue[]): ReportFacts {
	const { document, headings, identity, narrative, period } = read;
	const { title, issuer, year = 0 } = identity;
	const byPath = new Map(tables.evidence.map((figure) => [figure.path, figure]));
	const { list } = tables.forms;
	return {
		year,
		title,
		issuer,
		isIssuerSure: identity.isIssuerSure,
		isYearSure: identity.isYearSure,
		form: (tables.proactiveEdition ?? tables.requestsEdition ?? (hasStatistics(tables) ? list : formFor(year, tables.forms))).id,
		forms: tables.forms,
		proactiveEdition: tables.proactiveEdition,
		requestsEdition: tables.requestsEdition,
		found: tables.found,
		doubted: new Set(issues.flatMap((issue) => (doubtedTable(issue) ?? []) as TableName | [])),
		isSeenWhole: !issues.some(isSightLost),
		isWhole: !issues.some(isPartLost) && !arePagesOutOfOrder(headings),
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
		derived: derivedTotals((path) => byPath.get(path), tables.requestsEdition ?? newestOf(tables.forms)),
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

function toCell({ path, raw, value, state, page, box, method, readBy, confidence, ...more }: Evidence): Report["cells"][number] {
	const { mark, doubt, money } = more;
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
		...(money ? { unit: money.unit, unit_from: money.from, printed: money.printed } : {}),
		...(mark ? { mark } : {}),
		...(doubt ? { doubt } : {}),
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
		...linesOf(document),
		signature: facts.signature ?? null,
		labels: [...(facts.labels ?? [])],
		pictures: document.pictureCount,
		text_confidence: facts.textConfidence,
	};
}

/**
 * Where running text stands on pages that no text layer tells it of, so that what a finding quotes can be shown there. A line
 * is one short string: its text stands in the sections too, and a report of scans should not be twice as long for it.
 */
function linesOf({ blocks, readings }: ReportDocument): Pick<Report["reading"], "lines"> {
	const whole = new Set(readings.flatMap(({ page, method, regions }) => (method === "ocr" && !regions ? [page] : [])));
	if (whole.size === 0) return {};
	const lines = blocks.flatMap((block) => (block.kind === "table" ? [] : block.paragraph.lines));
	const kept = lines.flatMap(({ page, box, text }) => {
		const words = wellFormed(text).replaceAll(/\s+/g, " ").trim();
		return whole.has(page) && words !== "" ? [`${page} ${box.map((at) => Math.round(at * 10) / 10).join(" ")} ${words}`] : [];
	});
	return { lines: kept.slice(0, MOST_LINES) };
}

/** What was weighed for the title, the organ and the year, and what was taken. */
function statedIn({ statements, taken }: Identity): NonNullable<Report["reading"]["stated"]> {
	return statements.slice(0, MOST_STATED).map((statement) => ({
		source: statement.source,
		text: wellFormed(statement.text).slice(0, MOST_QUOTED),
		page: statement.page ?? null,
		issuer: statement.issuer ?? null,
		year: statement.year ?? null,
		taken_for: (["title", "issuer", "year"] as const).filter((part) => taken[part] === statement),
	}));
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
