import { largest, smallest } from "../../../model/many.ts";
import type { FigureChart } from "../../../model/printed.ts";
import { CORRECTIONS_UNKNOWN, correctedWords } from "../corrected-figures.ts";
import { NAMES, nameOf, webAddress } from "../desk-lines.ts";
import type { Html } from "../html.ts";
import { html } from "../html.ts";
import type { PlacedEntry, SiteEntry, SiteReport } from "./agency.ts";
import { chartLines } from "./agency.ts";
import { sitePage } from "./frame.ts";
import { lineChart } from "./line-chart.ts";

const UP = "../../";
/** Findings of one report on the page; the others are in its JSON. */
const MAX_FINDINGS = 60;

/** What a page is made with. */
interface PageWording {
	readonly charts: readonly FigureChart[];
	/** The Chinese label of a figure's path. */
	readonly labelOf: (path: string) => string;
}

/**
 * The page of one agency; its reports are oldest first. `key` names its JSON and CSV beside it. Without knowledge of corrections it
 * says so, and its reports are `withheld`.
 */
export function renderAgency(
	{ key, name, areCorrectionsKnown }: { readonly key: string; readonly name: string; readonly areCorrectionsKnown: boolean },
	entries: readonly (SiteEntry & PlacedEntry)[],
	{ charts, labelOf }: PageWording,
): string {
	const issuer = entries.at(-1)?.report.issuer;
	const newestFirst = entries.toReversed();
	const known = [
		issuer?.level && nameOf(NAMES.level, issuer.level),
		issuer?.division_code && `行政区划代码 ${issuer.division_code}`,
	].filter((fact) => fact !== undefined);
	const body = html`<h1>${name}</h1>${known.length > 0 ? html`<p class="soft">${known.join(" · ")}</p>` : undefined}${areCorrectionsKnown ? undefined : html`<p><strong>${CORRECTIONS_UNKNOWN}</strong></p>`}
<h2>历年报告</h2><div class="wide"><table><thead><tr><th scope="col" class="n">年度</th><th scope="col">报告</th><th scope="col">落款日期</th><th scope="col">读取</th><th scope="col" class="n">不一致</th><th scope="col" class="n">待核对</th><th scope="col">数据</th></tr></thead><tbody>${newestFirst.map(reportRow)}</tbody></table></div>
<p>全部数字：<a href="${key}.csv" download>CSV（UTF-8；Excel 请用“数据→从文本/CSV”打开）</a> · <a href="${key}.json">JSON</a></p>
<h2>数字变化</h2>${figures(entries, charts)}${correctionsOf(newestFirst, labelOf)}
<h2>核对结果</h2><p>下列各项由程序按统一规则比对报告自身的数字和文字得出，只说明对不上，不说明原因，也不是对该机关的评价。</p>
${newestFirst.flatMap(({ report }) => (report.findings.length > 0 ? [findingsOf(report)] : []))}${withoutFindings(entries)}`;
	return sitePage({ title: `${name} · 政府信息公开工作年度报告`, up: UP, body });
}

/** What a report is that is not the one in force; nothing for the one that is. */
function standing({ isCurrent, copyOf }: PlacedEntry["place"]): string {
	if (copyOf !== undefined) return "（副本）";
	return isCurrent === false ? "（已有更正版）" : "";
}

function reportRow({ file, report, place, corrected = [] }: SiteEntry & PlacedEntry): Html {
	const { year, title, published_on, quality, source, findings } = report;
	const original = webAddress(source.url);
	const from = webAddress(source.page_url);
	const broken = findings.filter((finding) => isShownBroken(finding) && finding.severity === "error").length;
	return html`<tr><td class="n">${year ?? "—"}</td><td>${original ? html`<a href="${original}" rel="nofollow noreferrer">${title}</a>` : title}${standing(place)}${from ? html` <small><a href="${from}" rel="nofollow noreferrer">所在网页</a></small>` : undefined}</td><td>${published_on ?? ""}</td><td>${nameOf(NAMES.reading, quality.status)}${corrected.length > 0 ? html` <small><a href="#corrected">人工核对${corrected.length}处</a></small>` : undefined}</td><td class="n">${broken > 0 ? html`<a href="#y${year}">${broken}</a>` : "0"}</td><td class="n">${findings.filter(isDoubt).length}</td><td><a href="${UP}../data/reports/${encodeURIComponent(file)}">report.json</a></td></tr>`;
}

