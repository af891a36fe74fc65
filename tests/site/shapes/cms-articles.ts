import type { Shape } from "./shape.ts";
import { article, PDF, page, report, titleOf } from "./shape.ts";

const ORGAN = "石桥市交通运输局";

/** A list of one report, whose page holds this; the report is the PDF at /f/1.pdf unless told. */
function one(id: string, body: string, more: Partial<Shape> = {}): Shape {
	return {
		id,
		source: { kind: "list", url: "{o}/nb/" },
		finds: ["/f/1.pdf"],
		...more,
		routes: {
			"/nb/": page(`<ul><li><a href="/nb/d.html">${titleOf(ORGAN)}</a></li></ul>`),
			"/nb/d.html": article(ORGAN, body),
			"/f/1.pdf": PDF,
			...more.routes,
		},
	};
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const file = `${titleOf(ORGAN)}.pdf`;

/** How pages of content management systems carry the document of a report. */
export const CMS_ARTICLES: readonly Shape[] = [
	one(
		"vsb-attachment",
		`<p>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1411&wbfileid=5A2C" target="_blank">${file}</a>】已下载<span id="nattach5A2C">12</span>次</p>`,
		{
			routes: {
				"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1411&wbfileid=5A2C": {
					...PDF,
					headers: { "content-disposition": "attachment; filename=a.pdf" },
				},
			},
			finds: ["/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1411&wbfileid=5A2C"],
		},
	),
	one(
		"vsb-viewer",
		`<div id="v1"><script>showVsbpdfIframe("/__local/A/BC/1D.pdf","100%","600","0","","vsbpdf");</script></div>`,
		{ routes: { "/__local/A/BC/1D.pdf": PDF }, finds: ["/__local/A/BC/1D.pdf"] },
	),
	one(
		"trs-appendix",
		`<div class="TRS_Editor"><p>　　现将报告公布如下。</p><a appendix="true" otheroperation="false" href="./P020260120356.pdf" title="${file}" OLDSRC="P020260120356.pdf">${file}</a></div>`,
		{ routes: { "/nb/P020260120356.pdf": PDF }, finds: ["/nb/P020260120356.pdf"] },
	),
	one(
		"ueditor-attachment",
		`<p style="line-height:16px"><img src="/ueditor/dialogs/attachment/fileTypeImages/icon_pdf.gif"/><a style="font-size:12px" href="/f/1.pdf" title="${file}">${file}</a></p>`,
	),
	one(
		"wordpress-file-block",
		`<div class="wp-block-file"><object class="wp-block-file__embed" data="{o}/f/1.pdf" type="application/pdf" style="width:100%;height:600px"></object><a href="{o}/f/1.pdf">年报</a><a href="{o}/f/1.pdf" class="wp-block-file__button" download>下载</a></div>`,
	),
	one(
		"a-preview-whose-script-makes-base64",
		`<script>var file = "/f/1.pdf"; document.getElementById("v").src = "/kkfile/onlinePreview?url=" + encodeURIComponent(Base64.encode(location.origin + file));</script><iframe id="v"></iframe>`,
	),
	one(
		"a-preview-of-a-path-in-base64",
		`<iframe src="/kkfile/onlinePreview?url=${encodeURIComponent(base64("/f/1.pdf"))}" width="100%"></iframe>`,
	),
	one("an-office-viewer", `<iframe src="https://view.officeapps.live.com/op/view.aspx?src={e}%2Ff%2F1.docx"></iframe>`, {
		routes: {
			"/f/1.docx": { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body: "PK\u{3}\u{4}" },
		},
		finds: ["/f/1.docx"],
	}),
	one("a-viewer-beside-its-file", `<iframe src="/assets/pdfjs/web/viewer.html?file=../../../f/1.pdf"></iframe>`),
	one(
		"get-document",
		`<canvas id="c"></canvas><script>pdfjsLib.getDocument('/f/1.pdf').promise.then(function(pdf){ render(pdf); });</script>`,
	),
	one("pdfh5", `<div id="demo"></div><script>var pdfh5 = new Pdfh5('#demo', { pdfurl: "/f/1.pdf" });</script>`),
	one(
		"pdf-object-with-options",
		`<div id="p"></div><script>PDFObject.embed("/f/1.pdf", "#p", {height: "800px", fallbackLink: "<p>请下载</p>"});</script>`,
	),
	one("a-viewer-element", `<pdf-viewer src="/f/1.pdf"></pdf-viewer>`),
	one("a-hidden-field", `<input type="hidden" id="fileUrl" value="/f/1.pdf"><div id="pdf-view"></div>`),
	one("a-button-with-a-link", `<button onclick="downFile('/f/1.pdf')">下载${file}</button>`),
	one("a-link-kept-in-data", `<a href="javascript:void(0)" data-href="/f/1.pdf">${file}</a>`),
	one("capitals-and-a-version", `<a href="/F/NB2025.PDF?t=1769000000">${file}</a>`, {
		routes: { "/F/NB2025.PDF": PDF },
		finds: ["/F/NB2025.PDF?t=1769000000"],
	}),
	one("a-place-in-the-file", `<a href="/f/1.pdf#page=1&zoom=100">${file}</a>`),
	one("names-with-spaces", `<a href="/f/2025 年报.pdf">${file}</a>`, {
		routes: { "/f/2025%20%E5%B9%B4%E6%8A%A5.pdf": PDF },
		finds: ["/f/2025%20%E5%B9%B4%E6%8A%A5.pdf"],
	}),
	one("a-move-to-the-file", "", {
		routes: {
			"/nb/d.html": { body: `<html><head><script>location.href='./P0202601.pdf'</script></head><body></body></html>` },
			"/nb/P0202601.pdf": PDF,
		},
		finds: ["/nb/P0202601.pdf"],
	}),
	one("a-move-by-refresh", "", {
		routes: {
			"/nb/d.html": { body: `<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL='/f/1.pdf'"></head><body></body></html>` },
		},
	}),
	one("a-move-by-the-server", "", {
		routes: { "/nb/d.html": { status: 302, headers: { location: "/f/1.pdf" }, body: "" } },
		finds: ["/nb/d.html"],
	}),
	one(
		"a-list-of-other-files",
		`<p><a href="/f/ml.xlsx">主动公开目录.xlsx</a></p><p><a href="/f/jd.pdf">年度报告解读.pdf</a></p><p><a href="/f/1.pdf">${file}</a></p><p><a href="/f/bg.docx">依申请公开申请表.docx</a></p>`,
	),
	one(
		"tables-in-the-page-with-a-form-beside",
		`${report(ORGAN).body.split("section>")[1]?.slice(0, -2)}<p>附件：<a href="/f/bg.doc">政府信息公开申请表.doc</a></p>`,
		{ finds: ["/nb/d.html"] },
	),
	one("an-article-in-json", "", {
		source: { kind: "json", url: "{o}/api/nb", items: "data.list", link: "fileUrl", title: "title" },
		routes: {
			"/api/nb": {
				type: "application/json",
				body: JSON.stringify({ data: { list: [{ title: titleOf(ORGAN), fileUrl: "/f/1.pdf" }] } }),
			},
		},
	}),
	one("a-file-in-a-frame", `<iframe src="/f/1.pdf#toolbar=0" width="100%" height="900"></iframe>`),
	one("a-frame-of-the-text", `<iframe src="/nb/inner.html"></iframe>`, {
		routes: { "/nb/inner.html": report(ORGAN) },
		finds: ["/nb/inner.html"],
	}),
	one(
		"pages-drawn-as-pictures",
		`<div class="flip">${Array.from({ length: 5 }, (_, i) => `<img class="pdfpage" src="/f/p${i}.png">`).join("")}</div>`,
		{ finds: ["/nb/d.html"], told: ["failed"] },
	),
	one("text-in-a-noscript-wall", "<noscript>请启用脚本</noscript><div id='root'></div><script src='/static/main.js'></script>", {
		finds: ["/nb/d.html"],
		told: ["failed"],
	}),
	one("an-empty-document", "<p>（正文见附件）</p>", { finds: ["/nb/d.html"], told: ["failed"] }),
	one("a-zip-of-the-report", `<a href="/f/2.zip">${titleOf(ORGAN)}.zip</a>`, {
		routes: { "/f/2.zip": { type: "application/zip", body: "PK\u{3}\u{4}" } },
		finds: ["/f/2.zip"],
	}),
	one("an-ofd-of-the-report", `<a href="/f/3.ofd">${titleOf(ORGAN)}.ofd</a>`, {
		routes: { "/f/3.ofd": { type: "application/ofd", body: "PK\u{3}\u{4}" } },
		finds: ["/f/3.ofd"],
	}),
];
