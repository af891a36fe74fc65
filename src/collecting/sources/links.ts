import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { isWanted } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import { dateBeside } from "./page-facts.ts";

/** A link that leads to a report, or to a page that carries one. */
export interface Link {
	readonly url: string;
	readonly title: string;
	readonly kind: "page" | "pdf" | "docx";
	/** ISO day that the list prints beside it; left out where it prints none. */
	readonly date?: string;
}

const MAX_LINKS = 5000;

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

/** Links of a page, or of a part of it, whose titles are those of reports; each address once, in order. */
export function wantedLinks(
	page: CheerioAPI,
	base: string,
	{ knowledge, within }: { knowledge: SourceKnowledge; within?: string | undefined },
): Link[] {
	const links = new Map<string, Link>();
	const anchors = within ? page(within).find("a[href]") : page("a[href]");
	for (const element of anchors.toArray().slice(0, MAX_LINKS)) {
		const anchor = page(element);
		const url = wholeAddress(anchor.attr("href") ?? "", base);
		const title = titleOf(anchor.attr("title") ?? "", anchor.text());
		const kind = url === undefined ? undefined : kindOf(url);
		if (url === undefined || kind === undefined || knowledge.mobile.test(url) || !isWanted(title, knowledge)) continue;
		if (links.has(url)) continue;
		const date = dateBeside(page, element);
		links.set(url, { url, title, kind, ...(date === undefined ? {} : { date }) });
	}
	return [...links.values()];
}

/** The longer of a link's title and text: long titles are cut short in lists. */
function titleOf(attribute: string, text: string): string {
	const [a, b] = [attribute, text].map(titleLine);
	return (a ?? "").length >= (b ?? "").length ? (a ?? "") : (b ?? "");
}
