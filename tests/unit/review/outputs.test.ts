import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/review/search-index/lists.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-inconsistent";
const NASTY = '=HYPERLINK("http://evil.example")<script>局';

describe("the files that the desk hands on", () => {
	let own: TestDesk;
	let server: DeskServer;
	beforeAll(async () => {
		own = await testDesk([{ name: "缺席县财政局" }], 2025);
		await own.publish(SAMPLE);
		await own.publish(SAMPLE, (report) => Object.assign(report.issuer, { name: NASTY }), "nasty.json");
		await own.desk.refresh();
		for (const name of [`${SAMPLE}.json`, "nasty.json"]) {
			const found = findingsOf(own.desk.index, name).find(({ rule }) => rule.startsWith("A04"));
			if (!found) throw new Error("the sample has A04");
			const { fingerprint, figures } = found;
			const by = { who: "王芳", at: "2026-01-08T02:00:00Z" };
			own.desk.decide({ fingerprint, figures, expected: 0, action: "confirm", text: "", about: "" }, by);
		}
		server = await serveTestDesk(own, { name: "王芳", role: "viewer" });
	});
	afterAll(async () => {
		server.close();
		await own.remove();
	});

	test("the workbook has decisions, coverage, scores and links back", async () => {
		const { status, headers, bytes } = await server.ask("/outputs/workbook.xlsx?year=2023");
		expect([status, headers["content-disposition"]]).toEqual([
			200,
			expect.stringContaining("filename*=UTF-8''%E5%B9%B4%E6%8A%A5"),
		]);
		const workbook = new ExcelJS.Workbook();
		await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
		expect(workbook.worksheets.map(({ name }) => name)).toEqual(["概要", "问题", "覆盖情况", "整改", "评分", "表三", "表四"]);
		const rows = workbook.getWorksheet("问题")?.getSheetValues().map(String) ?? [];
		expect(rows.filter((row) => row.includes("已确认,王芳,2026-01-08"))).toHaveLength(2);
		expect(workbook.getWorksheet("问题")?.getCell("A2").hyperlink).toMatch(
			/^http:\/\/127\.0\.0\.1:\d+\/report\/.*finding=[0-9a-f]+$/,
		);
		for (const [name, content] of Object.entries(unzipSync(bytes)))
			expect([name, /<f[ >]/.test(strFromU8(content))]).toEqual([name, false]);
	});

	test("a view without a year has who owes, and what that costs", async () => {
		const { bytes } = await server.ask("/outputs/workbook.xlsx?q=缺席".replace("缺席", encodeURIComponent("缺席")));
		const workbook = new ExcelJS.Workbook();
		await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
		expect(String(workbook.getWorksheet("覆盖情况")?.getRow(2).values)).toContain("缺席县财政局,");
		expect(String(workbook.getWorksheet("评分")?.getRow(2).values)).toContain("缺席县财政局,2025,");
	});

	test("notices are for issuers with confirmed findings, under safe names", async () => {
		const { status, bytes } = await server.ask(`/outputs/notice.docx?issuer=${encodeURIComponent("青石市教育局")}`);
		expect(status).toBe(200);
		const text = strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
		expect(text).toContain("1＋1＝2，表中为3");
		expect(text).not.toContain("总体情况未见");
		const names = Object.keys(unzipSync((await server.ask("/outputs/notices.zip")).bytes));
		expect(names).toHaveLength(2);
		for (const name of names) expect(name).toMatch(/^\d{3}-[\p{L}\p{N}-]+\.docx$/u);
		expect((await server.ask(`/outputs/notice.docx?issuer=${encodeURIComponent("没有的局")}`)).status).toBe(404);
	});

	test("the printable summary carries its own style under a policy that names it", async () => {
		const { status, text, headers } = await server.ask("/outputs/summary.html");
		expect([status, text.includes("<script>局")]).toEqual([200, false]);
		expect(text).toContain("&lt;script&gt;局");
		expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'/);
	});

	test("the summary is one page of figures, and the details list the findings", async () => {
		const [summary, details] = [await server.ask("/outputs/summary.html"), await server.ask("/outputs/details.html")];
		expect(summary.text).toMatch(/最多的问题[\s\S]*表四各项结果之和不等于总计[\s\S]*错误最多的机关[\s\S]*青石市教育局/);
		expect(summary.text).toMatch(/期限已过|来源未看全/);
		expect(summary.text).not.toContain("1＋1＝2");
		expect(details.text).toContain("1＋1＝2");
	});

	test("run reports are found by id only", async () => {
		const folder = join(own.folder, "output", "runs");
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, "2026-01-08T020000Z.html"), "<style>p{color:red}</style><p>Run</p>");
		await writeFile(join(own.folder, "output", "secret.html"), "secret");
		expect((await server.ask("/outputs/runs/2026-01-08T020000Z")).text).toContain("<p>Run</p>");
		for (const id of ["..%2Fsecret", "..%2F..%2Fsecret.html", "2026-01-08T020000Z.html", "x"])
			expect((await server.ask(`/outputs/runs/${id}`)).status).toBe(404);
	});

	test("the page offers them, hostile names escaped", async () => {
		const { status, text } = await server.ask("/outputs");
		expect([status, text.includes("<script>局")]).toEqual([200, false]);
		expect(text).toContain("/outputs/notice.docx?issuer=%E9%9D%92%E7%9F%B3");
		expect(text).toContain("2026-01-08T020000Z");
	});
});
