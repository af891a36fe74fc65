import type { Trouble } from "../storage/rows.ts";
import type { NightOrder } from "./night-scope.ts";
import type { NightlyTools } from "./run-context.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";
import { ATTENTION } from "./run-report.ts";

/** Any line that asks for attention. */
type Line = ReportLine | (OwedReport & { readonly url?: string; readonly reason?: string });

/**
 * Compares what asks for attention with what did so before: gives the report with the run that first met each line, what was
 * acknowledged, and what is over, new lines first; and keeps it for the next run.
 */
export async function followTroubles(report: RunReport, order: NightOrder, tools: NightlyTools): Promise<RunReport> {
	const { ledger, runId, kind } = tools;
	if (!kind.keepsRunReports) return report;
	const before = new Map((await ledger.troubles()).map((trouble) => [trouble.key, trouble]));
	const begins = new Map((await ledger.runs()).map(({ id, started_at }) => [id, started_at]));
	const now = new Map<string, Trouble>();
	const lists = ATTENTION.map((name) => {
		const lines = (report[name] as readonly Line[]).map((line) => {
			const trouble = troubleOf(name, line);
			const known = before.get(trouble.key);
			const kept = known && isAsBefore(known, trouble) ? known : { ...trouble, since: runId, note: null, acknowledged_at: null };
			now.set(trouble.key, kept);
			const since = begins.get(kept.since) ?? report.started_at;
			return { ...line, since, ...(kept.acknowledged_at === null ? {} : { acknowledged: kept.note ?? "" }) };
		});
		return [name, newFirst(lines, report.started_at)] as const;
	});
	const over: Trouble[] = [];
	for (const trouble of before.values())
		if (!now.has(trouble.key) && (wasLookedAt(trouble, order, tools) || (await isReadNow(trouble, tools)))) over.push(trouble);
	for (const trouble of now.values()) await ledger.saveTrouble(trouble);
	for (const { key } of over) await ledger.endTrouble(key);
	return { ...report, ...Object.fromEntries(lists), recovered: over.map(lineOf) };
}

/** New ones first, acknowledged ones last, each part in the order that it had. */
function newFirst<T extends { readonly since: string; readonly acknowledged?: string }>(lines: readonly T[], begin: string): T[] {
	const rank = ({ since, acknowledged }: T) => (acknowledged !== undefined ? 2 : since === begin ? 0 : 1);
	return lines.toSorted((a, b) => rank(a) - rank(b));
}

function troubleOf(kind: string, line: Line): Omit<Trouble, "since" | "note" | "acknowledged_at"> {
	const { issuer = null, year = null } = line;
	if ("deadline" in line) {
		const { url = "", reason = `due ${line.deadline}` } = line;
		return { key: `${kind} ${issuer} ${year}`, kind, url, source: null, issuer, year, detail: reason };
	}
	const { url, source = null, detail, doubt = "" } = line;
	return { key: [kind, source, doubt, url].join(" "), kind, url, source, issuer, year, detail };
}

/** Waiting times of hosts differ every night and are no change. */
function isAsBefore(known: Trouble, { kind, detail }: Pick<Trouble, "kind" | "detail">): boolean {
	const plain = (text: string) => (kind === "postponed" || kind === "blocked" ? text.replaceAll(/\d+/g, "#") : text);
	return plain(known.detail) === plain(detail);
}

/** Whether a run with this order would have met a trouble again: one of a part says nothing of the others. */
function wasLookedAt({ source }: Trouble, order: NightOrder, { isStopped }: NightlyTools): boolean {
	const { limit, since, year, issuer, failed, offline = false } = order;
	if (isStopped() || offline || [limit, since, year, issuer, failed].some((part) => part !== undefined)) return false;
	return order.source === undefined || source === order.source;
}

/** Whether the document of a trouble has been read since, as a run without sites may do. */
async function isReadNow({ kind, url }: Trouble, { ledger, reader }: NightlyTools): Promise<boolean> {
	if (kind !== "failed" && kind !== "unread") return false;
	const resource = await ledger.resource(url);
	if (resource?.state !== "ok" || resource.sha256 === null) return false;
	const outcome = await ledger.lastOutcome(resource.sha256);
	return outcome?.reader === reader && outcome.report !== null;
}

function lineOf({ url, detail, source, issuer, year, kind }: Trouble): ReportLine {
	return {
		url,
		detail: `${kind}: ${detail}`,
		...(source === null ? {} : { source }),
		...(issuer === null ? {} : { issuer }),
		...(year === null ? {} : { year }),
	};
}
