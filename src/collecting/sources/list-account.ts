import type { CheerioAPI } from "cheerio";

/** Why a link of a list is not taken for a report's. */
export type RefusalReason =
	/** Its words are not a report's title. */
	| "title"
	/** Its words name something about reports: an explanation, a notice. */
	| "about-reports"
	/** A copy for telephones. */
	| "mobile-copy"
	/** A file of a kind that is not read, such as doc or ofd. */
	| "kind-of-file"
	/** Nothing that can be asked for, such as a script. */
	| "address";

/** A link that was seen and not taken. */
export interface Refusal {
	readonly title: string;
	/** As the page has it. */
	readonly url: string;
	readonly reason: RefusalReason;
}

/** What is wrong with a list page as such. */
export type ListFault =
	/** No link at all: a page that scripts fill, a wall, an empty column. */
	| "no-links"
	/** Its content stands in frames. */
	| "frames"
	/** It sends readers elsewhere by script or after a moment. */
	| "redirect"
	/** The configured part of the page is not there. */
	| "no-part"
	/** The answer is no JSON, or has no array at the configured place. */
	| "no-json"
	| "no-items"
	/** More links than are looked at. */
	| "too-many-links"
	/** It shows that pages follow, and not where: a script turns them. */
	| "pages-by-script";

/** What one page of a list showed, taken or not. */
export interface ListAccount {
	/** Links or records on it. */
	readonly entries: number;
	readonly refused: readonly Refusal[];
	/** What the page says that the whole list has; left out where it does not say. */
	readonly announced: Announced;
	/** The oldest day printed beside any entry; left out where none is. */
	readonly oldest?: string;
	readonly fault?: ListFault;
}

/** How much a list says that it has. */
export interface Announced {
	readonly pages?: number;
	readonly entries?: number;
}

