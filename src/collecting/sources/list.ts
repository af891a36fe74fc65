import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";
import type { Link } from "./links.ts";
import { kindOf, linkOf, MAX_LINKS, parsePage, sortLinks, wholeAddress } from "./links.ts";
import type { ListAccount, Refusal } from "./list-account.ts";
import { announcedBy } from "./list-account.ts";
import type { ListContext, ListedPage, ListRequest, Of } from "./list-page.ts";
import { at, parseJson } from "./list-page.ts";
import type { Source } from "./source-kinds.ts";
import { readStatic } from "./static-list.ts";

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
			return { links: [], account: NOTHING, next: [] };
	}
}

const NOTHING: ListAccount = { entries: 0, refused: [], announced: {} };

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
	const pieces = recordsIn(text);
	const { links, account } = sortLinks(parsePage(pieces.join("\n")), source.url, { knowledge });
	const announced = announcedBy(text);
	const isMore = (request.number + 1) * source.per_page * 3 < (announced.entries ?? 0) && pieces.length > 0;
	return {
		links,
		account: { ...account, entries: pieces.length, announced },
		next: isMore ? [jcmsRequest(source, request.number + 1)] : [],
	};
}

/** What stands in each record that ends; an expression over several blanks would take time that grows with their cube. */
function recordsIn(text: string): string[] {
	return text
		.split("<record>")
		.slice(1)
		.flatMap((part) => {
			const end = part.indexOf("</record>");
			if (end < 0) return [];
			const piece = part.slice(0, end).trim();
			const [from, to] = [piece.startsWith("<![CDATA[") ? 9 : 0, piece.endsWith("]]>") ? -3 : piece.length];
			return [piece.slice(from, to)];
		});
}

function readJson(source: Of<"json">, request: ListRequest, { knowledge, text, base }: ListContext): ListedPage {
	const value = parseJson(text);
	const items = at(value, source.items);
	if (!Array.isArray(items))
		return { links: [], account: { ...NOTHING, fault: value === undefined ? "no-json" : "no-items" }, next: [] };
	const links: Link[] = [];
	const refused: Refusal[] = [];
	for (const item of items.slice(0, MAX_LINKS)) {
		const [href, shown] = [at(item, source.link), at(item, source.title)];
		const title = typeof shown === "string" ? titleLine(parsePage(shown).text()) : "";
		const link = linkOf({ href: typeof href === "string" ? href : "", title, base }, { knowledge });
		if ("reason" in link) refused.push(link);
		else links.push(link);
	}
	const fault = items.length > MAX_LINKS ? { fault: "too-many-links" as const } : {};
	const account = { entries: items.length, refused, announced: announcedIn(value, source.items), ...fault };
	if (!source.url.includes("{n}") || items.length === 0) return { links, account, next: [] };
	const number = request.number + 1;
	const url = source.url.replace("{n}", String(source.first_page + number));
	return { links, account, next: [{ url, method: "GET", number }] };
}

/** What a JSON list announces beside its array: a total of its entries. */
function announcedIn(value: unknown, path: string): ListAccount["announced"] {
	const around = path.split(".").slice(0, -1);
	for (let depth = around.length; depth >= 0; depth--)
		for (const key of ["total", "totalCount", "totalRecord", "totalrecord", "totalElements"]) {
			const found = Number(at(value, [...around.slice(0, depth), key].join(".")));
			if (Number.isSafeInteger(found) && found > 0) return { entries: found };
		}
	return {};
}
