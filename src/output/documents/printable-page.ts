import type { CoverageLine, FindingLine } from "./desk-lines.ts";
import { NAMES, nameOf } from "./desk-lines.ts";
import { Html, html } from "./html.ts";

/** What the printable summary tells. */
export interface Printable {
	readonly title: string;
	/** What it was narrowed to, such as 2023年 · 青石市; empty for everything. */
	readonly scope: string;
	/** When it was made, as told to the reader. */
	readonly madeOn: string;
	/** Without a roster nobody knows who owes a report, and none is missing. */
	readonly hasRoster: boolean;
	readonly coverage: readonly CoverageLine[];
	readonly findings: readonly FindingLine[];
	/** There are findings beside those listed. */
	readonly isCut: boolean;
}

/** The page's own style, for a policy that names its hash. */
export const PRINT_STYLE = `@page{size:A4;margin:18mm 15mm}body{font:11pt/1.5 "Noto Serif CJK SC","Songti SC",SimSun,serif;color:#000;max-width:60rem;margin:1rem auto;padding:0 1rem}
h1{font-size:18pt;text-align:center;margin:0 0 .3rem}h2{font-size:13pt;margin:1.2rem 0 .4rem}.scope{text-align:center;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-size:9.5pt}th,td{border:.5pt solid #555;padding:2pt 4pt;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}
thead{display:table-header-group}tr,li{break-inside:avoid}h2,h3{break-after:avoid}td.n{text-align:right;white-space:nowrap}ol{padding-left:1.6rem}li{margin-bottom:.5rem}small{color:#444}
.counts td{text-align:center}@media print{body{margin:0;padding:0;max-width:none}a{color:inherit;text-decoration:none}}`;

/** A page to print or to save as PDF: numbers first, then coverage, then the findings of each issuer. */
export function renderPrintable({ title, scope, madeOn, hasRoster, coverage, findings, isCut }: Printable): string {
	const count = (...states: readonly CoverageLine["state"][]) => coverage.filter(({ state }) => states.includes(state)).length;
	const broken = findings.filter(({ verdict }) => verdict === "broken").length;
	return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${new Html(PRINT_STYLE)}</style></head>
<body><main><h1>${title}</h1><p class="scope">${scope === "" ? "全部" : scope} · ${madeOn}</p>
<table class="counts"><thead><tr><th scope="col">已公布</th><th scope="col">其中逾期</th><th scope="col">未发现</th><th scope="col">未能读取</th><th scope="col">来源未看全</th><th scope="col">未到期</th><th scope="col">列出的问题</th><th scope="col">其中不一致</th><th scope="col">待核对</th></tr></thead>
<tbody><tr><td>${count("published", "late")}</td><td>${count("late")}</td><td>${hasRoster ? count("missing") : "—"}</td><td>${count("unread")}</td><td>${count("unseen")}</td><td>${count("due")}</td><td>${findings.length}</td><td>${broken}</td><td>${findings.length - broken}</td></tr></tbody></table>
${hasRoster ? undefined : html`<p>没有机关名录，应公布份数不详，不统计未公布情况。</p>`}${outstanding(coverage)}
<h2>问题</h2>${findings.length === 0 ? html`<p>没有列入的问题。</p>` : groups(findings)}
${isCut ? html`<p>只列出其中一部分，请缩小范围。</p>` : undefined}
<p><small>本页只说明年度报告所载数字、文字之间是否一致，不对原因作判断；“待核对识别结果”是程序读取不确定之处，不是报告的问题。</small></p></main></body></html>
`.text;
}

function outstanding(coverage: readonly CoverageLine[]) {
	const lines = coverage.filter(({ state }) => state === "missing" || state === "late");
	if (lines.length === 0) return undefined;
	return html`<h2>未按期公布</h2><table><thead><tr><th scope="col">机关</th><th scope="col">年度</th><th scope="col">情况</th><th scope="col">期限</th><th scope="col">公布日期</th></tr></thead><tbody>${lines.map(
		(line) =>
			html`<tr><td>${line.issuer}</td><td class="n">${line.year}</td><td>${NAMES.coverage[line.state]}</td><td class="n">${line.deadline}</td><td class="n">${line.publishedOn}</td></tr>`,
	)}</tbody></table>`;
}

function groups(findings: readonly FindingLine[]) {
	const byReport = Map.groupBy(findings, ({ issuer, year }) => `${issuer} ${year}年`);
	return [...byReport].map(
		([heading, lines]) =>
			html`<h3>${heading}</h3><ol>${lines.map(
				(line) =>
					html`<li>【${line.verdict === "broken" ? NAMES.severity[line.severity] : NAMES.cause[line.cause]}】${line.message}${line.page === null ? "" : `（第${line.page}页）`}<br><small>${line.rule.split("-")[0]} ${line.ruleTitle} · 依据：${line.basis} · ${nameOf(NAMES.state, line.decision.state)}${line.decision.who === "" ? "" : `（${line.decision.who}，${line.decision.at.slice(0, 10)}）`}${line.decision.reason === "" ? "" : ` · 理由：${line.decision.reason}`}</small></li>`,
			)}</ol>`,
	);
}
