import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { Pictures } from "../desk/pictures.ts";
import type { DeskCell } from "../desk/report.ts";
import { filterQuery, parseFilters } from "../search-index/filters.ts";
import { countFindings, findIssuers, listFindings, listReports, reportsOf } from "../search-index/lists.ts";
import { doubtsInOrder } from "./doubts-form.ts";
import { page } from "./layout.ts";
import { count, reportHref, severityBadge, stateBadge } from "./parts.ts";
import { cropArea } from "./report-sheets.ts";
import { reportView } from "./report-view.ts";
import { reportsPage, reportTable } from "./reports-page.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord, TEXT_WORDS } from "./words.ts";

/** What was read in a figure's cell, in words where it is nothing. */
function readAs({ raw, state }: DeskCell): string {
	return raw === "" ? (state === "blank" ? "读作空白" : "没有读出") : `读作“${raw}”`;
}

/** Each shows a crop, for which its report is read. */
const READING_PAGE = 15;

/** Lists of reports and issuers. */
export function mountLists(app: DeskApp, desk: Desk, pictures: Pictures): void {
	app.get("/reports", (c) => reportsPage(c, desk));
	app.get("/issuers", (c) => {
		const q = (c.req.query("q") ?? "").slice(0, 100);
		const found = findIssuers(desk.index, q, 100);
		const exact = found.length === 1 || found[0]?.name === q ? found[0] : undefined;
		const body = html`<h1>机关</h1><form class="filters" method="get" action="/issuers" role="search"><label>名称 <input type="search" name="q" value="${q}" size="24" data-search></label><button>查找</button></form>
${exact && q !== "" ? html`<h2>${exact.name}</h2>${reportTable(reportsOf(desk.index, exact.name).toReversed(), (name, _, numeric) => html`<th scope="col"${numeric ? html` class="n"` : undefined}>${name}</th>`)}` : undefined}
<p>${found.length >= 100 ? "前100个" : `${found.length}个`}${q === "" ? "机关。可按名称、别名、拼音或首字母查找，词的先后不限" : "机关"}，如“教育 青石”“qingshi”“qsjyj”都找到“青石市教育局”。</p><ul class="names" data-rows>${found.map(({ name, region, level }) => html`<li><a href="/issuers?q=${encodeURIComponent(name)}">${name}</a> <small>${regionWord(region)}${level === "" ? "" : `，${levelWord(level)}`}</small></li>`)}</ul>`;
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
				return html`<tr><td class="shot">${cell && view ? cropArea(cell, view) : undefined}</td><td>${row.issuer}<br><small>${row.year}年</small></td><td class="wrap">${severityBadge(row)} <a href="${reportHref(row.name, { finding: row.fingerprint, list })}">${row.message}</a>${cell ? html`<br><small>${desk.pipeline.labelOf(cell.path)}：${readAs(cell)}</small>` : undefined}</td><td>${stateBadge(row.state)}</td></tr>`;
			}),
		);
		const total = countFindings(desk.index, filters);
		const body = html`<h1>待核对识别结果</h1><p>下面的检查所依据的数字没有读准，可能是识别有误，不作为报告的问题，也不询问机关。请打开后对照截图改正或确认。</p><h2>影响检查的（${count(total)}）</h2>${
			items.length === 0
				? html`<p class="empty">没有。</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-label="影响检查的识别结果"><table class="rows" data-rows><thead><tr><th scope="col">截图</th><th scope="col">机关</th><th scope="col">检查</th><th scope="col">状态</th></tr></thead><tbody>${items}</tbody></table></div>`
		}${total > items.length ? html`<p>处理完这些后会列出其余的。</p>` : undefined}<h2>读取待复核的年报</h2>${unsure.length === 0 ? html`<p class="empty">没有。</p>` : html`<ul class="names">${unsure.map((row) => html`<li><a href="${reportHref(row.name)}#doubts">${row.issuer} ${row.year}年</a> <small>${TEXT_WORDS[row.text_source]}</small></li>`)}</ul>`}`;
		return page(c, { title: "待核对识别结果", view: "/reading", body });
	});
}
