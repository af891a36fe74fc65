import { expect, test } from "vitest";
import { findContact, findPeriod } from "../../../pipelines/disclosure-report/read/preamble.ts";

const year = { from: "2023-01-01", to: "2023-12-31" };

test.each([
	["数据统计期限为2023年1月1日至2023年12月31日。", year],
	["所列数据的统计期限自2023年1月1日起至2023年12月31日止。", year],
	["统计期限从2023年1月1日到12月31日。", year],
	["统计期限为2023年1月1日—12月31日", year],
	["自二〇二三年一月一日至二〇二三年十二月三十一日", year],
	["本报告于2024年1月18日公布。", null],
	["2023年度报告", null],
	["", null],
])("%j states the period %j", (text, period) => {
	expect(findPeriod(text)).toEqual(period);
});

test("contact details are found as printed", () => {
	const text =
		"如有疑问，请与青石市教育局办公室联系（地址：示例路8号，邮编：350001，联系电话：0591-12345678，电子邮箱：xxgk@example.org，网址：http://www.example.org/）。";
	expect(findContact(text)).toEqual({
		unit: "青石市教育局办公室",
		address: "示例路8号",
		postcode: "350001",
		phone: "0591-12345678",
		email: "xxgk@example.org",
		website: "http://www.example.org/",
	});
});

test("nothing is made up where nothing is printed", () => {
	expect(findContact("本报告由总体情况等六部分组成。")).toEqual({});
});
