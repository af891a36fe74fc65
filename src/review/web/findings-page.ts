import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import type { After, FindingRow } from "../search-index/lists.ts";
import { COUNTED, countFindings, listFindings } from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import { csrfField, page } from "./layout.ts";
import { count, reportHref, select, severityBadge, stateBadge } from "./parts.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord, SEVERITY_WORDS, STATE_WORDS } from "./words.ts";

const PAGE = 50;

/** The list of findings that are the reports' own; what may be our reading's fault has a list of its own. */
export function mountFindings(app: DeskApp, desk: Desk): void {
	app.get("/findings", (c) => {
		const query = c.req.query();
		const filters: Filters = { cause: "report", ...given(parseFilters(query)) };
		const backwards = query.before !== undefined;
		const rows = listFindings(desk.index, filters, {
			after: parsePlace(query.before ?? query.after),
			backwards,
			limit: PAGE + 1,
		});
		const hasMore = rows.length > PAGE;
		const shown = backwards ? rows.slice(-PAGE) : rows.slice(0, PAGE);
		const total = countFindings(desk.index, filters);
		const isCut = total === COUNTED && [filters.q, filters.status, filters.flag].some((value) => value !== undefined);
		const list = filterQuery(filters);
		const titles = new Map(desk.pipeline.rules.map(({ id, title }) => [id, title]));
		const isDone = query.done !== undefined;
		const body = html`<h1>问题清单</h1>${isDone ? html`<p class="notice" role="status">这份清单已经处理到末尾。</p>` : undefined}${filterForm(desk, filters)}
<p>${isCut ? `${count(COUNTED)}个以上` : `共${count(total)}个`}问题。${total > 0 ? html`按 <kbd>j</kbd> <kbd>k</kbd> 选择，<kbd>Enter</kbd> 打开。` : undefined}</p>
${
	shown.length === 0
		? html`<p class="empty">没有符合条件的问题。</p>`
		: html`<form method="post" action="/bulk">${csrfField(c)}<input type="hidden" name="list" value="${list}">${table(shown, { titles, list })}${bulkBar(total)}</form>`
}
${pager(filters, shown, { backwards, hasMore, isFirst: query.after === undefined && (query.before === undefined || !hasMore) })}`;
		return page(c, { title: "问题清单", view: "/findings", body });
	});
}

function given(filters: Filters): Filters {
	return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

function filterForm(desk: Desk, filters: Filters): Html {
	const { years, regions, levels, rules } = choicesOf(desk.index);
	const titles = new Map(desk.pipeline.rules.map(({ id, title }) => [id, title]));
	const named = (values: readonly string[], word: (value: string) => string) =>
		values.filter((value) => value !== "").map((value): [string, string] => [value, word(value)]);
	return html`<form class="filters" method="get" action="/findings"><label>机关 <input type="search" name="q" value="${filters.q}" size="10"></label>${select("state", "状态", Object.entries(STATE_WORDS), filters.state)}${select("severity", "级别", [...Object.entries(SEVERITY_WORDS), ["undetermined", "待定"]], filters.severity)}${select(
		"rule",
		"规则",
		rules.map((rule) => [rule, `${rule.split("-")[0]} ${(titles.get(rule) ?? rule).slice(0, 22)}`]),
		filters.rule,
	)}${select(
		"year",
		"年度",
		years.map((value) => [value, `${value}年`]),
		filters.year,
	)}${select("region", "地区", named(regions, regionWord), filters.region)}${select("level", "层级", named(levels, levelWord), filters.level)}<button>筛选</button> <a href="/findings?state=todo">清除</a></form>`;
}

function table(rows: readonly FindingRow[], { titles, list }: { titles: ReadonlyMap<string, string>; list: string }): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="问题"><table class="rows" data-rows><thead><tr><th scope="col"><span class="sr">选择</span></th><th scope="col">级别</th><th scope="col">机关</th><th scope="col">年度</th><th scope="col">问题</th><th scope="col">状态</th></tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><td><input type="checkbox" name="chosen" value="${row.id}" aria-label="选择${row.issuer}${row.year}年的这个问题"></td><td>${severityBadge(row)}</td><td>${row.issuer}</td><td>${row.year}</td><td><a href="${reportHref(row.name, { finding: row.fingerprint, list })}">${row.message}</a><br><small>${row.rule.split("-")[0]} ${titles.get(row.rule)}</small></td><td>${stateBadge(row.state)}</td></tr>`,
	)}</tbody></table></div>`;
}

function bulkBar(total: number): Html {
	return html`<fieldset class="bulk"><legend>成批处理（先预览）</legend><label>范围 <select name="scope"><option value="chosen">所选的</option><option value="all">本筛选全部（${Math.min(total, 500)}个${total > 500 ? "，一次最多500个" : ""}）</option></select></label><label>处理 <select name="action"><option value="confirm">确认问题</option><option value="dismiss">不成立</option><option value="ask">询问机关</option><option value="resolve">已整改</option><option value="deadline">定整改期限</option></select></label><label>理由、说明或期限 <input name="text" size="30" maxlength="500"></label><button>预览</button></fieldset>`;
}

function pager(
	filters: Filters,
	rows: readonly FindingRow[],
	{ backwards, hasMore, isFirst }: { backwards: boolean; hasMore: boolean; isFirst: boolean },
): Html {
	const [first, last] = [rows[0], rows.at(-1)];
	const hasNext = backwards ? true : hasMore;
	const place = ({ rank, id }: After) => `${rank}.${id}`;
	return html`<nav class="pager" aria-label="翻页">${first && !isFirst ? html`<a rel="prev" href="/findings?${filterQuery(filters, { before: place(first) })}">上一页</a>` : undefined} ${last && hasNext ? html`<a rel="next" href="/findings?${filterQuery(filters, { after: place(last) })}">下一页</a>` : undefined}</nav>`;
}

function parsePlace(text: string | undefined): After | undefined {
	const match = /^(\d{1,2})\.(\d{1,15})$/.exec(text ?? "");
	return match ? { rank: Number(match[1]), id: Number(match[2]) } : undefined;
}
