import type { SourceAccount } from "../collecting/source-account.ts";
import { html } from "../output/documents/html.ts";
import type { OfficeClock } from "../text/day.ts";
import { officeClock } from "../text/day.ts";
import type { HeldReport } from "./held-reports.ts";
import type { Orphan, Stranger } from "./report-events.ts";
import { summaryOf } from "./run-history.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";
import { ATTENTION } from "./run-report.ts";
import { detailInChinese, doubtInChinese, LIST_WORDS, shownPlace, troubleInChinese } from "./run-words.ts";
import type { TroubleLine } from "./webhook.ts";

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #d8dee6;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}`;

/** More lines of one kind than this are in the JSON only. */
const MAX_LINES = 2000;

/** The run report as a page of its own; every text in it is escaped. */
export function renderRunPage(report: RunReport, clock: OfficeClock = officeClock()): string {
	const [began, ended] = [clock.minuteOf(report.started_at), clock.minuteOf(report.finished_at)];
	const numbers: readonly (readonly [string, number])[] = [
		["找到", report.found],
		["已公布", report.published],
		["新增", report.new.length],
		["内容有变", report.changed.length],
		["失败", report.failed.length],
		["被网站拒绝", report.blocked.length],
		["网站不许程序访问（robots.txt）", report.forbidden.length],
		["留待下次", report.postponed.length],
		["与其他相同", report.copies.length],
		["待复核", report.needs_review.length],
		["待认定机关", report.held.length],
		["未到期", report.missing.length],
		["逾期未见", report.late.length],
		["已到期未发现，来源未看全", report.unseen.length],
		["已发现，未能读取", report.unread.length],
		["来源不再列出", report.withdrawn.length],
		["上次之后已解决", report.recovered.length],
	];
	return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>运行报告 ${began}</title><style>${STYLE}</style></head>
<body><main><h1>运行报告 ${began}</h1><p>结束于 ${ended}${report.is_offline ? "，未联网" : ""}。</p>
<table><tbody>${numbers.map(([name, count]) => html`<tr><th scope="row">${name}</th><td>${count}</td></tr>`)}</tbody></table>
${[
	newLines(report),
	lines("上次之后已解决", report.recovered),
	sources(report.sources),
	owed("逾期未见（来源已看全）", report.late),
	owed("已到期未发现，来源未看全", report.unseen),
	owed("已发现，未能读取", report.unread),
	held(report.held),
	lines("被网站拒绝", report.blocked),
	lines("失败", report.failed),
	lines("内容有变", report.changed),
	lines("新增", report.new),
	lines("待复核", report.needs_review),
	lines("留待下次", report.postponed),
	lines("网站不许程序访问（robots.txt）", report.forbidden),
	lines("与其他文件相同", report.copies),
	lines("来源不再列出", report.withdrawn),
	owed("未到期", report.missing),
	strangers(report.strangers),
	orphans(report.orphans),
]}
</main></body></html>
`.text;
}

/** What asks for attention now and did not, or otherwise, before; nothing on the first run, where all would be. */
function newLines(report: RunReport) {
	const fresh = ATTENTION.flatMap((name) =>
		(report[name] as readonly TroubleLine[])
			.filter(({ since }) => since === report.started_at)
			.map((line) => html`<tr><td>${LIST_WORDS[name]}</td><td>${troubleInChinese(line)}</td></tr>`),
	);
	if (fresh.length === 0) return html``;
	return html`<h2>上次之后新出现</h2><table><tbody>${fresh.slice(0, MAX_LINES)}</tbody></table>`;
}

function strangers(items: readonly Stranger[]) {
	if (items.length === 0) return html``;
	return html`<h2>名录中没有的机关公布的年报</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ issuer, years, like }) => html`<tr><td>${issuer}</td><td>${years.join(" ")}</td><td>${like === undefined ? "" : `是否即${like}？`}</td></tr>`)}</tbody></table>`;
}

function orphans(items: readonly Orphan[]) {
	if (items.length === 0) return html``;
	return html`<h2>配置中已删去的来源</h2><table><tbody>${items.map(({ source, reports }) => html`<tr><td>${source}</td><td>仍公布${reports}份年报</td></tr>`)}</tbody></table>`;
}

function lines(title: string, items: readonly ReportLine[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ url, detail, words, source, issuer, year }) => html`<tr><td>${source ?? ""}</td><td>${issuer ?? ""} ${year ?? ""}</td><td>${shownPlace(url)}</td><td>${words ?? detailInChinese(detail)}</td></tr>`)}</tbody></table>`;
}

