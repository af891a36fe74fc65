import type { CheerioAPI } from "cheerio";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { isUnwanted } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { baseOf, kindOf, parsePage, sortLinks, wholeAddress } from "./links.ts";
import { framesOf, movesTo } from "./onward.ts";
import { drawsBorders, isColumn, publishedOn } from "./page-facts.ts";
import { scriptedAddress, scriptsOf } from "./script-addresses.ts";
import { viewedFile } from "./viewed-file.ts";

/** What a page about one report carries. */
export interface Article {
	readonly title: string;
	/** Documents attached to it, PDFs only where there are any. */
	readonly attachments: readonly Link[];
	/** Whether the report's tables are in the page itself. */
	readonly hasTables: boolean;
	/** ISO day that it says it was published on. */
	readonly date: string | undefined;
	/** Whether its tables have borders; undefined where style sheets decide. */
	readonly hasBorders: boolean | undefined;
	/** Whether these are tables of figures; else they may lay the page out, or hold links. */
	readonly hasReport: boolean;
	/** Whether anything on it may be there to load a file, by its words, its script or its ending. */
	readonly mayDownload: boolean;
	/** What it carries that cannot be read, in words: `.ofd`, pictures; empty where there is nothing. */
	readonly unread: readonly string[];
	/** Where its content stands, if it has none of its own: in frames, or where it sends its readers. */
	readonly onward: readonly string[];
	/** Documents outside the article that are named as reports of other organs. */
	readonly beside: readonly Link[];
	/** Addresses of other reports that it links, if it has no content of its own: it may be a list. */
	readonly reports: readonly string[];
}

const DOCUMENT_PLACES =
	"a[href], iframe[src], embed[src], object[data], param[name='src' i], param[name='movie' i], a[data-file], a[data-url], a[data-href], span[onclick], button[onclick], div[onclick], p[onclick], img[onclick], input[type='hidden' i][value*='.pdf' i], [data-src*='.pdf' i], [data-url*='.pdf' i], [data-pdf], pdf-viewer[src]";

/** Reads the page that a list or the configuration points to. */
export function readArticle(text: string, base: string, knowledge: SourceKnowledge): Article {
	const page = parsePage(text);
	const container = knowledge.containers.find((selector) => page(selector).length > 0);
	const title = pageTitle(page);
	const from = baseOf(page, base);
	const attachments = chosen(page, { from, container, title, knowledge });
	const hasReport = hasReportTables(page, container);
	const isEmpty = attachments.length === 0 && !hasReport;
	return {
		title,
		attachments,
		hasReport,
		onward: isEmpty ? [...framesOf(page, base), ...movesTo(page, base)].slice(0, MAX_ONWARD) : [],
		beside:
			container === undefined
				? []
				: reportsBeside(page, { from, title, knowledge }).filter(({ url }) => !attachments.some((own) => own.url === url)),
		reports: isEmpty ? reportsOn(page, base, knowledge) : [],
		hasTables: page("table").length > 0,
		date: publishedOn(page),
		hasBorders: drawsBorders(page),
		mayDownload: mayDownload(page),
		unread: unreadIn(page, container),
	};
}

/** Documents anywhere on a page whose titles name an organ and a year and are not the article's own. */
function reportsBeside(page: CheerioAPI, { from, title, knowledge }: Omit<ArticlePlace, "container">): Link[] {
	const { wanted, organ, yearOf } = knowledge;
	return attachmentsIn(page, from, undefined)
		.filter(({ title: named }) => wanted.test(named) && organ?.test(named) && yearOf(named) !== undefined)
		.filter(({ title: named }) => !isSameTitle(named, title) && !isUnwanted(named, knowledge))
		.slice(0, MAX_BESIDE);
}

const MAX_BESIDE = 10;

function reportsOn(page: CheerioAPI, base: string, knowledge: SourceKnowledge): string[] {
	const { links } = sortLinks(page, base, { knowledge, isColumn: isColumn(page, knowledge) === true });
	return links
		.map(({ url }) => url)
		.filter((url) => url !== base)
		.slice(0, 10);
}

