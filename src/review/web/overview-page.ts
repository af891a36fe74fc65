import type { HeldReport } from "../../nightly/held-reports.ts";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { foundTitle } from "../desk/found-title.ts";
import { letterFigures } from "../desk/letter-state.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import { countFindings } from "../search-index/lists.ts";
import type { Choices, Coverage, RuleCount } from "../search-index/overview.ts";
import { choicesOf, coverageBy, findingsByYear, rulesFound } from "../search-index/overview.ts";
import { countUnread, owedInView } from "../search-index/owed.ts";
import { barChart, shareBar } from "./charts.ts";
import { page } from "./layout.ts";
import { figuresLine } from "./letter-words.ts";
import { overruledNotice } from "./overruled.ts";
import { NO_ROSTER, owedTable } from "./owed-pages.ts";
import { count, select, severityBadge, sortable } from "./parts.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord } from "./words.ts";

/** Groups listed at first; the rest is behind a link. */
const SHOWN = 30;
const COLUMNS = ["published", "late", "missing", "unseen", "undue", "unread", "flagged", "doubted", "verified"] as const;
type Column = (typeof COLUMNS)[number];
/** Told only where there are any. */
const RARE: readonly Column[] = ["unseen", "undue", "unread"];
/** As in the tiles: what is not found where not all was seen, and what is not due, is told apart. */
const HEADS: Readonly<Record<Column, string>> = {
	published: "已公布",
	late: "逾期",
	missing: "未发现",
	unseen: "来源未看全",
	undue: "未到期",
	unread: "未能读取",
	flagged: "有错误",
	doubted: "识别待核对",
	verified: "读取已核实",
};

/** The overview: who published, what is flagged, what is to be done. */
export function mountOverview(app: DeskApp, desk: Desk): void {
	app.get("/", async (c) => {
		const waiting = held(await desk.held());
		const query = c.req.query();
		const { year, region, level } = parseFilters(query);
		const filters: Filters = { year, region, level };
		const order = query.order ?? usualOrder(desk);
		const from = Math.min(Math.max(0, Math.trunc(Number(query.from ?? 0)) || 0), 100_000);
		const choices = choicesOf(desk.index);
		const regions = sorted(covered(desk, "region", filters), order);
		const shown = regions.slice(from, from + SHOWN);
		const years = covered(desk, "year", { region, level });
		const body = html`<h1>总览</h1>${overruledNotice(c, desk)}${filterForm(filters, choices)}${tiles(desk, filters, regions)}${figuresLine(letterFigures(desk.letters.list(), desk.roster.today()))}${missing(desk, filters)}
<div class="two"><section aria-labelledby="trend"><h2 id="trend">历年情况</h2>${barChart(
			"已公布与有错误的年报",
			["已公布", "有错误"],
			years.slice(-10).map(({ group, published, flagged }) => ({ label: group, values: [published, flagged] })),
		)}
${trendTable(desk, years, filters)}</section>
<section aria-labelledby="rules"><h2 id="rules">最多的问题</h2>${rulesTable(desk, rulesFound(desk.index, { ...filters, cause: "report" }), filters)}</section></div>
<section aria-labelledby="regions"><h2 id="regions">按地区</h2>${coverageTable("地区", shown, { desk, filters, order, key: "region", word: regionWord })}${regionPager(filters, { order, from, total: regions.length })}</section>
<section aria-labelledby="levels"><h2 id="levels">按层级</h2>${coverageTable("层级", covered(desk, "level", filters), { desk, filters, order, key: "level", word: levelWord })}</section>
${waiting}${troubles(desk)}`;
		return page(c, { title: "总览", view: "/", body });
	});
}

/** In January whoever has not published comes first; later what is wrong in what was published. */
function usualOrder({ roster }: Desk): string {
	return roster.hasOrgans && roster.today().slice(5, 7) === "01" ? "missing" : "flagged";
}

/** Of each group how many reports stand where; `missing` are those that were looked for in all that may list them. */
function covered({ index }: Desk, by: "region" | "level" | "year", filters: Filters): Coverage[] {
	return coverageBy(index, by, filters).map((row) => ({ ...row, missing: row.missing - row.undue - row.unseen }));
}

function regionPager(filters: Filters, { order, from, total }: { order: string; from: number; total: number }): Html | undefined {
	if (total <= SHOWN) return undefined;
	const to = (place: number) => `/?${filterQuery(filters, { order, from: place === 0 ? undefined : place })}#regions`;
	return html`<nav class="pager" aria-label="地区翻页">${from > 0 ? html`<a rel="prev" href="${to(Math.max(0, from - SHOWN))}">上一页</a>` : undefined} 第${from + 1}—${Math.min(total, from + SHOWN)}个地区，共${count(total)}个 ${from + SHOWN < total ? html`<a rel="next" href="${to(from + SHOWN)}">下一页</a>` : undefined}</nav>`;
}

