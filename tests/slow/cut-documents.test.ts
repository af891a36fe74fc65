import { describe, expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { wholeMarkup } from "../../src/reading/html/cut-markup.ts";
import { cutOf } from "../../src/reading/pdf/file-end.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { readFlow } from "../../src/reading/read-flow.ts";
import { buildDocument } from "../../src/reading/tables/build-document.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { sampleAsHtml, samplePdf } from "../site/pages.ts";
import { tools } from "../support/extract.ts";
import { writePdf } from "../support/write-pdf.ts";

const SHARES = [0.35, 0.5, 0.62, 0.71, 0.8, 0.9, 0.95, 0.97, 0.99, 0.999];
const digital = sampleFolders().flatMap(({ name, isScan }) => (isScan || name.includes("pictured") ? [] : [name]));
const accusations = ({ findings }: Report) =>
	findings.flatMap(({ rule, verdict, cause, cells }) => (verdict === "broken" && cause === "report" ? [`${rule} ${cells}`] : []));
const cutTo = (bytes: Uint8Array, share: number) => bytes.subarray(0, Math.floor(bytes.length * share));

function readPage(bytes: Uint8Array): Report | undefined {
	const document = readFlow(bytes, { media: "html", contentType: "", signs: disclosureReport.sources });
	try {
		return disclosureReport.map(document).publish({ file: "x", sha256: "0".repeat(64), bytes: 1 }) as unknown as Report;
	} catch {
		return undefined;
	}
}

/** A PDF whose first pages alone can be found without its end, as in one made for the web. */
function withEarlyEnd(pdf: Uint8Array): Uint8Array {
	const text = Buffer.from(pdf).toString("latin1");
	const size = /\/Size (\d+)/.exec(text)?.[1];
	const early = `%PDF-1.4\ntrailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`;
	return new Uint8Array(Buffer.from(early + text.slice("%PDF-1.4\n".length), "latin1"));
}

describe.each(digital)("%s", (name) => {
	test("cut short as a web page, accuses of nothing that it does not accuse of whole", async () => {
		const page = new TextEncoder().encode(await sampleAsHtml(name));
		const before = readPage(page);
		expect(before?.quality.reasons.map(({ code }) => code)).not.toContain("cut-short");
		const whole = new Set(before ? accusations(before) : []);
		for (const share of SHARES) {
			const report = readPage(cutTo(page, share));
			if (!report) continue;
			expect(report.quality.reasons.map(({ code }) => code)).toContain("cut-short");
			expect(accusations(report).filter((accusation) => !whole.has(accusation))).toEqual([]);
		}
	});
	test("cut short as a PDF that readers repair, accuses of nothing that it does not accuse of whole", async () => {
		const written = writePdf(buildDocument(await readPages(await samplePdf(name))));
		const whole = new Set(accusations(await extractReport(written, "x.pdf", tools)));
		const pdf = withEarlyEnd(written);
		for (const share of [0.6, 0.9, 0.99]) {
			const report = await extractReport(cutTo(pdf, share), "x.pdf", tools).catch(() => undefined);
			if (!report) continue;
			expect(report.quality.reasons.map(({ code }) => code)).toContain("cut-short");
			expect(accusations(report).filter((accusation) => !whole.has(accusation))).toEqual([]);
		}
	}, 120_000);
});

describe("the end of a PDF", () => {
	const file = (text: string) => cutOf(new TextEncoder().encode(text));
	const whole = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n";
	test("is there, with whatever behind it", () => {
		expect(file(whole)).toBeUndefined();
		expect(file(`${whole}<!-- served in 12 ms -->`)).toBeUndefined();
		expect(file(`${whole}2 0 obj\n<<>>\nendobj\nstartxref\n90\n%%EOF`)).toBeUndefined();
	});
	test("is missing where an object follows the last one, or none is there", () => {
		expect(file(whole.slice(0, whole.indexOf("startxref")))).toBe("no-end-mark");
		expect(file(`${whole}2 0 obj\n<<>>\nendobj\n3 0 obj\n<</Length 20>>`)).toBe("no-end-mark");
	});
	test("is missing where the file says that it is longer", () => {
		const linear = `%PDF-1.7\n5 0 obj\n<</Linearized 1/L ${whole.length + 200}/H[1 2]/O 7>>\nendobj\n${whole}`;
		expect(file(linear)).toBe("shorter-than-stated");
		expect(file(linear + " ".repeat(200))).toBeUndefined();
	});
});

describe("the markup of a page", () => {
	test.each([
		["a whole page", "<html><body><p>1</p></body></html>"],
		["a page that leaves out the end of its document", "<html><body><p>1</p></body>"],
		["a piece of a page", "<div><table><tr><td>1</table>"],
		["markup in comments and scripts", "<p>1</p><!-- <table> --><script>'<table>'</script>"],
	])("%s is whole", (_, markup) => {
		expect(wholeMarkup(markup)).toEqual({ text: markup, cut: undefined });
	});
	test.each([
		["in a cell: half of a figure is a wrong figure", "<html><body><table><tr><td>1</td>", "<td><p>27"],
		["in a tag", "<html><body><p>1</p>", "<p cla"],
		["between tags", "<html><body><table><tr><td>1</td></tr>", ""],
		["in a piece of a page", "<div><table><tr><td>1</td>", "<td>2"],
	])("cut %s, is what stands before the cut", (_, text, lost) => {
		expect(wholeMarkup(text + lost)).toEqual({ text, cut: "markup-open" });
	});
	test("cut in the middle of a character, is of the same encoding", () => {
		const bytes = new TextEncoder().encode(`<html><body><p>${"青石市水利局二〇二三年政府信息公开工作年度报告".repeat(3)}`);
		const report = readFlow(bytes.subarray(0, -1), { media: "html", contentType: "", signs: disclosureReport.sources });
		expect(JSON.stringify(report.blocks)).toContain("青石市水利局");
	});
});
