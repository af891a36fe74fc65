import type { Webhook } from "../collecting/sources/config.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";
import { ATTENTION } from "./run-report.ts";

/** Lines that a message shows at most. */
const MAX_LINES = 20;

/** What the operator is told. */
export interface Alert {
	readonly title: string;
	readonly lines: readonly string[];
	readonly counts: Readonly<Record<string, number>>;
}

/** What a run that wants attention says: first what is new since the run before, and nothing that was acknowledged. */
export function troubleOfRun(report: RunReport): Alert {
	const open = ATTENTION.flatMap((name) =>
		(report[name] as readonly TroubleLine[])
			.filter(({ acknowledged }) => acknowledged === undefined)
			.map((line) => ({ isNew: line.since === report.started_at, text: `${name} ${wordsOf(line)}` })),
	);
	const fresh = open.filter(({ isNew }) => isNew);
	const acknowledged = ATTENTION.reduce((sum, name) => sum + report[name].length, 0) - open.length;
	const lines = [...fresh.map(({ text }) => `new: ${text}`), ...open.filter(({ isNew }) => !isNew).map(({ text }) => text)];
	const more = lines.length - MAX_LINES;
	return {
		title: `gouji: the run of ${report.started_at} wants attention`,
		lines: more > 0 ? [...lines.slice(0, MAX_LINES), `and ${more} more; the run report has them`] : lines,
		counts: {
			found: report.found,
			published: report.published,
			new_troubles: fresh.length,
			acknowledged,
			recovered: report.recovered.length,
			...Object.fromEntries(LISTS.map((name) => [name, report[name].length])),
		},
	};
}

const LISTS = [
	"blocked",
	"failed",
	"postponed",
	"changed",
	"needs_review",
	"held",
	"late",
	"unseen",
	"unread",
	"missing",
	"new",
] as const;

/** What a run says in which nothing wants attention any more. */
export function recoveryOfRun(report: RunReport): Alert {
	return {
		title: `gouji: the run of ${report.started_at} is well again`,
		lines: report.recovered.slice(0, MAX_LINES).map((line) => `over: ${wordsOf(line)}`),
		counts: { found: report.found, published: report.published, recovered: report.recovered.length },
	};
}

/** One line about something that wants attention, whichever list it is in. */
export type TroubleLine = Partial<ReportLine> & Partial<OwedReport> & { readonly reason?: string };

/** A line in words: whose it is, where, and what is the matter. */
export function wordsOf({ source, issuer, year, url, detail, deadline, reason, seen_whole, like }: TroubleLine): string {
	const place = [source, issuer, year, url].filter(Boolean).join(" ");
	const why = [
		detail ?? (reason === undefined ? undefined : `it was found and not read: ${reason}`),
		deadline === undefined ? undefined : `due ${deadline}`,
		seen_whole === false ? "its sources were not seen whole" : undefined,
		like === undefined ? undefined : `a report of ${like} is there: is this its name? Add it to aliases`,
	];
	return `${place}: ${why.filter(Boolean).join("; ")}`;
}

/** What a run that a fault stopped says. */
export function troubleOfFault(message: string, hint: string): Alert {
	return {
		title: "gouji: the run was stopped by a fault",
		lines: [...message.split("\n").slice(0, MAX_LINES), hint],
		counts: {},
	};
}

/** The body of the request that tells of it. */
export function webhookBody({ title, lines, counts }: Alert, format: Webhook["format"]): string {
	const text = [
		title,
		Object.entries(counts)
			.map(([name, count]) => `${name} ${count}`)
			.join(", "),
		...lines,
	]
		.filter((line) => line !== "")
		.join("\n")
		// The services refuse longer texts.
		.slice(0, 1900);
	switch (format) {
		case "json":
			return JSON.stringify({ schema: "gouji/trouble@1", title, counts, lines });
		case "feishu":
			return JSON.stringify({ msg_type: "text", content: { text } });
		default:
			return JSON.stringify({ msgtype: "text", text: { content: text } });
	}
}
