import type { GoujiError } from "../model/errors.ts";
import type { SourceKnowledge } from "../model/source-knowledge.ts";
import { isUnwanted } from "../model/source-knowledge.ts";
import type { Reference, Resource } from "../storage/rows.ts";
import type { CollectingContext, Fetched } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import type { SentBytes } from "./site-reader.ts";
import { unlessUnreadable } from "./site-reader.ts";
import type { ReadList } from "./source-account.ts";
import type { Article } from "./sources/article.ts";
import type { Link } from "./sources/links.ts";
import { configuredLinks, firstRequests } from "./sources/list.ts";
import type { ListedPage, ListRequest } from "./sources/list-page.ts";
import type { PageFacts } from "./sources/page-facts.ts";
import type { Source } from "./sources/source-kinds.ts";

/** Something that kept a source from being looked through whole. */
export interface FetchFailure {
	readonly source: string;
	readonly url: string;
	readonly state: "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
	/** What the whole look is in doubt for, where it is not one address that failed. */
	readonly doubt?: string;
}

/** What looking through a source gives, piece by piece. */
export type Discovered =
	| { readonly kind: "reference"; readonly reference: Reference; readonly why: string }
	| { readonly kind: "trouble"; readonly trouble: FetchFailure }
	/** One page of its lists, after the links that were followed from it. */
	| { readonly kind: "list"; readonly list: ReadList }
	/** List pages were left out, because there are more than the configuration allows. */
	| { readonly kind: "page-limit"; readonly pages: number };

/** Looks through a source's lists and the pages they lead to. Folders are listed elsewhere. */
export async function* discover(source: Source, tools: CollectingContext, fetcher: Fetcher): AsyncGenerator<Discovered> {
	const walk: Walk = { source, tools, fetcher, seen: new Set() };
	const links = configuredLinks(source, tools.pipeline.sources);
	yield* followLinks(links, walk, { list: "configuration", around: source.kind === "annual" ? { inColumn: true } : {} });
	yield* readLists(source, walk);
}

async function* readLists(source: Source, walk: Walk): AsyncGenerator<Discovered> {
	const { tools } = walk;
	const waiting: ListRequest[] = firstRequests(source);
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
		if ("doubts" in read) {
			yield* read.doubts;
			continue;
		}
		// Sites that answer every number show their last page again and again.
		if (isShownBefore(read.value, shown)) continue;
		yield* takeList(read.value, request, walk);
		waiting.push(...read.value.next);
	}
}

/** One page of a list, or what is in doubt without it. */
async function readList(
	request: ListRequest,
	{ source, tools, fetcher }: Walk,
): Promise<{ readonly value: ListedPage } | { readonly doubts: readonly Discovered[] }> {
	const fetched = await fetcher.fetch({
		url: request.url,
		method: request.method,
		body: request.body,
		wants: "page",
		source: source.id,
	});
	const resource = bytesThere(fetched);
	if (!resource) {
		// The numbered pages of a list end where one is missing.
		const isEnd = request.number > 0 && fetched.state === "missing";
		return { doubts: isEnd ? [] : [troubleOf(source, request.url, fetched)] };
	}
	const read = await listedOn(resource, request, { source, tools });
	return "error" in read ? { doubts: [unreadable(source, request.url, read.error)] } : read;
}

