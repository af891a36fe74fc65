import { largest } from "../model/many.ts";
import { html } from "../output/documents/html.ts";
import type { RunRow, ScanRecord } from "../storage/rows.ts";
import type { NightlyTools } from "./run-context.ts";
import type { RunReport } from "./run-report.ts";
import { ATTENTION } from "./run-report.ts";

const COUNTED = [
	"new",
	"changed",
	"failed",
	"blocked",
	"postponed",
	"needs_review",
	"late",
	"unseen",
	"unread",
	"withdrawn",
] as const;

/** A run in numbers, as the ledger keeps it. */
export type RunSummary = Readonly<Record<"found" | "published" | "open" | "acknowledged" | (typeof COUNTED)[number], number>>;

/** Sums a run up. `open`: lines that ask for attention and that nobody acknowledged. */
export function summaryOf(report: RunReport): RunSummary {
	const lines = ATTENTION.flatMap((name) => report[name].map(({ acknowledged }) => acknowledged !== undefined));
	const acknowledged = lines.filter((isKnown) => isKnown).length;
	const counts = Object.fromEntries(COUNTED.map((name) => [name, report[name].length])) as Record<
		(typeof COUNTED)[number],
		number
	>;
	return { ...counts, found: report.found, published: report.published, open: lines.length - acknowledged, acknowledged };
}

/** What the page of all runs shows. */
export interface RunHistory {
	/** Newest first. */
	readonly runs: readonly RunRow[];
	/** Sources of the configuration with their last looks, newest first. */
	readonly sources: readonly { readonly source: string; readonly looks: readonly ScanRecord[] }[];
}

const MOST_RUNS = 90;
const MOST_LOOKS = 30;

/** Runs and looks of the last months, from the ledger. */
export async function historyOf({ ledger, config }: Pick<NightlyTools, "ledger" | "config">): Promise<RunHistory> {
	const runs = (await ledger.runs()).slice(-MOST_RUNS).reverse();
	const sources: { source: string; looks: ScanRecord[] }[] = [];
	for (const { id, kind } of config.sources)
		if (kind !== "folder") sources.push({ source: id, looks: await ledger.looks(id, MOST_LOOKS) });
	return { runs, sources };
}

const STYLE = `body{font:16px/1.6 system-ui,"Microsoft YaHei",sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #d8dee6;padding:.3rem .6rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#a3271f;font-weight:600}svg{display:block}rect{fill:#3a6ea5}rect.part{fill:#c98a1b}`;

/** The page of all runs and sources over time, in Chinese, for supervisors; every text in it is escaped. */
export function renderHistory({ runs, sources }: RunHistory): string {
	return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width,initial-scale=1"><title>运行历史</title><style>${STYLE}</style></head>
<body><h1>运行历史</h1><p>每次运行一行，最近的在前；点击时间查看该次运行的报告（英文）。</p>
<table><thead><tr><th scope="col">开始时间</th><th scope="col">结束</th>${HEADINGS.map(([, words]) => html`<th scope="col">${words}</th>`)}</tr></thead><tbody>${runs.map(runRow)}</tbody></table>
<h2>来源</h2><p>柱高为每次查看时发现的报告数，从旧到新；黄色表示该次没有看全。</p>
<table><thead><tr><th scope="col">来源</th><th scope="col">发现</th><th scope="col">列表页</th><th scope="col">是否看全</th><th scope="col">近${MOST_LOOKS}次</th></tr></thead><tbody>${sources.map(sourceRow)}</tbody></table>
</body></html>
`.text;
}

const HEADINGS: readonly (readonly [keyof RunSummary, string])[] = [
	["found", "发现"],
	["published", "已发布"],
	["new", "新增"],
	["changed", "变更"],
	["failed", "失败"],
	["blocked", "被拒"],
	["postponed", "推迟"],
	["needs_review", "待复核"],
	["late", "逾期"],
	["unseen", "未发现（未看全）"],
	["unread", "未能读取"],
	["withdrawn", "已撤下"],
	["open", "需处理"],
	["acknowledged", "已知悉"],
];

function runRow({ started_at, finished_at, summary }: RunRow) {
	const name = started_at.replaceAll(":", "").replace(/\.\d+Z$/, "Z");
	const counts = summary ? (JSON.parse(summary) as RunSummary) : undefined;
	const ended = finished_at === null ? html`<td class="bad">未完成</td>` : html`<td>${shown(finished_at)}</td>`;
	return html`<tr><td><a href="${name}.html">${shown(started_at)}</a></td>${ended}${HEADINGS.map(
		([key]) => html`<td class="n${key === "open" && (counts?.open ?? 0) > 0 ? " bad" : ""}">${counts?.[key] ?? "—"}</td>`,
	)}</tr>`;
}

function sourceRow({ source, looks }: RunHistory["sources"][number]) {
	const [last] = looks;
	if (!last)
		return html`<tr><td>${source}</td><td class="n">—</td><td class="n">—</td><td class="bad">尚未查看</td><td></td></tr>`;
	const whole = last.is_whole === 1 ? html`<td>看全</td>` : html`<td class="bad">未看全</td>`;
	return html`<tr><td>${source}</td><td class="n">${last.found}</td><td class="n">${last.pages}</td>${whole}<td>${bars(looks)}</td></tr>`;
}

const [BAR, HEIGHT] = [6, 32];

/** Reports found, look by look. */
function bars(looks: readonly ScanRecord[]) {
	const most = Math.max(1, largest(looks.map(({ found }) => found)));
	const columns = looks.toReversed().map(({ found, is_whole }, i) => {
		const height = Math.max(1, Math.round((found / most) * HEIGHT));
		return html`<rect class="${is_whole === 1 ? "whole" : "part"}" x="${i * BAR}" y="${HEIGHT - height}" width="${BAR - 1}" height="${height}"/>`;
	});
	return html`<svg role="img" aria-label="${looks
		.toReversed()
		.map(({ found }) => found)
		.join("、")}" width="${MOST_LOOKS * BAR}" height="${HEIGHT}">${columns}</svg>`;
}

/** A moment by the clock in China, to the minute. */
function shown(iso: string): string {
	return new Date(Date.parse(iso) + 8 * 3600 * 1000).toISOString().slice(0, 16).replace("T", " ");
}