function filterForm({ year, region, level }: Filters, { years, regions, levels }: Choices): Html {
	return html`<form class="filters" method="get" action="/">${select(
		"year",
		"年度",
		years.map((value) => [value, `${value}年`]),
		year,
	)}${select("region", "地区", regions.map((value) => [value, regionWord(value)]).filter(([value]) => value !== "") as [string, string][], region)}${select("level", "层级", levels.map((value) => [value, levelWord(value)]).filter(([value]) => value !== "") as [string, string][], level)}<button>筛选</button> <a href="/">清除</a></form>`;
}

function tiles(desk: Desk, filters: Filters, regions: readonly Coverage[]): Html {
	const sum = (key: Exclude<keyof Coverage, "group">) => regions.reduce((total, row) => total + row[key], 0);
	const todo = countFindings(desk.index, { ...filters, state: "todo", cause: "report" });
	const reading = countFindings(desk.index, { ...filters, state: "todo", cause: "reading" });
	const unread = countUnread(desk.index, filters);
	const tile = (name: string, n: number, href: string, tone = "") =>
		html`<li class="${tone}"><a href="${href}"><strong>${count(n)}</strong> ${name}</a></li>`;
	const to = (path: string, more: Record<string, string>) => `${path}?${filterQuery(filters, more)}`;
	return html`<ul class="tiles">${[
		tile("份已公布", sum("published"), to("/reports", {})),
		tile("份逾期公布", sum("late"), to("/reports", { flag: "late" }), sum("late") > 0 ? "warn" : ""),
		...(desk.roster.hasOrgans
			? [tile("份未发现", sum("missing"), to("/owed", { state: "missing" }), sum("missing") > 0 ? "warn" : "")]
			: []),
		...(sum("unseen") > 0 ? [tile("份未发现，来源未看全", sum("unseen"), to("/owed", { state: "unseen" }), "todo")] : []),
		...(sum("undue") > 0 ? [tile("份未到期", sum("undue"), to("/owed", { state: "not-due" }))] : []),
		...(unread > 0 ? [tile("个文件未能读取", unread, to("/unread", {}), "todo")] : []),
		tile("份有错误", sum("flagged"), to("/reports", { flag: "flagged" }), sum("flagged") > 0 ? "error" : ""),
		tile("份读取已核实", sum("verified"), to("/reports", { status: "verified" })),
		tile("个问题待处理", todo, to("/findings", { state: "todo" }), todo > 0 ? "todo" : ""),
		tile("项识别待核对", reading, to("/reading", {}), reading > 0 ? "todo" : ""),
	]}</ul>`;
}

function trendTable(desk: Desk, years: readonly Coverage[], filters: Filters): Html {
	const findings = findingsByYear(desk.index, { region: filters.region, level: filters.level });
	const of = (year: string, severity: string) =>
		findings.find((row) => String(row.year) === year && row.severity === severity)?.n ?? 0;
	const rare = shownOf(RARE, years);
	return html`<div class="scroll" tabindex="0" role="region" aria-label="历年表"><table><thead><tr><th scope="col">年度</th><th scope="col" class="n">已公布</th><th scope="col" class="n">未发现</th>${rare.map((column) => html`<th scope="col" class="n">${HEADS[column]}</th>`)}<th scope="col" class="n">有错误</th><th scope="col" class="n">错误</th><th scope="col" class="n">提示</th></tr></thead><tbody>${years
		.toReversed()
		.map((row) => {
			const { group, published, missing: lacking, flagged } = row;
			return html`<tr><th scope="row"><a href="/?${filterQuery(filters, { year: group })}">${group}</a></th><td class="n">${count(published)}</td><td class="n">${desk.roster.hasOrgans ? count(lacking) : "—"}</td>${rare.map((column) => html`<td class="n">${count(row[column])}</td>`)}<td class="n">${count(flagged)}</td><td class="n">${count(of(group, "error"))}</td><td class="n">${count(of(group, "warn"))}</td></tr>`;
		})}</tbody></table></div>`;
}

function rulesTable(desk: Desk, rules: readonly RuleCount[], filters: Filters): Html {
	const weight = ["error", "warn"];
	const heavy = rules
		.filter(({ severity }) => weight.includes(severity))
		.toSorted((a, b) => weight.indexOf(a.severity) - weight.indexOf(b.severity) || b.n - a.n);
	const light = rules.filter(({ severity }) => !weight.includes(severity));
	const table = (shown: readonly RuleCount[]) => ruleRows(desk, shown, filters);
	return html`${heavy.length > 0 || light.length === 0 ? table(heavy.slice(0, MOST_RULES)) : undefined}${light.length === 0 ? undefined : html`<details class="hints"><summary>参考和待定（${light.length}条规则）</summary>${table(light.slice(0, MOST_RULES))}</details>`}`;
}

/** Rules told at first. */
const MOST_RULES = 12;

