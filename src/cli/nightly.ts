import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import type { Estimate } from "../nightly/estimate.ts";
import { estimate } from "../nightly/estimate.ts";
import type { NightOrder } from "../nightly/night-scope.ts";
import { runNight } from "../nightly/run-night.ts";
import type { RunReport } from "../nightly/run-report.ts";
import { ATTENTION, asksForAttention } from "../nightly/run-report.ts";
import { callWebhook } from "../nightly/tell.ts";
import type { TroubleLine } from "../nightly/webhook.ts";
import { troubleOfFault, wordsOf } from "../nightly/webhook.ts";
import { openMemory } from "../storage/state.ts";
import { textTable } from "../text/display.ts";
import { jsonPieces } from "../text/json-pieces.ts";
import { checkScope } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { exportNight } from "./export-night.ts";
import { lookAtStore } from "./open-store.ts";
import { withTools } from "./with-tools.ts";
import { openWorkshop } from "./workshop.ts";

/** Options of `gouji run CONFIG`. */
export interface NightlyOptions extends NightOrder {
	readonly json?: boolean;
	/** Nobody is asked and nothing is written; says what a run would take. */
	readonly dryRun?: boolean;
	/** Writes the data set afterwards. */
	readonly export?: boolean;
}

/** The nightly job over sites. Returns the exit code. */
export async function nightly(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
	checkScope(config, options);
	if (options.delegate && config.store === undefined) {
		throw new GoujiError("bad-arguments", "--delegate needs workers, and workers need a shared store", {
			hint: "Set `store` in the configuration, or leave the option out.",
		});
	}
	if (options.dryRun) return dryRun(config, options, environment);
	try {
		const code = await runOver(config, options, environment);
		return options.export ? Math.max(code, await exportNight(config, environment)) : code;
	} catch (error) {
		const { code, message, hint } = toErrorRecord(error);
		// A run that finds another one at work is no trouble.
		if (code !== "locked") await callWebhook(troubleOfFault(message, hint), outside(config, environment));
		throw error;
	}
}

/** What calling somebody needs where there is no run. */
export function outside(config: NightlyConfig, { log }: Pick<Environment, "log">): Parameters<typeof callWebhook>[1] {
	return { config, warn: log.warn, sleep: (ms) => pause(ms) };
}

function runOver(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
	return withTools(config, environment, async ({ tools, store }) => {
		const shop = openWorkshop(store, tools, environment);
		try {
			const { report } = await runNight(options, tools, shop.workshop);
			for (const piece of options.json ? jsonPieces(report) : [describeRun(report, config)]) environment.out(piece);
			return asksForAttention(report) || tools.isStopped() ? EXIT.attention : EXIT.ok;
		} finally {
			shop.close();
		}
	});
}

/** Says how many requests and minutes a run would take, from the ledger alone. */
async function dryRun(config: NightlyConfig, options: NightlyOptions, environment: Environment): Promise<number> {
	const isNew = config.store === undefined && !existsSync(join(config.state, "ledger.sqlite"));
	const store = isNew ? openMemory() : await lookAtStore(config, environment);
	try {
		const told = await estimate(options, { config, ledger: store.ledger, now: environment.now });
		environment.out(options.json ? `${JSON.stringify(told, null, "\t")}\n` : describeEstimate(told));
		return EXIT.ok;
	} finally {
		await store.close();
	}
}

function describeEstimate({ hosts, requests, minutes, unknown }: Estimate): string {
	const rows = hosts.map((host) => [
		host.host,
		String(host.requests),
		String(host.minutes),
		host.postponed > 0 ? `${host.postponed} left to the next runs` : "",
	]);
	return [
		textTable([["host", "requests", "minutes", ""], ...rows]),
		`${requests} requests; ${minutes} minutes for the host that takes longest, and the time that answers take`,
		...(unknown.length > 0 ? [`Not looked through yet, so that their pages are not counted: ${unknown.join(", ")}`] : []),
		"",
	].join("\n");
}

/** Lines that are printed at most. */
const MOST_LINES = 60;

function describeRun(report: RunReport, config: NightlyConfig): string {
	const lines = ATTENTION.flatMap((name) => (report[name] as readonly TroubleLine[]).map((line) => ({ name, line })));
	const open = lines.filter(({ line }) => line.acknowledged === undefined);
	const isNew = ({ line }: (typeof open)[number]) => line.since === report.started_at;
	const told = [...open.filter(isNew), ...open.filter((one) => !isNew(one))].map(
		(one) => `${isNew(one) ? "new: " : ""}${one.name} ${wordsOf(one.line)}`,
	);
	const strangers = report.strangers.map(
		({ issuer, years, like }) => `not in the roster: ${issuer} ${years.join(" ")}${like ? ` (is it ${like}?)` : ""}`,
	);
	const orphans = report.orphans.map(
		({ source, reports }) => `no source any more: ${source}, whose ${reports} reports stay published`,
	);
	return [
		`${report.found} found, ${report.new.length} new, ${report.changed.length} changed, ${report.failed.length} failed, ${report.blocked.length} blocked, ${report.postponed.length} postponed, ${report.forbidden.length} forbidden by robots.txt, ${report.missing.length} missing, ${report.late.length} late`,
		`${report.published} reports are published; ${report.needs_review.length} need review${report.held.length > 0 ? `; ${report.held.length} are held: whose report is it?` : ""}`,
		`${open.filter(isNew).length} troubles are new since the run before, ${report.recovered.length} are over, ${lines.length - open.length} are acknowledged`,
		...first(told),
		...first(report.recovered.map((line) => `over: ${wordsOf(line)}`)),
		...first(strangers),
		...orphans,
		chineseLine(report),
		`The run report is in ${relative(process.cwd(), join(config.output, "runs")) || "."}/`,
		"",
	].join("\n");
}

/** The same in Chinese, for whoever is not at home in English. */
function chineseLine({ found, published, failed, unread, late, unseen, needs_review, held }: RunReport): string {
	return `找到${found}份，已公布${published}份；失败${failed.length}个，未能读取${unread.length}份，逾期未见${late.length}份，来源未看全${unseen.length}份，待复核${needs_review.length}份，待认定机关${held.length}份`;
}

function first(lines: readonly string[]): readonly string[] {
	if (lines.length <= MOST_LINES) return lines;
	return [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more, which the run report has`];
}
