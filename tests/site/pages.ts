import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportDocument } from "../../src/model/document.ts";
import type { Table } from "../../src/model/table.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { buildDocument } from "../../src/reading/tables/build-document.ts";
import { repository } from "../support/command.ts";

/** The bytes of one of the repository's samples. */
export async function samplePdf(name: string): Promise<Uint8Array> {
	return new Uint8Array(await readFile(join(repository, "samples", name, `${name}.pdf`)));
}

/** A sample as a site would publish it as a web page: its paragraphs, and tables with spans. */
export async function sampleAsHtml(name: string): Promise<string> {
	const document = buildDocument(await readPages(await samplePdf(name)));
	const [title, ...rest] = toHtml(document);
	return `<!doctype html><html><head><meta charset="utf-8"><title>政府网</title></head><body><div class="nav"><a href="/">首页</a></div>
<div id="zoom"><p align="center">${title}</p>\n${rest.join("\n")}</div><div class="foot">版权所有</div></body></html>`;
}

function toHtml({ blocks }: ReportDocument): string[] {
	return blocks.map((block) => (block.kind === "table" ? tableHtml(block.table) : `<p>　　${escaped(block.paragraph.text)}</p>`));
}

function tableHtml({ rows, cells }: Table): string {
	const lines = Array.from({ length: rows }, (_, row) =>
		cells
			.filter((cell) => cell.row === row)
			.map(
				({ rowSpan, columnSpan, text }) =>
					`<td rowspan="${rowSpan}" colspan=${columnSpan}><p><span>${escaped(text)}</span></p></td>`,
			)
			.join(""),
	);
	return `<table border="1"><tbody>${lines.map((line) => `<tr>${line}</tr>`).join("\n")}</tbody></table>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** A list page with these links. */
export function listPage(links: readonly (readonly [href: string, title: string])[], more = ""): string {
	return `<!doctype html><html><head><meta charset="utf-8"></head><body><ul class="list">${links
		.map(([href, title]) => `<li><a href="${href}" title="${title}">${title.slice(0, 18)}…</a><span>2025-01-20</span></li>`)
		.join("")}</ul>${more}</body></html>`;
}

/** The page of one report with its document attached. */
export function articlePage(title: string, attachment: string, name = `${title}.pdf`): string {
	return `<!doctype html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="${title}"><title>${title}</title></head>
<body><div class="TRS_Editor"><h1>${title}</h1><p>现予公布。</p><p><a href="${attachment}">附件：${name}</a></p></div><a href="/manual.pdf">网站使用说明</a></body></html>`;
}
