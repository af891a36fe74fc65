import { describe, expect, test } from "vitest";
import { readHtml } from "../../../../src/reading/html/read-html.ts";
import { UNREAD } from "../../../../src/text/unread.ts";

const signs = { containers: ["#zoom", ".content"], wanted: /年度报告/ };
const read = (body: string, css = "") => readHtml(`<html><head><style>${css}</style></head><body>${body}</body></html>`, signs);

const paragraphs = ["一、总体情况及主要做法", "二、主动公开政府信息情况", "三、收到和处理申请情况", "四、行政复议和诉讼情况"];
const table = (name: string, figure: number) =>
	`<table><tr><td>信息内容</td><td>本年${name}数量</td></tr><tr><td>行政许可</td><td>${figure}</td></tr><tr><td>行政处罚</td><td>7</td></tr></table>`;
const article = (figure: number) =>
	`${paragraphs.map((text) => `<p>${text}</p>`).join("")}${table("处理", figure)}${table("收到", figure + 1)}`;
const figuresOf = (body: string, css?: string) =>
	read(body, css).blocks.flatMap((block) => (block.kind === "table" ? (block.table.cells[3]?.text ?? []) : []));
const lossesOf = (body: string, css?: string) => (read(body, css).losses ?? []).map(({ code }) => code);

describe("what of a page is the article (issue 15)", () => {
	const narrow = ".m{display:none}@media (max-width:600px){.m{display:block}.pc{display:none}}";
	test.each([
		["a copy for small screens is not read", `<div class="m">${article(50)}</div><div class="pc">${article(12)}</div>`, narrow],
		[
			"a copy for printing is not read",
			`${article(12)}<div class="p">${article(50)}</div>`,
			".p{display:none}@media print{.p{display:block}}",
		],
		["the same article twice is read once", article(12) + article(12), ""],
		["an older table that is struck gives way", article(12).replace("<table", `<s>${table("处理", 50)}</s><table`), ""],
		[
			"an older table in the colour of the page gives way",
			article(12).replace("<table", `<div style="color:#fff">${table("处理", 50)}</div><table`),
			"",
		],
		["the page of a form program is one form", `<form><input type="hidden" value="9">${article(12)}</form>`, ""],
		[
			"tables lay the page out",
			`<table><tr><td>栏目</td><td><table><tr><td>${article(12)}</td></tr></table></td></tr></table>`,
			"",
		],
		["frames inside cells do not", article(12).replace("<td>12</td>", "<td><table><tr><td>12</td></tr></table></td>"), ""],
		[
			"rows that are collapsed are not there",
			article(12).replace(
				"<tr><td>行政许可",
				'<tr style="visibility:collapse"><td>行政许可</td><td>50</td></tr><tr><td>行政许可',
			),
			"",
		],
		[
			"struck rows give way to others of their label",
			article(12).replace(
				"<tr><td>行政许可",
				'<tr style="text-decoration:line-through"><td>行政许可</td><td>50</td></tr><tr><td>行政许可',
			),
			"",
		],
	])("%s", (_, body, css) => {
		expect(figuresOf(body, css)).toEqual(["12", "13"]);
		expect(lossesOf(body, css)).toEqual([]);
	});
	test.each([
		["two articles with other figures", article(12) + article(50), "copies-differ"],
		[
			"a second article beside the container",
			`<div class="content">${article(50)}</div><div id="zoom">${article(12)}</div>`,
			"copies-differ",
		],
		[
			"a table in a box that is closed",
			`<p>一</p><details><summary>表</summary>${table("处理", 12)}</details>`,
			"parts-not-shown",
		],
		["a table that is there and not seen", `<p>一</p><div style="opacity:0">${table("处理", 12)}</div>`, "parts-not-shown"],
		["a table in white", `<p>一</p><div style="color:white">${table("处理", 12)}</div>`, "parts-not-shown"],
	])("%s are said to be there", (_, body, code) => expect(lossesOf(body)).toEqual([code]));
	test("the only row of its label counts though it is struck, and its figure is not read", () => {
		const rows = "<tr><td>甲类</td><td>1</td></tr><tr><td><s>乙类</s></td><td><s>2</s></td></tr>";
		const [block] = read(`<table>${rows}</table>`).blocks;
		expect(block?.kind === "table" && block.table.cells.map(({ text }) => text)).toEqual(["甲类", "1", "乙类", UNREAD]);
	});
	test("running text has no marks, and keeps what is raised otherwise", () => {
		const [block] = read('<p>收到申请12<sup>1</sup>件，<del>13件，</del>面积5m<sup>2</sup>。<img src="a.png"></p>').blocks;
		expect(block?.kind === "paragraph" && block.paragraph.text).toBe("收到申请12件，面积5m²。");
	});
});

describe("hostile pages end (issue 15)", () => {
	const timed = (body: string, css: string) => {
		const start = process.cpuUsage();
		const { losses = [] } = read(body, css);
		expect(process.cpuUsage(start).user / 1e6).toBeLessThan(12);
		return losses;
	};
	const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join("");
	test.each([
		["29,000 selectors", many(8000, () => "<p class=a>字</p>"), many(29_000, (i) => `p.a:not(.b${i}){color:red}`), "characters"],
		["brothers of brothers", many(3000, () => "<b></b>"), "i~b~b~b~b{display:none}", "characters"],
		["elements without end", "<b>".repeat(10_000), "", "depth"],
	])("%s: the bound that is reached is said", (_, body, css, bound) => {
		expect(timed(body, css)).toContainEqual({ code: "bound-reached", bound });
	});
	test.each([
		[
			"selectors that go back at every step",
			`${"<div>".repeat(150)}<i>字</i>`,
			`${"div ".repeat(40)}b i{display:none}`.repeat(500),
		],
		["brackets without end", "<p>字</p>", `${"(".repeat(100_000)}{}`],
		["rules in rules", "<p>字</p>", "a{".repeat(30_000)],
		["a style without end", `<p style="${"color:red;".repeat(50_000)}">字</p>`, ""],
		["variables that name one another", "<p>字</p>", "p{--a:var(--b) var(--b);--b:var(--a) var(--a);color:var(--a)}"],
	])("%s", (_, body, css) => {
		timed(body, css);
		expect(read(body, css).blocks).toHaveLength(1);
	});
});
