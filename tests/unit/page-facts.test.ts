import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/disclosure-report/index.ts";
import { parsePage, sortLinks } from "../../src/collecting/sources/links.ts";
import { drawsBorders, isColumn, publishedOn } from "../../src/collecting/sources/page-facts.ts";

const knowledge = disclosureReport.sources;

describe("what pages tell of publication", () => {
	test.each([
		['<meta name="PubDate" content="2024-01-20 09:30"><body>发布日期：2023-01-01</body>', "2024-01-20"],
		["<body>来源：某局 发布时间：2024年1月9日 浏览次数：5</body>", "2024-01-09"],
		["<body><p>统计期限为2023年1月1日至2023年12月31日。</p><p>2024年1月18日</p></body>", undefined],
		["<body></body>", undefined],
	])("%# the day of publication is described or labelled, never a date of the report's own text", (html, day) => {
		expect(publishedOn(parsePage(html))).toBe(day);
	});

	test("a list's day is taken from the entry of its link alone", () => {
		const title = "某局2023年政府信息公开工作年度报告";
		const page = parsePage(
			`<ul><li><a href="a.html">${title}</a><span>2024-01-20</span></li><li><a href="b.html">${title}</a></li></ul>
			<p><a href="c.html">${title}</a> <a href="x">x</a> <a href="y">y</a> 2020-02-02</p>`,
		);
		const { links } = sortLinks(page, "https://www.example.gov.cn/", { knowledge });
		expect(links.map(({ date }) => date)).toEqual(["2024-01-20", undefined, undefined]);
	});

	test.each([
		["<title>政府信息公开年报_某市</title>", true],
		["<title>某市</title><div class='crumbs'>首页 > 政府信息公开年度报告</div>", true],
		["<title>通知公告</title>", undefined],
	])("%# a column says so, or nothing is told", (html, told) => {
		expect(isColumn(parsePage(html), knowledge)).toBe(told);
	});

	test.each([
		["<table border=1></table>", true],
		["<table><tr><td style='border:solid 1px'>1</td></tr></table>", true],
		["<table border='0'><tr><td>1</td></tr></table>", false],
		["<table class='x'></table>", undefined],
		["<p></p>", undefined],
	])("%# borders are seen where the page itself draws them", (html, told) => {
		expect(drawsBorders(parsePage(html))).toBe(told);
	});
});
