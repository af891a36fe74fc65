import type { DocumentOrigin, PublishedReport } from "../check/published-report.ts";
import type { ReportDocument } from "../model/document.ts";
import type { Mapped } from "../model/mapped.ts";
import type { Arbitration } from "../model/witness.ts";

/** A document as its family understands it, and the report that it gives. */
export interface MappedReport<Report extends PublishedReport = PublishedReport> extends Mapped {
	/**
	 * The checked report, with what readers and engines were found to agree on in place of the first reading.
	 * Throws GoujiError "not-a-report" for other documents.
	 */
	readonly publish: (origin: DocumentOrigin, arbitration?: Arbitration) => Report;
}

/** What reading a document needs of a family. */
export interface ReportMapper<Report extends PublishedReport = PublishedReport> {
	/** Understands a document, once; whether it is a report at all is told when it is published. */
	readonly map: (document: ReportDocument) => MappedReport<Report>;
}
