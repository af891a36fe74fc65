import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { readFlow } from "../../src/reading/read-flow.ts";
import { sampleAsHtml } from "../site/pages.ts";
import { sampleAsWord } from "../site/word.ts";

const SAMPLE = "bureau-2021-ruled";

/** Errors and warnings that a report is found to break. */
function accusations(bytes: Uint8Array, media: "html" | "docx"): Set<string> {
	const document = readFlow(bytes, { media, contentType: "text/html; charset=utf-8", signs: disclosureReport.sources });
	const origin = { file: "x", sha256: "0".repeat(64), bytes: bytes.length };
	let report: Report;
	try {
		report = disclosureReport.map(document).publish(origin) as unknown as Report;
	} catch (error) {
		// Nothing of it is within what is read: that is told, and is no judgement of what it is.
		expect(error).toMatchObject({ code: "unreadable" });
		return new Set();
	}
	const { findings } = report;
	return new Set(findings.filter(({ verdict, severity }) => verdict === "broken" && severity !== "info").map(({ rule }) => rule));
}

/** More than is read of each kind, as a page may have it anywhere. */
const IN_HTML: Readonly<Record<string, string>> = {
	blocks: "<p>注</p>".repeat(5_200),
	tables: "<table><tr><td>注</td><td>注</td></tr></table>".repeat(80),
	rows: `<table>${"<tr><td></td></tr>".repeat(600)}</table>`,
	columns: `<table><tr>${"<td>注</td>".repeat(90)}</tr></table>`,
	cells: `<table>${`<tr>${"<td>注</td>".repeat(50)}</tr>`.repeat(200)}</table>`,
	characters: `<p>${"注".repeat(30_000)}</p>`,
	depth: "<span>".repeat(300),
	spans: '<table><tr><td rowspan="99999" colspan="99999">注</td></tr></table>',
	"cell text": `<table><tr><td>${"注".repeat(6_000)}</td><td>注</td></tr></table>`,
};

const paragraph = "<w:p><w:r><w:t>注</w:t></w:r></w:p>";
const cell = `<w:tc>${paragraph}</w:tc>`;
const IN_WORD: Readonly<Record<string, string>> = {
	blocks: paragraph.repeat(5_200),
	tables: `<w:tbl><w:tr>${cell}${cell}</w:tr></w:tbl>`.repeat(80),
	rows: `<w:tbl>${`<w:tr>${cell}</w:tr>`.repeat(600)}</w:tbl>`,
	columns: `<w:tbl><w:tr>${cell.repeat(90)}</w:tr></w:tbl>`,
	characters: `<w:p><w:r><w:t>${"注".repeat(30_000)}</w:t></w:r></w:p>`,
	depth: `${"<w:sdt><w:sdtContent>".repeat(90)}${paragraph}${"</w:sdtContent></w:sdt>".repeat(90)}`,
	spans: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>${paragraph}</w:tc></w:tr></w:tbl>`,
};

/** Before the first and the middle one of some places of a text. */
function placesOf(text: string, opening: RegExp): number[] {
	const all = [...text.matchAll(opening)].map(({ index }) => index);
	return [0, Math.floor(all.length / 2)].flatMap((i) => all[i] ?? []);
}

describe("whatever stands beside a report in any amount accuses nobody", { timeout: 120_000 }, () => {
	let page = "";
	let parts: Record<string, Uint8Array> = {};
	beforeAll(async () => {
		page = await sampleAsHtml(SAMPLE);
		parts = unzipSync(await sampleAsWord(SAMPLE));
	});

	test.each(Object.entries(IN_HTML))("a web page with more %s than are read", (_, pad) => {
		const own = accusations(strToU8(page), "html");
		for (const place of placesOf(page, /<(?:p>|table )/g)) {
			const padded = page.slice(0, place) + pad + page.slice(place);
			expect([...accusations(strToU8(padded), "html")].filter((rule) => !own.has(rule))).toEqual([]);
		}
	});

	test.each(Object.entries(IN_WORD))("a Word document with more %s than are read", (_, pad) => {
		const text = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
		const own = accusations(zipSync(parts), "docx");
		const body = text.indexOf("<w:body>") + 8;
		const ends = [...text.matchAll(/<\/w:tbl>/g)].map(({ index }) => index + 8);
		for (const place of [body, ends[0] ?? body]) {
			const padded = { ...parts, "word/document.xml": strToU8(text.slice(0, place) + pad + text.slice(place)) };
			expect([...accusations(zipSync(padded), "docx")].filter((rule) => !own.has(rule))).toEqual([]);
		}
	});
});
