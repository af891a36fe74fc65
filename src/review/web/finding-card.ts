import type { Context } from "hono";
import { largest } from "../../model/many.ts";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { foundTitle } from "../desk/found-title.ts";
import { proofOf } from "../desk/proof.ts";
import type { DeskReport } from "../desk/report.ts";
import { historyList } from "./conflict-page.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { reportHref, severityBadge, stateBadge } from "./parts.ts";
import { reasonChoices } from "./reason-templates.ts";
import type { ReportView } from "./report-view.ts";
import { actualPath, shownValue, unmarkedPlace } from "./report-view.ts";
import { ACTION_WORDS, CAUSE_WORDS, METHOD_WORDS } from "./words.ts";

/** More figures than this are folded. */
const FEW = 8;

/** The finding that is looked at: what it says, what it rests on, and what to do about it. */
export function findingCard(c: Context<DeskEnv>, desk: Desk, view: ReportView): Html | undefined {
	if (!view.finding) return undefined;
	const { row, record } = view.finding;
	const rule = desk.pipeline.rules.find(({ id }) => id === record.rule);
	return html`<article class="card" id="finding" aria-labelledby="finding-title">
<header>${severityBadge(row)} ${stateBadge(row.state)}<h2 id="finding-title">${record.message}</h2></header>
${sumLine(view)}
<dl class="facts"><dt>问题</dt><dd>${foundTitle(desk, record.rule)}</dd><dt>规则</dt><dd>${rule?.title ?? record.rule} <small>${record.rule.split("-")[0]}</small></dd><dt>依据</dt><dd>${desk.pipeline.notice.basisIn?.(record.basis, view.row.year) ?? record.basis}</dd>${record.cause === "report" ? undefined : html`<dt>原因</dt><dd>${CAUSE_WORDS[record.cause]}${causeHint(record)}</dd>`}</dl>
${unmarkedNote(view)}${copiesLink(view)}${decisionForm(c, desk, view)}${figures(view)}</article>`;
}

function causeHint({ cause, isLeftOpen }: DeskReport["findings"][number]): string {
	if (isLeftOpen) return "：相比较的数字经人工改正";
	return cause === "reading" ? "：请先核对识别结果" : "";
}

/** On a scan words have no boxes: where their part begins is told instead. */
function unmarkedNote(view: ReportView): Html | undefined {
	const place = view.sizes && unmarkedPlace(view);
	return (
		place &&
		html`<p><small>原件上没有标出这些文字。所在部分“${place.text}”在<a href="#page-${place.page}">第${place.page}页</a>。</small></p>`
	);
}

/** Words that are quoted at length may be another report's: the way to see them beside it. */
function copiesLink({ finding, row, list }: ReportView): Html | undefined {
	const longest = Math.max(0, largest((finding?.record.quotes ?? []).map(({ text }) => text.length)));
	if (!finding || longest < LONG_QUOTE) return undefined;
	const query = new URLSearchParams({ finding: finding.row.fingerprint, list });
	return html`<p><a href="/report/${encodeURIComponent(row.name)}/copies?${query.toString()}">与上年及同地区报告逐段对照</a></p>`;
}

/** Quotes of so many characters are worth looking for elsewhere. */
const LONG_QUOTE = 20;

/** Sum and total as links to their places, where the figures are parts and a total. */
function sumLine(view: ReportView): Html | undefined {
	const { record } = view.finding ?? {};
	const total = actualPath(view);
	if (!record || total === undefined || typeof record.expected !== "number" || typeof record.actual !== "number")
		return undefined;
	const parts = record.cells.filter((path) => path !== total && view.cells.has(path));
	const values = parts.map((path) => view.cells.get(path)?.value ?? 0);
	const sum = Math.round(values.reduce((all, value) => all + value, 0) * 1e6) / 1e6;
	if (parts.length < 2 || sum !== record.expected) return undefined;
	const shown = parts.filter((path) => (view.cells.get(path)?.value ?? 0) !== 0);
	const zeros = parts.length - shown.length;
	const difference = Math.round((record.actual - sum) * 1e6) / 1e6;
	return html`<p class="sum">${shown.map((path, i) => html`${i > 0 ? "＋" : ""}${valueLink(view, path)}`)}${shown.length === 0 ? "0" : undefined} ＝ <strong>${sum}</strong>${zeros > 0 ? html` <small>（另有${zeros}格为0或空白）</small>` : undefined}，而表中为 <strong class="actual">${valueLink(view, total)}</strong>，${difference > 0 ? "多" : "少"}${Math.abs(difference)}</p>`;
}

