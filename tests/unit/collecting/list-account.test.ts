import { describe, expect, test } from "vitest";
import { knowledge } from "../../../pipelines/disclosure-report/sources/knowledge.ts";
import type { ReadList } from "../../../src/collecting/source-account.ts";
import { accountOf, doubtWords } from "../../../src/collecting/source-account.ts";
import { readArticle } from "../../../src/collecting/sources/article.ts";
import { readListPage } from "../../../src/collecting/sources/list.ts";
import { announcedBy } from "../../../src/collecting/sources/list-account.ts";
import type { ListRequest } from "../../../src/collecting/sources/list-page.ts";
import { Source } from "../../../src/collecting/sources/source-kinds.ts";

const URL_OF_LIST = "https://www.example.gov.cn/nb/";
const source = Source.parse({ id: "city", kind: "list", url: URL_OF_LIST });
const first: ListRequest = { url: URL_OF_LIST, method: "GET", number: 0 };
const report = (organ: string) => `${organ}2025年政府信息公开工作年度报告`;

function read(text: string, request: ListRequest = first) {
	return readListPage(source, request, { knowledge, text, base: request.url });
}

describe("what a list page shows", () => {
	test.each([
		["createPageHTML(3, 0, 'index', 'html')", 3],
		["createPageHTML('pg', 4, 1, 'index', 'html', 45)", 4],
		["var countPage = 5; createPageHTML(countPage, currentPage, 'index', 'html')", 5],
		["<span>共 7 页</span>", 7],
		["第 1 页 / 共 6 页", 6],
		["下一页(1/9)", 9],
		["<p>2025年</p>", undefined],
	])("the number of pages that %s announces", (text, pages) => {
		expect(announcedBy(text).pages).toBe(pages);
	});

	test("every link is taken, or refused with its reason", () => {
		const { links, account } = read(
			`<a href="a.html">${report("甲市教育局")}</a><a href="b.xls">${report("甲市民政局")}</a><a href="c.html">机构职能</a>
			<a href="d.html">图解：${report("甲市司法局")}</a><a href="ftp://x/e.html">${report("甲市财政局")}</a>
			<a href="f.html">${report("甲市教师培训中心")}</a>`,
		);
		expect(links.map(({ title }) => title)).toEqual([report("甲市教育局"), report("甲市教师培训中心")]);
		expect(account.refused.map(({ reason }) => reason)).toEqual(["kind-of-file", "title", "about-reports", "address"]);
		expect(account.entries).toBe(6);
	});

	test("titles beside their links, cut titles, script links and options are read", () => {
		const { links } = read(
			`<table><tr><td>${report("甲市教育局")}</td><td><a href="1.html">查看</a></td></tr></table>
			<a href="2.html">甲市民政局2025年政府信息公开工作年…</a>
			<a href="javascript:void(0)" onclick="openInfo('/3.html')">${report("甲市司法局")}</a>
			<select><option value="/4.html">${report("甲市财政局")}</option></select>`,
		);
		expect(links.map(({ url }) => url.slice(-6))).toEqual(["1.html", "2.html", "3.html", "4.html"]);
	});

	test("in the column for reports short titles and names of organs will do", () => {
		const entries = `<a href="a.html">甲市教育局2025年年报</a><a href="b.html">甲市民政局</a><a href="c.html">首页</a>`;
		expect(read(entries).links).toEqual([]);
		expect(read(`<title>政府信息公开年报</title>${entries}`).links.map(({ title }) => title)).toEqual([
			"甲市教育局2025年年报",
			"甲市民政局",
		]);
	});

	test.each([
		['<iframe src="inner.html"></iframe>', "nb/inner.html"],
		['<meta http-equiv="refresh" content="0;url=/real/">', "/real/"],
		['<script>window.location.href="/real/";</script>', "/real/"],
		[`<script parseType="x" url="/front/unit" queryData="{'webId':'7'}"></script>`, "/front/unit?webId=7&parseType=x"],
	])("a page without reports leads on: %s", (text, end) => {
		const { next, account } = read(text);
		expect(next.map(({ url }) => url.endsWith(end))).toEqual([true]);
		expect(account.fault).toBeUndefined();
	});

	test.each([
		['<div id="app"></div>', "no-links"],
		["<p>暂无内容</p>", "no-links"],
	])("an empty page is no empty list: %s", (text, fault) => {
		expect(read(text).account.fault).toBe(fault);
	});

	test.each([
		[0, "createPageHTML(3, 0, 'index', 'html')", "index_1.html"],
		[0, "createPageHTML('pg', 3, 1, 'index', 'html', 45)", "index_2.html"],
		[0, '<a href="p2.html"><img alt="下一页" src="n.gif"></a>', "p2.html"],
		[0, '<a href="p2.html">2</a><a href="p3.html">3</a>', "p2.html"],
		[
			0,
			'共3页<a href="javascript:goPage(2)">下一页</a><script>function goPage(n){location.href="/l/i_"+(n-1)+".html"}</script>',
			"i_1.html",
		],
		[1, "共3页", "index_2.html"],
	])("page %i of a list leads to the next one: %s", (number, paging, end) => {
		const request = number === 0 ? first : { ...first, number, url: `${URL_OF_LIST}index_${number}.html` };
		const { next } = read(`<a href="a.html">${report("甲市教育局")}</a>${paging}`, request);
		expect(next.map(({ url }) => url.endsWith(end))).toEqual([true]);
	});
});

