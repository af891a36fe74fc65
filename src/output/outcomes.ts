import { basename, extname } from "node:path";
import type { PublishedReport } from "../check/published-report.ts";
import type { ErrorRecord } from "../model/errors.ts";
import { toErrorRecord } from "../model/errors.ts";
import type { CorrectedFigure } from "./documents/corrected-figures.ts";

/** What pages and lines tell of a report. */
export type ShownReport = Omit<PublishedReport, "source">;

/** What became of one document. */
export interface DocumentOutcome {
	readonly path: string;
	readonly report?: ShownReport;
	/** Figures that people looked up; `report` is as it is after that. Absent where it is as it was read. */
	readonly corrected?: readonly CorrectedFigure[];
	/** Its findings have severity and verdict only: enough to count them. */
	readonly isBrief?: boolean;
	/** The report as JSON text, to be written as it is. */
	readonly json?: string;
	readonly error?: ErrorRecord;
}

/** Reads documents, each on its own: one bad document never stops the others. Order is kept. */
export async function readAll(
	paths: readonly string[],
	read: (path: string) => Promise<string>,
	onOutcome: (outcome: DocumentOutcome) => Promise<void> | void,
): Promise<DocumentOutcome[]> {
	return Promise.all(
		paths.map(async (path) => {
			const outcome = await readOne(path, read);
			await onOutcome(outcome);
			const { json: _, ...kept } = outcome;
			return kept;
		}),
	);
}

async function readOne(path: string, read: (path: string) => Promise<string>): Promise<DocumentOutcome> {
	try {
		const json = await read(path);
		return { path, json, report: JSON.parse(json) as PublishedReport };
	} catch (error) {
		return { path, error: toErrorRecord(error) };
	}
}

/** Whether a person should look at it: it failed, or its reading is not verified. */
export function needsAttention({ report, error }: DocumentOutcome): boolean {
	return error !== undefined || report?.quality.status !== "verified";
}

/**
 * Names for results, `<base name>.json`; documents of the same base name from different folders
 * get a number, so that none overwrites another.
 */
export function resultNames(paths: readonly string[]): Map<string, string> {
	const used = new Set<string>();
	const names = new Map<string, string>();
	for (const path of paths) {
		const name = numberedName(basename(path, extname(path)), used);
		used.add(name);
		names.set(path, name);
	}
	return names;
}

/** A name that no document can lead out of its folder with; a second one of the same id gets a number. */
export function freeName(id: string, used: ReadonlySet<string>): string {
	const safe = [...id.replaceAll(/[^\p{L}\p{N}-]+/gu, "-")].slice(-70).join("").replace(/^-+/, "") || "report";
	return numberedName(safe, used);
}

/** `<base>.json`, with a number where that is used. */
export function numberedName(base: string, used: ReadonlySet<string>): string {
	let name = `${base}.json`;
	for (let n = 2; used.has(name); n++) name = `${base}-${n}.json`;
	return name;
}
