import type { Webhook } from "../collecting/sources/config.ts";
import type { RunReport } from "./run-report.ts";

/** Lines that a message shows at most. */
const MAX_LINES = 20;

/** What the operator is told. */
export interface Alert {
	readonly title: string;
	readonly lines: readonly string[];
	readonly counts: Readonly<Record<string, number>>;
}

/** What a run that wants attention says. */
export function troubleOfRun(report: RunReport): Alert {
	const lists = [
		"blocked",
		"failed",
		"postponed",
		"changed",
		"needs_review",
		"held",
		"late",
		"unread",
		"missing",
		"new",
	] as const;
	const counts = Object.fromEntries(lists.map((name) => [name, report[name].length]));
	return {
		title: `gouji: the run of ${report.started_at} wants attention`,
		lines: [
			...(["blocked", "failed", "postponed"] as const).flatMap((name) =>
				report[name].map(
					({ url, detail, source, issuer }) => `${name} ${[source, issuer, url].filter(Boolean).join(" ")}: ${detail}`,
				),
			),
			...report.held.map(({ url, detail }) => `${url}: ${detail}`),
			...report.late.map(
				({ issuer, year, deadline, seen_whole }) =>
					`late ${issuer} ${year} (due ${deadline}${seen_whole === false ? "; its sources were not seen whole" : ""})`,
			),
		].slice(0, MAX_LINES),
		counts: { found: report.found, published: report.published, ...counts },
	};
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