const PAGES = [
	/共 ?(\d{1,6}) ?页/,
	/\d{1,6} ?页? ?\/ ?(?:共 ?)?(\d{1,6}) ?页/,
	/(?:下一?页|页次)[^\d<>]{0,10}\d{1,6} ?\/ ?(\d{1,6})/,
	/(?:\b|m_n|_)(?:pages|totalPages?|pageTotal|pageCount|countPage|total-pages|total_pages|page_count)["']? ?[:=] ?["']?(\d{1,6})\b/i,
];
const ENTRIES = [
	/共有? ?(\d{1,7}) ?(?:条|篇|项|个记录)/,
	/(?:记录总数|总记录数?|总条数|信息总数) ?[:：]? ?(\d{1,7})/,
	/<totalrecord> ?(\d{1,7}) ?<\/totalrecord>/i,
	/(?:\b|m_n)(?:totalData|recordCount|record_count|totalRecords?|totalRows?)["']? ?[:=] ?["']?(\d{1,7})\b/i,
];
/** Where a script turns the pages of a list: what it is told stands behind. */
const TURNS = /(?:laypage\.render|\.(?:pagination|paginator|jqPaginator|createPage|pager|paging))\(/i;
const TURNED = /\b(?:count|total|totalData|totalCounts?|recordCount|items)["']? ?[:=] ?["']?(\d{1,7})\b/i;
const TURNED_BY = /(?:\b|m_n)(?:limit|showData|page-?size|page_size|per_?page|itemsOnPage|rows)["']? ?[:=] ?["']?(\d{1,4})\b/i;
/** What a script is told to turn pages stands in so many characters. */
const MAX_TURNING = 600;
/** More of a page is not searched for what it announces. */
const MAX_TEXT = 2_000_000;

/** What a list page announces: in the script call that prints its page links, or in words. */
export function announcedBy(text: string): Announced {
	// White space as single blanks: patterns with runs of it would take time that grows with their square.
	const searched = text.slice(0, MAX_TEXT).replaceAll(/\s+/g, " ");
	const turned = turnedBy(searched);
	const pages = scriptedPages(searched) ?? firstNumber(searched, PAGES) ?? turned.pages;
	const entries = firstNumber(searched, ENTRIES) ?? turned.entries;
	return { ...(pages === undefined ? {} : { pages }), ...(entries === undefined ? {} : { entries }) };
}

/** What the script that turns a list's pages is told of them: all entries, and how many stand on one page. */
function turnedBy(text: string): Announced {
	const call = text.search(TURNS);
	const at = call < 0 ? pagerDataAt(text) : call;
	if (at < 0) return {};
	const told = text.slice(at, at + MAX_TURNING);
	const entries = firstNumber(told, [TURNED]);
	const size = firstNumber(told, [TURNED_BY]) ?? firstNumber(text, [TURNED_BY]);
	if (entries === undefined) return {};
	return { entries, ...(size === undefined || size === 0 ? {} : { pages: Math.ceil(entries / size) }) };
}

/** Where a block that turns pages says in its attributes how many entries there are; -1 where none does. */
function pagerDataAt(text: string): number {
	const at = text.indexOf("data-total=");
	const from = text.lastIndexOf("<", at);
	return at >= 0 && at - from < MAX_TURNING && /pag(?:e|ing|ination)/i.test(text.slice(from, at)) ? at : -1;
}

/**
 * The number of pages in TRS' `createPageHTML(…)`: the first of its arguments that is a number, or a variable that the page
 * sets to one; newer calls begin with the name of an element.
 */
export function scriptedPages(text: string): number | undefined {
	return scriptedCall(text)?.pages;
}

/** The arguments of `createPageHTML` that name the following pages. */
export interface ScriptedCall {
	readonly pages: number;
	/** The number that the call gives the page it stands on: older platforms count from 0, newer ones from 1. */
	readonly current: number;
	readonly name?: string;
	readonly ending?: string;
}

/** Reads the call of `createPageHTML` on a list page in any of its variants; undefined where there is none. */
export function scriptedCall(text: string): ScriptedCall | undefined {
	const call = /createPageHTML\(([^()]{1,200})\)/.exec(text)?.[1];
	if (call === undefined) return namedPages(text);
	const args = call.split(",").map((part) => part.trim());
	const numbers = args.flatMap((arg) => numberOf(arg, text) ?? []);
	const words = args.flatMap((arg) => /^["']([\w-]{1,40})["']$/.exec(arg)?.[1] ?? wordOf(arg, text) ?? []);
	const [pages, current = 0] = numbers;
	if (pages === undefined) return undefined;
	// The element's name comes before the number of pages, the file's name after it.
	const isNamedFirst = /^["']/.test(args[0] ?? "");
	const [name, ending] = isNamedFirst ? words.slice(1) : words;
	return { pages, current, ...(name === undefined ? {} : { name }), ...(ending === undefined ? {} : { ending }) };
}

/** The same in TRS' variables, where a script of its own reads them. */
function namedPages(text: string): ScriptedCall | undefined {
	const pages = /m_nPageCount\s{0,9}=\s{0,9}["']?(\d{1,6})\b/.exec(text)?.[1];
	const name = wordOf("m_strPageName", text);
	const ending = wordOf("m_strPageExt", text);
	if (pages === undefined || name === undefined || ending === undefined) return undefined;
	return { pages: Number(pages), current: numberOf("m_nCurrPage", text) ?? 0, name, ending };
}

/** The text that a page's script sets a variable to. */
function wordOf(arg: string, text: string): string | undefined {
	if (!/^[A-Za-z_$][\w$]{0,40}$/.test(arg)) return undefined;
	return new RegExp(`\\b${arg.replaceAll("$", "\\$")}\\s{0,9}=\\s{0,9}["']([A-Za-z][\\w-]{0,40})["']`).exec(text)?.[1];
}

function numberOf(arg: string, text: string): number | undefined {
	if (/^\d{1,6}$/.test(arg)) return Number(arg);
	if (!/^[A-Za-z_$][\w$]{0,40}$/.test(arg)) return undefined;
	const set = new RegExp(`\\b${arg.replaceAll("$", "\\$")}\\s{0,9}=\\s{0,9}["']?(\\d{1,6})\\b`).exec(text)?.[1];
	return set === undefined ? undefined : Number(set);
}

function firstNumber(text: string, patterns: readonly RegExp[]): number | undefined {
	for (const pattern of patterns) {
		const found = pattern.exec(text)?.[1];
		if (found !== undefined) return Number(found);
	}
	return undefined;
}

/** Why a page without links has none, as far as its structure tells. */
export function faultOf(page: CheerioAPI): ListFault {
	if (page("iframe[src], frame[src]").length > 0) return "frames";
	const refresh = page('meta[http-equiv="refresh" i]').attr("content") ?? "";
	const scripts = page("script:not([src])").slice(0, 20).text().slice(0, 100_000);
	if (/url\s*=/i.test(refresh) || /location(?:\.href)?\s*=|location\.replace\(/.test(scripts)) return "redirect";
	return "no-links";
}
