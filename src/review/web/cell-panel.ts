import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskCell } from "../desk/report.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { cropArea } from "./report-sheets.ts";
import type { ReportView } from "./report-view.ts";
import { isCorrectable, shownValue } from "./report-view.ts";
import { CELL_STATE_WORDS, METHOD_WORDS } from "./words.ts";

/** The figure that is looked at, with its crop and, where our reading may be wrong, a field to correct it. */
export function cellPanel(c: Context<DeskEnv>, desk: Desk, view: ReportView): Html | undefined {
	if (!view.cell) return undefined;
	return html`<article class="card" id="cell" aria-labelledby="cell-title"><h2 id="cell-title">${view.pipeline.labelOf(view.cell.path)}</h2>${cellBody(c, desk, { view, path: view.cell.path })}</article>`;
}

function cellBody(c: Context<DeskEnv>, desk: Desk, { view, path }: { view: ReportView; path: string }): Html | undefined {
	const read = view.asRead.get(path);
	if (!read) return undefined;
	const before = view.lastYear?.get(path);
	const correction = view.corrections.get(path);
	const facts = html`<dl class="facts"><dt>原文</dt><dd>${read.raw === "" ? "（空）" : read.raw}</dd><dt>读作</dt><dd>${valueWord(read)}${correction ? html`，改正为 <strong>${correction.value ?? "空白"}</strong>（${correction.who}，${desk.clock.minuteOf(correction.at)}：${correction.reason}）${correction.isCarried ? "，沿用自原来公布的文件，请对照新的文件核对" : ""}` : undefined}</dd><dt>上年</dt><dd>${before ? valueWord(before) : "—"}</dd><dt>读取</dt><dd>${METHOD_WORDS[read.method] ?? read.method}，置信度${read.confidence}，第${read.page ?? "—"}页</dd></dl>`;
	return html`${cropArea(read, view)}${facts}${correctionForm(c, desk, { view, read })}`;
}

function correctionForm(c: Context<DeskEnv>, desk: Desk, { view, read }: { view: ReportView; read: DeskCell }): Html | undefined {
	if (c.get("user").role === "viewer") return undefined;
	if (!isCorrectable(view, read.path))
		return html`<p><small>这个数字来自文字层，就是机关公布的数字，不能改正；有误的请按问题处理。</small></p>`;
	const { row, corrections, finding, list } = view;
	const versions = desk.corrections.historyOf(view.report.source.sha256).filter(({ path }) => path === read.path);
	const correction = corrections.get(read.path);
	const id = `cell-${read.path.replaceAll(".", "-")}`;
	return html`<form method="post" action="/correct" class="correct">${csrfField(c)}<input type="hidden" name="name" value="${row.name}"><input type="hidden" name="path" value="${read.path}"><input type="hidden" name="version" value="${versions.at(-1)?.version ?? 0}"><input type="hidden" name="finding" value="${finding?.row.fingerprint}"><input type="hidden" name="list" value="${list}">
<label for="${id}">页面上的数字</label> <input id="${id}" name="value" inputmode="decimal" size="8" value="${correction ? correction.value : read.value}" autocomplete="off"> <label for="${id}-reason">理由</label> <input id="${id}-reason" name="reason" size="18" maxlength="500" placeholder="对照原件" autocomplete="off"> <button>保存并重新检查</button>${correction ? html` <button name="withdraw" value="1">撤回改正</button>` : undefined}</form>${
		versions.length > 1
			? html`<details><summary>改正经过（${versions.length}）</summary><ol class="history">${versions.map(({ at, who, value, is_withdrawn, reason }) => html`<li><time datetime="${at}">${desk.clock.minuteOf(at)}</time> ${who}：${is_withdrawn === 1 ? "撤回" : `改正为${value ?? "空白"}`}，“${reason}”</li>`)}</ol></details>`
			: undefined
	}`;
}

function valueWord(cell: DeskCell): string {
	return shownValue(cell) || (CELL_STATE_WORDS[cell.state] ?? "空白");
}
