import type { MappedContent } from "../../src/family.ts";
import type { LinearEquation, ReportDocument } from "../../src/rules.ts";
import { sumsOf } from "./fields/equations.ts";
import { figureFields } from "./fields/figure-fields.ts";
import { issuedForms, newestOf } from "./fields/forms.ts";
import type { Forms } from "./fields/types.ts";
import { findDoubts } from "./read/doubts.ts";
import type { ReadReport } from "./read/read-report.ts";
import { isReport, readReport } from "./read/read-report.ts";
import type { ReadTables } from "./read/tables.ts";
import { TABLE_KEYS } from "./read/tables.ts";

/** Understands a document as a disclosure report: title, sections, tables and the editions that these follow. */
export function mapReport(document: ReportDocument, forms: Forms = issuedForms): MappedContent<ReadReport> {
	const read = readReport(document, forms);
	const { tables, headings, narrative } = read;
	return {
		figures: tables.evidence,
		issues: [...tables.issues, ...findDoubts(document, headings, tables)],
		editions: editionsOf(tables),
		equations: equationsOf(tables),
		differences: differencesOf(tables),
		isReport: isReport(read),
		isComplete: tables.found.size === TABLE_KEYS.length,
		texts: narrative.sections,
		content: read,
	};
}

/** Figures of rows outside the form may be anything. */
function differencesOf({ evidence, forms }: ReadTables): ReadonlySet<string> {
	const fields = figureFields(forms);
	return new Set(evidence.flatMap(({ path }) => (fields.get(path)?.isChange === false ? [] : [path])));
}

function editionsOf({ proactiveEdition, requestsEdition }: ReadTables): Readonly<Record<string, string>> {
	return {
		...(proactiveEdition ? { proactive: proactiveEdition.id } : {}),
		...(requestsEdition ? { requests: requestsEdition.id } : {}),
	};
}

/** The form's sums over figures that are there: rows, results, balance, reviews and lawsuits. */
function equationsOf({ evidence, requestsEdition, forms }: ReadTables): LinearEquation[] {
	const paths = new Set(evidence.filter(({ state }) => state !== "absent").map(({ path }) => path));
	return sumsOf(requestsEdition ?? newestOf(forms))
		.map(({ left, right }) => ({ left, right }))
		.filter(({ left, right }) => [...left, ...right].every((path) => paths.has(path)));
}
