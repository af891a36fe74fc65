import { describe, expect, test } from "vitest";
import { readFlow } from "../../../../src/reading/read-flow.ts";
import { UNREAD } from "../../../../src/text/unread.ts";
import { run, wordFile, wordKinds } from "../../../support/word-kinds.ts";

const signs = { containers: [], wanted: /年度报告/ };
const documentOf = (body: string, styles = "") => readFlow(wordFile(body, styles), { media: "docx", contentType: "", signs });

function cellsOf(body: string, styles?: string): string[] {
	return documentOf(body, styles).blocks.flatMap((block) =>
		block.kind === "table" ? block.table.cells.map(({ text }) => text) : [],
	);
}

const labelled = (text: string) => `<w:tc><w:p>${run(text, '<w:vanish w:val="0"/>')}</w:p></w:tc>`;
const table = (cell: string, properties = "", rows = "") =>
	`<w:tbl><w:tblPr/><w:tr>${labelled("信息内容")}${labelled("数量")}</w:tr>${rows}<w:tr>${labelled("行政许可")}<w:tc><w:tcPr>${properties}</w:tcPr>${cell}</w:tc></w:tr></w:tbl>`;

describe("a cell of a Word file says what Word shows in it (issue 15)", () => {
	test.each(Object.entries(wordKinds))("%s", (_, { expect: wanted, styles, cellProperties, cell }) => {
		const text = cellsOf(table(cell("2745", "2776"), cellProperties), styles).at(-1) ?? "";
		if (wanted === "right") expect(text).toBe("2745");
		else expect(text.includes(UNREAD) || text === "2745\n2776", text).toBe(true);
	});
	test("rows that are deleted or hidden are not there", () => {
		const gone = ["<w:del/>", "<w:hidden/>", '<w:trHeight w:val="1" w:hRule="exact"/>'];
		const rows = gone
			.map((property) => `<w:tr><w:trPr>${property}</w:trPr>${labelled("行政许可")}${labelled("2776")}</w:tr>`)
			.join("");
		expect(cellsOf(table(`<w:p>${run("2745")}</w:p>`, "", rows))).toEqual(["信息内容", "数量", "行政许可", "2745"]);
	});
	test("white letters on the dark head that a style of tables gives are seen", () => {
		const head =
			'<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>';
		const styles = `<w:style w:type="table" w:styleId="Grid">${head}</w:style>`;
		const row = (a: string, b: string) => `<w:tr><w:tc><w:p>${run(a)}</w:p></w:tc><w:tc><w:p>${run(b)}</w:p></w:tc></w:tr>`;
		const of = (look: string) =>
			`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>${look}</w:tblPr>${row("信息内容", "12")}${row("行政许可", "13")}</w:tbl>`;
		expect(cellsOf(of('<w:tblLook w:val="0020"/>'), styles)).toEqual(["信息内容", "12", "行政许可", "13"]);
		expect(cellsOf(of(""), styles)).toEqual(["信息内容", "12", "行政许可", "13"]);
	});
	test("what stands too deep is missed, and said to be", () => {
		const deep = `${"<w:sdt>".repeat(300)}<w:p>${run("深")}</w:p>${"</w:sdt>".repeat(300)}`;
		expect(documentOf(deep).losses).toEqual([{ code: "bound-reached", bound: "depth" }]);
	});
});
