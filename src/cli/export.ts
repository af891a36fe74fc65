import { dirname, resolve } from "node:path";
import { GoujiError } from "../model/errors.ts";
import type { CorrectionOutcome } from "../output/dataset/correction-book.ts";
import type { ExportFormat } from "../output/dataset/export-options.ts";
import { EXPORT_FORMATS } from "../output/dataset/export-options.ts";
import { exportSet } from "../output/dataset/export-set.ts";
import { readHumanWork } from "../output/dataset/human-work.ts";
import { folderSource } from "../output/dataset/report-source.ts";
import { readSurroundings } from "../output/dataset/surroundings.ts";
import { LEAST_MEMORY_MB } from "../output/dataset/to-parquet.ts";
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
	readonly partitionAbove?: number;
	readonly memory: number;
}

/** Writes the data set of published reports. Returns the exit code: 1 where files were left out. */
export async function exportReports(options: ExportOptions, { pipeline, out, log }: Environment): Promise<number> {
	const formats = options.format.split(",").map((name) => name.trim());
	const unknown = formats.filter((name) => !(EXPORT_FORMATS as readonly string[]).includes(name));
	if (unknown.length > 0)
		throw new GoujiError("bad-arguments", `No such format: ${unknown.join(", ")}`, {
			hint: `Choose among ${EXPORT_FORMATS.join(", ")}.`,
		});
	const { partitionAbove } = options;
	if (partitionAbove !== undefined && !(partitionAbove >= 0))
		throw new GoujiError("bad-arguments", "--partition-above takes a number", { hint: "0 partitions always." });
	if (!(options.memory >= LEAST_MEMORY_MB))
		throw new GoujiError("bad-arguments", `--memory takes a number of megabytes, ${LEAST_MEMORY_MB} at least`, {
			hint: "Leave it out for 512.",
		});
	const result = await exportSet(
		{
			source: folderSource(resolve(options.from), () => Date.now()),
			dataset: pipeline.dataset,
			software: await readerName(),
			formats: formats as ExportFormat[],
			isForSpreadsheets: options.bom === true,
			memoryMb: options.memory,
			now: () => new Date(),
			progress: (message) => log.progress(message),
			surroundings: await readSurroundings(dirname(resolve(options.from))),
			...(options.corrections === undefined ? {} : { humanWork: await readHumanWork(options.corrections) }),
			...(partitionAbove === undefined ? {} : { partitionAbove }),
		},
		resolve(options.to),
	);
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

/** Whether somebody's work is not in the set, though nobody took it back. */
function isLost({ result }: CorrectionOutcome): boolean {
	return result === "refused" || result === "unmatched";
}

function lostLine({ entry, result, reason }: CorrectionOutcome): string {
	const of = entry.report_id ?? entry.sha256 ?? `${entry.issuer} ${entry.year}`;
	return `The correction of ${of} ${entry.path} is ${result}: ${reason}`;
}
