import { decoded } from "../../text/decoded.ts";
import type { CorrectedFigure } from "./corrected-figures.ts";
import { CORRECTIONS_UNKNOWN, correctedWords } from "./corrected-figures.ts";
import { webAddress } from "./desk-lines.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { sitePage } from "./site/frame.ts";

/** One document on the summary page. */
export interface SummaryEntry {
	readonly path: string;
	readonly report?: SummaryReport | undefined;
	readonly error?: { readonly code: string; readonly message: string; readonly hint: string } | undefined;
	readonly attention: boolean;
	/** Figures of it that people looked up; its findings are those after that. */
	readonly corrected?: readonly CorrectedFigure[] | undefined;
	/** Its findings are counted in its row, and told in its own file only. */
	readonly isBrief?: boolean | undefined;
}

/** More rows than a browser shows at ease are left to the data set; those that need attention come first then. */
const MAX_ROWS = 5000;

/** The parts of a report that the page shows. */
export interface SummaryReport {
	readonly id: string;
	readonly title: string;
	readonly year: number | null;
	readonly issuer: { readonly name: string };
	readonly quality: {
		readonly status: string;
		readonly cells_read: number;
		readonly cells_expected: number;
		readonly rules?:
			| { readonly holds: number; readonly broken: number; readonly undetermined: number; readonly not_assessable: number }
			| undefined;
	};
	readonly findings: readonly {
		readonly rule: string;
		readonly severity: string;
		readonly verdict: string;
		readonly message: string;
		readonly cells: readonly string[];
		readonly basis: string;
		readonly cause: string;
	}[];
}

const STATUS: Readonly<Record<string, string>> = { verified: "已核实", needs_review: "待复核", failed: "未读出" };
const SEVERITY: Readonly<Record<string, string>> = { error: "错误", warn: "提示", info: "参考" };

/** The site's page of all results: every document, and every finding with its basis. Where files lie on this machine is nobody's business. */
export function renderSummary(
	entries: readonly SummaryEntry[],
	labelOf: (path: string) => string,
	{ areCorrectionsKnown }: { readonly areCorrectionsKnown: boolean } = { areCorrectionsKnown: true },
): string {
	const isLong = entries.length > MAX_ROWS;
	const shown = isLong ? entries.toSorted((a, b) => Number(b.attention) - Number(a.attention)).slice(0, MAX_ROWS) : entries;
	const brief = shown.filter((entry) => entry.isBrief).length;
	const body = html`<h1>政府信息公开工作年度报告 勾稽检查结果</h1>
<p>共${entries.length}份文件，${entries.filter((entry) => entry.attention).length}份需要人工查看。${isLong ? `本页列出其中${MAX_ROWS}份。` : ""}${brief > 0 ? `另有${brief}份只列数目，检查结果见各自的 report.json。` : ""}</p>${areCorrectionsKnown ? undefined : html`<p><strong>${CORRECTIONS_UNKNOWN}</strong></p>`}
<div class="wide"><table><thead><tr><th scope="col">机关</th><th scope="col">年度</th><th scope="col">读取</th><th scope="col" class="n">数字格</th><th scope="col" class="n">错误</th><th scope="col" class="n">提示</th><th scope="col" class="n">可核查规则</th><th scope="col">文件</th></tr></thead>
<tbody>${shown.map(row)}</tbody></table></div>
${shown.flatMap((entry) => (entry.report && hasDetails(entry) ? [details(entry.report, entry.corrected ?? [], labelOf)] : []))}`;
	return sitePage({ title: "勾稽检查结果", up: "", body });
}

/** Whether something is told of it below the table. */
function hasDetails({ report, isBrief, corrected = [] }: SummaryEntry): boolean {
	return report !== undefined && !isBrief && report.findings.length + corrected.length > 0;
}

function row(entry: SummaryEntry) {
	const { path, report, error, corrected = [] } = entry;
	if (!report)
		return html`<tr><td>—</td><td>—</td><td class="word error">读取失败</td><td></td><td></td><td></td><td></td><td>${shownPlace(path)}<br><small>未能读取（${error?.code}），不是未公布</small></td></tr>`;
	const count = (severity: string) =>
		report.findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;
	const name = hasDetails(entry)
		? html`<a href="#${encodeURIComponent(report.id)}">${report.issuer.name}</a>`
		: html`${report.issuer.name}`;
	const looked = corrected.length > 0 ? html`<br><small>人工核对${corrected.length}处</small>` : undefined;
	return html`<tr><td>${name}</td><td>${report.year ?? "—"}</td><td class="word">${STATUS[report.quality.status]}${looked}</td><td class="n">${report.quality.cells_read}/${report.quality.cells_expected}</td><td class="n">${count("error")}</td><td class="n">${count("warn")}</td><td class="n">${assessed(report)}</td><td>${shownPlace(path)}</td></tr>`;
}

/** A web address as a link; of a file on this machine its name alone. */
function shownPlace(path: string): Html {
	const address = webAddress(path);
	if (address !== undefined) return html`<a href="${address}" rel="nofollow noreferrer">原文</a>`;
	if (!/^(?:file:|[/\\]|[a-z]:)/i.test(path)) return html`${path}`;
	const name = path.split(/[/\\]/).at(-1) ?? "";
	return html`${path.startsWith("file:") ? decoded(name) : name}`;
}

function details(report: SummaryReport, corrected: readonly CorrectedFigure[], labelOf: (path: string) => string) {
	const looked = corrected.map((one) => html`<li>${labelOf(one.path)}：${correctedWords(one)}。</li>`);
	return html`<section id="${encodeURIComponent(report.id)}"><h2>${report.title}</h2>${looked.length > 0 ? html`<ul class="soft">${looked}</ul>` : undefined}${
		report.findings.length === 0
			? html`<p>未发现数字、文字之间不一致。</p>`
			: html`<ul>${report.findings.map(
					(finding) =>
						html`<li><strong class="${finding.verdict === "broken" ? finding.severity : "undetermined"}">${finding.verdict === "broken" ? SEVERITY[finding.severity] : "待定"}</strong> ${finding.message}<br><small>${finding.rule.split("-")[0]} · 依据：${finding.basis} · 涉及：${finding.cells.slice(0, 8).map(labelOf).join("、")}${finding.cells.length > 8 ? ` 等${finding.cells.length}格` : ""}</small></li>`,
				)}</ul>`
	}</section>`;
}

function assessed({ quality: { rules } }: SummaryReport): string {
	if (!rules) return "";
	const known = rules.holds + rules.broken;
	return `${known}/${known + rules.undetermined + rules.not_assessable}`;
}
