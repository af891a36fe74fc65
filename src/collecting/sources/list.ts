import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { kindOf, parsePage, wantedLinks, wholeAddress } from "./links.ts";
import { isColumn } from "./page-facts.ts";
import type { Source } from "./source-kinds.ts";

/** A page of a list to ask for. */
export interface ListRequest {
	readonly url: string;
	readonly method: "GET" | "POST";
	readonly body?: string;
	/** Counts from 0 within the source. */
	readonly number: number;
}

/** What one page of a list gave. */
export interface ListedPage {
	readonly links: readonly Link[];
	/** Further pages; a source that is asked page by page has at most one. */
	readonly next: readonly ListRequest[];
	/** Whether the page calls itself the column for annual reports; left out where it does not say. */
	readonly inColumn?: true;
}

/** What a source's list pages are read with. */
export interface ListContext {
	readonly knowledge: SourceKnowledge;
	/** Bytes were JSON, XML or HTML; decoded. */
	readonly text: string;
	/** Where the page was at last, after redirects. */
	readonly base: string;
}

type Of<Kind extends Source["kind"]> = Extract<Source, { kind: Kind }>;

/** The requests a source begins with; folders and address lists have none. */
export function firstRequests(source: Source): ListRequest[] {
	switch (source.kind) {
		case "list":
			return [{ url: source.url, method: "GET", number: 0 }];
		case "jcms":
			return [jcmsRequest(source, 0)];
		case "json":
			return [{ url: source.url.replace("{n}", String(source.first_page)), method: "GET", number: 0 }];
		default:
			return [];
	}
}

/** Links that need no list page: those of the configuration, and a module's years. */
export function configuredLinks(source: Source, knowledge: SourceKnowledge): Link[] {
	if (source.kind === "urls")
		return source.urls.flatMap((address) => {
			const url = wholeAddress(address, address);
			const kind = url === undefined ? undefined : kindOf(url);
			return url !== undefined && kind !== undefined && !knowledge.mobile.test(url) ? [{ url, title: "", kind }] : [];
		});
	if (source.kind !== "annual") return [];
	const areas = source.areas.length > 0 ? source.areas : [undefined];
	return areas.flatMap((area) =>
		Array.from({ length: Math.max(0, source.to - source.from + 1) }, (_, i): Link => {
			const url = new URL(source.url);
			url.searchParams.set("fbtime", String(source.from + i));
			if (area !== undefined) url.searchParams.set("area", area);
			return { url: url.href, title: "", kind: "page" };
		}),
	);
}

/** Reads one page of a source's list. */
export function readListPage(source: Source, request: ListRequest, context: ListContext): ListedPage {
	switch (source.kind) {
		case "list":
			return readStatic(source, request, context);
		case "jcms":
			return readJcms(source, request, context);
		case "json":
			return readJson(source, request, context);
		default:
			return { links: [], next: [] };
	}
}

function readStatic(source: Of<"list">, request: ListRequest, { knowledge, text, base }: ListContext): ListedPage {
	const page = parsePage(text);
	const column = isColumn(page, knowledge) ? { inColumn: true as const } : {};
	const links = wantedLinks(page, base, { knowledge, within: source.within });
	const number = request.number + 1;
	if (source.page_pattern !== undefined) {
		const url = wholeAddress(source.page_pattern.replace("{n}", String(source.first_page + request.number)), source.url);
		const hasItems = links.length > 0;
		return { links, next: url !== undefined && hasItems ? [{ url, method: "GET", number }] : [], ...column };
	}
	const scripted = scriptedNext(text, source.url, number);
	if (scripted !== undefined) return { links, next: [{ url: scripted, method: "GET", number }], ...column };
	for (const element of page("a[href]").toArray()) {
		const label = page(element).text().trim();
		if (!/^(?:下一?页|后一?页|next|[>›»]{1,2})\s*[>›»]?$/i.test(label) && page(element).attr("rel") !== "next") continue;
		const url = wholeAddress(page(element).attr("href") ?? "", base);
		if (url !== undefined && url !== base) return { links, next: [{ url, method: "GET", number }], ...column };
	}
	return { links, next: [], ...column };
}

