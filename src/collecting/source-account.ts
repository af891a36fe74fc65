import { largest } from "../model/many.ts";
import type { Link } from "./sources/links.ts";
import type { ListAccount, ListFault, RefusalReason } from "./sources/list-account.ts";

/** One list page that was read in a look through a source. */
export interface ReadList {
	readonly url: string;
	readonly account: ListAccount;
	/** Links taken from it that no list before it had. */
	readonly taken: number;
	/** All links that are reports', in order. */
	readonly links: readonly Link[];
}

/** Why a look through a source does not show all that the source has. */
export type LookDoubt =
	| { readonly code: "nothing-found" }
	| { readonly code: "fewer-than-usual"; readonly found: number; readonly usual: number }
	| { readonly code: "pages-not-read"; readonly read: number; readonly announced: number }
	| { readonly code: "entries-not-read"; readonly read: number; readonly announced: number }
	| { readonly code: "page-limit"; readonly pages: number }
	| { readonly code: "list-not-read"; readonly fault: ListFault; readonly url: string }
	/** Lists or pages that did not answer; each is told by itself. */
	| { readonly code: "troubles"; readonly count: number };

/** What one look through a source saw, how completely, and with what result. */
export interface SourceAccount {
	readonly source: string;
	/** Where the source begins, for people. */
	readonly url: string;
	/** Reports that it leads to. */
	readonly found: number;
	/** List pages that were read, and links or records on them. */
	readonly pages: number;
	readonly entries: number;
	readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
	/** The oldest day printed beside an entry; null where no list prints days. */
	readonly oldest: string | null;
	/** None: all that the source shows was seen. */
	readonly doubts: readonly LookDoubt[];
}

/** What a look is summed up from. */
export interface LookedThrough {
	readonly source: string;
	readonly url: string;
	/** Whether it is read by list pages; else by addresses of the configuration. */
	readonly hasLists: boolean;
	readonly lists: readonly ReadList[];
	readonly found: number;
	readonly troubles: number;
	/** The limit on list pages, where it kept pages from being asked for. */
	readonly pageLimit?: number;
}

/** Sums up a look. `usual` is what whole looks before it found; undefined where there was none. */
export function accountOf(looked: LookedThrough, usual: number | undefined): SourceAccount {
	const { source, url, lists, found } = looked;
	const refused: Partial<Record<RefusalReason, number>> = {};
	for (const { account } of lists) for (const { reason } of account.refused) refused[reason] = (refused[reason] ?? 0) + 1;
	const days = lists.flatMap(({ account }) => account.oldest ?? []).sort();
	return {
		source,
		url,
		found,
		pages: lists.length,
		entries: lists.reduce((sum, { account }) => sum + account.entries, 0),
		refused,
		oldest: days[0] ?? null,
		doubts: [...doubtsOfLists(looked), ...doubtsOfFound(looked, usual)],
	};
}

function doubtsOfLists({ lists, hasLists, pageLimit, troubles }: LookedThrough): LookDoubt[] {
	const entries = lists.reduce((sum, { account }) => sum + account.entries, 0);
	const mostOf = (key: "pages" | "entries") =>
		Math.max(0, largest(lists.slice(0, 1).map(({ account }) => account.announced[key] ?? 0)));
	const [pages, records] = [mostOf("pages"), mostOf("entries")];
	return [
		...(troubles > 0 ? [{ code: "troubles", count: troubles } as const] : []),
		...lists.flatMap(({ url, account: { fault } }) =>
			fault === undefined ? [] : [{ code: "list-not-read", fault, url } as const],
		),
		...(pageLimit === undefined ? [] : [{ code: "page-limit", pages: pageLimit } as const]),
		...(hasLists && pages > lists.length && pageLimit === undefined
			? [{ code: "pages-not-read", read: lists.length, announced: pages } as const]
			: []),
		...(records > entries ? [{ code: "entries-not-read", read: entries, announced: records } as const] : []),
	];
}

function doubtsOfFound({ found, lists, troubles, hasLists }: LookedThrough, usual: number | undefined): LookDoubt[] {
	// Where no list answered, that is told.
	if (hasLists && lists.length === 0 && troubles > 0) return [];
	if (usual !== undefined && found < usual / 2) return [{ code: "fewer-than-usual", found, usual }];
	return found === 0 ? [{ code: "nothing-found" }] : [];
}

const FAULT_WORDS: Readonly<Record<ListFault, string>> = {
	"no-links": "the page has no links: it is filled by scripts, or shows something else than the list",
	frames: "the list stands in a frame; give the frame's address",
	redirect: "the page sends readers elsewhere by script; give that address",
	"no-part": "the part of the page that `within` names is not there",
	"no-json": "the answer is no JSON",
	"no-items": "there is no array where `items` points",
	"too-many-links": "the page has more links than are looked at",
	"pages-by-script": "more pages follow, which a script turns; give `page_pattern`, or let a browser show it",
};

/** Why a link is not taken, in English, for the operator. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
	title: "its words are no title of a report",
	"about-reports": "its words name something about reports",
	"mobile-copy": "a copy for telephones",
	"kind-of-file": "a kind of file that is not read",
	address: "no address that can be asked for",
};

/** A doubt in English, for the operator. */
export function doubtWords(doubt: LookDoubt): string {
	switch (doubt.code) {
		case "nothing-found":
			return "no report was found in this source";
		case "fewer-than-usual":
			return `${doubt.found} reports were found where ${doubt.usual} are usual`;
		case "pages-not-read":
			return `the list has ${doubt.announced} pages, of which ${doubt.read} could be read`;
		case "entries-not-read":
			return `the list has ${doubt.announced} entries, of which ${doubt.read} were seen`;
		case "page-limit":
			return `more than ${doubt.pages} list pages: limits.list_pages was reached`;
		case "list-not-read":
			return `${doubt.url}: ${FAULT_WORDS[doubt.fault]}`;
		case "troubles":
			return `${doubt.count} addresses did not answer with what was asked for`;
		default:
			return doubt satisfies never;
	}
}
