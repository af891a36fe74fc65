import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { foundTitle } from "../desk/found-title.ts";
import { facetCounts } from "../search-index/facets.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import type { After, FindingOrder, FindingRow } from "../search-index/lists.ts";
import { COUNTED, countFindings, FINDING_ORDERS, listFindings, MOST_SORTED, sortedFindings } from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import type { DeskEnv } from "./desk-env.ts";
import type { KeptBulk } from "./findings-table.ts";
import { findingsForm } from "./findings-table.ts";
import { page } from "./layout.ts";
import { takeNext } from "./next-finding.ts";
import type { Choice } from "./parts.ts";
import { count, reportHref, select } from "./parts.ts";
import { reviewersOf } from "./people-page.ts";
import type { Presence } from "./presence.ts";
import { viewsBar } from "./saved-views.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord, SEVERITY_WORDS, STATE_WORDS } from "./words.ts";

const PAGE = 50;

/** The list of findings that are the reports' own; what may be our reading's fault has a list of its own. */
export function mountFindings(app: DeskApp, desk: Desk, presence: Presence): void {
	app.get("/findings", (c) => findingsPage(c, desk, { query: c.req.query(), presence }));
	app.get("/findings/next", (c) => {
		const list = filterQuery({ cause: "report", ...given(parseFilters(c.req.query())) });
		const next = takeNext(desk, list, { presence, who: c.get("user").name });
		return c.redirect(next ? reportHref(next.name, { finding: next.fingerprint, list }) : `/findings?${list}&done=1`, 303);
	});
}

/** The page of the list; after a refused bulk decision with what was chosen and written. */
export function findingsPage(
	c: Context<DeskEnv>,
	desk: Desk,
	{ query, presence, kept }: { query: Readonly<Record<string, string>>; presence: Presence; kept?: KeptBulk },
): Response {
	const filters: Filters = { cause: "report", ...given(parseFilters(query)) };
	const total = countFindings(desk.index, filters);
	const wanted = FINDING_ORDERS.find((known) => known === query.order) ?? "weight";
	const isTooLong = wanted !== "weight" && total > MOST_SORTED;
	const order = isTooLong ? "weight" : wanted;
	const { rows, pager, place } = order === "weight" ? weighted(desk, filters, query) : sorted(desk, filters, { query, order });
	const isCut =
		total === COUNTED && [filters.q, filters.status, filters.flag, filters.reviewer].some((value) => value !== undefined);
	const list = filterQuery(filters);
	const busy = new Map([...presence.now()].flatMap(([who, name]) => (who === c.get("user").name ? [] : [[name, who] as const])));
	const told = html`${query.done === undefined ? undefined : html`<p class="notice" role="status">这份清单已经处理到末尾。</p>`}${isTooLong ? html`<p class="notice">超过${count(MOST_SORTED)}个，不能这样排序；请先缩小范围。</p>` : undefined}`;
	const body = html`<h1>问题清单</h1>${told}${viewsBar(c, desk, { path: "/findings", query: list })}${filterForm(c, desk, filters)}
<p>${isCut ? `${count(COUNTED)}个以上` : `共${count(total)}个`}问题。${total > 0 ? html`<a class="button" href="/findings/next?${list}">逐个核查</a> 按 <kbd>j</kbd> <kbd>k</kbd> 选择，<kbd>Enter</kbd> 打开。` : undefined}</p>
${rows.length === 0 ? html`<p class="empty">没有符合条件的问题。</p>` : findingsForm(c, desk, { rows, filters, order, total, place, kept, busy })}
${pager}`;
	return page(c, { title: "问题清单", view: "/findings", body }, kept ? 400 : 200);
}

