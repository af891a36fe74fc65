import type { KnownPublication } from "../model/publication.ts";
import type { RuleSettings } from "./outcome.ts";

/** What checking may take into account besides the report itself; other reports are of the same family. */
export interface CheckContext<Report> {
	/** The same issuer's report of the year before. */
	readonly previous?: Report;
	/** The same report as it was published before its bytes changed. */
	readonly earlier?: Report;
	/** The years of which the issuer's reports are held, this one's included. */
	readonly years?: readonly number[];
	readonly children?: ChildReports<Report>;
	/** What a roster knows of its issuer; published with the report. */
	readonly issuer?: RosterFacts;
	/** When and how it was published. */
	readonly publication?: KnownPublication;
	/** The same report with other figures at other addresses. */
	readonly copies?: readonly ReportCopy<Report>[];
	/** Reports of the same place and year that are nearly alike; left out where none were compared. */
	readonly peers?: readonly PeerMatch[];
	/** A deployment's own settings, by rule. */
	readonly settings?: RuleSettings;
}

/** What a roster knows of an issuer. */
export interface RosterFacts {
	/** Administrative level, such as `county`. */
	readonly level?: string;
	/** GB/T 2260 code. */
	readonly division_code?: string;
	/** The organ's name in the roster, where the printed name alone is not it. */
	readonly organ?: string;
}

/** A report that was found at another address too. */
export interface ReportCopy<Report> {
	readonly url: string;
	readonly report: Report;
}

/** What is held of the organs below one for the same year. */
export interface ChildReports<Report> {
	readonly reports: readonly Report[];
	/** Organs that the roster names, whose deadline is over and of which no report is held. */
	readonly missing: readonly string[];
	/** Those of which none is held either, but which may have one: it was found and not read, or the lists were not seen whole. */
	readonly unseen?: readonly string[];
	/** The roster names every organ whose figures the parent adds up. */
	readonly isComplete: boolean;
	/** The report of the government's own office, if it publishes one beside the government's. */
	readonly office?: Report;
}

/** Another organ's report whose words are nearly the same. */
export interface PeerMatch {
	readonly issuer: string;
	/** Jaccard similarity after figures, names and shared template text are taken out, 0 to 1. */
	readonly similarity: number;
	/** Passages that both have, longest first. */
	readonly passages: readonly string[];
}

/** A report's narrative, as far as comparing words goes. */
export interface Worded {
	readonly issuer: string;
	readonly sections: Readonly<Record<string, string | null>>;
}

/** The context with every other report turned into something else, such as one's facts. */
export function mapContext<From, To>(
	{ previous, earlier, children, copies, ...rest }: CheckContext<From>,
	turn: (report: From) => To,
): CheckContext<To> {
	return {
		...rest,
		...(previous === undefined ? {} : { previous: turn(previous) }),
		...(earlier === undefined ? {} : { earlier: turn(earlier) }),
		...(children ? { children: mapChildren(children, turn) } : {}),
		...(copies ? { copies: copies.map(({ url, report }) => ({ url, report: turn(report) })) } : {}),
	};
}

function mapChildren<From, To>({ reports, office, ...rest }: ChildReports<From>, turn: (report: From) => To): ChildReports<To> {
	return { ...rest, reports: reports.map(turn), ...(office === undefined ? {} : { office: turn(office) }) };
}
