import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { linkOf, MAX_LINKS, parsePage } from "./links.ts";
import type { ListAccount, Refusal } from "./list-account.ts";
import type { ListContext, ListedPage, ListRequest, Of } from "./list-page.ts";
import { at, parseJson } from "./list-page.ts";

/** The request for one page of a JSON list, counted from 0. */
export function jsonRequest(source: Of<"json">, number: number): ListRequest {
	const page = String(source.first_page + number);
	const own = source.headers === undefined ? {} : { headers: source.headers };
	const url = source.url.replace("{n}", page);
	if (source.method !== "post") return { url, method: "GET", number, ...own };
	const { body = "" } = source;
	if (typeof body === "string") return { url, method: "POST", body: body.replaceAll("{n}", page), number, ...own };
	// A page number that stands alone is sent as the number that it is.
	const text = JSON.stringify(body).replaceAll('"{n}"', page).replaceAll("{n}", page);
	return { url, method: "POST", body: text, number, headers: { "content-type": "application/json", ...source.headers } };
}

/** Whether a JSON list is asked for page by page. */
function hasPages({ url, body, method }: Of<"json">): boolean {
	return url.includes("{n}") || (method === "post" && JSON.stringify(body ?? "").includes("{n}"));
}

/** Reads one page of a JSON list. */
export function readJson(source: Of<"json">, request: ListRequest, { knowledge, text, base }: ListContext): ListedPage {
	const value = parseJson(text);
	const items = listOf(at(value, source.items));
	if (!Array.isArray(items))
		return {
			links: [],
			account: { entries: 0, refused: [], announced: {}, fault: value === undefined ? "no-json" : "no-items" },
			next: [],
		};
	const links: Link[] = [];
	const refused: Refusal[] = [];
	for (const item of items.slice(0, MAX_LINKS)) {
		const [href, shown] = [hrefOf(item, source.link), at(item, source.title)];
		const title = typeof shown === "string" ? titleLine(parsePage(shown).text()) : "";
		const link = linkOf({ href, title, base }, { knowledge });
		if ("reason" in link) refused.push(link);
		else links.push(link);
	}
	const fault = items.length > MAX_LINKS ? { fault: "too-many-links" as const } : {};
	const account = { entries: items.length, refused, announced: announcedIn(value, source), ...fault };
	if (!hasPages(source) || items.length === 0) return { links, account, next: [] };
	return { links, account, next: [jsonRequest(source, request.number + 1)] };
}

/** A list as services give one: an array, or an object whose keys count its items. */
function listOf(value: unknown): unknown {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	const keys = Object.keys(value);
	return keys.length > 0 && keys.every((key) => /^\d{1,6}$/.test(key)) ? Object.values(value) : value;
}

/** The address in an item: at a path, or put together from an address with paths in it. */
function hrefOf(item: unknown, link: string): string {
	if (!/\{[^{}]{1,100}\}/.test(link)) {
		const href = at(item, link);
		return typeof href === "string" ? href : "";
	}
	let isWhole = true;
	const href = link.replaceAll(/\{([^{}]{1,100})\}/g, (_, path: string) => {
		const value = at(item, path);
		if (typeof value === "string" || typeof value === "number") return encodeURIComponent(value);
		isWhole = false;
		return "";
	});
	return isWhole ? href : "";
}

/** Names under which services tell how many entries, or pages, a list has. */
const TOTALS =
	"total totalCount totalRecord totalrecord totalRecords totalElements totalSize totalNum recordCount recordTotal count".split(
		" ",
	);
const PAGES = "pages pageCount totalPage totalPages pageTotal".split(" ");

/** What a JSON list announces beside its array: a total of its entries, or of its pages. */
function announcedIn(value: unknown, { items, total }: Of<"json">): ListAccount["announced"] {
	if (total !== undefined) {
		const said = Number(at(value, total));
		return Number.isSafeInteger(said) && said > 0 ? { entries: said } : {};
	}
	const around = items.split(".").slice(0, -1);
	const told = (names: readonly string[]): number | undefined => {
		for (let depth = around.length; depth >= 0; depth--)
			for (const key of names) {
				const found = Number(at(value, [...around.slice(0, depth), key].join(".")));
				if (Number.isSafeInteger(found) && found > 0) return found;
			}
		return undefined;
	};
	const [entries, pages] = [told(TOTALS), told(PAGES)];
	return { ...(entries === undefined ? {} : { entries }), ...(pages === undefined ? {} : { pages }) };
}