/** TRS prints its page links by script: `createPageHTML(pages, current, "index", "html")`; page 2 is index_1.html. */
function scriptedNext(text: string, listUrl: string, number: number): string | undefined {
	const call = /createPageHTML\(\s*(\d{1,5})\s*,\s*\d+\s*,\s*["'](\w{1,40})["']\s*,\s*["'](\w{1,10})["']/.exec(text);
	const [pages, name, ending] = [Number(call?.[1] ?? 0), call?.[2], call?.[3]];
	return number < pages ? wholeAddress(`${name}_${number}.${ending}`, listUrl) : undefined;
}

/** The data proxy of jcms: `startrecord` to `endrecord`, `perpage` at a time. */
function jcmsRequest(source: Of<"jcms">, number: number): ListRequest {
	const start = number * source.per_page * 3 + 1;
	const url = new URL(source.proxy ?? "/module/web/jpage/dataproxy.jsp", source.url);
	url.searchParams.set("startrecord", String(start));
	url.searchParams.set("endrecord", String(start + source.per_page * 3 - 1));
	url.searchParams.set("perpage", String(source.per_page));
	const column = source.column ?? /\/col(\d+)\//.exec(source.url)?.[1] ?? "";
	const form = new URLSearchParams({
		col: "1",
		appid: "1",
		webid: "",
		path: "/",
		columnid: column,
		sourceContentType: "1",
		unitid: source.unit,
		webname: "",
		permissiontype: "0",
	});
	if (source.method === "post") return { url: url.href, method: "POST", body: form.toString(), number };
	for (const [key, value] of form) url.searchParams.set(key, value);
	return { url: url.href, method: "GET", number };
}

function readJcms(source: Of<"jcms">, request: ListRequest, { knowledge, text }: ListContext): ListedPage {
	const pieces = [...text.matchAll(/<record>\s*(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?\s*<\/record>/g)].map(
		(match) => match[1] ?? "",
	);
	const links = wantedLinks(parsePage(pieces.join("\n")), source.url, { knowledge });
	const total = Number(/<totalrecord>(\d+)<\/totalrecord>/i.exec(text)?.[1] ?? 0);
	const isMore = (request.number + 1) * source.per_page * 3 < total && pieces.length > 0;
	return { links, next: isMore ? [jcmsRequest(source, request.number + 1)] : [] };
}

function readJson(source: Of<"json">, request: ListRequest, { knowledge, text, base }: ListContext): ListedPage {
	const items = at(parseJson(text), source.items);
	if (!Array.isArray(items)) return { links: [], next: [] };
	const links = items.slice(0, 5000).flatMap((item: unknown): Link[] => {
		const [href, shown] = [at(item, source.link), at(item, source.title)];
		if (typeof href !== "string" || typeof shown !== "string") return [];
		const url = wholeAddress(href, base);
		const kind = url === undefined ? undefined : kindOf(url);
		const title = titleLine(parsePage(shown).text());
		if (url === undefined || kind === undefined || knowledge.mobile.test(url)) return [];
		return knowledge.wanted.test(title) && !knowledge.unwanted.test(title) ? [{ url, title, kind }] : [];
	});
	if (!source.url.includes("{n}") || items.length === 0) return { links, next: [] };
	const number = request.number + 1;
	return { links, next: [{ url: source.url.replace("{n}", String(source.first_page + number)), method: "GET", number }] };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: a list without items, which the run reports.
		return undefined;
	}
}

function at(value: unknown, path: string): unknown {
	let here = value;
	for (const key of path.split(".").filter((part) => part !== "")) {
		if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
		here = (here as Readonly<Record<string, unknown>>)[key];
	}
	return here;
}
