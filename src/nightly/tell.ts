import { join } from "node:path";
import { bareHost } from "../collecting/http/addresses.ts";
import { toErrorRecord } from "../model/errors.ts";
import { writeWhole } from "../storage/files.ts";
import type { NightlyTools } from "./run-context.ts";
import { renderMetrics, renderRunPage } from "./run-page.ts";
import type { RunReport } from "./run-report.ts";
import { asksForAttention } from "./run-report.ts";
import type { Alert } from "./webhook.ts";
import { troubleOfRun, webhookBody } from "./webhook.ts";

const WEBHOOK_MS = 15_000;

/** Writes the run's report and metrics, marks the run as ended unless it was stopped, and calls the webhook where it wants attention. */
export async function tell(report: RunReport, tools: NightlyTools): Promise<void> {
	const { config, kind, ledger, runId, isStopped } = tools;
	if (kind.keepsRunReports) {
		const name = report.started_at.replaceAll(":", "").replace(/\.\d+Z$/, "Z");
		await writeWhole(join(config.output, "runs", `${name}.json`), `${JSON.stringify(report, null, "\t")}\n`);
		await writeWhole(join(config.output, "runs", `${name}.html`), renderRunPage(report));
	}
	if (config.metrics !== undefined) await writeWhole(config.metrics, renderMetrics(report));
	if (!isStopped()) await ledger.finishRun(runId, report.finished_at);
	if (asksForAttention(report)) await callWebhook(troubleOfRun(report), tools);
}

/** Says that something wants attention; where that cannot be told, the log has it. */
export async function callWebhook(
	trouble: Alert,
	{ config: { webhook }, warn }: Pick<NightlyTools, "config" | "warn">,
): Promise<void> {
	if (!webhook) return;
	// What speaks HTTP is loaded where there is somebody to call.
	const { openHttp } = await import("../collecting/http/client.ts");
	const http = openHttp({
		userAgent: "gouji",
		maxBytes: 1024 * 1024,
		timeoutMs: WEBHOOK_MS,
		// The operator named it: it may well stand in the operator's own network.
		privateHosts: [bareHost(new URL(webhook.url))],
		tls: [],
	});
	try {
		const body = webhookBody(trouble, webhook.format);
		const headers = { "content-type": "application/json" };
		const { status } = await http.ask({ url: webhook.url, method: "POST", headers, body });
		if (status >= 300) warn(`The webhook answered ${status}`, { status });
	} catch (error) {
		warn(`The webhook was not reached: ${toErrorRecord(error).message}`);
	} finally {
		await http.close();
	}
}
