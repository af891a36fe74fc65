import { knowledge } from "../../pipelines/disclosure-report/sources/knowledge.ts";
import { Fetcher } from "../../src/collecting/fetcher.ts";
import { openBrowser } from "../../src/collecting/http/browser.ts";
import { openHttp } from "../../src/collecting/http/client.ts";
import type { Look } from "../../src/collecting/look-through.ts";
import { lookThrough } from "../../src/collecting/look-through.ts";
import type { SiteTask } from "../../src/collecting/site-reader.ts";
import { readSite } from "../../src/collecting/site-reader.ts";
import type { NightlyTools } from "../../src/nightly/run-context.ts";
import { memoryArchive } from "../../src/storage/memory-archive.ts";
import type { Reference } from "../../src/storage/rows.ts";
import { openMemory } from "../../src/storage/state.ts";
import { nightlyConfig } from "./nightly-config.ts";

/** What a look through one source came to, and the documents that it found. */
export interface LookedAt extends Look {
	readonly references: readonly Reference[];
}

/** Looks through one source as a run does, over the network, with a memory of its own. */
export async function lookAt(
	source: Readonly<Record<string, unknown>>,
	shownBy?: { readonly program: string },
): Promise<LookedAt> {
	const browser = shownBy && openBrowser({ ...shownBy, userAgent: "gouji-test", timeoutMs: 60_000, requests: 30 });
	const store = openMemory();
	const config = nightlyConfig(
		JSON.stringify({
			sources: [{ id: "one", ...source }],
			politeness: { delay_seconds: 0, tries: 1, backoff_seconds: 0 },
			private_hosts: ["127.0.0.1"],
		}),
		"look.json",
	);
	const http = openHttp({ userAgent: "gouji-test", maxBytes: 1e7, timeoutMs: 5000, privateHosts: config.private_hosts, tls: [] });
	const tools = {
		config,
		pipeline: { sources: knowledge, regionOf: () => undefined },
		ledger: store.ledger,
		archive: memoryArchive(),
		http,
		browser,
		now: () => new Date(),
		sleep: async () => {},
		chance: () => 0,
		startedAt: new Date().toISOString(),
		runId: 1,
		readSite: async (task: SiteTask) => readSite(task, knowledge),
		warn: () => {},
		progress: () => {},
		isStopped: () => false,
	} as unknown as NightlyTools;
	try {
		const references: Reference[] = [];
		const [first] = config.sources;
		if (first === undefined) throw new Error("no source");
		const look = await lookThrough(first, { tools, fetcher: new Fetcher(tools) }, (found) => {
			if (found.kind === "reference") references.push(found.reference);
		});
		return { ...look, references };
	} finally {
		await browser?.close();
		await http.close();
		await store.close();
	}
}
