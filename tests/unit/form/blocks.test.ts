import { describe, expect, test } from "vitest";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { matchersFor } from "../../../pipelines/disclosure-report/fields/matchers.ts";
import { remedyPaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import { mapBlocks } from "../../../src/mapping/form/blocks.ts";
import { remediesTable } from "../../support/form-tables.ts";
import { tableOf } from "../../support/tables.ts";

const figures = Object.fromEntries(remedyPaths(form2021).map((path, i) => [path, i + 1]));
const values = (...tables: Parameters<typeof mapBlocks>[0]) =>
	Object.fromEntries(mapBlocks(tables, matchersFor(issuedForms).remedies).evidence.map(({ path, value }) => [path, value]));

test("each figure of table 四 goes to its own block and column", () => {
	expect(values(remediesTable(figures))).toEqual(figures);
});

test("a blank is null, never 0", () => {
	expect(values(remediesTable({ ...figures, "remedies.review.other": null }))).toEqual({
		...figures,
		"remedies.review.other": null,
	});
});

test("a misprinted heading of a block does not move its figures", () => {
	const printed = remediesTable(figures);
	const cells = printed.cells.map((cell) => (cell.text === "行政复议" ? { ...cell, text: "行政法复议" } : cell));
	expect(values({ ...printed, cells })).toEqual(figures);
});

test("where one block is not printed, the headings above tell which ones are", () => {
	const names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
	const spread = (name: string) => [name, "<", "<", "<", "<"];
	const table = tableOf([
		[...spread("行政复议"), ...spread("复议后起诉")],
		[...names, ...names],
		"1 2 3 4 10 5 6 7 8 26".split(" "),
	]);
	expect(values(table)).toMatchObject({
		"remedies.review.total": 10,
		"remedies.litigation_after_review.upheld": 5,
		"remedies.litigation_after_review.total": 26,
	});
	expect(Object.keys(values(table)).some((path) => path.includes("litigation_direct"))).toBe(false);
});

test("a block's headings that run into one another do not move the figures of another block to it", () => {
	const names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
	const spread = (name: string, columns: number) => [name, ...Array.from({ length: columns - 1 }, () => "<")];
	const review = tableOf([spread("行政复议", 5), names, "1 2 2 1 6".split(" ")]);
	const court = tableOf([
		[...spread("未经复议直接起诉", 4), ...spread("复议后起诉", 5)],
		["结果维持结果纠正", "其他结果", "尚未审结", "总计", ...names],
		"2 0 4 6 1 1 3 5 10".split(" "),
	]);
	const read = values(review, court);
	expect(read["remedies.litigation_direct.upheld"]).toBeUndefined();
	expect(read).toMatchObject({ "remedies.litigation_after_review.upheld": 1, "remedies.litigation_after_review.total": 10 });
});

describe("headings of a scan most of which are misread", () => {
	const heads =
		"丝莱维持 e结巢料正 其创结聚 背未审技 总P仕 结染维持 结果料亚 其他结果 尚末事结 总计 结聚维特 菇巢料正 其他结装 尚本转结 总让";
	const row = [..."123", ":o'", ..."56789", "10", "11", "12", "13", "14", "15"];
	const table = (misread: string) => {
		const printed = tableOf([misread.split(" "), row]);
		return {
			...printed,
			cells: printed.cells.map((cell) => ({ ...cell, lines: cell.lines.map((line) => ({ ...line, confidence: 0.8 })) })),
		};
	};

	test("name their figures by place, where enough of their characters are right", () => {
		const read = values(table(heads));
		expect(Object.keys(read)).toEqual(remedyPaths(form2021));
		expect(Object.values(read).filter((value) => value !== null)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
	});

	test("name none where they are others' headings, or stand elsewhere", () => {
		expect(values(table(heads.replaceAll(/[结果维持纠正他审]/g, "口")))).toEqual({});
		const moved = heads.split(" ");
		[moved[7], moved[9]] = [moved[9] ?? "", moved[7] ?? ""];
		expect(Object.keys(values(table(moved.join(" ")))).length).toBeLessThan(15);
	});
});

test("a table with the blocks as rows is read by their labels", () => {
	const table = tableOf([
		["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
		["复议后起诉", "6", "7", "8", "9", "30"],
		["行政复议", "1", "2", "3", "4", "10"],
	]);
	expect(values(table)).toMatchObject({ "remedies.review.upheld": 1, "remedies.litigation_after_review.total": 30 });
});

describe("headings of several heights that run into one another", () => {
	const names = ["结果维持", "结果纠正", "行政复议其他结果", "尚未审结", "总计"];
	const crowded = ["结果维持", "未经复议直接起诉结果纠正其他结果尚未审结", "<", "<", "总计行政诉讼"];
	const last = ["结果维持", "复议后起诉结果纠其他结尚未审正果结", "<", "<", "总计"];
	const table = (row: string) => tableOf([[...names, ...crowded, ...last], row.split(" ")]);

	test("are read in the form's order where every block's sum holds", () => {
		const read = values(table("1 2 3 4 10 5 6 7 8 26 0 0 1 0 1"));
		expect(Object.keys(read)).toEqual(remedyPaths(form2021));
		expect(Object.values(read)).toEqual([1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 0, 1, 0, 1]);
	});

	test("are read so from stacked parts too", () => {
		const head = (texts: readonly string[], row: string) => tableOf([[...texts], row.split(" ")]);
		const read = values(head(names, "1 2 3 4 10"), head([...crowded, ...last], "5 6 7 8 26 0 0 1 0 1"));
		expect(Object.keys(read)).toEqual(remedyPaths(form2021));
		expect(Object.values(read)).toEqual([1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 0, 1, 0, 1]);
	});

	test("are not read in the form's order where the parts stand in another", () => {
		const row = "1 0 0 0 1";
		const part = (name: string, columns: readonly string[]) =>
			tableOf([[name, "<", "<", "<", "<"], [...columns], row.split(" ")]);
		const plain = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
		const parts = [
			part("复议后起诉", plain),
			part("未经复议直接起诉", ["结果维持结果", "纠正", "其他结果", "尚未审结", "总计"]),
			part("行政复议", plain),
		];
		const printed = parts.map((table, i) => ({
			...table,
			cells: table.cells.map((cell) => ({ ...cell, text: cell.text === "1" ? String(i + 3) : cell.text })),
		}));
		expect(values(...printed)["remedies.review.total"]).not.toBe(3);
	});

	test("are not guessed where a sum does not", () => {
		expect(Object.keys(values(table("1 2 3 4 11 5 6 7 8 26 0 0 1 0 1")))).not.toEqual(remedyPaths(form2021));
	});
});
