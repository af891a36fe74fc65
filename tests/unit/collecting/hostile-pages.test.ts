import { load } from "cheerio/slim";
import { expect, test } from "vitest";
import { knowledge } from "../../../pipelines/disclosure-report/sources/knowledge.ts";
import { readListPage } from "../../../src/collecting/sources/list.ts";
import { drawsBorders } from "../../../src/collecting/sources/page-facts.ts";

const URL_OF_LIST = "https://www.example.gov.cn/col/col12/index.html";

/** Once these took hours: 12 KB of blanks after an opened record, and a style of borders without end. */
test("an answer of jcms with a megabyte of blanks in a record is read in one go", () => {
	const text = `<datastore><totalrecord>1</totalrecord><record>${" ".repeat(1_000_000)}`;
	const source = { id: "j", kind: "jcms", url: URL_OF_LIST, unit: "", per_page: 45, method: "get" } as const;
	const request = { url: URL_OF_LIST, method: "GET", number: 0 } as const;
	expect(readListPage(source, request, { knowledge, text, base: URL_OF_LIST }).links).toEqual([]);
	const record = `<record> <![CDATA[<a href="/a.html">青石市教育局2023年政府信息公开工作年度报告</a>]]> </record>`;
	expect(readListPage(source, request, { knowledge, text: record, base: URL_OF_LIST }).links.length).toBe(1);
});

test.each([
	[`<table style="${"border".repeat(400_000)}">`, undefined],
	['<table style="color: red; border: 1px solid">', true],
	['<table style="border-collapse: collapse; border:none" border="0">', false],
	['<table style="border: 0" border="0">', false],
])("the style of %.60j draws borders: %j", (html, draws) => {
	expect(drawsBorders(load(`${html}<tr><td>1</td></tr></table>`))).toBe(draws);
});
