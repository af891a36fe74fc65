import { join } from "node:path";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { sniff } from "../../src/collecting/http/answer.ts";
import { wordToHtml } from "../../src/reading/docx/to-html.ts";
import type { DocumentMedia } from "../../src/reading/read-flow.ts";
import { readFlow } from "../../src/reading/read-flow.ts";
import { sampleAsHtml } from "../site/pages.ts";
import { sampleAsWord } from "../site/word.ts";
import { repository } from "../support/command.ts";
import { extract } from "../support/extract.ts";

const encoder = new TextEncoder();

function read(bytes: Uint8Array, media: Exclude<DocumentMedia, "pdf">): Report {
	const document = readFlow(bytes, { media, contentType: "", signs: disclosureReport.sources });
	return disclosureReport.map(document).publish({ file: "x", sha256: "0".repeat(64), bytes: bytes.length }) as unknown as Report;
}

const verdicts = ({ findings }: Report) => findings.map(({ rule, verdict }) => `${rule} ${verdict}`).sort();

describe("a report reads the same as PDF, as a web page and as a Word document", () => {
	test.each(["bureau-2024-vertical-labels", "county-2022-hybrid", "office-2019-no-rulings"])("%s", async (name) => {
		const pdf = await extract(join(repository, "samples", name, `${name}.pdf`));
		for (const report of [read(encoder.encode(await sampleAsHtml(name)), "html"), read(await sampleAsWord(name), "docx")]) {
			expect(report.tables).toEqual(pdf.tables);
			expect(report.sections).toEqual(pdf.sections);
			expect([report.title, report.issuer, report.form]).toEqual([pdf.title, pdf.issuer, pdf.form]);
			expect(verdicts(report)).toEqual(verdicts(pdf));
			// A place on a page is only claimed where there are pages.
			expect(report.cells.every(({ box }) => box === null || box.every((edge) => edge === 0))).toBe(true);
		}
	});
});

const part = (text: string) => encoder.encode(`<w:document><w:body>${text}</w:body></w:document>`);
const word = (text: string) => wordToHtml(zipSync({ "word/document.xml": part(text) }));
const cell = (text: string, properties = "") =>
	`<w:tc><w:tcPr>${properties}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;

describe("Word documents", () => {
	test("deleted text and field codes are not read, inserted text is", () => {
		const text =
			"<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
		expect(word(text)).toBe("<html><body><p>8</p></body></html>");
	});
	test("cells that are merged downwards and across become spans", () => {
		const rows = [
			cell("a", '<w:vMerge w:val="restart"/>') + cell("b", '<w:gridSpan w:val="2"/>'),
			cell("", "<w:vMerge/>") + cell("c") + cell("d"),
		];
		const table = word(`<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join("")}</w:tbl>`);
		expect(table).toContain('<tr><td colspan="1" rowspan="2"><p>a</p></td><td colspan="2" rowspan="1"><p>b</p></td></tr>');
		expect(table).toContain('<tr><td colspan="1" rowspan="1"><p>c</p></td><td colspan="1" rowspan="1"><p>d</p></td></tr>');
	});
	test("text is escaped on its way", () => {
		expect(word("<w:p><w:r><w:t>&lt;table&gt;&amp;</w:t></w:r></w:p>")).toContain("<p>&lt;table&gt;&amp;</p>");
	});
	test("one whose text part claims or holds more than a report does is refused before it is unpacked", () => {
		const bomb = zipSync({ "word/document.xml": new Uint8Array(26_000_000) }, { level: 1 });
		expect(bomb.length).toBeLessThan(200_000);
		expect(() => wordToHtml(bomb)).toThrow(/holds 26000000 bytes/);
	});
	test("one that lies about the size of its text part is refused, unpacked no further than it claims", () => {
		const lying = zipSync({ "word/document.xml": new Uint8Array(3_000_000) }, { level: 9 });
		// The uncompressed size stands 24 bytes into each entry of the list at the end.
		const entry = Buffer.from(lying).lastIndexOf("PK\u0001\u0002", undefined, "latin1");
		new DataView(lying.buffer, lying.byteOffset).setUint32(entry + 24, 1000, true);
		expect(() => wordToHtml(lying)).toThrow(/does not fit its checksum/);
	});
	test.each([
		["not a ZIP", encoder.encode("PK\u0003\u0004 and no more")],
		["a ZIP without text", zipSync({ "a.txt": encoder.encode("x") })],
	])("%s is damaged", (_, bytes) => expect(() => wordToHtml(bytes)).toThrow(/cannot be opened/));
	test("deep nesting ends and does not overflow", () => {
		expect(word(`${"<w:sdt>".repeat(20_000)}<w:p/>${"</w:sdt>".repeat(20_000)}`)).toBe("<html><body></body></html>");
	});
	test("a large one is told by the list at its end", async () => {
		const bytes = zipSync({ "docProps/thumbnail.jpeg": [new Uint8Array(100_000), { level: 0 }], "word/document.xml": part("") });
		expect(sniff(bytes)).toBe("docx");
	});
});
