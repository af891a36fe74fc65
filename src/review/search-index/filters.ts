import { z } from "zod";
import { STATES } from "../store/decisions.ts";
import { whereText } from "./full-text.ts";
import { plainQuery } from "./name-keys.ts";
import type { Where } from "./where.ts";

const word = z.string().max(200);

/**
 * What a view is narrowed to, as it stands in the address bar. Anything that is not understood is left out, so
 * that an old or mistyped link still shows something.
 */
export const Filters = z.object({
	year: z.coerce.number().int().min(1990).max(2200).optional().catch(undefined),
	region: word.optional().catch(undefined),
	level: word.optional().catch(undefined),
	rule: word.optional().catch(undefined),
	/** Of what is broken; `undetermined` for what cannot be told. */
	severity: z.enum(["error", "warn", "info", "undetermined"]).optional().catch(undefined),
	state: z
		.enum([...STATES, "todo"])
		.optional()
		.catch(undefined),
	/** `reading`: findings whose cause is our reading; `report`: all others. */
	cause: z.enum(["reading", "report"]).optional().catch(undefined),
	status: z.enum(["verified", "needs_review", "failed"]).optional().catch(undefined),
	/** Whose the reports are to check. */
	reviewer: word.optional().catch(undefined),
	/** Parts of an issuer's name. */
	q: z.string().max(100).optional().catch(undefined),
	/** Words of the reports' text. */
	text: z.string().max(100).optional().catch(undefined),
	flag: z.enum(["late", "flagged", "doubted", "corrected"]).optional().catch(undefined),
});
export type Filters = z.infer<typeof Filters>;

/** Filters of a query string's parameters; empty ones are none. */
export function parseFilters(query: Readonly<Record<string, string>>): Filters {
	return Filters.parse(Object.fromEntries(Object.entries(query).filter(([, value]) => value.trim() !== "")));
}

/** Filters as a query string without `?`, in a stable order; `changes` with undefined takes one out. */
export function filterQuery(filters: Filters, changes: Partial<Record<string, string | number | undefined>> = {}): string {
	const query = new URLSearchParams();
	for (const [key, value] of Object.entries({ ...filters, ...changes })) if (value !== undefined) query.set(key, String(value));
	return query.toString();
}

/** Conditions on rows of `finding` alone (`q`, `status` and `flag` are about its report). */
export function whereFindings(filters: Filters): Where {
	const { year, region, level, rule, severity, state, cause, reviewer } = filters;
	return join([
		equal("reviewer", reviewer),
		equal("year", year),
		equal("region", region),
		equal("level", level),
		equal("rule", rule),
		equal("weight", severity),
		state === "todo" ? { text: "state in ('open', 'reopened')", values: [] } : equal("state", state),
		// Written out, as the partial index has it.
		cause === undefined ? undefined : { text: `cause ${cause === "reading" ? "=" : "<>"} 'reading'`, values: [] },
	]);
}

/** The index that leads to these findings in the order of lists, the most telling filter first. */
export function orderedBy({ region, rule, year, state, cause, reviewer }: Filters): string {
	if (reviewer !== undefined) return state === "todo" ? "finding_reviewer_todo" : "finding_reviewer";
	if (region !== undefined) return "finding_region";
	if (rule !== undefined) return state === "todo" ? "finding_rule_todo" : "finding_rule";
	if (cause === "reading") return "finding_reading";
	if (state !== undefined && state !== "todo") return "finding_state";
	if (year !== undefined) return "finding_year";
	return state === "todo" ? "finding_todo" : "finding_order";
}

/**
 * Counted findings: a table with column `n`, and conditions on it. One row of one scope for each combination, but for
 * a region and a level together, where the findings themselves are counted.
 */
export function countedFindings(filters: Filters): { readonly table: string; readonly where: Where } {
	const { region, level, ...others } = filters;
	if (region !== undefined && level !== undefined)
		return { table: "(select *, 1 as n from finding)", where: whereFindings(filters) };
	const where = whereFindings(others);
	return {
		table: "finding_tally",
		where: { text: `region = ? and level = ? and ${where.text}`, values: [region ?? "*", level ?? "*", ...where.values] },
	};
}

/** Conditions on rows of `report`, with its issuer joined as `issuer`; `named` is the one on its name, where it is put otherwise. */
export function whereReports(filters: Filters, named?: Where): Where {
	const { year, region, level, status, flag, q, text, rule, state, severity, cause, reviewer } = filters;
	const flags = { late: "late = 1", flagged: "errors > 0", doubted: "doubts > 0", corrected: "corrections > 0" };
	// Findings are of their report's year: it is told by the report.
	const ofFinding = whereFindings({ rule, state, severity, cause });
	return join([
		equal("report.year", year),
		equal("report.region", region),
		equal("report.level", level),
		equal("report.reviewer", reviewer),
		equal("status", status),
		flag ? { text: flags[flag], values: [] } : undefined,
		...(q === undefined ? [] : [named ?? whereName(q)]),
		text === undefined ? undefined : whereText(text),
		rule === undefined && state === undefined && severity === undefined && cause === undefined
			? undefined
			: rule === undefined
				? {
						text: `exists (select 1 from finding where finding.report = report.id and ${ofFinding.text})`,
						values: ofFinding.values,
					}
				: {
						text: `report.id in (select report from finding indexed by finding_rule_report where ${ofFinding.text})`,
						values: ofFinding.values,
					},
	]);
}

/**
 * Names are found by words in any order, each by its characters in any order, or in pinyin or its initials, and by their
 * aliases: 洪泽淮安, hongze and hzq find 淮安市洪泽区人民政府. There are far fewer issuers than reports, so that looking at
 * each is quick.
 */
export function whereName(q: string): Where {
	return join(wordsOf(q).flatMap(whereWord));
}

/** The same for a column that holds a name and no keys: by characters only. */
export function whereCharacters(q: string, column: string): Where {
	return join([...plainQuery(q).replaceAll(/\s+/g, "")].map((character) => has(column, character)));
}

/** Words of a query at most, and characters of one: more make no name plainer. */
const MAX_WORDS = 8;

/** What is written in letters, and what is not, each a word of its own. */
function wordsOf(q: string): string[] {
	return (plainQuery(q).match(/[a-z']+|[^a-z'\s]+/g) ?? []).slice(0, MAX_WORDS);
}

function whereWord(word: string): Where[] {
	if (!/^[a-z']+$/.test(word)) return [...new Set(word)].map((character) => has("issuer.keys", character));
	const letters = word.replaceAll("'", "");
	if (letters === "") return [];
	const inOrder = `%${[...letters].join("%")}%`;
	return [{ text: "(issuer.keys like ? or issuer.initials like ?)", values: [`%${letters}%`, inOrder] }];
}

function has(column: string, text: string): Where {
	return { text: `${column} like ? escape '\\'`, values: [`%${text.replace(/[%_\\]/, "\\$&")}%`] };
}

function equal(column: string, value: string | number | undefined): Where | undefined {
	return value === undefined ? undefined : { text: `${column} = ?`, values: [value] };
}

function join(parts: readonly (Where | undefined)[]): Where {
	const given = parts.filter((part) => part !== undefined);
	return { text: given.map(({ text }) => text).join(" and ") || "1", values: given.flatMap(({ values }) => values) };
}
