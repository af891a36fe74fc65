import type { Shape } from "./shape.ts";
import { COLUMN, page, report, titleOf } from "./shape.ts";

const ORGANS = ["石桥市统计局", "石桥市科学技术局", "石桥市应急管理局"] as const;
const [FIRST, SECOND, THIRD] = ORGANS;
const list = { kind: "list", url: "{o}/zwgk/nb/" } as const;

/** Three reports on three pages of one list, whose pages hold these parts around their one item. */
function paged(
	id: string,
	pages: readonly (readonly [path: string, around: (item: string) => string])[],
	more: Partial<Shape> = {},
): Shape {
	const routes = Object.fromEntries(
		pages.map(([path, around], i) => [
			path,
			page(around(`<a href="/zwgk/c${i}.html" target="_blank">${titleOf(ORGANS[i] ?? "")}</a>`), COLUMN),
		]),
	);
	const reports = Object.fromEntries(pages.map((_, i) => [`/zwgk/c${i}.html`, report(ORGANS[i] ?? "")]));
	return { id, source: list, ...more, routes: { ...routes, ...reports, ...more.routes }, finds: Object.keys(reports) };
}

/** One list of two reports, in this markup. */
function two(id: string, body: string, more: Partial<Shape> = {}): Shape {
	return {
		id,
		source: list,
		finds: ["/zwgk/c0.html", "/zwgk/c1.html"],
		...more,
		routes: { "/zwgk/nb/": page(body, COLUMN), "/zwgk/c0.html": report(FIRST), "/zwgk/c1.html": report(SECOND), ...more.routes },
	};
}

const ul = (item: string) => `<ul class="doc_list"><li>${item}<span class="date">2026-01-16</span></li></ul>`;
const P = "/zwgk/nb/";

