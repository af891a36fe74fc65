import type { CheerioAPI } from "cheerio";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { kindOf, linkOf, MAX_LINKS, parseXml, wholeAddress } from "./links.ts";
import type { Refusal } from "./list-account.ts";
import type { ListedPage, ListRequest } from "./list-page.ts";

/** Sitemaps that one names, and how deep. */
const MAX_PARTS = 200;
const MAX_DEPTH = 2;

interface FeedPlace {
	readonly base: string;
	readonly request: ListRequest;
}

/** Whether a text is an RSS or Atom feed, a sitemap, or the listing of an object store. */
export function isFeed(text: string): boolean {
	return /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF|ListBucketResult)\b/.test(
		text,
	);
}

/** The entries of a feed, or the addresses of a sitemap. */
export function readFeed(text: string, { base, request }: FeedPlace, knowledge: SourceKnowledge): ListedPage {
	const page = parseXml(text);
	if (page("ListBucketResult").length > 0) return readBucket(page, { base, request }, knowledge);
	const depth = (request.depth ?? 0) + 1;
	const parts = depth > MAX_DEPTH ? [] : page("sitemapindex > sitemap > loc").slice(0, MAX_PARTS).toArray();
	const next = parts.flatMap((element): ListRequest[] => {
		const url = wholeAddress(page(element).text(), base);
		return url === undefined ? [] : [{ ...request, url, number: 0, depth }];
	});
	const links: Link[] = [];
	const refused: Refusal[] = [];
	const entries = page("item, entry, url").slice(0, MAX_LINKS).toArray();
	for (const element of entries) {
		const entry = page(element);
		const href = (entry.find("loc, link").first().text() || entry.find("link").first().attr("href") || "").trim();
		const title = titleLine(entry.find("title").first().text());
		// A sitemap has no titles: what its pages are is seen when they are read.
		const link = title === "" ? untitled(href, base) : linkOf({ href, title, base }, { knowledge });
		if ("reason" in link) refused.push(link);
		else links.push(link);
	}
	return { links, account: { entries: entries.length, refused, announced: {} }, next };
}

/** The listing of an object store, as S3 and those after it give one; keys are files, named by what stands behind the last slash. */
function readBucket(page: CheerioAPI, { base, request }: FeedPlace, knowledge: SourceKnowledge): ListedPage {
	const place = new URL(base);
	const root = `${place.origin}${place.pathname.replace(/\/?$/, "/")}`;
	const keys = page("Contents > Key")
		.slice(0, MAX_LINKS)
		.toArray()
		.map((element) => page(element).text());
	const links: Link[] = [];
	const refused: Refusal[] = [];
	for (const key of keys.filter((name) => !name.endsWith("/"))) {
		const href = root + key.split("/").map(encodeURIComponent).join("/");
		const title = titleLine((key.split("/").at(-1) ?? "").replace(/\.\w{1,5}$/, ""));
		const link = linkOf({ href, title, base }, { knowledge });
		if ("reason" in link) refused.push(link);
		else links.push(link);
	}
	const next = new URL(base);
	const token = page("NextContinuationToken").first().text();
	if (token === "") next.searchParams.set("marker", page("NextMarker").first().text() || (keys.at(-1) ?? ""));
	else next.searchParams.set("continuation-token", token);
	const isCut = page("IsTruncated").first().text().trim() === "true" && keys.length > 0;
	const following: ListRequest = { ...request, url: next.href, number: request.number + 1 };
	return { links, account: { entries: keys.length, refused, announced: {} }, next: isCut ? [following] : [] };
}

function untitled(href: string, base: string): Link | Refusal {
	const url = wholeAddress(href, base);
	const kind = url === undefined ? undefined : kindOf(url);
	return url === undefined || kind === undefined ? { title: "", url: href, reason: "address" } : { url, title: "", kind };
}
