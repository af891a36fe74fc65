import type { Limits, RuleSettings } from "../check/outcome.ts";
import type { FindingRecord, RuleCounts } from "../check/run-rules.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ReportDocument } from "../model/document.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Decision, LinearEquation } from "../solve/witness.ts";
import type { SourceKnowledge } from "../sources/knowledge.ts";

/** Where a document's bytes came from; published with the report. */
export interface DocumentOrigin {
	readonly file: string;
	readonly sha256: string;
	readonly bytes: number;
	readonly url?: string;
	readonly page_url?: string;
	readonly retrieved_at?: string;
}

/** What the machine needs to know of any report it publishes. */
export interface PublishedReport {
	readonly id: string;
	readonly title: string;
	readonly year: number;
	readonly issuer: { readonly name: string };
	readonly source: { readonly file: string };
	readonly findings: readonly FindingRecord[];
	readonly quality: {
		readonly status: "verified" | "needs_review" | "failed";
		readonly reasons: readonly string[];
		readonly cells_read: number;
		readonly cells_expected: number;
		readonly rules?: RuleCounts | undefined;
	};
}

/** One line of the rule catalogue. */
export interface RuleEntry {
	readonly id: string;
	readonly severity: string;
	readonly title: string;
	readonly formula: string;
	readonly basis: string;
	/** Its category in Chinese, such as 表内勾稽. */
	readonly category: string;
	/** Forms that it is about; empty for all. */
	readonly forms: readonly string[];
	readonly limits: Limits;
	/** In Chinese, what it needs besides the report; empty for nothing. */
	readonly needs: string;
	/** Only where a deployment turns it on. */
	readonly isLocal: boolean;
}

/** What checking may take into account besides the report itself. */
export interface CheckAround {
	/** The same issuer's report of the year before, as JSON. */
	readonly previous?: unknown;
	/** The same report as it was published before its bytes changed, as JSON. */
	readonly earlier?: unknown;
	/** A deployment's own settings, by rule. */
	readonly settings?: RuleSettings;
}

/** One family of reports: all that is particular to it, behind plain functions. */
export interface Pipeline {
	readonly name: string;
	/** How its reports are published, for finding them. */
	readonly sources: SourceKnowledge;
	/**
	 * `decisions` replace the readings of figures that were recognised from pixels, by path.
	 * Throws GoujiError "not-a-report" for other documents.
	 */
	readonly buildReport: (
		document: ReportDocument,
		origin: DocumentOrigin,
		decisions?: ReadonlyMap<string, Decision>,
	) => PublishedReport;
	/** The figures of a document's tables, with their places. */
	readonly figuresOf: (document: ReportDocument) => readonly Evidence[];
	/** Whether every table of the form was found in a document. */
	readonly hasAllTables: (document: ReportDocument) => boolean;
	/** The sums that the form demands of these figures. */
	readonly equationsOf: (figures: readonly Evidence[]) => readonly LinearEquation[];
	/** Runs the rules over a report's JSON, hand-edited ones too. Throws GoujiError "bad-report". */
	readonly checkReport: (json: unknown, around?: CheckAround) => PublishedReport;
	readonly rules: readonly RuleEntry[];
	/** The data set, derived from the pipeline's schema. */
	readonly dataset: Dataset;
	/** The Chinese label of a figure's path. */
	readonly labelOf: (path: string) => string;
	/** JSON Schema and codebook, by file name, derived from the pipeline's schema. */
	readonly descriptions: () => Readonly<Record<string, string>>;
}
