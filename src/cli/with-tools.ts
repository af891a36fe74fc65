import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { PageBrowser } from "../collecting/http/browser.ts";
import { openBrowser } from "../collecting/http/browser.ts";
import type { Http } from "../collecting/http/client.ts";
import { openHttp } from "../collecting/http/client.ts";
import type { TlsPolicy } from "../collecting/http/tls.ts";
import { openWarc } from "../collecting/http/warc.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { officeAt } from "../mapping/isolated/office-converter.ts";
import { SiteReaders } from "../mapping/isolated/site-readers.ts";
import { GoujiError, toErrorRecord } from "../model/errors.ts";
import { OVER_SITES } from "../nightly/night-kind.ts";
import type { NightlyTools } from "../nightly/run-context.ts";
import { memoryArchive } from "../storage/memory-archive.ts";
import { openMemory } from "../storage/state.ts";
import type { Store } from "../storage/store.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openArchives, openStore, PATIENCE_MS, refuseLostLedger } from "./open-store.ts";
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
			await refuseLostLedger(config, store);
			const now = base.now();
			const unfinished = (await store.ledger.runs()).at(-1);
			const run = await store.ledger.beginRun(now.toISOString(), new Date(now.getTime() - RESUME_MS).toISOString());
			const tools = { ...base, ledger: store.ledger, startedAt: run.started_at, runId: run.id };
			const finish = (at: string) => store.ledger.finishRun(run.id, at);
			const result = await use({ tools, run: { isResumed: run.id === unfinished?.id, finish }, store });
			// Without a copy the run is whole all the same.
			await store.backUp?.().catch((error: unknown) => base.warn(`The ledger was not copied: ${toErrorRecord(error).message}`));
			return result;
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

/** Opens the network and a memory that ends with the process, for looking at an address that no run knows. */
export async function withMemory<T>(
	config: NightlyConfig,
	environment: Environment,
	use: (tools: NightlyTools) => Promise<T>,
): Promise<T> {
	const { signal, ignore } = stopOnSignals(environment);
	const store = openMemory();
	const http = await httpFor(config);
	const sites = new SiteReaders(environment.entry);
	try {
		const began = await store.ledger.now();
		const clock = began.getTime() - performance.now();
		const startedAt = began.toISOString();
		const run = await store.ledger.beginRun(startedAt, startedAt);
		return await use({
			config,
			kind: OVER_SITES,
			pipeline: environment.pipeline,
			ledger: store.ledger,
			archive: memoryArchive(),
			readings: memoryArchive(),
			http,
			warc: undefined,
			now: () => new Date(clock + performance.now()),
			sleep: (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined),
			chance: Math.random,
			reader: await readerName(),
			readSite: sites.read,
			progress: environment.log.progress,
			warn: environment.log.warn,
			isStopped: () => signal.aborted,
			startedAt: run.started_at,
			runId: run.id,
		});
	} finally {
		ignore();
		sites.close();
		await http.close();
		await store.close();
	}
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
	let browser: PageBrowser | undefined;
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
			browser: browserOf(config),
			warc: config.warc ? openWarc(join(config.state, "warc", `${name}-${process.pid}.warc.gz`), reader) : undefined,
			now,
			sleep: (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined),
			chance: Math.random,
			reader,
			converter: converterOf(config),
			readSite: sites.read,
			progress: environment.log.progress,
			warn: environment.log.warn,
			isStopped: () => signal.aborted,
		};
		browser = base.browser;
		return await use({ base, store, stop });
	} finally {
		ignore();
		await browser?.close();
		sites.close();
		await http?.close();
		await store?.close();
	}
}

function browserOf({ browser, user_agent, sources }: NightlyConfig): PageBrowser | undefined {
	const wanting = sources.find((source) => source.kind === "list" && source.shown === true);
	if (browser === undefined) {
		if (wanting === undefined) return undefined;
		throw new GoujiError("bad-config", `${wanting.id}: shown: true needs a browser`, {
			hint: "Name one: browser: { program: /usr/bin/chromium }; docs/operations.md explains it.",
		});
	}
	const { program, seconds, requests } = browser;
	return openBrowser({ program, userAgent: user_agent, timeoutMs: seconds * 1000, requests });
}

function converterOf({ libreoffice }: NightlyConfig): string | undefined {
	if (libreoffice === false) return undefined;
	const found = officeAt(libreoffice);
	if (libreoffice === undefined || found !== undefined) return found;
	throw new GoujiError("bad-config", `libreoffice: ${libreoffice} is not there`, {
		hint: "Name LibreOffice's soffice, or leave the key out.",
	});
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