async function* takeList(listed: ListedPage, request: ListRequest, walk: Walk): AsyncGenerator<Discovered> {
	const { source, seen } = walk;
	const taken = listed.links.filter(({ url }) => !seen.has(url)).length;
	yield* followLinks(listed.links, walk, { list: request.url, around: listFacts(source, request, listed) });
	yield* unreadFiles(listed, request, source);
	yield { kind: "list", list: { url: request.url, account: listed.account, taken } };
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

async function listedOn(
	resource: Resource & { readonly sha256: string },
	request: ListRequest,
	{ source, tools }: Pick<Walk, "source" | "tools">,
): ReturnType<typeof unlessUnreadable<ListedPage>> {
	const address = resource.final_url ?? request.url;
	return unlessUnreadable(
		tools.readSite({ kind: "list", run: tools.runId, address, page: await sentBytes(resource, tools), source, request }),
	);
}

/** A page that cannot be read within bounds: it may hold anything. */
function unreadable(source: Source, url: string, { code, message }: GoujiError): Discovered {
	return troubleOf(source, url, { state: "failed", detail: `${code}: ${message}` });
}

/** Whether a page of the list has the very links of one before it. */
function isShownBefore({ links, account }: ListedPage, shown: Set<string>): boolean {
	const content = JSON.stringify([links.map(({ url }) => url), account.refused.map(({ url, title }) => [url, title])]);
	const isKnown = shown.has(content);
	shown.add(content);
	return isKnown && account.entries > 0;
}

/** One look through a source: links are followed once, whatever lists name them. */
interface Walk {
	readonly source: Source;
	readonly tools: CollectingContext;
	readonly fetcher: Fetcher;
	readonly seen: Set<string>;
}

async function* followLinks(
	links: readonly Link[],
	{ seen, ...walk }: Walk,
	{ list, around }: { readonly list: string; readonly around: PageFacts },
): AsyncGenerator<Discovered> {
	for (const { place, link } of await longestAgoFirst(links, walk.tools)) {
		if (seen.has(link.url) || walk.tools.isStopped()) continue;
		seen.add(link.url);
		const { list: rows, ...rest } = around;
		const facts = { ...rest, ...(link.date ? { date: link.date } : {}), ...(rows && place === 0 ? { list: rows } : {}) };
		yield* followLink(link, { ...walk, list, facts });
	}
}

/** Links in the order in which they are due: a budget that ends shall not end at the same ones every night. */
async function longestAgoFirst(links: readonly Link[], { ledger }: CollectingContext): Promise<{ place: number; link: Link }[]> {
	const due: { readonly place: number; readonly link: Link; readonly last: string }[] = [];
	for (const [place, link] of links.entries())
		due.push({ place, link, last: (await ledger.resource(link.url))?.last_attempt ?? "" });
	return due.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : a.place - b.place));
}

/** What a page of a list tells of the links on it. */
function listFacts(source: Source, { number }: ListRequest, listed: ListedPage): PageFacts {
	const configured = source.kind === "list" ? source.is_column : undefined;
	const inColumn = configured ?? (listed.inColumn || undefined);
	return {
		...(inColumn === undefined ? {} : { inColumn }),
		...(number === 0 ? { list: listed.links.slice(0, MAX_ROWS).map(rowOf) } : {}),
	};
}

/** Rows of a list that are kept for judging its order. */
const MAX_ROWS = 30;

function rowOf({ title, date }: Link): { title: string; date?: string } {
	return { title, ...(date === undefined ? {} : { date }) };
}

interface FollowContext {
	readonly source: Source;
	readonly list: string;
	readonly tools: CollectingContext;
	readonly fetcher: Fetcher;
	/** What the list tells of it. */
	readonly facts: PageFacts;
}

async function* followLink(link: Link, context: FollowContext): AsyncGenerator<Discovered> {
	const { source, list, tools, fetcher } = context;
	if (link.kind !== "page") {
		const page_url = list.startsWith("http") ? list : null;
		yield {
			kind: "reference",
			reference: documentReference(link, { kind: link.kind, page_url }, context),
			why: `linked from ${list}`,
		};
		return;
	}
	const fetched = await fetcher.fetch({ url: link.url, method: "GET", wants: "any", source: source.id });
	const resource = bytesThere(fetched);
	if (!resource) {
		// A module answers for every year it is asked; years without a report are no trouble.
		if (source.kind !== "annual" || fetched.state !== "missing") yield troubleOf(source, link.url, fetched);
		return;
	}
	if (resource.media === "pdf" || resource.media === "docx") {
		const reference = documentReference(link, { kind: resource.media, page_url: null }, context);
		yield { kind: "reference", reference, why: `linked from ${list}; its bytes are a ${resource.media.toUpperCase()}` };
		return;
	}
	const address = resource.final_url ?? link.url;
	const read = await unlessUnreadable(
		tools.readSite({ kind: "article", run: tools.runId, address, page: await sentBytes(resource, tools) }),
	);
	if ("error" in read) yield unreadable(source, link.url, read.error);
	else yield* followArticle(link, read.value, context);
}

