import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskCell } from "../desk/report.ts";
import type { DeskEnv } from "./guard.ts";
import { csrfField } from "./layout.ts";
import { cropArea } from "./report-sheets.ts";
import type { ReportView } from "./report-view.ts";
import { doubtfulCells, isCorrectable, shownValue } from "./report-view.ts";
import { CELL_STATE_WORDS, METHOD_WORDS } from "./words.ts";

/** Doubtful figures shown at once; the others follow when these are done. */
const SHOWN = 16;

/** The figure that is looked at, with its crop and, where our reading may be wrong, a field to correct it. */
export function cellPanel(c: Context<DeskEnv>, desk: Desk, view: ReportView): Html | undefined {
	if (!view.cell) return undefined;
	return html`<article class="card" id="cell" aria-labelledby="cell-title"><h2 id="cell-title">${view.pipeline.labelOf(view.cell.path)}</h2>${cellBody(c, desk, { view, path: view.cell.path })}</article>`;
}

/** Figures of this report, or of the finding, that a person should compare with the page. */
export function doubtsPanel(c: Context<DeskEnv>, desk: Desk, view: ReportView): Html | undefined {
	const { finding } = view;
	const all = doubtfulCells(view).filter(({ path }) => path !== view.cell?.path);
	const ofFinding = finding?.record.cause === "report" ? [] : (finding?.record.cells ?? []);
	const first = all.filter(({ path }) => ofFinding.includes(path));
	const shown = (finding ? first : all).slice(0, SHOWN);
	if (shown.length === 0) return undefined;
	const left = (finding ? first : all).length;
	return html`<section class="card reading" id="doubts" aria-labelledby="doubts-title"><h2 id="doubts-title">待核对识别结果（${left}）</h2><p>这些数字是从图像识别的，还不能由勾稽关系证实。请对照截图：读错的改正，读对的直接保存。原识别结果始终保留。</p><div class="doubts">${shown.map(
		(read) =>
			html`<div class="doubt"><h3>${view.pipeline.labelOf(read.path)}</h3>${cropArea(read, view)}<p>读作 <strong>${valueWord(read)}</strong> <small>置信度${read.confidence}${lastYearWord(view, read.path)}</small></p>${correctionForm(c, desk, { view, read, isBrief: true })}</div>`,
	)}</div>${c.get("user").role === "viewer" ? undefined : allRightForm(c, view, shown)}${shown.length < left ? html`<p>核对完这些后会列出其余的。</p>` : undefined}</section>`;
}

/** Keeps all figures that are shown as they were read, in one go. */
function allRightForm(c: Context<DeskEnv>, { row, finding, list }: ReportView, shown: readonly DeskCell[]): Html {
	return html`<form method="post" action="/correct/all" class="inline">${csrfField(c)}<input type="hidden" name="name" value="${row.name}"><input type="hidden" name="finding" value="${finding?.row.fingerprint}"><input type="hidden" name="list" value="${list}">${shown.map(({ path, value }) => html`<input type="hidden" name="right" value="${path}=${value ?? ""}">`)}<button>以上${shown.length}个都读对了</button></form>`;
}

function lastYearWord({ lastYear }: ReportView, path: string): string {
	const before = lastYear?.get(path);
	return before ? `，上年${valueWord(before)}` : "";
}

function cellBody(c: Context<DeskEnv>, desk: Desk, { view, path }: { view: ReportView; path: string }): Html | undefined {
	const read = view.asRead.get(path);
	if (!read) return undefined;
	const before = view.lastYear?.get(path);
	const correction = view.corrections.get(path);
	const facts = html`<dl class="facts"><dt>原文</dt><dd>${read.raw === "" ? "（空）" : read.raw}</dd><dt>读作</dt><dd>${valueWord(read)}${correction ? html`，改正为 <strong>${correction.value ?? "空白"}</strong>（${correction.who}，${desk.clock.minuteOf(correction.at)}：${correction.reason}）` : undefined}</dd><dt>上年</dt><dd>${before ? valueWord(before) : "—"}</dd><dt>读取</dt><dd>${METHOD_WORDS[read.method] ?? read.method}，置信度${read.confidence}，第${read.page ?? "—"}页</dd></dl>`;
	return html`${cropArea(read, view)}${facts}${correctionForm(c, desk, { view, read })}`;
}

function correctionForm(
	c: Context<DeskEnv>,
	desk: Desk,
	{ view, read, isBrief = false }: { view: ReportView; read: DeskCell; isBrief?: boolean },
): Html | undefined {
	if (c.get("user").role === "viewer") return undefined;
	if (!isCorrectable(view, read.path))
		return html`<p><small>这个数字来自文字层，就是机关公布的数字，不能改正；有误的请按问题处理。</small></p>`;
	const { row, corrections, finding, list } = view;
	const versions = desk.corrections.historyOf(view.report.source.sha256).filter(({ path }) => path === read.path);
	const correction = corrections.get(read.path);
	const id = `value-${read.path.replaceAll(".", "-")}`;
	return html`<form method="post" action="/correct" class="correct">${csrfField(c)}<input type="hidden" name="name" value="${row.name}"><input type="hidden" name="path" value="${read.path}"><input type="hidden" name="version" value="${versions.at(-1)?.version ?? 0}"><input type="hidden" name="finding" value="${finding?.row.fingerprint}"><input type="hidden" name="list" value="${list}">
<label for="${id}">页面上的数字</label> <input id="${id}" name="value" inputmode="decimal" size="8" value="${correction ? correction.value : read.value}" autocomplete="off"> ${isBrief ? html`<input type="hidden" name="reason" value="">` : html`<label for="${id}-reason">理由</label> <input id="${id}-reason" name="reason" size="18" maxlength="500" placeholder="对照原件" autocomplete="off"> `}<button>${isBrief ? "保存" : "保存并重新检查"}</button>${correction ? html` <button name="withdraw" value="1">撤回改正</button>` : undefined}</form>${
		versions.length > 1
			? html`<details><summary>改正经过（${versions.length}）</summary><ol class="history">${versions.map(({ at, who, value, is_withdrawn, reason }) => html`<li><time datetime="${at}">${desk.clock.minuteOf(at)}</time> ${who}：${is_withdrawn === 1 ? "撤回" : `改正为${value ?? "空白"}`}，“${reason}”</li>`)}</ol></details>`
			: undefined
	}`;
}

function valueWord(cell: DeskCell): string {
	return shownValue(cell) || (CELL_STATE_WORDS[cell.state] ?? "空白");
}
