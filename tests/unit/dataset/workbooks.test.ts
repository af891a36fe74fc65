import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatasetTable } from "../../../src/model/dataset.ts";
import { writeWorkbooks } from "../../../src/output/dataset/set-workbooks.ts";
import { figureAt } from "../../support/figures-at.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

let set: SampleSet;
let folder = "";
beforeAll(async () => {
	set = await sampleSet();
	folder = await mkdtemp(join(tmpdir(), "gouji-workbooks-"));
});
afterAll(async () => {
	await set.remove();
	await rm(folder, { recursive: true, force: true });
});

async function open(path: string): Promise<ExcelJS.Workbook> {
	const workbook = new ExcelJS.Workbook();
	const bytes = await readFile(path);
	await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
	return workbook;
}

const namesOf = (workbook: ExcelJS.Workbook) => workbook.worksheets.map(({ name }) => name);

/** Rows of a sheet below its headings, by name of column. */
function rowsOf(workbook: ExcelJS.Workbook, name: string): Record<string, ExcelJS.CellValue>[] {
	const sheet = workbook.getWorksheet(name);
	const columns = (sheet?.getRow(2).values ?? []) as string[];
	const rows: Record<string, ExcelJS.CellValue>[] = [];
	sheet?.eachRow((row, number) => {
		if (number > 2) rows.push(Object.fromEntries(columns.map((column, i) => [column, row.getCell(i).value]).slice(1)));
	});
	return rows;
}

test("more reports than one workbook takes stand in several, each with the codebook, and none is lost", async () => {
	const current = await set.export("parts", { formats: ["xlsx"], perWorkbook: 5 });
	const files = (await readdir(join(current, "reports.xlsx"))).sort();
	expect(files).toEqual(["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx"]);
	const [whole, ...parts] = await Promise.all(files.map((name) => open(join(current, "reports.xlsx", name))));
	if (!whole) throw new Error("no workbook");
	expect(namesOf(whole)).toContain("coverage");
	expect(namesOf(whole)).not.toContain("reports");
	for (const part of [whole, ...parts]) expect(rowsOf(part, "codebook").length).toBeGreaterThan(600);
	const reports = parts.flatMap((part) => rowsOf(part, "reports"));
	expect(parts.map((part) => rowsOf(part, "reports").length)).toEqual([5, 5, 2]);
	for (const { id, tables } of set.reports) {
		const row = reports.find(({ document_id }) => document_id === id);
		expect(row?.requests_received_total ?? undefined, id).toBe(figureAt(tables, "requests.received.total") ?? undefined);
	}
	const cells = parts.flatMap((part) => rowsOf(part, "cells"));
	expect(cells).toHaveLength(set.reports.reduce((sum, report) => sum + report.cells.length, 0));
	expect((await readdir(current)).filter((name) => name.startsWith("."))).toEqual([]);
	const sums = await readFile(join(current, "SHA256SUMS"), "utf8");
	for (const name of files) expect(sums).toContain(`reports.xlsx/${name}`);
});

test("a sheet that is full goes on on another one; texts stay texts, whatever they begin with", async () => {
	const table: DatasetTable = {
		name: "a_table_with_a_name_of_31_letters".slice(0, 31),
		...{ zh: "表", en: "table", key: ["text"] },
		columns: [
			{ name: "text", type: "VARCHAR", zh: "文字", en: "text" },
			{ name: "number", type: "DOUBLE", zh: "数", en: "number" },
		],
	};
	const hostile = ['=HYPERLINK("http://evil.example")', "+1", "<b>&\u0000\ud800", "a\r\nb _x000D_", "x".repeat(40_000)];
	const rows = hostile.map((text, i) => [text, i % 2 === 0 ? i : null]);
	const nothing = {
		index: { fileOf: () => undefined },
		corrections: { of: () => [], isAfterCorrected: () => false, besideOf: () => [] },
	};
	const { source, dataset } = set.request();
	const made = { folder, source, dataset, ...nothing, reports: [], count: 0, perWorkbook: 1, mostRows: 2 };
	expect(await writeWorkbooks({ ...made, whole: new Map([[table, rows]]) })).toEqual(["reports.xlsx"]);
	const workbook = await open(join(folder, "reports.xlsx"));
	expect(namesOf(workbook)).toEqual([table.name, `${table.name.slice(0, 27)}_2`, `${table.name.slice(0, 27)}_3`]);
	const read = namesOf(workbook).flatMap((name) => rowsOf(workbook, name));
	expect(read.map(({ number }) => number)).toEqual([0, null, 2, null, 4]);
	const texts = read.map(({ text }) => String(text));
	expect(texts.slice(0, 2)).toEqual(hostile.slice(0, 2));
	expect([texts[2]?.startsWith("<b>&"), texts[3]?.startsWith("a\nb "), texts[4]?.length]).toEqual([true, true, 32_767]);
	for (const sheet of workbook.worksheets) sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
});
