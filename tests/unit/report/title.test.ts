import { describe, expect, test } from "vitest";
import { chooseTitle } from "../../../pipelines/disclosure-report/read/identity.ts";
import { titleStatements } from "../../../pipelines/disclosure-report/read/statements.ts";
import { statedBy } from "../../../pipelines/disclosure-report/read/title-wording.ts";
import { documentOf } from "../../support/documents.ts";

test.each([
	["青石市教育局2023年政府信息公开工作年度报告", "青石市教育局", 2023],
	["青石市教育局2023年度政府信息公开工作年度报告", "青石市教育局", 2023],
	["2023年青石市教育局政府信息公开工作年度报告", "青石市教育局", 2023],
	["青石市人民政府二〇二三年政府信息公开工作年度报告", "青石市人民政府", 2023],
	["青石市教育局政府信息公开工作年度报告（2023年）", "青石市教育局", 2023],
	["青石市12345政务服务便民热线中心2023年政府信息公开工作年度报告", "青石市12345政务服务便民热线中心", 2023],
	["榕溪镇人民政府信息公开工作2020年年度报告", "榕溪镇人民政府", 2020],
	["关于报送《青石市教育局2023年政府信息公开工作年度报告》", "青石市教育局", 2023],
	["青石市教育局政府信息公开工作年度报告", "青石市教育局", undefined],
	["2023年政府信息公开工作年度报告", undefined, 2023],
])("%j names %j and the year %j", (title, issuer, year) => {
	expect(statedBy(title)).toEqual({ issuer, year });
});

const findTitle = (...[document, firstHeading]: Parameters<typeof titleStatements>) =>
	chooseTitle(titleStatements(document, firstHeading))?.printed;

describe("the title is found", () => {
	const find = (...parts: string[]) => findTitle(documentOf(parts), parts.length);

	test("where it is set largest, not in an index or a path over it", () => {
		for (const over of [
			"文件名称青石市教育局2023年政府信息公开工作年度报告",
			"年政府信息公开工作年度报告",
			"首页>政府信息公开年度报告",
		])
			expect(find(over, "#青石市教育局2023年政府信息公开工作年度报告", "正文。")).toMatchObject({
				title: "青石市教育局2023年政府信息公开工作年度报告",
				issuer: "青石市教育局",
			});
	});

	test("over two lines", () => {
		expect(find("#青石市教育局2023年", "#政府信息公开工作年度报告", "正文。")).toMatchObject({
			title: "青石市教育局2023年政府信息公开工作年度报告",
			issuer: "青石市教育局",
			year: 2023,
			blocks: new Set([0, 1]),
		});
	});

	test("over two lines that part inside the words of its kind", () => {
		expect(find("#青石市教育局二〇二三年政府信息", "#公开工作年度报告", "正文。")).toMatchObject({
			title: "青石市教育局二〇二三年政府信息公开工作年度报告",
			issuer: "青石市教育局",
			year: 2023,
		});
	});

	test("with the organ's name on the line above", () => {
		expect(find("#青石市教育局", "#2023年政府信息公开工作年度报告", "正文。")).toMatchObject({
			issuer: "青石市教育局",
			year: 2023,
		});
	});

	test("with spaces inside", () => {
		expect(find("#青石市教育局 2023 年政府信息公开工作年度报告")?.title).toBe("青石市教育局2023年政府信息公开工作年度报告");
	});

	test("not in a sentence that mentions the report", () => {
		expect(find("根据条例，现公布青石市教育局2023年政府信息公开工作年度报告。")).toBeUndefined();
	});

	test("not below the first section's heading", () => {
		expect(findTitle(documentOf(["一、总体情况", "#青石市教育局2023年政府信息公开工作年度报告"]), 0)).toBeUndefined();
	});
});
