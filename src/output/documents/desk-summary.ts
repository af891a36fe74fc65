/** The figures of a view, as the one-page summary and the workbook's first sheet tell them. */
export interface DeskSummary {
	/** What it was narrowed to; empty for everything. */
	readonly scope: string;
	/** ISO date of the office. */
	readonly madeOn: string;
	/** Without a roster nobody knows who owes a report, and none is missing. */
	readonly hasRoster: boolean;
	/** Names and figures, in the order to tell them. */
	readonly coverage: readonly SummaryFigure[];
	readonly findings: readonly SummaryFigure[];
	readonly letters: readonly SummaryFigure[];
	/** What was found most, heaviest first. */
	readonly rules: readonly {
		readonly severity: "error" | "warn" | "info" | "undetermined";
		readonly title: string;
		readonly n: number;
		readonly todo: number;
	}[];
	/** Organs with most errors. */
	readonly organs: readonly { readonly issuer: string; readonly errors: number; readonly warnings: number }[];
	/** Organs with reports that were looked for everywhere and not found, each once; so many reports in all. */
	readonly missing: readonly string[];
	readonly lacking: number;
	/** Not all of those organs are named. */
	readonly isCut: boolean;
}

/** One figure with its name. */
export type SummaryFigure = readonly [name: string, value: number];

/** One thing that letters asked for, as the workbook's sheet of rectifications tells it. */
export interface RectifyLine {
	readonly number: string;
	readonly kind: string;
	readonly organ: string;
	readonly year: number;
	readonly sentOn: string;
	readonly deadline: string;
	readonly what: string;
	/** What became of it, and what the organ replied. */
	readonly state: string;
	readonly before: string;
	readonly after: string;
	readonly reply: string;
}
