import type { CheckContext, Evidence, Worded } from "../../src/rules.ts";
import { doubtedTable, isPartLost, isSightLost, mapContext, PERSON, parseFigure, runRules } from "../../src/rules.ts";
import { issuedForms, newestOf } from "./fields/forms.ts";
import { SECTION_KEYS } from "./fields/sections.ts";
import { tellEditions } from "./fields/tell-edition.ts";
import type { Forms } from "./fields/types.ts";
import { arePagesOutOfOrder } from "./read/page-order.ts";
import type { Contact } from "./read/preamble.ts";
import type { TableName } from "./read/tables.ts";
import type { ReportFacts } from "./rules/context.ts";
import { derivedTotals } from "./rules/derived.ts";
import { rulesFor } from "./rules/index.ts";
import type { Report } from "./schema.ts";

const TABLES = ["proactive", "requests", "remedies"] as const;

/** Runs the rules over a report, hand-edited ones too: a figure changed in `tables` counts as it stands there. */
export function checkReport(report: Report, context: CheckContext<Report> = {}, forms: Forms = issuedForms): Report {
	const { settings, issuer, ...rest } = context;
	const known = { ...report, issuer: { ...report.issuer, ...issuer } };
	const facts = { ...factsOf(known, forms), ...surroundings(rest, forms) };
	const subject = `${report.issuer.name} ${report.year ?? 0}`;
	const { findings, holds, rules: counts, assessments } = runRules(rulesFor(forms), facts, subject, settings);
	return { ...known, findings, assessments, quality: { ...report.quality, holds, rules: counts } };
}

/** The words of a report. */
export function wordsOf({ issuer, sections }: Report): Worded {
	return { issuer: issuer.name, sections };
}

/** What is known around a report, as rules see it. */
function surroundings(context: CheckContext<Report>, forms: Forms): Partial<ReportFacts> {
	const known = mapContext(context, (report) => factsOf(report, forms));
	const { previous, earlier, years, children, publication, copies, peers } = known;
	const isPublished = publication !== undefined || earlier !== undefined || copies !== undefined;
	return {
		...(previous ? { previous } : {}),
		...(years ? { years } : {}),
		...(children ? { children } : {}),
		...(peers ? { peers } : {}),
		...(isPublished
			? {
					publication: {
						...publication,
						...(earlier ? { earlier } : {}),
						...(copies ? { copies: copies.map(({ url, report }) => ({ url, facts: report })) } : {}),
					},
				}
			: {}),
	};
}

/** A report as rules see it. */
export function factsOf(report: Report, forms: Forms = issuedForms): ReportFacts {
	const evidence = evidenceOf(report);
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	const found = new Set(TABLES.filter((name) => report.tables[name] !== null));
	const printed = evidence.filter(({ state }) => state !== "absent").map(({ path }) => path);
	const told = tellEditions(printed, forms);
	return {
		year: report.year ?? 0,
		title: report.title,
		issuer: report.issuer.name,
		isIssuerSure: !report.quality.reasons.some(({ code }) => code === "issuer-in-doubt"),
		isYearSure: !report.quality.reasons.some(({ code }) => code === "year-in-doubt"),
		form: report.form,
		forms,
		proactiveEdition: found.has("proactive") ? (told.proactive ?? newestOf(forms)) : undefined,
		requestsEdition: found.has("requests") ? (told.requests ?? newestOf(forms)) : undefined,
		found: found as ReadonlySet<TableName>,
		headings: headingsOf(report),
		sections: report.sections,
		period: report.period,
		publishedOn: report.published_on,
		signature: report.reading.signature ?? undefined,
		level: report.issuer.level,
		contact: contactOf(report),
		textSource: report.source.text,
		doubted: new Set(report.quality.reasons.flatMap((issue) => (doubtedTable(issue) ?? []) as TableName | [])),
		isSeenWhole: !report.quality.reasons.some(isSightLost),
		isWhole: !report.quality.reasons.some(isPartLost) && !arePagesOutOfOrder(headingsOf(report)),
		hasPictures: report.reading.pictures > 0,
		...(report.reading.labels ? { labels: report.reading.labels } : {}),
		textConfidence: report.reading.text_confidence,
		evidence,
		figure: (path) => byPath.get(path),
		derived: derivedTotals((path) => byPath.get(path), told.requests ?? newestOf(forms)),
	};
}

/** Headings as printed; a section that a person took out of the JSON, or put into it, counts as it stands there. */
function headingsOf({ reading, sections }: Report): ReportFacts["headings"] {
	const printed = reading.headings.flatMap(({ section, text, page }) => {
		const key = SECTION_KEYS.find((known) => known === section);
		return key && sections[key] !== null ? [{ key, text, page }] : [];
	});
	const added = SECTION_KEYS.filter((key) => sections[key] !== null && !printed.some((heading) => heading.key === key));
	return [...printed, ...added.map((key) => ({ key, text: "", page: 1 }))];
}

/** Contact details without the fields that are not there. */
function contactOf({ contact }: Report): Contact {
	const { unit, address, postcode, phone, email, website } = contact;
	return {
		...(unit === undefined ? {} : { unit }),
		...(address === undefined ? {} : { address }),
		...(postcode === undefined ? {} : { postcode }),
		...(phone === undefined ? {} : { phone }),
		...(email === undefined ? {} : { email }),
		...(website === undefined ? {} : { website }),
	};
}

/** Cells with the values that `tables` has now. */
function evidenceOf(report: Report): Evidence[] {
	return report.cells.map(({ read_by: readBy, unit: moneyUnit, unit_from: from, printed = null, mark, doubt, ...rest }) => {
		const cell: Evidence = { ...rest, readBy };
		const value = valueAt(report.tables, cell.path.split("."));
		if (value !== undefined && value !== cell.value)
			return { ...cell, value, state: value === null ? "blank" : "number", readBy: [PERSON], confidence: 1 };
		const { unit } = parseFigure(cell.raw);
		return {
			...cell,
			...(unit ? { unit } : {}),
			...(from ? { money: { unit: moneyUnit ?? null, from, printed } } : {}),
			...(mark ? { mark } : {}),
			...(doubt ? { doubt } : {}),
		};
	});
}

function valueAt(tables: unknown, path: readonly string[]): number | null | undefined {
	let here: unknown = tables;
	for (const key of path) {
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
		here = (here as Record<string, unknown>)[key];
	}
	return typeof here === "number" || here === null ? here : undefined;
}
