import type { Limits, RuleSettings } from "../check/outcome.ts";
import type { FindingRecord, RuleCounts } from "../check/run-rules.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ReportDocument } from "../model/document.ts";
import type { Issue } from "../model/issue.ts";
import type { Mapped } from "../model/mapped.ts";
import type { FigureChart, PrintedTable } from "../model/printed.ts";
import type { KnownPublication } from "../model/publication.ts";
import type { Arbitration } from "../model/witness.ts";
import type { NoticeWording } from "../publish/notice.ts";
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
	readonly year: number | null;
	readonly issuer: { readonly name: string };
	readonly source: { readonly file: string };
	readonly findings: readonly FindingRecord[];
	readonly quality: {
		readonly status: "verified" | "needs_review" | "failed";
		readonly reasons: readonly Issue[];
		readonly cells_read: number;
		readonly cells_expected: number;
		readonly rules?: RuleCounts | undefined;
	};
}

/** A document as its family understands it, and the report that it gives. */
export interface MappedReport extends Mapped {
	/**
	 * The checked report, with what readers and engines were found to agree on in place of the first reading.
	 * Throws GoujiError "not-a-report" for other documents.
	 */
	readonly publish: (origin: DocumentOrigin, arbitration?: Arbitration) => PublishedReport;
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
	/** The years of which the issuer's reports are held, this one's included. */
	readonly years?: readonly number[];
	readonly children?: ChildReports;
	/** When and how it was published. */
	readonly publication?: KnownPublication;
	/** The same report with other figures at other addresses, as JSON. */
	readonly copies?: readonly { readonly url: string; readonly report: unknown }[];
	/** Reports of the same place and year that are nearly alike; left out where none were compared. */
	readonly peers?: readonly PeerMatch[];
	/** A deployment's own settings, by rule. */
	readonly settings?: RuleSettings;
}

/** What is held of the organs below one for the same year; reports as JSON. */
export interface ChildReports {
	readonly reports: readonly unknown[];
	/** Organs that the roster names, whose deadline is over and of which no report is held. */
	readonly missing: readonly string[];
	/** The roster names every organ whose figures the parent adds up. */
	readonly isComplete: boolean;
	/** The report of the government's own office, if it publishes one beside the government's. */
	readonly office?: unknown;
}

/** Another organ's report whose words are nearly the same. */
export interface PeerMatch {
	readonly issuer: string;
	/** Jaccard similarity after figures, names and shared template text are taken out, 0 to 1. */
	readonly similarity: number;
	/** Passages that both have, longest first. */
	readonly passages: readonly string[];
}

/** A report's narrative, as far as comparing words goes. */
export interface Worded {
	readonly issuer: string;
	readonly sections: Readonly<Record<string, string | null>>;
}

/** One family of reports: all that is particular to it, behind plain functions. */
export interface Pipeline {
	readonly name: string;
	/** How its reports are published, for finding them. */
	readonly sources: SourceKnowledge;
	/** Understands a document, once; whether it is a report at all is told when it is published. */
	readonly map: (document: ReportDocument) => MappedReport;
	/** Runs the rules over a report's JSON, hand-edited ones too. Throws GoujiError "bad-report". */
	readonly checkReport: (json: unknown, around?: CheckAround) => PublishedReport;
	/** The words of a report's JSON, for comparing reports. */
	readonly wordsOf: (json: unknown) => Worded;
	/** For each of `count` reports of one place and year, those that are nearly alike; words are asked for when needed. */
	readonly findPeers: (
		count: number,
		wordsAt: (i: number) => Promise<Worded> | Worded,
	) => Promise<readonly (readonly PeerMatch[])[]>;
	readonly rules: readonly RuleEntry[];
	/** A report's tables as the statutory form prints them. Throws where the JSON is no report. */
	readonly printedTables: (report: unknown) => readonly PrintedTable[];
	/** The figures that readers look at over years. */
	readonly charts: readonly FigureChart[];
	/** What a notice to an issuer says around its findings. */
	readonly notice: NoticeWording;
	/** The scoring that is used where a deployment has none of its own, as YAML. */
	readonly scoreScheme: string;
	/** The data set, derived from the pipeline's schema. */
	readonly dataset: Dataset;
	/** The Chinese label of a figure's path. */
	readonly labelOf: (path: string) => string;
	/** The Chinese name of a table, section or other place that findings point to, such as `sections.overview`. */
	readonly placeLabelOf: (place: string) => string;
	/** The place that an issuer's name begins with, such as 青石市 of 青石市教育局; undefined where none does. */
	readonly regionOf: (issuer: string) => string | undefined;
	/** JSON Schema and codebook, by file name, derived from the pipeline's schema. */
	readonly descriptions: () => Readonly<Record<string, string>>;
}
