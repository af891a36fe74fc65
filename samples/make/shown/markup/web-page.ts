import type { Making, Random, ShownCell, ShownPiece, ShownReport, ShownTable } from "../model.ts";
import { oneOf } from "../model.ts";
import { MARK_STYLE, MARKS, marked, PAGE_MARKS } from "./marks.ts";

/** Ways that web pages know. */
export const WEB_WAYS = { ...MARKS, ...PAGE_MARKS };

/** What a kind puts into a page besides the report. */
export interface WebExtras {
	readonly style?: string;
	readonly before?: string;
	readonly after?: string;
	/** Attributes of rows that nobody sees, put before rows with figures. */
	readonly ghostRow?: string;
}

/** How a content management system writes an article. */
interface System {
	readonly paragraph: (text: string, kind: string) => string;
	readonly cell: (content: string, cell: ShownCell) => string;
	readonly table: string;
	readonly page: (article: string, facts: { title: string; issuer: string; date: string }) => string;
}

const spans = ({ rowSpan, columnSpan }: ShownCell) =>
	`${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ""}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ""}`;

const portal: System = {
	paragraph: (text, kind) => (kind === "heading" ? `<p><strong>${text}</strong></p>` : `<p style="text-indent:2em">${text}</p>`),
	cell: (content, cell) => `<td${spans(cell)} style="border:1px solid #333;text-align:center"><p>${content}</p></td>`,
	table: '<table style="border-collapse:collapse;width:100%">',
	page: (article, { title, issuer, date }) => `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_${issuer}</title>
<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${date} 10:21"><meta name="ContentSource" content="${issuer}"><style>.nav li{float:left;list-style:none}.TRS_Editor p{line-height:2}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xxgk/">信息公开</a></li><li><a href="/hd/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a>&gt;<a href="/xxgk">信息公开</a>&gt;<a href="/nb">年报</a></div>
<h1 class="title">${title}</h1><div class="info">发布时间：${date} 来源：${issuer} 字号：[大 中 小]</div>
<div class="TRS_Editor">${article}</div><div class="foot">主办：${issuer} 网站标识码：3500000001</div></body></html>`,
};

const word = (text: string) => `<span style="font-family:仿宋_GB2312;font-size:16pt"><span>${text}</span><o:p></o:p></span>`;
const pasted: System = {
	paragraph: (text, kind) =>
		`<p class="MsoNormal" ${kind === "sign" ? 'align="right"' : 'style="text-indent:32pt"'}>${word(text)}</p>`,
	cell: (content, cell) =>
		`<td width="${60 * cell.columnSpan}"${spans(cell)} valign="center" style="border:1.0pt solid windowtext;padding:0pt 5.4pt"><p class="MsoNormal" align="center">${word(content)}</p></td>`,
	table: '<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0">',
	page: (
		article,
		{ title, issuer, date },
	) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${title}</title></head><body>
<div id="main"><div class="bt">${title}</div><div class="ly">发布日期：${date}　信息来源：${issuer}</div><div id="zoom">${article}</div></div></body></html>`,
};

const indexed: System = {
	paragraph: (text, kind) => (kind === "heading" ? `<h3>${text}</h3>` : `<div class="p">${text}</div>`),
	cell: (content, cell) => `<td${spans(cell)}>\n${content}\n</td>`,
	table: '<table border="1"><tbody>',
	page: (
		article,
		{ title, issuer, date },
	) => `<!doctype html><html lang="zh"><head><meta charset="UTF-8"><title>${title}</title></head><body><header>${issuer}</header>
<table class="index"><tr><td>索引号</td><td>00${date.replaceAll("-", "")}-3</td><td>发布机构</td><td>${issuer}</td></tr><tr><td>名称</td><td>${title}</td><td>成文日期</td><td>${date}</td></tr></table>
<article><h2>${title}</h2>${article}</article><footer>版权所有</footer></body></html>`,
};

const SYSTEMS = [portal, pasted, indexed] as const;

/** A report as a page of a site. */
export function webPage(report: ShownReport, { random }: Making, extras: WebExtras = {}): string {
	const system = oneOf(random, SYSTEMS);
	const titles = report.pieces.flatMap((piece) => (piece.kind === "title" ? [piece.text] : []));
	const { issuer, published_on: date } = report.truth;
	const article = report.pieces.map((piece) => pieceHtml(piece, system, extras.ghostRow)).join("\n");
	const html = system.page(`${extras.before ?? ""}${article}${extras.after ?? ""}`, {
		title: [...new Set(titles)].join(""),
		issuer,
		date,
	});
	return html.replace("</head>", () => `<style>${MARK_STYLE}${extras.style ?? ""}</style></head>`);
}

function pieceHtml(piece: ShownPiece, system: System, ghostRow?: string): string {
	if (piece.kind === "table") return tableMarkup(piece, system, ghostRow);
	// The page shows the title itself.
	if (piece.kind === "title" || piece.kind === "page-break") return "";
	return system.paragraph(piece.text, piece.kind);
}

function tableMarkup(table: ShownTable, system: System, ghostRow?: string): string {
	const rows = Array.from({ length: table.rows }, (_, row) => {
		const cells = table.cells.filter((cell) => cell.row === row).map((cell) => system.cell(marked(cell.parts, WEB_WAYS), cell));
		// A row with cells of its own only, so that the ghost takes no part in a span.
		const own = table.cells.filter((cell) => cell.row === row);
		const isWhole = own.length > 1 && own.every(({ rowSpan }) => rowSpan === 1) && own.some(({ path }) => path !== undefined);
		const ghost = own.map((cell) => system.cell(/^\d+$/.test(cell.text) ? String(Number(cell.text) + 3) : cell.text, cell));
		const before = ghostRow !== undefined && isWhole ? `<tr ${ghostRow}>${ghost.join("")}</tr>` : "";
		return `${before}<tr>${cells.join("")}</tr>`;
	});
	return `${system.table}${rows.join("\n")}</table>`;
}

/** A table in the markup of one of the systems, for what is put beside the report. */
export function looseTable(table: ShownTable, random: Random): string {
	return tableMarkup(table, oneOf(random, SYSTEMS));
}
