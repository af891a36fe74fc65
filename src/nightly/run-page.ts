import type { SourceAccount } from "../collecting/source-account.ts";
import { doubtWords } from "../collecting/source-account.ts";
import { html } from "../output/documents/html.ts";
import type { HeldReport } from "./held-reports.ts";
import type { Orphan, Stranger } from "./report-events.ts";
import { summaryOf } from "./run-history.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";
import { ATTENTION } from "./run-report.ts";
import type { TroubleLine } from "./webhook.ts";
import { wordsOf } from "./webhook.ts";

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #d8dee6;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}`;

/** More lines of one kind than this are in the JSON only. */
const MAX_LINES = 2000;

/** The run report as a page of its own; every text in it is escaped. */
export function renderRunPage(report: RunReport): string {
	const numbers: readonly (readonly [string, number])[] = [
		["found", report.found],
		["published", report.published],
		["new", report.new.length],
		["changed", report.changed.length],
		["failed", report.failed.length],
		["blocked", report.blocked.length],
		["forbidden by robots.txt", report.forbidden.length],
		["postponed", report.postponed.length],
		["copies", report.copies.length],
		["need review", report.needs_review.length],
		["held for a person", report.held.length],
		["missing", report.missing.length],
		["late", report.late.length],
		["due and not found, not all seen", report.unseen.length],
		["found and not read", report.unread.length],
		["no longer listed", report.withdrawn.length],
		["over since the run before", report.recovered.length],
	];
	return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>gouji run ${report.started_at}</title><style>${STYLE}</style></head>
<body><h1>Run of ${report.started_at}</h1><p>Ended ${report.finished_at}${report.is_offline ? ", offline" : ""}.</p>
<table><tbody>${numbers.map(([name, count]) => html`<tr><th scope="row">${name}</th><td>${count}</td></tr>`)}</tbody></table>
${[
	newLines(report),
	lines("Over since the run before", report.recovered),
	sources(report.sources),
	owed("Late", report.late),
	owed("Due and not found where not all was seen", report.unseen),
	owed("Found and not read", report.unread),
	held(report.held),
	lines("Blocked", report.blocked),
	lines("Failed", report.failed),
	lines("Changed", report.changed),
	lines("New", report.new),
	lines("Need review", report.needs_review),
	lines("Postponed", report.postponed),
	lines("Forbidden by robots.txt", report.forbidden),
	lines("Copies of another", report.copies),
	lines("No longer listed by their sources", report.withdrawn),
	owed("Missing, not due yet", report.missing),
	strangers(report.strangers),
	orphans(report.orphans),
]}
</body></html>
`.text;
}

/** What asks for attention now and did not, or otherwise, before; nothing on the first run, where all would be. */
function newLines(report: RunReport) {
	const fresh = ATTENTION.flatMap((name) =>
		(report[name] as readonly TroubleLine[])
			.filter(({ since }) => since === report.started_at)
			.map((line) => html`<tr><td>${name}</td><td>${wordsOf(line)}</td></tr>`),
	);
	if (fresh.length === 0) return html``;
	return html`<h2>New since the run before</h2><table><tbody>${fresh.slice(0, MAX_LINES)}</tbody></table>`;
}

function strangers(items: readonly Stranger[]) {
	if (items.length === 0) return html``;
	return html`<h2>Published by organs that the roster does not have</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ issuer, years, like }) => html`<tr><td>${issuer}</td><td>${years.join(" ")}</td><td>${like === undefined ? "" : `is it ${like}?`}</td></tr>`)}</tbody></table>`;
}

function orphans(items: readonly Orphan[]) {
	if (items.length === 0) return html``;
	return html`<h2>Sources that the configuration no longer has</h2><table><tbody>${items.map(({ source, reports }) => html`<tr><td>${source}</td><td>${reports} reports stay published</td></tr>`)}</tbody></table>`;
}

function lines(title: string, items: readonly ReportLine[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ url, detail, source, issuer, year }) => html`<tr><td>${source ?? ""}</td><td>${issuer ?? ""} ${year ?? ""}</td><td>${url}</td><td>${detail}</td></tr>`)}</tbody></table>`;
}

function sources(accounts: readonly SourceAccount[]) {
	if (accounts.length === 0) return html``;
	const rows = [...accounts].sort((a, b) => b.doubts.length - a.doubts.length).slice(0, MAX_LINES);
	return html`<h2>Sources</h2><table><thead><tr><th>source</th><th>found</th><th>list pages</th><th>links seen</th><th>refused</th><th>not seen</th></tr></thead><tbody>${rows.map(
		(account) =>
			html`<tr><td>${account.source}</td><td>${account.found}</td><td>${account.pages}</td><td>${account.entries}</td><td>${refusedOf(account)}</td><td>${account.doubts.map(doubtWords).join("; ")}</td></tr>`,
	)}</tbody></table>`;
}

function owed(title: string, items: readonly OwedReport[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ issuer, year, deadline, seen_whole }) => html`<tr><td>${issuer}</td><td>${year}</td><td>due ${deadline}${seen_whole === false ? "; its sources were not seen whole" : ""}</td></tr>`)}</tbody></table>`;
}

function held(items: readonly HeldReport[]) {
	if (items.length === 0) return html``;
	return html`<h2>Held: whose report is it?</h2><table><thead><tr><th>source</th><th>its issuer</th><th>name on the report</th><th>year</th><th>address</th><th>why</th></tr></thead><tbody>${items.slice(0, MAX_LINES).map((item) => html`<tr><td>${item.source}</td><td>${item.source_issuer ?? ""}</td><td>${item.claimed_issuer}</td><td>${item.year ?? ""}</td><td>${item.url}</td><td>${item.detail}</td></tr>`)}</tbody></table>`;
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
