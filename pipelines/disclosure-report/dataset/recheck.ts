import type { Correction, RowContext, RuleCounts } from "../../../src/rules.ts";
import { correctedFigure } from "../../../src/rules.ts";
import { checkReport } from "../check-report.ts";
import { madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import { rulesFor } from "../rules/index.ts";
import type { Report } from "../schema.ts";

/** What the rules say of a report after its corrections. */
export interface Judged {
	readonly tables: Report["tables"];
	readonly cells: Report["cells"];
	readonly findings: Report["findings"];
	readonly assessments: Report["assessments"];
	/** Rules that a run has to decide anew: a corrected figure is in what they rest on, and what else they need is not in the report. */
	readonly undecided: ReadonlySet<string>;
}

/** What people changed about a report and those that it is compared with. */
type Corrected = Pick<RowContext, "corrections" | "isAfterCorrected" | "correctedBeside">;

const needsOf: (forms: Forms) => ReadonlyMap<string, string> = madeOnce(
	(forms: Forms) => new Map(rulesFor(forms).flatMap(({ id, needs }) => (needs === undefined ? [] : [[id, needs] as const]))),
);

const usersOfPrevious: (forms: Forms) => ReadonlySet<string> = madeOnce(
	(forms: Forms) => new Set(rulesFor(forms).flatMap(({ id, mayUse }) => (mayUse === "previous" ? [id] : []))),
);

/**
 * A report with corrected figures in place, judged again. What rests on other reports, lists or the roster stands as the
 * last run had it, unless a corrected figure is in it, of this report, of the one for the year before, of those of organs below or of a
 * copy: then it is undecided.
 */
export function judgedAfter(
	report: Report,
	{ corrections, isAfterCorrected = false, correctedBeside = [] }: Corrected,
	forms: Forms,
): Judged {
	const { tables: asRead, cells, findings, assessments } = report;
	const isAlone = !isAfterCorrected && correctedBeside.length === 0;
	if (corrections.length === 0 && isAlone) return { tables: asRead, cells, findings, assessments, undecided: NONE };
	const needs = needsOf(forms);
	const others = { isAfterCorrected, correctedBeside, users: isAfterCorrected ? usersOfPrevious(forms) : NONE };
	if (corrections.length === 0) {
		const checks = { published: report, alone: report, corrected: report, needs, changed: NONE, ...others };
		return { tables: asRead, cells, ...joined(checks) };
	}
	const byPath = new Map(corrections.map((correction) => [correction.path, correction]));
	const tables = structuredClone(asRead);
	for (const [path, { value }] of byPath) putAt(tables, path.split("."), value);
	const corrected = cells.map((cell) => correctedCell(cell, byPath.get(cell.path)));
	const checks = {
		published: report,
		alone: checkReport(report, {}, forms),
		corrected: checkReport({ ...report, tables, cells: corrected }, {}, forms),
	};
	const read = new Map(cells.map(({ path, value }) => [path, value]));
	const changed = new Set(corrections.flatMap(({ path, value }) => (read.get(path) === value ? [] : [path])));
	return { tables, cells: corrected, ...joined({ ...checks, needs, changed, ...others }) };
}

/** The report itself with its corrections in place and what came of them; how many checks hold in rules stands as it was read. */
export function afterCorrections(report: Report, context: Corrected, forms: Forms): Report {
	const { undecided: _, ...judged } = judgedAfter(report, context, forms);
	const { rules, ...quality } = report.quality;
	return { ...report, ...judged, quality: { ...quality, ...(rules && { rules: countsOf(judged.assessments) }) } };
}

function countsOf(assessments: Report["assessments"]): RuleCounts {
	const counts: RuleCounts = { holds: 0, broken: 0, undetermined: 0, not_assessable: 0 };
	for (const outcome of Object.values(assessments)) counts[outcome]++;
	return counts;
}

const NONE: ReadonlySet<string> = new Set();

function correctedCell(cell: Report["cells"][number], correction: Correction | undefined): Report["cells"][number] {
	if (correction === undefined) return cell;
	const { doubt: _, ...rest } = cell;
	return { ...rest, ...correctedFigure(cell, correction) };
}

/** What joins three checks: as published, and of the report alone without and with its corrections. */
interface Checks {
	readonly published: Report;
	readonly alone: Report;
	readonly corrected: Report;
	readonly needs: ReadonlyMap<string, string>;
	/** Figures that a person put otherwise than they were read; not those found right. */
	readonly changed: ReadonlySet<string>;
	readonly isAfterCorrected: boolean;
	readonly correctedBeside: readonly string[];
	/** Rules that may have looked at a corrected year before without needing it. */
	readonly users: ReadonlySet<string>;
}

/** What one rule comes to after corrections; undefined where only a run can tell. */
type OneJudged = Pick<Report, "findings"> & { readonly outcome: Report["assessments"][string] };

/** Rules that the corrections change nothing about stand as published, with all that a run knew; the others are judged anew. */
function joined(checks: Checks): Omit<Judged, "tables" | "cells"> {
	const own = findingsByRule(checks.published);
	const anew = changedRules(checks);
	const judged = Object.entries(outcomesOf(checks)).map(([rule, outcome]) => {
		const found = { findings: own.get(rule) ?? [], outcome };
		if (checks.users.has(rule) && mayAccuse(outcome)) return [rule, undefined] as const;
		return [rule, checks.needs.has(rule) ? outsideRule(rule, found, checks) : (anew.get(rule) ?? found)] as const;
	});
	return {
		findings: judged.flatMap(([, one]) => one?.findings ?? []),
		assessments: Object.fromEntries(judged.map(([rule, one]) => [rule, one?.outcome ?? "undetermined"])),
		undecided: new Set(judged.flatMap(([rule, one]) => (one ? [] : [rule]))),
	};
}

/** What a run's rules came to; of a report of version 1, which does not tell, as far as its findings and the report alone do. */
function outcomesOf({ published: { assessments, findings }, alone }: Checks): Report["assessments"] {
	if (Object.keys(assessments).length > 0) return assessments;
	const told = findings.toSorted((a, b) => Number(a.verdict === "broken") - Number(b.verdict === "broken"));
	return { ...alone.assessments, ...Object.fromEntries(told.map(({ rule, verdict }) => [rule, verdict])) };
}

/**
 * A rule that needs more than the report stands, unless a corrected figure is in it. One on the year before that held may
 * fail now, and the other way round: only a run that has that report can tell. Of rules on organs below, which look at few of
 * their figures, and on copies only those are left open that may accuse somebody.
 */
function outsideRule(
	rule: string,
	found: OneJudged,
	{ needs, changed, isAfterCorrected, correctedBeside }: Checks,
): OneJudged | undefined {
	const need = needs.get(rule) ?? "";
	const isOfBoth = need === "previous" && found.outcome !== "not_assessable";
	const isBeside = correctedBeside.includes(need) && mayAccuse(found.outcome);
	const isOpen = isBeside || (isOfBoth && (isAfterCorrected || changed.size > 0));
	return isOpen || found.findings.some(({ cells }) => cells.some((path) => changed.has(path))) ? undefined : found;
}

function mayAccuse(outcome: OneJudged["outcome"]): boolean {
	return outcome === "broken" || outcome === "undetermined";
}

/** Rules that come to something else with the corrections, the report looked at alone both times. */
function changedRules({ alone, corrected }: Checks): Map<string, OneJudged> {
	const [before, after] = [findingsByRule(alone), findingsByRule(corrected)];
	const changed = new Map<string, OneJudged>();
	for (const [rule, outcome] of Object.entries(corrected.assessments)) {
		const findings = after.get(rule) ?? [];
		const isSame = alone.assessments[rule] === outcome && JSON.stringify(before.get(rule) ?? []) === JSON.stringify(findings);
		if (!isSame) changed.set(rule, { outcome, findings });
	}
	return changed;
}

function findingsByRule({ findings }: Report): Map<string, Report["findings"]> {
	return Map.groupBy(findings, ({ rule }) => rule);
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
