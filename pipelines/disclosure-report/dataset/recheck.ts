import type { Correction } from "../../../src/rules.ts";
import { PERSON } from "../../../src/rules.ts";
import { checkReport } from "../check-report.ts";
import { madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import { rulesFor } from "../rules/index.ts";
import type { Report } from "../schema.ts";

/** What the rules say of a report after its corrections. */
export interface Judged {
	readonly cells: Report["cells"];
	readonly findings: Report["findings"];
	readonly assessments: Report["assessments"];
	/** Rules that a run has to decide anew: a corrected figure is in what they rest on, and what else they need is not in the report. */
	readonly undecided: ReadonlySet<string>;
}

const needsOf: (forms: Forms) => ReadonlyMap<string, string> = madeOnce(
	(forms: Forms) => new Map(rulesFor(forms).flatMap(({ id, needs }) => (needs === undefined ? [] : [[id, needs] as const]))),
);

/**
 * A report with corrected figures in place, judged again. What rests on other reports, lists or the roster stands as the
 * last run had it, unless a corrected figure is in it: then it is undecided until the next run.
 */
export function judgedAfter(report: Report, corrections: readonly Correction[], forms: Forms): Judged {
	const { cells, findings, assessments } = report;
	if (corrections.length === 0) return { cells, findings, assessments, undecided: NONE };
	const byPath = new Map(corrections.map((correction) => [correction.path, correction.value]));
	const tables = structuredClone(report.tables);
	for (const [path, value] of byPath) putAt(tables, path.split("."), value);
	const corrected = cells.map((cell) => (byPath.has(cell.path) ? correctedCell(cell, byPath.get(cell.path) ?? null) : cell));
	const checked = checkReport({ ...report, tables, cells: corrected }, {}, forms);
	return { cells: corrected, ...joined(report, checked, { needs: needsOf(forms), paths: byPath }) };
}

const NONE: ReadonlySet<string> = new Set();

function correctedCell(cell: Report["cells"][number], value: number | null): Report["cells"][number] {
	const { doubt: _, ...rest } = cell;
	return { ...rest, value, state: value === null ? "blank" : "number", confidence: 1, read_by: [PERSON] };
}

function joined(
	before: Report,
	after: Report,
	{ needs, paths }: { readonly needs: ReadonlyMap<string, string>; readonly paths: ReadonlyMap<string, unknown> },
): Omit<Judged, "cells"> {
	const wasRun = (rule: string) => Object.hasOwn(before.assessments, rule);
	const own = after.findings.filter(({ rule }) => !needs.has(rule) && wasRun(rule));
	const outside = before.findings.filter(({ rule }) => needs.has(rule));
	const kept = outside.filter(({ cells }) => !cells.some((path) => paths.has(path)));
	// A rule on the year before that held may fail now, and the other way round: only a run that has that report can tell.
	const undecided = new Set(
		Object.entries(before.assessments)
			.filter(([rule, outcome]) => needs.get(rule) === "previous" && outcome !== "not_assessable")
			.map(([rule]) => rule),
	);
	for (const { rule, cells } of outside) if (cells.some((path) => paths.has(path))) undecided.add(rule);
	const assessments = Object.fromEntries(
		Object.entries(before.assessments).map(([rule, outcome]) => {
			if (undecided.has(rule)) return [rule, "undetermined" as const];
			return [rule, needs.has(rule) ? outcome : (after.assessments[rule] ?? outcome)];
		}),
	);
	return { findings: [...own, ...kept.filter(({ rule }) => !undecided.has(rule))], assessments, undecided };
}

function putAt(tables: unknown, path: readonly string[], value: number | null): void {
	let here = tables;
	for (const key of path.slice(0, -1)) {
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return;
		here = (here as Record<string, unknown>)[key];
	}
	const last = path.at(-1) ?? "";
	if (typeof here === "object" && here !== null && Object.hasOwn(here, last)) (here as Record<string, unknown>)[last] = value;
}