interface ArticlePlace {
	readonly from: string;
	readonly container: string | undefined;
	readonly title: string;
	readonly knowledge: SourceKnowledge;
}

/**
 * The documents that stand for the page: those named as reports; else, where the page has no tables of a report, whatever
 * is attached to the article. Outside the article only what has the article's own title counts: footers and sidebars
 * lead to other things.
 */
function chosen(page: CheerioAPI, { from, container, title, knowledge }: ArticlePlace): readonly Link[] {
	const own = attachmentsIn(page, from, container).filter((link) => !isUnwanted(link.title, knowledge));
	const named = own.filter((link) => knowledge.wanted.test(link.title));
	if (named.length > 0) return best(named, knowledge);
	if (container !== undefined) {
		const opening = page(container).text().slice(0, MAX_OPENING);
		const outside = attachmentsIn(page, from, undefined).filter(
			(link) => isSameTitle(link.title, title) || (/20\d\d/.test(link.title) && isSameTitle(link.title, opening)),
		);
		if (outside.length > 0) return best(outside, knowledge);
	}
	if (hasReportTables(page, container)) return [];
	return own.length > 0 ? best(own, knowledge) : downloads(page, { from, container });
}

/** Frames and moves of one page that are followed. */
const MAX_ONWARD = 3;
/** Downloads by number, of which only the answer tells what they are, and words of their links. */
const DOWNLOAD = /down|attach|annex|getfile|showfile|fileid|fjid|\/fj\//i;
const DOWNLOAD_WORDS = /附件|下载|全文|年报|年度报告|查看|点击|PDF/i;

/** Links that load a file without naming its kind, where an article has nothing else. */
function downloads(page: CheerioAPI, { from, container }: Pick<ArticlePlace, "from" | "container">): Link[] {
	const place = container === undefined ? page.root() : page(container);
	for (const element of place.find("a[href]").toArray().slice(0, 2000)) {
		const own = page(element);
		const title = titleLine(own.text());
		const url = wholeAddress(own.attr("href") ?? "", from);
		const said = url === undefined ? undefined : new URL(url).pathname + new URL(url).search;
		if (url !== undefined && DOWNLOAD.test(said ?? "") && DOWNLOAD_WORDS.test(title) && kindOf(url, title) === "page")
			return [{ url, title, kind: "pdf" }];
	}
	return [];
}

/** Tables with so many cells are a report's, not those of a page's layout. */
const MIN_CELLS = 30;
/** Of so many cells of a report's tables fewer than one holds a link. */
const MAX_LINKED = 10;

function hasReportTables(page: CheerioAPI, container: string | undefined): boolean {
	const place = container === undefined ? page.root() : page(container);
	const cells = place.find("td").length;
	// Lists are set in tables too; a report's cells lead nowhere.
	return cells >= MIN_CELLS && place.find("td a[href]").length * MAX_LINKED < cells;
}

/** The article's own title stands in so much of its beginning. */
const MAX_OPENING = 2000;

/** Whether a link's title is another one, or stands in it. */
function isSameTitle(one: string, other: string): boolean {
	const [a, b] = [one, other].map((title) => title.replaceAll(/\s|\.(?:pdf|docx?|wps|ofd)$/gi, ""));
	return a !== undefined && b !== undefined && a.length > 8 && b.length > 8 && (a.includes(b) || b.includes(a));
}

