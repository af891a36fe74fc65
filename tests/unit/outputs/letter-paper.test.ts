import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "cheerio";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { reviewSource } from "../../../src/cli/review-source.ts";
import { renderUrge } from "../../../src/output/documents/letter-parts.ts";
import { renderNotice } from "../../../src/output/documents/notice.ts";
import { paragraph } from "../../../src/output/documents/notice-parts.ts";
import { writeWord } from "../../../src/output/documents/office/word.ts";
import { openTemplate } from "../../../src/output/documents/office/word-template.ts";
import { flaggedSample, sampleReport } from "../../support/flagged.ts";

const HEAD = { number: "沙政公开〔2026〕3号", sentOn: "2026-02-03", office: "沙堰市政务公开办公室" };
const report = sampleReport("bureau-2023-inconsistent");
const reports = [{ ...flaggedSample(report, ["A04"]), documentUrl: "https://example.org/2023.pdf" }];
const notice = { issuer: "青石市教育局", reports, deadline: "2026-03-05", head: HEAD };

/** An office's letterhead as Word keeps it: marks parted over runs, in a table, in the header. */
function letterhead(lines: readonly string[], header = "{{发文机关}}文件"): Uint8Array {
	const files = unzipSync(
		writeWord(
			lines.map((line) => paragraph(line)),
			"模板",
		),
	);
	const body = strFromU8(files["word/document.xml"] ?? new Uint8Array());
	// Word begins a new run wherever the cursor once stood.
	const parted = body.replaceAll(/(<w:r>.*?<w:t[^>]*>)(\{\{文)(号.*?)(<\/w:t><\/w:r>)/g, "$1$2$4$1$3$4");
	const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
	files["word/document.xml"] = strToU8(parted);
	files["word/header1.xml"] = strToU8(`<w:hdr ${names}><w:p><w:r><w:t>${header}</w:t></w:r></w:p></w:hdr>`);
	return zipSync(files);
}

function textsOf(bytes: Uint8Array | undefined, part = "word/document.xml"): string[] {
	const $ = load(strFromU8(unzipSync(bytes ?? new Uint8Array())[part] ?? new Uint8Array()), { xml: true });
	return $("w\\:p")
		.toArray()
		.map((own) => $(own).find("w\\:t").text());
}

const LINES = [
	"{{文号}}",
	"{{标题}}",
	"{{主送机关}}",
	"第一段前",
	"{{正文}}",
	"第一段后",
	"{{发文机关}}",
	"{{发文日期}}",
	"{{抄送}}",
];
const paper = (lines: readonly string[], copyTo: readonly string[] = []) => ({
	template: openTemplate(letterhead(lines)),
	copyTo,
});

describe("a letter on the office's own paper", () => {
	test("has number, organ, text, signature and copies where the template has their marks, and nothing twice", () => {
		const bytes = renderNotice(notice, disclosureReport.notice, paper(LINES, ["沙堰市人民政府办公室", "沙堰市司法局"]));
		const texts = textsOf(bytes);
		expect(texts.slice(0, 4)).toEqual([
			"沙政公开〔2026〕3号",
			"政府信息公开工作年度报告整改通知书",
			"青石市教育局：",
			"第一段前",
		]);
		expect(texts.slice(-4)).toEqual(["第一段后", HEAD.office, "2026年2月3日", "抄送：沙堰市人民政府办公室，沙堰市司法局。"]);
		const whole = texts.join("\n");
		expect(whole).toContain("表四“行政复议”合计：1＋1＝2，表中为3，两者不等。");
		for (const once of [HEAD.number, "青石市教育局：", HEAD.office, "2026年2月3日"]) expect(whole.split(once)).toHaveLength(2);
		expect(whole).not.toContain("{{");
		expect(textsOf(bytes, "word/header1.xml")).toEqual([`${HEAD.office}文件`]);
		const relations = strFromU8(unzipSync(bytes ?? new Uint8Array())["word/_rels/document.xml.rels"] ?? new Uint8Array());
		expect(relations).toContain('Id="rIdLetter1"');
		expect(relations).toContain("https://example.org/2023.pdf");
	});

	test("has all in its text where the template has only that mark", () => {
		const texts = textsOf(renderNotice(notice, disclosureReport.notice, paper(["{{正文}}"], ["沙堰市司法局"])));
		const plain = textsOf(renderNotice(notice, disclosureReport.notice, { copyTo: ["沙堰市司法局"] }));
		expect(texts).toEqual(plain);
		expect(plain.slice(-3)).toEqual([HEAD.office, "2026年2月3日", "抄送：沙堰市司法局。"]);
	});

	test("is what reports are urged for with too, and the same bytes each time", () => {
		const lines = [{ year: 2024, due: "2025-01-31", basis: "《政府信息公开条例》第四十九条" }];
		const make = () => renderUrge({ organ: "松岭镇人民政府", lines, deadline: "2026-03-05" }, HEAD, paper(LINES));
		expect(textsOf(make())).toContain("松岭镇人民政府：");
		expect(make()).toEqual(make());
	});

	test("takes texts as texts: no mark-up of an organ's name, and no mark in it, is taken for the template's", () => {
		const issuer = "<w:p>{{正文}}&局";
		const texts = textsOf(renderNotice({ ...notice, issuer }, disclosureReport.notice, paper(LINES)));
		expect(texts).toContain(`${issuer}：`);
		expect(texts.filter((text) => text === "第一段前")).toHaveLength(1);
	});

	test("has no mark in a paragraph that others stand in: what would be torn is refused", () => {
		const files = unzipSync(letterhead(["{{正文}}"]));
		const body = strFromU8(files["word/document.xml"] ?? new Uint8Array());
		const box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>密级</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
		files["word/document.xml"] = strToU8(body.replace("</w:p>", box));
		expect(openTemplate(zipSync(files))?.marks).toEqual(new Set(["发文机关"]));
	});

	test.each([new Uint8Array(), strToU8("no zip"), zipSync({ "a.txt": strToU8("a") })])(
		"is on no paper that is no document",
		(bytes) => {
			expect(openTemplate(bytes)).toBeUndefined();
		},
	);
});

describe("a template in the configuration", () => {
	const folder = mkdtempSync(join(tmpdir(), "gouji-paper-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const opened = (template: Uint8Array | undefined) => {
		if (template) writeFileSync(join(folder, "letter.docx"), template);
		const config = { user_agent: "gouji/0.2 (a@example.org)", letter_template: template ? "letter.docx" : "none.docx" };
		const sources = [{ id: "a", kind: "list", url: "https://a.example/zfxxgk/" }];
		writeFileSync(join(folder, "n.json"), JSON.stringify({ ...config, sources, copy_to: ["沙堰市司法局"] }));
		return reviewSource(
			join(folder, "n.json"),
			{ output: "" },
			{
				samples: "",
				pipeline: disclosureReport,
				now: () => new Date(0),
			},
		);
	};
	test("is opened with the desk, from beside the configuration", async () => {
		const { paper: own } = await opened(letterhead(LINES));
		expect([own.copyTo, own.template?.marks.has("文号")]).toEqual([["沙堰市司法局"], true]);
	});
	test.each([
		["is not there", undefined, /none\.docx cannot be read/],
		["is no document", strToU8("x"), /is no Word document/],
		["has no place for the text", letterhead(["{{标题}}"]), /has no \{\{正文\}\}/],
		["has the organ above a title in the text", letterhead(["{{主送机关}}", "{{正文}}"]), /would stand below it/],
		["has a mark that nothing fills", letterhead(["{{正文}}", "{{密级}}"]), /has \{\{密级\}\}, which nothing fills/],
	])("that %s is refused", async (_, template, message) => {
		await expect(opened(template)).rejects.toThrow(message);
	});
});