function sources(accounts: readonly SourceAccount[]) {
	if (accounts.length === 0) return html``;
	const rows = [...accounts].sort((a, b) => b.doubts.length - a.doubts.length).slice(0, MAX_LINES);
	return html`<h2>来源</h2><table><thead><tr><th scope="col">来源</th><th scope="col">找到</th><th scope="col">列表页</th><th scope="col">看到的链接</th><th scope="col">未采用</th><th scope="col">没有看到的</th></tr></thead><tbody>${rows.map(
		(account) =>
			html`<tr><td>${account.source}</td><td>${account.found}</td><td>${account.pages}</td><td>${account.entries}</td><td>${refusedOf(account)}</td><td>${account.doubts.map(doubtInChinese).join("；")}</td></tr>`,
	)}</tbody></table>`;
}

function owed(title: string, items: readonly OwedReport[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ issuer, year, deadline, seen_whole }) => html`<tr><td>${issuer}</td><td>${year}</td><td>期限${deadline}${seen_whole === false ? "；来源未看全" : ""}</td></tr>`)}</tbody></table>`;
}

function held(items: readonly HeldReport[]) {
	if (items.length === 0) return html``;
	return html`<h2>待认定机关的年报</h2><table><thead><tr><th scope="col">来源</th><th scope="col">来源所属机关</th><th scope="col">文件所称机关</th><th scope="col">年度</th><th scope="col">地址</th><th scope="col">不符之处</th></tr></thead><tbody>${items.slice(0, MAX_LINES).map((item) => html`<tr><td>${item.source}</td><td>${item.source_issuer ?? ""}</td><td>${item.claimed_issuer}</td><td>${item.year ?? ""}</td><td>${item.url}</td><td>${item.detail}</td></tr>`)}</tbody></table>`;
}

function refusedOf({ refused }: SourceAccount): number {
	return Object.values(refused).reduce((sum, count) => sum + count, 0);
}

/** States that documents of a run are counted by. */
const STATES = [
	"new",
	"changed",
	"failed",
	"blocked",
	"forbidden",
	"postponed",
	"needs_review",
	"held",
	"missing",
	"late",
	"unseen",
	"unread",
] as const;

function gauge(name: string, help: string, values: readonly string[]): string[] {
	return [`# HELP gouji_${name} ${help}`, `# TYPE gouji_${name} gauge`, ...values.map((value) => `gouji_${name}${value}`)];
}

function sourceMetrics(accounts: readonly SourceAccount[]): string[] {
	const bySource = (value: (account: SourceAccount) => number) =>
		accounts.map((account) => `{source="${account.source}"} ${value(account)}`);
	return [
		...gauge(
			"source_found",
			"Reports that the last look through a source found.",
			bySource(({ found }) => found),
		),
		...gauge(
			"source_list_pages",
			"List pages of a source that were read.",
			bySource(({ pages }) => pages),
		),
		...gauge("source_refused", "Links of a source that were not taken.", bySource(refusedOf)),
		...gauge(
			"source_whole",
			"1 where a source was seen whole, else 0.",
			bySource(({ doubts }) => (doubts.length === 0 ? 1 : 0)),
		),
	];
}

/** The run's numbers in the text format of Prometheus. */
export function renderMetrics(report: RunReport): string {
	return `${[
		...gauge("last_run_timestamp_seconds", "End of the last run.", [` ${Date.parse(report.finished_at) / 1000}`]),
		...gauge("open_troubles", "What asks for attention and is not acknowledged.", [` ${summaryOf(report).open}`]),
		...gauge("found", "References that the sources list.", [` ${report.found}`]),
		...gauge("published", "Reports that are published.", [` ${report.published}`]),
		...gauge(
			"documents",
			"Documents of the last run by state.",
			STATES.map((state) => `{state="${state}"} ${report[state].length}`),
		),
		...sourceMetrics(report.sources),
		...gauge(
			"requests",
			"Requests of the last run by outcome.",
			Object.entries(report.counts).map(([outcome, count]) => `{outcome="${outcome.replaceAll(/[^\w-]/g, "_")}"} ${count}`),
		),
	].join("\n")}\n`;
}