function figures(entries: readonly SiteEntry[], charts: readonly FigureChart[]): Html {
	const reported = entries.flatMap(({ report }) => report.year ?? []);
	if (reported.length === 0) return html``;
	const [first = 0, last = 0] = [smallest(reported), largest(reported)];
	// A year without a report is a gap in the line, not a straight one over it.
	const years = Array.from({ length: Math.min(last - first, 40) + 1 }, (_, i) => last - Math.min(last - first, 40) + i);
	const drawn = charts.flatMap((chart) => {
		const lines = chartLines(chart, entries, years);
		const hasValues = lines.some(({ values }) => values.some((value) => value !== null));
		return hasValues ? [{ chart, lines }] : [];
	});
	if (drawn.length === 0) return html`<p>没有读出可以比较的数字。</p>`;
	return html`<div class="charts">${drawn.map(({ chart, lines }) => lineChart(chart.title, chart.unit, years, lines))}</div>
<details><summary>以表格显示</summary>${drawn.map(
		({ chart, lines }) =>
			html`<div class="wide"><table><caption>${chart.title}（${chart.unit}）</caption><thead><tr><th scope="col">项目</th>${years.map((year) => html`<th scope="col" class="n">${year}</th>`)}</tr></thead><tbody>${lines.map(
				({ label, values, notes }) =>
					html`<tr><th scope="row">${label}</th>${values.map((value, i) => html`<td class="n">${value === null ? "—" : value.toLocaleString("en")}${markOf(notes?.[i] ?? [])}</td>`)}</tr>`,
			)}</tbody></table></div>`,
	)}</details>`;
}

/** The mark of a figure that a person looked up, which leads to what is said of it. */
function markOf(notes: readonly string[]): Html | undefined {
	return notes.length === 0 ? undefined : html`<sup><a href="#corrected" title="${notes.join("；")}">核</a></sup>`;
}

function correctionsOf(entries: readonly SiteEntry[], labelOf: PageWording["labelOf"]): Html | undefined {
	const told = entries.flatMap(({ report: { year }, corrected = [] }) =>
		corrected.map(
			(one) => html`<li>${year === null ? "年度不详" : `${year}年`} ${labelOf(one.path)}：${correctedWords(one)}。</li>`,
		),
	);
	if (told.length === 0) return undefined;
	return html`<h2 id="corrected">人工核对</h2><p>下列数字经人员核对或更正；图表、数据和核对结果都按更正后的数字，各份 report.json 保留程序读取的结果。</p><ul>${told}</ul>`;
}

type Finding = SiteReport["findings"][number];

function isShownBroken({ verdict, severity }: Finding): boolean {
	return verdict === "broken" && severity !== "info";
}

function isDoubt({ verdict }: Finding): boolean {
	return verdict === "undetermined";
}

function findingsOf({ year, findings }: SiteReport): Html {
	const broken = findings.filter(isShownBroken).sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
	const remarks = findings.filter(({ verdict, severity }) => verdict === "broken" && severity === "info");
	const doubts = findings.filter(isDoubt);
	return html`<section id="y${year}"><h3>${year}年</h3>${broken.length === 0 ? html`<p>未发现数字、文字之间不一致。</p>` : list(broken)}
${remarks.length > 0 ? html`<details><summary>参考事项 ${remarks.length} 条</summary>${list(remarks)}</details>` : undefined}
${doubts.length > 0 ? html`<details><summary>待核对识别结果 ${doubts.length} 条</summary><p class="soft">程序读取不确定，或缺少所需的数字；可能是识别有误，不能据此认为报告有误。</p>${list(doubts)}</details>` : undefined}</section>`;
}

function withoutFindings(entries: readonly SiteEntry[]): Html | undefined {
	const years = entries.flatMap(({ report }) =>
		report.findings.length === 0 ? [report.year === null ? "年度不详" : `${report.year}年`] : [],
	);
	return years.length === 0 ? undefined : html`<p>${years.join("、")}：未发现数字、文字之间不一致。</p>`;
}

function list(findings: readonly Finding[]): Html {
	const rest = findings.length - MAX_FINDINGS;
	return html`<ul class="findings">${findings
		.slice(0, MAX_FINDINGS)
		.map(
			({ rule, severity, verdict, message, basis }) =>
				html`<li>${verdict === "broken" && severity !== "info" ? html`<span class="${severity}">${severity === "error" ? "不一致" : "提示"}</span> ` : undefined}${message}<br><small>${rule.split("-")[0]} · 依据：${basis}</small></li>`,
		)}</ul>${rest > 0 ? html`<p class="soft">另有${rest}条，见 report.json。</p>` : undefined}`;
}
