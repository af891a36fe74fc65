import { gbkBytes } from "./gbk.ts";
import { articlePage, listPage, sampleAsHtml, samplePdf } from "./pages.ts";
import type { Site } from "./server.ts";
import { startSite } from "./server.ts";
import { sampleAsWord } from "./word.ts";

/** Sites of the platform families that the city does not have, each a host of its own. */
export interface Platforms {
	readonly gkmlpt: Site;
	readonly anhui: Site;
	readonly ids: Site;
	readonly jcms: Site;
	readonly config: (more?: object) => string;
	readonly close: () => Promise<void>;
}

/** What must be published: issuers of the samples, and whether as PDF, page or Word document. */
export const PLATFORM_REPORTS = [
	["临江区卫生健康局", "html"],
	["东岭省人民政府", "pdf"],
	["大湾市应急管理局", "html"],
	["榕溪镇人民政府", "docx"],
	["云浦区水务局", "pdf"],
	["南屏县财政局", "pdf"],
] as const;

/** Starts the sites. */
export async function startPlatforms(): Promise<Platforms> {
	const [gkmlpt, anhui, ids, jcms] = await Promise.all([gkmlptSite(), anhuiSite(), idsSite(), jcmsSite()]);
	const all = [gkmlpt, anhui, ids, jcms];
	const config = (more: object = {}) =>
		JSON.stringify({
			sources: [
				{
					id: "gkmlpt",
					kind: "json",
					url: `${gkmlpt.origin}/gkmlpt/api/all/2461?page={n}&sid=755001`,
					items: "articles",
					link: "post.url",
				},
				{ id: "anhui", kind: "list", url: `${anhui.origin}/zfxxgk/public/29641/index.html`, within: ".xxgk_list" },
				{ id: "ids", kind: "list", url: `${ids.origin}/zfb/gknb/` },
				{ id: "jcms", kind: "jcms", url: `${jcms.origin}/col/col1229445040/index.html`, unit: "7010546" },
			],
			politeness: { delay_seconds: 0.02, backoff_seconds: 0.05, tries: 2 },
			limits: { seconds: 3, megabytes: 5 },
			private_hosts: ["127.0.0.1"],
			...more,
		});
	return {
		gkmlpt,
		anhui,
		ids,
		jcms,
		config,
		close: async () => {
			await Promise.all(all.map((site) => site.close()));
		},
	};
}

/** 集约化平台: the list page is a script; a JSON list with nested addresses; a report as Word document; a page for telephones. */
async function gkmlptSite(): Promise<Site> {
	const article = (url: string, title: string) => ({ title, post: { url } });
	return startSite({
		"/gkmlpt/index": { body: "<html><script>window.SID='755001'</script></html>" },
		"/gkmlpt/api/all/2461?page=1&sid=755001": {
			type: "application/json",
			body: JSON.stringify({
				articles: [
					article("/content/post_9472698.html", "榕溪镇人民政府2020年政府信息公开工作年度报告"),
					article("http://m.example.invalid/content/post_9472698.html", "榕溪镇人民政府2020年政府信息公开工作年度报告"),
					article("/content/post_9472699.html", "一图读懂：榕溪镇2020年政府信息公开工作年度报告"),
				],
			}),
		},
		"/gkmlpt/api/all/2461?page=2&sid=755001": { type: "application/json", body: '{"articles":[]}' },
		"/content/post_9472698.html": {
			body: articlePage("榕溪镇人民政府2020年政府信息公开工作年度报告", "/attachment/0/1/4107020.docx"),
		},
		"/attachment/0/1/4107020.docx": { type: "application/octet-stream", body: await sampleAsWord("township-2020-all-zero") },
	});
}

