import type { z } from "zod";
import type { CheckContext, Worded } from "../check/check-context.ts";
import { mapContext } from "../check/check-context.ts";
import type { DocumentOrigin, PublishedReport } from "../check/published-report.ts";
import type { ParsedReport, ReportChecker } from "../check/report-checker.ts";
import type { ReportDocument } from "../model/document.ts";
import type { Mapped } from "../model/mapped.ts";
import type { PrintedTable } from "../model/printed.ts";
import type { ReportSources } from "../model/source-knowledge.ts";
import type { Arbitration } from "../model/witness.ts";
import type { ReportWording } from "../output/documents/report-wording.ts";
import { parseReport } from "./parse-report.ts";
import type { ReportFamily } from "./report-family.ts";

/** A document as its family understands it, with whatever of it the family wants for publishing. */
export interface MappedContent<Content> extends Mapped {
	readonly content: Content;
}

/** All that is particular to one family of reports: what a family's author writes. */
export interface FamilyDefinition<Content, Report extends PublishedReport> extends ReportWording, ReportSources {
	readonly name: string;
	/** What a published report is; reports of older schemas may be taken by it too. */
	readonly schema: z.ZodType<Report>;
	/** Understands a document, once. Does not throw for documents of other kinds. */
	readonly map: (document: ReportDocument) => MappedContent<Content>;
	/**
	 * The checked report of what was understood, with what readers and engines were found to agree on.
	 * Throws GoujiError "not-a-report" for documents of other kinds.
	 */
	readonly publish: (content: Content, origin: DocumentOrigin, arbitration?: Arbitration) => Report;
	/** Runs the rules over a report; figures changed in it count as they stand there. */
	readonly check: (report: Report, context: CheckContext<Report>) => Report;
	readonly rules: ReportChecker["rules"];
	/** A report's words, for comparing reports. */
	readonly wordsOf: (report: Report) => Worded;
	readonly findPeers: ReportChecker["findPeers"];
	/** A report's tables as the statutory form prints them. */
	readonly printedTables: (report: Report) => readonly PrintedTable[];
}

/** A family for programs that know the type of its reports. */
export interface Family<Report extends PublishedReport> extends ReportFamily<Report> {
	/** The report with what its family's rules find, beside other reports of the family. */
	readonly check: (report: Report, context?: CheckContext<Report>) => Report;
}

/**
 * A family of reports from its definition. The machine holds it without the type of its reports: that is closed over
 * here, so that reports cross the machine parsed, and JSON is parsed in one place.
 */
export function defineFamily<Content, Report extends PublishedReport>(
	definition: FamilyDefinition<Content, Report>,
): Family<Report> {
	const { schema, map, publish, check, wordsOf, printedTables, ...kept } = definition;
	const known = new WeakMap<ParsedReport, Report>();
	const reportOf = (parsed: ParsedReport): Report => {
		const report = known.get(parsed);
		if (report === undefined) throw new Error(`Checked beside ${parsed.report.id}, which is of another family than ${kept.name}`);
		return report;
	};
	const hold = (report: Report): ParsedReport<Report> => {
		const parsed: ParsedReport<Report> = {
			report,
			check: (context = {}) => hold(check(report, mapContext(context, reportOf))),
			words: () => wordsOf(report),
			printedTables: () => printedTables(report),
		};
		known.set(parsed, report);
		return parsed;
	};
	return {
		...kept,
		map: (document) => {
			const { content, ...mapped } = map(document);
			return { ...mapped, publish: (origin, arbitration) => publish(content, origin, arbitration) };
		},
		parse: (json) => hold(parseReport(json, schema, kept.name)),
		check: (report, context = {}) => check(report, context),
	};
}
