import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { foundTitle } from "../desk/found-title.ts";
import type { Filters } from "../search-index/filters.ts";
import { filterQuery } from "../search-index/filters.ts";
import type { FindingOrder, FindingRow } from "../search-index/lists.ts";
import type { Action } from "../store/decisions.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { reportHref, severityBadge, stateBadge } from "./parts.ts";
import { reasonChoices } from "./reason-templates.ts";

/** What a refused bulk decision keeps: why, what was chosen, and what was written. */
export interface KeptBulk {
	readonly message: string;
	readonly chosen: ReadonlySet<number>;
	readonly action: string;
	readonly text: string;
	readonly scope: string;
}

/** What the list stands in. */
export interface FindingsShown {
	readonly rows: readonly FindingRow[];
	readonly filters: Filters;
	readonly order: FindingOrder;
	readonly total: number;
	/** Place of the page in the list, as in the address. */
	readonly place: string;
	readonly kept: KeptBulk | undefined;
	/** Who looks at which report now, besides whoever asks. */
	readonly busy: ReadonlyMap<string, string>;
}

const HEADS: readonly (readonly [FindingOrder, string])[] = [
	["weight", "级别"],
	["issuer", "机关"],
	["year", "年度"],
	["rule", "问题"],
	["state", "状态"],
];

/** The list, with what is done to many of them at once. */
export function findingsForm(c: Context<DeskEnv>, desk: Desk, shown: FindingsShown): Html {
	const { rows, filters, order, place, kept, busy } = shown;
	const list = filterQuery(filters);
	const heads = HEADS.map(
		([key, name]) =>
			html`<th scope="col"${order === key ? html` aria-sort="${key === "year" ? "descending" : "ascending"}"` : undefined}><a href="/findings?${filterQuery(filters, { order: key === "weight" ? undefined : key })}">${name}${order === key ? html` <span aria-hidden="true">${key === "year" ? "▼" : "▲"}</span>` : undefined}</a></th>`,
	);
	const table = html`<div class="scroll" tabindex="0" role="region" aria-label="问题"><table class="rows" data-rows><thead><tr><th scope="col"><input type="checkbox" data-all aria-label="选择本页全部"></th>${heads}</tr></thead><tbody>${rows.map(
		(row) =>
			html`<tr><td><input type="checkbox" name="chosen" value="${row.id}"${kept?.chosen.has(row.id) ? html` checked` : undefined} aria-label="选择${row.issuer}${row.year}年的这个问题"></td><td>${severityBadge(row)}</td><td>${row.issuer}${row.reviewer === "" ? undefined : html`<br><small>${row.reviewer}负责</small>`}</td><td>${row.year}</td><td><a href="${reportHref(row.name, { finding: row.fingerprint, list })}">${row.message}</a><br><small>${row.rule.split("-")[0]} ${foundTitle(desk, row.rule)}</small></td><td>${stateBadge(row.state)}${busy.has(row.name) ? html`<br><small>${busy.get(row.name)}正在看</small>` : undefined}</td></tr>`,
	)}</tbody></table></div>`;
	if (c.get("user").role === "viewer") return table;
	return html`<form method="post" action="/bulk">${csrfField(c)}<input type="hidden" name="list" value="${list}"><input type="hidden" name="place" value="${place}">${bulkBar(c, desk, shown)}${table}</form>`;
}

const ACTIONS: readonly (readonly [Action, string])[] = [
	["confirm", "确认问题"],
	["dismiss", "不成立"],
	["ask", "询问机关"],
	["resolve", "已整改"],
	["deadline", "定整改期限"],
];

function bulkBar(c: Context<DeskEnv>, desk: Desk, { total, kept }: FindingsShown): Html {
	const chosen = (value: string, of: string | undefined) => (value === of ? html` selected` : undefined);
	return html`${kept ? html`<p class="notice" role="alert">没有保存：${kept.message} 所选的问题和写好的文字还在。</p>` : undefined}<details class="bulk"${kept ? html` open` : undefined}><summary>成批处理（先预览）<span data-chosen></span></summary><label>范围 <select name="scope"><option value="chosen"${chosen("chosen", kept?.scope)}>所选的</option><option value="all"${chosen("all", kept?.scope)}>本筛选全部（${Math.min(total, 500)}个${total > 500 ? "，一次最多500个" : ""}）</option></select></label><label>处理 <select name="action">${ACTIONS.map(([action, name]) => html`<option value="${action}"${chosen(action, kept?.action)}>${name}</option>`)}</select></label><label>理由、说明或期限 <input name="text" id="bulk-text" size="30" maxlength="500" value="${kept?.text ?? ""}"></label>${reasonChoices(desk, c.get("user").name, { actions: ["dismiss", "ask"], field: "bulk-text" })}<button>预览</button></details>`;
}
