import { join } from "node:path";
import { bareHost } from "../collecting/http/addresses.ts";
import { toErrorRecord } from "../model/errors.ts";
import { writeWhole } from "../storage/files.ts";
import { officeClock } from "../text/day.ts";
import { jsonPieces } from "../text/json-pieces.ts";
import type { NightlyTools } from "./run-context.ts";
import { historyOf, renderHistory, summaryOf } from "./run-history.ts";
import { renderMetrics, renderRunPage } from "./run-page.ts";
import type { RunReport } from "./run-report.ts";
import { asksForAttention } from "./run-report.ts";
import type { Alert } from "./webhook.ts";
import { recoveryOfRun, troubleOfRun, webhookBody } from "./webhook.ts";

const WEBHOOK_MS = 15_000;

/** Pauses before the second and third try to tell somebody. */
const TRY_AGAIN_MS = [2_000, 10_000] as const;

/**
 * Writes the run's report, the page of all runs and metrics, marks the run as ended unless it was stopped, and tells
 * whoever is to know.
 */
export async function tell(report: RunReport, tools: NightlyTools): Promise<void> {
	const { config, kind, ledger, runId, isStopped } = tools;
	const name = report.started_at.replaceAll(":", "").replace(/\.\d+Z$/, "Z");
	if (kind.keepsRunReports) {
		await writeWhole(join(config.output, "runs", `${name}.json`), jsonPieces(report));
		await writeWhole(join(config.output, "runs", `${name}.html`), renderRunPage(report, officeClock(config.time_zone)));
	}
	if (config.metrics !== undefined) await writeWhole(config.metrics, renderMetrics(report));
	if (!isStopped()) await ledger.finishRun(runId, report.finished_at, JSON.stringify(summaryOf(report)));
	if (kind.keepsRunReports) await writeWhole(join(config.output, "runs", "index.html"), renderHistory(await historyOf(tools)));
	if (asksForAttention(report)) await callWebhook(troubleOfRun(report), tools);
	else if (report.recovered.length > 0) await callWebhook(recoveryOfRun(report), tools);
	await beat(report, tools);
}

type Told = Pick<NightlyTools, "config" | "warn" | "sleep">;

/** Says that something wants attention; where that cannot be told after some tries, the log has it. Whether it was told. */
export async function callWebhook(trouble: Alert, tools: Told): Promise<boolean> {
	const { webhook } = tools.config;
	return webhook ? post(webhook.url, webhookBody(trouble, webhook.format), { what: "The webhook", tools }) : true;
}

/** Says that a run has ended. */
async function beat(report: RunReport, tools: Told): Promise<void> {
	const { heartbeat } = tools.config;
	if (heartbeat === undefined) return;
	const { started_at, finished_at } = report;
	const body = { schema: "gouji/heartbeat@1", started_at, finished_at, wants_attention: asksForAttention(report) };
	await post(heartbeat, JSON.stringify(body), { what: "The heartbeat", tools });
}

async function post(
	url: string,
	body: string,
	{ what, tools: { warn, sleep } }: { readonly what: string; readonly tools: Told },
): Promise<boolean> {
	// What speaks HTTP is loaded where there is somebody to call.
	const { openHttp } = await import("../collecting/http/client.ts");
	const http = openHttp({
		userAgent: "gouji",
		maxBytes: 1024 * 1024,
		timeoutMs: WEBHOOK_MS,
		// The operator named it: it may well stand in the operator's own network.
		privateHosts: [bareHost(new URL(url))],
		tls: [],
	});
	try {
		for (let tries = 0; ; tries++) {
			const why = await http.ask({ url, method: "POST", headers: { "content-type": "application/json" }, body }).then(
				({ status }) => (status < 300 ? undefined : `answered ${status}`),
				(error: unknown) => `was not reached: ${toErrorRecord(error).message}`,
			);
			if (why === undefined) return true;
			const pause = TRY_AGAIN_MS[tries];
			if (pause === undefined) {
				warn(`${what} ${why}`);
				return false;
			}
			await sleep(pause);
		}
	} finally {
		await http.close();
	}
}
