/** What a family of reports knows of how it is published; given by the pipeline. */
export interface SourceKnowledge {
	/** Titles of reports. */
	readonly wanted: RegExp;
	/** Titles of what is about reports but is none: explanations, pictures, notices. */
	readonly unwanted: RegExp;
	/** Titles of notices by which a report is published: it stands in them, or is attached. */
	readonly announced?: RegExp;
	/** An organ's name at the beginning of a title, or a whole text that is one. */
	readonly organ?: RegExp;
	/** Titles that stand for reports in a column that holds nothing else: short ones, and years with few words. */
	readonly inColumn?: RegExp;
	/** Names of folders in such a column, which hold lists of their own: years, groups of organs. */
	readonly folder?: RegExp;
	/** Addresses of copies for telephones. */
	readonly mobile: RegExp;
	/** Selectors of the part of a page that holds an article, best first. */
	readonly containers: readonly string[];
	readonly signs: { readonly missing: RegExp; readonly login: RegExp; readonly captcha: RegExp };
	/** How the column for these reports is called, in titles and trails of list pages. */
	readonly column: RegExp;
	/** The year a title names; undefined where it names none. */
	readonly yearOf: (title: string) => number | undefined;
}

/** Whether a title is about reports without being one. Words in an organ's name, before the year, say nothing of that. */
export function isUnwanted(title: string, { unwanted, announced, organ }: SourceKnowledge): boolean {
	if (announced?.test(title)) return false;
	return unwanted.test(organ === undefined ? title : title.replace(organ, ""));
}

/** What collecting needs of a family. */
export interface ReportSources {
	/** How its reports are published, for finding them. */
	readonly sources: SourceKnowledge;
	/** The place that an issuer's name begins with, such as 青石市 of 青石市教育局; undefined where none does. */
	readonly regionOf: (issuer: string) => string | undefined;
	/** What an organ's name tells; a level that a roster gives goes before it. */
	readonly organOf: (issuer: string, level?: string) => OrganFacts;
}

/** What a family knows of an organ by its name. */
export interface OrganFacts {
	/** As rosters write it, such as county or department; "" where the name does not tell. */
	readonly level: string;
	/** Until when its report of a year must be published. */
	readonly due: DueDay;
}

/** A day of the year after the one reported on, and who set it. */
export interface DueDay {
	/** Month and day, such as 01-31. */
	readonly day: string;
	/** Law or notice, in Chinese. */
	readonly basis: string;
}
