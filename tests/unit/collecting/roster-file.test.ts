import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { configAt } from "../../../src/cli/configuration.ts";
import { rosterRows } from "../../../src/collecting/roster/roster-rows.ts";
import { writeSpreadsheet } from "../../../src/output/documents/office/spreadsheet.ts";
import { gbkBytes } from "../../site/gbk.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-roster-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CELLS: readonly (readonly string[])[] = [
	["序号", "机关名称", "别名", "级别", "上级机关", "期限", "依据", "完整"],
	["1", "青石市人民政府", "", "city", "", "3月31日", "", "是"],
	["2", "青石市教育局", "青石市教育体育局、市教育局", "city", "青石市人民政府", "1/31", "", ""],
	["", "", "", "", "", "", "", ""],
	["3", '青石市"双减"办公室', "", "", "青石市人民政府", "", "某,通知", "否"],
];
const table = (separator: string) =>
	CELLS.map(
		(row) => `${row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator)}\n`,
	).join("");
const TABLE = table(",");

const ORGANS = [
	{ line: 2, values: { name: "青石市人民政府", level: "city", deadline: "03-31", complete: true } },
	{
		line: 3,
		values: {
			name: "青石市教育局",
			aliases: ["青石市教育体育局", "市教育局"],
			level: "city",
			parent: "青石市人民政府",
			deadline: "01-31",
		},
	},
	{ line: 5, values: { name: '青石市"双减"办公室', parent: "青石市人民政府", deadline_basis: "某,通知", complete: false } },
];

const workbook = (rows: readonly (readonly string[])[]) =>
	writeSpreadsheet([{ name: "名录", rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })) }]);
describe("a roster in a table", () => {
	test.each<[string, Uint8Array]>([
		["UTF-8", strToU8(TABLE)],
		["UTF-8 with a mark and CRLF", strToU8(`\ufeff${TABLE.replaceAll("\n", "\r\n")}`)],
		["GB18030", gbkBytes(TABLE)],
		["UTF-16 with tabs, as Excel's Unicode text", Buffer.from(`\ufeff${table("\t")}`, "utf16le")],
		["CSV with semicolons", strToU8(table(";"))],
	])("is read from %s", (_, bytes) => {
		expect(rosterRows(bytes, "roster.csv")).toEqual(ORGANS);
	});

	test("is read from Excel, dates as Excel keeps them too", () => {
		const rows = CELLS.map((cells, i) => (i === 2 ? cells.map((cell) => (cell === "1/31" ? "46053" : cell)) : cells));
		expect(rosterRows(workbook(rows), "roster.xlsx")).toEqual(ORGANS);
	});

	test.each<[string, Uint8Array | string, RegExp]>([
		["no bytes", "", /^r:1: the table is empty/],
		["no heading for names", "级别,期限\ncity,01-31\n", /^r:1: .*head it 机关名称/],
		["a heading that is none", "机关名称,电话\n甲局,1\n", /^r:1: no column is called 电话; use 机关/],
		["two columns of names", "机关名称,单位名称\n甲局,甲局\n", /^r:1: two columns mean name/],
		["a deadline that is no day", "机关名称,期限\n甲局,月底\n", /^r:2: 月底 is no month and day; write 01-31/],
		["a doubtful yes", "机关名称,完整\n甲局,大概\n", /^r:2: complete is 大概; write 是 or 否/],
		["a quotation mark that is not closed", '机关名称\n甲局\n"乙局\n丙局\n', /^r:3: a quotation mark is opened here/],
		["something behind a quotation mark", '机关名称\n"甲"局\n', /^r:2: something follows/],
		["bytes of no encoding", Buffer.from([0x81, 0xff, 0xff, 0x0a]), /^r:1: the file is neither UTF-8 nor GB18030/],
		["an old Excel file", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /^r:1: .*old or protected Excel/],
		["a workbook cut short", workbook(CELLS).subarray(0, 400), /^r:1: the workbook cannot be unpacked/],
		["a ZIP of something else", zipSync({ "a.txt": strToU8("a") }), /^r:1: this is no Excel workbook/],
		["too many rows", `机关名称\n${"甲局\n".repeat(20_001)}`, /more than 20000 rows/],
		["too many columns", `机关名称${",".repeat(300)}\n`, /^r:1: more than 200 columns/],
		["a cell without end", `机关名称\n${"甲".repeat(3000)}\n`, /^r:2: a cell has more than 2000 characters/],
	])("of %s is refused with line and mend", (_, content, message) => {
		const bytes = typeof content === "string" ? strToU8(content) : content;
		expect(() => rosterRows(bytes, "r")).toThrow(message);
	});

	const changed = (change: (sheet: string) => string) => {
		const parts = unzipSync(workbook(CELLS));
		const name = "xl/worksheets/sheet1.xml";
		expect(change(new TextDecoder().decode(parts[name]))).not.toBe(new TextDecoder().decode(parts[name]));
		return zipSync({ ...parts, [name]: strToU8(change(new TextDecoder().decode(parts[name]))) });
	};

	test.each<[string, Uint8Array, RegExp]>([
		["a column far out", changed((xml) => xml.replace(/r="B2"/, 'r="XFD2"')), /^r:2: more than 200 columns/],
		[
			"an error for a value",
			changed((xml) => xml.replace(/<c r="B2"[^>]*>.*?<\/c>/, '<c r="B2" t="e"><v>#REF!</v></c>')),
			/^r:2: a cell shows the error #REF!/,
		],
		[
			"a part that claims too much",
			changed((xml) => xml.replace("</sheetData>", `${" ".repeat(9_000_000)}</sheetData>`)),
			/larger than any roster/,
		],
	])("of a workbook with %s is refused", (_, bytes, message) => {
		expect(() => rosterRows(bytes, "r")).toThrow(message);
	});

	test("expands no entity and loads nothing", () => {
		const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
		const bytes = changed((xml) =>
			xml
				.replace("<worksheet", `${bomb}<worksheet`)
				.replace(/<c r="B2"[^>]*>.*?<\/c>/, '<c r="B2" t="inlineStr"><is><t>甲&b;&c;局</t></is></c>'),
		);
		expect(JSON.stringify(rosterRows(bytes, "r")[0]?.values.name)).not.toMatch(/aaa|root/);
	});
});

