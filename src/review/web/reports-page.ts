import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import { MOST_HITS } from "../search-index/full-text.ts";
import type { ReportOrder, ReportRow } from "../search-index/lists.ts";
import { COUNTED, countReports, listReports } from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import type { DeskEnv } from "./desk-env.ts";
import { excerptsOf, excerptTable } from "./excerpts.ts";
import { page } from "./layout.ts";
import type { Choice } from "./parts.ts";
import { count, reportHref, select, sortable } from "./parts.ts";
import { viewsBar } from "./saved-views.ts";
import { FLAG_WORDS, levelWord, regionWord, STATUS_WORDS, TEXT_WORDS } from "./words.ts";

const PAGE = 50;
/** Each shows where the words stand, for which its report is read. */
const TEXT_PAGE = 20;
const ORDERS = ["errors", "warnings", "year", "issuer", "published"] as const satisfies readonly ReportOrder[];

/** The list of reports; with words of their text, where these stand. */
export async function reportsPage(c: Context<DeskEnv>, desk: Desk): Promise<Response> {
	const query = c.req.query();
	const filters = parseFilters(query);
	const order = ORDERS.find((known) => known === query.order) ?? "errors";
	const offset = Math.min(Math.max(0, Math.trunc(Number(query.offset ?? 0)) || 0), 10_000);
	const total = countReports(desk.index, filters);
	const size = filters.text === undefined ? PAGE : TEXT_PAGE;
	const rows = listReports(desk.index, filters, { order, offset, limit: size });
	const excerpts = filters.text === undefined ? undefined : await excerptsOf(desk, rows, filters.text);
	const table = excerpts
		? excerptTable(rows, excerpts)
		: reportTable(rows, (name, key, numeric = false) => sortable(name, key, { path: "/reports", filters, order, numeric }));
	const told = `${filters.text === undefined ? "" : "约"}${isCut(filters, total) ? `${count(COUNTED)}份以上` : `共${count(total)}份`}`;
	const unread = html`没有读出年度报告的文件另列：<a href="/unread?${filterQuery({ ...filters, status: undefined })}">未能读取的文件</a>。`;
	const body = html`<h1>年报</h1>${viewsBar(c, desk, { path: "/reports", query: filterQuery(filters) })}${filterForm(desk, filters)}
<p>${told}。${filters.text !== undefined && total === COUNTED ? `字词很常见，最多查看${count(MOST_HITS)}份，请缩小范围。` : undefined}${filters.status === "failed" ? unread : undefined}</p>${rows.length === 0 ? html`<p class="empty">没有符合条件的年报。</p>` : table}
${pager(filters, { order, offset, size, isLast: rows.length < size })}`;
	return page(c, { title: "年报", view: "/reports", body });
}

function filterForm({ index }: Desk, filters: Filters): Html {
	const { years, regions, levels } = choicesOf(index);
	const named = (values: readonly string[], word: (value: string) => string) =>
		values.filter((value) => value !== "").map((value): Choice => [value, word(value)]);
	const whose =
		filters.reviewer === undefined
			? undefined
			: html`<input type="hidden" name="reviewer" value="${filters.reviewer}"><span>${filters.reviewer}负责</span>`;
	return html`<form class="filters" method="get" action="/reports"><label>机关 <input type="search" name="q" value="${filters.q}" size="10" placeholder="名称、拼音"></label><label>正文含 <input type="search" name="text" value="${filters.text}" size="10" maxlength="100"></label>${select(
		"year",
		"年度",
		years.map((year): Choice => [year, `${year}年`]),
		filters.year,
	)}${select("region", "地区", named(regions, regionWord), filters.region)}${select("level", "层级", named(levels, levelWord), filters.level)}${select("status", "读取", Object.entries(STATUS_WORDS), filters.status)}${select("flag", "情况", Object.entries(FLAG_WORDS), filters.flag)}${whose}<button>筛选</button> <a href="/reports">清除</a></form>`;
}

function pager(
	filters: Filters,
	{
		order,
		offset,
		size,
		isLast,
	}: { readonly order: ReportOrder; readonly offset: number; readonly size: number; readonly isLast: boolean },
): Html {
	const to = (place: number) => `/reports?${filterQuery(filters, { order, offset: place })}`;
	return html`<nav class="pager" aria-label="翻页">${offset > 0 ? html`<a rel="prev" href="${to(Math.max(0, offset - size))}">上一页</a>` : undefined} ${isLast ? undefined : html`<a rel="next" href="${to(offset + size)}">下一页</a>`}</nav>`;
}

/** Whether it was counted no further; counts that are kept are whole. */
function isCut({ q, text, rule, state, severity, cause, reviewer, status, flag }: Filters, total: number): boolean {
	const isKept = [q, text, rule, state, severity, cause, reviewer].every((value) => value === undefined) && (!status || !flag);
	return !isKept && total === COUNTED;
}

/** Reports as rows; `head` makes the headings. */
export function reportTable(rows: readonly ReportRow[], head: (name: string, key: ReportOrder, numeric?: boolean) => Html): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="年报"><table class="rows" data-rows><thead><tr>${head("机关", "issuer")}${head("年度", "year")}<th scope="col">地区</th><th scope="col">读取</th>${head("错误", "errors", true)}${head("提示", "warnings", true)}<th scope="col" class="n">识别待核对</th>${head("落款日期", "published")}<th scope="col">情况</th></tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><th scope="row"><a href="${reportHref(row.name)}">${row.issuer}</a></th><td>${row.year}</td><td>${regionWord(row.region)}</td><td><span class="badge ${row.status}">${STATUS_WORDS[row.status]}</span> <small>${TEXT_WORDS[row.text_source]}</small></td><td class="n">${row.errors}</td><td class="n">${row.warnings}</td><td class="n">${row.doubts}</td><td>${row.published_on ?? "未见"}</td><td>${row.late ? html`<span class="badge warn">逾期</span>` : undefined}${row.corrections > 0 ? html` 改正${row.corrections}处` : undefined}${row.outdated > 0 ? html` <span class="badge warn">${row.outdated}处改正不再适用</span>` : undefined}</td></tr>`,
	)}</tbody></table></div>`;
}
