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
	| "too-many-links";

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
	/\b(?:pages|totalPages?|pageTotal|pageCount|countPage|total-pages|total_pages|page_count)["']? ?[:=] ?["']?(\d{1,6})\b/i,
];
const ENTRIES = [/共 ?(\d{1,7}) ?(?:条|篇|项|个记录)/, /<totalrecord> ?(\d{1,7}) ?<\/totalrecord>/i];
/** More of a page is not searched for what it announces. */
const MAX_TEXT = 2_000_000;

/** What a list page announces: in the script call that prints its page links, or in words. */
export function announcedBy(text: string): Announced {
	// White space as single blanks: patterns with runs of it would take time that grows with their square.
	const searched = text.slice(0, MAX_TEXT).replaceAll(/\s+/g, " ");
	const pages = scriptedPages(searched) ?? firstNumber(searched, PAGES);
	const entries = firstNumber(searched, ENTRIES);
	return { ...(pages === undefined ? {} : { pages }), ...(entries === undefined ? {} : { entries }) };
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
	if (call === undefined) return undefined;
	const args = call.split(",").map((part) => part.trim());
	const numbers = args.flatMap((arg) => numberOf(arg, text) ?? []);
	const words = args.flatMap((arg) => /^["']([\w-]{1,40})["']$/.exec(arg)?.[1] ?? []);
	const [pages, current = 0] = numbers;
	if (pages === undefined) return undefined;
	// The element's name comes before the number of pages, the file's name after it.
	const isNamedFirst = /^["']/.test(args[0] ?? "");
	const [name, ending] = isNamedFirst ? words.slice(1) : words;
	return { pages, current, ...(name === undefined ? {} : { name }), ...(ending === undefined ? {} : { ending }) };
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