function ruleRows(desk: Desk, rules: readonly RuleCount[], filters: Filters): Html {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="规则表"><table><thead><tr><th scope="col">发现的问题</th><th scope="col" class="n">个数</th><th scope="col" class="n">待处理</th><th scope="col">已处理</th></tr></thead><tbody>${rules.map(
		({ rule, severity, n, todo }) =>
			html`<tr><th scope="row">${severityBadge({ severity, verdict: severity === "undetermined" ? severity : "broken" })} <a href="/findings?${filterQuery(filters, { rule, state: todo > 0 ? "todo" : undefined })}">${foundTitle(desk, rule)}</a> <small>${rule.split("-")[0]}</small></th><td class="n">${count(n)}</td><td class="n">${count(todo)}</td><td>${shareBar(n - todo, n)}</td></tr>`,
	)}</tbody></table></div>`;
}

function coverageTable(
	name: string,
	rows: readonly Coverage[],
	{
		desk,
		filters,
		order,
		key,
		word,
	}: { desk: Desk; filters: Filters; order: string; key: "region" | "level"; word: (group: string) => string },
): Html {
	const columns = shownOf(COLUMNS, rows);
	return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}表"><table><thead><tr>${sortable(name, "group", { path: "/", filters, order })}${columns.map((column) => sortable(HEADS[column], column, { path: "/", filters, order, numeric: true }))}<th scope="col">有错误的占比</th></tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><th scope="row">${row.group === "" ? word("") : html`<a href="/?${filterQuery(filters, { [key]: row.group })}">${word(row.group)}</a>`}</th>${columns.map((column) => html`<td class="n">${column === "missing" && !desk.roster.hasOrgans ? "—" : count(row[column])}</td>`)}<td>${shareBar(row.flagged, row.published)}</td></tr>`,
	)}</tbody></table></div>`;
}

/** Columns of which some group has any, and those that are always told. */
function shownOf(columns: readonly Column[], rows: readonly Coverage[]): Column[] {
	return columns.filter((column) => !RARE.includes(column) || rows.some((row) => row[column] > 0));
}

/** Most first; by what is missing, those come next that have not been seen or are not due. */
function sorted(rows: readonly Coverage[], order: string): Coverage[] {
	const column = COLUMNS.find((name) => name === order);
	const open = ({ unseen, undue }: Coverage) => (column === "missing" ? unseen + undue : 0);
	return rows.toSorted((a, b) => (column ? b[column] - a[column] : 0) || open(b) - open(a) || (a.group < b.group ? -1 : 1));
}

function missing(desk: Desk, filters: Filters): Html | undefined {
	const owed = owedInView(desk.index, filters, { limit: SHOWN + 1 });
	if (owed.length === 0) return desk.roster.hasOrgans ? undefined : html`<p class="empty">${NO_ROSTER}</p>`;
	const all = html`<p><a href="/owed?${filterQuery(filters)}">列出全部应报未读的年报</a></p>`;
	return html`<section aria-labelledby="missing"><h2 id="missing">应报未读的年报</h2>${owedTable(owed.slice(0, SHOWN))}${owed.length > SHOWN ? all : undefined}</section>`;
}

/** Reports whose name does not go with where they stand: nobody's, until a person has looked. */
function held(reports: readonly HeldReport[]): Html | undefined {
	if (reports.length === 0) return undefined;
	return html`<section aria-labelledby="held"><h2 id="held">待认定机关的年报</h2><p>以下文件所称的机关与公布它的来源不符，不作为任何机关的年报，也不据此提出问题。请核对来源；确属该机关的，在配置中为机关加上别名或网址，或者为来源加上 publishes_for。</p><div class="scroll" tabindex="0" role="region" aria-label="待认定机关的年报表"><table><thead><tr><th scope="col">文件所称机关</th><th scope="col">年度</th><th scope="col">来源</th><th scope="col">不符之处</th><th scope="col">地址</th></tr></thead><tbody>${reports
		.slice(0, MAX_HELD)
		.map(
			({ claimed_issuer, year, source, reason, expected, url }) =>
				html`<tr><th scope="row">${claimed_issuer}</th><td>${year ?? "未见"}</td><td>${source}</td><td>${reason === "other-issuer" ? `来源属于${expected.join("、")}` : `该机关公布于${expected.join("、")}`}</td><td>${url}</td></tr>`,
		)}</tbody></table></div></section>`;
}

/** More are in the run report only. */
const MAX_HELD = 200;

function troubles(desk: Desk): Html | undefined {
	const rows = desk.index.all<{ name: string; detail: string }>("select name, detail from trouble order by name limit 20");
	if (rows.length === 0) return undefined;
	return html`<section aria-labelledby="troubles"><h2 id="troubles">不能使用的结果文件</h2><ul>${rows.map(({ name, detail }) => html`<li><code>${name}</code> ${detail.split("\n")[0]}</li>`)}</ul></section>`;
}
