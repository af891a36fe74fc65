import type { PrintedTable } from "../model/printed.ts";
import type { CheckContext, PeerMatch, Worded } from "./check-context.ts";
import type { PublishedReport } from "./published-report.ts";
import type { RuleEntry } from "./rule-entry.ts";

/** A report that its family has parsed: it need not be parsed again to be checked, compared or printed. */
export interface ParsedReport<Report extends PublishedReport = PublishedReport> {
	readonly report: Report;
	/** Runs the rules over it; the other reports were parsed by the same family. */
	readonly check: (context?: CheckContext<ParsedReport>) => ParsedReport<Report>;
	/** Its words, for comparing reports. */
	readonly words: () => Worded;
	/** Its tables as the statutory form prints them. */
	readonly printedTables: () => readonly PrintedTable[];
}

/** What checking reports needs of a family. */
export interface ReportChecker<Report extends PublishedReport = PublishedReport> {
	readonly rules: readonly RuleEntry[];
	/** A report's JSON, of an older schema too, and hand-edited. Throws GoujiError "bad-report". */
	readonly parse: (json: unknown) => ParsedReport<Report>;
	/** For each of `count` reports of one place and year, those that are nearly alike; words are asked for when needed. */
	readonly findPeers: FindPeers;
}

/** Finds reports that are nearly alike among `count`, asking for the words of each when needed. */
export type FindPeers = (
	count: number,
	wordsAt: (i: number) => Promise<Worded> | Worded,
) => Promise<readonly (readonly PeerMatch[])[]>;
