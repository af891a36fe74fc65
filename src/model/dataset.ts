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
	/** Dotted path in report.json. */
	readonly path?: string;
	/** How it is computed, where it is derived. */
	readonly formula?: string;
}

/** A table of the data set, and its rows for one report. */
export interface DatasetTable {
	readonly name: string;
	readonly columns: readonly Column[];
	/** Rows of one report's JSON, values in the order of the columns. */
	readonly rowsOf: (report: unknown) => readonly (readonly Value[])[];
	/** Columns that fix the order of rows. */
	readonly orderBy: readonly string[];
}
