import type { Issue } from "../model/issue.ts";
import type { FindingRecord, RuleCounts } from "./run-rules.ts";

/** Where a document's bytes came from; published with the report. */
export interface DocumentOrigin {
	readonly file: string;
	readonly sha256: string;
	readonly bytes: number;
	readonly url?: string;
	readonly page_url?: string;
	readonly retrieved_at?: string;
}

/** What the machine needs to know of any report it publishes. */
export interface PublishedReport {
	readonly id: string;
	readonly title: string;
	/** null where nothing tells it. */
	readonly year: number | null;
	/** `organ`: the roster's name, where another is printed; `id`: as in the data set, told when it is published. */
	readonly issuer: { readonly name: string; readonly organ?: string | undefined; readonly id?: string | undefined };
	/** `sha256` of the document's bytes; `earlier` of what stood at its address before. */
	readonly source: {
		readonly file: string;
		readonly url?: string | undefined;
		readonly page_url?: string | undefined;
		readonly sha256?: string | undefined;
		readonly earlier?: readonly string[] | undefined;
	};
	readonly findings: readonly FindingRecord[];
	readonly quality: {
		readonly status: "verified" | "needs_review" | "failed";
		readonly reasons: readonly Issue[];
		readonly cells_read: number;
		readonly cells_expected: number;
		readonly rules?: RuleCounts | undefined;
	};
}
