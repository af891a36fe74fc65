/** An issuer that is not in the roster. */
export interface Stranger {
	readonly issuer: string;
	readonly years: readonly number[];
	/** The organ of the roster that it is most like. */
	readonly like?: string;
}

/** A source that is not in the configuration. */
export interface Orphan {
	readonly source: string;
	readonly reports: number;
}
