import { createHash } from "node:crypto";
import type { Evidence } from "../model/evidence.ts";
import type { Cause, Outcome, Quote, Rule, RuleSettings, Severity } from "./outcome.ts";
import { settingOf } from "./outcome.ts";

/** A published finding; the shape of `findings[]` in the data model. */
export interface FindingRecord {
	rule: string;
	severity: Severity;
	verdict: "broken" | "undetermined";
	message: string;
	cells: string[];
	expected?: number | string | undefined;
	actual?: number | string | undefined;
	cause: Cause;
	basis: string;
	fingerprint: string;
	quotes?: { place: string; text: string }[] | undefined;
}

/** How many rules came to which result; their sum is the number of rules that apply to the report's form. */
export interface RuleCounts {
	holds: number;
	broken: number;
	undetermined: number;
	/** The report says nothing that the rule is about, or what it needs was not at hand. */
	not_assessable: number;
}

/** Findings of all rules, in the rules' order, and how many checks hold. */
export interface CheckResult {
	readonly findings: FindingRecord[];
	readonly holds: number;
	readonly rules: RuleCounts;
	/** What each rule that applies came to, in the rules' order. */
	readonly assessments: Readonly<Record<string, keyof RuleCounts>>;
}

/** What rules may be run on. */
export interface RuleContext {
	readonly form?: string;
	/** False where a part of the document was not seen, or not by a second reader that was asked: nothing accuses then. */
	readonly isSeenWhole?: boolean;
	readonly figure: (path: string) => Evidence | undefined;
}

/** Who has read a figure that a person corrected or confirmed. */
export const PERSON = "person";

/** What a person put in place of a reading, as far as the figure depends on it. */
export interface FigureCorrection {
	/** null says that nothing is printed there. */
	readonly value: number | null;
	/** Made on other bytes of the same report, whose figure was read the same. */
	readonly isCarried?: boolean | undefined;
}

/** Of a figure that a person read otherwise in a document that stood here before: nobody has looked at it in this one. */
const CARRIED = 0.9;

/** Whether a correction was carried over that says something else than the reading: it accuses nobody before a person has looked. */
export function isToBeLookedAt(asRead: { readonly value: number | null }, correction: FigureCorrection | undefined): boolean {
	return correction?.isCarried === true && correction.value !== asRead.value;
}

/** What a correction changes about a figure. Data set, site, desk and API ask this: nobody is accused in one that is not in the others. */
export function correctedFigure(asRead: { readonly value: number | null }, correction: FigureCorrection) {
	const { value } = correction;
	const state: "blank" | "number" = value === null ? "blank" : "number";
	return { value, state, confidence: isToBeLookedAt(asRead, correction) ? CARRIED : 1, read_by: [PERSON] };
}

/** Readings at least this sure speak for the page itself. */
const SURE = 0.95;
/** Readings below this are likelier wrong than the page. */
const DOUBTFUL = 0.6;

/**
 * Runs rules over one report. `subject` names it in fingerprints (issuer and year). A broken check
 * is published as broken only if everything it rests on was read for sure; otherwise it is
 * undetermined, and the cause says so (catalogue rule Q01).
 */
export function runRules<Context extends RuleContext>(
	rules: readonly Rule<Context>[],
	context: Context,
	subject: string,
	settings: RuleSettings = {},
): CheckResult {
	const findings: FindingRecord[] = [];
	const counts: RuleCounts = { holds: 0, broken: 0, undetermined: 0, not_assessable: 0 };
	const assessments: Record<string, keyof RuleCounts> = {};
	let holds = 0;
	for (const rule of rules) {
		const setting = settingOf(rule.id, settings);
		if (setting.off ?? rule.isLocal === true) continue;
		if (rule.forms && context.form !== undefined && !rule.forms.includes(context.form)) continue;
		const outcomes = rule.check(context, { ...rule.limits, ...setting.limits });
		const found = outcomes
			.filter(({ verdict }) => verdict !== "holds")
			.map((outcome) => toFinding(rule, outcome, { context, subject }));
		holds += outcomes.length - found.length;
		for (const finding of found) findings.push(setting.severity ? { ...finding, severity: setting.severity } : finding);
		const result = resultOf(outcomes, found);
		assessments[rule.id] = result;
		counts[result]++;
	}
	return { findings, holds, rules: counts, assessments };
}

