import type { Reference } from "../storage/rows.ts";
import type { CollectingContext } from "./context.ts";
import type { FollowContext } from "./references.ts";
import { articleReferences, documentReference } from "./references.ts";
import { unlessUnreadable } from "./site-reader.ts";
import type { Article } from "./sources/article.ts";
import type { Link } from "./sources/links.ts";
import { kindOf } from "./sources/links.ts";
import { listBehind } from "./sources/list-behind.ts";
import type { PageFacts } from "./sources/page-facts.ts";
import type { Source } from "./sources/source-kinds.ts";
import type { Discovered, Walk } from "./walk.ts";
import { bytesThere, pageOf, troubleOf, unreadable } from "./walk.ts";

/** Where a link was seen. */
export interface ListPlace {
	readonly list: string;
	readonly around: PageFacts;
	/** How many pages led to this list that were not it. */
	readonly depth: number;
}

/** What the links of a list lead to; each is followed once. */
export async function* followLinks(
	links: readonly Link[],
	walk: Walk,
	{ list, around, depth }: ListPlace,
): AsyncGenerator<Discovered> {
	for (const { place, link } of await longestAgoFirst(links, walk.tools)) {
		if (walk.seen.has(link.url) || walk.tools.isStopped()) continue;
		walk.seen.add(link.url);
		const { list: rows, ...rest } = around;
		const facts = { ...rest, ...(link.date ? { date: link.date } : {}), ...(rows && place === 0 ? { list: rows } : {}) };
		yield* followLink(link, { ...walk, list, facts, depth });
	}
}

/** Links in the order in which they are due: a budget that ends shall not end at the same ones every night. */
async function longestAgoFirst(links: readonly Link[], { ledger }: CollectingContext): Promise<{ place: number; link: Link }[]> {
	const due: { readonly place: number; readonly link: Link; readonly last: string }[] = [];
	for (const [place, link] of links.entries())
		due.push({ place, link, last: (await ledger.resource(link.url))?.last_attempt ?? "" });
	return due.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : a.place - b.place));
}

/** What one link leads to: a document, an article, or a list behind it. */
export async function* followLink(link: Link, context: FollowContext): AsyncGenerator<Discovered> {
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
	const fetched = await fetcher.fetch({ url: link.url, method: "GET", wants: "any", source: source.id, mayWait: true });
	const resource = bytesThere(fetched);
	if (!resource) {
		// A module answers for every year it is asked; years without a report are no trouble.
		if (source.kind !== "annual" || fetched.state !== "missing") yield troubleOf(source, link.url, fetched);
		return;
	}
	const kind = documentKind(resource.media);
	if (kind !== undefined) {
		const reference = documentReference(link, { kind, page_url: null }, context);
		yield { kind: "reference", reference, why: `linked from ${list}; its bytes are a ${resource.media?.toUpperCase()}` };
		return;
	}
	const address = resource.final_url ?? link.url;
	const { page, doubts } = await pageOf(resource, context);
	yield* doubts;
	const read = await unlessUnreadable(tools.readSite({ kind: "article", run: tools.runId, address, page }));
	if ("error" in read) yield unreadable(source, link.url, read.error);
	else yield* followPage(link, read.value, context);
}

/** What a page turned out to be: a list, the way to another page, or an article. */
async function* followPage(link: Link, article: Article, context: FollowContext): AsyncGenerator<Discovered> {
	const { waiting, depth, facts, source, tools } = context;
	const behind = mayHaveLists(source) && depth < MAX_DEPTH ? listBehind(link, article, tools.pipeline.sources) : "none";
	if (behind !== "none")
		waiting.push({ url: link.url, method: "GET", number: 0, depth: depth + 1, isReports: facts.inColumn === true });
	if (behind === "list") return;
	let isFound = false;
	if (behind === "none" && depth < MAX_DEPTH)
		for await (const found of followOnward(link, article, context)) {
			isFound = true;
			yield found;
		}
	if (!isFound) yield* articleReferences(link, article, context);
}

function mayHaveLists({ kind }: Source): boolean {
	return kind !== "urls" && kind !== "annual";
}

/** What an article without content of its own shows in its frames, or sends its readers to. */
async function* followOnward(link: Link, { onward }: Article, context: FollowContext): AsyncGenerator<Discovered> {
	for (const url of onward) {
		if (context.seen.has(url)) continue;
		context.seen.add(url);
		const kind = kindOf(url) ?? "page";
		// Frames hold other things too: what is no report there is no trouble.
		for await (const found of followLink({ ...link, url, kind }, { ...context, depth: context.depth + 1 }))
			if (found.kind === "reference") yield found;
	}
}

const MAX_DEPTH = 3;

/** What bytes are that are no page; undefined for pages. */
function documentKind(media: string | null): Reference["kind"] | undefined {
	if (media === "pdf" || media === "docx" || media === "doc") return media;
	return media === "ofd" || media === "zip" || media === "archive" ? "other" : undefined;
}
