import { describe, expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { readFlow } from "../../src/reading/read-flow.ts";
import { sampleAsHtml } from "../site/pages.ts";

function read(html: string): Report {
	const bytes = new TextEncoder().encode(html);
	const document = readFlow(bytes, { media: "html", contentType: "", signs: disclosureReport.sources });
	return disclosureReport.map(document).publish({ file: "x", sha256: "0".repeat(64), bytes: 1 }) as unknown as Report;
}

const codes = ({ quality }: Report) => quality.reasons.map(({ code }) => code);
const accusations = ({ findings }: Report) =>
	findings
		.filter(({ verdict, cause }) => verdict === "broken" && cause === "report")
		.map(({ rule, message }) => `${rule} ${message}`);
const article = async (name: string) =>
	/<div id="zoom">([\s\S]*)<\/div><div class="foot">/.exec(await sampleAsHtml(name))?.[1] ?? "";
const page = (body: string) => `<html><body><div id="zoom">${body}</div></body></html>`;

describe("several reports in one document", () => {
	const [wanted, older, third] = ["bureau-2024-stripes", "bureau-2021-ruled", "township-2020-all-zero"] as const;
	test.each([
		["the wanted one first", [wanted, older]],
		["the wanted one last", [older, wanted]],
		["three, the wanted one in the middle", [third, wanted, older]],
	])("%s: the latest is read, and nothing of the others is charged to it", async (_, names) => {
		const alone = read(page(await article(wanted)));
		const report = read(page((await Promise.all(names.map(article))).join("\n")));
		expect(report.issuer).toEqual(alone.issuer);
		expect([report.year, report.title, report.published_on]).toEqual([alone.year, alone.title, alone.published_on]);
		expect(report.tables).toEqual(alone.tables);
		expect(codes(report)).toContain("other-reports");
		expect(accusations(report).filter((accusation) => !accusations(alone).includes(accusation))).toEqual([]);
	});
	test("a cover over several names none of them", async () => {
		const body = `<p align="center">临江区2024年政府信息公开工作年度报告汇编</p>${await article(wanted)}${await article(older)}`;
		expect(read(page(body)).issuer).toEqual(read(page(await article(wanted))).issuer);
	});
	test("a list of contents with the title above it is no report", async () => {
		const contents = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "存在的主要问题及改进情况"];
		const list = contents.map((text, i) => `<p>${"一二三五"[i]}、${text}</p>`).join("");
		const body = await article(wanted);
		const title = /<p align="center">.*?<\/p>/.exec(body)?.[0] ?? "";
		expect(codes(read(page(title + list + body)))).not.toContain("other-reports");
	});
});

describe("two versions of one table", () => {
	/** The article with its table 三 printed twice, the other version with other figures. */
	async function twice([first, second]: readonly [string, string], otherIs: "first" | "second", change = true): Promise<string> {
		const body = await article("bureau-2024-stripes");
		const table = body.match(/<table[\s\S]*?<\/table>/g)?.find((text) => text.includes("本年新收")) ?? "";
		const other = change ? table.replaceAll(/<span>(\d+)<\/span>/g, (_, count) => `<span>${Number(count) + 1}</span>`) : table;
		const [above, below] = otherIs === "first" ? [other, table] : [table, other];
		return page(body.replace(table, `<p>${first}</p>${above}<p>${second}</p>${below}`));
	}
	const alone = async () => read(page(await article("bureau-2024-stripes")));

	test.each([
		["更正前：", "更正后：", "first"],
		["（修改后）", "（修改前）", "second"],
		["2023年度（上年）情况：", "2024年度（本年）情况：", "first"],
		["2024年", "2023年", "second"],
		["上年数据", "本年数据", "first"],
		["原表有误：", "现将正确的表公布如下", "first"],
	] as const)("%s … %s: the one that is meant is read, the other is told", async (first, second, otherIs) => {
		const report = read(await twice([first, second], otherIs));
		expect(report.tables).toEqual((await alone()).tables);
		expect(codes(report)).toContain("table-repeated");
		expect(accusations(report)).toEqual(accusations(await alone()));
	});
	test("where nothing tells which is meant, the figures are in doubt and accuse of nothing", async () => {
		const report = read(await twice(["表三", "表三"], "second"));
		expect(codes(report)).toContain("versions-unclear");
		expect(report.quality.status).toBe("needs_review");
		expect(accusations(report).filter((accusation) => /^[AT]0/.test(accusation))).toEqual([]);
		const figures = report.cells.filter(({ path, state }) => path.startsWith("requests.") && state === "number");
		expect(figures.every(({ confidence }) => confidence < 0.95)).toBe(true);
	});
	test("the same figures twice are one table", async () => {
		const report = read(await twice(["表三", "表三"], "second", false));
		expect(report.tables).toEqual((await alone()).tables);
		expect(codes(report)).toEqual([]);
	});
});