/** How the lists of content management systems go on, as their templates write it. */
export const CMS_PAGINGS: readonly Shape[] = [
	paged(
		"ls-pagination-of-a-column",
		[1, 2, 3].map((n) => [
			n === 1 ? P : `${P}?pageIndex=${n}`,
			(a) =>
				`${ul(a)}<div id="page_div"></div><script>$(function(){ Ls.pagination("#page_div", function(pageIndex){ window.location.href = "/zwgk/nb/?pageIndex=" + pageIndex; }, {pageCount: 3, pageIndex: ${n}}); });</script>`,
		]),
	),
	paged("vsb-pages-that-count-down", [
		[
			P,
			(a) =>
				`${ul(a)}<table><tr><td id="fanye88" nowrap>共3条&nbsp;&nbsp;1/3&nbsp;</td><td><span>首页</span> <span>上页</span> <a href="/zwgk/nb/2.htm" class="Next">下页</a> <a href="/zwgk/nb/1.htm" class="Next">尾页</a></td></tr></table>`,
		],
		[
			`${P}2.htm`,
			(a) =>
				`${ul(a)}<a href="/zwgk/nb/">首页</a> <a href="/zwgk/nb/">上页</a> <a href="/zwgk/nb/1.htm">下页</a> <a href="/zwgk/nb/1.htm">尾页</a>`,
		],
		[
			`${P}1.htm`,
			(a) => `${ul(a)}<a href="/zwgk/nb/">首页</a> <a href="/zwgk/nb/2.htm">上页</a> <span>下页</span> <span>尾页</span>`,
		],
	]),
	paged("page-variables-in-capitals", [
		[
			P,
			(a) =>
				`${ul(a)}<script>var _PAGE_COUNT="3", _PAGE_INDEX="0", _PAGE_NAME="index", _PAGE_EXT="html"; createPageHTML(_PAGE_COUNT, _PAGE_INDEX, _PAGE_NAME, _PAGE_EXT);</script>`,
		],
		[`${P}index_1.html`, ul],
		[`${P}index_2.html`, ul],
	]),
	paged("m-n-variables", [
		[
			P,
			(a) =>
				`${ul(a)}<script>var m_nRecordCount = 3; var m_nCurrPage = 0; var m_nPageSize = 1; var m_nPageCount = 3; var m_strPageName = "index"; var m_strPageExt = "shtml"; PageContext.write();</script>`,
		],
		[`${P}index_1.shtml`, ul],
		[`${P}index_2.shtml`, ul],
	]),
	paged("laypage", [
		[
			P,
			(a) =>
				`${ul(a)}<div id="pager"></div><script>layui.use('laypage', function(){ layui.laypage.render({elem: 'pager', count: 3, limit: 1, curr: 1, jump: function(obj, first){ if(!first){ location.href = "?page=" + obj.curr; } }}); });</script>`,
		],
		[`${P}?page=2`, ul],
		[`${P}?page=3`, ul],
	]),
	paged("wordpress-numbers", [
		[
			P,
			(a) =>
				`<article class="post type-post"><h2 class="entry-title">${a}</h2></article><nav class="navigation pagination"><div class="nav-links"><span class="page-numbers current">1</span><a class="page-numbers" href="{o}/zwgk/nb/page/2/">2</a><a class="page-numbers" href="{o}/zwgk/nb/page/3/">3</a><a class="next page-numbers" href="{o}/zwgk/nb/page/2/">&raquo;</a></div></nav>`,
		],
		[
			`${P}page/2/`,
			(a) =>
				`<article><h2>${a}</h2></article><div class="nav-links"><a class="page-numbers" href="{o}/zwgk/nb/">1</a><span class="page-numbers current">2</span><a class="page-numbers" href="{o}/zwgk/nb/page/3/">3</a></div>`,
		],
		[`${P}page/3/`, (a) => `<article><h2>${a}</h2></article>`],
	]),
	paged("older-posts", [
		[P, (a) => `<h2>${a}</h2><div class="nav-previous"><a href="{o}/zwgk/nb/page/2/">&larr; 早期文章</a></div>`],
		[
			`${P}page/2/`,
			(a) =>
				`<h2>${a}</h2><div class="nav-previous"><a href="{o}/zwgk/nb/page/3/">&larr; 早期文章</a></div><div class="nav-next"><a href="{o}/zwgk/nb/">较新文章 &rarr;</a></div>`,
		],
		[`${P}page/3/`, (a) => `<h2>${a}</h2><div class="nav-next"><a href="{o}/zwgk/nb/page/2/">较新文章 &rarr;</a></div>`],
	]),
	paged("an-arrow-with-a-label-for-readers", [
		[P, (a) => `${ul(a)}<nav aria-label="分页"><a aria-label="Next" href="?p=2"><i class="icon-right"></i></a></nav>`],
		[
			`${P}?p=2`,
			(a) => `${ul(a)}<nav><a aria-label="Previous" href="?p=1"><i></i></a><a aria-label="Next" href="?p=3"><i></i></a></nav>`,
		],
		[`${P}?p=3`, (a) => `${ul(a)}<nav><a aria-label="Previous" href="?p=2"><i></i></a></nav>`],
	]),
	paged("link-rel-next", [
		[P, (a) => `<link rel="next" href="/zwgk/nb/more2.html">${ul(a)}`],
		[`${P}more2.html`, (a) => `<link rel="prev" href="/zwgk/nb/"><link rel="next" href="/zwgk/nb/more3.html">${ul(a)}`],
		[`${P}more3.html`, ul],
	]),
	paged(
		"a-select-of-pages",
		[1, 2, 3].map((n) => [
			n === 1 ? P : `${P}index_${n}.html`,
			(a) =>
				`${ul(a)}转到<select onchange="location.href=this.value">${["index.html", "index_2.html", "index_3.html"].map((to, i) => `<option value="${to}"${i + 1 === n ? " selected" : ""}>${i + 1}</option>`).join("")}</select>页`,
		]),
	),
	paged(
		"was-search",
		[
			["/was5/web/search?channelid=215", (a) => `${ul(a)}<a class="next-page" href="search?page=2&channelid=215">下一页</a>`],
			[
				"/was5/web/search?page=2&channelid=215",
				(a) =>
					`${ul(a)}<a class="next-page" href="search?page=3&channelid=215">下一页</a><a class="last-page" href="search?page=3&channelid=215">末页</a>`,
			],
			["/was5/web/search?page=3&channelid=215", ul],
		],
		{ source: { kind: "list", url: "{o}/was5/web/search?channelid=215" } },
	),
	paged("pages-in-another-folder", [
		[P, (a) => `${ul(a)}<div class="fy"><a href="/zwgk/list/88-2.html">后一页</a></div>`],
		[
			"/zwgk/list/88-2.html",
			(a) => `${ul(a)}<div class="fy"><a href="/zwgk/list/88-1.html">前一页</a><a href="/zwgk/list/88-3.html">后一页</a></div>`,
		],
		["/zwgk/list/88-3.html", (a) => `${ul(a)}<div class="fy"><a href="/zwgk/list/88-2.html">前一页</a></div>`],
	]),
	paged("asp-net-form-with-address", [
		[
			P,
			(a) =>
				`${ul(a)}<div id="AspNetPager1">第1页/共3页 <a href="/zwgk/nb/?page=2">[下页]</a> <a href="/zwgk/nb/?page=3">[尾页]</a></div>`,
		],
		[`${P}?page=2`, (a) => `${ul(a)}<a href="/zwgk/nb/?page=1">[上页]</a> <a href="/zwgk/nb/?page=3">[下页]</a>`],
		[`${P}?page=3`, ul],
	]),
	paged("a-button-with-more", [
		[P, (a) => `${ul(a)}<button class="load-more" data-next="/zwgk/nb/?offset=1">加载更多</button>`],
		[`${P}?offset=1`, (a) => `${ul(a)}<button class="load-more" data-next="/zwgk/nb/?offset=2">加载更多</button>`],
		[`${P}?offset=2`, ul],
	]),
	{
		...paged("pages-by-script-alone", [
			[
				P,
				(a) =>
					`${ul(a)}<div class="pagebar" data-total="3" data-page-size="1"></div><span>共 3 条记录</span><script src="/js/pager.min.js"></script>`,
			],
		]),
		finds: ["/zwgk/c0.html"],
		told: ["entries-not-read", "pages-not-read"],
	},
	paged("total-in-a-turned-plugin", [
		[
			P,
			(a) =>
				`${ul(a)}<div class="M-box"></div><script>$('.M-box').pagination({ totalData: 3, showData: 1, current: 1, callback: function(api){ location.href = 'list_' + api.getCurrent() + '.html'; } });</script>`,
		],
		[`${P}list_2.html`, ul],
		[`${P}list_3.html`, ul],
	]),
];

