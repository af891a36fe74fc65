import { gbkBytes } from "../gbk.ts";
import type { Shape } from "./shape.ts";
import { article, COLUMN, PDF, page, report, titleOf } from "./shape.ts";

const [FIRST, SECOND, THIRD] = ["石桥市粮食和物资储备局", "石桥市退役军人事务局", "石桥市林业和草原局"] as const;
const ORGANS = [FIRST, SECOND, THIRD];
const P = "/zfxxgk/nb/";
const item = (i: number, title = titleOf(ORGANS[i] ?? "")) =>
	`<li><a href="/zfxxgk/r${i}.html">${title}</a><i>2026-01-1${i}</i></li>`;
const reports = (count: number) =>
	Object.fromEntries(ORGANS.slice(0, count).map((organ, i) => [`/zfxxgk/r${i}.html`, report(organ)]));
const finds = (count: number) => Object.keys(reports(count));

/** Three pages with one report each; `turn` is what turns them, given the number of the next one. */
function turned(id: string, turn: (next: number) => string, pathOf: (n: number) => string, more: Partial<Shape> = {}): Shape {
	const pages = [1, 2, 3].map(
		(n) => [n === 1 ? P : pathOf(n), page(`<ul>${item(n - 1)}</ul>${n < 3 ? turn(n + 1) : ""}`, COLUMN)] as const,
	);
	return {
		id,
		source: { kind: "list", url: `{o}${P}` },
		finds: finds(3),
		...more,
		routes: { ...Object.fromEntries(pages), ...reports(3), ...more.routes },
	};
}

/** A first page alone, of which it must be told that others follow. */
function stuck(id: string, around: string, told: readonly string[]): Shape {
	return {
		id,
		source: { kind: "list", url: `{o}${P}` },
		finds: finds(1),
		told,
		routes: { [P]: page(`<ul>${item(0)}</ul>${around}`, COLUMN), ...reports(1) },
	};
}

function listed(id: string, body: string, count: number, more: Partial<Shape> = {}): Shape {
	return {
		id,
		source: { kind: "list", url: `{o}${P}` },
		finds: finds(count),
		...more,
		routes: { [P]: page(body, COLUMN), ...reports(count), ...more.routes },
	};
}

function carried(id: string, body: string, found: string, more: Partial<Shape> = {}): Shape {
	return {
		id,
		source: { kind: "list", url: `{o}${P}` },
		finds: [found],
		...more,
		routes: { [P]: page(`<ul>${item(0)}</ul>`, COLUMN), "/zfxxgk/r0.html": article(FIRST, body), [found]: PDF, ...more.routes },
	};
}