/** A document that a link leads to itself. */
function documentReference(
	{ url, title }: Link,
	{ kind, page_url }: Pick<Reference, "kind" | "page_url">,
	context: FollowContext,
): Reference {
	const page_facts = JSON.stringify({ ...context.facts, hasDownload: true });
	return { ...baseOf(context), url, kind, title, page_url, year: yearOf(context, title), page_facts };
}

function baseOf({ source }: FollowContext): Pick<Reference, "source" | "issuer"> {
	return { source: source.id, issuer: source.issuer ?? null };
}

/** The year that the first of some titles names. */
function yearOf({ tools }: FollowContext, ...titles: readonly string[]): number | null {
	return titles.map((title) => tools.pipeline.sources.yearOf(title)).find((year) => year !== undefined) ?? null;
}

/** What a page holds: attached documents, or else tables of its own. */
function* followArticle(link: Link, article: Article, context: FollowContext): Generator<Discovered> {
	const { source, list, tools, facts } = context;
	const knowledge = tools.pipeline.sources;
	if (isUnwanted(article.title, knowledge)) return;
	const title = titleOf(link, article, knowledge);
	const told: PageFacts = { ...facts, ...(article.date === undefined ? {} : { date: article.date }) };
	yield* attachments(link, article, { ...context, facts: told });
	if (article.attachments.length > 0) return;
	if (article.hasTables) {
		const reference: Reference = {
			...baseOf(context),
			url: link.url,
			kind: "html",
			title,
			page_url: link.url,
			year: yearOf(context, title, article.title),
			page_facts: JSON.stringify({
				...told,
				hasDownload: article.unread.some((what) => what !== "pictures"),
				...(article.hasBorders === undefined ? {} : { hasBorders: article.hasBorders }),
			}),
		};
		yield { kind: "reference", reference, why: `linked from ${list}; the page holds tables` };
		return;
	}
	if (source.kind === "annual") return;
	const carries = article.unread.length > 0 ? `; it carries ${article.unread.join(", ")}` : "";
	yield troubleOf(source, link.url, {
		state: "failed",
		detail: `the page has no document and no table that can be read${carries}`,
	});
}

/** Lists cut titles short, or name the organ alone: the page's own is better where it is a report's. */
function titleOf({ title }: Link, article: Article, { wanted }: SourceKnowledge): string {
	return title === "" || (!wanted.test(title) && wanted.test(article.title)) ? article.title : title;
}

function* attachments(link: Link, article: Article, context: FollowContext): Generator<Discovered> {
	const title = titleOf(link, article, context.tools.pipeline.sources);
	for (const { url, kind, title: name } of article.attachments) {
		if (kind === "page" || context.tools.pipeline.sources.mobile.test(url)) continue;
		const reference: Reference = {
			...baseOf(context),
			url,
			kind,
			title,
			page_url: link.url,
			year: yearOf(context, title, name, article.title),
			page_facts: JSON.stringify({ ...context.facts, hasDownload: true, hasTextTwin: article.hasTables }),
		};
		yield { kind: "reference", reference, why: `attached to ${link.url}` };
	}
}

/** The ledger's entry where its bytes can be used now: a page that fails tonight is not read from last night. */
function bytesThere({ state, resource }: Fetched): (Resource & { readonly sha256: string }) | undefined {
	return (state === "ok" || state === "unchanged") && resource?.sha256 ? { ...resource, sha256: resource.sha256 } : undefined;
}

async function sentBytes(
	{ sha256, content_type }: Resource & { readonly sha256: string },
	{ archive }: CollectingContext,
): Promise<SentBytes> {
	return { bytes: await archive.bytesOf(sha256), contentType: content_type ?? "" };
}

function troubleOf(source: Source, url: string, { state, detail }: Pick<Fetched, "state" | "detail">): Discovered {
	const shown = state === "ok" || state === "unchanged" ? "failed" : state;
	return { kind: "trouble", trouble: { source: source.id, url, state: shown, detail } };
}