const isAlone = (id: string, around: string, told: readonly string[] = []): Shape => ({
	...paged(id, [[P, (a) => `${ul(a)}${around}`]]),
	told,
});

/** Lists of one page, and such as show that more follow and not where. */
export const CMS_ENDS: readonly Shape[] = [
	isAlone(
		"a-pager-of-one-page",
		'<div class="pagination"><a href="javascript:;">上一页</a><span class="on">1</span><a href="javascript:;">下一页</a></div>',
	),
	isAlone("an-empty-pager-and-nothing-that-turns", '<div id="pager" class="pager"></div>'),
	isAlone(
		"a-turned-list-of-one-page",
		`<div id="page_div"></div><script>Ls.pagination("#page_div", go, {pageCount: 1, pageIndex: 1});</script>`,
	),
	isAlone(
		"numbers-turned-by-a-script-elsewhere",
		'<ul class="page-nav"><li class="on">1</li><li>2</li><li>3</li></ul><script src="/js/app.js"></script>',
		["list-not-read"],
	),
	isAlone("more-by-a-script-elsewhere", '<div class="load-more"><span>点击加载更多</span></div>', ["list-not-read"]),
	isAlone(
		"a-turned-list-of-unknown-length",
		`<div class="pager"></div><script>$(".pager").pagination(window.total, opts);</script>`,
		["list-not-read"],
	),
];

