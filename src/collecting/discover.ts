import { append } from "../model/many.ts";
import type { CollectingContext } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import type { ListPlace } from "./follow-links.ts";
import { followLink, followLinks } from "./follow-links.ts";
import { unlessUnreadable } from "./site-reader.ts";
import type { Link } from "./sources/links.ts";
import { configuredLinks, firstRequests } from "./sources/list.ts";
import type { ListedPage, ListRequest } from "./sources/list-page.ts";
import type { PageFacts } from "./sources/page-facts.ts";
import type { Source } from "./sources/source-kinds.ts";
import type { Discovered, Walk } from "./walk.ts";
import { bytesThere, pageOf, troubleOf, unreadable } from "./walk.ts";

/** Looks through a source's lists and the pages they lead to. Folders are listed elsewhere. */
export async function* discover(
	source: Source,
	tools: CollectingContext,
	fetcher: Pick<Fetcher, "fetch">,
): AsyncGenerator<Discovered> {
	const walk: Walk = { source, tools, fetcher, seen: new Set(), waiting: firstRequests(source) };
	const links = configuredLinks(source, tools.pipeline.sources);
	yield* followLinks(links, walk, {
		list: "configuration",
		around: source.kind === "annual" ? { inColumn: true } : {},
		depth: 0,
	});
	yield* readLists(walk);
}

async function* readLists(walk: Walk): AsyncGenerator<Discovered> {
	const { tools, waiting } = walk;
	const asked = new Set<string>();
	const shown = new Set<string>();
	for (let request = waiting.shift(); request; request = waiting.shift()) {
		const key = `${request.url}#${request.body ?? ""}`;
		if (asked.has(key) || tools.isStopped()) continue;
		if (asked.size >= tools.config.limits.list_pages) {
			yield { kind: "page-limit", pages: asked.size };
			return;
		}
		asked.add(key);
		const read = await readList(request, walk);
		yield* read.doubts;
		if (read.value === undefined) continue;
		// Sites that answer every number show their last page again and again.
		if (isShownBefore(read.value, shown)) continue;
		yield* takeList(read.value, request, walk);
		append(waiting, read.value.next);
	}
}

/** One page of a list, and what is in doubt; without the page where it cannot be had. */
async function readList(
	request: ListRequest,
	walk: Walk,
): Promise<{ readonly value?: ListedPage; readonly doubts: readonly Discovered[] }> {
	const { source, fetcher, tools } = walk;
	const { url, method, body, headers } = request;
	const fetched = await fetcher.fetch({ url, method, body, headers, wants: "page", source: source.id });
	const resource = bytesThere(fetched);
	// The numbered pages of a list end where one is missing.
	if (!resource) return { doubts: request.number > 0 && fetched.state === "missing" ? [] : [troubleOf(source, url, fetched)] };
	const { page, doubts } = await pageOf(resource, walk);
	const address = resource.final_url ?? url;
	const read = await unlessUnreadable(tools.readSite({ kind: "list", run: tools.runId, address, page, source, request }));
	return "error" in read ? { doubts: [...doubts, unreadable(source, url, read.error)] } : { ...read, doubts };
}

async function* takeList(listed: ListedPage, request: ListRequest, walk: Walk): AsyncGenerator<Discovered> {
	const { source, seen } = walk;
	const { account, links } = listed;
	const taken = links.filter(({ url }) => !seen.has(url)).length;
	const place = { list: request.url, around: listFacts(walk, request, listed), depth: request.depth ?? 0 };
	yield* followLinks(links, walk, place);
	const isBare = links.length === 0 && listed.next.length === 0;
	if (request.folder !== undefined && isBare) yield* reportInFolder(request, walk, place);
	yield* unreadFiles(listed, request, source);
	yield { kind: "list", list: { url: request.url, account, taken, links } };
}

/** A folder of a column may be a report itself: a year of one organ. */
async function* reportInFolder(
	{ url, folder = "" }: ListRequest,
	walk: Walk,
	{ list, around, depth }: ListPlace,
): AsyncGenerator<Discovered> {
	if (walk.seen.has(url)) return;
	walk.seen.add(url);
	for await (const found of followLink({ url, title: folder, kind: "page" }, { ...walk, list, facts: around, depth }))
		if (found.kind === "reference") yield found;
}

/** Reports that a list offers as files of a kind that is not read: they are there, and someone has to look at them. */
function* unreadFiles({ account }: ListedPage, { url: list }: ListRequest, source: Source): Generator<Discovered> {
	for (const { title, url, reason } of account.refused) {
		if (reason !== "kind-of-file") continue;
		const address = URL.canParse(url, list) ? new URL(url, list).href : url;
		const ending = /\.(\w{1,5})(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? "";
		yield troubleOf(source, address, { state: "failed", detail: `a .${ending} file is not read: ${title}` });
	}
}

/** Whether a page of the list has the very links of one before it. */
function isShownBefore({ links, account }: ListedPage, shown: Set<string>): boolean {
	const content = JSON.stringify([links.map(({ url }) => url), account.refused.map(({ url, title }) => [url, title])]);
	const isKnown = shown.has(content);
	shown.add(content);
	return isKnown && account.entries > 0;
}

/** What a page of a list tells of the links on it. */
function listFacts({ source, tools }: Walk, { number }: ListRequest, listed: ListedPage): PageFacts {
	const configured = source.kind === "list" ? source.is_column : undefined;
	const inColumn = configured ?? (listed.inColumn || undefined);
	const { wanted, yearOf } = tools.pipeline.sources;
	// Sitemaps have no titles, and names of organs stand under a heading with the year: neither is a title without its year.
	const rows = listed.links.filter(({ title }) => wanted.test(title) || yearOf(title) !== undefined);
	return {
		...(inColumn === undefined ? {} : { inColumn }),
		...(number === 0 && rows.length > 0 ? { list: rows.slice(0, MAX_ROWS).map(rowOf) } : {}),
	};
}

/** Rows of a list that are kept for judging its order. */
const MAX_ROWS = 30;

function rowOf({ title, date }: Link): { title: string; date?: string } {
	return { title, ...(date === undefined ? {} : { date }) };
}
