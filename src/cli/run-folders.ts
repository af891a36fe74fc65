import { relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pdfsIn } from "../collecting/folder-source.ts";
import type { Http } from "../collecting/http/client.ts";
import type { SiteReader } from "../collecting/site-reader.ts";
import type { FoldersConfig } from "../collecting/sources/folders-config.ts";
import { nightOverFolders } from "../collecting/sources/folders-config.ts";
import { GoujiError } from "../model/errors.ts";
import { overFiles } from "../nightly/night-kind.ts";
import type { NightResult } from "../nightly/run-night.ts";
import { runNight } from "../nightly/run-night.ts";
import { asksForAttention } from "../nightly/run-report.ts";
import { DEFAULT_LIMITS } from "../reading/pdf/limits.ts";
import { memoryArchive } from "../storage/memory-archive.ts";
import { QUEUE_LIMITS } from "../storage/queue.ts";
import { openMemory } from "../storage/state.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { describe, summary } from "./extract.ts";
import { readerName } from "./reader-name.ts";
import { checkRuleSettings } from "./rule-settings.ts";
import { openWorkshop } from "./workshop.ts";

/** A night over the PDFs of folders that remembers no other: store and archive end with it. Returns the exit code. */
export async function runFolders(
	folders: FoldersConfig,
	{ json = false }: { readonly json?: boolean },
	environment: Environment,
): Promise<number> {
	checkRuleSettings(folders.rules, environment.pipeline.rules);
	if ((await Promise.all(folders.folders.map(pdfsIn))).flat().length === 0)
		throw new GoujiError("bad-config", `No PDF is in ${folders.folders.join(", ")}`, {
			hint: "Check the folders in the configuration.",
		});
	const { report, outcomes } = await nightOver(folders, environment);
	const place = relative(process.cwd(), folders.output) || ".";
	environment.out(
		json
			? `${JSON.stringify(outcomes.map(summary), null, "\t")}\n`
			: `${describe(outcomes)}\n\n${outcomes.length} documents; data and site/index.html are in ${place}/\n`,
	);
	// The samples contain a faulty report on purpose; only failures and doubts ask for attention.
	return asksForAttention(report) ? EXIT.attention : EXIT.ok;
}

async function nightOver(folders: FoldersConfig, environment: Environment): Promise<NightResult> {
	const { pipeline, log } = environment;
	const config = nightOverFolders(folders, { megabytes: DEFAULT_LIMITS.bytes / 1024 / 1024 });
	const store = openMemory({ ...QUEUE_LIMITS, tries: config.queue.tries });
	const now = () => new Date();
	const { id: runId, started_at: startedAt } = await store.ledger.beginRun(now().toISOString(), now().toISOString());
	const tools = {
		config,
		kind: overFiles(process.cwd()),
		pipeline,
		ledger: store.ledger,
		archive: memoryArchive(),
		readings: memoryArchive(),
		http: NOBODY,
		warc: undefined,
		now,
		sleep: (ms: number) => pause(ms),
		chance: Math.random,
		startedAt,
		runId,
		reader: await readerName(),
		readSite: nothingSent,
		warn: log.warn,
		progress: log.progress,
		// Nothing of it can be gone on with: Ctrl-C ends the process.
		isStopped: () => false,
	};
	const shop = openWorkshop(store, tools, environment);
	try {
		return await runNight({}, tools, shop.workshop);
	} finally {
		shop.close();
		await store.close();
	}
}

const nothingSent: SiteReader = async ({ address }) => {
	throw new Error(`A night over folders was sent ${address}`);
};

/** A night over folders asks nobody. */
const NOBODY: Http = {
	ask: async ({ url }) => {
		throw new Error(`A night over folders asked ${url}`);
	},
	close: async () => {},
};
