import { describe, expect, test } from "vitest";
import { checkReport } from "../../../pipelines/disclosure-report/check-report.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import { readFlow } from "../../../src/reading/read-flow.ts";
import type { Opening } from "../../support/openings.ts";
import { reportOf } from "../../support/openings.ts";

const read = (opening: Partial<Opening>) => reportOf({ issuer: "", year: null, ...opening }, "html");
const codes = (opening: Partial<Opening>) =>
	read(opening)
		.quality.reasons.map(({ code }) => code)
		.filter((code) => /issuer|year/.test(code));
const broken = (opening: Partial<Opening>) =>
	read(opening)
		.findings.filter(({ verdict }) => verdict === "broken")
		.map(({ rule }) => rule.slice(0, 3));
const PERIOD = "本报告中所列数据的统计期限自2020年1月1日起至2020年12月31日止。";

describe("a name or year that is in doubt wants review", () => {
	test.each<[string, Partial<Opening>, string[]]>([
		["nothing", { title: ["青石市水利局2022年政府信息公开工作年度报告"] }, []],
		["no name", { title: ["2022年政府信息公开工作年度报告"] }, ["issuer-not-found"]],
		["no year", { title: ["青石市水利局政府信息公开工作年度报告"] }, ["year-not-found"]],
		["whoever speaks of himself", { title: ["我局2022年政府信息公开工作年度报告"] }, ["issuer-in-doubt"]],
		["a name cut short", { title: ["青石市自然资源和规划2022年政府信息公开工作年度报告"] }, ["issuer-in-doubt"]],
		["a publisher only", { over: ["发布机构：青石市水利局"], title: ["2022年政府信息公开工作年度报告"] }, ["issuer-in-doubt"]],
		["a year before there were reports", { title: ["青石市水利局2003年政府信息公开工作年度报告"] }, ["year-in-doubt"]],
		[
			"a year after the report was signed",
			{ title: ["青石市水利局2024年政府信息公开工作年度报告"], tail: ["青石市水利局", "2023年1月9日"] },
			["year-in-doubt"],
		],
		[
			"a title against period and signature",
			{ title: ["青石市水利局2021年政府信息公开工作年度报告"], preface: [PERIOD], tail: ["青石市水利局", "2021年1月9日"] },
			["year-in-doubt"],
		],
	])("%s", (_, opening, expected) => {
		expect(codes(opening)).toEqual(expected);
	});

	test("and accuses nobody by it", () => {
		const opening = {
			title: ["青石市水利局2021年政府信息公开工作年度报告"],
			preface: [PERIOD],
			tail: ["青石市水利局", "2021年1月9日"],
		};
		expect(broken(opening).filter((rule) => ["S04", "S14", "S15", "S16", "D05"].includes(rule))).toEqual([]);
	});

	test("which a report that is checked again still says", () => {
		const report = read({
			title: ["青石市水利局2021年政府信息公开工作年度报告"],
			preface: [PERIOD],
			tail: ["青石市水利局", "2021年1月9日"],
		});
		expect(checkReport(report).findings).toEqual(report.findings);
	});
});

test("a misprinted period does not change the year: it is the finding", () => {
	const opening = {
		head: "<title>青石市水利局2021年政府信息公开工作年度报告</title>",
		preface: [`青石市水利局编制了2021年政府信息公开年度报告。${PERIOD}`],
	};
	const report = read(opening);
	expect([report.issuer.name, report.year, codes(opening)]).toEqual(["青石市水利局", 2021, []]);
	expect(broken(opening)).toEqual(expect.arrayContaining(["S14", "S15"]));
	expect(broken(opening)).not.toContain("S04");
});

test("a misprinted title against everything else is the finding too", () => {
	const report = read({
		title: ["青石市水利局2019年政府信息公开工作年度报告"],
		preface: [`现公布青石市水利局2020年政府信息公开工作年度报告。${PERIOD}`],
		parts: [["一、总体情况", "2020年，我局加强公开。"]],
		tail: ["青石市水利局", "2021年1月9日"],
	});
	expect(report.year).toBe(2020);
	expect(report.findings.find(({ rule }) => rule.startsWith("S15"))).toMatchObject({
		verdict: "broken",
		expected: 2020,
		actual: 2019,
	});
});

test("what was weighed is published as printed, with what was taken", () => {
	const report = read({ title: ["青石市水利局 2022 年政府信息公开工作年度报告"], tail: ["青石市水利局", "2023 年1月9日"] });
	expect(report.reading.stated).toMatchObject([
		{ source: "title", issuer: "青石市水利局", year: 2022, taken_for: ["title", "issuer", "year"] },
		{ source: "signature", text: "青石市水利局", issuer: "青石市水利局", taken_for: [] },
		{ source: "date", text: "2023 年1月9日", year: 2022 },
	]);
});

test.each([
	['<meta name="PubDate" content="2023-01-12 08:30">', "", "2023-01-12"],
	["", "<p>发布时间：2023-01-13 来源：青石市水利局</p>", "2023-01-13"],
	["", "<p>统计截止时间：2022年12月31日</p>", undefined],
])("the day that a page states is kept beside its source: %s %s", (head, body, day) => {
	const report = read({ head, body, title: ["青石市水利局2022年政府信息公开工作年度报告"] });
	expect(report.source.page_date).toBe(day);
	expect(report.published_on).toBeNull();
});

test("a file's name fills what the document leaves open, in doubt", () => {
	const page = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>";
	const document = readFlow(new TextEncoder().encode(page), { media: "html", contentType: "", signs: disclosureReport.sources });
	const publish = (file: string) => disclosureReport.map(document).publish({ file, sha256: "0".repeat(64), bytes: 1 });
	const named = publish("青石市水利局2022年政府信息公开工作年度报告.html");
	expect([named.issuer.name, named.year]).toEqual(["青石市水利局", 2022]);
	expect(named.quality.reasons.map(({ code }) => code)).toContain("issuer-in-doubt");
	expect(publish("report-2022.html").year).toBeNull();
});

test("no character leaves in a name that no page prints", () => {
	const report = read({ title: ["\u202e青石市水\ufffe利局2022年政府信息公开工作年度报告"] });
	expect([report.title, report.issuer.name]).toEqual(["青石市水利局2022年政府信息公开工作年度报告", "青石市水利局"]);
});