function given(filters: Filters): Filters {
	return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

interface Shown {
	readonly rows: readonly FindingRow[];
	readonly pager: Html;
	readonly place: string;
}

function weighted(desk: Desk, filters: Filters, query: Readonly<Record<string, string>>): Shown {
	const backwards = query.before !== undefined;
	const found = listFindings(desk.index, filters, {
		after: parsePlace(query.before ?? query.after),
		backwards,
		limit: PAGE + 1,
	});
	const hasMore = found.length > PAGE;
	const rows = backwards ? found.slice(-PAGE) : found.slice(0, PAGE);
	const isFirst = query.after === undefined && (query.before === undefined || !hasMore);
	const [first, last] = [rows[0], rows.at(-1)];
	const placeOf = ({ rank, id }: After) => `${rank}.${id}`;
	const pager = html`<nav class="pager" aria-label="翻页">${first && !isFirst ? html`<a rel="prev" href="/findings?${filterQuery(filters, { before: placeOf(first) })}">上一页</a>` : undefined} ${last && (backwards || hasMore) ? html`<a rel="next" href="/findings?${filterQuery(filters, { after: placeOf(last) })}">下一页</a>` : undefined}</nav>`;
	const place = query.before !== undefined ? `before=${query.before}` : query.after !== undefined ? `after=${query.after}` : "";
	return { rows, pager, place };
}

function sorted(
	desk: Desk,
	filters: Filters,
	{ query, order }: { query: Readonly<Record<string, string>>; order: FindingOrder },
): Shown {
	const offset = Math.min(Math.max(0, Math.trunc(Number(query.offset ?? 0)) || 0), MOST_SORTED);
	const rows = sortedFindings(desk.index, filters, { order, offset, limit: PAGE });
	const to = (place: number) => `/findings?${filterQuery(filters, { order, offset: place })}`;
	const pager = html`<nav class="pager" aria-label="翻页">${offset > 0 ? html`<a rel="prev" href="${to(Math.max(0, offset - PAGE))}">上一页</a>` : undefined} ${rows.length === PAGE ? html`<a rel="next" href="${to(offset + PAGE)}">下一页</a>` : undefined}</nav>`;
	return { rows, pager, place: `order=${order}&offset=${offset}` };
}

function filterForm(c: Context<DeskEnv>, desk: Desk, filters: Filters): Html {
	const { years, regions, levels, rules } = choicesOf(desk.index);
	const counts = facetCounts(desk.index, filters);
	const counted = (facet: keyof typeof counts, value: string | number, name: string): Choice => {
		const n = counts[facet]?.get(String(value));
		return [value, counts[facet] === undefined ? name : `${name}（${count(n ?? 0)}）`];
	};
	const named = (values: readonly string[], word: (value: string) => string) =>
		values.filter((value) => value !== "").map((value): Choice => [value, word(value)]);
	return html`<form class="filters" method="get" action="/findings"><label>机关 <input type="search" name="q" value="${filters.q}" size="10"></label>${select(
		"state",
		"状态",
		Object.entries(STATE_WORDS).map(([state, name]) => counted("state", state, name)),
		filters.state,
	)}${select(
		"severity",
		"级别",
		[...Object.entries(SEVERITY_WORDS), ["undetermined", "待定"] as const].map(([weight, name]) =>
			counted("weight", weight, name),
		),
		filters.severity,
	)}${select(
		"rule",
		"问题",
		rules.map((rule) => counted("rule", rule, `${rule.split("-")[0]} ${foundTitle(desk, rule)}`)),
		filters.rule,
	)}${select(
		"year",
		"年度",
		years.map((value) => counted("year", value, `${value}年`)),
		filters.year,
	)}${select("region", "地区", named(regions, regionWord), filters.region)}${select("level", "层级", named(levels, levelWord), filters.level)}${select(
		"reviewer",
		"负责人",
		reviewersOf(c, desk).map((name): Choice => [name, name]),
		filters.reviewer,
	)}<button>筛选</button> <a href="/findings?state=todo">清除</a></form>`;
}

function parsePlace(text: string | undefined): After | undefined {
	const match = /^(\d{1,2})\.(\d{1,15})$/.exec(text ?? "");
	return match ? { rank: Number(match[1]), id: Number(match[2]) } : undefined;
}
