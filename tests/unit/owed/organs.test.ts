import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { organsOf } from "../../../src/collecting/owed/organs.ts";
import type { Issuer } from "../../../src/collecting/sources/config.ts";

const organ = (name: string, more: Partial<Issuer> = {}): Issuer => ({ name, aliases: [], complete: false, ...more });

const organs = organsOf(
	[
		organ("淮安市洪泽区人民政府", { code: "320813" }),
		organ("青石市教育局", { code: "330200", aliases: ["市教育局"] }),
		organ("松岭镇人民政府", { code: "330301" }),
		organ("鹤岗口市教育局", { code: "330300" }),
		organ("榕溪镇人民政府", { parent: "云浦区人民政府" }),
		organ("沙堰街道办事处", { deadline: "02-15", deadline_basis: "沙堰市2023年年报编制通知" }),
		organ("甲市鼓楼区人民政府"),
		organ("乙市鼓楼区人民政府"),
	],
	disclosureReport,
);

describe("who an organ is", () => {
	test.each([
		["洪泽区人民政府", "淮安市洪泽区人民政府"],
		["江苏省淮安市洪泽区人民政府", "淮安市洪泽区人民政府"],
		["市教育局", "青石市教育局"],
		["青石市 教育局", "青石市教育局"],
		// Which of two it is, nothing tells; what bears no place may be any place's.
		["鼓楼区人民政府", "鼓楼区人民政府"],
		["教育局", "教育局"],
		["新洪泽区人民政府", "新洪泽区人民政府"],
	])("%s is %s", (printed, name) => {
		expect(organs.nameOf(printed)).toBe(name);
	});

	test.each([
		["松岭镇人民政府", "鹤岗口市", "township"],
		["榕溪镇人民政府", "云浦区", "township"],
		["洪泽区人民政府", "淮安市", "county"],
		["国家税务总局丰野市税务局", "丰野市", "department"],
		["中华人民共和国丰野市海关", "丰野市", "department"],
		["无名单位", "", ""],
	])("%s lies in %j and is of level %j", (name, region, level) => {
		expect(organs.placeOf(name)).toEqual({ region, level });
	});

	test.each([
		["青石市教育局", "2026-01-31", "第四十九条第一款"],
		["洪泽区人民政府", "2026-03-31", "第四十九条第二款"],
		["不在名录县人民政府", "2026-03-31", "第四十九条第二款"],
		["沙堰街道办事处", "2026-02-15", "沙堰市2023年年报编制通知"],
		["松岭镇人民政府", "2026-01-31", "未规定乡镇"],
		// Whose kind the name does not tell is late by no guess.
		["无名单位", "2026-03-31", "第四十九条"],
	])("%s owes its report for 2025 until %s, by %s", (name, deadline, basis) => {
		expect(organs.dueOf(name, 2025)).toMatchObject({ deadline, basis: expect.stringContaining(basis) });
	});

	test("a roster whose parents go round in a circle is followed a few steps only", () => {
		const circle = organsOf([organ("甲", { parent: "乙" }), organ("乙", { parent: "甲" })], disclosureReport);
		expect(circle.placeOf("甲")).toEqual({ region: "", level: "" });
	});
});
