import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Http } from "../collecting/http/client.ts";
import { openHttp } from "../collecting/http/client.ts";
import type { TlsPolicy } from "../collecting/http/tls.ts";
import { openWarc } from "../collecting/http/warc.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { SiteReaders } from "../mapping/isolated/site-readers.ts";
import { GoujiError } from "../model/errors.ts";
import { OVER_SITES } from "../nightly/night-kind.ts";
import type { NightlyTools } from "../nightly/run-context.ts";
import type { Store } from "../storage/store.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openArchives, openStore, PATIENCE_MS } from "./open-store.ts";
import { readerName } from "./reader-name.ts";
import { onStopSignals } from "./stop-signals.ts";

/** An interrupted run younger than this goes on; an older one is left and a new one begins. */
const RESUME_MS = 12 * 3600 * 1000;

/** The run that the tools belong to. */
export interface RunHandle {
	/** Whether an earlier process began it and did not end it. */
	readonly isResumed: boolean;
	readonly finish: (now: string) => Promise<void>;
}

/** What a run is given. */
export interface RunParts {
	readonly tools: NightlyTools;
	readonly run: RunHandle;
	readonly store: Store;
}

/** One run at a time uses a store; a run that was killed holds it no longer than this. */
const HOLD_MS = 30_000;

/** Opens everything a run needs and closes it again, whatever happens. Ctrl-C stops it cleanly. */
export async function withTools<T>(
	config: NightlyConfig,
	environment: Environment,
	use: (parts: RunParts) => Promise<T>,
): Promise<T> {
	return withStore(config, environment, { patienceMs: PATIENCE_MS.run }, async ({ base, store, stop }) => {
		const ticket = randomUUID();
		if (!(await store.hold("run", ticket, HOLD_MS))) {
			throw new GoujiError("locked", "Another run is using this store", {
				hint: `Wait until it ends; one that was killed is forgotten after ${HOLD_MS / 1000} s.`,
			});
		}
		const holding = setInterval(() => void keepHold(store, ticket, () => stop("Another run took over")), HOLD_MS / 3);
		try {
			const now = base.now();
			const unfinished = (await store.ledger.runs()).at(-1);
			const run = await store.ledger.beginRun(now.toISOString(), new Date(now.getTime() - RESUME_MS).toISOString());
			const tools = { ...base, ledger: store.ledger, startedAt: run.started_at, runId: run.id };
			const finish = (at: string) => store.ledger.finishRun(run.id, at);
			return await use({ tools, run: { isResumed: run.id === unfinished?.id, finish }, store });
		} finally {
			clearInterval(holding);
			await store.release("run", ticket).catch(() => undefined);
		}
	});
}

async function keepHold(store: Store, ticket: string, lost: () => void): Promise<void> {
	const isHeld = await store.hold("run", ticket, HOLD_MS).catch(() => true);
	if (!isHeld) lost();
}

/** What every process of a job is given, a run's or a worker's. */
export interface StoreParts {
	readonly base: Omit<NightlyTools, "ledger" | "startedAt" | "runId">;
	readonly store: Store;
	/** Stops as Ctrl-C does. */
	readonly stop: (reason: string) => void;
}

/** Opens store, archive and network and closes them again, whatever happens. Ctrl-C stops it cleanly. */
export async function withStore<T>(
	config: NightlyConfig,
	environment: Environment,
	{ patienceMs }: { readonly patienceMs: number },
	use: (parts: StoreParts) => Promise<T>,
): Promise<T> {
	const { signal, stop, ignore } = stopOnSignals(environment);
	let store: Store | undefined;
	let http: Http | undefined;
	const sites = new SiteReaders(environment.entry);
	try {
		store = await openStore(config, environment, { patienceMs, isStopped: () => signal.aborted });
		const reader = await readerName();
		http = await httpFor(config);
		// The store's clock goes for all workers; between looks at it this process counts by a clock that nobody sets.
		const clock = (await store.ledger.now()).getTime() - performance.now();
		const now = () => new Date(clock + performance.now());
		const name = now()
			.toISOString()
			.replaceAll(/[-:]|\.\d+/g, "");
		const base = {
			config,
			kind: OVER_SITES,
			pipeline: environment.pipeline,
			...(await openArchives(config)),
			http,
			warc: config.warc ? openWarc(join(config.state, "warc", `${name}-${process.pid}.warc.gz`), reader) : undefined,
			now,
			sleep: (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined),
			chance: Math.random,
			reader,
			readSite: sites.read,
			progress: environment.log.progress,
			warn: environment.log.warn,
			isStopped: () => signal.aborted,
		};
		return await use({ base, store, stop });
	} finally {
		ignore();
		sites.close();
		await http?.close();
		await store?.close();
	}
}

/** The first Ctrl-C lets what is under way end; the second ends the process, which the state survives. */
function stopOnSignals({ log }: Environment): {
	readonly signal: AbortSignal;
	readonly stop: (reason: string) => void;
	readonly ignore: () => void;
} {
	const controller = new AbortController();
	const stop = (reason: string) => {
		log.warn(`${reason} after what is under way; the next run goes on from there. Once more to stop at once.`);
		controller.abort();
	};
	const onSignal = () => {
		if (controller.signal.aborted) process.exit(EXIT.fault);
		stop("Stopping");
	};
	return { signal: controller.signal, stop, ignore: onStopSignals(onSignal) };
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
