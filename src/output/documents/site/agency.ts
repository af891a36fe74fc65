import { createHash } from "node:crypto";
import type { ReportPlace } from "../../../model/dataset.ts";
import type { FigureChart } from "../../../model/printed.ts";
import { csv } from "../../../text/csv.ts";
import type { CorrectedFigure } from "../corrected-figures.ts";
import { correctedWords } from "../corrected-figures.ts";
import type { ChartLine } from "./line-chart.ts";

/** The parts of a published report that the public site shows. */
export interface SiteReport {
	readonly id: string;
	readonly title: string;
	readonly year: number | null;
	readonly form: string;
	readonly issuer: { readonly name: string; readonly level?: string | undefined; readonly division_code?: string | undefined };
	readonly published_on: string | null;
	readonly source: {
		readonly file: string;
		readonly sha256: string;
		readonly url?: string | undefined;
		readonly page_url?: string | undefined;
	};
	readonly cells: readonly {
		readonly path: string;
		readonly value: number | null;
		readonly raw: string;
		readonly state: string;
	}[];
	readonly findings: readonly {
		readonly rule: string;
		readonly severity: "error" | "warn" | "info";
		readonly verdict: "broken" | "undetermined";
		readonly cause: "report" | "reading" | "unclear";
		readonly message: string;
		readonly basis: string;
	}[];
	readonly quality: {
		readonly status: string;
		readonly rules?: { readonly broken: number; readonly undetermined: number } | undefined;
	};
}

/** A report with the name of its file among the published ones. */
export interface SiteEntry {
	readonly file: string;
	/** After corrections. */
	readonly report: SiteReport;
	/** What corrections changed or confirmed; absent where there are none. */
	readonly corrected?: readonly CorrectedFigure[];
}

/** Its place among the reports of its issuer, as in the data set. */
export interface PlacedEntry {
	readonly place: ReportPlace;
}

/** One year of an agency in the site's list: year, status of the reading, errors, warnings, doubtful findings. */
export type AgencyYear = readonly [year: number, status: string, errors: number, warnings: number, doubts: number];

/** What the site's list knows of an agency. */
export interface Agency {
	readonly key: string;
	/** As in the data set. */
	readonly issuer_id: string;
	readonly name: string;
	/** Changes with anything that its page shows. */
	readonly digest: string;
	/** Of its reports as they were read, where the page shows something else; absent where it shows them as read. */
	readonly as_read?: string;
	readonly years: readonly AgencyYear[];
}

/** An agency's key, of its `issuer_id`: its pages' name, which no document can lead anywhere with. */
export function agencyKey(issuerId: string): string {
	return createHash("sha256").update(issuerId.normalize("NFKC")).digest("hex").slice(0, 16);
}

/** Where an agency's page is, from the site's root, without its ending. */
export function agencyPath(key: string): string {
	return `agency/${key.slice(0, 2)}/${key}`;
}

/** An agency's years, oldest first. */
export function yearsOf(entries: readonly SiteEntry[]): AgencyYear[] {
	return entries.map(({ report: { year, quality, findings } }): AgencyYear => {
		const count = (severity: string) =>
			findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;
		const doubts = findings.filter(({ verdict }) => verdict === "undetermined").length;
		return [year ?? 0, quality.status, count("error"), count("warn"), doubts];
	});
}

/** The lines of a chart over an agency's reports; of two reports for one year the last counts. */
export function chartLines({ lines }: FigureChart, entries: readonly SiteEntry[], years: readonly number[]): ChartLine[] {
	const byYear = new Map(entries.map(({ report }) => [report.year, new Map(report.cells.map((cell) => [cell.path, cell]))]));
	const corrected = new Map(entries.map((entry) => [entry.report.year, new Map(entry.corrected?.map((one) => [one.path, one]))]));
	return lines.map(({ label, paths }) => ({
		label,
		values: years.map((year) => {
			const cells = paths.flatMap((path) => byYear.get(year)?.get(path) ?? []).filter(({ state }) => state !== "absent");
			// A blank is no zero: a sum with one has no value.
			if (cells.length === 0 || cells.some(({ value }) => value === null)) return null;
			return cells.reduce((sum, { value }) => sum + (value ?? 0), 0);
		}),
		notes: years.map((year) => paths.flatMap((path) => corrected.get(year)?.get(path) ?? []).map(correctedWords)),
	}));
}

/** The agency's page as JSON: everything that it shows and every figure, by path. */
export function agencyJson(
	{ key, issuer, areCorrectionsKnown }: { readonly key: string; readonly issuer: string; readonly areCorrectionsKnown: boolean },
	entries: readonly (SiteEntry & PlacedEntry)[],
): string {
	const reports = entries.map(({ file, report, place, corrected }) => ({
		id: place.id,
		document_id: report.id,
		version: place.version,
		is_current: place.isCurrent ?? null,
		supersedes: place.supersedes ?? null,
		copy_of: place.copyOf ?? null,
		title: report.title,
		year: report.year,
		form: report.form,
		published_on: report.published_on,
		source: { file: report.source.file, sha256: report.source.sha256, url: report.source.url, page_url: report.source.page_url },
		report: `../../../data/reports/${encodeURIComponent(file)}`,
		status: report.quality.status,
		figures: Object.fromEntries(report.cells.filter(({ state }) => state !== "absent").map(({ path, value }) => [path, value])),
		...(corrected && { corrected }),
		findings: report.findings.map(({ rule, severity, verdict, cause, message, basis }) => ({
			...{ rule, severity, verdict, cause, message, basis },
		})),
	}));
	const told = {
		...{ schema: "gouji/agency@2", key, issuer_id: issuer, issuer: entries.at(-1)?.report.issuer },
		...(areCorrectionsKnown ? {} : { corrections_known: false }),
		reports,
	};
	return `${JSON.stringify(told)}\n`;
}

/** Every figure of an agency: a line each, a column for each report, under its id. Blanks are empty. */
export function agencyCsv(entries: readonly (SiteEntry & PlacedEntry)[], labelOf: (path: string) => string): string {
	const cells = entries.map(({ report }) => new Map(report.cells.map((cell) => [cell.path, cell])));
	const paths = [...new Set(entries.flatMap(({ report }) => report.cells.map(({ path }) => path)))];
	const printed = paths.filter((path) => cells.some((own) => (own.get(path)?.state ?? "absent") !== "absent"));
	return csv([
		["path", "label", ...entries.map(({ place }) => place.id)],
		...printed.map((path) => [path, labelOf(path), ...cells.map((own) => String(own.get(path)?.value ?? ""))]),
	]);
}
