/** What a family of reports knows of how it is published; given by the pipeline. */
export interface SourceKnowledge {
	/** Titles of reports. */
	readonly wanted: RegExp;
	/** Titles of what is about reports but is none: explanations, pictures, notices. */
	readonly unwanted: RegExp;
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

/** Whether a title is that of a report. */
export function isWanted(title: string, { wanted, unwanted }: SourceKnowledge): boolean {
	return wanted.test(title) && !unwanted.test(title);
}

/** What collecting needs of a family. */
export interface ReportSources {
	/** How its reports are published, for finding them. */
	readonly sources: SourceKnowledge;
	/** The place that an issuer's name begins with, such as 青石市 of 青石市教育局; undefined where none does. */
	readonly regionOf: (issuer: string) => string | undefined;
}
