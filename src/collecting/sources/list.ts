import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { piecesOf } from "./jpage.ts";
import { jsonRequest, readJson } from "./json-list.ts";
import type { Link } from "./links.ts";
import { kindOf, parsePage, sortLinks, wholeAddress } from "./links.ts";
import { announcedBy } from "./list-account.ts";
import type { ListContext, ListedPage, ListRequest, Of } from "./list-page.ts";
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
			return [jsonRequest(source, 0)];
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
			return { links: [], account: { entries: 0, refused: [], announced: {} }, next: [] };
	}
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
		webid: source.webid ?? "",
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
	const pieces = piecesOf(text);
	const { links, account } = sortLinks(parsePage(pieces.join("\n")), source.url, { knowledge });
	const announced = announcedBy(text);
	const isMore = (request.number + 1) * source.per_page * 3 < (announced.entries ?? 0) && pieces.length > 0;
	return {
		links,
		account: { ...account, entries: pieces.length, announced },
		next: isMore ? [jcmsRequest(source, request.number + 1)] : [],
	};
}
