/** A table of the published set, as the page that asks it needs it. */
export interface AskedTable {
	readonly name: string;
	readonly zh: string;
	readonly columns: readonly { readonly name: string; readonly type: string; readonly zh: string }[];
	/** Its Parquet files, from the page's folder. */
	readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** A question over the tables that has a name of its own. */
export interface AskedView {
	readonly name: string;
	readonly zh: string;
	readonly sql: string;
}

/** What the page is handed of the set: `ask/set.json`. */
export interface AskedSet {
	readonly version: string;
	readonly asOf: string | null;
	readonly tables: readonly AskedTable[];
	readonly views: readonly AskedView[];
	readonly questions: readonly { readonly title: string; readonly sql: string }[];
}
