import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { isUnwanted } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import { withoutVisit } from "../http/steady-page.ts";
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

/** Parses a feed or a sitemap; entities of its own are not expanded. */
export function parseXml(text: string): CheerioAPI {
	return load(text, { xml: true });
}

/** An address made whole and comparable; undefined for what is no web address. */
export function wholeAddress(href: string, base: string): string | undefined {
	if (href.length > 2000 || !URL.canParse(href.trim(), base)) return undefined;
	const url = new URL(href.trim(), base);
	if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
	url.hash = "";
	return withoutVisit(url.href);
}

const OTHER_FILE = /\.(?:xlsx?|doc|wps|zip|rar|7z|jpe?g|png|gif|bmp|mp4|mp3|ofd|css|js)$/i;

/** What an address leads to, by its ending, that of its file name parameter, or of the file name that its link shows. */
export function kindOf(address: string, title = ""): Link["kind"] | undefined {
	const url = new URL(address);
	const names = [url.pathname, ...["filename", "file", "name", "fileName"].flatMap((key) => url.searchParams.get(key) ?? [])];
	const ofAddress = kindOfNames(names);
	return ofAddress === "page" && title !== "" ? kindOfNames([title]) : ofAddress;
}

function kindOfNames(names: readonly string[]): Link["kind"] | undefined {
	if (names.some((name) => /\.pdf$/i.test(name))) return "pdf";
	if (names.some((name) => /\.docx$/i.test(name))) return "docx";
	return names.some((name) => OTHER_FILE.test(name)) ? undefined : "page";
}

/** What relative addresses of a page begin with: its `base` element, or its own address. */
export function baseOf(page: CheerioAPI, address: string): string {
	const href = page("base[href]").first().attr("href");
	return href === undefined ? address : (wholeAddress(href, address) ?? address);
}

/** The address that a link leads to, also where a script of its own says so: `javascript:open('/a.html')`, `onclick`. */
export function scriptedAddress(href: string, onclick = ""): string {
	const isScript = /^\s*(?:javascript:|#?\s*$)/i.test(href);
	if (!isScript) return href;
	for (const script of [href, onclick]) {
		const called = /["']([^"'\s]{1,500})["']/.exec(script.slice(0, 2000))?.[1];
		if (called !== undefined && /^(?:https?:\/\/|\.{0,2}\/)|\.(?:s?html?|jsp|aspx?|php|pdf|docx?)(?:[?#]|$)/i.test(called))
			return called;
	}
	return href;
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
	{ knowledge, within, isColumn = false }: SortingContext & { readonly within?: string | undefined },
): SortedLinks {
	const links = new Map<string, Link>();
	const refused: Refusal[] = [];
	const dates: string[] = [];
	const part = within ? page(within) : page.root();
	const anchors = part.find("a[href], a[onclick], option[value]").toArray();
	const from = baseOf(page, base);
	for (const element of anchors.slice(0, MAX_LINKS)) {
		const anchor = page(element);
		const date = dateBeside(page, element);
		if (date !== undefined) dates.push(date);
		const href = scriptedAddress(anchor.attr("href") ?? anchor.attr("value") ?? "", anchor.attr("onclick"));
		const link = linkOf({ href, title: titleBeside(page, element), base: from }, { knowledge, isColumn });
		if ("reason" in link) refused.push(link);
		else if (!links.has(link.url)) links.set(link.url, { ...link, ...(date === undefined ? {} : { date }) });
	}
	const fault = part.length === 0 ? "no-part" : faultIn(page, anchors.length);
	const account = { entries: anchors.length, refused, announced: {}, ...oldestOf(dates), ...(fault ? { fault } : {}) };
	return { links: [...links.values()], account };
}

/** What links are sorted by. */
export interface SortingContext {
	readonly knowledge: SourceKnowledge;
	/** Whether the list is the column for reports, so that short titles will do. */
	readonly isColumn?: boolean;
}

/** Words of links that say what is done with them, not what they lead to. */
const DEED = /^(?:点击)?(?:查看|详细|详情|下载|阅读|浏览|打开|进入|更多|预览|点击)(?:详情|全文|附件|下载|查看|PDF)?$/i;

/** A link's title: its own, or that of the entry which holds it, where its words only say that it can be opened. */
function titleBeside(page: CheerioAPI, element: Parameters<CheerioAPI>[0]): string {
	const anchor = page(element);
	const own = titleOf(anchor.attr("title") ?? "", anchor.text());
	if (!DEED.test(own)) return own;
	const entry = anchor.closest("li, tr, dd, dt, p, div");
	if (entry.length === 0 || entry.find("a").length > 3) return own;
	const cells = entry
		.children()
		.toArray()
		.map((child) => page(child).text().replaceAll(/\s+/g, " ").trim());
	const longest = [...cells, entry.text().replaceAll(/\s+/g, " ").trim()].filter((text) => text !== own && text.length <= 120);
	return (
		longest
			.sort((a, b) => b.length - a.length)[0]
			?.replace(own, "")
			.trim() || own
	);
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
	{ knowledge, isColumn = false }: SortingContext,
): Link | Refusal {
	const refuse = (reason: RefusalReason): Refusal => ({ title, url: href.slice(0, 2000), reason });
	// What has no words of a report is refused for that, wherever it leads.
	if (!isReportTitle(title, { knowledge, isColumn })) return refuse("title");
	if (isUnwanted(title, knowledge)) return refuse("about-reports");
	const url = wholeAddress(href, base);
	if (url === undefined) return refuse("address");
	if (knowledge.mobile.test(url)) return refuse("mobile-copy");
	const kind = kindOf(url, title);
	return kind === undefined ? refuse("kind-of-file") : { url, title, kind };
}

/** A title that the list cut short, with what it has of a report's words before the cut. */
const CUT = /^(.{4,})(?:\.{2,}|…+)$/;

function isReportTitle(title: string, { knowledge, isColumn }: Required<SortingContext>): boolean {
	if (knowledge.wanted.test(title)) return true;
	const begun = CUT.exec(title)?.[1];
	if (begun !== undefined && /(?:政府)?信息公开/.test(begun) && knowledge.yearOf(begun) !== undefined) return true;
	if (!isColumn) return false;
	const isShort = knowledge.inColumn?.test(title) === true && knowledge.yearOf(title) !== undefined;
	return isShort || knowledge.organ?.test(title) === true;
}

/** The longer of a link's title and text: long titles are cut short in lists. */
function titleOf(attribute: string, text: string): string {
	const [a, b] = [attribute, text].map(titleLine);
	return (a ?? "").length >= (b ?? "").length ? (a ?? "") : (b ?? "");
}
