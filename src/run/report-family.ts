import type { CheckContext, PeerMatch, Worded } from "../check/check-context.ts";
import type { RuleEntry } from "../check/rule-entry.ts";
import type { FindingRecord, RuleCounts } from "../check/run-rules.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ReportDocument } from "../model/document.ts";
import type { Issue } from "../model/issue.ts";
import type { Mapped } from "../model/mapped.ts";
import type { FigureChart, PrintedTable } from "../model/printed.ts";
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
	/** null where nothing tells it. */
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
export interface MappedReport<Report extends PublishedReport = PublishedReport> extends Mapped {
	/**
	 * The checked report, with what readers and engines were found to agree on in place of the first reading.
	 * Throws GoujiError "not-a-report" for other documents.
	 */
	readonly publish: (origin: DocumentOrigin, arbitration?: Arbitration) => Report;
}

/** A report that its family has parsed: it need not be parsed again to be checked, compared or printed. */
export interface ParsedReport<Report extends PublishedReport = PublishedReport> {
	readonly report: Report;
	/** Runs the rules over it; the other reports were parsed by the same family. */
	readonly check: (context?: CheckContext<ParsedReport>) => ParsedReport<Report>;
	/** Its words, for comparing reports. */
	readonly words: () => Worded;
	/** Its tables as the statutory form prints them. */
	readonly printedTables: () => readonly PrintedTable[];
}

/** What reading a document needs of a family. */
export interface ReportMapper<Report extends PublishedReport = PublishedReport> {
	/** Understands a document, once; whether it is a report at all is told when it is published. */
	readonly map: (document: ReportDocument) => MappedReport<Report>;
}

/** What checking reports needs of a family. */
export interface ReportChecker<Report extends PublishedReport = PublishedReport> {
	readonly rules: readonly RuleEntry[];
	/** A report's JSON, of an older schema too, and hand-edited. Throws GoujiError "bad-report". */
	readonly parse: (json: unknown) => ParsedReport<Report>;
	/** For each of `count` reports of one place and year, those that are nearly alike; words are asked for when needed. */
	readonly findPeers: FindPeers;
}

/** Finds reports that are nearly alike among `count`, asking for the words of each when needed. */
export type FindPeers = (
	count: number,
	wordsAt: (i: number) => Promise<Worded> | Worded,
) => Promise<readonly (readonly PeerMatch[])[]>;

/** What pages, workbooks, notices and data sets need of a family. */
export interface ReportWording {
	/** The figures that readers look at over years. */
	readonly charts: readonly FigureChart[];
	/** What a notice to an issuer says around its findings. */
	readonly notice: NoticeWording;
	/** The scoring that is used where a deployment has none of its own, as YAML. */
	readonly scoreScheme: string;
	/** The data set, derived from the family's schema. */
	readonly dataset: Dataset;
	/** The Chinese label of a figure's path. */
	readonly labelOf: (path: string) => string;
	/** The Chinese name of a table, section or other place that findings point to, such as `sections.overview`. */
	readonly placeLabelOf: (place: string) => string;
	/** JSON Schema and codebook, by file name, derived from the family's schema. */
	readonly descriptions: () => Readonly<Record<string, string>>;
}

/** What collecting needs of a family. */
export interface ReportSources {
	/** How its reports are published, for finding them. */
	readonly sources: SourceKnowledge;
	/** The place that an issuer's name begins with, such as 青石市 of 青石市教育局; undefined where none does. */
	readonly regionOf: (issuer: string) => string | undefined;
}

/** One family of reports, as the machine uses it: made by `defineFamily`, which knows the type of its reports. */
export interface ReportFamily<Report extends PublishedReport = PublishedReport>
	extends ReportMapper<Report>,
		ReportChecker<Report>,
		ReportWording,
		ReportSources {
	readonly name: string;
}
