import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import { issueWords } from "../../text/issue-words.ts";
import type { Desk } from "../desk/desk.ts";
import { DPIS } from "../desk/pictures.ts";
import { STAGE_WORDS, stageOf } from "../desk/stage.ts";
import { parseFilters } from "../search-index/filters.ts";
import { listFindings, reportNamed } from "../search-index/lists.ts";
import { cellPanel } from "./cell-panel.ts";
import { mountCorrections } from "./correct.ts";
import type { DeskEnv } from "./desk-env.ts";
import { doubtsForm } from "./doubts-form.ts";
import { findingCard } from "./finding-card.ts";
import { csrfField, page } from "./layout.ts";
import { narrative } from "./narrative.ts";
import { nextInList } from "./next-finding.ts";
import { reportHref, severityBadge, stateBadge } from "./parts.ts";
import type { Presence } from "./presence.ts";
import { pagePath, sheets, sourceLinks } from "./report-sheets.ts";
import { rebuiltTables } from "./report-tables.ts";
import type { ReportView } from "./report-view.ts";
import { reportView } from "./report-view.ts";
import type { DeskApp } from "./server.ts";
import { signOffPart } from "./sign-off.ts";
import type { ViewTools } from "./view-tools.ts";
import { STATUS_WORDS, TEXT_WORDS } from "./words.ts";

/** One report: its pages on the left, what was found and read on the right. */
export function mountReport(app: DeskApp, desk: Desk, { pictures, now, presence }: ViewTools): void {
	app.get("/report/:name", async (c) => {
		const view = await reportView(desk, pictures, c.req.param("name"), c.req.query());
		if (!view) return c.notFound();
		presence.look(c.get("user").name, view.row.name);
		return page(c, {
			title: `${view.row.issuer}${view.row.year}年`,
			view: "/reports",
			body: reportBody(c, desk, { view, presence }),
			wide: true,
		});
	});
	app.get("/page/:sha/:page/:file", async (c) => {
		const number = Number(c.req.param("page"));
		const [, asked, turned = "0"] = /^(\d{3})(?:-(90|180|270))?\.png$/.exec(c.req.param("file")) ?? [];
		const dpi = DPIS.find((known) => String(known) === asked);
		const turn = ([0, 90, 180, 270] as const).find((known) => String(known) === turned) ?? 0;
		const sha = c.req.param("sha");
		if (dpi === undefined || !Number.isInteger(number) || !(await desk.documents.has(sha))) return c.notFound();
		const sizes = await pictures.sizesOf(sha);
		if (!sizes || number < 1 || number > sizes.length) return c.notFound();
		const png = await pictures.pageOf(sha, { page: number, dpi, turn });
		// The address has the document's hash in it: what it names never changes.
		return c.body(new Uint8Array(png), 200, {
			"Content-Type": "image/png",
			"Cache-Control": "private, max-age=31536000, immutable",
		});
	});
	app.get("/ahead/:name", async (c) => {
		const name = c.req.param("name");
		const sha = reportNamed(desk.index, name)?.sha256 ?? "";
		// A scan tells how it lies in seconds: time enough while somebody looks at the report before it.
		await pictures.wordsOf(sha);
		const view = await reportView(desk, pictures, name, c.req.query());
		if (!view?.sizes) return c.json({ pictures: [] });
		const hit = [...view.hits].map((path) => view.cells.get(path)?.page).find((page) => typeof page === "number");
		const pages = [...new Set([1, 2, hit ?? 1])].filter((page) => page <= (view.sizes?.length ?? 0));
		for (const page of pages) await pictures.pageOf(sha, { page, dpi: 110, turn: view.turns[page - 1] ?? 0 });
		return c.json({ pictures: pages.map((page) => pagePath(view, page, 110)) });
	});
	app.get("/turns/:sha", async (c) => {
		const words = await pictures.wordsOf(c.req.param("sha"));
		return c.json({ turned: words?.some(({ turn }) => turn !== 0) ?? false });
	});
	mountCorrections(app, desk, { pictures, now, presence });
}

