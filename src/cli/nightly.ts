import { join, relative } from "node:path";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { NightOrder } from "../nightly/run-night.ts";
import { runNight } from "../nightly/run-night.ts";
import type { RunReport } from "../nightly/run-report.ts";
import { asksForAttention } from "../nightly/run-report.ts";
import { callWebhook } from "../nightly/tell.ts";
import { troubleOfFault } from "../nightly/webhook.ts";
import { checkScope } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { checkRuleSettings } from "./rule-settings.ts";
import { withTools } from "./with-tools.ts";
import { openWorkshop } from "./workshop.ts";

/** Options of `gouji run CONFIG`. */
export interface NightlyOptions extends NightOrder {
	readonly json?: boolean;
}

/** The nightly job over sites. Returns the exit code. */
export async function nightly(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
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
		if (code !== "locked") await callWebhook(troubleOfFault(message, hint), { config, warn: environment.log.warn });
		throw error;
	}
}

function runOver(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
	return withTools(config, environment, async ({ tools, store }) => {
		const shop = openWorkshop(store, tools, environment);
		try {
			const { report } = await runNight(options, tools, shop.workshop);
			environment.out(options.json ? `${JSON.stringify(report, null, "\t")}\n` : describeRun(report, config));
			return asksForAttention(report) || tools.isStopped() ? EXIT.attention : EXIT.ok;
		} finally {
			shop.close();
		}
	});
}

function describeRun(report: RunReport, config: NightlyConfig): string {
	const problems = [...report.held, ...report.blocked, ...report.failed, ...report.postponed].slice(0, 40);
	const late = report.late
		.slice(0, 40)
		.map(
			({ issuer, year, deadline, seen_whole }) =>
				`late: ${issuer} ${year} (due ${deadline}${seen_whole === false ? "; not all that may list it was seen" : ""})`,
		);
	return [
		`${report.found} found, ${report.new.length} new, ${report.changed.length} changed, ${report.failed.length} failed, ${report.blocked.length} blocked, ${report.postponed.length} postponed, ${report.forbidden.length} forbidden by robots.txt, ${report.missing.length} missing, ${report.late.length} late`,
		`${report.published} reports are published; ${report.needs_review.length} need review${report.held.length > 0 ? `; ${report.held.length} are held: whose report is it?` : ""}`,
		...problems.map(({ url, detail }) => `${url}: ${detail}`),
		...late,
		`The run report is in ${relative(process.cwd(), join(config.output, "runs")) || "."}/`,
		"",
	].join("\n");
}
