import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { Pictures } from "../desk/pictures.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import type { ReportOrder, ReportRow } from "../search-index/lists.ts";
import {
	COUNTED,
	countFindings,
	countReports,
	findIssuers,
	listFindings,
	listReports,
	reportsOf,
} from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import { doubtsInOrder } from "./doubts-form.ts";
import { page } from "./layout.ts";
import type { Choice } from "./parts.ts";
import { count, reportHref, select, severityBadge, sortable, stateBadge } from "./parts.ts";
import { cropArea } from "./report-sheets.ts";
import { reportView } from "./report-view.ts";
import type { DeskApp } from "./server.ts";
import { FLAG_WORDS, levelWord, regionWord, STATUS_WORDS, TEXT_WORDS } from "./words.ts";

const PAGE = 50;
/** Each shows a crop, for which its report is read. */
const READING_PAGE = 15;
const ORDERS = ["errors", "warnings", "year", "issuer", "published"] as const satisfies readonly ReportOrder[];

/** Lists of reports and issuers. */
export function mountLists(app: DeskApp, desk: Desk, pictures: Pictures): void {
	app.get("/reports", (c) => {
		const query = c.req.query();
		const filters = parseFilters(query);
		const order = ORDERS.find((known) => known === query.order) ?? "errors";
		const offset = Math.min(Math.max(0, Math.trunc(Number(query.offset ?? 0)) || 0), 10_000);
		const total = countReports(desk.index, filters);
		const rows = listReports(desk.index, filters, { order, offset, limit: PAGE });
		const { years, regions, levels } = choicesOf(desk.index);
		const named = (values: readonly string[], word: (value: string) => string) =>
			values.filter((value) => value !== "").map((value): Choice => [value, word(value)]);
		const body = html`<h1>年报</h1><form class="filters" method="get" action="/reports"><label>机关 <input type="search" name="q" value="${filters.q}" size="10"></label>${select(
			"year",
			"年度",
			years.map((year): Choice => [year, `${year}年`]),
			filters.year,
		)}${select("region", "地区", named(regions, regionWord), filters.region)}${select("level", "层级", named(levels, levelWord), filters.level)}${select("status", "读取", Object.entries(STATUS_WORDS), filters.status)}${select("flag", "情况", Object.entries(FLAG_WORDS), filters.flag)}<button>筛选</button> <a href="/reports">清除</a></form>
<p>${isCut(filters, total) ? `${count(COUNTED)}份以上` : `共${count(total)}份`}。${filters.status === "failed" ? html`没有读出年度报告的文件另列：<a href="/unread?${filterQuery({ ...filters, status: undefined })}">未能读取的文件</a>。` : undefined}</p>${rows.length === 0 ? html`<p class="empty">没有符合条件的年报。</p>` : reportTable(rows, (name, key, numeric = false) => sortable(name, key, { path: "/reports", filters, order, numeric }))}
<nav class="pager" aria-label="翻页">${offset > 0 ? html`<a rel="prev" href="/reports?${filterQuery(filters, { order, offset: Math.max(0, offset - PAGE) })}">上一页</a>` : undefined} ${rows.length === PAGE ? html`<a rel="next" href="/reports?${filterQuery(filters, { order, offset: offset + PAGE })}">下一页</a>` : undefined}</nav>`;
		return page(c, { title: "年报", view: "/reports", body });
	});
	app.get("/issuers", (c) => {
		const q = (c.req.query("q") ?? "").slice(0, 100);
		const found = findIssuers(desk.index, q, 100);
		const exact = found.length === 1 || found[0]?.name === q ? found[0] : undefined;
		const body = html`<h1>机关</h1><form class="filters" method="get" action="/issuers" role="search"><label>名称 <input type="search" name="q" value="${q}" size="24" data-search></label><button>查找</button></form>
${exact && q !== "" ? html`<h2>${exact.name}</h2>${reportTable(reportsOf(desk.index, exact.name).toReversed(), (name, _, numeric) => html`<th scope="col"${numeric ? html` class="n"` : undefined}>${name}</th>`)}` : undefined}
<p>${found.length >= 100 ? "前100个" : `${found.length}个`}名称中依次有这些字的机关，如“青石教育”找到“青石市教育局”。</p><ul class="names" data-rows>${found.map(({ name, region, level }) => html`<li><a href="/issuers?q=${encodeURIComponent(name)}">${name}</a> <small>${regionWord(region)}${level === "" ? "" : `，${levelWord(level)}`}</small></li>`)}</ul>`;
		return page(c, { title: q === "" ? "机关" : q, view: "/issuers", body });
	});
	app.get("/reading", async (c) => {
		const filters = { ...parseFilters(c.req.query()), cause: "reading" as const };
		const rows = listFindings(desk.index, filters, { limit: READING_PAGE });
		const list = filterQuery(filters);
		const unsure = listReports(desk.index, { ...filters, cause: undefined, status: "needs_review" }, { limit: 30 });
		const items = await Promise.all(
			rows.map(async (row) => {
				const view = await reportView(desk, pictures, row.name, { finding: row.fingerprint });
				const cell = view && doubtsInOrder(view)[0]?.cell;
				return html`<tr><td>${cell && view ? cropArea(cell, view) : undefined}</td><td>${row.issuer}<br><small>${row.year}年</small></td><td>${severityBadge(row)} <a href="${reportHref(row.name, { finding: row.fingerprint, list })}">${row.message}</a>${cell ? html`<br><small>${desk.pipeline.labelOf(cell.path)}：读作“${cell.raw}”</small>` : undefined}</td><td>${stateBadge(row.state)}</td></tr>`;
			}),
		);
		const total = countFindings(desk.index, filters);
		const body = html`<h1>待核对识别结果</h1><p>下面的检查不成立，但所依据的数字是从图像识别的，很可能是识别有误，不作为报告的问题。请打开后对照截图改正或确认。</p><h2>影响检查的（${count(total)}）</h2>${
			items.length === 0
				? html`<p class="empty">没有。</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-label="影响检查的识别结果"><table class="rows" data-rows><thead><tr><th scope="col">截图</th><th scope="col">机关</th><th scope="col">检查</th><th scope="col">状态</th></tr></thead><tbody>${items}</tbody></table></div>`
		}${total > items.length ? html`<p>处理完这些后会列出其余的。</p>` : undefined}<h2>读取待复核的年报</h2>${unsure.length === 0 ? html`<p class="empty">没有。</p>` : html`<ul class="names">${unsure.map((row) => html`<li><a href="${reportHref(row.name)}#doubts">${row.issuer} ${row.year}年</a> <small>${TEXT_WORDS[row.text_source]}</small></li>`)}</ul>`}`;
		return page(c, { title: "待核对识别结果", view: "/reading", body });
	});
}

