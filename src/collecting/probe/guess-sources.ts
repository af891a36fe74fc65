import { largest, smallest } from "../../model/many.ts";
import { parsePage } from "../sources/links.ts";
import { at, parseJson } from "../sources/list-page.ts";
import { scriptsOf } from "../sources/script-addresses.ts";
import { htmlIn } from "../sources/scripted-records.ts";

/** A source as a person would write it: its kind, and the keys that differ from what is usual. */
export interface GuessedSource {
	readonly kind: "urls" | "list" | "jcms" | "annual" | "json";
	readonly [key: string]: unknown;
}

/** What an answer shows, and where it was at last. */
export interface ProbedPage {
	/** As it was asked for, with what stands after `#`. */
	readonly asked: string;
	readonly url: string;
	readonly media: string;
	/** Decoded; empty for documents. */
	readonly text: string;
	/** The newest year that a report can be about. */
	readonly lastYear: number;
}

/** Kinds of sources that an address may be, likeliest first. */
export function guessSources(page: ProbedPage): GuessedSource[] {
	if (page.media === "pdf" || page.media === "docx" || page.media === "doc") return [{ kind: "urls", urls: [page.url] }];
	const list: GuessedSource = { kind: "list", url: page.url };
	if (/^\s*[[{]/.test(page.text)) {
		const value = parseJson(page.text);
		const items = guessJson(value, page);
		if (items) return [items, list];
		return [list];
	}
	const scripts = scriptsOf(parsePage(page.text));
	const special = [guessGkmlpt(page, scripts), guessJcms(page, scripts), guessAnnual(page)].flatMap((guess) => guess ?? []);
	return [...special, list, { kind: "urls", urls: [page.url] }];
}

const TITLES = ["title", "doctitle", "docTitle", "name", "subject", "articleTitle", "infoTitle", "newsTitle", "bt"];
const ADDRESSES = ["url", "link", "href", "linkUrl", "pageUrl", "docPubUrl", "infoUrl", "path", "post.url", "htmlUrl"];
/** Numbers of pages in a query. */
const PAGE_KEYS = /^(?:page|pageno|pagenum|pageindex|page_no|page_num|currentpage|curpage|p|pn)$/i;

/** A JSON list: where its array is, and how titles and addresses in it are called. */
function guessJson(value: unknown, { url }: ProbedPage): GuessedSource | undefined {
	const found = arraysIn(value).find(({ items }) => items.some((item) => keyOf(item, TITLES) && keyOf(item, ADDRESSES)));
	if (found === undefined) return undefined;
	const item = found.items.find((one) => keyOf(one, TITLES) && keyOf(one, ADDRESSES));
	const paged = new URL(url);
	const pages = [...paged.searchParams].find(([key, said]) => PAGE_KEYS.test(key) && /^\d{1,3}$/.test(said));
	if (pages) paged.searchParams.set(pages[0], "{n}");
	const address = paged.href.replace("%7Bn%7D", "{n}");
	const first = pages === undefined ? 1 : Number(pages[1]);
	return {
		kind: "json",
		url: address,
		...(first === 1 ? {} : { first_page: first }),
		items: found.path,
		link: keyOf(item, ADDRESSES) ?? "url",
		title: keyOf(item, TITLES) ?? "title",
	};
}

function keyOf(item: unknown, keys: readonly string[]): string | undefined {
	return keys.find((key) => {
		const value = at(item, key);
		return typeof value === "string" && value !== "";
	});
}

/** Arrays of objects in a value, by their dotted paths; the outermost first. */
function arraysIn(value: unknown): { readonly path: string; readonly items: readonly unknown[] }[] {
	const found: { path: string; items: readonly unknown[] }[] = [];
	let waiting: readonly { path: string; here: unknown }[] = [{ path: "", here: value }];
	for (let depth = 0; depth < 6; depth++) {
		for (const { path, here } of waiting) if (Array.isArray(here) && here.length > 0) found.push({ path, items: here });
		waiting = waiting
			.flatMap(({ path, here }) =>
				typeof here === "object" && here !== null && !Array.isArray(here)
					? Object.entries(here).map(([key, part]) => ({ path: path === "" ? key : `${path}.${key}`, here: part as unknown }))
					: [],
			)
			.slice(0, 2000);
	}
	return found;
}

/** 集约化平台: the page names its site in a script, and its column in the address behind `#`. */
function guessGkmlpt({ asked, url }: ProbedPage, scripts: string): GuessedSource | undefined {
	const site = /\bSID\b["']?\s{0,9}[:=]\s{0,9}["']?(\d{1,12})/.exec(scripts)?.[1];
	const column =
		/#\/?(\d{1,12})/.exec(asked)?.[1] ?? /\b(?:CID|COLUMN_ID|columnId)["']?\s{0,9}[:=]\s{0,9}["']?(\d{1,12})/.exec(scripts)?.[1];
	if (site === undefined || column === undefined || !/gkmlpt/.test(url)) return undefined;
	const address = new URL(`/gkmlpt/api/all/${column}`, url).href;
	return {
		kind: "json",
		url: `${address}?page={n}&sid=${site}`,
		items: "articles",
		link: /post_/.test(scripts) ? "post.url" : "url",
	};
}

/** jcms (大汉): the page's script says with what its list is asked for. */
function guessJcms({ url, text }: ProbedPage, scripts: string): GuessedSource | undefined {
	if (!/dataproxy\.jsp|jpage/i.test(text) && !(/\bunitid\b/i.test(scripts) && /\/col\/?col\d+\//.test(url))) return undefined;
	const said = (name: string) => new RegExp(`\\b${name}["']?\\s{0,9}[:=]\\s{0,9}["']?(\\d{1,12})`, "i").exec(scripts)?.[1];
	const proxy = /["']([^"'\s]{0,200}dataproxy\.jsp)/i.exec(text)?.[1];
	const [unit, webid, column] = [said("unitid"), said("webid"), said("columnid")];
	const usual = "/module/web/jpage/dataproxy.jsp";
	return {
		kind: "jcms",
		url,
		...(proxy === undefined || new URL(proxy, url).pathname === usual ? {} : { proxy: new URL(proxy, url).href }),
		...(/\/col(\d+)\//.test(url) || column === undefined ? {} : { column }),
		...(unit === undefined ? {} : { unit }),
		...(webid === undefined ? {} : { webid }),
	};
}

/** 年报 module: addresses that are asked with `fbtime`. */
function guessAnnual({ url, text, lastYear }: ProbedPage): GuessedSource | undefined {
	const page = parsePage(text);
	const addresses = [
		url,
		...page("a[href], option[value]")
			.slice(0, 2000)
			.toArray()
			.map((element) => page(element).attr("href") ?? page(element).attr("value") ?? ""),
	];
	const asked = addresses.flatMap((address) =>
		/[?&]fbtime=20\d\d/.test(address) && URL.canParse(address, url) ? [new URL(address, url)] : [],
	);
	const [first] = asked;
	if (first === undefined) return undefined;
	const years = asked
		.map((address) => Number(address.searchParams.get("fbtime")))
		.filter((year) => year >= 2008 && year <= lastYear);
	const areas = [...new Set(asked.flatMap((address) => address.searchParams.get("area") ?? []))].filter((area) =>
		/^[A-Za-z0-9]+$/.test(area),
	);
	const module = new URL(first);
	module.searchParams.delete("fbtime");
	module.searchParams.delete("area");
	const from = asked.length > 1 ? smallest(years) : lastYear - 4;
	return {
		kind: "annual",
		url: module.href,
		from,
		to: Math.max(lastYear, largest(years)),
		...(areas.length > 0 ? { areas } : {}),
	};
}

/** The title of a page, for people. */
export function titleOfPage({ text, url }: ProbedPage): string {
	const html = /^\s*[[{]/.test(text) ? (htmlIn(parseJson(text)) ?? "") : text;
	return parsePage(html)("title").first().text().replaceAll(/\s+/g, " ").trim().slice(0, 120) || new URL(url).pathname;
}
