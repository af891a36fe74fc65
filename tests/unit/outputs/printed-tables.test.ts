import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { PrintedTable } from "../../../src/model/printed.ts";
import { excerptOf } from "../../../src/output/documents/excerpt.ts";
import { sampleReport } from "../../support/flagged.ts";

const SAMPLES = ["bureau-2020-typed-by-hand", "bureau-2023-inconsistent", "county-2022-hybrid", "office-2019-no-rulings"];

/** How often each place of a table is covered, row by row. */
function coverage({ rows, columns, cells }: PrintedTable): number[][] {
	const covered = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
	for (const cell of cells)
		for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
			for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
				const line = covered[row];
				if (line) line[column] = (line[column] ?? 0) + 1;
			}
	return covered;
}

describe.each(SAMPLES)("the tables of %s as the form prints them", (name) => {
	const report = sampleReport(name);
	const tables = disclosureReport.parse(report).printedTables();

	test("cover every place once", () => {
		expect(tables.map(({ short }) => short)).toEqual(["表二", "表三", "表四"]);
		for (const table of tables) expect(new Set(coverage(table).flat())).toEqual(new Set([1]));
	});

	test("hold every figure of the report's own editions, with its value", () => {
		const shown = new Map(
			tables.flatMap(({ cells }) => cells.flatMap(({ path, value }) => (path ? [[path, value] as const] : []))),
		);
		const cells = report.cells as unknown as readonly { path: string; value: number | null; state: string }[];
		const printed = cells.filter(({ state }) => state !== "absent");
		expect(printed.length).toBeGreaterThan(180);
		for (const { path, value } of printed) expect([path, shown.get(path)]).toEqual([path, value]);
	});
});

test("a hybrid's tables follow two editions", () => {
	const [proactive, requests] = disclosureReport.parse(sampleReport("county-2022-hybrid")).printedTables();
	expect([proactive?.rows, requests?.rows]).toEqual([14, 26]);
});

describe("an excerpt", () => {
	const [proactive, requests, remedies] = disclosureReport.parse(sampleReport("bureau-2023-inconsistent")).printedTables();

	test("of one row has that row under the heads", () => {
		const cut = requests && excerptOf(requests, new Set(["requests.granted.business", "requests.granted.total"]));
		expect([cut?.rows, cut?.columns]).toEqual([4, 10]);
		expect(cut?.cells.filter(({ row }) => row === 3).map(({ text }) => text)).toEqual([
			...["三、本年度办理结果", "（一）予以公开", "0", "1", "0", "0", "0", "0", "3"],
		]);
		expect(cut && new Set(coverage(cut).flat())).toEqual(new Set([1]));
	});

	test("of a long column has that column beside the labels", () => {
		const paths = requests?.cells.flatMap(({ path }) => (path?.endsWith(".total") ? [path] : [])) ?? [];
		const cut = requests && excerptOf(requests, new Set(paths));
		expect([cut?.rows, cut?.columns]).toEqual([28, 4]);
		expect(cut && new Set(coverage(cut).flat())).toEqual(new Set([1]));
	});

	test("of a wide table has the flagged columns only", () => {
		const cut = remedies && excerptOf(remedies, new Set(["remedies.review.total", "remedies.review.upheld"]));
		expect([cut?.rows, cut?.columns]).toEqual([4, 2]);
		expect(cut?.cells.map(({ text }) => text)).toEqual(["行政复议", "结果维持", "总计", "1", "3"]);
	});

	test("of table 二 has the block's own heads", () => {
		const cut = proactive && excerptOf(proactive, new Set(["proactive.coercion.decisions"]));
		expect(cut?.cells.map(({ text }) => text)).toEqual(["第二十条第（六）项", "信息内容", "本年处理决定数量", "行政强制", "25"]);
	});

	test("of figures that are elsewhere is none", () => {
		expect(requests && excerptOf(requests, new Set(["sections.overview"]))).toBeUndefined();
	});
});
