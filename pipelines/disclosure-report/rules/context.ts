import type { Evidence, KnownPublication, PeerMatch } from "../../../src/rules.ts";
import type { Edition, Forms } from "../fields/types.ts";
import type { SectionHeading } from "../read/heading.ts";
import type { Contact } from "../read/preamble.ts";
import type { TableName } from "../read/tables.ts";
import type { Report } from "../schema.ts";

/** All that rules may look at: one report as read, and what is known around it. Nothing here knows pixels or PDF. */
export interface ReportFacts {
	/** The year reported on; 0 where it is not known. */
	readonly year: number;
	readonly title: string;
	readonly issuer: string;
	/** False where the name may be no organ's, or no text of the report bears it; true where absent. */
	readonly isIssuerSure?: boolean;
	/** False where statements of the year contradict one another about alike; true where absent. */
	readonly isYearSure?: boolean;
	/** Administrative level from the roster, such as `county`; undefined where the roster is not known. */
	readonly level?: string | undefined;
	readonly form: Report["form"];
	/** The forms that it was read with; those that have been issued where absent. */
	readonly forms?: Forms;
	readonly proactiveEdition: Edition | undefined;
	readonly requestsEdition: Edition | undefined;
	readonly found: ReadonlySet<TableName>;
	/** Tables whose reading may be at fault. */
	readonly doubted?: ReadonlySet<TableName>;
	/** False where a part of the document was not seen, or not by a second reader that was asked. */
	readonly isSeenWhole?: boolean;
	/** False where more may be printed than was read: the file was cut short, a page is blank or was not read, a bound was reached. */
	readonly isWhole?: boolean;
	/** In printed order; texts of reports that did not keep them are empty. */
	readonly headings: readonly Pick<SectionHeading, "key" | "text" | "page">[];
	readonly sections: Report["sections"];
	readonly period: Report["period"];
	readonly publishedOn: string | null;
	readonly contact?: Contact;
	/** The organ named above the date; undefined when none is. */
	readonly signature: string | undefined;
	/** Whether pictures large enough to be tables stand in the document. */
	readonly hasPictures: boolean;
	/** Where the document's text came from; undefined where that is not known. */
	readonly textSource?: "digital" | "scanned" | "mixed";
	/** Lowest confidence of running text, 0 to 1; 1 for encoded text. */
	readonly textConfidence: number;
	/** Texts of table cells that are no figures; undefined where only the figures were kept. */
	readonly labels?: readonly string[];
	readonly evidence: readonly Evidence[];
	/** One figure by its path; undefined where the form has no such figure. */
	readonly figure: (path: string) => Evidence | undefined;
	/** Totals that are left blank and follow from the parts printed beside them, by path. */
	readonly derived?: ReadonlyMap<string, number>;
	/** The same issuer's report of the year before. */
	readonly previous?: ReportFacts | undefined;
	/** The years of which the issuer's reports are held, this one's included. */
	readonly years?: readonly number[];
	/** Reports of subordinate organs for the same year. */
	readonly children?: Children;
	/** Reports of other organs for the same year that the text agrees with. */
	readonly peers?: readonly PeerMatch[];
	/** When and how it was published. */
	readonly publication?: Publication;
}

/** What is held of the organs below one. */
export interface Children {
	readonly reports: readonly ReportFacts[];
	/** Organs that the roster names and of which no report is held. */
	readonly missing: readonly string[];
	/** Those that may have one that was not seen or not read. */
	readonly unseen?: readonly string[];
	/** The roster is known to name every organ whose figures the parent adds up. */
	readonly isComplete: boolean;
	/** The report of the government's own office, if it publishes one beside the government's. */
	readonly office?: ReportFacts;
}

/** When and how a report was published, and its other states and copies. */
export interface Publication extends KnownPublication {
	/** The report as it was fetched before, where its bytes have changed since. */
	readonly earlier?: ReportFacts;
	/** The same report found at other addresses. */
	readonly copies?: readonly { readonly url: string; readonly facts: ReportFacts }[];
}

/**
 * The premise of every rule that concludes from what is not there: the document was read whole. Why nothing may be
 * concluded so, in Chinese; undefined where it was.
 */
export function readWhole({ isWhole }: ReportFacts): string | undefined {
	return isWhole === false ? "（文件未完整读出，未见的不认定为没有。）" : undefined;
}

/** Figures by path, blank totals with the sum of their parts; those the form lacks are left out. */
export function figures(facts: ReportFacts, paths: readonly string[]): Evidence[] {
	return paths.flatMap((path) => {
		const found = facts.figure(path);
		const value = facts.derived?.get(path);
		return found && value !== undefined ? { ...found, value, state: "number" as const } : (found ?? []);
	});
}

/** Whether some of these figures are not printed and follow from others. */
export function hasDerived({ derived }: ReportFacts, paths: readonly string[]): boolean {
	return derived !== undefined && paths.some((path) => derived.has(path));
}

/** Whether running text was read for sure; claims on text rest on it. */
export function textCause(facts: ReportFacts): "report" | "unclear" {
	return facts.textConfidence >= 0.95 ? "report" : "unclear";
}

/** Whether the year and running text were read for sure; claims on what is due in a year rest on both. */
export function yearCause(facts: ReportFacts): "report" | "unclear" {
	return facts.isYearSure === false ? "unclear" : textCause(facts);
}

/** Whether the year is known for sure; nothing is late or astray by a year in doubt. */
export function isYearKnown({ year, isYearSure }: ReportFacts): boolean {
	return year !== 0 && isYearSure !== false;
}

/** Sections that have text, as key and text. */
export function textsOf(facts: ReportFacts): [keyof Report["sections"], string][] {
	return (Object.entries(facts.sections) as [keyof Report["sections"], string | null][]).flatMap(([key, text]) =>
		text ? [[key, text] as [keyof Report["sections"], string]] : [],
	);
}

/** A printed number, or the sum of the parts for a blank total; undefined for what is blank, unreadable or not in the table. */
export function numberAt(facts: ReportFacts, path: string): number | undefined {
	return facts.figure(path)?.value ?? facts.derived?.get(path);
}

/** The numbers of paths when all of them are known; undefined otherwise. */
export function numbersAt(facts: ReportFacts, paths: readonly string[]): number[] | undefined {
	const values = paths.map((path) => numberAt(facts, path));
	return values.every((value): value is number => typeof value === "number") ? values : undefined;
}

/**
 * Figures that two states or copies of one report print otherwise. Rows outside the form are known by their place alone,
 * which two readings need not count alike: they are left out.
 */
export function differingFigures(facts: ReportFacts, other: ReportFacts): Evidence[] {
	return facts.evidence.filter(({ path, state, value }) => {
		if (path.startsWith("listed.") || path.includes(".extra_")) return false;
		const figure = other.figure(path);
		return figure !== undefined && figure.state !== "absent" && state !== "absent" && figure.value !== value;
	});
}
