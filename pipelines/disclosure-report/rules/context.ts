import type { Evidence } from "../../../src/index.ts";
import type { Edition } from "../forms/editions.ts";
import type { SectionHeading } from "../read/headings.ts";
import type { TableName } from "../read/tables.ts";
import type { Report } from "../schema.ts";

/** All that rules may look at: one report as read. Nothing here knows pixels or PDF. */
export interface ReportFacts {
	readonly year: number;
	readonly title: string;
	readonly issuer: string;
	readonly form: Report["form"];
	readonly proactiveEdition: Edition | undefined;
	readonly requestsEdition: Edition | undefined;
	readonly found: ReadonlySet<TableName>;
	/** In printed order. */
	readonly headings: readonly SectionHeading[];
	readonly sections: Report["sections"];
	readonly period: Report["period"];
	readonly publishedOn: string | null;
	/** The organ named above the date; undefined when none is. */
	readonly signature: string | undefined;
	/** Whether pictures large enough to be tables stand in the document. */
	readonly hasPictures: boolean;
	/** Lowest confidence of running text, 0 to 1; 1 for encoded text. */
	readonly textConfidence: number;
	readonly evidence: readonly Evidence[];
	/** One figure by its path; undefined where the form has no such figure. */
	readonly figure: (path: string) => Evidence | undefined;
}

/** Figures by path; those the form lacks are left out. */
export function figures(facts: ReportFacts, paths: readonly string[]): Evidence[] {
	return paths.flatMap((path) => facts.figure(path) ?? []);
}

/** Whether running text was read for sure; claims on text rest on it. */
export function textCause(facts: ReportFacts): "report" | "unclear" {
	return facts.textConfidence >= 0.95 ? "report" : "unclear";
}