/** Rows, cards and trees in which content management systems list reports. */
export const CMS_LISTS: readonly Shape[] = [
	two(
		"vsb-rows",
		`<table class="winstyle102"><tr height="20" id="line_u5_0"><td width="1%"><span class="leaderfont">·</span></td><td><a class="c102" href="../c0.html" target=_blank title="${titleOf(FIRST)}">${FIRST}2025年政府信息公开…</a></td><td width="1%" nowrap><span class="timestyle102">2026/01/20&nbsp;</span></td></tr><tr id="line_u5_1"><td></td><td><a class="c102" href="../c1.html" title="${titleOf(SECOND)}">${SECOND}2025年政府信息公开…</a></td><td>2026/01/19</td></tr></table>`,
	),
	two(
		"directory-with-hidden-cards",
		`<table class="xxgk_list"><tr><th>索引号</th><th>信息名称</th><th>发布机构</th><th>发文日期</th></tr>${[FIRST, SECOND].map((organ, i) => `<tr><td>1137${i}/2026-0000${i}</td><td class="name"><a href="/zwgk/c${i}.html">${titleOf(organ)}</a><div class="tip" style="display:none"><p>索引号：1137${i}/2026-0000${i}</p><p>信息名称：${titleOf(organ)}</p><p>关键词：年报；公开</p></div></td><td>${organ}</td><td>2026年01月2${i}日</td></tr>`).join("")}</table>`,
	),
	two(
		"block-anchors",
		[FIRST, SECOND]
			.map(
				(organ, i) =>
					`<a class="item" href="/zwgk/c${i}.html"><div class="day"><b>2${i}</b><i>2026-01</i></div><h3>${titleOf(organ)}</h3><p>一、总体情况。2025年，本机关主动公开政府信息……</p></a>`,
			)
			.join(""),
	),
	two(
		"titles-in-pieces",
		`<ul><li><a href="/zwgk/c0.html"><em>${FIRST}</em><b>2025年</b>政府信息公开&nbsp;工作<br>年度报告</a></li><li><a href="/zwgk/c1.html">${SECOND}２０２５年政府信息公开工作年度报告</a></li></ul>`,
	),
	two(
		"years-in-chinese-figures",
		`<ul><li><a href="/zwgk/c0.html">${FIRST}二〇二五年政府信息公开工作年度报告</a></li><li><a href="/zwgk/c1.html">${SECOND}二○二五年度政府信息公开年度报告</a></li></ul>`,
	),
	two(
		"organs-with-lists-of-years",
		`<dl class="dw">${[FIRST, SECOND].map((organ, i) => `<dt>${organ}</dt><dd><a href="/zwgk/c${i}.html">2025年</a></dd>`).join("")}</dl>`,
	),
	two(
		"hidden-tabs",
		`<ul class="tab"><li class="on">市政府</li><li>部门</li></ul><div class="con"><ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li></ul></div><div class="con" style="display:none"><ul><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul></div>`,
	),
	two(
		"anchors-around-rows",
		`<table><tbody>${[FIRST, SECOND].map((organ, i) => `<tr onclick="window.open('/zwgk/c${i}.html')" style="cursor:pointer"><td>${i + 1}</td><td>${titleOf(organ)}</td><td>2026-01-0${i + 1}</td></tr>`).join("")}</tbody></table>`,
	),
	two(
		"data-links",
		`<ul>${[FIRST, SECOND].map((organ, i) => `<li class="news" data-href="/zwgk/c${i}.html"><span>${titleOf(organ)}</span></li>`).join("")}</ul>`,
	),
	two(
		"addresses-without-scheme",
		`<ul><li><a href="HTTP://{h}/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="//{h}/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
	),
	two(
		"odd-spaces-in-addresses",
		`<ul><li><a href=" /zwgk/c0.html\n">${titleOf(FIRST)}</a></li><li><a href="/zwgk/./x/../c1.html#top">${titleOf(SECOND)}</a></li></ul>`,
	),
	two(
		"records-in-a-page-state",
		`<div id="app"></div><script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { articles: [FIRST, SECOND].map((organ, i) => ({ id: i, title: titleOf(organ), url: `/zwgk/c${i}.html` })) } } })}</script>`,
	),
	two(
		"records-in-an-initial-state",
		`<div id="app"></div><script>window.__INITIAL_STATE__=${JSON.stringify({ list: { rows: [FIRST, SECOND].map((organ, i) => ({ docTitle: titleOf(organ), docPubUrl: `/zwgk/c${i}.html`, docRelTime: "2026-01-20" })) } })};(function(){})();</script>`,
	),
	two(
		"columns-of-the-same-anchor-twice",
		`<ul><li><a href="/zwgk/c0.html"><img src="/i.png"></a><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="/zwgk/c1.html">[详细]</a> <a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
	),
	two(
		"jpage-in-the-page",
		`<div id="2231"><script type="text/xml"><datastore><nextgroup><![CDATA[]]></nextgroup><recordset>${[FIRST, SECOND].map((organ, i) => `<record><![CDATA[<li><a href="/zwgk/c${i}.html" title="${titleOf(organ)}">${titleOf(organ)}</a></li>]]></record>`).join("")}</recordset></datastore></script></div>`,
	),
	two(
		"a-tree-of-organs",
		`<ul id="tree" class="ztree"></ul><script>var zNodes=[{id:1,pId:0,name:"市直部门",open:true},{id:2,pId:1,name:"${FIRST}",url:"/zwgk/tjj/"},{id:3,pId:1,name:"${SECOND}",url:"/zwgk/kjj/"}];$.fn.zTree.init($("#tree"),{},zNodes);</script>`,
		{
			routes: {
				"/zwgk/tjj/": page(`<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li></ul>`),
				"/zwgk/kjj/": page(`<ul><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`),
			},
		},
	),
	two(
		"a-select-of-years",
		`<select onchange="location.href='/zwgk/nb/'+this.value+'/'"><option value="">请选择年度</option><option value="2025">2025年</option><option value="2024">2024年</option></select>`,
		{
			routes: {
				"/zwgk/nb/2025/": page(`<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li></ul>`),
				"/zwgk/nb/2024/": page(`<ul><li><a href="/zwgk/c1.html">${titleOf(SECOND, 2024)}</a></li></ul>`),
			},
		},
	),
	two("a-fragment-loaded-by-script", `<div id="nblist"></div><script>$("#nblist").load("/zwgk/inc/nb.html");</script>`, {
		routes: {
			"/zwgk/inc/nb.html": {
				body: `<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
			},
		},
	}),
	two(
		"a-frame-written-by-script",
		`<script>document.write('<iframe src="/zwgk/inner.html" frameborder="0" width="100%"></ifr'+'ame>');</script>`,
		{
			routes: {
				"/zwgk/inner.html": page(
					`<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
				),
			},
		},
	),
	two("a-lazy-frame", `<iframe data-src="/zwgk/inner.html" class="lazy"></iframe>`, {
		routes: {
			"/zwgk/inner.html": page(
				`<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
			),
		},
	}),
	two(
		"a-card-that-opens-the-column",
		`<div class="card" onclick="window.open('/zwgk/nblist/','_self')"><span>政府信息公开年报</span></div><div class="card" onclick="window.open('/zwgk/zn/')"><span>政府信息公开指南</span></div>`,
		{
			source: { kind: "list", url: "{o}/zwgk/" },
			routes: {
				"/zwgk/": page(
					`<div class="card" onclick="window.open('/zwgk/nblist/','_self')"><span>政府信息公开年报</span></div><div class="card" onclick="window.open('/zwgk/zn/')"><span>政府信息公开指南</span></div>`,
					"政府信息公开",
				),
				"/zwgk/nblist/": page(
					`<ul><li><a href="/zwgk/c0.html">${titleOf(FIRST)}</a></li><li><a href="/zwgk/c1.html">${titleOf(SECOND)}</a></li></ul>`,
					COLUMN,
				),
				"/zwgk/zn/": page("政府信息公开指南"),
			},
		},
	),
	two(
		"organs-under-one-year",
		`<div class="year on">2025年度</div><div class="orgs"><a href="/zwgk/c0.html">市统计局</a><a href="/zwgk/c1.html">市科技局</a></div>`,
	),
	two("an-open-folder", "", {
		routes: {
			"/zwgk/nb/": {
				body: `<html><head><title>Index of /zwgk/nb/</title></head><body><h1>Index of /zwgk/nb/</h1><hr><pre><a href="../">../</a>\n<a href="${encodeURIComponent(titleOf(FIRST))}.pdf">${titleOf(FIRST)}.pdf</a>   20-Jan-2026 09:12   231K\n<a href="${encodeURIComponent(titleOf(SECOND))}.pdf">${titleOf(SECOND)}.pdf</a>   20-Jan-2026 09:13   231K\n</pre><hr></body></html>`,
			},
		},
		finds: [FIRST, SECOND].map((organ) => `/zwgk/nb/${encodeURIComponent(titleOf(organ))}.pdf`),
	}),
	two("a-bucket", "", {
		routes: {
			"/zwgk/nb/": {
				type: "application/xml",
				body: `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>nb</Name><Prefix/><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${[FIRST, SECOND].map((organ, i) => `<Contents><Key>2026/${titleOf(organ)}.pdf</Key><LastModified>2026-01-2${i}T01:00:00.000Z</LastModified><Size>2345</Size></Contents>`).join("")}</ListBucketResult>`,
			},
		},
		finds: [FIRST, SECOND].map((organ) => `/zwgk/nb/2026/${encodeURIComponent(titleOf(organ))}.pdf`),
	}),
	two("an-atom-feed", "", {
		routes: {
			"/zwgk/nb/": {
				type: "application/atom+xml",
				body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>年报</title>${[FIRST, SECOND].map((organ, i) => `<entry><title type="html">${titleOf(organ)}</title><link rel="alternate" href="{o}/zwgk/c${i}.html"/><updated>2026-01-20T00:00:00Z</updated></entry>`).join("")}</feed>`,
			},
		},
	}),
	two("an-index-of-sitemaps", "", {
		source: { kind: "list", url: "{o}/sitemap_index.xml" },
		routes: {
			"/sitemap_index.xml": {
				type: "text/xml",
				body: `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{o}/post-sitemap.xml</loc></sitemap></sitemapindex>`,
			},
			"/post-sitemap.xml": {
				type: "text/xml",
				body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{o}/zwgk/c0.html</loc></url><url><loc>{o}/zwgk/c1.html</loc></url></urlset>`,
			},
		},
	}),
	two("json-records-of-pages", "", {
		source: {
			kind: "json",
			url: "{o}/api/page?current={n}&size=1",
			items: "data.records",
			link: "/zwgk/{id}.html",
			title: "docTitle",
		},
		routes: Object.fromEntries(
			[FIRST, SECOND].map((organ, i) => [
				`/api/page?current=${i + 1}&size=1`,
				{
					type: "application/json",
					body: JSON.stringify({
						code: 200,
						data: {
							records: [{ id: `c${i}`, docTitle: `<font color='red'>${organ}</font>2025年政府信息公开工作年度报告` }],
							total: 2,
							size: 1,
							current: i + 1,
							pages: 2,
						},
					}),
				},
			]),
		),
	}),
	two("json-in-a-call", "", {
		source: { kind: "json", url: "{o}/api/list?callback=cb", items: "rows", link: "url", title: "title" },
		routes: {
			"/api/list?callback=cb": {
				type: "text/javascript",
				body: `cb(${JSON.stringify({ rows: [FIRST, SECOND].map((organ, i) => ({ title: titleOf(organ), url: `/zwgk/c${i}.html` })) })});`,
			},
		},
	}),
	two("json-of-an-array", "", {
		source: { kind: "json", url: "{o}/data/nb.json", items: "", link: "u", title: "t" },
		routes: {
			"/data/nb.json": {
				type: "application/json",
				body: `\u{FEFF}${JSON.stringify([FIRST, SECOND].map((organ, i) => ({ t: titleOf(organ), u: `/zwgk/c${i}.html` })))}`,
			},
		},
	}),
	{
		id: "a-third-alone",
		source: list,
		routes: {
			"/zwgk/nb/": page(`<p>${titleOf(THIRD)}　<a href="/zwgk/c2.html">点击查看</a></p>`, COLUMN),
			"/zwgk/c2.html": report(THIRD),
		},
		finds: ["/zwgk/c2.html"],
	},
];
