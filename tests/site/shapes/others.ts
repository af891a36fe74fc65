import { gbkBytes } from "../gbk.ts";
import type { Shape } from "./shape.ts";
import { article, COLUMN, PDF, page, report, titleOf } from "./shape.ts";

const list = (url = "{o}/zw/", more: object = {}) => ({ kind: "list", url, ...more });
const ORGAN = "云溪县审计局";

function one(id: string, body: string, file: string): Shape {
	return {
		id,
		source: list(),
		routes: { "/zw/": page(`<p><a href="/d/1.html">${titleOf(ORGAN)}</a></p>`), "/d/1.html": article(ORGAN, body), [file]: PDF },
		finds: [file],
	};
}

/** Shapes that were written after the others were read right, and looked at before anything was mended for them. */
export const OTHERS: readonly Shape[] = [
	{
		id: "announcements-that-publish",
		source: list(),
		routes: {
			"/zw/": page(
				`<li><a href="1.html">云溪县教育局关于公布2025年政府信息公开工作年度报告的公告</a></li><li><a href="2.html">关于发布《云溪县民政局2025年政府信息公开工作年度报告》的通知</a></li>
				<li><a href="3.html">关于做好2025年政府信息公开工作年度报告编制和发布工作的通知</a></li>`,
			),
			"/zw/1.html": report("云溪县教育局"),
			"/zw/2.html": report("云溪县民政局"),
		},
		finds: ["/zw/1.html", "/zw/2.html"],
	},
	{
		id: "years-in-chinese-numerals",
		source: list(),
		routes: {
			"/zw/": page(
				'<a href="1.html">云溪县教育局二〇二五年政府信息公开工作年度报告</a><a href="2.html">云溪县民政局2025年度政府信息公开工作年报</a>',
			),
			"/zw/1.html": report("云溪县教育局"),
			"/zw/2.html": report("云溪县民政局"),
		},
		finds: ["/zw/1.html", "/zw/2.html"],
	},
	{
		id: "organs-under-headings-of-years",
		source: list(),
		routes: {
			"/zw/": page(
				'<div><h3 onclick="toggle(1)">2025年</h3><div><a href="1.html">云溪县教育局</a><a href="2.html">云溪县桥头镇人民政府</a></div></div>',
				COLUMN,
			),
			"/zw/1.html": report("云溪县教育局"),
			"/zw/2.html": report("云溪县桥头镇人民政府"),
		},
		finds: ["/zw/1.html", "/zw/2.html"],
	},
	{
		id: "windows-with-sizes",
		source: list("{o}/gk/list.asp"),
		routes: {
			"/gk/list.asp": {
				type: "text/html;charset=gb2312",
				body: gbkBytes(
					`<html><body><a href="javascript:window.open('show.asp?id=5','','width=800,height=600');void(0)">${titleOf("云溪县教育局")}</a></body></html>`,
				),
			},
			"/gk/show.asp?id=5": report("云溪县教育局"),
		},
		finds: ["/gk/show.asp?id=5"],
	},
	{
		id: "json-of-years-of-records",
		source: list("{o}/api/nb"),
		routes: {
			"/api/nb": {
				type: "application/json",
				body: JSON.stringify({
					data: [
						{ year: 2025, list: [{ title: titleOf("云溪县教育局"), url: "/d/1.html" }] },
						{ year: 2024, list: [{ title: titleOf("云溪县民政局", 2024), url: "/d/2.html" }] },
					],
				}),
			},
			"/d/1.html": report("云溪县教育局"),
			"/d/2.html": report("云溪县民政局", 2024),
		},
		finds: ["/d/1.html", "/d/2.html"],
	},
	{
		id: "titles-on-inner-elements",
		source: list(),
		routes: {
			"/zw/": page(`<a href="1.html"><span title="${titleOf("云溪县教育局")}">云溪县教育局2025…</span><em>2026-01-09</em></a>`),
			"/zw/1.html": report("云溪县教育局"),
		},
		finds: ["/zw/1.html"],
	},
	one(
		"a-viewer-of-an-encoded-address",
		`<iframe src="/onlinePreview?url=${encodeURIComponent(btoa("/files/a1.pdf"))}"></iframe>`,
		"/files/a1.pdf",
	),
	one(
		"a-viewer-with-the-file-behind-the-hash",
		'<iframe src="/pdf/web/viewer.html#file=/files/a2.pdf"></iframe>',
		"/files/a2.pdf",
	),
	one("a-name-to-save-it-by", '<a href="/store/9a7b" download="2025年年报.pdf">2025年年报</a>', "/store/9a7b"),
	one(
		"a-button-that-loads",
		`<button type="button" onclick="window.location.href='/files/a3.pdf'">下载年报</button>`,
		"/files/a3.pdf",
	),
	one(
		"a-file-told-as-json",
		`<div id="att"></div><script>var att = {"name":"年报","fileUrl":"\\/files\\/a4.pdf","size":1};</script>`,
		"/files/a4.pdf",
	),
	one(
		"a-param-of-an-object",
		'<object type="application/pdf" width="1"><param name="src" value="/files/a5.pdf"></object>',
		"/files/a5.pdf",
	),
];
