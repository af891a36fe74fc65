import type { parsePage } from "./links.ts";
import { baseOf, MAX_LINKS, wholeAddress } from "./links.ts";
import { announcedBy, scriptedCall } from "./list-account.ts";
import type { ListRequest, Of } from "./list-page.ts";

/** What the page after this one is found by. */
export interface Paging {
	readonly page: ReturnType<typeof parsePage>;
	readonly text: string;
	readonly base: string;
	readonly request: ListRequest;
	readonly isEmpty: boolean;
}

const NEXT = /^(?:下一?页|后一?页|下页|next|[>›»]{1,2})\s*(?:[>›»]|[（(]\s*\d+\s*\/\s*\d+\s*[）)])?$/i;

/** The address of a list's following page: by the configured pattern, the script's call, a link in words or by number, a script. */
export function nextPage(source: Of<"list">, { page, text, base, request, isEmpty }: Paging): string | undefined {
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
	const isLast = number >= (announcedBy(text).pages ?? Infinity);
	return (
		linkLabelled(page, base, (label, rel) => NEXT.test(label) || rel === "next") ??
		linkLabelled(page, base, (label) => label === String(number + 1)) ??
		(isLast ? undefined : (scriptedNext(text, base, number + 1) ?? successor(text, request)))
	);
}

/** From which number a script's call counts pages, by what it says on the first one. */
export function countingOf(request: ListRequest, text: string): { readonly countsFrom: 0 | 1; readonly first: string } {
	const current = request.number === 0 ? (scriptedCall(text)?.current ?? 0) : 0;
	return { countsFrom: request.countsFrom ?? (current >= 1 ? 1 : 0), first: request.first ?? request.url };
}

function linkLabelled(
	page: Paging["page"],
	base: string,
	isWanted: (label: string, rel: string | undefined) => boolean,
): string | undefined {
	const from = baseOf(page, base);
	for (const element of page("a[href]").slice(0, MAX_LINKS).toArray()) {
		const anchor = page(element);
		const label = (anchor.text().trim() || anchor.find("img").attr("alt") || anchor.attr("title") || "").trim();
		if (!isWanted(label, anchor.attr("rel"))) continue;
		const url = wholeAddress(anchor.attr("href") ?? "", from);
		if (url !== undefined && url !== base) return url;
	}
	return undefined;
}

/** Where more pages are announced and no link leads on: the number in the address that led here, one higher. */
function successor(text: string, { url, number }: ListRequest): string | undefined {
	if (number === 0 || announcedBy(text).pages === undefined) return undefined;
	const counted = url.replace(/(\d{1,5})(?=\.\w{1,6}$)/, (digits) => String(Number(digits) + 1));
	return counted === url ? undefined : counted;
}

/** An address put together around a number, after white space is taken out. */
const MADE = /location(?:\.href)?=["']([^"']{1,200})["']\+\(?\w{1,20}(?:([-+])(\d))?\)?\+["']([^"']{0,60})["']/;

/** The address that a page's own function makes of a page number, such as `location.href="/l/index_"+(n-1)+".html"`. */
function scriptedNext(text: string, base: string, page: number): string | undefined {
	// Without white space: patterns with runs of it would take time that grows with their square.
	const made = MADE.exec(text.slice(0, 500_000).replaceAll(/\s+/g, ""));
	if (!made) return undefined;
	const [, before = "", sign, by = "0", after = ""] = made;
	const number = sign === "-" ? page - Number(by) : page + Number(by);
	return wholeAddress(`${before}${number}${after}`, base);
}
