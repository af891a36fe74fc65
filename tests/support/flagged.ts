import { readFileSync } from "node:fs";
import { disclosureReport } from "../../pipelines/index.ts";
import type { DecisionLine, FlaggedReport } from "../../src/output/documents/desk-lines.ts";
import type { TellableReport } from "../../src/output/documents/flagged-report.ts";
import { flaggedReport } from "../../src/output/documents/flagged-report.ts";

/** A sample's expected report, as it is published. */
export function sampleReport(name: string): TellableReport {
	return JSON.parse(readFileSync(new URL(`../../samples/${name}/expected.json`, import.meta.url), "utf8")) as TellableReport;
}

export const UNDECIDED: DecisionLine = { state: "open", who: "", at: "", reason: "", note: "", deadline: "" };
export const CONFIRMED: DecisionLine = { ...UNDECIDED, state: "confirmed", who: "王芳", at: "2026-01-08T02:00:00Z" };

/** A report with its findings as files for supervisors tell them; those of `confirmed` rules are confirmed. */
export function flaggedSample(report: TellableReport, confirmed: readonly string[] = []): FlaggedReport {
	const rules = new Map(report.findings.map(({ fingerprint, rule }) => [fingerprint, rule.slice(0, 3)]));
	return flaggedReport(report, {
		region: "青石市",
		tables: disclosureReport.parse(report).printedTables(),
		decisionOf: (fingerprint) => (confirmed.includes(rules.get(fingerprint) ?? "") ? CONFIRMED : UNDECIDED),
		unprovenOf: () => 0,
		hasTwoSums: (rule) => disclosureReport.rules.find(({ id }) => id === rule)?.hasTwoSums ?? false,
		ruleTitle: (rule) => disclosureReport.rules.find(({ id }) => id === rule)?.title ?? rule,
		basisIn: disclosureReport.notice.basisIn,
		deskUrlOf: (fingerprint) => `http://127.0.0.1:8787/findings/${fingerprint}`,
	});
}