/** 安徽: a list beside other lists, titles without a year, the report as a page in GBK inside tables that lay the page out. */
async function anhuiSite(): Promise<Site> {
	const report = (await sampleAsHtml("bureau-2024-vertical-labels")).replace("utf-8", "gb2312");
	const laidOut = report
		.replace("<body>", "<body><table width=980><tr><td>导航</td><td><table><tr><td>")
		.replace("</body>", "</td></tr></table></td></tr></table></body>");
	const own = listPage([
		["/zfxxgk/public/29641/51305266.html", "政府信息公开年报"],
		["/Xxgknb/show/5166.html", "2025年度政府信息公开工作年度报告"],
	]);
	return startSite({
		"/zfxxgk/public/29641/index.html": {
			body: gbkBytes(
				own
					.replace("utf-8", "gbk")
					.replace('class="list"', 'class="xxgk_list"')
					.replace("</body>", '<ul><li><a href="/other/1.html">别处2024年政府信息公开工作年度报告</a></li></ul></body>'),
			),
			type: "text/html",
		},
		"/zfxxgk/public/29641/51305266.html": { type: "text/html", body: gbkBytes(laidOut) },
		"/Xxgknb/show/5166.html": { body: articlePage("2025年度政府信息公开工作年度报告", "/DownFile/5166.pdf?filename=5166.pdf") },
		"/DownFile/5166.pdf?filename=5166.pdf": { type: "application/pdf", body: await samplePdf("province-2025-landscape") },
	});
}

/**
 * Addresses of UUIDs, snowflakes and ObjectIds, on a list whose page links a script prints: a PDF in a viewer, one
 * beside the page's own tables, and one that also stands, as a page, where 安徽 has it.
 */
async function idsSite(): Promise<Site> {
	const uuid = "./201802/a21fdc42-7f4e-4b7e-9d53-0a6f1f6f0b11.shtml";
	const snowflake = "/qzf/bmxxgknb/1906985018193408001.html";
	const objectId = "/art/63d48a80f8fd1c4c213ab9ff.html";
	const script = '<script>createPageHTML(2, 0, "index", "shtml");</script>';
	const viewer = '<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2Freport.pdf"></iframe>';
	return startSite({
		"/zfb/gknb/": {
			body: listPage(
				[
					[uuid, "云浦区水务局2021年政府信息公开工作年度报告"],
					[snowflake, "临江区卫生健康局信息公开年报"],
				],
				script,
			),
		},
		"/zfb/gknb/index_1.shtml": {
			body: listPage(
				[
					[objectId, "南屏县财政局2022年政府信息公开工作年度报告"],
					["/doc/2024/01/08/4153378.shtml", "文字解读：2022年政府信息公开工作年度报告"],
				],
				script,
			),
		},
		[`/zfb/gknb/${uuid.slice(2)}`]: {
			body: `<html><head><title>年报</title></head><body><div id="zoom">${viewer}</div></body></html>`,
		},
		"/files/report.pdf": { body: await samplePdf("bureau-2021-ruled") },
		// The page has no attachment: its own tables are the report.
		[snowflake]: { body: await sampleAsHtml("bureau-2024-stripes") },
		// The page has tables and a PDF that is named as this report: the PDF is the report.
		[objectId]: {
			body: (await sampleAsHtml("bureau-2022-two-pages")).replace(
				"</body>",
				'<a href="P020230118.pdf">南屏县财政局2022年政府信息公开工作年度报告.pdf</a></body>',
			),
		},
		"/art/P020230118.pdf": { type: "application/pdf", body: await samplePdf("bureau-2022-two-pages") },
	});
}

/** A data proxy that answers POST only; a page that stands elsewhere too, through a redirect, in UTF-8 with a byte order mark. */
async function jcmsSite(): Promise<Site> {
	const title = "大湾市应急管理局2024年政府信息公开工作年度报告";
	const record = `<record><![CDATA[<li><a href='/art/2025/1/22/art_1229445040_4107020.html'>${title}</a></li>]]></record>`;
	return startSite({
		"/module/web/jpage/dataproxy.jsp": (request, body) =>
			request.method === "POST" && new URLSearchParams(body).get("columnid") === "1229445040" && body.includes("unitid=7010546")
				? { type: "text/xml", body: `<datastore><totalrecord>1</totalrecord><recordset>${record}</recordset></datastore>` }
				: { status: 400, body: "bad request" },
		"/art/2025/1/22/art_1229445040_4107020.html": { status: 301, headers: { location: "/zwgk/nb.html" } },
		"/zwgk/nb.html": { body: `\ufeff${await sampleAsHtml("bureau-2024-vertical-labels")}` },
	});
}
