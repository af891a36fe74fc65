import type { Html } from "../html.ts";
import { html } from "../html.ts";
import type { Agency } from "./agency.ts";
import { agencyPath } from "./agency.ts";
import { sitePage } from "./frame.ts";
import { lineChart } from "./line-chart.ts";

/** Names of one first character on a page; the search finds the others. */
const MAX_NAMES = 5000;
/** Years that the overview shows, the latest. */
const MAX_YEARS = 12;

/** Agencies by the first character of their names, in order of name. */
export function byInitial(agencies: readonly Agency[]): Map<string, Agency[]> {
	const groups = new Map<string, Agency[]>();
	for (const agency of agencies) {
		const initial = [...agency.name.normalize("NFKC").trim()][0] ?? "";
		const group = groups.get(initial);
		if (group) group.push(agency);
		else groups.set(initial, [agency]);
	}
	return groups;
}

/** The file of an initial's page, without its ending. */
export function initialPath(initial: string): string {
	return `browse/${(initial.codePointAt(0) ?? 0).toString(16)}`;
}

/** The site's first page: search, how much there is, names by first character. */
export function renderIndex(agencies: readonly Agency[]): string {
	const reports = agencies.flatMap(({ years }) => years);
	const verified = reports.filter(([, status]) => status === "verified").length;
	const flagged = reports.filter(([, , errors]) => errors > 0).length;
	const numbers: readonly (readonly [string, number])[] = [
		["个机关", agencies.length],
		["份年度报告", reports.length],
		["份读取已核实", verified],
		["份有不一致", flagged],
	];
	const body = html`<h1>查找机关的年度报告</h1>
<form class="search" role="search" hidden><label for="q">机关名称</label><input id="q" name="q" type="search" autocomplete="off" placeholder="如：青石市教育局，或 青石教育"><button>查找</button></form>
<p id="told" role="status"></p><ul id="results" class="results"></ul>
<noscript><p>查找需要启用脚本；不启用时，请按首字浏览。</p></noscript>
<ul class="numbers">${numbers.map(([name, count]) => html`<li><strong>${count.toLocaleString("en")}</strong>${name}</li>`)}</ul>
${overview(agencies)}
<h2>按首字浏览</h2><ul class="initials">${[...byInitial(agencies)].map(([initial, group]) => html`<li><a href="${initialPath(initial)}.html">${initial}</a> <small>${group.length}</small></li>`)}</ul>`;
	return sitePage({ title: "政府信息公开工作年度报告 · 数据公开", up: "", body, script: "assets/search.js" });
}

function overview(agencies: readonly Agency[]): Html | undefined {
	const byYear = new Map<number, { reports: number; verified: number; flagged: number; doubted: number }>();
	for (const { years } of agencies)
		for (const [year, status, errors, , doubts] of years) {
			const sum = byYear.get(year) ?? { reports: 0, verified: 0, flagged: 0, doubted: 0 };
			sum.reports++;
			if (status === "verified") sum.verified++;
			if (errors > 0) sum.flagged++;
			if (doubts > 0) sum.doubted++;
			byYear.set(year, sum);
		}
	const rows = [...byYear].sort(([a], [b]) => a - b).slice(-MAX_YEARS);
	if (rows.length === 0) return undefined;
	const years = rows.map(([year]) => year);
	return html`<h2>各年度</h2><div class="charts">${
		rows.length < 2
			? undefined
			: lineChart("年度报告", "份", years, [
					{ label: "已收录", values: rows.map(([, { reports }]) => reports) },
					{ label: "有不一致", values: rows.map(([, { flagged }]) => flagged) },
				])
	}<div class="wide"><table><thead><tr><th scope="col" class="n">年度</th><th scope="col" class="n">已收录</th><th scope="col" class="n">读取已核实</th><th scope="col" class="n">有不一致</th><th scope="col" class="n">有待核对之处</th></tr></thead><tbody>${rows
		.toReversed()
		.map(
			([year, { reports, verified, flagged, doubted }]) =>
				html`<tr><td class="n">${year}</td><td class="n">${reports}</td><td class="n">${verified}</td><td class="n">${flagged}</td><td class="n">${doubted}</td></tr>`,
		)}</tbody></table></div></div>`;
}

/** The names that begin with one character. */
export function renderInitial(initial: string, agencies: readonly Agency[]): string {
	const rest = agencies.length - MAX_NAMES;
	const body = html`<h1>“${initial}”字开头的机关</h1><ul class="results">${agencies
		.slice(0, MAX_NAMES)
		.map(
			({ name, key, years }) =>
				html`<li><a href="../${agencyPath(key)}.html">${name}</a> <small>${years.map(([year]) => year).join("、")}</small></li>`,
		)}</ul>${rest > 0 ? html`<p>另有${rest}个，请用查找。</p>` : undefined}`;
	return sitePage({ title: `${initial} · 机关`, up: "../", body });
}

/** What the data are, how findings are to be understood, and what can be downloaded. */
export function renderAbout(): string {
	const body = html`<h1>说明与下载</h1>
<h2>数据从哪里来</h2><p>程序读取各级行政机关公布的政府信息公开工作年度报告，取出法定表格中的每个数字及其在页面上的位置。每份报告都列出原文链接；有出入的，以原文为准。</p>
<h2>怎样理解核对结果</h2><ul><li><strong>不一致</strong>：报告自身的数字、文字之间对不上，例如各项之和不等于总计。它只说明对不上，不说明原因。</li><li><strong>提示、参考</strong>：值得再看一眼，不一定有问题。</li><li><strong>待核对识别结果</strong>：程序读取不确定（如扫描件），或缺少所需的数字。可能是识别有误，不能据此认为报告有误。</li><li>空白不是0：报告没有填的，数据中也是空。</li></ul>
<h2>下载</h2><ul><li><a href="data.html">全部数据（数据集）</a></li><li><a href="data/agencies.json">全部机关及年度（JSON）</a></li><li>每个机关的页面上有该机关历年全部数字的 CSV 和 JSON；每份报告有 <code>report.json</code>，其中每个数字带有页码、位置和读取方式。</li><li><a href="../data/report.schema.json">report.json 的结构（JSON Schema）</a></li><li><a href="../data/codebook.csv">编码本：每个字段的中英文名称（CSV）</a></li></ul>
<h2>许可</h2><p>年度报告由各机关依法公布。整理后的数据按 <a href="https://creativecommons.org/licenses/by/4.0/deed.zh-hans" rel="license noreferrer">CC BY 4.0</a> 使用。</p>`;
	return sitePage({ title: "说明与下载", up: "", body });
}
