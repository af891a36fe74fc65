import { expect, test } from "vitest";
import { findDates, isoDate, parseSmall, parseYear } from "../../../src/text/dates.ts";

test.each([
	["2024年1月31日", "2024-01-31"],
	["2024年 1 月 31 日", "2024-01-31"],
	["2024-1-31", "2024-01-31"],
	["2024.01.31", "2024-01-31"],
	["2024/1/31", "2024-01-31"],
	["二〇二四年一月三十一日", "2024-01-31"],
	["二○二四年十二月二十日", "2024-12-20"],
	["二O二四年十月廿三日", "2024-10-23"],
	["二零二四年三月卅一日", "2024-03-31"],
	["印发于2024年1月31号", "2024-01-31"],
])("finds the date in %j", (text, iso) => {
	expect(findDates(text).map((date) => date.iso)).toEqual([iso]);
});

test.each(["2024年2月30日", "2024年13月1日", "2024年1月", "1月31日", "12024年", "电话2024-13131", ""])(
	"%j has no complete possible date",
	(text) => {
		expect(findDates(text)).toEqual([]);
	},
);

test("says where each date stands", () => {
	const text = "自2023年1月1日至2023年12月31日";
	const places = findDates(text).map(({ index, length }) => text.slice(index, index + length));
	expect(places).toEqual(["2023年1月1日", "2023年12月31日"]);
});

test.each([
	["2024", 2024],
	["二〇二四", 2024],
	["二○一九", 2019],
	["二O二O", 2020],
	["1989", undefined],
	["2100", undefined],
	["二四", undefined],
	["年", undefined],
])("%j is the year %j", (text, year) => {
	expect(parseYear(text)).toBe(year);
});

test.each([
	["7", 7],
	["31", 31],
	["三", 3],
	["十", 10],
	["十二", 12],
	["二十", 20],
	["三十一", 31],
	["廿", 20],
	["廿三", 23],
	["卅一", 31],
	["二三", undefined],
	["廿十", undefined],
	["", undefined],
	["百", undefined],
	["123", undefined],
])("%j is the number %j", (text, value) => {
	expect(parseSmall(text)).toBe(value);
});

test.each([
	[2024, 2, 29, "2024-02-29"],
	[2023, 2, 29, undefined],
	[2023, 4, 31, undefined],
	[undefined, 4, 1, undefined],
	[2023, 0, 1, undefined],
])("%j-%j-%j is the date %j", (year, month, day, iso) => {
	expect(isoDate(year, month, day)).toBe(iso);
});
