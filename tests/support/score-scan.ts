import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { figureAt } from "./figures-at.ts";
import type { Truth } from "./shared-corpus.ts";

/** What a reading of a scan got right and wrong. */
export interface ScanScore {
	readonly cells: number;
	/** Paths read otherwise than printed. */
	readonly wrong: readonly string[];
	/** Wrong figures that were published as proven. */
	readonly provenWrong: readonly string[];
	readonly isVerified: boolean;
	readonly missed: readonly string[];
	/** Codes of errors held against a report that does not have them. */
	readonly accusations: readonly string[];
}

const codeOf = (rule: string) => rule.split("-")[0] ?? rule;

/** Compares a report read from pixels with what is printed. */
export function scoreScan(report: Report, truth: Truth): ScanScore {
	const wrong = Object.entries(truth.cells)
		.filter(([path, value]) => (figureAt(report.tables, path) ?? null) !== value)
		.map(([path]) => path);
	const proven = new Set(
		report.cells.filter((cell) => cell.confidence >= 0.95 && cell.state !== "absent").map((cell) => cell.path),
	);
	const codes = new Set(report.findings.map((finding) => codeOf(finding.rule)));
	const errors = report.findings
		.filter((finding) => finding.severity === "error" && finding.verdict === "broken")
		.map((finding) => codeOf(finding.rule));
	return {
		cells: Object.keys(truth.cells).length,
		wrong,
		provenWrong: wrong.filter((path) => proven.has(path)),
		isVerified: report.quality.status === "verified",
		missed: truth.must_find.filter((code) => !codes.has(code)),
		// A broken sum may show in two rules: A01 to A04 come from the same misprint.
		accusations: errors.filter(
			(code) => !truth.must_find.includes(code) && !(truth.must_find.some((due) => due.startsWith("A")) && /^(A|S09)/.test(code)),
		),
	};
}
