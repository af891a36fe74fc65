import { gbkBytes } from "../gbk.ts";
import type { Route } from "../server.ts";
import type { Shape } from "./shape.ts";
import { COLUMN, page, titleOf } from "./shape.ts";

const ORGANS = ["石桥市体育局", "石桥市信访局", "石桥市医疗保障局"] as const;
const FILES = ORGANS.map((_, i) => `/f/${i}.pdf`);
const json = (value: unknown): Route => ({ type: "application/json;charset=UTF-8", body: JSON.stringify(value) });
const rows = (from: number, to: number, shape: (organ: string, i: number) => object) =>
	ORGANS.slice(from, to).map((organ, i) => shape(organ, from + i));
const plain = (organ: string, i: number) => ({ title: titleOf(organ), url: FILES[i] });

function served(id: string, source: object, routes: Readonly<Record<string, Route>>, more: Partial<Shape> = {}): Shape {
	return { id, source: { kind: "json", url: "{o}/api", ...source }, routes, finds: FILES, ...more };
}

/** Pages of a list by the number in the body that it is asked with. */
const byBody =
	(pageOf: (body: string) => unknown): Route =>
	(_, body) => ({ type: "application/json", body: JSON.stringify(pageOf(body)) });

/** Services behind lists that scripts fill, as platforms have them. */
export const SERVICES: readonly Shape[] = [
	served(
		"pages-from-zero-with-elements",
		{ url: "{o}/api?page={n}", first_page: 0, items: "content" },
		{
			"/api?page=0": json({ content: rows(0, 2, plain), totalElements: 3, last: false }),
			"/api?page=1": json({ content: rows(2, 3, plain), totalElements: 3, last: true }),
			"/api?page=2": json({ content: [], totalElements: 3 }),
		},
	),
	served(
		"a-form-with-a-number",
		{ method: "post", body: "channelId=7&pageNo={n}&pageSize=2", items: "result.list" },
		{
			"/api": byBody((body) => ({
				result: {
					list: rows(body.includes("pageNo=1") ? 0 : 2, body.includes("pageNo=1") ? 2 : body.includes("pageNo=2") ? 3 : 2, plain),
					total: 3,
				},
			})),
		},
	),
	served(
		"a-total-in-other-words",
		{ url: "{o}/api?p={n}", items: "data" },
		{
			"/api?p=1": json({ code: 0, count: 3, data: rows(0, 2, plain) }),
			"/api?p=2": json({ code: 0, count: 3, data: [] }),
		},
		{ finds: FILES.slice(0, 2), told: ["entries-not-read"] },
	),
	served(
		"pages-that-are-counted",
		{ url: "{o}/api?p={n}", items: "data.rows" },
		{
			"/api?p=1": json({ data: { rows: rows(0, 2, plain), pageCount: 2 } }),
			"/api?p=2": { status: 500, body: "error" },
		},
		{ finds: FILES.slice(0, 2), told: ["failed", "pages-not-read"] },
	),
	served(
		"titles-with-marks",
		{ items: "list", title: "docTitle", link: "docPubUrl" },
		{
			"/api": json({
				list: rows(0, 3, (organ, i) => ({
					docTitle: `&lt;em&gt;${organ}&lt;/em&gt;2025年政府信息公开工作年度报告`,
					docPubUrl: `{o}${FILES[i]}`,
				})),
			}),
		},
	),
	served(
		"addresses-in-files",
		{ items: "list", link: "files.0.path" },
		{
			"/api": json({ list: rows(0, 3, (organ, i) => ({ title: titleOf(organ), files: [{ path: FILES[i] }] })) }),
		},
	),
	served("a-list-in-a-text", { items: "data.list" }, { "/api": json({ data: JSON.stringify({ list: rows(0, 3, plain) }) }) }),
	served(
		"an-error-in-place-of-a-list",
		{ items: "data.list" },
		{ "/api": json({ code: 401, msg: "token失效", data: null }) },
		{ finds: [], told: ["list-not-read", "nothing-found"] },
	),
	served(
		"an-answer-in-gbk",
		{ items: "rows" },
		{ "/api": { type: "application/json; charset=GBK", body: gbkBytes(JSON.stringify({ rows: rows(0, 3, plain) })) } },
	),
	served(
		"a-list-in-an-assignment",
		{ items: "rows" },
		{ "/api": { type: "application/javascript", body: `var result = ${JSON.stringify({ rows: rows(0, 3, plain) })};` } },
	),
	served(
		"single-rows-that-are-objects",
		{ items: "data" },
		{ "/api": json({ data: { 0: plain(ORGANS[0], 0), 1: plain(ORGANS[1], 1), 2: plain(ORGANS[2], 2) } }) },
	),
	served(
		"a-list-source-on-a-service",
		{ kind: "list", url: "{o}/api?page=1" },
		{ "/api?page=1": json({ code: 200, data: { list: rows(0, 3, (organ, i) => ({ title: titleOf(organ), url: FILES[i] })) } }) },
	),
	served(
		"a-shell-that-asks-a-service",
		{ kind: "list", url: "{o}/nb/" },
		{
			"/nb/": page(
				`<div id="app"></div><script>fetch("/api/nb.json").then(function(r){ return r.json() }).then(draw)</script>`,
				COLUMN,
			),
			"/api/nb.json": json({ rows: rows(0, 3, plain) }),
		},
	),
	served(
		"a-shell-with-records-in-attributes",
		{ kind: "list", url: "{o}/nb/" },
		{
			"/nb/": page(`<nb-list :items='${JSON.stringify(rows(0, 3, plain))}'></nb-list>`, COLUMN),
		},
	),
];
