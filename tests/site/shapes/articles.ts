import { gbkBytes } from "../gbk.ts";
import type { Shape } from "./shape.ts";
import { article, COLUMN, PDF, page, report, titleOf } from "./shape.ts";

const ORGAN = "北桥区农业农村局";

/** A list of one report, whose page holds this. */
function one(id: string, body: string, finds: readonly string[], more: Partial<Shape> = {}): Shape {
	const { routes, ...rest } = more;
	return {
		id,
		source: { kind: "list", url: "{o}/zw/" },
		routes: {
			"/zw/": page(`<ul><li><a href="/d/1.html">${titleOf(ORGAN)}</a></li></ul>`),
			"/d/1.html": article(ORGAN, body),
			...routes,
		},
		finds,
		...rest,
	};
}

/** Pages about one report, and what stands for the report on them. */
export const ARTICLES: readonly Shape[] = [
	one(
		"a-download-by-number",
		'<p>详见附件。</p><p><a href="/attach/download?fileId=8f2c">附件下载</a></p>',
		["/attach/download?fileId=8f2c"],
		{
			routes: { "/attach/download?fileId=8f2c": { ...PDF, type: "application/octet-stream" } },
		},
	),
	one(
		"a-viewer-of-an-address",
		'<iframe width="800" src="/plugins/pdf/preview?url=%2Ffiles%2F3.pdf&w=1"></iframe>',
		["/files/3.pdf"],
		{ routes: { "/files/3.pdf": PDF } },
	),
	one(
		"a-viewer-told-by-script",
		`<div id="v"></div><script>var p = "/files/4.pdf?v=2"; $("#v").media({src: p});</script>`,
		["/files/4.pdf?v=2"],
		{
			routes: { "/files/4.pdf?v=2": PDF },
		},
	),
	one("a-file-in-an-attribute", '<a href="javascript:;" data-file="/files/5.pdf" class="down">下载</a>', ["/files/5.pdf"], {
		routes: { "/files/5.pdf": PDF },
	}),
	one("a-click-that-loads-a-file", `<span onclick="downFile('/files/6.pdf','年报')">年报全文</span>`, ["/files/6.pdf"], {
		routes: { "/files/6.pdf": PDF },
	}),
	one(
		"a-file-with-its-name-in-a-query",
		'<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=77">年报.docx</a>',
		["/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=77"],
	),
	one("an-article-in-a-frame", '<iframe src="/d/1_content.html"></iframe>', ["/d/1_content.html"], {
		routes: { "/d/1_content.html": report(ORGAN) },
	}),
	one("a-page-that-moves-to-the-file", '<script>location.href = "/files/7.pdf";</script>', ["/files/7.pdf"], {
		routes: { "/files/7.pdf": PDF },
	}),
	{
		...one("a-page-that-moves-on", "", ["/neu/1.html"], { routes: { "/neu/1.html": report(ORGAN) } }),
		routes: {
			"/zw/": page(`<p><a href="/d/1.html">${titleOf(ORGAN)}</a></p>`),
			"/d/1.html": { body: '<html><head><meta http-equiv="refresh" content="0;url=/neu/1.html"></head></html>' },
			"/neu/1.html": report(ORGAN),
		},
	},
	one("a-page-of-pictures", '<p><img src="/p/1.jpg"><img src="/p/2.jpg"></p>', ["/d/1.html"], { told: ["failed"] }),
	// What cannot be read is found all the same, so that nobody is late for it.
	one("an-archive", '<a href="/files/8.rar">附件：年报.rar</a>', ["/files/8.rar"]),
	one("an-ofd", '<a href="/files/9.ofd">年报.ofd</a>', ["/files/9.ofd"]),
	one("a-word-document-of-old", '<a href="/down.do?f=9&name=%E5%B9%B4%E6%8A%A5.wps">年报</a>', [
		"/down.do?f=9&name=%E5%B9%B4%E6%8A%A5.wps",
	]),
	one("tables-and-a-guide", `${report(ORGAN).body}<p><a href="/files/guide.pdf">申请公开指南.pdf</a></p>`, ["/d/1.html"]),
	{
		id: "a-wall-in-gbk",
		source: { kind: "list", url: "{o}/zw/" },
		routes: {
			"/zw/": {
				type: "text/html",
				body: gbkBytes(
					"<html><head><meta charset=gbk><title>安全验证</title></head><body>您的访问过于频繁，请完成安全验证后继续</body></html>",
				),
			},
		},
		finds: [],
		told: ["blocked"],
	},
	{
		id: "a-shell",
		source: { kind: "list", url: "{o}/zw/" },
		routes: {
			"/zw/": {
				body: `<!doctype html><html><head><title>${COLUMN}</title></head><body><div id="root"></div><script src="/static/main.js"></script></body></html>`,
			},
		},
		finds: [],
		told: ["list-not-read", "nothing-found"],
	},
	{
		id: "files-of-other-kinds-in-a-list",
		source: { kind: "list", url: "{o}/zw/" },
		routes: {
			"/zw/": page(
				["wps", "ofd", "zip"]
					.map((ending, i) => `<p><a href="/f/${i}.${ending}">${titleOf(`北桥区第${i}中学`)}</a></p>`)
					.join(""),
			),
		},
		finds: ["/f/0.wps", "/f/1.ofd", "/f/2.zip"],
	},
];
