import { disputedFigure } from "../../check/disputed-figure.ts";
import { isToBeLookedAt } from "../../check/run-rules.ts";
import { GoujiError } from "../../model/errors.ts";
import type { CorrectionsOn } from "../desk/corrections-on.ts";
import type { Desk } from "../desk/desk.ts";
import { hasTwoSums } from "../desk/found-title.ts";
import type { Pictures } from "../desk/pictures.ts";
import type { QuoteBox } from "../desk/quote-boxes.ts";
import { quoteBoxes } from "../desk/quote-boxes.ts";
import { wordsOnPages } from "../desk/recognised-words.ts";
import type { DeskCell, DeskReport } from "../desk/report.ts";
import { cellsByPath } from "../desk/report.ts";
import { isUnproven, SURE } from "../desk/unproven.ts";
import type { PageSize, Turn } from "../desk/upright.ts";
import type { FindingRow, ReportRow } from "../search-index/lists.ts";
import { findingsOf, reportNamed, reportsOf } from "../search-index/lists.ts";

/** Everything that a report's page shows. */
export interface ReportView {
	readonly row: ReportRow;
	/** With corrections applied. */
	readonly report: DeskReport;
	readonly cells: ReadonlyMap<string, DeskCell>;
	/** Figures as they were read. */
	readonly asRead: ReadonlyMap<string, DeskCell>;
	/** The same issuer's figures of the year before; undefined where that report is not here. */
	readonly lastYear: ReadonlyMap<string, DeskCell> | undefined;
	readonly corrections: CorrectionsOn["inForce"];
	/** Corrections of what stood in its place before that are not for its figures. */
	readonly refused: CorrectionsOn["refused"];
	readonly findings: readonly FindingRow[];
	/** The finding looked at; undefined for the report as a whole. */
	readonly finding: { readonly row: FindingRow; readonly record: DeskReport["findings"][number] } | undefined;
	/** Paths of figures that the finding rests on. */
	readonly hits: ReadonlySet<string>;
	/** The figure looked at. */
	readonly cell: DeskCell | undefined;
	/** How each page is turned to stand upright; 0 where that is not known. */
	readonly turns: readonly Turn[];
	/** How pages lie was not told yet: a scan is being looked at. */
	readonly isTurnOpen: boolean;
	/** Where the words stand that the finding quotes, as pages lie. */
	readonly quotes: readonly QuoteBox[];
	/** Sizes of the document's pages as they lie; undefined where it cannot be shown. */
	readonly sizes: readonly PageSize[] | undefined;
	/** The issuer's reports of all years. */
	readonly years: readonly ReportRow[];
	/** Filters of the list that it was opened from, as a query string; empty for none. */
	readonly list: string;
	readonly pipeline: Desk["pipeline"];
}

/** Gathers it; undefined where there is no such report. */
export async function reportView(
	desk: Desk,
	pictures: Pictures,
	name: string,
	query: Readonly<Record<string, string>>,
): Promise<ReportView | undefined> {
	const row = reportNamed(desk.index, name);
	const found = row && (await desk.reportOf(name));
	if (!row || !found) return undefined;
	const { report, asRead } = found;
	const cells = cellsByPath(report);
	const findings = findingsOf(desk.index, name);
	const findingRow = query.finding === undefined ? undefined : findings.find(({ fingerprint }) => fingerprint === query.finding);
	const record = report.findings.find(({ fingerprint }) => fingerprint === findingRow?.fingerprint);
	const years = reportsOf(desk.index, row.issuer);
	const before = years.find(({ year }) => year === row.year - 1);
	const lastYear = before && (await ifReadable(desk.reportOf(before.name)));
	return {
		...(await lieOf(pictures, report, record)),
		row,
		report,
		cells,
		asRead: cellsByPath(asRead),
		lastYear: lastYear && cellsByPath(lastYear.report),
		corrections: found.corrections.inForce,
		refused: found.corrections.refused,
		findings,
		finding: findingRow && record ? { row: findingRow, record } : undefined,
		hits: new Set(record?.cells.filter((path) => cells.has(path)) ?? []),
		cell: query.cell === undefined ? undefined : cells.get(query.cell),
		sizes: await pictures.sizesOf(report.source.sha256),
		years,
		list: (query.list ?? "").slice(0, 2000),
		pipeline: desk.pipeline,
	};
}

