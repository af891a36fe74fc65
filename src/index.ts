// The door "gouji": reading, checking, and families of reports, for other programs. The command has its own door.
import type { CheckContext } from "./check/check-context.ts";
import type { PublishedReport } from "./check/published-report.ts";
import type { Family } from "./mapping/define-family.ts";
import { extractReport as extractWith } from "./mapping/extract-report.ts";
import { plainBytes } from "./reading/pdf/bytes.ts";
import { Recognizer } from "./reading/recognizer.ts";

export type { CheckContext, ChildReports, PeerMatch, ReportCopy, RosterFacts } from "./check/check-context.ts";
export type { DocumentOrigin, PublishedReport } from "./check/published-report.ts";
export type { ParsedReport } from "./check/report-checker.ts";
export type { FindingRecord, RuleCounts } from "./check/run-rules.ts";
export type { Family, FamilyDefinition, MappedContent } from "./mapping/define-family.ts";
export { defineFamily } from "./mapping/define-family.ts";
export type { ReportFamily } from "./mapping/report-family.ts";
export type { ErrorCode } from "./model/errors.ts";
export { GoujiError } from "./model/errors.ts";
export type { Page } from "./model/page.ts";
export type { Cell, Table } from "./model/table.ts";
export type { TableOptions, TablesRead } from "./pages.ts";
export { findTables, readPdf, readTables } from "./pages.ts";

/** How a document is read. */
export interface ExtractOptions {
	/** Its name, published with the report; empty where left out. */
	readonly file?: string;
}

/**
 * The checked report of a PDF, scanned ones too. Reads in this process: documents of strangers are safer with the
 * command, which reads each in a process that may be killed. Throws GoujiError, "not-a-report" for other documents.
 */
export async function extractReport<Report extends PublishedReport>(
	bytes: Uint8Array,
	family: Family<Report>,
	{ file = "" }: ExtractOptions = {},
): Promise<Report> {
	const recognizer = new Recognizer();
	try {
		return await extractWith(plainBytes(bytes), file, { pipeline: family, recognizer });
	} finally {
		await recognizer.close();
	}
}

/**
 * The report with what the rules find in it as it stands, beside other reports of its family. A report from a file
 * is had by `family.parse(json).report`, which throws GoujiError "bad-report".
 */
export function checkReport<Report extends PublishedReport>(
	report: Report,
	family: Family<Report>,
	context: CheckContext<Report> = {},
): Report {
	return family.check(report, context);
}
