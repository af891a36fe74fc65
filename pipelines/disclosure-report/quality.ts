import { holdsUnread } from "../../src/family.ts";
import type { Evidence, Issue } from "../../src/rules.ts";
import { asksForReview, issueOf } from "../../src/rules.ts";
import type { ReadTables } from "./read/tables.ts";
import type { ReportFacts } from "./rules/context.ts";
import type { Report } from "./schema.ts";

/** So many rows outside the form are named, each by this many characters of its label. */
const MAX_EXTRA_ROWS = 6;
const MAX_LABEL = 60;
/** Figures less sure than this are not proven. */
const PROVEN = 0.95;

/** What a report's quality rests on. */
interface QualityParts {
	readonly tables: ReadTables;
	/** Tables in doubt, and witnesses that failed or differ. */
	readonly issues: readonly Issue[];
	readonly ocrPages: number;
	/** Checks that hold. */
	readonly holds: number;
}

/** What the reading thinks of itself: verified only where nothing asks for review. */
export function qualityOf(
	facts: ReportFacts,
	{ tables, issues, ocrPages, holds }: QualityParts,
): Omit<Report["quality"], "rules"> {
	const expected = tables.evidence.filter((figure) => !figure.path.includes(".extra_"));
	const read = expected.filter((figure) => figure.state !== "absent");
	const reasons = [
		...missing(facts, tables),
		...counted("cells-not-found", expected.length - read.length),
		...counted("cells-without-number", expected.filter(({ state, raw }) => state === "unreadable" && !holdsUnread(raw)).length),
		...counted("ink-not-read", expected.filter(({ state, raw }) => state === "unreadable" && holdsUnread(raw)).length),
		...issues,
		...counted("figures-not-proven", expected.filter((figure: Evidence) => figure.confidence < PROVEN).length),
		...labelsReadOnce(tables),
		...(facts.issuer === "" ? [issueOf({ code: "issuer-not-found" })] : []),
		...(facts.year === 0 ? [issueOf({ code: "year-not-found" })] : []),
		...(facts.issuer !== "" && facts.isIssuerSure === false ? [issueOf({ code: "issuer-in-doubt", name: facts.issuer })] : []),
		...(facts.year !== 0 && facts.isYearSure === false ? [issueOf({ code: "year-in-doubt", year: facts.year })] : []),
		...rowsOutside(tables),
	];
	const status = read.length === 0 ? "failed" : reasons.some(asksForReview) ? "needs_review" : "verified";
	return { status, reasons, cells_read: read.length, cells_expected: expected.length, ocr_pages: ocrPages, holds };
}

/** Tables that were not found, and columns of those that were; reports of before 2019 need not have them. */
function missing(facts: ReportFacts, { issues, forms }: ReadTables): Issue[] {
	return issues.filter(
		(issue) =>
			(issue.code === "table-not-found" && facts.form !== forms.list.id) ||
			(issue.code === "column-not-found" && facts.found.has(issue.table as "requests")),
	);
}

function counted(
	code: "cells-not-found" | "cells-without-number" | "ink-not-read" | "figures-not-proven",
	count: number,
): Issue[] {
	return count > 0 ? [issueOf({ code, count })] : [];
}

/** Rows of free tables whose label was recognised: nothing but that label tells what the figure counts. */
function labelsReadOnce({ listed, evidence }: ReadTables): Issue[] {
	const methods = new Map(evidence.map(({ path, method }) => [path, method]));
	const count = listed.filter(({ figure }) => methods.get(figure.path) !== "text").length;
	return count > 0 ? [issueOf({ code: "labels-not-proven", table: "listed", count })] : [];
}

function rowsOutside({ issues }: ReadTables): Issue[] {
	const extra = issues.filter((issue) => issue.code === "row-outside-form");
	const named = extra
		.slice(0, MAX_EXTRA_ROWS)
		.map(({ detail: _, ...facts }) => issueOf({ ...facts, label: shortened(facts.label) }));
	const more = extra.length - named.length;
	return more > 0 ? [...named, issueOf({ code: "rows-outside-form", count: more })] : named;
}

function shortened(label: string): string {
	return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}
