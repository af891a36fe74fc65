import { freeName } from "../run/outcomes.ts";

/** What tells a night over sites from one over a person's files: how documents are named, and what of them is published. */
export interface NightKind {
	/** Of a folder only PDFs are taken, and read as such whatever is in them. */
	readonly isPdfOnly: boolean;
	/** Where several documents give one report, each of them is published, not the first alone. */
	readonly keepsCopies: boolean;
	/** Addresses and dates are those of publication: they go into reports and their checks. */
	readonly knowsPublication: boolean;
	/** Each run leaves a report of its own in `output/runs`. */
	readonly keepsRunReports: boolean;
	/** The page of all reports tells the findings of so many of them; memory does not grow with the others'. */
	readonly mostTold: number;
	/** Documents in the night's order, from the ledger's, which is by source and address. */
	readonly inOrder: <T extends { readonly url: string }>(documents: readonly T[]) => readonly T[];
	/** A document as rules name it, one of a kind. */
	readonly nameOf: (url: string) => string;
	/** A document as pages and lines show it. */
	readonly shownAs: (url: string) => string;
	/** Names for one run's files, in the night's order; undefined where a document gives none. Without `id` there is no report. */
	readonly fileNames: () => (document: { readonly url: string; readonly id: string | undefined }) => string | undefined;
}

/** Over sites: documents are their addresses, reports are named by their ids. */
export const OVER_SITES: NightKind = {
	isPdfOnly: false,
	keepsCopies: false,
	knowsPublication: true,
	keepsRunReports: true,
	mostTold: 1000,
	inOrder: (documents) => documents,
	nameOf: (url) => url,
	shownAs: (url) => url,
	fileNames: () => {
		const used = new Set<string>();
		return ({ id }) => (id === undefined ? undefined : taken(freeName(id, used), used));
	},
};

function taken(name: string, used: Set<string>): string {
	used.add(name);
	return name;
}
