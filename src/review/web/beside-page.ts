import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import { copySources } from "../desk/copied.ts";
import type { Desk } from "../desk/desk.ts";
import { page } from "./layout.ts";
import { marked } from "./narrative.ts";
import { reportHref } from "./parts.ts";
import { sheets } from "./report-sheets.ts";
import type { ReportView } from "./report-view.ts";
import { reportView, shownValue } from "./report-view.ts";
import type { DeskApp } from "./server.ts";
import type { ViewTools } from "./view-tools.ts";

/** A figure that is so many times another, and differs by so much, jumped. */
const [JUMP_TIMES, JUMP_LEAST] = [5, 10];

/** A report beside another one: figure by figure with the year before, and passage by passage with what it may be copied from. */
export function mountBeside(app: DeskApp, desk: Desk, { pictures }: Pick<ViewTools, "pictures">): void {
	app.get("/report/:name/beside/:other", async (c) => {
		const view = await reportView(desk, pictures, c.req.param("name"), c.req.query());
		const other = await reportView(desk, pictures, c.req.param("other"), {});
		if (!view || !other) return c.notFound();
		const title = `${view.row.issuer}${view.row.year}年与${other.row.year}年`;
		return page(c, { title, view: "/reports", body: besideBody(view, other), wide: true });
	});
	app.get("/report/:name/copies", async (c) => {
		const view = await reportView(desk, pictures, c.req.param("name"), c.req.query());
		if (!view) return c.notFound();
		const sources = await copySources(desk, view.row.name);
		return page(c, { title: `${view.row.issuer}${view.row.year}年文字来源`, view: "/reports", body: copiesBody(view, sources) });
	});
}

function besideBody(view: ReportView, other: ReportView): Html {
	const [own, theirs] = [view.row, other.row];
	const rows = [...view.cells.values()].filter(({ state }) => state !== "absent").map(({ path }) => lineOf(view, other, path));
	const shown = rows.filter(({ isZero }) => !isZero);
	const table = html`<div class="scroll" tabindex="0" role="region" aria-label="逐格对照"><table class="evidence beside"><thead><tr><th scope="col">数字</th><th scope="col" class="n">${own.year}</th><th scope="col" class="n">${theirs.year}</th><th scope="col" class="n">增减</th></tr></thead><tbody>${shown.map(({ row }) => row)}</tbody></table></div>`;
	return html`<div class="split three">${sheets(view)}<div class="side"><header class="head"><h1>${own.issuer}：${own.year}年与${theirs.year}年逐格对照</h1><p><a href="${reportHref(own.name, view.finding ? { finding: view.finding.row.fingerprint, list: view.list } : {})}">回到${own.year}年报告</a> · <a href="${reportHref(theirs.name)}">${theirs.year}年报告</a></p><p><small>点任一数字，两边的原件转到它所在的位置；两年都为0或空白的${rows.length - shown.length}格略去。</small></p></header>${table}</div>${sheets(other, { id: "sheets-other", label: `${theirs.year}年原件` })}</div>`;
}

function lineOf(view: ReportView, other: ReportView, path: string): { readonly row: Html; readonly isZero: boolean } {
	const [now, before] = [view.cells.get(path), other.cells.get(path)];
	const [value, was] = [now?.value ?? null, before?.value ?? null];
	const change = value === null || was === null ? undefined : Math.round((value - was) * 1e6) / 1e6;
	const jumps = change !== undefined && isJump(value ?? 0, was ?? 0);
	const shownChange = change === undefined ? "" : change > 0 ? `+${change}` : String(change);
	const cell = (text: string) => html`<td class="n"><a href="#" data-path="${path}">${text === "" ? "—" : text}</a></td>`;
	const row = html`<tr${jumps ? html` class="jump"` : undefined}><th scope="row">${view.pipeline.labelOf(path)}</th>${cell(now ? shownValue(now) : "")}${cell(before ? shownValue(before) : "")}<td class="n">${shownChange}${jumps ? html` <span class="badge warn">跳变</span>` : undefined}</td></tr>`;
	return { row, isZero: !value && !was };
}

function isJump(value: number, was: number): boolean {
	const [small, large] = [Math.min(Math.abs(value), Math.abs(was)), Math.max(Math.abs(value), Math.abs(was))];
	return large - small >= JUMP_LEAST && large >= small * JUMP_TIMES;
}

function copiesBody(view: ReportView, sources: Awaited<ReturnType<typeof copySources>>): Html {
	const back = html`<p><a href="${reportHref(view.row.name, view.finding ? { finding: view.finding.row.fingerprint, list: view.list } : {})}">回到报告</a></p>`;
	const head = html`<h1>${view.row.issuer}${view.row.year}年：与其他报告相同的段落</h1>${back}<p>与本机关上年报告、同地同年其他报告逐字相同的段落（16字以上）标出，相同最多的在前。</p>`;
	if (sources.length === 0) return html`${head}<p class="empty">没有找到相同的段落，或来源报告不在本机。</p>`;
	return html`${head}${sources.map(({ name, issuer, year, sections, passages, length }) => {
		const pairs = Object.keys(view.report.sections).filter((key) => holdsAny(view.report.sections[key], passages));
		const theirs = Object.keys(sections).filter((key) => holdsAny(sections[key], passages));
		const column = (title: Html, of: ReportView["report"]["sections"], keys: readonly string[]) =>
			html`<section><h3>${title}</h3>${keys.map((key) => html`<h4>${view.pipeline.placeLabelOf(`sections.${key}`)}</h4>${(of[key] ?? "").split("\n").map((paragraph) => html`<p>${marked(paragraph, passages)}</p>`)}`)}</section>`;
		return html`<h2>${issuer} ${year}年：${passages.length}段相同，共${length}字</h2><div class="two copies">${column(html`本报告`, view.report.sections, pairs)}${column(html`<a href="${reportHref(name)}">${issuer} ${year}年</a>`, sections, theirs)}</div>`;
	})}`;
}

function holdsAny(text: string | null | undefined, passages: readonly string[]): boolean {
	const plain = (text ?? "").replaceAll(/\s/g, "");
	return passages.some((passage) => plain.includes(passage));
}
