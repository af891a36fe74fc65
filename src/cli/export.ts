import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { GoujiError } from "../model/errors.ts";
import type { CorrectionOutcome } from "../output/dataset/correction-book.ts";
import type { ExportFormat } from "../output/dataset/export-options.ts";
import { EXPORT_FORMATS } from "../output/dataset/export-options.ts";
import { exportSet } from "../output/dataset/export-set.ts";
import { readHumanWork } from "../output/dataset/human-work.ts";
import { folderSource } from "../output/dataset/report-source.ts";
import { readSurroundings } from "../output/dataset/surroundings.ts";
import { LEAST_MEMORY_MB } from "../output/dataset/to-parquet.ts";
import type { SetPublisher } from "../output/documents/set/release.ts";
import { NO_PUBLISHER } from "../output/documents/set/release.ts";
import { publishSetPages } from "../output/publish-set-pages.ts";
import { textTable } from "../text/display.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { readerName } from "./reader-name.ts";

/** Options of `gouji export`. */
export interface ExportOptions {
	readonly to: string;
	readonly from: string;
	readonly format: string;
	readonly json?: boolean;
	/** The review desk's state file, or a JSON list. */
	readonly corrections?: string;
	readonly bom?: boolean;
	/** whole or years. */
	readonly layout: string;
	readonly partitionAbove?: number;
	readonly publisher?: string;
	readonly homepage?: string;
	readonly keep: number;
	readonly release?: string;
	/** A release's name, a set's folder, or `current`. */
	readonly since?: string;
	readonly perWorkbook?: number;
	readonly memory: number;
}

/** Writes the data set of published reports. Returns the exit code: 1 where files were left out. */
export async function exportReports(options: ExportOptions, { pipeline, out, log }: Environment): Promise<number> {
	const formats = checked(options);
	const { partitionAbove } = options;
	const result = await exportSet(
		{
			source: folderSource(resolve(options.from), () => Date.now()),
			dataset: pipeline.dataset,
			software: await readerName(),
			formats,
			isForSpreadsheets: options.bom === true,
			memoryMb: options.memory,
			now: () => new Date(),
			progress: (message) => log.progress(message),
			surroundings: await readSurroundings(dirname(resolve(options.from))),
			...(options.corrections === undefined ? {} : { humanWork: await readHumanWork(options.corrections) }),
			partitionAbove: options.layout === "years" ? 0 : (partitionAbove ?? Number.POSITIVE_INFINITY),
			publisher: publisherOf(options),
			keep: options.keep,
			...(options.release === undefined ? {} : { releaseName: options.release }),
			...(options.since === undefined ? {} : { since: sinceFolder(options.since, resolve(options.to)) }),
			...(options.perWorkbook === undefined ? {} : { perWorkbook: options.perWorkbook }),
		},
		resolve(options.to),
	);
	// A set in `dataset` beside a site is that site's.
	const output = dirname(resolve(options.to));
	if (basename(options.to) === "dataset" && existsSync(join(output, "site", "index.html")))
		await publishSetPages(output, pipeline.dataset);
	for (const { name, reason } of result.leftOut) log.warn(`${name} is left out: ${reason}`);
	const lost = result.corrections.filter(isLost);
	for (const outcome of lost) log.warn(lostLine(outcome));
	const rows = result.files.map((file) => [file.name, String(file.bytes), file.sha256.slice(0, 16)]);
	out(
		options.json
			? `${JSON.stringify(result, null, "\t")}\n`
			: `${textTable([["file", "bytes", "sha256"], ...rows])}\n${result.reports} reports, ${result.isNew ? "written to" : "unchanged in"} ${result.current}\n`,
	);
	return result.leftOut.length + lost.length > 0 ? EXIT.attention : EXIT.ok;
}

/** The formats that are asked for. Throws GoujiError bad-arguments where an option says what cannot be. */
function checked(options: ExportOptions): readonly ExportFormat[] {
	const formats = options.format.split(",").map((name) => name.trim());
	const unknown = formats.filter((name) => !(EXPORT_FORMATS as readonly string[]).includes(name));
	if (unknown.length > 0)
		throw new GoujiError("bad-arguments", `No such format: ${unknown.join(", ")}`, {
			hint: `Choose among ${EXPORT_FORMATS.join(", ")}.`,
		});
	const { partitionAbove } = options;
	if (partitionAbove !== undefined && !(partitionAbove >= 0))
		throw new GoujiError("bad-arguments", "--partition-above takes a number", { hint: "0 partitions always." });
	if (options.layout !== "whole" && options.layout !== "years")
		throw new GoujiError("bad-arguments", `No such layout: ${options.layout}`, { hint: "Choose whole or years." });
	if (!(Number.isInteger(options.keep) && options.keep >= 1))
		throw new GoujiError("bad-arguments", "--keep takes a number of sets, 1 at least", { hint: "Leave it out for 2." });
	if (options.perWorkbook !== undefined && !(Number.isInteger(options.perWorkbook) && options.perWorkbook >= 1))
		throw new GoujiError("bad-arguments", "--per-workbook takes a number of reports", { hint: "Leave it out for 1,000." });
	if (options.since !== undefined && !formats.includes("parquet"))
		throw new GoujiError("bad-arguments", "--since compares Parquet files", { hint: "Export parquet too." });
	if (!(options.memory >= LEAST_MEMORY_MB))
		throw new GoujiError("bad-arguments", `--memory takes a number of megabytes, ${LEAST_MEMORY_MB} at least`, {
			hint: "Leave it out for 512.",
		});
	return formats as ExportFormat[];
}

/** The folder that is meant: of a release, of the set that stands, or any. */
function sinceFolder(since: string, to: string): string {
	if (since === "current") return join(to, "current");
	const release = join(to, "releases", since);
	return /^[\w.-]+$/.test(since) && existsSync(release) ? release : resolve(since);
}

function publisherOf({ publisher, homepage }: ExportOptions): SetPublisher {
	if (homepage !== undefined && !URL.canParse(homepage))
		throw new GoujiError("bad-arguments", `${homepage} is no web address`, { hint: "Begin with https://." });
	return { name: publisher ?? NO_PUBLISHER.name, ...(homepage === undefined ? {} : { homepage }) };
}

/** Whether somebody's work is not in the set, though nobody took it back. */
function isLost({ result }: CorrectionOutcome): boolean {
	return result === "refused" || result === "unmatched";
}

function lostLine({ entry, result, reason }: CorrectionOutcome): string {
	const of = entry.report_id ?? entry.sha256 ?? `${entry.issuer} ${entry.year}`;
	return `The correction of ${of} ${entry.path} is ${result}: ${reason}`;
}