function valueLink(view: ReportView, path: string): Html {
	const cell = view.cells.get(path);
	return html`<a href="${cellHref(view, path)}" data-path="${path}" title="${view.pipeline.labelOf(path)}">${cell ? shownValue(cell) || "（空）" : "—"}</a>`;
}

function figures(view: ReportView): Html | undefined {
	const paths =
		view.finding?.record.cells.filter((path) => view.cells.get(path)?.state !== "absent" && view.cells.has(path)) ?? [];
	if (paths.length === 0) return undefined;
	const table = html`<div class="scroll" tabindex="0" role="region" aria-label="涉及的数字"><table class="evidence"><thead><tr><th scope="col">数字</th><th scope="col" class="n">本年</th><th scope="col" class="n">上年</th><th scope="col">读取</th><th scope="col" class="n">置信度</th><th scope="col">页</th></tr></thead><tbody>${paths.map(
		(path) => {
			const cell = view.cells.get(path);
			const before = view.lastYear?.get(path);
			return html`<tr><th scope="row">${view.pipeline.labelOf(path)}</th><td class="n">${valueLink(view, path)}</td><td class="n">${before ? shownValue(before) || "空白" : "—"}</td><td>${view.corrections.has(path) ? "人工改正" : (METHOD_WORDS[cell?.method ?? ""] ?? "")}</td><td class="n">${cell?.confidence}</td><td>${cell?.page}</td></tr>`;
		},
	)}</tbody></table></div>`;
	return html`<details class="figures-used"${paths.length <= FEW ? html` open` : undefined}><summary>涉及的${paths.length}个数字${view.lastYear ? "" : "（没有上年报告可比）"}</summary>${table}</details>`;
}

function decisionForm(c: Context<DeskEnv>, desk: Desk, { finding, row: report, list, cells }: ReportView): Html | undefined {
	if (!finding) return undefined;
	const { row } = finding;
	const standing = desk.decisions.standing(row.fingerprint);
	const history = historyList(desk.decisions.historyOf(row.fingerprint), desk);
	const undone = standing.version > 0;
	const told = html`${standing.note === "" ? undefined : html`<p class="note"><strong>备注：</strong>${standing.note}</p>`}${standing.deadline === "" ? undefined : html`<p class="note"><strong>整改期限：</strong>${standing.deadline}</p>`}${row.state === "reopened" ? html`<p class="notice">上次处理之后，所依据的数字变了，请重新处理。</p>` : undefined}`;
	if (c.get("user").role === "viewer") return html`${told}${history}`;
	const { actions, why } = proofOf(finding.record, cells);
	const button = (action: (typeof actions)[number], key: string) =>
		actions.includes(action)
			? html`<button name="action" value="${action}"${action === actions[0] ? html` class="main"` : undefined}>${ACTION_WORDS[action]} <kbd>${key}</kbd></button>`
			: undefined;
	return html`${told}${why === undefined ? undefined : html`<p class="notice">不能确认为问题：${why}</p>`}<form method="post" action="/decide" class="decide" data-decide>${csrfField(c)}<input type="hidden" name="name" value="${report.name}"><input type="hidden" name="fingerprint" value="${row.fingerprint}"><input type="hidden" name="version" value="${standing.version}"><input type="hidden" name="figures" value="${row.figures}"><input type="hidden" name="list" value="${list}">
<label for="reason">理由、询问或备注 <small>（“不成立”必须写）</small></label><textarea id="reason" name="text" rows="2" maxlength="2000" data-draft="${row.fingerprint}"></textarea>${reasonChoices(desk, c.get("user").name, { actions, field: "reason" })}
<div class="buttons">${button("confirm", "c")}${button("ask", "a")}${button("dismiss", "d")}${button("resolve", "r")}<button name="action" value="note">只加备注 <kbd>n</kbd></button>${undone ? html`<button name="action" value="undo">撤销上一步 <kbd>u</kbd></button>` : undefined}</div>
${why === undefined ? html`<div class="buttons"><label>整改期限 <input type="date" name="deadline" value="${standing.deadline}"></label><button name="action" value="deadline">定期限</button></div>` : undefined}</form>${history ? html`<details class="log"><summary>处理经过（${desk.decisions.historyOf(row.fingerprint).length}）</summary>${history}</details>` : undefined}`;
}

/** The address of the report with a figure looked at. */
export function cellHref({ row, finding, list }: ReportView, path: string): string {
	return `${reportHref(row.name, { ...(finding ? { finding: finding.row.fingerprint } : {}), cell: path, list })}#cell`;
}
