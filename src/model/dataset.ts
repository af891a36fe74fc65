/** A value of the data set: what DuckDB, Parquet, CSV and JSON have in common. */
export type Value = string | number | boolean | null;

/** One column of a published table. */
export interface Column {
	/** Lower-case ASCII; never renamed within a major version. */
	readonly name: string;
	/** At most 32 characters, for Stata; the name itself where that is short enough. */
	readonly shortName?: string;
	readonly type: "VARCHAR" | "INTEGER" | "BIGINT" | "DOUBLE" | "DATE" | "BOOLEAN";
	readonly zh: string;
	readonly en: string;
	readonly unit?: string;
	/** Statutory forms that have the figure; absent for columns of every form. */
	readonly forms?: readonly string[];
	/** Dotted path in report.json. */
	readonly path?: string;
	/** How it is computed, where it is derived. */
	readonly formula?: string;
	/** The values that it may have, where these are few words. */
	readonly values?: readonly string[];
	/** What it means in law, with the article; absent for columns that describe the reading. */
	readonly legal?: { readonly zh: string; readonly en: string };
}

/** A table of the data set. */
export interface DatasetTable {
	readonly name: string;
	readonly zh: string;
	readonly en: string;
	readonly columns: readonly Column[];
	/** Columns that tell its rows apart; rows are ordered by them within a year. */
	readonly key: readonly string[];
	/** Also written under short names, for Stata. */
	readonly isWide?: boolean;
}

/** A value that a person put in place of what was read from the page, with the reason; who did is not handed on. */
export interface Correction {
	/** Dotted path in `tables`. */
	readonly path: string;
	/** null says that nothing is printed there. */
	readonly value: number | null;
	/** ISO date or time. */
	readonly at: string;
	readonly reason: string;
}

/** Which report a JSON is. */
export interface ReportIdentity {
	readonly id: string;
	readonly year: number;
	/** Hash of the document's bytes. */
	readonly document: string;
}

/** The data set of one family of reports. */
export interface Dataset {
	/** Counts up when the same reports give other files; told in `changes`. */
	readonly version: string;
	readonly tables: readonly DatasetTable[];
	/** Which report a JSON is. Throws where it is none of this family. */
	readonly identify: (json: unknown) => ReportIdentity;
	/** Rows by table, in the tables' order, values in the columns' order; only for what `identify` accepted. */
	readonly rowsOf: (json: unknown, corrections: readonly Correction[]) => readonly (readonly (readonly Value[])[])[];
	/** JSON Schema of one report. */
	readonly schema: () => string;
	/** CHANGELOG of the data set, Markdown. */
	readonly changes: string;
	readonly title: { readonly zh: string; readonly en: string };
}
