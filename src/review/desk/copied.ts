import { matchingPassages } from "../../text/shingles.ts";
import { listReports, reportNamed, reportsOf } from "../search-index/lists.ts";
import type { Desk } from "./desk.ts";
import type { DeskReport } from "./report.ts";

/** A report that has passages in common with another one. */
export interface CopySource {
	readonly name: string;
	readonly issuer: string;
	readonly year: number;
	readonly sections: DeskReport["sections"];
	/** What both have, without spaces, the longest first. */
	readonly passages: readonly string[];
	/** Characters in common. */
	readonly length: number;
}

/** Reports that are read to look for one; there are rarely more organs in a region. */
const MOST_READ = 150;
/** Passages shorter than this are how everybody writes. */
const LEAST = 16;
const SHOWN = 3;

/** Where a report's text may come from: the organ's report of the year before, and others of its year, of its region first; what has most in common comes first. */
export async function copySources(desk: Desk, name: string): Promise<CopySource[]> {
	const row = reportNamed(desk.index, name);
	const own = row && (await desk.reportOf(name));
	if (!row || !own) return [];
	const words = textOf(own.report);
	const before = reportsOf(desk.index, row.issuer).filter(({ year }) => year === row.year - 1);
	// Neighbours first; where places are not known, or few, any report of the year may be the source.
	const neighbours =
		row.region === "" ? [] : listReports(desk.index, { region: row.region, year: row.year }, { limit: MOST_READ });
	const others = neighbours.length < MOST_READ ? listReports(desk.index, { year: row.year }, { limit: MOST_READ }) : [];
	const around = [...new Map([...neighbours, ...others].map((other) => [other.name, other])).values()].slice(0, MOST_READ);
	const sources: CopySource[] = [];
	for (const other of [...before, ...around.filter((candidate) => candidate.issuer !== row.issuer)]) {
		// A file that was taken away since is no source that can be shown.
		const found = await desk.reportOf(other.name).catch(() => undefined);
		if (!found) continue;
		const passages = matchingPassages(words, textOf(found.report), LEAST).flatMap(inOneSection);
		const length = passages.reduce((sum, passage) => sum + passage.length, 0);
		const { issuer, year } = other;
		if (length > 0) sources.push({ name: other.name, issuer, year, sections: found.report.sections, passages, length });
	}
	return sources.sort((a, b) => b.length - a.length).slice(0, SHOWN);
}

/** What goes on over the end of a section is passages of both. */
function inOneSection(passage: string): string[] {
	return passage.split("\n").filter((part) => part.length >= LEAST);
}

function textOf({ sections }: DeskReport): string {
	return Object.values(sections)
		.map((text) => (text ?? "").replaceAll(/\s/g, ""))
		.join("\n");
}
