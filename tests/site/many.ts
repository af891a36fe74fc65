import { disclosureReport } from "../../pipelines/disclosure-report/index.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import { reportHtml } from "../../samples/make/page.ts";
import { readHtml } from "../../src/reading/html/read-html.ts";
import { writePdf } from "../support/write-pdf.ts";
import { listPage } from "./pages.ts";
import type { Route, Site } from "./server.ts";
import { startSite } from "./server.ts";
import { documentAsWord } from "./word.ts";

/** Many organs' reports on several hosts: a list for each host, over pages of fifty. */
export interface Province {
	readonly sites: readonly Site[];
	readonly sources: readonly object[];
	readonly close: () => Promise<void>;
}

const PLACES = [..."东南西北青石云浦榕溪望海岭桥屏安河湖江山林田"].flatMap((one, i, all) =>
	all.slice(i + 1).map((other) => `${one}${other}`),
);
const ORGANS = ["水务局", "教育局", "财政局", "卫生健康局", "自然资源局", "人民政府", "民政局"];
const SCALES = [3, 25, 120, 900, 40_000];
const PER_PAGE = 50;

/** What one report is published as: of ten, six are web pages, two Word documents and two PDFs. */
function kindOf(i: number): "html" | "docx" | "pdf" {
	return i % 10 < 6 ? "html" : i % 10 < 8 ? "docx" : "pdf";
}

/** The report with this number: always the same, and no two are alike. */
async function reportOf(i: number): Promise<{ title: string; kind: "html" | "docx" | "pdf"; body: string | Uint8Array }> {
	const year = 2019 + (i % 6);
	const place = PLACES[Math.floor(i / ORGANS.length) % PLACES.length] ?? "";
	const issuer = `${place}县${ORGANS[i % ORGANS.length]}`;
	const edition = year <= 2020 ? "2019" : "2021";
	const figures = consistentFigures(50_000 + i, edition, SCALES[i % SCALES.length] ?? 25);
	// In every seventh a total is wrong: there is something to find.
	if (i % 7 === 3) figures["requests.total.total"] = (figures["requests.total.total"] ?? 0) + 1;
	const html = reportHtml(figures, { edition }, { issuer, year, signedOn: `${year + 1}-01-20` }, {});
	const title = `${issuer}${year}年政府信息公开工作年度报告`;
	const kind = kindOf(i);
	if (kind === "html") return { title, kind, body: html };
	const document = readHtml(html, disclosureReport.sources);
	return { title, kind, body: kind === "pdf" ? writePdf(document) : await documentAsWord(document) };
}

/** Starts the hosts. Reports are made when they are asked for, and once. */
export async function startProvince(count: number, hosts: number): Promise<Province> {
	const made: { title: string; kind: "html" | "docx" | "pdf"; body: string | Uint8Array }[] = [];
	for (let i = 0; i < count; i++) made.push(await reportOf(i));
	const sites: Site[] = [];
	for (let host = 0; host < hosts; host++) {
		const own = made.map((report, i) => ({ ...report, i })).filter(({ i }) => i % hosts === host);
		const routes: Record<string, Route> = {};
		const pages = Math.ceil(own.length / PER_PAGE);
		for (let page = 0; page < pages; page++) {
			const links = own
				.slice(page * PER_PAGE, (page + 1) * PER_PAGE)
				.map(({ i, kind, title }) => [`./r${i}.${kind}`, title] as const);
			const next = page + 1 < pages ? `<a href="index_${page + 1}.html">下一页</a>` : "";
			routes[page === 0 ? "/xxgk/" : `/xxgk/index_${page}.html`] = { body: listPage(links, next) };
		}
		for (const { i, kind, body } of own) {
			const type = { html: "text/html; charset=utf-8", pdf: "application/pdf", docx: "application/octet-stream" }[kind];
			routes[`/xxgk/r${i}.${kind}`] = { type, body };
		}
		sites.push(await startSite(routes));
	}
	return {
		sites,
		sources: sites.map(({ origin }, i) => ({ id: `host${i}`, kind: "list", url: `${origin}/xxgk/` })),
		close: async () => {
			await Promise.all(sites.map((site) => site.close()));
		},
	};
}