describe("roster_file", () => {
	const knowledge = { pipeline: disclosureReport, now: () => new Date("2026-06-01T00:00:00Z") };
	const config = (roster: string, more = "") => {
		writeFileSync(join(folder, "organs.csv"), roster);
		writeFileSync(
			join(folder, "n.yaml"),
			`sources: [{ id: a, kind: list, url: "https://a.example/" }]\nroster_file: organs.csv\n${more}`,
		);
		return configAt(join(folder, "n.yaml"), knowledge);
	};

	test("adds its organs to those of the configuration", async () => {
		const { roster } = await config("机关名称,上级机关\n甲局,甲市人民政府\n", "roster: [{ name: 甲市人民政府 }]\n");
		expect(roster).toMatchObject([{ name: "甲市人民政府" }, { name: "甲局", parent: "甲市人民政府", aliases: [] }]);
	});

	test.each([
		["机关名称\n甲局\n\n甲局\n", /^organs\.csv:4: roster\.1\.name: 甲局 is in the roster twice; keep one/],
		["机关名称,别名\n甲局,\n乙局,甲局\n", /^organs\.csv:3: .*甲局 is a name of 甲局 too, and one report would count for both/],
		[
			"机关名称,上级机关\n云岭市政府,\n甲局,云玲市政府\n",
			/^organs\.csv:3: .*云玲市政府 is not in the roster; is 云岭市政府 meant\?/,
		],
		["机关名称,期限\n甲局,2-30\n", /^organs\.csv:2: roster\.0\.deadline: no year, or not every one, has this day/],
		["机关名称,上级机关\n甲局,乙局\n乙局,甲局\n", /^organs\.csv:2: .*甲局 is below itself by way of/],
		["机关名称,级别\n,city\n", /^organs\.csv:2: roster\.0\.name: /],
	])("%j is refused with its line and the mend", async (roster, message) => {
		await expect(config(roster)).rejects.toMatchObject({ code: "bad-config", message: expect.stringMatching(message) });
	});
});
