import { z } from "zod";
import type { CheckAround, ChildReports, Evidence, RuleCounts, Worded } from "../../src/index.ts";
import { GoujiError, parseFigure, runRules, settingOf } from "../../src/index.ts";
import { issuedForms, newestOf } from "./fields/forms.ts";
import { SECTION_KEYS } from "./fields/sections.ts";
import { tellEditions } from "./fields/tell-edition.ts";
import type { Forms } from "./fields/types.ts";
import type { Contact } from "./read/preamble.ts";
import type { TableName } from "./read/tables.ts";
import type { Children, ReportFacts } from "./rules/context.ts";
import { ON_PAGE, rulesFor } from "./rules/index.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";

const TABLES = ["proactive", "requests", "remedies"] as const;

/**
 * Runs the rules over a report's JSON, hand-edited ones too: a figure changed in `tables` counts
 * as it stands there. Throws GoujiError "bad-report" where the JSON is no report.
 */
export function checkReport(json: unknown, options: CheckAround = {}, forms: Forms = issuedForms): Report {
	const report = parse(json, forms);
	const rules = rulesFor(forms);
	const facts = { ...factsOf(report, forms), ...around(options, forms) };
	const { findings, holds, rules: counts } = runRules(rules, facts, `${report.issuer.name} ${report.year}`, options.settings);
	const kept = report.findings.filter(
		({ rule }) =>
			ON_PAGE.includes(rule) &&
			settingOf(rule, options.settings ?? {}).off !== true &&
			!findings.some((found) => found.rule === rule),
	);
	const place = ({ rule }: { rule: string }) => rules.findIndex(({ id }) => id === rule);
	const all = [...kept, ...findings].sort((a, b) => place(a) - place(b));
	const isOff = (rule: string) => settingOf(rule, options.settings ?? {}).off === true;
	return { ...report, findings: all, quality: { ...report.quality, ...withPage({ holds, rules: counts }, report, isOff) } };
}

/** Counts with what the reading found of rules that only the document can be judged by. */
function withPage(
	found: { readonly holds: number; readonly rules: RuleCounts },
	{ findings, quality }: Report,
	isOff: (rule: string) => boolean,
): { holds: number; rules: RuleCounts } {
	const counts = { ...found.rules };
	let { holds } = found;
	for (const rule of ON_PAGE.filter((id) => !isOff(id))) {
		const verdicts = findings.filter((finding) => finding.rule === rule).map(({ verdict }) => verdict);
		const held = quality.held_on_page?.[rule] ?? 0;
		holds += held;
		const worst = verdicts.includes("broken") ? "broken" : verdicts.length > 0 ? "undetermined" : "holds";
		if ((worst === "holds" && held === 0) || counts.not_assessable === 0) continue;
		counts[worst]++;
		counts.not_assessable--;
	}
	return { holds, rules: counts };
}

/** The words of a report's JSON. Throws GoujiError "bad-report". */
export function wordsOf(json: unknown, forms: Forms): Worded {
	const { issuer, sections } = parse(json, forms);
	return { issuer: issuer.name, sections };
}

function around(
	{ previous, earlier, years, children, publication, copies, peers }: CheckAround,
	forms: Forms,
): Partial<ReportFacts> {
	const isPublished = publication !== undefined || earlier !== undefined || copies !== undefined;
	const read = (json: unknown) => factsOf(parse(json, forms), forms);
	return {
		...(previous === undefined ? {} : { previous: read(previous) }),
		...(years ? { years } : {}),
		...(children ? { children: childrenOf(children, read) } : {}),
		...(peers ? { peers } : {}),
		...(isPublished
			? {
					publication: {
						...publication,
						...(earlier === undefined ? {} : { earlier: read(earlier) }),
						...(copies ? { copies: copies.map(({ url, report }) => ({ url, facts: read(report) })) } : {}),
					},
				}
			: {}),
	};
}

function childrenOf({ reports, missing, isComplete, office }: ChildReports, read: (json: unknown) => ReportFacts): Children {
	return {
		reports: reports.map(read),
		missing,
		isComplete,
		...(office === undefined ? {} : { office: read(office) }),
	};
}

function parse(json: unknown, forms: Forms): Report {
	const parsed = reportSchema(forms).safeParse(json);
	if (!parsed.success) {
		throw new GoujiError("bad-report", `The file is no report of schema gouji/report@1:\n${z.prettifyError(parsed.error)}`, {
			hint: "Correct the fields named, or extract the document again.",
		});
	}
	return parsed.data;
}

/** A report's JSON as rules see it. */
export function factsOf(report: Report, forms: Forms = issuedForms): ReportFacts {
	const evidence = evidenceOf(report);
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	const found = new Set(TABLES.filter((name) => report.tables[name] !== null));
	const printed = evidence.filter(({ state }) => state !== "absent").map(({ path }) => path);
	const told = tellEditions(printed, forms);
	return {
		year: report.year,
		title: report.title,
		issuer: report.issuer.name,
		form: report.form,
		forms,
		proactiveEdition: found.has("proactive") ? (told.proactive ?? newestOf(forms)) : undefined,
		requestsEdition: found.has("requests") ? (told.requests ?? newestOf(forms)) : undefined,
		found: found as ReadonlySet<TableName>,
		headings: SECTION_KEYS.filter((key) => report.sections[key] !== null).map((key, block) => ({
			key,
			block,
			rest: "",
			page: 1,
			text: "",
		})),
		sections: report.sections,
		period: report.period,
		publishedOn: report.published_on,
		signature: undefined,
		level: report.issuer.level,
		contact: contactOf(report),
		textSource: report.source.text,
		doubted: doubtedIn(report),
		hasPictures: report.source.text !== "digital" || hadPictures(report),
		textConfidence: report.source.text === "digital" ? 1 : 0.9,
		evidence,
		figure: (path) => byPath.get(path),
	};
}

/** Tables whose reading was in doubt, as the reading itself said. */
function doubtedIn({ quality }: Report): ReadonlySet<TableName> {
	return new Set(TABLES.filter((name) => quality.reasons.some((reason) => reason.startsWith(`reading in doubt: ${name} `))));
}

/** A missing table that the reading did not hold against the report may be among its pictures still. */
function hadPictures({ findings }: Report): boolean {
	return findings.some(({ rule, cause }) => /^S0[678]-/.test(rule) && cause === "reading");
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
	return report.cells.map((cell) => {
		const value = valueAt(report.tables, cell.path.split("."));
		const { unit } = parseFigure(cell.raw);
		if (value === undefined || value === cell.value) return unit ? { ...cell, unit } : cell;
		return { ...cell, value, state: value === null ? "blank" : "number", confidence: 1 };
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
