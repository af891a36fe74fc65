import { join, relative } from "node:path";
import { bareHost } from "../fetch/addresses.ts";
import { writeWhole } from "../io/files.ts";
import { openHttp } from "../io/http.ts";
import { toErrorRecord } from "../model/errors.ts";
import type { NightlyScope } from "../run/nightly.ts";
import { gather } from "../run/nightly.ts";
import { entriesOf } from "../run/nightly-entries.ts";
import { importFolder } from "../run/nightly-folder.ts";
import { renderMetrics, renderRunPage } from "../run/nightly-page.ts";
import { publish } from "../run/nightly-publish.ts";
import { readNew } from "../run/nightly-read.ts";
import type { RunReport } from "../run/nightly-report.ts";
import { asksForAttention, runReport } from "../run/nightly-report.ts";
import type { Trouble } from "../run/nightly-webhook.ts";
import { troubleOfFault, troubleOfRun, webhookBody } from "../run/nightly-webhook.ts";
import { READER_LIMITS, ReaderPool } from "../run/reader-pool.ts";
import type { NightlyConfig } from "../sources/config.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { checkScope, configAt } from "./nightly-config.ts";
import { checkRuleSettings } from "./rule-settings.ts";
import { withTools } from "./with-tools.ts";

/** Options of `gouji run CONFIG`. */
export interface NightlyOptions extends NightlyScope {
	readonly json?: boolean;
	readonly offline?: boolean;
}

const WEBHOOK_MS = 15_000;

/** The nightly job: discover, fetch, read, publish, tell. Returns the exit code. */
export async function nightly(path: string, options: NightlyOptions, environment: Environment): Promise<number> {
	const config = await configAt(path);
	checkScope(config, options);
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
	return withTools(config, environment, async (tools, run) => {
		const pool = new ReaderPool(environment.entry, { ...READER_LIMITS, timeoutMs: config.limits.reading_seconds * 1000 });
		try {
			const gathered = options.offline
				? { listed: [], fresh: [], troubles: [], documents: [] }
				: await gather(options, tools, (source) => importFolder(source, tools));
			const inScope = tools.ledger.references().filter(({ source, first_seen }) => {
				const isSource = options.source === undefined || source === options.source;
				return isSource && (options.since === undefined || first_seen.slice(0, 10) >= options.since);
			});
			await readNew(inScope, tools, (file, media, contentType) => pool.read(file, "report", { media, contentType }));
			const entries = entriesOf(tools);
			const outcomes = await publish(entries, config.output, tools);
			const report = runReport({ gathered, entries, outcomes }, tools, options.offline === true);
			await tell(report, config);
			if (!tools.isStopped()) run.finish(report.finished_at);
			environment.out(options.json ? `${JSON.stringify(report, null, "\t")}\n` : describeRun(report, config));
			if (!asksForAttention(report)) return tools.isStopped() ? EXIT.attention : EXIT.ok;
			await callWebhook(config, troubleOfRun(report), environment);
			return EXIT.attention;
		} finally {
			pool.close();
		}
	});
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