function resultOf(outcomes: readonly Outcome[], found: readonly FindingRecord[]): keyof RuleCounts {
	if (found.some(({ verdict }) => verdict === "broken")) return "broken";
	if (found.length > 0) return "undetermined";
	return outcomes.length > 0 ? "holds" : "not_assessable";
}

function toFinding<Context extends RuleContext>(
	rule: Rule<Context>,
	outcome: Outcome,
	{ context, subject }: { context: Context; subject: string },
): FindingRecord {
	const figures = outcome.cells.flatMap((path) => context.figure(path) ?? []);
	const { cause, why } = causeIn(context, outcome, { rule, figures });
	return {
		rule: rule.id,
		severity: outcome.severity ?? rule.severity,
		verdict: outcome.verdict === "broken" && cause === "report" ? "broken" : "undetermined",
		message: `${outcome.message}${why}`,
		cells: [...outcome.cells],
		...(outcome.expected === undefined ? {} : { expected: outcome.expected }),
		...(outcome.actual === undefined ? {} : { actual: outcome.actual }),
		cause,
		basis: rule.basis,
		fingerprint: fingerprintOf(rule.id, subject, outcome),
		...(outcome.quotes ? { quotes: outcome.quotes.map(({ place, text }: Quote) => ({ place, text })) } : {}),
	};
}

/** Whose fault an outcome is, as far as what was seen of the document tells, and the rule's words on that. */
function causeIn<Context extends RuleContext>(
	context: Context,
	outcome: Outcome,
	{ rule, figures }: { readonly rule: Rule<Context>; readonly figures: readonly Evidence[] },
): { readonly cause: Cause; readonly why: string } {
	const judged = outcome.cause ?? causeOf([...figures.map(({ confidence }) => confidence), outcome.textConfidence ?? 1]);
	if (outcome.verdict !== "broken" || (figures.length === outcome.cells.length && wasLookedAt(figures)))
		return { cause: judged, why: "" };
	const why = rule.premise?.(context) ?? "";
	if (judged !== "report") return { cause: judged, why };
	if (context.isSeenWhole === false) return { cause: "unclear", why };
	return { cause: why === "" ? judged : "reading", why };
}

/**
 * Whether a person has looked into these figures, whatever the readers missed elsewhere: some were corrected or
 * confirmed, and the others are what two readers read alike.
 */
function wasLookedAt(figures: readonly Evidence[]): boolean {
	const isSure = ({ readBy }: Evidence) => readBy.includes(PERSON) || new Set(readBy).size >= 2;
	return figures.some(({ readBy }) => readBy.includes(PERSON)) && figures.every(isSure);
}

/** Whether the page or its reading is at fault, as far as confidence tells. */
export function causeOf(confidences: readonly number[]): Cause {
	const lowest = confidences.reduce((least, one) => Math.min(least, one), 1);
	if (lowest >= SURE) return "report";
	return lowest < DOUBTFUL ? "reading" : "unclear";
}

/** The same for the same rule on the same place of the same report, whatever the figures say. */
export function fingerprintOf(rule: string, subject: string, { cells, key }: Pick<Outcome, "cells" | "key">): string {
	const code = rule.split("-")[0] ?? rule;
	return createHash("sha256")
		.update(JSON.stringify([code, subject, [...cells].sort(), ...(key === undefined ? [] : [key])]))
		.digest("hex")
		.slice(0, 16);
}

/** What of a finding tells on which figures and words it rests. */
type Rested = Pick<FindingRecord, "cells"> & {
	readonly quotes?: readonly { readonly place: string; readonly text: string }[] | undefined;
	readonly expected?: number | string | undefined;
	readonly actual?: number | string | undefined;
};

/** Digest of the figures and quoted words that a finding rests on; a decision holds for these and no others. */
export function figuresDigest(finding: Rested, values: ReadonlyMap<string, number | null>): string {
	const figures = [...finding.cells].sort().map((path) => [path, values.get(path) ?? null]);
	const quotes = (finding.quotes ?? []).map(({ place, text }) => [place, text]);
	const hasFigures = finding.cells.some((path) => values.has(path));
	return createHash("sha256")
		.update(JSON.stringify([figures, quotes, ...(hasFigures ? [] : [finding.expected ?? null, finding.actual ?? null])]))
		.digest("hex")
		.slice(0, 16);
}
