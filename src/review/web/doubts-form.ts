import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { ClosingFigure } from "../desk/closing.ts";
import { inClosingOrder } from "../desk/closing.ts";
import type { Desk } from "../desk/desk.ts";
import { hasTwoSums } from "../desk/found-title.ts";
import type { DeskCell } from "../desk/report.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { cropArea } from "./report-sheets.ts";
import type { ReportView } from "./report-view.ts";
import { doubtfulCells, shownValue } from "./report-view.ts";
import { CELL_STATE_WORDS } from "./words.ts";

/** Doubtful figures shown at once; the others follow when these are done. */
const SHOWN = 40;

/** Doubtful figures of the finding, or of the report, in the order to look at them. */
export function doubtsInOrder(view: ReportView): ClosingFigure[] {
	const { finding, report, cells, pipeline } = view;
	const ofFinding = finding && new Set(finding.record.cells);
	const doubtful = doubtfulCells(view).filter(({ path }) => ofFinding?.has(path) ?? true);
	const findings = report.findings.filter(({ rule }) => !hasTwoSums({ pipeline }, rule));
	return inClosingOrder(doubtful, { findings, cells, finding: finding?.record });
}

/**
 * All doubtful figures beside their pictures on one screen: Tab goes from one to the next and marks what was passed as
 * looked at, Enter saves them all. What is left as it was read was read right; what is changed is corrected.
 */
export function doubtsForm(c: Context<DeskEnv>, desk: Desk, view: ReportView): Html | undefined {
	const all = doubtsInOrder(view);
	if (all.length === 0) return undefined;
	const shown = all.slice(0, SHOWN);
	const { row, finding, list } = view;
	const isViewer = c.get("user").role === "viewer";
	const rows = html`<div class="doubts">${shown.map((figure, i) => doubtRow(desk, view, { figure, i, isViewer }))}</div>`;
	return html`<section class="card reading" id="doubts" aria-labelledby="doubts-title"><h2 id="doubts-title">待核对识别结果（${all.length}）</h2><p>对照截图：读对的不改，读错的改成页面上的数字，空白的清空。<kbd>Tab</kbd> 到下一个，经过的即为“已核对”，<kbd>Enter</kbd> 保存已核对的并重新检查。原识别结果始终保留。</p>${
		isViewer
			? rows
			: html`<form method="post" action="/correct/set" data-doubts>${csrfField(c)}<input type="hidden" name="name" value="${row.name}"><input type="hidden" name="finding" value="${finding?.row.fingerprint}"><input type="hidden" name="list" value="${list}">${rows}<p><button class="main">保存已核对的</button> <button name="all" value="1">以上${shown.length}个都核对过了，全部保存</button></p></form>`
	}${shown.length < all.length ? html`<p>核对完这些后会列出其余的。</p>` : undefined}</section>`;
}

function doubtRow(
	desk: Desk,
	view: ReportView,
	{ figure, i, isViewer }: { readonly figure: ClosingFigure; readonly i: number; readonly isViewer: boolean },
): Html {
	const { cell } = figure;
	// What a person read in the document that stood here before is shown to be looked at in this one.
	const carried = view.corrections.get(cell.path);
	const id = `value-${cell.path.replaceAll(".", "-")}`;
	const version = desk.corrections.historyOf(view.report.source.sha256).findLast(({ path }) => path === cell.path)?.version ?? 0;
	const field = html`<input type="hidden" name="path" value="${cell.path}"><input type="hidden" name="seen" value="${cell.value ?? ""}"><input type="hidden" name="version" value="${version}"><input id="${id}" name="value" inputmode="decimal" size="8" value="${carried ? carried.value : cell.value}" autocomplete="off"${i === 0 && view.finding ? html` autofocus` : undefined}> <label class="looked"><input type="checkbox" name="looked" value="${i}" tabindex="-1"> 已核对</label>`;
	return html`<div class="doubt${figure.closesThis ? html` first` : undefined}"><h3><label for="${id}">${desk.pipeline.labelOf(cell.path)}</label></h3>${cropArea(cell, view)}<p>读作 <strong>${valueWord(cell)}</strong>${carried ? html`，原来公布的文件改正为<strong>${carried.value ?? "空白"}</strong>` : undefined}${lastYearWord(view, cell.path)}${closingWord(figure)}</p>${isViewer ? undefined : html`<p>${field}</p>`}</div>`;
}

function closingWord({ value, closes }: ClosingFigure): Html | undefined {
	if (value === undefined || closes === 0) return undefined;
	return html` <small>如为${value}，${closes === 1 ? "这个算式" : `${closes}个算式`}相等</small>`;
}

function lastYearWord({ lastYear }: ReportView, path: string): Html | undefined {
	const before = lastYear?.get(path);
	return before ? html` <small>上年${valueWord(before)}</small>` : undefined;
}

function valueWord(cell: DeskCell): string {
	return shownValue(cell) || (CELL_STATE_WORDS[cell.state] ?? "空白");
}
