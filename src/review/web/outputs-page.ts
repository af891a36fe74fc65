import type { Context } from "hono";
import { html } from "../../output/documents/html.ts";
import type { ScoreScheme } from "../../output/score/scheme.ts";
import type { Desk } from "../desk/desk.ts";
import { OUTPUT_LIMITS } from "../desk/outputs.ts";
import { confirmedIssuers } from "../search-index/confirmed.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery } from "../search-index/filters.ts";
import { countFindings } from "../search-index/lists.ts";
import { choicesOf, coverageBy } from "../search-index/overview.ts";
import type { DeskEnv } from "./desk-env.ts";
import { page } from "./layout.ts";
import type { Choice } from "./parts.ts";
import { count, select } from "./parts.ts";
import { regionWord, STATE_WORDS } from "./words.ts";

const SHOWN = 100;
const RUNS = 10;

/** When a run began, by the office's clock: its name has the moment without colons. */
function runTime({ clock }: Desk, id: string): string {
	return clock.minuteOf(id.replace(/T(\d\d)(\d\d)(\d\d)Z/, "T$1:$2:$3Z"));
}

/** The page of downloads: a view is chosen, then what is made of it. */
export function outputsPage(
	c: Context<DeskEnv>,
	desk: Desk,
	{ filters, scheme, runs }: { filters: Filters; scheme: ScoreScheme; runs: readonly string[] },
): Response {
	const { years, regions } = choicesOf(desk.index);
	const query = filterQuery(filters);
	const total = countFindings(desk.index, filters);
	const issuers = confirmedIssuers(desk.index, filters, SHOWN);
	const file = (name: string, text: string) => html`<a href="/outputs/${name}?${query}">${text}</a>`;
	const { year, region } = filters;
	const reports = coverageBy(desk.index, "region", { year, region }).reduce(
		(all, { published, missing, unread }) => all + published + missing + unread,
		0,
	);
	const body = html`<h1>导出</h1><form class="filters" method="get" action="/outputs">${select(
		"year",
		"年度",
		years.map((year): Choice => [year, `${year}年`]),
		filters.year,
	)}${select(
		"region",
		"地区",
		regions.filter((region) => region !== "").map((region): Choice => [region, regionWord(region)]),
		filters.region,
	)}${select("state", "处理", Object.entries(STATE_WORDS), filters.state)}<button>筛选</button> <a href="/outputs">清除</a></form>
<p>所选范围有${count(total)}个问题。${total > OUTPUT_LIMITS.findings ? html`一次最多写出${count(OUTPUT_LIMITS.findings)}个（按轻重），请缩小范围。` : undefined}${reports > OUTPUT_LIMITS.coverage ? html`应报和已公布的年报共${count(reports)}份，覆盖情况、评分和核查明细一次最多列出${count(OUTPUT_LIMITS.coverage)}份（已公布的在前），请缩小范围；概要、摘要和通报的数字是全部的。` : undefined}</p>
<ul class="downloads"><li>${file("workbook.xlsx", "工作簿（Excel）")}：概要、问题、覆盖情况、整改、评分，以及按法定格式重排的表格，有问题的格子涂色并注明算式。评分按“${scheme.name}”。</li>
<li><a href="/outputs/summary.html?${query}" target="_blank" rel="noopener">一页摘要（打印）</a>：数字、最多的问题、错误最多的机关。打开后用浏览器打印，或存为PDF。</li>
<li><a href="/outputs/details.html?${query}" target="_blank" rel="noopener">核查明细（打印）</a>：逐份列出问题、依据和处理。</li>
<li>${issuers.length > 0 ? file("notices.zip", "全部整改通知书（Word，压缩包）") : "整改通知书：还没有人工确认的问题。"}</li></ul>
${
	issuers.length > 0
		? html`<h2>整改通知书</h2><p>只写入人工确认、数字已核对的问题。登记发文后有文号、日期和期限，并自动复核重新公布的报告；草稿的文号、印章和日期留空。</p><ul class="names">${issuers.map(
				({ issuer, n }) =>
					html`<li>${issuer} <small>已确认${n}个</small> <a href="/letters/new?issuer=${encodeURIComponent(issuer)}">登记发文</a> <a href="/outputs/notice.docx?issuer=${encodeURIComponent(issuer)}${filters.year === undefined ? "" : `&year=${filters.year}`}">草稿</a></li>`,
			)}</ul>${issuers.length === SHOWN ? html`<p>只列出前${SHOWN}个；压缩包中最多300个。</p>` : undefined}`
		: undefined
}
<h2>通报</h2><p><a href="/outputs/bulletin.docx?${query}">核查情况通报（Word，一页）</a>：应报、已公布、逾期、未发现，发函、消除和逾期未改的数字。</p>
<h2>运行报告</h2>${runs.length === 0 ? html`<p class="empty">还没有夜间任务的报告。</p>` : html`<ul class="names">${runs.slice(0, RUNS).map((id) => html`<li><a href="/outputs/runs/${id}" target="_blank" rel="noopener">${runTime(desk, id)}</a></li>`)}</ul>`}
<h2>数据接口</h2><p><a href="/api/openapi.json">OpenAPI 说明</a>；每个页面都有对应的 JSON（/api/reports、/api/findings 等）。</p>`;
	return page(c, { title: "导出", view: "/outputs", body });
}
