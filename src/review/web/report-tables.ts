import { largest } from "../../model/many.ts";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskCell } from "../desk/report.ts";
import { reportHref } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import { actualPath, shownValue } from "./report-view.ts";
import { CELL_STATE_WORDS, METHOD_WORDS } from "./words.ts";

interface TableRow {
	readonly label: string;
	readonly cells: ReadonlyMap<string, DeskCell>;
}

/** The report's tables, put together from its figures; every figure leads to its place on the page. */
export function rebuiltTables(view: ReportView): Html {
	const tables = Map.groupBy(
		[...view.cells.values()].filter(({ state }) => state !== "absent"),
		({ path }) => path.split(".")[0] ?? "",
	);
	return html`<section id="tables" aria-labelledby="tables-title"><h2 id="tables-title">读出的表格</h2>${[...tables].map(([name, cells]) => table(name, cells, view))}</section>`;
}

function table(name: string, cells: readonly DeskCell[], view: ReportView): Html {
	const rows = rowsOf(cells, view);
	const columns = [...new Set(cells.map(({ path }) => columnOf(path)))];
	const isMatrix = rows.every((row) => row.cells.size === columns.length) && columns.length > 1;
	const caption = view.pipeline.placeLabelOf(name);
	const head = isMatrix
		? html`<thead><tr><td></td>${columns.map((column) => html`<th scope="col">${columnLabel(rows[0]?.cells.get(column)?.path ?? "", view)}</th>`)}</tr></thead>`
		: undefined;
	const most = largest(rows.map((row) => row.cells.size));
	return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="figures${isMatrix ? "" : " loose"}"><caption>${caption}</caption>${head}<tbody>${rows.map(
		(row) =>
			html`<tr><th scope="row">${row.label}</th>${[...row.cells.values()].map((cell) => figure(cell, view, isMatrix))}${row.cells.size < most && !isMatrix ? html`<td colspan="${most - row.cells.size}"></td>` : undefined}</tr>`,
	)}</tbody></table></div>`;
}

function figure(cell: DeskCell, view: ReportView, isMatrix: boolean): Html {
	const { path } = cell;
	const names = [
		"n",
		view.hits.has(path) ? "hit" : "",
		path === actualPath(view) ? "actual" : "",
		view.corrections.has(path) ? "corrected" : "",
		cell.confidence < 0.95 ? "doubtful" : "",
		path === view.cell?.path ? "focus" : "",
	];
	const value = shownValue(cell);
	const label = view.pipeline.labelOf(path);
	const about = [
		`${label}：${value === "" ? (CELL_STATE_WORDS[cell.state] ?? "") : value}`,
		`${METHOD_WORDS[cell.method] ?? cell.method}，置信度${cell.confidence}`,
		...(view.lastYear?.get(path) ? [`上年${shownValue(view.lastYear.get(path) ?? cell) || "空白"}`] : []),
	].join("；");
	const href = reportHref(view.row.name, {
		...(view.finding ? { finding: view.finding.row.fingerprint } : {}),
		cell: path,
		list: view.list,
	});
	return html`<td class="${names.filter((name) => name !== "").join(" ")}">${isMatrix ? undefined : html`<small>${columnLabel(path, view)}</small> `}<a href="${href}#cell" data-path="${path}" title="${about}">${value === "" ? html`<span aria-hidden="true">·</span><span class="sr">${CELL_STATE_WORDS[cell.state]}</span>` : value}</a></td>`;
}

function rowsOf(cells: readonly DeskCell[], { pipeline }: ReportView): TableRow[] {
	const rows = Map.groupBy(cells, ({ path }) => path.split(".").slice(0, -1).join("."));
	return [...rows].map(([row, own]) => ({
		label:
			pipeline
				.labelOf(own[0]?.path ?? row)
				.split("·")
				.slice(0, -1)
				.join("·") || row,
		cells: new Map(own.map((cell) => [columnOf(cell.path), cell])),
	}));
}

function columnOf(path: string): string {
	return path.split(".").at(-1) ?? "";
}

function columnLabel(path: string, { pipeline }: ReportView): string {
	return pipeline.labelOf(path).split("·").at(-1) ?? path;
}
