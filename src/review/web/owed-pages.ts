import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import { decoded } from "../../text/decoded.ts";
import { reasonWord } from "../../text/reason-words.ts";
import type { Desk } from "../desk/desk.ts";
import type { Pictures } from "../desk/pictures.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import { COUNTED } from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import type { OwedChoice, OwedPlace, OwedRow, UnreadRow } from "../search-index/owed.ts";
import { countOwed, countUnread, OWED_STATES, owedInView, unreadAt, unreadInView } from "../search-index/owed.ts";
import type { DeskEnv } from "./desk-env.ts";
import { page } from "./layout.ts";
import type { Choice } from "./parts.ts";
import { count, select } from "./parts.ts";
import { safeLink } from "./report-sheets.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord } from "./words.ts";

const PAGE = 100;
/** What is said where nobody knows who owes a report. */
export const NO_ROSTER = "配置中没有机关名录，无从知道哪些机关应当公布年度报告，也就不能判断有没有缺少。";
const STATE_CHOICES: readonly (readonly [OwedChoice, string])[] = [
	["missing", "未发现，来源已看全"],
	["unseen", "未发现，来源未看全"],
	["not-found", "未发现（全部）"],
	["unread", "已发现，未能读取"],
	["not-due", "未到期"],
];

/** What is owed and not read, and the documents that were found and could not be read. */
export function mountOwed(app: DeskApp, desk: Desk, pictures: Pictures): void {
	app.get("/owed", (c) => {
		const query = c.req.query();
		const filters = parseFilters(query);
		const state = OWED_STATES.find((known) => known === query.state);
		const { rows, pager } = owedPart(desk, filters, { state, query });
		const total = countOwed(desk.index, filters, state);
		const told = filters.q !== undefined && total === COUNTED ? `${count(COUNTED)}份以上` : `共${count(total)}份`;
		const body = html`<h1>应报未读的年报</h1><p>按名录应当公布、尚未读到的年度报告。只有全部来源看全、其中没有未能读取的文件时，“未发现”才可作为催报的依据。</p>${filterForm(desk, filters, state)}${
			rows.length === 0
				? html`<p class="empty">${desk.roster.hasOrgans ? "没有。" : NO_ROSTER}</p>`
				: html`<p>${told}，期限早的在前。</p>${owedTable(rows)}${pager}`
		}`;
		return page(c, { title: "应报未读", view: "/owed", body });
	});
	app.get("/unread", (c) => {
		const filters = parseFilters(c.req.query());
		const total = countUnread(desk.index, filters);
		const offset = Math.min(Math.max(0, Math.trunc(Number(c.req.query("offset") ?? 0)) || 0), total);
		const rows = unreadInView(desk.index, filters, { limit: PAGE, offset });
		const body = html`<h1>未能读取的文件</h1><p>这些文件已经找到，程序没有读出年度报告。它们不是“未公布”，不计分；请打开原文人工核对。</p>${
			rows.length === 0
				? html`<p class="empty">没有。</p>`
				: html`<p>共${count(total)}个。</p>${unreadTable(rows)}${unreadPager(filters, { offset, total })}`
		}`;
		return page(c, { title: "未能读取的文件", view: "/owed", body });
	});
	app.get("/unread/document", async (c) => unreadPage(c, desk, pictures));
}

/** A page of what is owed with the ways to the pages beside it: the address names the row that it goes on from. */
function owedPart(
	{ index }: Desk,
	filters: Filters,
	{ state, query }: { readonly state: OwedChoice | undefined; readonly query: Readonly<Record<string, string>> },
): { readonly rows: readonly OwedRow[]; readonly pager: Html } {
	const [before, after] = [placeIn(query.before), placeIn(query.after)];
	const backwards = before !== undefined;
	const found = owedInView(index, filters, { state, after: before ?? after, backwards, limit: PAGE + 1 });
	const hasMore = found.length > PAGE;
	const rows = !hasMore ? found : backwards ? found.slice(1) : found.slice(0, PAGE);
	const [first, last] = [rows.at(0), rows.at(-1)];
	const to = (key: "before" | "after", { deadline, year, issuer }: OwedPlace) =>
		`/owed?${filterQuery(filters, { state, [key]: `${deadline} ${year} ${issuer}` })}`;
	const hasBefore = backwards ? hasMore : after !== undefined;
	const pager = html`<nav class="pager" aria-label="翻页">${first && hasBefore ? html`<a rel="prev" href="${to("before", first)}">上一页</a>` : undefined} ${last && (backwards || hasMore) ? html`<a rel="next" href="${to("after", last)}">下一页</a>` : undefined}</nav>`;
	return { rows, pager };
}

function placeIn(text: string | undefined): OwedPlace | undefined {
	const [, deadline = "", year = "", issuer = ""] = /^(\d{4}-\d\d-\d\d) (\d{1,4}) (.{1,300})$/.exec(text ?? "") ?? [];
	return issuer === "" ? undefined : { deadline, issuer, year: Number(year) };
}

