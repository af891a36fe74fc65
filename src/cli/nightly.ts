import { randomUUID } from "node:crypto";
import { join, relative } from "node:path";
import { bareHost } from "../fetch/addresses.ts";
import { writeWhole } from "../io/files.ts";
import { openHttp } from "../io/http.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { Complete } from "../run/batch.ts";
import { beginBatch } from "../run/batch.ts";
import type { NightlyScope } from "../run/nightly.ts";
import { gather } from "../run/nightly.ts";
import { entriesOf } from "../run/nightly-entries.ts";
import { importFolder } from "../run/nightly-folder.ts";
import { renderMetrics, renderRunPage } from "../run/nightly-page.ts";
import { publish } from "../run/nightly-publish.ts";
import { unreadOf } from "../run/nightly-read.ts";
import type { ReportLine, RunReport } from "../run/nightly-report.ts";
import { asksForAttention, runReport } from "../run/nightly-report.ts";
import type { Payloads } from "../run/nightly-stages.ts";
import type { NightlyTools } from "../run/nightly-tools.ts";
import type { Trouble } from "../run/nightly-webhook.ts";
import { troubleOfFault, troubleOfRun, webhookBody } from "../run/nightly-webhook.ts";
import type { NightlyConfig } from "../sources/config.ts";
import type { SeenReference } from "../store/rows.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { checkScope, configAt } from "./nightly-config.ts";
import { checkRuleSettings } from "./rule-settings.ts";
import { withTools } from "./with-tools.ts";
import { openWorkshop } from "./workshop.ts";

/** Options of `gouji run CONFIG`. */
export interface NightlyOptions extends NightlyScope {
	readonly json?: boolean;
	readonly offline?: boolean;
	/** Workers do all of it; needs a store that they share. */
	readonly delegate?: boolean;
}

const WEBHOOK_MS = 15_000;

/** The nightly job: discover, fetch, read, publish, tell. Returns the exit code. */
export async function nightly(path: string, options: NightlyOptions, environment: Environment): Promise<number> {
	const config = await configAt(path);
	checkScope(config, options);
	if (options.delegate && config.store === undefined) {
		throw new GoujiError("bad-arguments", "--delegate needs workers, and workers need a shared store", {
			hint: "Set `store` in the configuration, or leave the option out.",
		});
	}
	checkRuleSettings(config.rules, environment.pipeline.rules);
	try {
		return await runOver(config, options, environment);
	} catch (error) {
		const { code, message, hint } = toErrorRecord(error);
		// A run that finds another one at work is no trouble.
		if (code !== "locked") await callWebhook(config, troubleOfFault(message, hint), environment);
		throw error;
	}
}

function runOver(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
	return withTools(config, environment, async ({ tools, run, store }) => {
		const shop = openWorkshop(store, tools, environment);
		try {
			const complete = await beginBatch(shop.workshop, randomUUID(), { isDelegated: options.delegate === true });
			const gathered = options.offline
				? { found: 0, troubles: [], documents: [] }
				: await gather(options, tools, { complete, listFolder: (source) => importFolder(source, tools) });
			const unread = await readAll(options, tools, complete);
			const entries = await entriesOf(tools);
			const outcomes = await publish(entries, config.output, tools);
			const report = await runReport({ gathered, entries, outcomes, unread }, tools, options.offline === true);
			await tell(report, config);
			if (!tools.isStopped()) await run.finish(report.finished_at);
			environment.out(options.json ? `${JSON.stringify(report, null, "\t")}\n` : describeRun(report, config));
			if (!asksForAttention(report)) return tools.isStopped() ? EXIT.attention : EXIT.ok;
			await callWebhook(config, troubleOfRun(report), environment);
			return EXIT.attention;
		} finally {
			shop.close();
		}
	});
}

/** Has every new document read; gives those that were given up. */
async function readAll({ source, since }: NightlyScope, tools: NightlyTools, complete: Complete): Promise<ReportLine[]> {
	const run = { id: tools.runId, startedAt: tools.startedAt };
	const isInScope = (reference: Pick<SeenReference, "source" | "first_seen">) =>
		(source === undefined || reference.source === source) && (since === undefined || reference.first_seen.slice(0, 10) >= since);
	const unread = await unreadOf(isInScope, tools);
	const tasks = unread.map((one) => ({ key: one.sha256, payload: { run, unread: one } satisfies Payloads["read"] }));
	const urls = new Map(unread.map(({ sha256, url }) => [sha256, url]));
	return (await complete("read", tasks)).flatMap(({ key, error }) =>
		error === undefined ? [] : [{ url: urls.get(key) ?? key, detail: `given up: ${error}` }],
	);
}

/** Says that something wants attention; where that cannot be told, the log has it. */
async function callWebhook({ webhook }: NightlyConfig, trouble: Trouble, { log }: Environment): Promise<void> {
	if (!webhook) return;
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
		if (status >= 300) log.warn(`The webhook answered ${status}`, { status });
	} catch (error) {
		log.warn(`The webhook was not reached: ${toErrorRecord(error).message}`);
	} finally {
		await http.close();
	}
}

async function tell(report: RunReport, config: NightlyConfig): Promise<void> {
	const name = report.started_at.replaceAll(":", "").replace(/\.\d+Z$/, "Z");
	await writeWhole(join(config.output, "runs", `${name}.json`), `${JSON.stringify(report, null, "\t")}\n`);
	await writeWhole(join(config.output, "runs", `${name}.html`), renderRunPage(report));
	if (config.metrics !== undefined) await writeWhole(config.metrics, renderMetrics(report));
}

function describeRun(report: RunReport, config: NightlyConfig): string {
	const problems = [...report.blocked, ...report.failed, ...report.postponed].slice(0, 40);
	const late = report.late.slice(0, 40).map(({ issuer, year, deadline }) => `late: ${issuer} ${year} (due ${deadline})`);
	return [
		`${report.found} found, ${report.new.length} new, ${report.changed.length} changed, ${report.failed.length} failed, ${report.blocked.length} blocked, ${report.postponed.length} postponed, ${report.forbidden.length} forbidden by robots.txt, ${report.missing.length} missing, ${report.late.length} late`,
		`${report.published} reports are published; ${report.needs_review.length} need review`,
		...problems.map(({ url, detail }) => `${url}: ${detail}`),
		...late,
		`The run report is in ${relative(process.cwd(), join(config.output, "runs")) || "."}/`,
		"",
	].join("\n");
}