function reportBody(c: Context<DeskEnv>, desk: Desk, { view, presence }: { view: ReportView; presence: Presence }): Html {
	const { row, report, years } = view;
	const isReading = view.finding?.record.cause === "reading";
	const doubts = view.finding?.record.cause === "report" ? undefined : doubtsForm(c, desk, view);
	return html`<div class="split">${sheets(view)}<div class="side">
<header class="head"><h1>${row.title || row.issuer}</h1><p>${row.issuer} · <span class="badge ${row.status}">${STATUS_WORDS[row.status]}</span> <span class="state">${STAGE_WORDS[stageOf(desk, row)]}</span> · ${TEXT_WORDS[report.source.text]} · 落款${report.published_on ?? "未见"}${row.page_date === null ? undefined : html` · 公布${row.page_date}`} · <span title="${desk.roster.dueOf(row.issuer, row.year).basis}">期限${row.deadline}</span>${row.late ? html` <span class="badge warn">逾期</span>` : undefined}${row.printed_issuer === row.issuer ? undefined : html` · 报告自称“${row.printed_issuer}”`}${row.corrections > 0 ? html` · 改正${row.corrections}个数字${carriedWord(view)}` : undefined} · ${sourceLinks(view)}</p>${
		report.quality.reasons.length > 0
			? html`<p><small>${report.quality.reasons.map((issue) => issueWords(issue, desk.pipeline.placeLabelOf)).join("；")}</small></p>`
			: undefined
	}${years.length > 1 ? html`<nav class="years" aria-label="各年报告">${years.map((other) => html`<a href="${reportHref(other.name)}"${other.name === row.name ? html` aria-current="page"` : undefined}>${other.year}${years.some((one) => one.year === other.year && one.name !== other.name) ? html` <small>${TEXT_WORDS[other.text_source]}</small>` : undefined}</a> `)}${besideLink(view)}</nav>` : undefined}<div class="whose">${whoseReport(c, desk, { row, presence })}${signOffPart(c, desk, view)}</div>${queueNav(c, desk, { view, presence })}</header>${refusedNotice(desk, view)}
${isReading ? doubts : undefined}${isReading ? findingCard(c, desk, view) : undefined}${findingList(view)}${cellPanel(c, desk, view)}${isReading ? undefined : findingCard(c, desk, view)}${isReading ? undefined : doubts}${rebuiltTables(view)}${narrative(view)}</div></div>`;
}

function carriedWord({ corrections }: ReportView): string {
	const carried = [...corrections.values()].filter(({ isCarried }) => isCarried).length;
	return carried === 0 ? "" : `（其中${carried}个沿用自原来公布的文件）`;
}

/** Corrections of the document that stood here before, which are not for the figures of this one. */
function refusedNotice(desk: Desk, view: ReportView): Html | undefined {
	if (view.refused.length === 0) return undefined;
	const one = ({ correction, reason }: ReportView["refused"][number]) =>
		html`<li><a href="${reportHref(view.row.name, { cell: correction.path, list: view.list })}#cell">${view.pipeline.labelOf(correction.path)}</a>：原来读作${correction.before ?? "空白"}，改正为${correction.value ?? "空白"}（${correction.who}，${desk.clock.minuteOf(correction.at)}）；${refusedWord(reason)}。</li>`;
	return html`<section class="notice" role="status" aria-label="不再适用的改正"><p>文件已重新公布，下列改正不再适用，请对照新的文件：</p><ul>${view.refused.map(one)}</ul></section>`;
}

function refusedWord(reason: ReportView["refused"][number]["reason"]): string {
	switch (reason.why) {
		case "no-figure":
			return "新的文件里没有这个数字";
		case "no-before":
			return "没有记下当时的读法";
		case "other-figure":
			return `新的文件读作${reason.read ?? "空白"}`;
		case "printed-text":
			return `新的文件有文字层，印的就是${reason.read ?? "空白"}`;
	}
}

/** The way to this report beside the one of the year before. */
function besideLink({ row, years }: ReportView): Html | undefined {
	const before = years.find(({ year }) => year === row.year - 1);
	return (
		before &&
		html`<a href="/report/${encodeURIComponent(row.name)}/beside/${encodeURIComponent(before.name)}">与${before.year}年逐格对照</a>`
	);
}

