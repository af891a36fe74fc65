import { describe, expect, test } from "vitest";
import { findHeadings } from "../../../pipelines/disclosure-report/read/headings.ts";
import { readSections } from "../../../pipelines/disclosure-report/read/sections.ts";
import { documentOf } from "../../support/documents.ts";
import { tableOf } from "../../support/tables.ts";

const headings = (...parts: Parameters<typeof documentOf>[0]) => findHeadings(documentOf(parts));
const sections = (...parts: Parameters<typeof documentOf>[0]) => {
	const document = documentOf(parts);
	return readSections(document, findHeadings(document), new Set());
};

describe("headings", () => {
	test.each([
		["一、总体情况", "overview"],
		["二、主动公开政府信息情况", "proactive"],
		["三、收到和处理政府信息公开申请情况", "requests"],
		["四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "remedies"],
		["四、政府信息公开行政法复议、行政诉讼情况", "remedies"],
		["五、政府信息公开工作存在的主要问题及改进情况", "problems"],
		["六、 其他需要报告的事项", "other"],
		["总体情况", "overview"],
	])("%j heads the section %s", (text, key) => {
		expect(headings(text)).toMatchObject([{ key, rest: "" }]);
	});

	test.each(["（一）主动公开", "1.收到和处理政府信息公开申请", "我局总体情况良好，全年无复议诉讼。", "七、附件"])(
		"%j heads no section",
		(text) => {
			expect(headings(text)).toEqual([]);
		},
	);

	test("in a table head nothing", () => {
		expect(headings(tableOf([["一、总体情况", "1"]]))).toEqual([]);
	});

	test("may run on into their text", () => {
		expect(headings("六、其他需要报告的事项：无。")).toMatchObject([
			{ key: "other", rest: "无。", text: "六、其他需要报告的事项" },
		]);
	});

	test("come in printed order, each once", () => {
		const found = headings("二、主动公开政府信息情况", "一、总体情况", "一、总体情况概要");
		expect(found.map(({ key, block }) => [key, block])).toEqual([
			["proactive", 0],
			["overview", 1],
		]);
	});
});

describe("sections", () => {
	const parts = [
		"根据条例编制本报告。",
		"一、总体情况",
		"第一段。",
		"第二段。",
		"三、收到和处理政府信息公开申请情况",
		tableOf([["甲", "1"]]),
		"申请均已答复。",
	];

	test("have the narrative of each heading, tables left out, and null where there is no heading", () => {
		expect(sections(...parts).sections).toEqual({
			preamble: "根据条例编制本报告。",
			overview: "第一段。\n第二段。",
			proactive: null,
			requests: "申请均已答复。",
			remedies: null,
			problems: null,
			other: null,
		});
	});

	test("without a preamble have none", () => {
		expect(sections("一、总体情况", "正文。").sections.preamble).toBeNull();
	});

	test.each([
		[["青石市教育局", "2024年1月18日"], "青石市教育局"],
		[["青石市教育局 2024年1月18日"], "青石市教育局"],
		[["2024年1月18日"], undefined],
	])("end at the date and the organ below them: %j", (tail, signature) => {
		const read = sections("六、其他需要报告的事项", "没有收取信息处理费，无其他事项。", ...tail);
		expect(read).toMatchObject({ publishedOn: "2024-01-18", signature, sections: { other: "没有收取信息处理费，无其他事项。" } });
	});

	test("that end in a sentence with a date have no date of issue", () => {
		const read = sections("六、其他需要报告的事项", "自2024年1月1日起，平台停止运行，相关栏目已经迁移。");
		expect(read).toMatchObject({ publishedOn: null, signature: undefined });
	});
});
