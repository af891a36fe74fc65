import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { renderReviewWorkbook } from "../../../src/output/documents/review-workbook.ts";
import { parseScheme } from "../../../src/output/score/scheme.ts";
import { scoreOf } from "../../../src/output/score/score.ts";
import { flaggedSample, sampleReport } from "../../support/flagged.ts";

const FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"];
const HOSTILE = `=cmd|' /C calc'!A0<script>alert(1)</script>\u0000\u0008\ud800`;

async function read(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
	return workbook;
}

function textsOf(sheet: ExcelJS.Worksheet | undefined, row: number): string[] {
	return Array.from((sheet?.getRow(row).values ?? []) as ExcelJS.CellValue[])
		.slice(1)
		.map((value) => {
			if (typeof value === "object" && value !== null && "text" in value) return String(value.text);
			return value === null || value === undefined ? "" : String(value);
		});
}

const sample = flaggedSample(sampleReport("bureau-2023-inconsistent"), ["A04"]);
const lines = sample.findings.map((line) => ({ ...line, documentUrl: "https://example.org/2023.pdf" }));
const coverage = [
	{
		...{
			issuer: "青石市教育局",
			region: "青石市",
			level: "",
			year: 2023,
			state: "late" as const,
			publishedOn: "2024-02-18",
			signedOn: "",
		},
		...{ deadline: "2024-01-31", reading: "verified", errors: 3, warnings: 1 },
	},
];
const scheme = parseScheme("name: 办法\nlate: -1\nrules:\n  - { rules: [A], label: 数据异常, points: 0 }\n", "s.yaml");
const scores = [
	scoreOf(
		{
			issuer: "青石市教育局",
			year: 2023,
			coverage: "late",
			findings: sample.findings.map((line) => ({ ...line, state: line.decision.state })),
		},
		scheme,
	),
];

