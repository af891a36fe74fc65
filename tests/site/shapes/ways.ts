import type { Shape } from "./shape.ts";
import { COLUMN, page, report, titleOf } from "./shape.ts";

const list = (url = "{o}/zw/", more: object = {}) => ({ kind: "list", url, ...more });
const ORGANS = ["东桥镇", "西桥镇", "南桥镇"] as const;
const row = (i: number) => `<li><a href="/d/${i}.html">${titleOf(ORGANS[i] ?? "")}</a></li>`;
const REPORTS = Object.fromEntries(ORGANS.map((organ, i) => [`/d/${i}.html`, report(organ)]));
const ALL = ORGANS.map((_, i) => `/d/${i}.html`);

/** Three pages of a list with the same words under each, at these addresses. */
function paged(id: string, words: string, addresses: readonly [string, string, string]): Shape {
	const routes = Object.fromEntries(addresses.map((address, i) => [address, page(`<ul>${row(i)}</ul>${words}`)]));
	return { id, source: list(`{o}${addresses[0]}`), routes: { ...routes, ...REPORTS }, finds: ALL };
}

const at = (one: string): readonly [string, string, string] => ["/zw/", `/zw/${one}`, `/zw/${one.replace("2", "3")}`];

/** Ways from one page of a list to the next. */
export const PAGINGS: readonly Shape[] = [
	paged("numbers-in-queries", '<nav><b>1</b><a href="?p=2">2</a><a href="?p=3">3</a></nav>', at("?p=2")),
	paged(
		"a-choice-of-pages",
		`<select onchange="location.href=this.value"><option value="/zw/">第1页</option><option value="/zw/list_2.html">第2页</option><option value="/zw/list_3.html">第3页</option></select>`,
		at("list_2.html"),
	),
	paged(
		"buttons-that-call-a-function",
		`<button onclick="turn(2)">下一页</button> 第1/3页<script>function turn(p){ document.location = "/zw/list.aspx?page=" + p; }</script>`,
		at("list.aspx?page=2"),
	),
	paged(
		"a-function-with-two-numbers",
		`<a href="javascript:void(0);" onclick="toPage(2,15)">后一页</a> 共3页 45条<script>
		function toPage(no, size) { window.location.href = 'list-' + no + '.shtml'; }</script>`.replace(" 45条", ""),
		at("list-2.shtml"),
	),
	paged(
		"layui",
		`<div id="pager"></div><script>laypage({cont:'pager', pages: 3, curr: 1, jump: function(obj, first){ if(!first) location.href = '/zw/?curr='+obj.curr; }});</script>`,
		at("?curr=2"),
	),
	paged(
		"a-template-of-addresses",
		`<div class="pagination" data-total-pages="3" data-url="/zw/p{page}.html"></div><script>new Pager({totalPages:3,currentPage:1,url:"/zw/p{page}.html"})</script>`,
		at("p2.html"),
	),
	paged("an-arrow-in-an-icon", '<a class="prev" href="#"></a><a class="next" href="x2.html"></a> 1/3页', [
		"/zw/",
		"/zw/x2.html",
		"/zw/x3.html",
	]),
	{
		...paged("page-counts-without-a-way", "<a href=\"javascript:__doPostBack('p','2')\">下一页</a> 共3页", at("nowhere2")),
		finds: ["/d/0.html"],
		told: ["pages-not-read"],
	},
];

