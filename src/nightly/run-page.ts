import { html } from "../output/documents/html.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";

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
		["missing", report.missing.length],
		["late", report.late.length],
	];
	return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>gouji run ${report.started_at}</title><style>${STYLE}</style></head>
<body><h1>Run of ${report.started_at}</h1><p>Ended ${report.finished_at}${report.is_offline ? ", offline" : ""}.</p>
<table><tbody>${numbers.map(([name, count]) => html`<tr><th scope="row">${name}</th><td>${count}</td></tr>`)}</tbody></table>
${[
	owed("Late", report.late),
	lines("Blocked", report.blocked),
	lines("Failed", report.failed),
	lines("Changed", report.changed),
	lines("New", report.new),
	lines("Need review", report.needs_review),
	lines("Postponed", report.postponed),
	lines("Forbidden by robots.txt", report.forbidden),
	lines("Copies of another", report.copies),
	owed("Missing, not due yet", report.missing),
]}
</body></html>
`.text;
}

function lines(title: string, items: readonly ReportLine[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ url, detail }) => html`<tr><td>${url}</td><td>${detail}</td></tr>`)}</tbody></table>`;
}

function owed(title: string, items: readonly OwedReport[]) {
	if (items.length === 0) return html``;
	return html`<h2>${title}</h2><table><tbody>${items.slice(0, MAX_LINES).map(({ issuer, year, deadline }) => html`<tr><td>${issuer}</td><td>${year}</td><td>due ${deadline}</td></tr>`)}</tbody></table>`;
}

/** The run's numbers in the text format of Prometheus. */
export function renderMetrics(report: RunReport): string {
	const gauge = (name: string, help: string, values: readonly string[]) => [
		`# HELP gouji_${name} ${help}`,
		`# TYPE gouji_${name} gauge`,
		...values.map((value) => `gouji_${name}${value}`),
	];
	const states = ["new", "changed", "failed", "blocked", "forbidden", "postponed", "needs_review", "missing", "late"] as const;
	return `${[
		...gauge("last_run_timestamp_seconds", "End of the last run.", [` ${Date.parse(report.finished_at) / 1000}`]),
		...gauge("found", "References that the sources list.", [` ${report.found}`]),
		...gauge("published", "Reports that are published.", [` ${report.published}`]),
		...gauge(
			"documents",
			"Documents of the last run by state.",
			states.map((state) => `{state="${state}"} ${report[state].length}`),
		),
		...gauge(
			"requests",
			"Requests of the last run by outcome.",
			Object.entries(report.counts).map(([outcome, count]) => `{outcome="${outcome.replaceAll(/[^\w-]/g, "_")}"} ${count}`),
		),
	].join("\n")}\n`;
}