const FILE = /\.(?:pdf|docx?|wps|ofd|ceb|xlsx?|et|rtf|zip|rar|7z|txt)(?:$|[?#])/i;

/** Links, buttons and blocks that are clicked, up to a bound; beyond it anything may be there. */
function mayDownload(page: CheerioAPI): boolean {
	const places = page("a, button, input, [onclick], [download]").toArray();
	return places.slice(0, 5000).some((element) => {
		const own = page(element);
		const said = [own.text().slice(0, 200), own.attr("title"), own.attr("value"), own.attr("onclick")?.slice(0, 500)];
		const isNamed = /下载|附件|导出|另存|打印|download/i.test(said.join(" ")) || own.attr("download") !== undefined;
		return isNamed || FILE.test((own.attr("href") ?? "").slice(0, 2000));
	});
}

const UNREAD_FILE = /\.(xlsx?|et|pptx?)$/i;

/** Pictures of an article, where its part of the page is not known: those of frames and menus are links or backgrounds. */
const PICTURES = "p img, center img, td img, figure img";

function unreadIn(page: CheerioAPI, container: string | undefined): string[] {
	const place = container === undefined ? page.root() : page(container);
	const files = place
		.find(DOCUMENT_PLACES)
		.toArray()
		.slice(0, 2000)
		.flatMap((element) => {
			const address = page(element).attr("href") ?? page(element).attr("src") ?? page(element).attr("data") ?? "";
			const ending = UNREAD_FILE.exec(address.split(/[?#]/)[0] ?? "") ?? UNREAD_FILE.exec(page(element).text().trim());
			return ending ? [`a .${ending[1]?.toLowerCase()} file`] : [];
		});
	return [...new Set(files), ...(place.find(container === undefined ? PICTURES : "img").length > 0 ? ["pictures"] : [])];
}

const BEST_FIRST = ["pdf", "docx", "doc", "other"] as const;

/** Of several documents PDFs where there are any, and of those the ones named as reports where any is. */
function best(attachments: readonly Link[], knowledge: SourceKnowledge): readonly Link[] {
	const kind = BEST_FIRST.find((wanted) => attachments.some((link) => link.kind === wanted));
	const among = attachments.filter((link) => link.kind === kind);
	const named = among.filter(({ title }) => knowledge.wanted.test(title));
	return named.length > 0 ? named : among;
}

function attachmentsIn(page: CheerioAPI, base: string, within: string | undefined): Link[] {
	const links = new Map<string, Link>();
	const place = within === undefined ? page.root() : page(within);
	const scripts = scriptsOf(page);
	for (const element of place.find(DOCUMENT_PLACES).toArray().slice(0, 2000)) {
		const own = page(element);
		const data = ["data-file", "data-url", "data-href", "data-pdf", "data-src"]
			.map((name) => own.attr(name))
			.find((text) => text !== undefined);
		const href = own.attr("href") ?? own.attr("src") ?? own.attr("data") ?? own.attr("value") ?? "";
		const title = titleLine(own.attr("title") ?? own.attr("download") ?? own.text());
		const said = scriptedAddress(href, own.attr("onclick"), scripts);
		add(links, { href: data !== undefined && /^\s*(?:javascript:|#?\s*$)/i.test(said) ? data : said, title, base });
	}
	// Viewers are told by script which file they show.
	// Scripts that hold addresses as JSON write \\/ for /.
	for (const [, href = ""] of scripts
		.replaceAll("\\/", "/")
		.matchAll(/["']([^"'\s<>]{1,500}\.(?:pdf|docx?|wps|ofd)(?:\?[^"'\s<>]{0,200})?)["']/gi))
		add(links, { href, title: "", base });
	return [...links.values()];
}

function add(links: Map<string, Link>, { href, title, base }: { href: string; title: string; base: string }): void {
	const url = wholeAddress(href, base);
	const target = url === undefined ? undefined : (viewedFile(url, href, base) ?? url);
	const kind = target === undefined ? undefined : kindOf(target, title);
	if (target === undefined || kind === undefined || kind === "page" || links.has(target)) return;
	links.set(target, { url: target, title, kind });
}

function pageTitle(page: CheerioAPI): string {
	const meta = page('meta[name="ArticleTitle"]').attr("content");
	return titleLine(meta ?? (page("h1").first().text() || page("title").first().text()));
}
