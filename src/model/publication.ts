/** When and how a report was published, as far as whoever fetched it knows. Dates are ISO, days without time. */
export interface KnownPublication {
	readonly url?: string;
	readonly pageUrl?: string;
	/** The day it was first found on its list. */
	readonly firstSeen?: string;
	/** The last day before that on which the list was read for sure and did not have it. */
	readonly lastAbsent?: string;
	/** The day that the page itself states. */
	readonly pageDate?: string;
	/** The deadline that a local notice sets. */
	readonly localDeadline?: LocalDeadline;
	/** Whether it was reached from the column for annual reports. */
	readonly inColumn?: boolean;
	/** Whether the page offers a file, or is one. */
	readonly hasDownload?: boolean;
	/** Whether the same report is also there as text, beside a scan. */
	readonly hasTextTwin?: boolean;
	/** Nights in a row on which the link did not answer with the report. */
	readonly failedNights?: number;
	/** Hosts outside *.gov.cn that the operator or the roster names. */
	readonly trustedHosts?: readonly string[];
	/** The list that it stands in, top to bottom. */
	readonly list?: readonly { readonly title: string; readonly date?: string }[];
	/** Whether the page draws its tables with borders. */
	readonly hasBorders?: boolean;
}

/** A deadline earlier than the law's, with the notice that sets it. */
export interface LocalDeadline {
	/** Month and day of the year after the one reported on, such as `01-28`. */
	readonly day: string;
	readonly basis: string;
}
