import { titleLine } from "../../text/well-formed.ts";
import type { parsePage } from "./links.ts";
import { baseOf, MAX_LINKS, wholeAddress } from "./links.ts";
import { announcedBy, scriptedCall } from "./list-account.ts";
import type { ListRequest, Of } from "./list-page.ts";
import type { Call } from "./script-addresses.ts";
import { addressMadeBy, callIn, scriptsOf } from "./script-addresses.ts";

/** What the page after this one is found by. */
export interface Paging {
	readonly page: ReturnType<typeof parsePage>;
	readonly text: string;
	readonly base: string;
	readonly request: ListRequest;
	readonly isEmpty: boolean;
}

const NEXT =
	/^[[【]?(?:下一?[页頁]|后一?页|下页|next(?: page)?|[>›»→]{1,2})[\]】]?\s*(?:[>›»→]{1,2}|[（(]\s*\d+\s*\/\s*\d+\s*[）)])?$/i;
const NEXT_CLASS = /(?:^|[\s_-])next(?:$|[\s_-])|nextpage|page-?next/i;

/** The address of a list's following page: by the configured pattern, the script's call, a link in words or by number, a script. */
export function nextPage(source: Of<"list">, paging: Paging): string | undefined {
	const { text, request, isEmpty } = paging;
	const number = request.number + 1;
	if (source.page_pattern !== undefined) {
		const url = wholeAddress(source.page_pattern.replace("{n}", String(source.first_page + number - 1)), source.url);
		return isEmpty ? undefined : url;
	}
	const call = scriptedCall(text);
	if (call?.name !== undefined && call.ending !== undefined && number < call.pages) {
		const { countsFrom } = countingOf(request, text);
		return wholeAddress(`${call.name}_${number + countsFrom}.${call.ending}`, request.first ?? request.url);
	}
	const { pages = Infinity } = announcedBy(text);
	if (number >= pages) return linkLabelled(paging, (label, rel) => NEXT.test(label) || rel === "next");
	return (
		linkLabelled(paging, (label, rel) => NEXT.test(label) || rel === "next") ??
		linkLabelled(paging, (label) => label === String(number + 1) || label === `第${number + 1}页`) ??
		calledNext(paging, number + 1) ??
		scriptedNext(paging, number + 1) ??
		successor(text, request)
	);
}

/** From which number a script's call counts pages, by what it says on the first one. */
export function countingOf(request: ListRequest, text: string): { readonly countsFrom: 0 | 1; readonly first: string } {
	const current = request.number === 0 ? (scriptedCall(text)?.current ?? 0) : 0;
	return { countsFrom: request.countsFrom ?? (current >= 1 ? 1 : 0), first: request.first ?? request.url };
}

function linkLabelled(
	{ page, base, request }: Paging,
	isWanted: (label: string, rel: string | undefined) => boolean,
): string | undefined {
	const from = baseOf(page, base);
	for (const element of page("a[href], option[value]").slice(0, MAX_LINKS).toArray()) {
		const anchor = page(element);
		if (!isWanted(labelOf(anchor), anchor.attr("rel")) || isInEntry(anchor)) continue;
		const url = wholeAddress(anchor.attr("href") ?? anchor.attr("value") ?? "", from);
		if (url !== undefined && url !== base && url !== request.url) return url;
	}
	return undefined;
}

/** What a link says: its text, that of its picture, its own title, or the class of an arrow. */
function labelOf(anchor: ReturnType<Paging["page"]>): string {
	const label = titleLine(anchor.text() || (anchor.find("img").attr("alt") ?? "") || (anchor.attr("title") ?? ""));
	if (label !== "") return label;
	const classes = `${anchor.attr("class") ?? ""} ${anchor.children().first().attr("class") ?? ""}`;
	return NEXT_CLASS.test(classes) ? "next" : "";
}

/** Words beside a number that make it that of an entry, not of a page. */
const ENTRY_WORDS = /[\u4e00-\u9fff]{10}/;

function isInEntry(anchor: ReturnType<Paging["page"]>): boolean {
	const entry = anchor.closest("tr, li, dd, p");
	return entry.length > 0 && /^\d+$/.test(anchor.text().trim()) && ENTRY_WORDS.test(entry.text());
}

/** The address that a function of the page makes where 下一页 calls it with the page's number. */
function calledNext({ page, base, request }: Paging, number: number): string | undefined {
	const scripts = scriptsOf(page);
	const from = baseOf(page, base);
	const calls = page(CALLING)
		.slice(0, MAX_LINKS)
		.toArray()
		.map((element) => page(element))
		.filter((anchor) => NEXT.test(labelOf(anchor) || (anchor.attr("value") ?? "")))
		.flatMap((anchor) => callIn(anchor.attr("onclick") ?? "") ?? callIn(anchor.attr("href") ?? "") ?? []);
	return calls
		.flatMap((call) => [call, withNumber(call, number)])
		.flatMap((call) => wholeAddress(addressMadeBy(call, scripts) ?? "", from) ?? [])
		.find((url) => url !== base && url !== request.url && url !== request.first && url !== from);
}

const CALLING = "a, button, span[onclick], li[onclick], div[onclick], input[onclick]";

/** A call whose page number is the same on every page says nothing of where it stands: its first number is the page's. */
function withNumber({ name, values }: Call, number: number): Call {
	const at = values.findIndex((value) => /^\d{1,5}$/.test(value));
	return { name, values: values.map((value, i) => (i === at ? String(number) : value)) };
}

/** Where more pages are announced and no link leads on: the number in the address that led here, one higher. */
function successor(text: string, { url, number }: ListRequest): string | undefined {
	if (number === 0 || announcedBy(text).pages === undefined) return undefined;
	const counted = url.replace(/(\d{1,5})(?=\.\w{1,6}$)/, (digits) => String(Number(digits) + 1));
	return counted === url ? undefined : counted;
}

/** An address put together around a number, after white space is taken out. */
const MADE = /location(?:\.href)?=["']([^"']{1,200})["']\+\(?[\w.]{1,40}(?:([-+])(\d))?\)?(?:\+["']([^"']{0,60})["'])?/;
/** An address with a place for the page's number. */
const TEMPLATE = /["']([^"'\s<>]{0,200})\{(?:page|pageNo|pageNum|pageIndex|current|curr|n|p)\}([^"'\s<>]{0,60})["']/;

/**
 * The address that a page's own function or template makes of a page number, such as `location.href="/l/index_"+(n-1)+".html"`.
 * Where it ends with the number, only if the page says how many there are: searches are made like that too.
 */
function scriptedNext({ text, base }: Paging, page: number): string | undefined {
	// Without white space: patterns with runs of it would take time that grows with their square.
	const searched = text.slice(0, 500_000).replaceAll(/\s+/g, "");
	const isCounted = announcedBy(text).pages !== undefined;
	const template = isCounted ? TEMPLATE.exec(searched) : null;
	if (template) return wholeAddress(`${template[1]}${page}${template[2]}`, base);
	const made = MADE.exec(searched);
	if (!made || (made[4] === undefined && !isCounted)) return undefined;
	const [, before = "", sign, by = "0", after = ""] = made;
	const number = sign === "-" ? page - Number(by) : page + Number(by);
	return wholeAddress(`${before}${number}${after}`, base);
}
