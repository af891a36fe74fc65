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
	/** What to heed when years or forms are compared. */
	readonly comparability?: { readonly zh: string; readonly en: string };
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
	/** Made on other bytes of the same report, whose figure was the same. */
	readonly isCarried?: true;
}

/** What a reviewer decided on a finding; who did is not handed on. */
export interface FindingDecision {
	/** Of the finding. */
	readonly fingerprint: string;
	/** Such as confirmed or dismissed. */
	readonly state: string;
	/** Digest of the figures that it was made on (see `figuresDigest`). */
	readonly figures: string;
	readonly reason: string;
	readonly at: string;
	/** ISO date; empty for none. */
	readonly deadline: string;
}

/** Which report a JSON is, and what its place among the others is told from. */
export interface ReportIdentity {
	/** Its own, as in the JSON. */
	readonly id: string;
	/** 0 where nothing tells it. */
	readonly year: number;
	/** Hash of the document's bytes. */
	readonly document: string;
	readonly facts: IdentityFacts;
}

/** What tells whose report it is, and which of several versions. */
export interface IdentityFacts {
	/** As printed. */
	readonly issuer: string;
	/** Its name in the roster, where a run knew it otherwise than by the printed one. */
	readonly organ?: string;
	readonly level?: string;
	readonly code?: string;
	/** Where it was found; its file where that is no address. */
	readonly address: string;
	/** ISO days and times, where they are known: printed under the report, stated by its page, first seen, fetched. */
	readonly signed?: string;
	readonly pageDate?: string;
	readonly firstSeen?: string;
	readonly fetched?: string;
	/** Digest of its figures: copies have the same. */
	readonly figures: string;
	/** Verified, or why not. */
	readonly status: string;
	/** Hashes of what stood at its address before. */
	readonly earlier?: readonly string[];
}

/** A report's place among all of a set. */
export interface ReportPlace {
	/** Of issuer, year and version. */
	readonly id: string;
	readonly issuerId: string;
	/** Counts from 1 for each issuer and year, by publication. */
	readonly version: number;
	/** Whether it is the one in force; undefined where nothing tells which of several is. */
	readonly isCurrent: boolean | undefined;
	/** The version that it takes the place of. */
	readonly supersedes: string | undefined;
	/** The report that it is a copy of: the same figures, signed on the same day. */
	readonly copyOf: string | undefined;
}

/** Reports of organs below its own, or the same report published elsewhere or anew. */
export type CorrectedBeside = "children" | "copies";

/** What is joined to a report when its rows are made. */
export interface RowContext {
	readonly place: ReportPlace;
	readonly corrections: readonly Correction[];
	/** A person put a figure of the report for the year before otherwise than it was read: what rules say of both together is open. */
	readonly isAfterCorrected?: boolean;
	/** Beside it, reports of its year of which a person put a figure otherwise than it was read: what rules say of both together is open. */
	readonly correctedBeside?: readonly CorrectedBeside[];
	/** The version that it takes the place of (`place.supersedes`), with its own corrections; absent for first versions and copies. */
	readonly superseded?: { readonly json: unknown; readonly corrections: readonly Correction[] };
}

/** One figure as it was read. */
export interface ReadFigure {
	readonly value: number | null;
	/** A text layer says it, and the reading is sure. */
	readonly isText: boolean;
}

/** What a family knows of organs and figures that a set of its reports needs. */
export interface SetKnowledge {
	/** The place that an organ's name begins with; undefined where it bears none. */
	readonly regionOf: (issuer: string) => string | undefined;
	/** What kind of organ it is and on which level, as far as name and roster tell. */
	readonly kindOf: (issuer: string, level?: string) => { readonly kind: string; readonly level: string };
	/** What is against a value for a figure, in English; undefined where it may be. `path` may be no figure at all. */
	readonly mistakeIn: (path: string, value: number | null) => string | undefined;
	/** The figures of a report as they were read, by path; only for what `identify` accepted. */
	readonly figuresOf: (json: unknown) => ReadonlyMap<string, ReadFigure>;
}

/** A question over the tables that has a name of its own. */
export interface DatasetView {
	readonly name: string;
	readonly zh: string;
	readonly en: string;
	/** One SELECT over the tables, in DuckDB's SQL. */
	readonly sql: string;
}

/** The data set of one family of reports. */
export interface Dataset {
	/** Counts up when the same reports give other files; told in `changes`. */
	readonly version: string;
	readonly tables: readonly DatasetTable[];
	readonly views: readonly DatasetView[];
	readonly knowledge: SetKnowledge;
	/** Which report a JSON is. Throws where it is none of this family. */
	readonly identify: (json: unknown) => ReportIdentity;
	/** Rows by table, in the tables' order, values in the columns' order; only for what `identify` accepted. */
	readonly rowsOf: (json: unknown, context: RowContext) => readonly (readonly (readonly Value[])[])[];
	/**
	 * The report as JSON of the same schema with corrections in place: figures, findings and outcomes of rules as its rows have them.
	 * A rule that the corrections leave open, as it rests on more than the report, is undetermined and has no finding.
	 * Only for what `identify` accepted.
	 */
	readonly afterCorrections: (
		json: unknown,
		context: Pick<RowContext, "corrections" | "isAfterCorrected" | "correctedBeside">,
	) => unknown;
	/** JSON Schema of one report. */
	readonly schema: () => string;
	/** CHANGELOG of the data set, Markdown. */
	readonly changes: string;
	readonly title: { readonly zh: string; readonly en: string };
}
