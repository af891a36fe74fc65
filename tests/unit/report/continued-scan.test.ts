import { expect, test } from "vitest";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import { requestPaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import { readTables } from "../../../pipelines/disclosure-report/read/tables.ts";
import type { Table } from "../../../src/model/table.ts";
import { documentOf } from "../../support/documents.ts";
import { remediesTable, requestsTable } from "../../support/form-tables.ts";
import { tableOf } from "../../support/tables.ts";

const figures = Object.fromEntries(requestPaths(form2021).map((path, i) => [path, i + 1]));
/** The first so many rows of table 三, and the others as they stand on the next page. */
const ROWS_ABOVE = 14;
const whole = requestsTable(figures, form2021);

function part(from: number, to: number, page: number, confidence: number): Table {
	const cells = whole.cells
		.filter(({ row }) => row >= from && row < to)
		.map((cell) => {
			// Hardly a label of the second page is read.
			const text =
				page > 1 && cell.column < 2 && cell.text !== "" ? `${cell.text.slice(0, 3)}口${cell.text.slice(5)}` : cell.text;
			const lines = cell.lines.map((line) => ({ ...line, text, page, confidence }));
			return { ...cell, row: cell.row - from, text, lines, page };
		});
	return { ...whole, pages: [page], rows: to - from, cells };
}

const readOf = (confidence: number, between: readonly string[]) =>
	readTables(
		documentOf([
			"三、收到和处理政府信息公开申请情况",
			part(0, ROWS_ABOVE, 1, confidence),
			...between,
			part(ROWS_ABOVE, whole.rows, 2, confidence),
			"四、政府信息公开行政复议、行政诉讼情况",
		]),
		2021,
	).named.requests.length;

test("a recognised table goes on on the next page though its labels are misread and specks stand between", () => {
	expect(readOf(0.8, ["'.·"])).toBe(2);
});

test("one under another heading is another table", () => {
	expect(readOf(0.8, ["四、政府信息公开行政复议、行政诉讼情况"])).toBe(1);
});

test("a recognised table under its own heading is known by one of its labels, a printed one is not", () => {
	const misread = (confidence: number): Table => {
		const table = remediesTable({}, form2021);
		const cells = table.cells.map((cell) => {
			const text =
				cell.text === "复议后起诉" || cell.text === "" ? cell.text : `${cell.text.slice(0, 1)}口口${cell.text.slice(-1)}`;
			return { ...cell, text, lines: cell.lines.map((line) => ({ ...line, text, confidence })) };
		});
		return { ...table, cells };
	};
	const found = (confidence: number, heading: string) =>
		readTables(documentOf([heading, misread(confidence), "五、存在的主要问题及改进情况"]), 2021).named.remedies.length;
	expect(found(0.8, "四、政府信息公开行政复议、行政诉讼情况")).toBe(1);
	expect(found(1, "四、政府信息公开行政复议、行政诉讼情况")).toBe(0);
	expect(found(0.8, "六、其他需要报告的事项")).toBe(0);
});

test("a recognised table of the organ's own with one of the form's labels is left out beside the form's table", () => {
	const own = tableOf([
		["复议后起诉", "按月"],
		["3", "4"],
	]);
	const recognized = {
		...own,
		cells: own.cells.map((cell) => ({ ...cell, lines: cell.lines.map((line) => ({ ...line, confidence: 0.8 })) })),
	};
	const { remedies } = readTables(
		documentOf([
			"四、政府信息公开行政复议、行政诉讼情况",
			recognized,
			remediesTable({}, form2021),
			"五、存在的主要问题及改进情况",
		]),
		2021,
	).named;
	expect(remedies).toHaveLength(1);
	expect(remedies[0]?.columns).toBe(15);
});

test("a recognised row of table 三 of whose label hardly a character is read is in doubt", () => {
	const key = "refused.state_secret";
	const issuesWith = (label: string) => {
		const cells = whole.cells.map((cell) => {
			const text = cell.text.endsWith("属于国家秘密") ? label : cell.text;
			return { ...cell, text, lines: cell.lines.map((line) => ({ ...line, text, confidence: 0.8 })) };
		});
		const { issues, evidence } = readTables(documentOf(["三、收到和处理政府信息公开申请情况", { ...whole, cells }]), 2021);
		expect(evidence.find(({ path }) => path === `requests.${key}.total`)?.value).toBe(figures[`requests.${key}.total`]);
		return issues.filter(({ code }) => code === "rows-by-place");
	};
	expect(issuesWith("1.属口国口秘口")).toEqual([]);
	expect(issuesWith("口口口国")).toMatchObject([{ table: "requests", count: 1 }]);
});
