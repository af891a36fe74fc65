import { gbkBytes } from "./gbk.ts";
import { articlePage, listPage, sampleAsHtml, samplePdf } from "./pages.ts";
import type { Site } from "./server.ts";
import { startSite } from "./server.ts";

/** A city whose organs publish on sites of different families; each site is a host of its own. */
export interface City {
	readonly trs: Site;
	readonly jcms: Site;
	readonly annual: Site;
	readonly script: Site;
	readonly all: readonly Site[];
	/** The configuration of a run over it, as JSON (which is YAML). */
	readonly config: (more?: object) => string;
	readonly close: () => Promise<void>;
}

/** Reports that a run must find: those of the samples, each once. */
export const EXPECTED_REPORTS = 7;

/** Starts the city's sites. */
export async function startCity(): Promise<City> {
	const trs = await trsSite();
	const jcms = await jcmsSite();
	const annual = await annualSite();
	const script = await scriptSite();
	const all = [trs, jcms, annual, script];
	const config = (more: object = {}) =>
		JSON.stringify({
			sources: [
				{ id: "trs", kind: "list", url: `${trs.origin}/xxgk/zfxxgknb/` },
				{ id: "jcms", kind: "jcms", url: `${jcms.origin}/col/col1229214366/index.html`, per_page: 1, method: "get" },
				{
					id: "annual",
					kind: "annual",
					url: `${annual.origin}/module/xxgk/xxgkAnnualReport.jsp`,
					areas: ["1133"],
					from: 2021,
					to: 2024,
				},
				{ id: "script", kind: "json", url: `${script.origin}/api/list?page={n}` },
			],
			politeness: { delay_seconds: 0.04, backoff_seconds: 0.05, tries: 2 },
			limits: { seconds: 3, megabytes: 5 },
			private_hosts: ["127.0.0.1"],
			...more,
		});
	return {
		trs,
		jcms,
		annual,
		script,
		all,
		config,
		close: async () => {
			await Promise.all(all.map((site) => site.close()));
		},
	};
}

/** A static list in GBK over two pages, with a picture version, a mobile copy, and a report that robots.txt forbids. */
async function trsSite(): Promise<Site> {
	const title = "某局2021年政府信息公开工作年度报告";
	const page1 = listPage(
		[
			["./202201/t20220120_1.html", title],
			["./202201/t20220120_1_wap.html", title],
			["./202201/t20220121_2.html", `图解：${title}`],
			["./202301/t20230118_3.html", "政府信息公开工作年度报告"],
			["/closed/t20240101_4.html", "某局2022年政府信息公开工作年度报告"],
			["./202201/t20220125_9.html", "关于召开会议的通知"],
		],
		'<a href="index_1.html">下一页</a>',
	);
	return startSite({
		"/robots.txt": { type: "text/plain", body: "User-agent: *\nDisallow: /closed/\n" },
		"/xxgk/zfxxgknb/": { type: "text/html", body: gbkBytes(page1.replace("utf-8", "gb2312")) },
		"/xxgk/zfxxgknb/index_1.html": {
			body: listPage([["./202401/W020240110.pdf", "某局2023年政府信息公开工作年度报告"]], '<a href="index.html">首页</a>'),
		},
		"/xxgk/zfxxgknb/202201/t20220120_1.html": { body: articlePage(title, "./P020220120.pdf") },
		"/xxgk/zfxxgknb/202201/P020220120.pdf": { type: "application/pdf", body: await samplePdf("bureau-2021-ruled") },
		// The type lies: the bytes are a PDF.
		"/xxgk/zfxxgknb/202301/t20230118_3.html": { type: "text/html", body: await samplePdf("bureau-2022-two-pages") },
		"/closed/t20240101_4.html": { body: articlePage(title, "./secret.pdf") },
		"/closed/secret.pdf": { body: await samplePdf("bureau-2021-ruled") },
		"/xxgk/zfxxgknb/202401/W020240110.pdf": {
			type: "application/octet-stream",
			body: await samplePdf("bureau-2023-inconsistent"),
		},
		"/manual.pdf": { type: "application/pdf", body: "%PDF-1.4 manual" },
	});
}

/** A data proxy that gives three records a page; the same report also stands at a second address. */
async function jcmsSite(): Promise<Site> {
	const titles = [
		"某乡2020年政府信息公开工作年度报告",
		"某局2024年政府信息公开工作年度报告",
		"某局2024年度政府信息公开工作年度报告",
		"某局2024年政府信息公开年报解读",
	];
	const record = (i: number) =>
		`<record><![CDATA[<li><a href="/art/2025/1/2/art_${i}.html" title="${titles[i]}">${titles[i]?.slice(0, 6)}</a></li>]]></record>`;
	const xml = (indices: readonly number[]) =>
		`<?xml version="1.0" encoding="utf-8"?><datastore><totalrecord>4</totalrecord><totalpage>2</totalpage><recordset>${indices.map(record).join("")}</recordset></datastore>`;
	const pdf = { type: "application/pdf", body: await samplePdf("bureau-2024-stripes") };
	return startSite({
		"/module/web/jpage/dataproxy.jsp": (request) => ({
			type: "text/xml",
			body: new URL(request.url ?? "", "http://x").searchParams.get("startrecord") === "1" ? xml([0, 1, 2]) : xml([3]),
		}),
		"/art/2025/1/2/art_0.html": {
			body: articlePage(titles[0] ?? "", "/module/download/downfile.jsp?classid=-1&filename=a1.pdf"),
		},
		"/module/download/downfile.jsp?classid=-1&filename=a1.pdf": {
			type: "application/pdf",
			body: await samplePdf("township-2020-all-zero"),
		},
		"/art/2025/1/2/art_1.html": { body: articlePage(titles[1] ?? "", "/files/one.pdf") },
		"/art/2025/1/2/art_2.html": { body: articlePage(titles[2] ?? "", "/files/two.pdf") },
		"/files/one.pdf": pdf,
		"/files/two.pdf": pdf,
		"/art/2025/1/2/art_3.html": { body: articlePage(titles[3] ?? "", "/files/no.pdf") },
	});
}

/** A module asked by `fbtime`: two years are web pages, one a soft 404, one missing. */
async function annualSite(): Promise<Site> {
	const address = (year: number) => `/module/xxgk/xxgkAnnualReport.jsp?fbtime=${year}&area=1133`;
	return startSite({
		[address(2021)]: { body: "<html><body>您访问的页面不存在</body></html>" },
		[address(2024)]: { body: await sampleAsHtml("bureau-2024-vertical-labels") },
	});
}

/** A JSON list with pages; the first answer is 429, then it behaves. */
async function scriptSite(): Promise<Site> {
	const items = [{ url: "/content/post_1.html", title: "某厅<em>2025</em>年政府信息公开工作年度报告" }];
	return startSite({
		"/robots.txt": { type: "text/plain", body: "User-agent: gouji\nCrawl-delay: 0.2\n" },
		"/api/list?page=1": (_request, _body, count) =>
			count === 1
				? { status: 429, headers: { "retry-after": "1" }, body: "slow down" }
				: { type: "application/json", body: JSON.stringify({ data: { list: items } }) },
		"/api/list?page=2": { type: "application/json", body: JSON.stringify({ data: { list: [] } }) },
		"/content/post_1.html": { body: articlePage("某厅2025年政府信息公开工作年度报告", "../files/province.pdf") },
		"/files/province.pdf": { type: "application/pdf", body: await samplePdf("province-2025-landscape") },
	});
}