describe("what a look through a source comes to", () => {
	const list = (more: Partial<ReadList["account"]> = {}): ReadList => ({
		url: URL_OF_LIST,
		account: {
			entries: 10,
			refused: [{ title: "首页", url: "/", reason: "title" }],
			announced: {},
			oldest: "2024-01-20",
			...more,
		},
		taken: 3,
		links: [],
	});
	const look = { source: "city", url: URL_OF_LIST, hasLists: true, lists: [list()], found: 3, troubles: 0 };
	const codes = (of: Parameters<typeof accountOf>[0], usual?: number) => accountOf(of, usual).doubts.map(({ code }) => code);

	test("a whole look has no doubts, and says how far back it reached", () => {
		expect(accountOf(look, 3)).toMatchObject({
			found: 3,
			pages: 1,
			entries: 10,
			refused: { title: 1 },
			oldest: "2024-01-20",
			doubts: [],
		});
	});

	test("what was not seen is a doubt", () => {
		expect(codes({ ...look, found: 0 })).toEqual(["nothing-found"]);
		expect(codes({ ...look, found: 1 }, 3)).toEqual(["fewer-than-usual"]);
		expect(codes({ ...look, lists: [list({ announced: { pages: 3 } })] })).toEqual(["pages-not-read"]);
		expect(codes({ ...look, lists: [list({ announced: { entries: 40 } })] })).toEqual(["entries-not-read"]);
		expect(codes({ ...look, pageLimit: 30 })).toEqual(["page-limit"]);
		expect(codes({ ...look, lists: [list({ fault: "no-json" })] })).toEqual(["list-not-read"]);
		expect(codes({ ...look, lists: [], found: 0, troubles: 1 })).toEqual(["troubles"]);
	});

	test("doubts are told in words", () => {
		const { doubts } = accountOf({ ...look, found: 1 }, 3);
		expect(doubts.map(doubtWords)).toEqual(["1 reports were found where 3 are usual"]);
	});
});

describe("which document stands for a page", () => {
	const cells = `<table>${"<tr><td>1</td><td>2</td><td>3</td></tr>".repeat(12)}</table>`;
	const page = (article: string, around = "") =>
		readArticle(`<h1>${report("甲市教育局")}</h1><div id="zoom">${article}</div><div>${around}</div>`, URL_OF_LIST, knowledge);

	test("the article's own tables beat files that are not named as reports, inside and outside", () => {
		expect(page(cells, '<a href="/help/guide.pdf">帮助</a>').attachments).toEqual([]);
		expect(page(`${cells}<a href="/f/1.pdf">主动公开基本目录.pdf</a>`).attachments).toEqual([]);
		expect(page(cells, `<a href="/f/2.pdf">${report("乙市民政局")}</a>`).attachments).toEqual([]);
	});

	test("files named as the report, and any file of an article without tables, stand for it", () => {
		const urls = (article: string, around?: string) => page(article, around).attachments.map(({ url }) => new URL(url).pathname);
		expect(urls(`${cells}<a href="/f/3.pdf">${report("甲市教育局")}</a>`)).toEqual(["/f/3.pdf"]);
		expect(urls('<a href="/f/4.pdf">附件</a>')).toEqual(["/f/4.pdf"]);
		expect(urls("", `<a href="/f/5.pdf">${report("甲市教育局")}</a>`)).toEqual(["/f/5.pdf"]);
		expect(urls('<a href="/download.do?id=7">年报.pdf</a>')).toEqual(["/download.do"]);
		expect(urls('<iframe src="/pdfjs/show.jsp?url=%2Ff%2F6.pdf"></iframe>')).toEqual(["/f/6.pdf"]);
		expect(urls('<script>var pdfUrl="/f/7.pdf";</script>')).toEqual(["/f/7.pdf"]);
	});
});
