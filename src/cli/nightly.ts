import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openArchive } from "../io/archive.ts";
import { writeWhole } from "../io/files.ts";
import { openHttp } from "../io/http.ts";
import { openState } from "../io/state.ts";
import { GoujiError } from "../model/errors.ts";
import type { NightlyScope } from "../run/nightly.ts";
import { gather } from "../run/nightly.ts";
import { entriesOf } from "../run/nightly-entries.ts";
import { importFolder } from "../run/nightly-folder.ts";
import { renderMetrics, renderRunPage } from "../run/nightly-page.ts";
import { publish } from "../run/nightly-publish.ts";
import { readNew } from "../run/nightly-read.ts";
import type { RunReport } from "../run/nightly-report.ts";
import { asksForAttention, runReport } from "../run/nightly-report.ts";
import type { NightlyTools } from "../run/nightly-tools.ts";
import { READER_LIMITS, ReaderPool } from "../run/reader-pool.ts";
import type { NightlyConfig } from "../sources/config.ts";
import { parseConfig } from "../sources/parse-config.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji run CONFIG`. */
export interface NightlyOptions extends NightlyScope {
	readonly json?: boolean;
	readonly offline?: boolean;
}

/** An interrupted run younger than this goes on; an older one is left and a new one begins. */
const RESUME_MS = 12 * 3600 * 1000;

/** The nightly job: discover, fetch, read, publish, tell. Returns the exit code. */
export async function nightly(path: string, options: NightlyOptions, environment: Environment): Promise<number> {
	const config = await configAt(path);
	checkScope(config, options);
	return withTools(config, environment, async (tools, runId) => {
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
			if (!tools.isStopped()) tools.ledger.finishRun(runId, report.finished_at);
			environment.out(options.json ? `${JSON.stringify(report, null, "\t")}\n` : describeRun(report, config));
			return asksForAttention(report) || tools.isStopped() ? EXIT.attention : EXIT.ok;
		} finally {
			pool.close();
		}
	});
}

/** Reads a configuration; paths in it start at its folder. Throws GoujiError no-such-file or bad-config. */
export async function configAt(path: string): Promise<NightlyConfig> {
	const text = await readFile(path, "utf8").catch((cause: unknown) => {
		throw new GoujiError("no-such-file", `${path} cannot be read`, { hint: "Check the name and the permissions.", cause });
	});
	const config = parseConfig(text, basename(path));
	const base = dirname(resolve(path));
	return {
		...config,
		output: resolve(base, config.output),
		state: resolve(base, config.state),
		...(config.metrics === undefined ? {} : { metrics: resolve(base, config.metrics) }),
		sources: config.sources.map((source) =>
			source.kind === "folder" ? { ...source, folder: resolve(base, source.folder) } : source,
		),
	};
}

/** Throws GoujiError bad-arguments for a source that the configuration does not have. */
export function checkScope(config: NightlyConfig, { source, since, limit }: NightlyScope): void {
	if (source !== undefined && !config.sources.some(({ id }) => id === source))
		throw badArgument(`No source is called ${source}`, `Use one of ${config.sources.map(({ id }) => id).join(", ")}.`);
	if (since !== undefined && !/^\d{4}-\d\d-\d\d$/.test(since)) throw badArgument(`${since} is no date`, "Give it as 2026-01-31.");
	if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0))
		throw badArgument("The limit is no number", "Give a whole number.");
}

function badArgument(message: string, hint: string): GoujiError {
	return new GoujiError("bad-arguments", message, { hint });
}

/** Opens everything a run needs and closes it again, whatever happens. Ctrl-C stops it cleanly. */
export async function withTools<T>(
	config: NightlyConfig,
	environment: Environment,
	use: (tools: NightlyTools, runId: number) => Promise<T>,
): Promise<T> {
	const state = openState(config.state);
	const stop = new AbortController();
	const onSignal = () => stop.abort();
	process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
	const http = openHttp({
		userAgent: config.user_agent,
		maxBytes: config.limits.megabytes * 1024 * 1024,
		timeoutMs: config.limits.seconds * 1000,
		privateHosts: config.private_hosts,
		legacyTlsHosts: config.legacy_tls_hosts,
	});
	try {
		const now = new Date();
		const run = state.ledger.beginRun(now.toISOString(), new Date(now.getTime() - RESUME_MS).toISOString());
		return await use(
			{
				config,
				pipeline: environment.pipeline,
				ledger: state.ledger,
				archive: await openArchive(join(config.state, "archive")),
				readings: await openArchive(join(config.state, "readings")),
				http,
				now: () => new Date(),
				sleep: (ms) => pause(ms, undefined, { signal: stop.signal }).catch(() => undefined),
				chance: Math.random,
				startedAt: run.started_at,
				reader: await readerName(),
				signs: environment.pipeline.sources.signs,
				progress: (message, fields) => environment.log.info(message, fields),
				isStopped: () => stop.signal.aborted,
			},
			run.id,
		);
	} finally {
		process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
		await http.close();
		state.close();
	}
}

/** Name and version of this package, from its own package.json (beside `src`, or above `dist`). */
export async function readerName(): Promise<string> {
	for (const place of ["../../package.json", "../../../package.json"]) {
		const text = await readFile(new URL(place, import.meta.url), "utf8").catch(() => undefined);
		if (text !== undefined) return `gouji/${(JSON.parse(text) as { version: string }).version}`;
	}
	return "gouji/0";
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