describe("a workbook read back", () => {
	let workbook: ExcelJS.Workbook;
	let bytes: Uint8Array;
	beforeAll(async () => {
		const content = { findings: lines, coverage, reports: [sample], scores, scheme: scheme.name };
		bytes = renderReviewWorkbook(content);
		expect(renderReviewWorkbook(content)).toEqual(bytes);
		workbook = await read(bytes);
	});

	test("has the lists and each table with flagged cells, in order", () => {
		expect(workbook.worksheets.map(({ name }) => name)).toEqual(["问题", "覆盖情况", "评分", "表三", "表四"]);
	});

	test("lists findings with decision, page and links", () => {
		const sheet = workbook.getWorksheet("问题");
		expect(sheet?.autoFilter).toMatch(/^A1:Q6$/);
		expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
		const row = [2, 3, 4, 5, 6].find((number) => textsOf(sheet, number)[3]?.startsWith("A04")) ?? 0;
		expect(textsOf(sheet, row)).toEqual([
			...["青石市教育局", "2023", "错误", "A04 表四每组各项结果之和等于总计"],
			"表四“行政复议”合计：1＋1＝2，表中为3，两者不等。",
			...["第2页", "", "已确认", "王芳", "2026-01-08", "", "", "青石市", "不一致", "报告所载"],
			expect.stringContaining("格式（表四“总计”列）"),
			"https://example.org/2023.pdf",
		]);
		// What a person reads is printed, and the rest stands beside it.
		expect(sheet?.pageSetup.printArea).toBe("A1:H6");
		expect(sheet?.getCell(row, 17).hyperlink).toBe("https://example.org/2023.pdf#page=2");
		// ExcelJS does not read links inside a workbook.
		const xml = strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
		expect(xml).toContain(`<hyperlink ref="F${row}" location="'表四'!A5"/>`);
	});

	test("rebuilds the tables with figures, colours and comments where they do not add up", () => {
		const sheet = workbook.getWorksheet("表四");
		expect(textsOf(sheet, 1)[0]).toBe("青石市教育局 2023年 四、政府信息公开行政复议、行政诉讼情况");
		expect(sheet?.getCell("A2").isMerged).toBe(true);
		expect(sheet?.getCell("B2").border.top).toEqual(sheet?.getCell("A2").border.top);
		expect(sheet?.getColumn(1).width).toBeGreaterThan(10);
		expect(sheet?.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
		const total = sheet?.getCell("E5");
		expect(total?.value).toBe(3);
		expect(total?.fill).toMatchObject({ pattern: "solid", fgColor: { argb: "FFFFC7CE" } });
		expect(JSON.stringify(total?.note)).toContain("1＋1＝2，表中为3");
		expect(sheet?.getCell("F5").note).toBeUndefined();
		expect(sheet?.getCell("F5").fill).not.toMatchObject({ fgColor: { argb: "FFFFC7CE" } });
	});

	test("scores by the scheme", () => {
		expect(textsOf(workbook.getWorksheet("评分"), 2)).toEqual(["青石市教育局", "2023", "-1", "逾期公布 -1；数据异常（仅提示）"]);
	});
});

test("begins with the view's figures on one page, and has what letters asked for and what became of it", async () => {
	const summary = {
		...{ scope: "2023年", madeOn: "2026-01-10", hasRoster: true, missing: ["缺席县财政局"], lacking: 3, isCut: true },
		coverage: [["已公布", 41]] as const,
		findings: [["错误", 7]] as const,
		letters: [["已发通知", 3]] as const,
		rules: [{ severity: "error" as const, title: "表四各项结果之和不等于总计", n: 5, todo: 2 }],
		organs: [{ issuer: "青石市教育局", errors: 3, warnings: 1 }],
	};
	const rectify = [
		{
			...{
				number: "青政公开〔2026〕1号",
				kind: "整改",
				organ: "青石市教育局",
				year: 2023,
				sentOn: "2026-01-10",
				deadline: "2026-02-10",
			},
			...{ what: "1＋1＝2，表中为3", state: "已复核消除", before: "总计 3", after: "总计 2", reply: "已改" },
		},
	];
	const bytes = renderReviewWorkbook({ findings: lines, coverage, reports: [], scores, scheme: "", summary, rectify });
	const workbook = await read(bytes);
	expect(workbook.worksheets.map(({ name }) => name)).toEqual(["概要", "问题", "覆盖情况", "整改", "评分"]);
	const first = workbook.getWorksheet("概要");
	expect(first?.pageSetup).toMatchObject({ orientation: "portrait", fitToWidth: 1, fitToHeight: 1 });
	const text = JSON.stringify(first?.getSheetValues());
	for (const word of ["2023年 · 2026-01-10", "【错误】表四各项结果之和不等于总计", "缺席县财政局等，共3份"])
		expect(text).toContain(word);
	expect(textsOf(workbook.getWorksheet("整改"), 2)).toEqual(
		Object.values({
			a: "青石市教育局",
			b: "2023",
			c: "青政公开〔2026〕1号",
			d: "整改",
			e: "2026-01-10",
			f: "2026-02-10",
			g: "1＋1＝2，表中为3",
			h: "已复核消除",
			i: "总计 3",
			j: "总计 2",
			k: "已改",
		}),
	);
});

test("texts that look like formulas stay texts, also when the cell is edited", async () => {
	const [first] = lines;
	if (!first) throw new Error("the sample has findings");
	const hostile = [...FORMULAS, HOSTILE].map((text) => ({
		...first,
		issuer: text,
		message: text,
		documentUrl: "javascript:alert(1)",
	}));
	const report = { ...sample, issuer: HOSTILE, findings: hostile };
	const bytes = renderReviewWorkbook({ findings: hostile, coverage: [], reports: [report], scores: [], scheme: "" });
	const sheet = (await read(bytes)).getWorksheet("问题");
	FORMULAS.forEach((text, i) => {
		const cell = sheet?.getCell(i + 2, 5);
		expect(cell?.formula).toBeUndefined();
		expect(cell?.numFmt).toBe("@");
		expect(cell?.text.trim()).toBe(text.trim());
	});
	const files = unzipSync(bytes);
	for (const [name, content] of Object.entries(files)) {
		const text = strFromU8(content);
		expect([
			name,
			/<f[ >]/.test(text),
			text.includes("<script"),
			text.includes("\u0000"),
			text.includes("javascript:alert(1)&quot;"),
		]).toEqual([...[name, false, false, false, false]]);
		if (name.endsWith(".rels")) expect(text).not.toContain("javascript:");
	}
});
