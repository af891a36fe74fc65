import type { CheerioAPI } from "cheerio";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { kindOf, parsePage, wholeAddress } from "./links.ts";
import { drawsBorders, publishedOn } from "./page-facts.ts";

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
	/** What it carries that cannot be read, in words: `.doc`, pictures; empty where there is nothing. */
	readonly unread: readonly string[];
}

const DOCUMENT_PLACES = "a[href], iframe[src], embed[src], object[data]";

/** Reads the page that a list or the configuration points to. */
export function readArticle(text: string, base: string, knowledge: SourceKnowledge): Article {
	const page = parsePage(text);
	const container = knowledge.containers.find((selector) => page(selector).length > 0);
	const inContainer = container === undefined ? [] : attachmentsIn(page, base, container);
	const attachments = (inContainer.length > 0 ? inContainer : attachmentsIn(page, base, undefined)).filter(
		({ title }) => !knowledge.unwanted.test(title),
	);
	const pdfs = attachments.filter(({ kind }) => kind === "pdf");
	return {
		title: pageTitle(page),
		attachments: best(pdfs.length > 0 ? pdfs : attachments, knowledge),
		hasTables: page("table").length > 0,
		date: publishedOn(page),
		hasBorders: drawsBorders(page),
		unread: unreadIn(page, container),
	};
}

const UNREAD_FILE = /\.(doc|wps|ofd|xlsx?|zip|rar|7z)$/i;

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
	return [...new Set(files), ...(container !== undefined && place.find("img").length > 0 ? ["pictures"] : [])];
}

/** Of several attachments those named as reports; all of them where none is. */
function best(attachments: readonly Link[], knowledge: SourceKnowledge): readonly Link[] {
	const named = attachments.filter(({ title }) => knowledge.wanted.test(title));
	return named.length > 0 ? named : attachments;
}

function attachmentsIn(page: CheerioAPI, base: string, within: string | undefined): Link[] {
	const links = new Map<string, Link>();
	for (const element of (within === undefined ? page.root() : page(within)).find(DOCUMENT_PLACES).toArray().slice(0, 2000)) {
		const place = page(element);
		const url = wholeAddress(place.attr("href") ?? place.attr("src") ?? place.attr("data") ?? "", base);
		const target = url === undefined ? undefined : (viewedFile(url, base) ?? url);
		const kind = target === undefined ? undefined : kindOf(target);
		if (target === undefined || kind === undefined || kind === "page") continue;
		const title = titleLine(place.attr("title") ?? place.text());
		if (!links.has(target)) links.set(target, { url: target, title, kind });
	}
	return [...links.values()];
}

/** The PDF that a viewer page such as `viewer.html?file=…` shows. */
function viewedFile(url: string, base: string): string | undefined {
	const { pathname, searchParams } = new URL(url);
	const file = searchParams.get("file");
	return file !== null && /viewer/i.test(pathname) ? wholeAddress(file, base) : undefined;
}

function pageTitle(page: CheerioAPI): string {
	const meta = page('meta[name="ArticleTitle"]').attr("content");
	return titleLine(meta ?? (page("h1").first().text() || page("title").first().text()));
}
