import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PublishedReport } from "../check/published-report.ts";
import type { FindingRecord } from "../check/run-rules.ts";
import type { CorrectionsByFile } from "../output/dataset/corrected-reports.ts";
import type { KnownIssuer } from "../output/dataset/issuer-book.ts";
import { distinctName, issuerBook, issuerOfReport } from "../output/dataset/issuer-book.ts";
import { correctedFigures } from "../output/documents/corrected-figures.ts";
import type { DocumentOutcome, ShownReport } from "../output/outcomes.ts";
import { publishRun } from "../output/publish-run.ts";
import type { PublishedFile } from "../output/publish-site.ts";
import { clearParts, cutLinks, writeWhole } from "../storage/files.ts";
import type { CheckedEntry } from "./check-entries.ts";
import { deskCorrections } from "./desk-corrections.ts";
import type { Owing } from "./owing.ts";
import { errorOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";

/** What was published. */
export interface PublishedNight {
	/** Of every document, as it was read. */
	readonly outcomes: DocumentOutcome[];
	/** What kept pages from showing all that people did. */
	readonly troubles: readonly ReportLine[];
}

/**
 * Writes what changed of reports and pages, and takes away what is no longer current. Reports are published as they were read,
 * pages show them after the corrections of the desk.
 */
export async function publish(
	checked: AsyncIterable<CheckedEntry>,
	{ organs }: Pick<Owing, "organs">,
	tools: NightlyTools,
): Promise<PublishedNight> {
	const { ledger, kind, config, pipeline } = tools;
	const { output } = config;
	const book = issuerBook(organs.roster, pipeline.dataset.knowledge);
	// What stands there is ours: links would have other folders overwritten.
	for (const link of await cutLinks(output, ["data", "site", "runs"]))
		tools.warn(`${link} was a link and is replaced by what is published there`, { link });
	for (const folder of ["data/reports", "data", "site", "runs"]) await clearParts(join(output, folder));
	const before = await ledger.published();
	const nameFor = kind.fileNames();
	const desk = await deskCorrections(tools, book);
	const outcomes: DocumentOutcome[] = [];
	const files: PublishedFile[] = [];
	let told = 0;
	for await (const entry of checked) {
		const { url } = entry;
		const path = kind.shownAs(url);
		const issuer = "report" in entry ? issuerOfReport(book, entry.report) : undefined;
		const report = "report" in entry && issuer ? withIssuer(entry.report, issuer, kind) : undefined;
		const name = nameFor({ url, id: report?.id });
		if ("failure" in entry) outcomes.push({ path, error: errorOf(entry.failure) });
		if (report === undefined || issuer === undefined || name === undefined) continue;
		const digest = await writeReport(report, name, { before, tools });
		desk.see(report, name, issuer);
		files.push({ issuer: issuer.id, name: distinctName(issuer, report), file: name, digest, year: report.year ?? undefined });
		const isBrief = report.findings.length > 0 && ++told > kind.mostTold;
		outcomes.push({ path, report: shownOf(report, isBrief), isBrief });
	}
	await removeOthers(new Set(files.map(({ file }) => file)), { before, tools });
	const corrections = await desk.inForce(files);
	const shown = await correctedOutcomes(outcomes, files, { byFile: corrections.byFile, tools });
	await publishRun(shown, files, { output, pipeline, corrections });
	return { outcomes, troubles: desk.troubles };
}

/** The outcomes with reports after corrections, as pages show them; reads the reports that have some. */
async function correctedOutcomes(
	outcomes: readonly DocumentOutcome[],
	files: readonly PublishedFile[],
	{ byFile, tools }: { readonly byFile: CorrectionsByFile; readonly tools: Pick<NightlyTools, "config" | "pipeline"> },
): Promise<readonly DocumentOutcome[]> {
	if (byFile.size === 0) return outcomes;
	const { config, pipeline } = tools;
	const shown: DocumentOutcome[] = [];
	let next = 0;
	for (const outcome of outcomes) {
		// Every report has a file, in the same order.
		const { file = "" } = (outcome.report && files[next++]) ?? {};
		const context = byFile.get(file);
		if (context === undefined) {
			shown.push(outcome);
			continue;
		}
		const asRead = JSON.parse(await readFile(join(config.output, "data", "reports", file), "utf8")) as { cells: CellRead[] };
		const report = pipeline.dataset.afterCorrections(asRead, context) as PublishedReport;
		const corrected = correctedFigures(asRead.cells, context.corrections);
		shown.push({ ...outcome, report: shownOf(report, outcome.isBrief === true), ...(corrected.length > 0 && { corrected }) });
	}
	return shown;
}

type CellRead = { readonly path: string; readonly value: number | null };

/** With its issuer's id in the data set. A folder's report stays what reading its file alone gives. */
function withIssuer(report: PublishedReport, { id }: KnownIssuer, { knowsPublication }: NightlyTools["kind"]): PublishedReport {
	return knowsPublication ? { ...report, issuer: { ...report.issuer, id } } : report;
}

interface Published {
	/** Digests of what runs before this one published, by name. */
	readonly before: ReadonlyMap<string, string>;
	readonly tools: NightlyTools;
}

/** Writes a report's file unless it is there as it is. Gives its digest. */
async function writeReport(
	report: PublishedReport,
	name: string,
	{ before, tools: { ledger, config } }: Published,
): Promise<string> {
	const json = `${JSON.stringify(report, null, "\t")}\n`;
	const digest = createHash("sha256").update(json).digest("hex");
	const path = join(config.output, "data", "reports", name);
	// A folder that was emptied or set anew gets every report again.
	if (before.get(name) === digest && existsSync(path)) return digest;
	await writeWhole(path, json);
	await ledger.savePublished(name, digest);
	return digest;
}

async function removeOthers(names: ReadonlySet<string>, { before, tools: { ledger, config } }: Published): Promise<void> {
	for (const name of before.keys()) {
		if (names.has(name)) continue;
		await rm(join(config.output, "data", "reports", name), { force: true });
		await ledger.savePublished(name, undefined);
	}
}

/** What pages show of a report; figures stay on disk, and with `isBrief` what findings say does too. */
function shownOf({ id, title, year, issuer, findings, quality }: PublishedReport, isBrief: boolean): ShownReport {
	const { status, reasons, cells_read, cells_expected, rules } = quality;
	return {
		id,
		title: isBrief ? "" : title,
		year,
		issuer: { name: issuer.name },
		findings: isBrief ? findings.map(briefOf) : findings,
		quality: { status, reasons, cells_read, cells_expected, rules },
	};
}

const briefs = new Map<string, FindingRecord>();

/** One for all findings of a severity and verdict. */
function briefOf({ severity, verdict }: FindingRecord): FindingRecord {
	const key = `${severity} ${verdict}`;
	const brief = briefs.get(key) ?? { ...nothingSaid, severity, verdict };
	briefs.set(key, brief);
	return brief;
}

const nothingSaid: Omit<FindingRecord, "severity" | "verdict"> = {
	rule: "",
	message: "",
	cells: [],
	cause: "unclear",
	basis: "",
	fingerprint: "",
};
