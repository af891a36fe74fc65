import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { FindingRow } from "../search-index/lists.ts";
import type { DecisionRequest, LogEntry } from "../store/decisions.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField, page } from "./layout.ts";
import { reportHref, stateBadge } from "./parts.ts";
import { ACTION_WORDS } from "./words.ts";

/** Tells a reviewer who was not the first what happened meanwhile, and lets them decide again knowing it. Status 409. */
export function conflictPage(
	c: Context<DeskEnv>,
	desk: Desk,
	{ row, wish, meanwhile, list }: { row: FindingRow; wish: DecisionRequest; meanwhile: readonly LogEntry[]; list: string },
): Response {
	const standing = desk.decisions.standing(row.fingerprint);
	const isOthers = row.figures === wish.figures && wish.action !== "undo";
	const why =
		row.figures === wish.figures
			? html`<p>您打开这个问题之后，别人已经处理了它。您的处理<strong>没有</strong>保存。</p>`
			: html`<p>您打开这个问题之后，它所依据的数字变了。您的处理<strong>没有</strong>保存，请先看新的数字。</p>`;
	const body = html`<h1>没有保存：情况已变</h1>${why}
<p>${row.issuer} ${row.year}年：${row.message}</p><p>现在的状态：${stateBadge(row.state)}</p>${historyList(meanwhile, desk)}
<p>您原想：<strong>${ACTION_WORDS[wish.action]}</strong>${wish.text === "" ? undefined : html`，“${wish.text}”`}</p>
<form method="post" action="/decide" class="login">${csrfField(c)}<input type="hidden" name="name" value="${row.name}"><input type="hidden" name="fingerprint" value="${row.fingerprint}"><input type="hidden" name="version" value="${standing.version}"><input type="hidden" name="figures" value="${row.figures}">${isOthers ? html`<input type="hidden" name="overrules" value="1">` : undefined}<input type="hidden" name="deadline" value="${wish.action === "deadline" ? wish.text : ""}"><input type="hidden" name="list" value="${list}"><label for="overrule-reason">${isOthers ? "改变别人的处理须写明理由（对方会看到）" : "理由、说明"}</label><textarea id="overrule-reason" name="text" rows="2" maxlength="2000"${isOthers && wish.action !== "deadline" ? html` required` : undefined}>${wish.action === "deadline" ? "" : wish.text}</textarea><button name="action" value="${wish.action}">仍按我的意见处理</button> <a href="${reportHref(row.name, { finding: row.fingerprint, list })}">保留现状，回到问题</a></form>`;
	return page(c, { title: "情况已变", body }, 409);
}

/** Log entries of one finding, oldest first. */
export function historyList(entries: readonly LogEntry[], desk: Pick<Desk, "clock">): Html | undefined {
	if (entries.length === 0) return undefined;
	const undone = new Set(entries.map(({ undoes }) => undoes));
	return html`<ol class="history">${entries.map(
		({ id, at, who, action, text }) =>
			html`<li${undone.has(id) ? html` class="undone"` : undefined}><time datetime="${at}">${desk.clock.minuteOf(at)}</time> ${who}：${ACTION_WORDS[action]}${text === "" ? undefined : html`，“${text}”`}${undone.has(id) ? html`<small>（已撤销）</small>` : undefined}</li>`,
	)}</ol>`;
}
