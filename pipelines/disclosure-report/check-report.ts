import type { CheckAround, ChildReports, Evidence, Worded } from "../../src/index.ts";
import { doubtedTable, isSightLost, parseFigure, runRules } from "../../src/index.ts";
import type { Edition } from "./forms/editions.ts";
import { parseReport } from "./parse-report.ts";
import { SECTION_KEYS } from "./read/headings.ts";
import type { Contact } from "./read/preamble.ts";
import type { TableName } from "./read/tables.ts";
import type { Children, ReportFacts } from "./rules/context.ts";
import { rules } from "./rules/index.ts";
import type { Report } from "./schema.ts";

const TABLES = ["proactive", "requests", "remedies"] as const;

/**
 * Runs the rules over a report's JSON, hand-edited ones too: a figure changed in `tables` counts
 * as it stands there. Throws GoujiError "bad-report" where the JSON is no report.
 */
export function checkReport(json: unknown, options: CheckAround = {}): Report {
	const report = parseReport(json);
	const facts = { ...factsOf(report), ...around(options) };
	const subject = `${report.issuer.name} ${report.year}`;
	const { findings, holds, rules: counts, assessments } = runRules(rules, facts, subject, options.settings);
	return { ...report, findings, assessments, quality: { ...report.quality, holds, rules: counts } };
}

/** The words of a report's JSON. Throws GoujiError "bad-report". */
export function wordsOf(json: unknown): Worded {
	const { issuer, sections } = parseReport(json);
	return { issuer: issuer.name, sections };
}

function around({ previous, earlier, years, children, publication, copies, peers }: CheckAround): Partial<ReportFacts> {
	const isPublished = publication !== undefined || earlier !== undefined || copies !== undefined;
	return {
		...(previous === undefined ? {} : { previous: factsOf(parseReport(previous)) }),
		...(years ? { years } : {}),
		...(children ? { children: childrenOf(children) } : {}),
		...(peers ? { peers } : {}),
		...(isPublished
			? {
					publication: {
						...publication,
						...(earlier === undefined ? {} : { earlier: factsOf(parseReport(earlier)) }),
						...(copies ? { copies: copies.map(({ url, report }) => ({ url, facts: factsOf(parseReport(report)) })) } : {}),
					},
				}
			: {}),
	};
}

function childrenOf({ reports, missing, isComplete, office }: ChildReports): Children {
	return {
		reports: reports.map((report) => factsOf(parseReport(report))),
		missing,
		isComplete,
		...(office === undefined ? {} : { office: factsOf(parseReport(office)) }),
	};
}

/** A report's JSON as rules see it. */
export function factsOf(report: Report): ReportFacts {
	const evidence = evidenceOf(report);
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	const found = new Set(TABLES.filter((name) => report.tables[name] !== null));
	const isPrinted = (prefix: string) => evidence.some((figure) => figure.path.startsWith(prefix) && figure.state !== "absent");
	const requestsEdition: Edition | undefined = found.has("requests")
		? isPrinted("requests.other.total.") && !isPrinted("requests.other.other.")
			? "2019"
			: "2021"
		: undefined;
	const proactiveEdition: Edition | undefined = found.has("proactive")
		? isPrinted("proactive.regulations.made") || isPrinted("proactive.licensing.prior_items")
			? "2019"
			: "2021"
		: undefined;
	return {
		year: report.year,
		title: report.title,
		issuer: report.issuer.name,
		form: report.form,
		proactiveEdition,
		requestsEdition,
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
		hasPictures: report.reading.pictures > 0,
		...(report.reading.labels ? { labels: report.reading.labels } : {}),
		textConfidence: report.reading.text_confidence,
		evidence,
		figure: (path) => byPath.get(path),
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
	return report.cells.map(({ read_by: readBy, ...rest }) => {
		const cell = { ...rest, readBy };
		const value = valueAt(report.tables, cell.path.split("."));
		const { unit } = parseFigure(cell.raw);
		if (value === undefined || value === cell.value) return unit ? { ...cell, unit } : cell;
		return { ...cell, value, state: value === null ? "blank" : "number", readBy: ["person"], confidence: 1 };
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
