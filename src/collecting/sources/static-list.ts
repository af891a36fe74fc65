import { isFeed, readFeed } from "./feed.ts";
import type { parsePage as Parse } from "./links.ts";
import { baseOf, kindOf, MAX_LINKS, parsePage, sortLinks, wholeAddress } from "./links.ts";
import type { ListAccount } from "./list-account.ts";
import { announcedBy } from "./list-account.ts";
import type { ListContext, ListedPage, ListRequest, Of } from "./list-page.ts";
import { at, parseJson } from "./list-page.ts";
import type { Paging } from "./next-page.ts";
import { countingOf, nextPage } from "./next-page.ts";
import { isColumn } from "./page-facts.ts";

/** Reads a list page with links: of itself, or of the frame, folder or service that has them. */
export function readStatic(source: Of<"list">, request: ListRequest, { knowledge, text, base }: ListContext): ListedPage {
	if (isFeed(text)) return readFeed(text, base, knowledge);
	const html = pieceOf(text) ?? text;
	const page = parsePage(html);
	const column = isColumn(page, knowledge) ? { inColumn: true as const } : {};
	const isReports = source.is_column ?? (column.inColumn || request.isReports || false);
	const { links, account } = sortLinks(page, base, { knowledge, within: source.within, isColumn: isReports });
	const read = { links, account: { ...account, announced: announcedBy(html) }, ...column };
	const place = { page, text: html, base, request, isEmpty: account.entries === 0 };
	const onward = links.length === 0 ? elsewhere(place) : [];
	const folders = isReports ? yearFolders(place) : [];
	const url = nextPage(source, place);
	const following: ListRequest = { ...request, url: url ?? "", number: request.number + 1, ...countingOf(request, html) };
	return {
		...read,
		// A page that leads on to the list is none itself; menus in frames and years without reports have no links.
		account: onward.length > 0 || isEmptyPart(request, account) ? withoutFault(read.account) : read.account,
		next: [...(url === undefined ? [] : [following]), ...onward, ...folders],
	};
}

function isEmptyPart({ depth = 0 }: ListRequest, { fault }: ListAccount): boolean {
	return depth > 0 && fault === "no-links";
}

function withoutFault({ fault: _, ...account }: ListAccount): ListAccount {
	return account;
}

/** HTML that a service of jpaas (大汉) delivers inside JSON; undefined for anything else. */
function pieceOf(text: string): string | undefined {
	if (!text.trimStart().startsWith("{")) return undefined;
	const html = at(parseJson(text), "data.html");
	return typeof html === "string" ? html : undefined;
}

/** Where a page without reports of its own has them: frames, a redirect in its markup or script, a service that fills it. */
function elsewhere({ page, text, base, request }: Paging): ListRequest[] {
	if ((request.depth ?? 0) >= MAX_DEPTH) return [];
	const refresh = /url\s*=\s*["']?([^"'\s;]{1,500})/i.exec(page('meta[http-equiv="refresh" i]').attr("content") ?? "")?.[1];
	const script = page("script:not([src])").text().slice(0, 100_000);
	const redirect = /(?:location(?:\.href)?\s*=|location\.replace\()\s*["']([^"']{1,500})["']/.exec(script)?.[1];
	const frames = page("iframe[src], frame[src]")
		.slice(0, MAX_FRAMES)
		.toArray()
		.map((frame) => page(frame).attr("src") ?? "");
	const services = page("script[querydata], script[queryData]")
		.slice(0, MAX_FRAMES)
		.toArray()
		.map((element) => unitAddress(page(element)));
	const isBare = page("a[href]").length < 3;
	return [...services, ...frames, ...(isBare ? [refresh, redirect] : [])].flatMap((href) => {
		const url = href === undefined || href === "" ? undefined : wholeAddress(href, baseOf(page, base));
		const isReports = isNamedColumn(text) || (request.isReports ?? false);
		return url === undefined || url === base
			? []
			: [{ url, method: "GET" as const, number: 0, depth: (request.depth ?? 0) + 1, isReports }];
	});
}

const MAX_DEPTH = 3;
const MAX_FRAMES = 5;

function isNamedColumn(text: string): boolean {
	return /<title[^>]{0,100}>[^<]{0,100}信息公开[^<]{0,20}年[度报]/.test(text);
}

/** The address by which a jpaas page asks for the list it shows, with what the page says to ask it with. */
function unitAddress(script: ReturnType<ReturnType<typeof Parse>>): string | undefined {
	const address = script.attr("url");
	const data = script.attr("querydata") ?? script.attr("queryData") ?? "";
	if (address === undefined) return undefined;
	const values = [...data.slice(0, 2000).matchAll(/["'](\w{1,40})["']\s*:\s*["']([^"']{0,200})["']/g)];
	const query = new URLSearchParams(values.map(([, key = "", value = ""]) => [key, value]));
	const kind = script.attr("parsetype") ?? script.attr("parseType");
	if (kind !== undefined) query.set("parseType", kind);
	return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** Folders of years in a column: each holds a list of its own. */
function yearFolders({ page, base, request }: Paging): ListRequest[] {
	if ((request.depth ?? 0) >= MAX_DEPTH) return [];
	return page("a[href]")
		.slice(0, MAX_LINKS)
		.toArray()
		.flatMap((element) => {
			const anchor = page(element);
			if (!/^(?:20\d\d)\s*年?(?:度)?$/.test(anchor.text().trim())) return [];
			const url = wholeAddress(anchor.attr("href") ?? "", baseOf(page, base));
			if (url === undefined || url === base || kindOf(url) !== "page") return [];
			return [{ url, method: "GET" as const, number: 0, depth: (request.depth ?? 0) + 1, isReports: true }];
		})
		.slice(0, 40);
}