/** How its pages lie, and where the words stand that a finding quotes. */
async function lieOf(
	pictures: Pictures,
	{ source, reading: { lines = [] } = {} }: DeskReport,
	record: DeskReport["findings"][number] | undefined,
): Promise<Pick<ReportView, "turns" | "isTurnOpen" | "quotes">> {
	const isDigital = source.text === "digital";
	// What a text layer says is told in a moment, what a scan shows in seconds: the page does not wait for that.
	const isWaitedFor = isDigital && record?.quotes !== undefined && record.quotes.length > 0;
	const words = await (isWaitedFor ? pictures.wordsOf(source.sha256) : pictures.knownWords(source.sha256));
	const quotes = (record?.quotes ?? []).map(({ text }) => text);
	return {
		turns: words?.map(({ turn }) => turn) ?? [],
		isTurnOpen: words === undefined,
		quotes: quotes.length === 0 ? [] : quoteBoxes(quotes, wordsOnPages(lines, words)),
	};
}

/**
 * Whether a figure may be corrected: only where our reading may be wrong. What a text layer says for sure is what
 * the agency published, right or not.
 */
export function isCorrectable({ report, asRead, corrections }: ReportView, path: string): boolean {
	const cell = asRead.get(path);
	if (!cell || cell.state === "absent") return false;
	return (
		corrections.has(path) ||
		cell.method !== "text" ||
		cell.confidence < SURE ||
		report.quality.status !== "verified" ||
		report.findings.some(({ cause, cells, isLeftOpen }) => cause === "reading" && !isLeftOpen && cells.includes(path))
	);
}

/** Figures that a person should look at and has not yet. */
export function doubtfulCells({ asRead, corrections }: ReportView): DeskCell[] {
	return [...asRead.values()].filter((cell) => {
		const correction = corrections.get(cell.path);
		return isToBeLookedAt(cell, correction) || (isUnproven(cell) && correction === undefined);
	});
}

/** A file that was taken away since it was listed, or is no report any more, is no reason not to show another. */
async function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
	try {
		return await reading;
	} catch (error) {
		if (error instanceof GoujiError) return undefined;
		throw error;
	}
}

/** The figure that is not the sum of a finding's others; undefined where none stands so. */
export function actualPath({ finding, cells, pipeline }: ReportView): string | undefined {
	if (!finding) return undefined;
	const { record } = finding;
	return disputedFigure({ ...record, hasTwoSums: hasTwoSums({ pipeline }, record.rule) }, (path) => cells.get(path)?.value);
}

/** Where to look for words that no box marks, as on scans: the heading of the part that they stand in. */
export function unmarkedPlace({
	finding,
	quotes,
	report,
}: ReportView): { readonly text: string; readonly page: number } | undefined {
	if (!finding || quotes.length > 0) return undefined;
	const places = [...(finding.record.quotes ?? []).map(({ place }) => place), ...finding.record.cells];
	const heading = places
		.map((place) => report.reading?.headings?.find(({ section }) => place === `sections.${section}`))
		.find((found) => found !== undefined);
	return heading && heading.page !== null ? { text: heading.text, page: heading.page } : undefined;
}

/** A figure as the table shows it; what is no number is named. */
export function shownValue({ value, raw, state }: DeskCell): string {
	if (value !== null) return String(value);
	return state === "blank" ? "" : state === "dash" ? raw || "—" : state === "absent" ? "" : raw || "？";
}
