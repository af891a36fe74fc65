import { basename, extname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { freeName, numberedName } from "../output/outcomes.ts";

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

/** Over the PDFs of folders: documents are their paths, shown from the folder `from`; reports are named as their files are. */
export function overFiles(from: string): NightKind {
	return {
		isPdfOnly: true,
		keepsCopies: true,
		knowsPublication: false,
		keepsRunReports: false,
		mostTold: Number.POSITIVE_INFINITY,
		inOrder: byPath,
		nameOf: fileURLToPath,
		shownAs: (url) => relative(from, fileURLToPath(url)),
		fileNames: () => {
			const used = new Set<string>();
			return ({ url }) => {
				const path = fileURLToPath(url);
				return taken(numberedName(basename(path, extname(path)), used), used);
			};
		},
	};
}

function byPath<T extends { readonly url: string }>(documents: readonly T[]): T[] {
	const paths = documents.map((document) => [fileURLToPath(document.url), document] as const);
	return paths.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, document]) => document);
}

function taken(name: string, used: Set<string>): string {
	used.add(name);
	return name;
}
