import { zipSync } from "fflate";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import type { ReportDocument } from "../../src/model/document.ts";
import { readFlow } from "../../src/reading/read-flow.ts";
import { documentOf } from "./documents.ts";

/** The formats that a report is published in. */
export type Frame = "pdf" | "html" | "docx";

/** How a report begins and ends, and what it is to be read as. */
export interface Opening {
	/** Printed lines of the title. */
	readonly title?: readonly string[];
	/** Lines over the title: trails, labels. */
	readonly over?: readonly string[];
	/** Elements of a page's head and of what stands over its lines, as HTML. */
	readonly head?: string;
	readonly body?: string;
	readonly preface?: readonly string[];
	/** Printed headings, each with the text that follows it; the usual six where left out. */
	readonly parts?: readonly (readonly [heading: string, ...text: string[]])[];
	/** What is printed under the report. */
	readonly tail?: readonly string[];
	/** Only in these formats; all where left out. */
	readonly frames?: readonly Frame[];
	readonly issuer: string;
	readonly year: number | null;
	/** Sections that are not there; none where left out. */
	readonly missing?: readonly string[];
}

/** The six parts as they are usually printed. */
export const USUAL: NonNullable<Opening["parts"]> = [
	["一、总体情况", "全年通过各渠道主动公开，加强政府信息管理、平台建设和监督保障，依申请公开渠道畅通。"],
	["二、主动公开政府信息情况", "见表。"],
	["三、收到和处理政府信息公开申请情况", "见表。"],
	["四、政府信息公开行政复议、行政诉讼情况", "见表。"],
	["五、存在的主要问题及改进情况", "存在的问题是更新不够及时，下一步将加强培训。"],
	["六、其他需要报告的事项", "本年度没有收取信息处理费，无其他需要报告的事项。"],
];

/** The parts with some of the headings printed otherwise. */
export function partsWith(changes: Readonly<Record<number, string | undefined>>): NonNullable<Opening["parts"]> {
	return USUAL.flatMap(([heading, ...text], i) => {
		const printed = i in changes ? changes[i] : heading;
		return printed === undefined ? [] : [[printed, ...text] as const];
	});
}

/** The report that an opening gives in a format. */
export function reportOf(opening: Opening, frame: Frame): Report {
	const document = frame === "pdf" ? asPdf(opening) : frame === "docx" ? asWord(opening) : asPage(opening);
	return disclosureReport.map(document).publish({ file: "x", sha256: "0".repeat(64), bytes: 1 }) as unknown as Report;
}

function linesOf({ over = [], title = [], preface = [], parts = USUAL, tail = [] }: Opening): string[] {
	return [...over, ...title.map((line) => `#${line}`), ...preface, ...parts.flat(), ...tail];
}

function asPdf(opening: Opening): ReportDocument {
	return documentOf(linesOf(opening));
}

function asWord(opening: Opening): ReportDocument {
	const paragraph = (line: string) =>
		line.startsWith("#")
			? `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>${escaped(line.slice(1))}</w:t></w:r></w:p>`
			: `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`;
	const body = linesOf(opening).map(paragraph).join("");
	const xml = new TextEncoder().encode(`<w:document><w:body>${body}</w:body></w:document>`);
	return readFlow(zipSync({ "word/document.xml": xml }), { media: "docx", contentType: "", signs: disclosureReport.sources });
}

function asPage(opening: Opening): ReportDocument {
	const { head = "", body = "" } = opening;
	const lines = linesOf(opening).map((line) =>
		line.startsWith("#") ? `<p style="text-align:center">${escaped(line.slice(1))}</p>` : `<p>${escaped(line)}</p>`,
	);
	const page = `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${body}<div class="text">${lines.join("")}</div></body></html>`;
	return readFlow(new TextEncoder().encode(page), { media: "html", contentType: "", signs: disclosureReport.sources });
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
