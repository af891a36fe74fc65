import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import type { ListAccount, ListFault, Refusal, RefusalReason } from "./list-account.ts";
import { faultOf } from "./list-account.ts";
import { dateBeside } from "./page-facts.ts";

/** A link that leads to a report, or to a page that carries one. */
export interface Link {
	readonly url: string;
	readonly title: string;
	readonly kind: "page" | "pdf" | "docx";
	/** ISO day that the list prints beside it; left out where it prints none. */
	readonly date?: string;
}

/** More links of one page are not looked at. */
export const MAX_LINKS = 5000;

/** Parses a page; scripts are never run, and nothing is fetched for it. */
export function parsePage(text: string): CheerioAPI {
	return load(text);
}

/** An address made whole and comparable; undefined for what is no web address. */
export function wholeAddress(href: string, base: string): string | undefined {
	if (href.length > 2000 || !URL.canParse(href.trim(), base)) return undefined;
	const url = new URL(href.trim(), base);
	if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
	url.hash = "";
	return url.href;
}

/** What an address leads to, by its ending or that of its file name parameter. */
export function kindOf(address: string): Link["kind"] | undefined {
	const url = new URL(address);
	const names = [url.pathname, ...["filename", "file", "name", "fileName"].flatMap((key) => url.searchParams.get(key) ?? [])];
	if (names.some((name) => /\.pdf$/i.test(name))) return "pdf";
	if (names.some((name) => /\.docx$/i.test(name))) return "docx";
	if (names.some((name) => /\.(?:xlsx?|doc|wps|zip|rar|7z|jpe?g|png|gif|bmp|mp4|mp3|ofd|css|js)$/i.test(name))) return undefined;
	return "page";
}

/** Links of a page that lead to reports, and all others. */
export interface SortedLinks {
	readonly links: readonly Link[];
	readonly account: ListAccount;
}

/** Links of a page, or of a part of it: those whose titles are reports' are taken, each address once, in order. */
export function sortLinks(
	page: CheerioAPI,
	base: string,
	{ knowledge, within }: { knowledge: SourceKnowledge; within?: string | undefined },
): SortedLinks {
	const links = new Map<string, Link>();
	const refused: Refusal[] = [];
	const dates: string[] = [];
	const part = within ? page(within) : page.root();
	const anchors = part.find("a[href]").toArray();
	for (const element of anchors.slice(0, MAX_LINKS)) {
		const anchor = page(element);
		const title = titleOf(anchor.attr("title") ?? "", anchor.text());
		const date = dateBeside(page, element);
		if (date !== undefined) dates.push(date);
		const link = linkOf({ href: anchor.attr("href") ?? "", title, base }, knowledge);
		if ("reason" in link) refused.push(link);
		else if (!links.has(link.url)) links.set(link.url, { ...link, ...(date === undefined ? {} : { date }) });
	}
	const fault = part.length === 0 ? "no-part" : faultIn(page, anchors.length);
	const account = { entries: anchors.length, refused, announced: {}, ...oldestOf(dates), ...(fault ? { fault } : {}) };
	return { links: [...links.values()], account };
}

function faultIn(page: CheerioAPI, links: number): ListFault | undefined {
	if (links > MAX_LINKS) return "too-many-links";
	return links === 0 ? faultOf(page) : undefined;
}

/** The oldest of some ISO days, if any. */
export function oldestOf(dates: readonly string[]): Pick<ListAccount, "oldest"> {
	const oldest = [...dates].sort()[0];
	return oldest === undefined ? {} : { oldest };
}

/** A link as one to a report, or why it is none. */
export function linkOf(
	{ href, title, base }: { readonly href: string; readonly title: string; readonly base: string },
	knowledge: SourceKnowledge,
): Link | Refusal {
	const refuse = (reason: RefusalReason): Refusal => ({ title, url: href.slice(0, 2000), reason });
	// What has no words of a report is refused for that, wherever it leads.
	if (!knowledge.wanted.test(title)) return refuse("title");
	if (knowledge.unwanted.test(title)) return refuse("about-reports");
	const url = wholeAddress(href, base);
	if (url === undefined) return refuse("address");
	if (knowledge.mobile.test(url)) return refuse("mobile-copy");
	const kind = kindOf(url);
	return kind === undefined ? refuse("kind-of-file") : { url, title, kind };
}

/** The longer of a link's title and text: long titles are cut short in lists. */
function titleOf(attribute: string, text: string): string {
	const [a, b] = [attribute, text].map((part) => part.replaceAll(/\s+/g, " ").trim().slice(0, 300));
	return (a ?? "").length >= (b ?? "").length ? (a ?? "") : (b ?? "");
}
