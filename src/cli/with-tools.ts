import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { TlsPolicy } from "../fetch/tls.ts";
import { openArchive } from "../io/archive.ts";
import type { Http } from "../io/http.ts";
import { openHttp } from "../io/http.ts";
import { openState } from "../io/state.ts";
import { openWarc } from "../io/warc.ts";
import { GoujiError } from "../model/errors.ts";
import type { NightlyTools } from "../run/nightly-tools.ts";
import type { NightlyConfig } from "../sources/config.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** An interrupted run younger than this goes on; an older one is left and a new one begins. */
const RESUME_MS = 12 * 3600 * 1000;

/** The run that the tools belong to. */
export interface RunHandle {
	/** Whether an earlier process began it and did not end it. */
	readonly isResumed: boolean;
	readonly finish: (now: string) => void;
}

/** Opens everything a run needs and closes it again, whatever happens. Ctrl-C stops it cleanly. */
export async function withTools<T>(
	config: NightlyConfig,
	environment: Environment,
	use: (tools: NightlyTools, run: RunHandle) => Promise<T>,
): Promise<T> {
	const state = openState(config.state);
	const { stop, ignore } = stopOnSignals(environment);
	let http: Http | undefined;
	try {
		const reader = await readerName();
		const now = new Date();
		const unfinished = state.ledger.runs().at(-1);
		const run = state.ledger.beginRun(now.toISOString(), new Date(now.getTime() - RESUME_MS).toISOString());
		http = await httpFor(config);
		const name = run.started_at.replaceAll(/[-:]|\.\d+/g, "");
		return await use(
			{
				config,
				pipeline: environment.pipeline,
				ledger: state.ledger,
				archive: await openArchive(join(config.state, "archive")),
				readings: await openArchive(join(config.state, "readings")),
				http,
				warc: config.warc ? openWarc(join(config.state, "warc", `${name}-${process.pid}.warc.gz`), reader) : undefined,
				now: () => new Date(),
				sleep: (ms) => pause(ms, undefined, { signal: stop }).catch(() => undefined),
				chance: Math.random,
				startedAt: run.started_at,
				reader,
				signs: environment.pipeline.sources.signs,
				progress: (message, fields) => environment.log.progress(message, fields),
				warn: (message, fields) => environment.log.warn(message, fields),
				isStopped: () => stop.aborted,
			},
			{ isResumed: run.id === unfinished?.id, finish: (at) => state.ledger.finishRun(run.id, at) },
		);
	} finally {
		ignore();
		await http?.close();
		state.close();
	}
}

/** The first Ctrl-C lets what is under way end; the second ends the process, which the state survives. */
function stopOnSignals({ log }: Environment): { readonly stop: AbortSignal; readonly ignore: () => void } {
	const stop = new AbortController();
	const onSignal = () => {
		if (stop.signal.aborted) process.exit(EXIT.fault);
		log.warn("Stopping after what is under way; the next run goes on from there. Once more to stop at once.");
		stop.abort();
	};
	process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
	return { stop: stop.signal, ignore: () => process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}

async function httpFor({ user_agent, limits, private_hosts, tls }: NightlyConfig): Promise<Http> {
	const policies = tls.map(async ({ ca, ...policy }): Promise<TlsPolicy> => {
		if (ca === undefined) return policy;
		const text = await readFile(ca, "utf8").catch((cause: unknown) => {
			throw new GoujiError("no-such-file", `${ca} cannot be read`, { hint: "Check the path in tls.", cause });
		});
		return { ...policy, ca: text };
	});
	return openHttp({
		userAgent: user_agent,
		maxBytes: limits.megabytes * 1024 * 1024,
		timeoutMs: limits.seconds * 1000,
		privateHosts: private_hosts,
		tls: await Promise.all(policies),
	});
}

/** Name and version of this package, from its own package.json (beside `src`, or above `dist`). */
export async function readerName(): Promise<string> {
	for (const place of ["../../package.json", "../../../package.json"]) {
		const text = await readFile(new URL(place, import.meta.url), "utf8").catch(() => undefined);
		if (text !== undefined) return `gouji/${(JSON.parse(text) as { version: string }).version}`;
	}
	return "gouji/0";
}