/** Whether it was counted no further; counts that are kept are whole. */
function isCut({ q, rule, state, severity, cause, status, flag }: Filters, total: number): boolean {
	const isKept = [q, rule, state, severity, cause].every((value) => value === undefined) && (!status || !flag);
	return !isKept && total === COUNTED;
}

function reportTable(rows: readonly ReportRow[], head: (name: string, key: ReportOrder, numeric?: boolean) => Html): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="年报"><table class="rows" data-rows><thead><tr>${head("机关", "issuer")}${head("年度", "year")}<th scope="col">地区</th><th scope="col">读取</th>${head("错误", "errors", true)}${head("提示", "warnings", true)}<th scope="col" class="n">识别待核对</th>${head("落款日期", "published")}<th scope="col">情况</th></tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><th scope="row"><a href="${reportHref(row.name)}">${row.issuer}</a></th><td>${row.year}</td><td>${regionWord(row.region)}</td><td><span class="badge ${row.status}">${STATUS_WORDS[row.status]}</span> <small>${TEXT_WORDS[row.text_source]}</small></td><td class="n">${row.errors}</td><td class="n">${row.warnings}</td><td class="n">${row.doubts}</td><td>${row.published_on ?? "未见"}</td><td>${row.late ? html`<span class="badge warn">逾期</span>` : undefined}${row.corrections > 0 ? html` 改正${row.corrections}处` : undefined}</td></tr>`,
	)}</tbody></table></div>`;
}
