import { createHash } from "node:crypto";
import type { Evidence } from "../model/evidence.ts";

/** How much a finding weighs. */
export type Severity = "error" | "warn" | "info";

/** One thing that a rule checked. */
export interface Outcome {
	readonly verdict: "holds" | "broken" | "undetermined";
	/** Paths of the cells read, and other places such as `sections.overview`. */
	readonly cells: readonly string[];
	/** In Chinese, with the report's own figures; empty for what holds. */
	readonly message: string;
	readonly expected?: number | string;
	readonly actual?: number | string;
	/** Where it differs from the rule's own. */
	readonly severity?: Severity;
	/** Set where the cells' confidence does not tell, such as for text. */
	readonly cause?: "report" | "reading" | "unclear";
}

/** A rule: what is true of a correct report, and how to see it. */
export interface Rule<Context> {
	/** Catalogue code and name, never reused, such as `A01-t3-row-sum`. */
	readonly id: string;
	readonly severity: Severity;
	/** In Chinese; states what is true of a correct report. */
	readonly title: string;
	/** The formula, in the catalogue's cell names. */
	readonly formula: string;
	/** Legal or formal basis, in Chinese. */
	readonly basis: string;
	/** Nothing at all when the rule does not apply. */
	readonly check: (context: Context) => readonly Outcome[];
}

/** A published finding; the shape of `findings[]` in the data model. */
export interface FindingRecord {
	rule: string;
	severity: Severity;
	verdict: "broken" | "undetermined";
	message: string;
	cells: string[];
	expected?: number | string | undefined;
	actual?: number | string | undefined;
	cause: "report" | "reading" | "unclear";
	basis: string;
	fingerprint: string;
}

/** Findings of all rules, in the rules' order, and how many checks hold. */
export interface CheckResult {
	readonly findings: FindingRecord[];
	readonly holds: number;
}

/** Readings at least this sure speak for the page itself. */
const SURE = 0.95;
/** Readings below this are likelier wrong than the page. */
const DOUBTFUL = 0.6;

/**
 * Runs rules over one report. `subject` names it in fingerprints (issuer and year). A broken check
 * is published as broken only if every figure it rests on was read for sure; otherwise it is
 * undetermined, and the cause says so.
 */
export function runRules<Context extends { readonly figure: (path: string) => Evidence | undefined }>(
	rules: readonly Rule<Context>[],
	context: Context,
	subject: string,
): CheckResult {
	const findings: FindingRecord[] = [];
	let holds = 0;
	for (const rule of rules) {
		for (const outcome of rule.check(context)) {
			if (outcome.verdict === "holds") holds++;
			else findings.push(toFinding(rule, outcome, { context, subject }));
		}
	}
	return { findings, holds };
}

function toFinding<Context extends { readonly figure: (path: string) => Evidence | undefined }>(
	rule: Rule<Context>,
	outcome: Outcome,
	{ context, subject }: { context: Context; subject: string },
): FindingRecord {
	const read = outcome.cells.flatMap((path) => context.figure(path) ?? []);
	const cause = outcome.cause ?? causeOf(read);
	return {
		rule: rule.id,
		severity: outcome.severity ?? rule.severity,
		verdict: outcome.verdict === "broken" && cause === "report" ? "broken" : "undetermined",
		message: outcome.message,
		cells: [...outcome.cells],
		...(outcome.expected === undefined ? {} : { expected: outcome.expected }),
		...(outcome.actual === undefined ? {} : { actual: outcome.actual }),
		cause,
		basis: rule.basis,
		fingerprint: fingerprintOf(rule.id, subject, outcome.cells),
	};
}

/** Whether the page or its reading is at fault, as far as the figures' confidence tells. */
export function causeOf(figures: readonly Evidence[]): "report" | "reading" | "unclear" {
	const lowest = Math.min(1, ...figures.map((figure) => figure.confidence));
	if (lowest >= SURE) return "report";
	return lowest < DOUBTFUL ? "reading" : "unclear";
}

/** The same for the same rule on the same cells of the same report, whatever the figures say. */
export function fingerprintOf(rule: string, subject: string, cells: readonly string[]): string {
	const code = rule.split("-")[0] ?? rule;
	return createHash("sha256")
		.update(JSON.stringify([code, subject, [...cells].sort()]))
		.digest("hex")
		.slice(0, 16);
}
