import { median } from "../model/geometry.ts";
import type { CollectingContext } from "./context.ts";
import { discover } from "./discover.ts";
import type { Fetcher } from "./fetcher.ts";
import type { ReadList, SourceAccount } from "./source-account.ts";
import { accountOf, doubtWords } from "./source-account.ts";
import type { Source } from "./sources/source-kinds.ts";
import type { Discovered, FetchFailure } from "./walk.ts";

/** What a look through one source came to. */
export interface Look {
	readonly account: SourceAccount;
	/** Addresses that failed, and what the look as a whole is in doubt for. */
	readonly troubles: readonly FetchFailure[];
	/** Its list pages, with what was refused on them. */
	readonly lists: readonly ReadList[];
}

/** How many of a source's looks tell what it usually has. */
const LOOKS = 5;

/** Looks through a source whole, handing on what is found as it is found, and sums up what was seen and what not. */
export async function lookThrough(
	source: Source,
	{ tools, fetcher }: { readonly tools: CollectingContext; readonly fetcher: Pick<Fetcher, "fetch"> },
	onFound: (found: Extract<Discovered, { kind: "reference" | "trouble" }>) => unknown,
): Promise<Look> {
	const urls = new Set<string>();
	const troubles: FetchFailure[] = [];
	const lists: ReadList[] = [];
	let pageLimit: number | undefined;
	for await (const found of discover(source, tools, fetcher)) {
		if (found.kind === "list") lists.push(found.list);
		else if (found.kind === "page-limit") pageLimit = found.pages;
		else {
			if (found.kind === "reference") urls.add(found.reference.url);
			else troubles.push(found.trouble);
			await onFound(found);
		}
	}
	const looked = { ...placeOf(source), lists, found: urls.size, troubles: troubles.length };
	const account = accountOf({ ...looked, ...(pageLimit === undefined ? {} : { pageLimit }) }, await usualOf(source, tools));
	for (const trouble of tools.isStopped() ? [] : doubtsOf(account)) {
		troubles.push(trouble);
		await onFound({ kind: "trouble", trouble });
	}
	return { account, troubles, lists };
}

function doubtsOf({ source, url, doubts }: SourceAccount): FetchFailure[] {
	return doubts
		.filter(({ code }) => code !== "troubles")
		.map((doubt) => ({ source, url, state: "failed", detail: doubtWords(doubt), doubt: doubt.code }));
}

function placeOf(source: Source): { readonly source: string; readonly url: string; readonly hasLists: boolean } {
	const url = source.kind === "urls" ? (source.urls[0] ?? "") : source.kind === "folder" ? source.folder : source.url;
	return { source: source.id, url, hasLists: source.kind !== "urls" && source.kind !== "annual" };
}

/** What a source's last whole looks found, in the middle; undefined where there was none. */
async function usualOf(source: Source, { ledger }: CollectingContext): Promise<number | undefined> {
	const before = (await ledger.looks(source.id, LOOKS)).filter(({ is_whole }) => is_whole === 1);
	return before.length === 0 ? undefined : median(before.map(({ found }) => found));
}