function unreadPager(filters: Filters, { offset, total }: { readonly offset: number; readonly total: number }): Html {
	const to = (place: number) => `/unread?${filterQuery(filters, { offset: place === 0 ? undefined : place })}`;
	return html`<nav class="pager" aria-label="翻页">${offset > 0 ? html`<a rel="prev" href="${to(Math.max(0, offset - PAGE))}">上一页</a>` : undefined} ${offset + PAGE < total ? html`<a rel="next" href="${to(offset + PAGE)}">下一页</a>` : undefined}</nav>`;
}

function filterForm({ index }: Desk, filters: Filters, state: OwedChoice | undefined): Html {
	const { years, regions, levels } = choicesOf(index);
	const named = (values: readonly string[], word: (value: string) => string) =>
		values.filter((value) => value !== "").map((value): Choice => [value, word(value)]);
	return html`<form class="filters" method="get" action="/owed"><label>机关 <input type="search" name="q" value="${filters.q}" size="10"></label>${select(
		"year",
		"年度",
		years.map((year): Choice => [year, `${year}年`]),
		filters.year,
	)}${select("region", "地区", named(regions, regionWord), filters.region)}${select("level", "层级", named(levels, levelWord), filters.level)}${select("state", "情况", STATE_CHOICES, state)}<button>筛选</button> <a href="/owed">清除</a> <a href="/unread?${filterQuery({ ...filters, state: undefined })}">未能读取的文件</a></form>`;
}

/** Rows of what is owed, also for the overview. */
export function owedTable(rows: readonly OwedRow[]): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="应报未读的年报表"><table><thead><tr><th scope="col">机关</th><th scope="col">年度</th><th scope="col">地区</th><th scope="col">期限</th><th scope="col">情况</th></tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><th scope="row">${row.issuer}</th><td>${row.year}</td><td>${regionWord(row.region)}</td><td title="${row.basis}">${row.deadline}</td><td>${owedBadge(row)}</td></tr>`,
	)}</tbody></table></div>`;
}

/** Where an owed report stands; what was not seen is told apart from what is not there. */
function owedBadge({ issuer, state, seen_whole, url }: OwedRow): Html {
	if (state === "unread")
		return html`<span class="badge needs_review">已发现，未能读取</span>${url === null ? undefined : html` <a href="/unread/document?url=${encodeURIComponent(url)}">查看</a>`}`;
	if (state === "not-due") return html`<span class="badge info">未到期</span>`;
	return seen_whole === 1
		? html`<span class="badge warn">未发现，已过期限</span> <small>来源已看全</small> <a href="/letters/new?kind=urge&issuer=${encodeURIComponent(issuer)}">催报</a>`
		: html`<span class="badge undetermined">未发现</span> <small>${seen_whole === 0 ? "来源未看全" : "没有查看来源的记录"}，不能断定未公布</small>`;
}

function unreadTable(rows: readonly UnreadRow[]): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="未能读取的文件表"><table class="rows" data-rows><thead><tr><th scope="col">机关</th><th scope="col">年度</th><th scope="col">文件</th><th scope="col">原因</th><th scope="col">原文</th></tr></thead><tbody>${rows.map(
		({ url, issuer, year, title, reason }) =>
			html`<tr><th scope="row">${issuer === "" ? "未知" : issuer}</th><td>${year === 0 ? "未知" : year}</td><td><a href="/unread/document?url=${encodeURIComponent(url)}">${title}</a></td><td>${reasonWord(reason)}</td><td>${safeLink(url, "打开")}</td></tr>`,
	)}</tbody></table></div>`;
}

async function unreadPage(c: Context<DeskEnv>, desk: Desk, pictures: Pictures): Promise<Response> {
	const row = unreadAt(desk.index, (c.req.query("url") ?? "").slice(0, 4000));
	if (!row) return Promise.resolve(c.notFound());
	const { issuer, year, region, title, reason, detail, url, source, sha256 } = row;
	const sizes = sha256 === null ? undefined : await pictures.sizesOf(sha256);
	const body = html`<h1>${title}</h1><dl class="facts"><dt>机关</dt><dd>${issuer === "" ? "来源和文件名都没有写明" : issuer}${region === "" ? undefined : html` <small>${region}</small>`}</dd><dt>年度</dt><dd>${year === 0 ? "没有写明" : `${year}年`}</dd><dt>没有读出的原因</dt><dd>${reasonWord(reason)}<br><small lang="en">${reason}: ${detail}</small></dd><dt>来源</dt><dd>${source}</dd><dt>原文</dt><dd>${safeLink(url, url) ?? html`<code>${decoded(url.split("/").at(-1) ?? "")}</code>`}</dd></dl>
<p class="notice">这份文件已经找到，不按“未公布”处理，也不计分。</p>${
		sizes && sha256 !== null
			? html`<section aria-label="页面">${sizes
					.slice(0, 30)
					.map(
						([width, height], i) =>
							html`<p class="folio">第${i + 1}页，共${sizes.length}页</p><img src="/page/${sha256}/${i + 1}/110.png" width="${Math.round((width * 110) / 72)}" height="${Math.round((height * 110) / 72)}" alt="第${i + 1}页" loading="lazy">`,
					)}</section>`
			: html`<p class="empty">页面不能显示：文件打不开，或没有保存在本机。</p>`
	}`;
	return page(c, { title, view: "/owed", body });
}
