import { disputedFigure } from "../../check/disputed-figure.ts";
import { smallest } from "../../model/many.ts";
import type { PrintedTable } from "../../model/printed.ts";
import type { DecisionLine, FindingLine, FlaggedReport } from "./desk-lines.ts";
import { webAddress } from "./desk-lines.ts";

/** The parts of a report that its lines are made of. */
export interface TellableReport {
	readonly title: string;
	readonly year: number;
	readonly issuer: { readonly name: string; readonly level?: string | undefined };
	readonly source: { readonly sha256: string; readonly url?: string | undefined };
	readonly cells: readonly { readonly path: string; readonly page: number | null; readonly value?: number | null | undefined }[];
	readonly findings: readonly (Pick<FindingLine, "rule" | "severity" | "verdict" | "cause" | "message" | "basis" | "cells"> & {
		readonly fingerprint: string;
		readonly expected?: number | string | undefined;
		readonly actual?: number | string | undefined;
	})[];
}

/** What is known of a report's findings besides the report. */
export interface FlagContext {
	readonly region: string;
	readonly tables: readonly PrintedTable[];
	readonly decisionOf: (fingerprint: string) => DecisionLine;
	/** A finding's basis as it was in force for the report's year. */
	readonly basisIn?: ((basis: string, year: number) => string) | undefined;
	readonly ruleTitle: (rule: string) => string;
	/** Whether both sides of a rule's equation are sums. */
	readonly hasTwoSums: (rule: string) => boolean;
	readonly unprovenOf: (fingerprint: string) => number;
	readonly deskUrlOf: (fingerprint: string) => string | undefined;
}

/** A report with its findings as lines, each with where it stands and the first page that it is about. */
export function flaggedReport(
	report: TellableReport,
	{ region, tables, decisionOf, unprovenOf, ruleTitle, hasTwoSums, basisIn, deskUrlOf }: FlagContext,
): FlaggedReport {
	const { issuer, year, title, source } = report;
	const pages = new Map(report.cells.map(({ path, page }) => [path, page]));
	const values = new Map(report.cells.map(({ path, value }) => [path, value]));
	const findings = report.findings.map(
		({ rule, severity, verdict, cause, message, basis: named, cells, fingerprint, expected, actual }): FindingLine => {
			const basis = basisIn?.(named, year) ?? named;
			const ownPages = cells.flatMap((path) => pages.get(path) ?? []);
			return {
				...{
					issuer: issuer.name,
					level: issuer.level ?? "",
					region,
					year,
					fingerprint,
					rule,
					ruleTitle: ruleTitle(rule),
					severity,
					verdict,
					cause,
					message,
					basis,
					cells,
				},
				disputed: disputedFigure({ cells, expected, actual, hasTwoSums: hasTwoSums(rule) }, (path) => values.get(path)),
				page: ownPages.length > 0 ? smallest(ownPages) : null,
				unproven: unprovenOf(fingerprint),
				decision: decisionOf(fingerprint),
				documentUrl: webAddress(source.url),
				deskUrl: deskUrlOf(fingerprint),
			};
		},
	);
	return { issuer: issuer.name, year, title, sha256: source.sha256, documentUrl: webAddress(source.url), tables, findings };
}
