import ExcelJS from "exceljs";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Sheet, SheetCell } from "../../../src/output/documents/office/sheet.ts";
import { cellName } from "../../../src/output/documents/office/sheet.ts";
import { writeSpreadsheet } from "../../../src/output/documents/office/spreadsheet.ts";
import { writeWord } from "../../../src/output/documents/office/word.ts";
import { wordToHtml } from "../../../src/reading/docx/to-html.ts";

/** A workbook read back by another library. */
async function readBack(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
	return workbook;
}

const sheetOf = (cells: readonly SheetCell[], more: Partial<Sheet> = {}): Sheet => ({ name: "s", rows: [{ cells }], ...more });

describe("a workbook of our own writing", () => {
	test("names cells as spreadsheets do", () => {
		expect([cellName(0, 0), cellName(9, 25), cellName(1, 26), cellName(0, 701), cellName(0, 702)]).toEqual([
			...["A1", "Z10", "AA2", "ZZ1", "AAA1"],
		]);
	});

	test("gives back what was put in, whatever it is", async () => {
		const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => /^[^\p{Cc}\p{Cs}\ufffe\uffff]+$/u.test(value));
		const value = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean());
		await fc.assert(
			fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 8 }), async (values) => {
				const sheet = (await readBack(writeSpreadsheet([sheetOf(values.map((one) => ({ value: one })))]))).getWorksheet("s");
				values.forEach((one, i) => {
					// XML has no negative zero worth keeping.
					expect(sheet?.getCell(1, i + 1).value).toEqual(one === 0 ? 0 : one);
				});
			}),
			{ numRuns: 60 },
		);
	});

	test("marks texts that Excel would take for a character, and breaks lines with LF", () => {
		const files = unzipSync(writeSpreadsheet([sheetOf([{ value: "_x000D_\r\na\rb" }])]));
		expect(strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array())).toContain(">_x005F_x000D_\na\nb</t>");
	});

	test("writes each text and each style once", () => {
		const style = { bold: true, fill: "FFE8EEF5" };
		const cells = [{ value: "同", style }, { value: "同", style: { ...style } }, { value: "异" }];
		const files = unzipSync(writeSpreadsheet([sheetOf(cells)]));
		const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
		expect(text("xl/sharedStrings.xml")).toContain('count="3" uniqueCount="2"');
		expect(text("xl/styles.xml")).toContain('<cellXfs count="2">');
	});

	test("keeps frozen rows and columns, filters, widths, merged cells, links and comments", async () => {
		const range = { top: 0, left: 0, bottom: 0, right: 1 };
		const cells = [{ value: "a", link: "https://example.org/?a=1&b=2" }, {}, { value: 1, comment: "一\n二" }];
		const more = { widths: [7, 8, 9], merged: [range], frozen: { rows: 2, columns: 0 }, filter: range, print: { titleRows: 2 } };
		const sheet = (await readBack(writeSpreadsheet([sheetOf(cells, more)]))).getWorksheet("s");
		expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 2, topLeftCell: "A3" });
		expect([sheet?.autoFilter, sheet?.getColumn(3).width, sheet?.getCell("B1").isMerged]).toEqual(["A1:B1", 9, true]);
		expect(sheet?.getCell("A1").hyperlink).toBe("https://example.org/?a=1&b=2");
		expect(JSON.stringify(sheet?.getCell("C1").note)).toContain("一\\n二");
		expect(sheet?.pageSetup.printTitlesRow).toBe("1:2");
	});
});

test("a Word document of our own writing is read back by our own reader", () => {
	const paragraph = (text: string) => ({ runs: [{ text, size: 21 }] });
	const cell = (row: number, column: number, text: string, [rowSpan, columnSpan] = [1, 1]) => ({
		...{ row, column, rowSpan: rowSpan ?? 1, columnSpan: columnSpan ?? 1 },
		content: paragraph(text),
	});
	const table = {
		rows: 2,
		columns: 3,
		cells: [cell(0, 0, "甲", [2, 1]), cell(0, 1, "乙", [1, 2]), cell(1, 1, "1"), cell(1, 2, "2")],
	};
	const bytes = writeWord([paragraph("一、<总体>&情况"), table], "题目");
	expect(writeWord([paragraph("一、<总体>&情况"), table], "题目")).toEqual(bytes);
	const html = wordToHtml(bytes);
	expect(html).toContain("一、&lt;总体&gt;&amp;情况");
	const spans = (name: string) => Array.from(html.matchAll(new RegExp(`${name}="(\\d)"`, "g")), (match) => Number(match[1]));
	expect([spans("rowspan"), spans("colspan")]).toEqual([
		[2, 1, 1, 1],
		[1, 2, 1, 1],
	]);
});
