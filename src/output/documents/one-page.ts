import { NAMES } from "./desk-lines.ts";
import type { DeskSummary, SummaryFigure } from "./desk-summary.ts";
import { Html, html } from "./html.ts";
import { PRINT_STYLE } from "./printable-page.ts";

/** The page's own style, for a policy that names its hash. */
export const ONE_PAGE_STYLE = `${PRINT_STYLE}
.counts td{font-size:14pt;font-weight:bold}.pair{display:flex;gap:8mm}.pair>section{flex:1;min-width:0}@media print{body{font-size:10pt}}`;

/** Names of missing organs at most: the page is one page. */
const NAMED = 24;

/** What a supervisor hands to whoever has a minute: figures, what was found most, and where, on one page. */
export function renderOnePage(summary: DeskSummary): string {
	const { scope, madeOn, hasRoster, coverage, findings, letters, rules, organs, missing, lacking, isCut } = summary;
	const isOpen = isCut || missing.length > NAMED;
	return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>年度报告核查摘要</title><style>${new Html(ONE_PAGE_STYLE)}</style></head>
<body><main><h1>政府信息公开工作年度报告核查摘要</h1><p class="scope">${scope === "" ? "全部" : scope} · ${madeOn}</p>
<h2>公布情况</h2>${figures(coverage)}${hasRoster ? undefined : html`<p>没有机关名录，应公布份数不详，不统计未公布情况。</p>`}
<h2>核查和处理</h2>${figures(findings)}
<h2>整改</h2>${figures(letters)}
<div class="pair"><section><h2>最多的问题</h2>${
		rules.length === 0
			? html`<p>没有发现问题。</p>`
			: html`<table><thead><tr><th scope="col">问题</th><th scope="col">个数</th><th scope="col">待处理</th></tr></thead><tbody>${rules.map(({ severity, title, n, todo }) => html`<tr><td>【${severity === "undetermined" ? "待定" : NAMES.severity[severity]}】${title}</td><td class="n">${n}</td><td class="n">${todo}</td></tr>`)}</tbody></table>`
	}</section><section><h2>错误最多的机关</h2>${
		organs.length === 0
			? html`<p>没有。</p>`
			: html`<table><thead><tr><th scope="col">机关</th><th scope="col">错误</th><th scope="col">提示</th></tr></thead><tbody>${organs.map(({ issuer, errors, warnings }) => html`<tr><td>${issuer}</td><td class="n">${errors}</td><td class="n">${warnings}</td></tr>`)}</tbody></table>`
	}</section></div>
${missing.length === 0 ? undefined : html`<h2>期限已过、未发现年报的机关</h2><p>${missing.slice(0, NAMED).join("、")}${isOpen ? "等" : ""}，共${lacking}份。</p>`}
<p><small>本页只说明年度报告所载数字、文字之间是否一致，不对原因作判断；未能读取的文件不是未公布，由人核对。</small></p></main></body></html>
`.text;
}

function figures(values: readonly SummaryFigure[]): Html {
	return html`<table class="counts"><thead><tr>${values.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody><tr>${values.map(([, value]) => html`<td>${value}</td>`)}</tr></tbody></table>`;
}