/** Ways from the configured page to the list. */
export const DETOURS: readonly Shape[] = [
	{
		id: "framesets-in-framesets",
		source: list(),
		routes: {
			"/zw/": { body: '<html><frameset rows="90,*"><frame src="top.html"><frame src="main.html"></frameset></html>' },
			"/zw/top.html": page("<b>横幅</b>"),
			"/zw/main.html": {
				body: '<html><frameset cols="200,*"><frame src="/left.html"><frame src="/right.html"></frameset></html>',
			},
			"/left.html": page('<a href="/right.html" target="r">年报</a>'),
			"/right.html": page(`<ul>${row(0)}${row(1)}${row(2)}</ul>`),
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "a-frame-beside-navigation",
		source: list(),
		routes: {
			"/zw/": page(
				'<nav><a href="/1">首页</a><a href="/2">政务公开</a><a href="/3">办事</a><a href="/4">互动</a></nav><iframe id="r" src="inner/list.jsp?c=9"></iframe>',
			),
			"/zw/inner/list.jsp?c=9": page(`<ul>${row(0)}${row(1)}${row(2)}</ul>`),
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "a-frame-that-a-script-fills",
		source: list(),
		routes: {
			"/zw/": page(`<iframe id="r"></iframe><script>document.getElementById("r").src = "/inner/list.html";</script>`, COLUMN),
			"/inner/list.html": page(`<ul>${row(0)}${row(1)}${row(2)}</ul>`),
			...REPORTS,
		},
		finds: ALL,
	},
	...[
		["<meta http-equiv=REFRESH content=\"3; URL='/neu/'\"><p>本栏目已迁移</p>", "a-late-refresh"],
		["<script>top.location = '/neu/';</script>", "the-whole-window-moves"],
		["<script>setTimeout(\"self.location.replace('/neu/')\", 100)</script>", "a-timer-moves-it"],
		["<script>window.location.assign('/neu/')</script>", "an-assigned-place"],
		["<p>栏目已迁移，请访问<a href='/neu/'>新栏目</a></p><script>window.navigate('/neu/')</script>", "an-old-navigate"],
	].map(
		([body = "", id = ""]): Shape => ({
			id,
			source: list(),
			routes: {
				"/zw/": { body: `<html><body>${body}</body></html>` },
				"/neu/": page(`<ul>${row(0)}${row(1)}${row(2)}</ul>`),
				...REPORTS,
			},
			finds: ALL,
		}),
	),
	{
		id: "a-base-and-folders-of-years",
		source: list(),
		routes: {
			"/zw/": page('<p><a href="nb2025/">2025年度</a><a href="nb2024/">2024 年</a></p>', COLUMN, '<base href="/archiv/">'),
			"/archiv/nb2025/": page(`<ul>${row(0)}${row(1)}</ul>`, COLUMN),
			"/archiv/nb2024/": page(`<ul>${row(2)}</ul>`, COLUMN),
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "html-in-json",
		source: list("{o}/api/unit?id=3"),
		routes: {
			"/api/unit?id=3": {
				type: "application/json",
				body: JSON.stringify({ code: 200, result: { content: `<ul>${row(0)}${row(1)}${row(2)}</ul>` } }),
			},
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "json-by-post-with-headers",
		source: {
			kind: "json",
			url: "{o}/api/search",
			method: "post",
			body: { channel: 12, pageNo: "{n}", pageSize: 2 },
			headers: { referer: "{o}/zw/", "x-requested-with": "XMLHttpRequest" },
			items: "page.rows",
			link: "/d/{docId}.html",
			title: "docTitle",
			total: "page.count",
		},
		routes: {
			"/api/search": (request, body) => {
				const asked = JSON.parse(body || "{}") as { pageNo?: number; channel?: number };
				const isRight =
					request.method === "POST" && request.headers["x-requested-with"] === "XMLHttpRequest" && asked.channel === 12;
				if (!isRight || request.headers["content-type"] !== "application/json") return { status: 403, body: "no" };
				const rows = ORGANS.map((organ, docId) => ({ docId, docTitle: titleOf(organ) })).slice(
					(Number(asked.pageNo) - 1) * 2,
					Number(asked.pageNo) * 2,
				);
				return { type: "application/json", body: JSON.stringify({ page: { count: 3, rows } }) };
			},
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "an-atom-feed",
		source: list("{o}/feed"),
		routes: {
			"/feed": {
				type: "application/atom+xml",
				body: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">${ORGANS.map((organ, i) => `<entry><title type="html"><![CDATA[${titleOf(organ)}]]></title><link rel="alternate" href="/d/${i}.html"/></entry>`).join("")}</feed>`,
			},
			...REPORTS,
		},
		finds: ALL,
	},
	{
		id: "an-index-of-sitemaps",
		source: list("{o}/sitemap.xml"),
		routes: {
			"/sitemap.xml": {
				type: "text/xml",
				body: '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{o}/sm1.xml</loc></sitemap></sitemapindex>',
			},
			"/sm1.xml": {
				type: "text/xml",
				body: `<?xml version="1.0"?><urlset>${ALL.map((path) => `<url><loc>{o}${path}</loc></url>`).join("")}</urlset>`,
			},
			...REPORTS,
		},
		finds: ALL,
	},
];
