import { load } from "cheerio";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { renderNotice } from "../../../src/output/documents/notice.ts";
import { flaggedSample, sampleReport } from "../../support/flagged.ts";

/** Paragraphs and tables of a Word document, in order. */
function partsOf(bytes: Uint8Array | undefined) {
	const files = unzipSync(bytes ?? new Uint8Array());
	const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
	const $ = load(text("word/document.xml"), { xml: true });
	const textOf = (element: Parameters<typeof $>[0]) => $(element).find("w\\:t").text();
	const paragraphs = $("w\\:body > w\\:p").toArray().map(textOf);
	const tables = $("w\\:tbl")
		.toArray()
		.map((table) =>
			$(table)
				.find("w\\:tr")
				.toArray()
				.map((row) =>
					$(row)
						.find("w\\:tc")
						.toArray()
						.map((cell) => ({ text: textOf(cell), fill: $(cell).find("w\\:shd").attr("w:fill") })),
				),
		);
	return { paragraphs, tables, relations: text("word/_rels/document.xml.rels"), xml: text("word/document.xml") };
}

const report = sampleReport("bureau-2023-inconsistent");

describe("a notice", () => {
	test("tells confirmed findings only, with arithmetic, excerpt, basis, deadline and blanks", async () => {
		const flagged = flaggedSample(report, ["A01", "A04"]);
		const [first] = flagged.findings.filter(({ decision }) => decision.state === "confirmed");
		if (!first) throw new Error("one is confirmed");
		const withDeadline = {
			...flagged,
			documentUrl: "https://example.org/2023.pdf",
			findings: flagged.findings.map((line) =>
				line === first ? { ...line, decision: { ...line.decision, deadline: "2026-02-10" } } : line,
			),
		};
		const { paragraphs, tables, relations, xml } = partsOf(
			renderNotice({ issuer: "青石市教育局", reports: [withDeadline] }, disclosureReport.notice),
		);
		const text = paragraphs.join("\n");
		expect(paragraphs[0]).toBe("政府信息公开工作年度报告整改通知书");
		expect(paragraphs[2]).toBe("青石市教育局：");
		expect(text).toContain("一、2023年度报告（第1页）：表三“（一）予以公开”行横向合计：各项之和为1，表中为3，两者不等。");
		expect(text).toContain("二、2023年度报告（第2页）：表四“行政复议”合计：1＋1＝2，表中为3，两者不等。");
		expect(text).not.toContain("总体情况未见");
		expect(text).not.toContain("＝37");
		expect(text).toContain("依据：国办公开办函〔2021〕30号规定的报告格式（表四“总计”列）");
		expect(text).toContain("请于2026年2月10日前逐项核实");
		expect(paragraphs.slice(-2)).toEqual(["（印章）", "　　　　年　　月　　日"]);
		expect(relations).toContain('Target="https://example.org/2023.pdf"');
		expect(xml).toMatch(/<w:hyperlink[^>]* w:anchor="page=2"/);
		expect(tables).toHaveLength(2);
		const [row = [], remedies = []] = [tables[0]?.at(-1), tables[1]?.at(-1)];
		expect(row.map((cell) => cell.text)).toEqual(["三、本年度办理结果", "（一）予以公开", "0", "1", "0", "0", "0", "0", "3"]);
		// The total that its parts do not make up stands out among them.
		expect(row.filter(({ fill }) => fill === "FFF2CC")).toHaveLength(6);
		expect(row.filter(({ fill }) => fill === "F4B6B6").map(({ text }) => text)).toEqual(["3"]);
		expect(remedies.map((cell) => cell.text)).toEqual(["1", "0", "0", "1", "3"]);
	});

	test("names the form that was in force for the report's year", () => {
		const of = (year: number) =>
			partsOf(
				renderNotice({ issuer: "青石市教育局", reports: [flaggedSample({ ...report, year }, ["A04"])] }, disclosureReport.notice),
			).paragraphs.join("\n");
		expect(of(2020)).toContain("依据：国办公开办函〔2019〕60号规定的报告格式");
		expect(of(2020)).not.toContain("〔2021〕30号");
		expect(of(2022)).not.toContain("〔2019〕60号");
	});

	test("is laid out as official letters are", () => {
		const head = { number: "青政公开〔2026〕3号", sentOn: "2026-01-08", office: "青石市政务公开办公室" };
		const bytes = renderNotice(
			{ issuer: "青石市教育局", reports: [flaggedSample(report, ["A04"])], head },
			disclosureReport.notice,
		);
		const { paragraphs, xml } = partsOf(bytes);
		expect(paragraphs.slice(-2)).toEqual(["青石市政务公开办公室", "2026年1月8日"]);
		expect(paragraphs[1]).toBe("青政公开〔2026〕3号");
		expect(xml).toContain('<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
		expect(xml).toMatch(/<w:rFonts w:eastAsia="方正小标宋简体"\/><w:sz w:val="44"\/>/);
		expect(xml).toContain('w:line="560" w:lineRule="exact"');
		const footer = strFromU8(unzipSync(bytes ?? new Uint8Array())["word/footer1.xml"] ?? new Uint8Array());
		expect(footer).toContain('w:instr="PAGE"');
	});

	test("is not made where nobody confirmed anything", async () => {
		expect(renderNotice({ issuer: "青石市教育局", reports: [flaggedSample(report)] }, disclosureReport.notice)).toBeUndefined();
	});

	test("leaves the deadline blank where there is none", async () => {
		const notice = { issuer: "青石市教育局", reports: [flaggedSample(report, ["A04"])] };
		expect(partsOf(renderNotice(notice, disclosureReport.notice)).paragraphs.join("\n")).toContain(
			"请于　　　　年　　月　　日前",
		);
	});

	test("keeps hostile texts inert", async () => {
		const hostile = '</w:t><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>\u0000<script>\ud800';
		const flagged = flaggedSample(report, ["A04"]);
		const findings = flagged.findings.map((line) => ({ ...line, message: hostile, basis: hostile }));
		const reports = [{ ...flagged, documentUrl: "file:///etc/passwd", findings }];
		const { xml, relations, paragraphs } = partsOf(renderNotice({ issuer: hostile, reports }, disclosureReport.notice));
		expect(xml).not.toMatch(/<w:fldSimple|<script|\u0000/);
		expect(relations).not.toContain("file:");
		expect(paragraphs[2]).toContain("</w:t><w:fldSimple");
	});
});
