import { titleLine } from "../../text/well-formed.ts";
import type { parsePage } from "./links.ts";
import { baseOf, MAX_LINKS, wholeAddress } from "./links.ts";
import { announcedBy, scriptedCall } from "./list-account.ts";
import type { ListRequest, Of } from "./list-page.ts";
import type { Call } from "./script-addresses.ts";
import { addressMadeBy, callIn, scriptedAddress, scriptsOf } from "./script-addresses.ts";

/** What the page after this one is found by. */
export interface Paging {
	readonly page: ReturnType<typeof parsePage>;
	readonly text: string;
	readonly base: string;
	readonly request: ListRequest;
	readonly isEmpty: boolean;
}

const NEXT =
	/^[[【]?(?:下一?[页頁]|后一?页|下页|next(?: page)?|(?:加载|显示|点击|查看)更多|(?:←\s?)?(?:(?:早期|较早|更早|以前)的?(?:文章|信息|内容)|older(?: posts)?)|[>›»→]{1,2})[\]】]?\s*(?:[>›»→]{1,2}|[（(]\s*\d+\s*\/\s*\d+\s*[）)])?$/i;
const NEXT_CLASS = /(?:^|[\s_-])next(?:$|[\s_-])|nextpage|page-?next|(?:icon|fa|arrow|angle|chevron)-right/i;

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
	const pages = announcedBy(text).pages ?? request.pages ?? Infinity;
	if (number >= pages) return linkLabelled(paging, (label, rel) => NEXT.test(label) || rel === "next");
	return (
		linkLabelled(paging, (label, rel) => NEXT.test(label) || rel === "next") ??
		linkLabelled(
			paging,
			(label) => label.replace(/^[[【(（](.{1,5})[\]】)）]$/, "$1") === String(number + 1) || label === `第${number + 1}页`,
		) ??
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
	const [from, scripts] = [baseOf(page, base), scriptsOf(page)];
	for (const element of page(LEADING_ON).slice(0, MAX_LINKS).toArray()) {
		const anchor = page(element);
		if (!isWanted(labelOf(anchor), anchor.attr("rel")) || isInEntry(anchor)) continue;
		const url = wholeAddress(addressOf(anchor, scripts), from);
		if (url !== undefined && url !== base && url !== request.url) return url;
	}
	return undefined;
}

/** What may lead to the following page, the head's own word for it too. */
const LEADING_ON =
	"link[rel='next'][href], a[href], option[value], [data-next], button[data-url], button[data-href], [onclick], [tagname]";
const DATA = ["data-next", "data-url", "data-href"] as const;

/** The address that an element leads to as it stands: its own, one in its data, or one that its script names whole. */
function addressOf(anchor: ReturnType<Paging["page"]>, scripts: string): string {
	const data = DATA.map((name) => anchor.attr(name)).find((value) => value !== undefined);
	const tag = /^\[\w{1,9}\](.{1,500})\[\/\w{1,9}\]$/.exec(anchor.attr("tagname") ?? "")?.[1];
	const said = anchor.attr("href") ?? anchor.attr("value") ?? data ?? "";
	const isScript = /^\s{0,9}(?:javascript:|#?\s{0,9}$)/i.test(said);
	if (!isScript) return said;
	const call = callIn(anchor.attr("onclick") ?? "") ?? callIn(said);
	// What a function of the page makes is asked for by the page's number.
	if (call !== undefined && addressMadeBy(call, scripts) !== undefined) return "";
	return tag ?? data ?? scriptedAddress(said, anchor.attr("onclick"));
}

/** What a link says: its text, that of its picture, its own title, or the class of an arrow. */
function labelOf(anchor: ReturnType<Paging["page"]>): string {
	const said = [anchor.text(), anchor.find("img").attr("alt"), anchor.attr("aria-label"), anchor.attr("title")];
	const label = titleLine(said.find((text) => text !== undefined && text.trim() !== "") ?? "");
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

/** Where more pages are announced, here or on the first page, and no link leads on: the number in the address that led here, one higher. */
function successor(text: string, { url, number, pages }: ListRequest): string | undefined {
	if (number === 0 || (announcedBy(text).pages ?? pages) === undefined) return undefined;
	const counted = url.replace(/(\d{1,5})(?=\.\w{1,6}$)|(?<==)(\d{1,5})$/, (digits) => String(Number(digits) + 1));
	return counted === url ? undefined : counted;
}

/** An address put together around a number, after white space is taken out. */
const MADE = /location(?:\.href)?=["']([^"']{1,200})["']\+\(?[\w.]{1,40}(?:\(\))?(?:([-+])(\d))?\)?(?:\+["']([^"']{0,60})["'])?/;
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

/** Blocks in which pages of a list are turned. */
const PAGER =
	/(?:^|[\s_-])(?:pagers?|paging|pagination|laypage|fanye|load-?more|page[-_]?(?:bar|box|nav|div|num|turn)s?)(?:$|[\s_\d-])/i;
const TURNED = /laypage\.render\(|\.(?:pagination|paginator|jqPaginator|createPage)\(/;
const MAX_BLOCKS = 2000;

/** Whether a page shows that others follow it, although nothing says where: a second number, or a script that turns pages. */
export function hasUnknownPages({ page, text, request }: Paging): boolean {
	if (request.number > 0 || announcedBy(text).pages !== undefined || announcedBy(text).entries !== undefined) return false;
	const blocks = page("[class], [id]")
		.slice(0, MAX_BLOCKS)
		.toArray()
		.map((element) => page(element))
		.filter((block) => PAGER.test(`${block.attr("class") ?? ""} ${block.attr("id") ?? ""}`));
	const labels = blocks.flatMap((block) => block.find("a, span, li, button").toArray().slice(0, 50));
	if (labels.some((label) => page(label).text().trim() === "2")) return true;
	// A call behind 下一页 is not there on a last page; `javascript:;` may be.
	const isCalling = (said: string) => /\w\(\s{0,9}[^\s)0]/.test(said.slice(0, 500));
	const next = page(CALLING)
		.slice(0, MAX_BLOCKS)
		.toArray()
		.map((element) => page(element))
		.filter((anchor) => NEXT.test(labelOf(anchor) || (anchor.attr("value") ?? "")));
	if (next.some((anchor) => isCalling(`${anchor.attr("href") ?? ""} ${anchor.attr("onclick") ?? ""}`))) return true;
	if (blocks.some((block) => /(?:加载|显示|点击|查看)更多/.test(block.text()))) return true;
	return blocks.some((block) => block.text().trim() === "") && TURNED.test(text.slice(0, 500_000));
}
