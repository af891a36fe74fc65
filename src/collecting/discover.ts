import type { Reference, Resource } from "../storage/rows.ts";
import type { CollectingContext, Fetched } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import { decodeText } from "./http/decode.ts";
import { readArticle } from "./sources/article.ts";
import type { Link } from "./sources/links.ts";
import type { ListRequest } from "./sources/list.ts";
import { configuredLinks, firstRequests, readListPage } from "./sources/list.ts";
import type { PageFacts } from "./sources/page-facts.ts";
import type { Source } from "./sources/source-kinds.ts";

/** Something that kept a source from being looked through whole. */
export interface FetchFailure {
	readonly source: string;
	readonly url: string;
	readonly state: "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
}

/** What looking through a source gives, piece by piece. */
export type Discovered =
	| { readonly kind: "reference"; readonly reference: Reference; readonly why: string }
	| { readonly kind: "trouble"; readonly trouble: FetchFailure };

/** Looks through a source's lists and the pages they lead to. Folders are listed elsewhere. */
export async function* discover(source: Source, tools: CollectingContext, fetcher: Fetcher): AsyncGenerator<Discovered> {
	const { knowledge, seen } = { knowledge: tools.pipeline.sources, seen: new Set<string>() };
	const follow = async function* (links: readonly Link[], list: string, around: PageFacts): AsyncGenerator<Discovered> {
		for (const [place, link] of links.entries()) {
			if (seen.has(link.url) || tools.isStopped()) continue;
			seen.add(link.url);
			const { list: rows, ...rest } = around;
			const facts = { ...rest, ...(link.date ? { date: link.date } : {}), ...(rows && place === 0 ? { list: rows } : {}) };
			yield* followLink(link, { source, list, tools, fetcher, facts });
		}
	};
	yield* follow(configuredLinks(source, knowledge), "configuration", source.kind === "annual" ? { inColumn: true } : {});
	const waiting: ListRequest[] = firstRequests(source);
	const asked = new Set<string>();
	for (let request = waiting.shift(); request; request = waiting.shift()) {
		const key = `${request.url}#${request.body ?? ""}`;
		if (asked.has(key) || asked.size >= tools.config.limits.list_pages || tools.isStopped()) continue;
		asked.add(key);
		const fetched = await fetcher.fetch({ url: request.url, method: request.method, body: request.body, wants: "page" });
		const resource = bytesThere(fetched);
		if (!resource) {
			// The numbered pages of a list end where one is missing.
			if (request.number === 0 || fetched.state !== "missing") yield troubleOf(source, request.url, fetched);
			continue;
		}
		const text = await textOf(resource, tools);
		const listed = readListPage(source, request, { knowledge, text, base: resource.final_url ?? request.url });
		yield* follow(listed.links, request.url, {
			...(source.kind === "list" && source.is_column !== undefined
				? { inColumn: source.is_column }
				: listed.inColumn
					? { inColumn: true }
					: {}),
			...(request.number === 0 ? { list: listed.links.slice(0, MAX_ROWS).map(rowOf) } : {}),
		});
		waiting.push(...listed.next);
	}
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

async function* followLink(link: Link, { source, list, tools, fetcher, facts }: FollowContext): AsyncGenerator<Discovered> {
	const knowledge = tools.pipeline.sources;
	const base = { source: source.id, issuer: source.issuer ?? null };
	const yearOf = (...titles: readonly string[]) =>
		titles.map((title) => knowledge.yearOf(title)).find((year) => year !== undefined) ?? null;
	if (link.kind !== "page") {
		const reference: Reference = {
			...base,
			url: link.url,
			kind: link.kind,
			title: link.title,
			page_url: list.startsWith("http") ? list : null,
			year: yearOf(link.title),
			page_facts: JSON.stringify({ ...facts, hasDownload: true }),
		};
		yield { kind: "reference", reference, why: `linked from ${list}` };
		return;
	}
	const fetched = await fetcher.fetch({ url: link.url, method: "GET", wants: "any" });
	const resource = bytesThere(fetched);
	if (!resource) {
		// A module answers for every year it is asked; years without a report are no trouble.
		if (source.kind !== "annual" || fetched.state !== "missing") yield troubleOf(source, link.url, fetched);
		return;
	}
	if (resource.media === "pdf" || resource.media === "docx") {
		const reference: Reference = {
			...base,
			url: link.url,
			kind: resource.media,
			title: link.title,
			page_url: null,
			year: yearOf(link.title),
			page_facts: JSON.stringify({ ...facts, hasDownload: true }),
		};
		yield { kind: "reference", reference, why: `linked from ${list}; its bytes are a ${resource.media.toUpperCase()}` };
		return;
	}
	const article = readArticle(await textOf(resource, tools), resource.final_url ?? link.url, knowledge);
	const title = link.title || article.title;
	if (knowledge.unwanted.test(article.title)) return;
	const told: PageFacts = { ...facts, ...(article.date === undefined ? {} : { date: article.date }) };
	for (const { url, kind, title: name } of article.attachments) {
		if (kind === "page" || knowledge.mobile.test(url)) continue;
		const reference: Reference = {
			...base,
			url,
			kind,
			title,
			page_url: link.url,
			year: yearOf(title, name, article.title),
			page_facts: JSON.stringify({ ...told, hasDownload: true, hasTextTwin: article.hasTables }),
		};
		yield { kind: "reference", reference, why: `attached to ${link.url}` };
	}
	if (article.attachments.length > 0) return;
	if (article.hasTables) {
		const reference: Reference = {
			...base,
			url: link.url,
			kind: "html",
			title,
			page_url: link.url,
			year: yearOf(title, article.title),
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

/** The ledger's entry where its bytes can be used now: a page that fails tonight is not read from last night. */
function bytesThere({ state, resource }: Fetched): (Resource & { readonly sha256: string }) | undefined {
	return (state === "ok" || state === "unchanged") && resource?.sha256 ? { ...resource, sha256: resource.sha256 } : undefined;
}

async function textOf(
	{ sha256, content_type }: Resource & { readonly sha256: string },
	{ archive }: CollectingContext,
): Promise<string> {
	return decodeText(await archive.bytesOf(sha256), content_type ?? "");
}

function troubleOf(source: Source, url: string, { state, detail }: Pick<Fetched, "state" | "detail">): Discovered {
	const shown = state === "ok" || state === "unchanged" ? "failed" : state;
	return { kind: "trouble", trouble: { source: source.id, url, state: shown, detail } };
}