/** Pages of lists, titles and documents as content management systems have them, beyond their usual templates. */
export const CMS_MORE: readonly Shape[] = [
	turned(
		"a-call-with-an-address",
		(n) => `<a class="nextpage" onclick="queryArticleByCondition(this,'${P}index_${n}.jhtml')">下一页</a>`,
		(n) => `${P}index_${n}.jhtml`,
	),
	turned(
		"a-tag-name-with-an-address",
		(n) => `<a href="javascript:void(0);" class="next" tagname="[HREF]${P}index_${n}.html[/HREF]">下一页</a>`,
		(n) => `${P}index_${n}.html`,
	),
	turned(
		"an-encoded-address",
		(n) => `<a href="javascript:void(0);" onclick="location.href=encodeURI('index_${n}.jhtml');">下一页</a>`,
		(n) => `${P}index_${n}.jhtml`,
	),
	turned(
		"a-function-of-folder-and-number",
		(n) =>
			`<a href="javascript:toPage('${P}','${n}')">下页</a><script>function toPage(u,p){window.location=u+"list_"+p+".shtml"}</script>`,
		(n) => `${P}list_${n}.shtml`,
	),
	turned(
		"a-link-by-title-alone",
		(n) => `<a class="pg" title="下一页" href="?pageNo=${n}"><em></em></a>`,
		(n) => `${P}?pageNo=${n}`,
	),
	turned(
		"numbers-in-brackets",
		(n) => `<div class="fanye">[1] <a href="${P}?p=${n}">[${n}]</a></div>`,
		(n) => `${P}?p=${n}`,
	),
	turned(
		"words-around-the-number",
		(n) => `<a href="${P}${n}/">第${n}页</a>`,
		(n) => `${P}${n}/`,
	),
	stuck(
		"a-form-that-is-sent",
		`<form id="f" method="post" action="${P}"><input type="hidden" name="page" value="1"></form><div class="page">共3页 <a href="javascript:document.getElementById('f').submit()">下一页</a></div>`,
		["pages-not-read"],
	),
	stuck("a-post-back", `<a href="javascript:__doPostBack('AspNetPager1','2')">下一页</a><span>当前第1页 共3页</span>`, [
		"pages-not-read",
	]),
	stuck("a-total-in-other-words", `<p>共有 3 条记录</p>`, ["entries-not-read"]),
	stuck("a-total-behind-a-colon", `<p>记录总数：30　当前页：1</p>`, ["entries-not-read"]),
	stuck(
		"a-next-that-leads-nowhere-known",
		`<div class="pagination"><span class="cur">1</span><a href="javascript:void(0)" data-page="2">2</a><a href="javascript:void(0)">下一页</a></div>`,
		["list-not-read"],
	),
	listed(
		"titles-in-other-orders",
		`<ul>${item(0, `2025年${FIRST}政府信息公开年报`)}${item(1, `${SECOND}政府信息公开工作年度报告（2025年）`)}${item(2, `${THIRD}关于2025年度政府信息公开工作情况的报告`)}</ul>`,
		3,
	),
	listed(
		"titles-of-announcements",
		`<ul>${item(0, `《${FIRST}2025年政府信息公开工作年度报告》`)}${item(1, `关于发布${SECOND}2025年政府信息公开工作年度报告的公告`)}</ul>`,
		2,
	),
	listed(
		"titles-with-blanks",
		`<ul>${item(0, `${FIRST} 2025 年度 政府信息公开 工作 年报`)}${item(1, `${SECOND}　２０２５年　政府信息公开工作年度报告`)}</ul>`,
		2,
	),
	listed("titles-as-pictures", `<ul><li><a href="/zfxxgk/r0.html"><img src="/i.png" alt="${titleOf(FIRST)}"></a></li></ul>`, 1),
	listed(
		"a-list-in-a-template",
		`<script type="text/template" id="t"><ul>${item(0)}${item(1)}</ul></script><div id="list"></div><script>$("#list").html($("#t").html())</script>`,
		2,
	),
	listed(
		"a-list-in-a-text-area",
		`<textarea id="src" style="display:none"><ul>${item(0)}${item(1)}</ul></textarea><div id="list"></div>`,
		2,
	),
	listed(
		"attributes-without-quotes",
		`<ul><li><a href=/zfxxgk/r0.html title='${titleOf(FIRST)}'>${titleOf(FIRST).slice(0, 12)}..</a><li><a target=_blank href=/zfxxgk/r1.html>${titleOf(SECOND)}</a></ul>`,
		2,
	),
	listed(
		"links-behind-a-hash",
		`<ul><li><a href="#/detail/1">${titleOf(FIRST)}</a></li></ul><div id="app"></div><script src="/app.js"></script>`,
		0,
		{ told: ["nothing-found"] },
	),
	listed(
		"links-made-by-a-listener",
		`<ul><li><a href="#" class="art" data-id="7">${titleOf(FIRST)}</a></li></ul><script>$(".art").click(function(){location.href="/zfxxgk/info.html?id="+$(this).data("id")})</script>`,
		0,
		{ told: ["nothing-found"] },
	),
	listed("a-page-without-charset", "", 2, {
		routes: {
			[P]: {
				type: "text/html",
				body: gbkBytes(`<html><head><title>${COLUMN}</title></head><body><ul>${item(0)}${item(1)}</ul></body></html>`),
			},
		},
	}),
	// Told; nobody publishes so any more.
	listed("a-page-in-utf-16", "", 0, {
		told: ["failed"],
		routes: {
			[P]: {
				type: "text/html",
				body: Buffer.from(
					`\u{FEFF}<html><head><title>${COLUMN}</title></head><body><ul>${item(0)}</ul></body></html>`,
					"utf16le",
				),
			},
		},
	}),
	listed(
		"definition-lists",
		`<dl>${[0, 1].map((i) => `<dt><a href="/zfxxgk/r${i}.html">${ORGANS[i]}</a></dt><dd>2025年政府信息公开工作年度报告</dd>`).join("")}</dl>`,
		2,
	),
	listed(
		"nested-folders-of-organs",
		`<ul class="tree"><li>市直部门<ul><li><a href="/zfxxgk/a/">${FIRST}</a></li><li><a href="/zfxxgk/b/">${SECOND}</a></li></ul></li></ul>`,
		2,
		{
			routes: { "/zfxxgk/a/": page(`<ul>${item(0)}</ul>`, COLUMN), "/zfxxgk/b/": page(`<ul>${item(1)}</ul>`, COLUMN) },
		},
	),
	carried(
		"a-file-below-the-article",
		`<p>现予公布。</p></div><div class="xgfj"><h3>相关附件</h3><ul><li><a href="/f/nb.pdf">附件下载</a></li></ul>`,
		"/f/nb.pdf",
	),
	carried("a-file-written-by-script", `<script>document.write('<a href="/f/nb.pdf">附件</a>');</script>`, "/f/nb.pdf"),
	carried("a-window-that-opens-the-file", `<a href="javascript:window.open('/f/nb.pdf')">${titleOf(FIRST)}</a>`, "/f/nb.pdf"),
	carried(
		"a-path-and-a-name",
		`<a href="javascript:downloadFile('nb.pdf','/f/')">下载</a><script>function downloadFile(name,path){window.location.href=path+name;}</script>`,
		"/f/nb.pdf",
	),
	carried("a-viewer-encoded-twice", `<iframe src="/pdf/viewer.html?file=%252Ff%252Fnb.pdf"></iframe>`, "/f/nb.pdf"),
	carried("a-viewer-by-file-url", `<iframe src="/plugins/view?fileUrl=/f/nb.pdf&title=x"></iframe>`, "/f/nb.pdf"),
	carried(
		"several-annexes",
		`<p>附件1：<a href="/f/nb.pdf">2025年年报.pdf</a></p><p>附件2：<a href="/f/ml.xls">公开目录.xls</a></p>`,
		"/f/nb.pdf",
	),
	carried(
		"an-object-with-a-parameter",
		`<object classid="clsid:CA8A9780"><param name="SRC" value="/f/nb.pdf"></object>`,
		"/f/nb.pdf",
	),
	carried("a-source-of-an-embed-in-data", `<div class="pdf" data-url="/f/nb.pdf"></div>`, "/f/nb.pdf"),
	carried(
		"json-in-the-article",
		`<script type="application/json" id="doc">{"title":"x","fileUrl":"\\/f\\/nb.pdf"}</script>`,
		"/f/nb.pdf",
	),
];
