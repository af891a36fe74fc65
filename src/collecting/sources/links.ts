import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { isUnwanted } from "../../model/source-knowledge.ts";
import { withoutVisit } from "../http/steady-page.ts";
import { titleBeside } from "./link-titles.ts";
import type { ListAccount, ListFault, Refusal, RefusalReason } from "./list-account.ts";
import { faultOf } from "./list-account.ts";
import { dateBeside } from "./page-facts.ts";
import { scriptedAddress, scriptsOf } from "./script-addresses.ts";

/** A link that leads to a report, or to a page that carries one. */
export interface Link {
	readonly url: string;
	readonly title: string;
	/** By its address; doc for .doc, .wps and .rtf, other for OFD documents and archives, which are kept and not read. */
	readonly kind: "page" | "pdf" | "docx" | "doc" | "other";
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

const OTHER_FILE = /\.(?:xlsx?|et|pptx?|jpe?g|png|gif|bmp|mp4|mp3|css|js)$/i;

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
	if (names.some((name) => /\.(?:doc|wps|rtf)$/i.test(name))) return "doc";
	if (names.some((name) => /\.(?:ofd|ceb|zip|rar|7z|tar|gz)$/i.test(name))) return "other";
	return names.some((name) => OTHER_FILE.test(name)) ? undefined : "page";
}

/** What relative addresses of a page begin with: its `base` element, or its own address. */
export function baseOf(page: CheerioAPI, address: string): string {
	const href = page("base[href]").first().attr("href");
	return href === undefined ? address : (wholeAddress(href, address) ?? address);
}

/** Links of a page that lead to reports, and all others. */
export interface SortedLinks {
	readonly links: readonly Link[];
	readonly account: ListAccount;
}

/** What leads somewhere on a page: links, choices, and blocks that are clicked. */
const LEADING =
	"a[href], a[onclick], a[data-href], a[data-url], area[href], option[value], li[onclick], tr[onclick], td[onclick], div[onclick], p[onclick], span[onclick], li[data-href], tr[data-href], div[data-href], li[data-url], div[data-url]";
/** A block of more words holds more than one entry. */
const MAX_BLOCK = 150;

function hrefOf(anchor: ReturnType<CheerioAPI>): string {
	const said = anchor.attr("href") ?? anchor.attr("value") ?? "";
	const data = anchor.attr("data-href") ?? anchor.attr("data-url");
	return data !== undefined && /^(?:javascript:.{0,40}|#?)$/i.test(said.trim()) ? data : said;
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
	const anchors = part.find(LEADING).toArray();
	const from = baseOf(page, base);
	const scripts = scriptsOf(page);
	let entries = 0;
	for (const element of anchors.slice(0, MAX_LINKS)) {
		const title = titleBeside(page, element, knowledge);
		if (isIdleBlock(page(element), title, { knowledge, isColumn })) continue;
		entries++;
		const date = dateBeside(page, element);
		if (date !== undefined) dates.push(date);
		const href = scriptedAddress(hrefOf(page(element)), page(element).attr("onclick"), scripts);
		const link = linkOrSelf({ href, title, base: from }, { knowledge, isColumn });
		if ("reason" in link) refused.push(link);
		else if (!links.has(link.url)) links.set(link.url, { ...link, ...(date === undefined ? {} : { date }) });
	}
	const fault = faultIn(page, { isPartThere: part.length > 0, found: anchors.length, entries });
	const account = { entries, refused, announced: {}, ...oldestOf(dates), ...(fault ? { fault } : {}) };
	return { links: [...links.values()], account };
}

/** A link that names a place of its own page leads nowhere by itself: scripts show what it means. */
function linkOrSelf(link: Parameters<typeof linkOf>[0], context: SortingContext): Link | Refusal {
	if (!/^\s{0,9}#/.test(link.href)) return linkOf(link, context);
	return { title: link.title, url: link.href.slice(0, 2000), reason: "address" };
}

/** Blocks that are clicked count where they are a report's: menus and pictures are clicked too. */
function isIdleBlock(block: ReturnType<CheerioAPI>, title: string, context: Required<SortingContext>): boolean {
	return !block.is("a, area, option") && (title.length > MAX_BLOCK || !isReportTitle(title, context));
}

function faultIn(
	page: CheerioAPI,
	{ isPartThere, found, entries }: { readonly isPartThere: boolean; readonly found: number; readonly entries: number },
): ListFault | undefined {
	if (!isPartThere) return "no-part";
	if (found > MAX_LINKS) return "too-many-links";
	return entries === 0 ? faultOf(page) : undefined;
}

/** What links are sorted by. */
export interface SortingContext {
	readonly knowledge: SourceKnowledge;
	/** Whether the list is the column for reports, so that short titles will do. */
	readonly isColumn?: boolean;
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
	const isBegun = begun !== undefined && knowledge.yearOf(begun) !== undefined;
	if (isBegun && (isColumn || /政府信息|信息公开/.test(begun))) return true;
	if (!isColumn) return false;
	if (knowledge.yearOf(title) === undefined) return knowledge.organ?.test(title) === true;
	// An organ and a year, as tables of organs by years name them.
	const isOrganAndYear =
		/^\d{4}年?度?$/.test(title.replace(knowledge.organ ?? /^$/, "")) && knowledge.organ?.test(title) === true;
	return isOrganAndYear || knowledge.inColumn?.test(title) === true || knowledge.organ?.exec(title)?.[0] === title;
}