/** Who checks the organ, who else looks at the report now, and the button to take it. */
function whoseReport(
	c: Context<DeskEnv>,
	desk: Desk,
	{ row, presence }: { readonly row: ReportView["row"]; readonly presence: Presence },
): Html | undefined {
	const me = c.get("user").name;
	const others = presence.othersAt(row.name, me);
	const owner = desk.people.reviewerOf(row.issuer);
	const form = (drop: boolean, word: string) =>
		html`<form method="post" action="/people/take" class="inline">${csrfField(c)}<input type="hidden" name="organ" value="${row.issuer}"><input type="hidden" name="back" value="${reportHref(row.name)}">${drop ? html`<input type="hidden" name="drop" value="1">` : undefined}<button class="plain">${word}</button></form>`;
	const mayTake = c.get("user").role !== "viewer" && owner === "";
	return html`${others.length > 0 ? html`<p class="notice" role="status">${others.join("、")}正在看这份报告。</p>` : undefined}<small>${owner === "" ? "尚未分工" : `${owner}负责`}</small> ${mayTake ? form(false, "由我负责") : owner === me ? form(true, "不再负责") : undefined}`;
}

/** Steps through the list that the report was opened from. */
function queueNav(
	c: Context<DeskEnv>,
	desk: Desk,
	{ view: { finding, list }, presence }: { view: ReportView; presence: Presence },
): Html | undefined {
	if (!finding || list === "") return undefined;
	const filters = parseFilters(Object.fromEntries(new URLSearchParams(list)));
	const [before] = listFindings(desk.index, filters, { after: finding.row, backwards: true, limit: 1 });
	const next = nextInList(desk, list, { after: finding.row, presence, who: c.get("user").name });
	const link = (to: typeof next, rel: "prev" | "next", name: string) =>
		to ? html`<a rel="${rel}" href="${reportHref(to.name, { finding: to.fingerprint, list })}">${name}</a> ` : undefined;
	const path = filters.cause === "reading" ? "/reading" : "/findings";
	return html`<nav class="queue" aria-label="清单"${next && next.name !== finding.row.name ? html` data-ahead="/ahead/${encodeURIComponent(next.name)}?finding=${next.fingerprint}"` : undefined}>${link(before, "prev", "↑ 上一个")}${link(next, "next", "↓ 下一个")}<a href="${path}?${list}">回到清单</a></nav>`;
}

/** What is worth a look only after the rest: hints, and what cannot be told. */
function isHint({ severity, verdict }: { readonly severity: string; readonly verdict: string }): boolean {
	return severity === "info" || verdict !== "broken";
}

function findingList({ findings, finding, row, list }: ReportView): Html {
	const [reading, own] = [
		findings.filter(({ cause }) => cause === "reading"),
		findings.filter(({ cause }) => cause !== "reading"),
	];
	const weighty = own.filter((one) => !isHint(one) || one.fingerprint === finding?.row.fingerprint);
	const hints = own.filter((one) => !weighty.includes(one));
	const items = (rows: typeof findings) =>
		html`<ul class="findings" data-findings>${rows.map(
			(other) =>
				html`<li><a href="${reportHref(row.name, { finding: other.fingerprint, list })}"${other.fingerprint === finding?.row.fingerprint ? html` aria-current="true"` : undefined}>${severityBadge(other)} <span>${other.message}</span> ${stateBadge(other.state)}</a></li>`,
		)}</ul>`;
	return html`<section aria-labelledby="found"><h2 id="found">发现的问题（${own.length}）</h2>${own.length === 0 ? html`<p class="empty">没有发现问题。</p>` : weighty.length > 0 ? items(weighty) : undefined}${hints.length > 0 ? html`<details class="hints"${weighty.length === 0 ? html` open` : undefined}><summary>参考和待定（${hints.length}）</summary>${items(hints)}</details>` : undefined}${reading.length > 0 ? html`<h3>待核对识别结果（${reading.length}）</h3>${items(reading)}` : undefined}</section>`;
}
