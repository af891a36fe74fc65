import { createHash } from "node:crypto";
import { changeOf } from "../collecting/changes.ts";
import { Fetcher } from "../collecting/fetcher.ts";
import { lookThrough } from "../collecting/look-through.ts";
import type { SourceAccount } from "../collecting/source-account.ts";
import type { Source } from "../collecting/sources/source-kinds.ts";
import { Interrupted } from "../model/interrupted.ts";
import type { Task } from "../storage/queue.ts";
import type { ScanRecord, SeenReference } from "../storage/rows.ts";
import type { Store } from "../storage/store.ts";
import type { NightlyTools } from "./run-context.ts";
import type { StageTools } from "./task-context.ts";
import { toolsOf } from "./task-context.ts";
import type { FetchedDocument, Payloads, SourceScan, TaskRun } from "./tasks.ts";

/** What is done with tasks that ask sites: looking through a source's lists, and fetching one document. */
export function webStages(store: Store, tools: StageTools): Record<"discover" | "fetch", (task: Task) => Promise<unknown>> {
	let current: { readonly key: string; readonly fetcher: Fetcher } | undefined;
	// What robots.txt says is known once a run, whichever task asked.
	const fetcherOf = ({ id, startedAt }: TaskRun): Fetcher => {
		const key = `${id} ${startedAt}`;
		if (current?.key !== key) current = { key, fetcher: new Fetcher({ ...tools, ledger: store.ledger, runId: id, startedAt }) };
		return current.fetcher;
	};
	return {
		discover: async (task) => {
			const { run, source } = task.payload as Payloads["discover"];
			const own = toolsOf(task, run, { store, tools });
			const found = tools.config.sources.find(({ id }) => id === source);
			if (!found) throw new Error(`This worker's configuration has no source ${source}`);
			return scan(found, own, fetcherOf(run).withLedger(own.ledger));
		},
		fetch: async (task) => {
			const { run, url, kind } = task.payload as Payloads["fetch"];
			const own = toolsOf(task, run, { store, tools });
			return fetchOne({ url, kind }, own, fetcherOf(run).withLedger(own.ledger));
		},
	};
}
async function scan(source: Source, tools: NightlyTools, fetcher: Fetcher): Promise<SourceScan> {
	const listed: string[] = [];
	const { account, troubles } = await lookThrough(source, { tools, fetcher }, async (found) => {
		if (found.kind === "trouble")
			return tools.progress(`${found.trouble.state} ${found.trouble.url}: ${found.trouble.detail}`, { ...found.trouble });
		listed.push(found.reference.url);
		await tools.ledger.list(found.reference, tools.now().toISOString());
	});
	// A source that was looked through in part only is not done.
	if (tools.isStopped()) throw new Interrupted();
	await tools.ledger.look(recordOf(account, source, tools));
	return { listed: [...new Set(listed)], troubles, account };
}

function recordOf(account: SourceAccount, source: Source, { config, reader, now }: NightlyTools): ScanRecord {
	const { found, pages, entries, oldest, doubts } = account;
	const read = JSON.stringify([source, config.limits.list_pages, reader]);
	return {
		source: source.id,
		at: now().toISOString(),
		is_whole: doubts.length === 0 ? 1 : 0,
		found,
		pages,
		entries,
		oldest,
		fingerprint: createHash("sha256").update(read).digest("hex").slice(0, 16),
		doubts: JSON.stringify(doubts),
	};
}

async function fetchOne(
	{ url, kind }: Pick<SeenReference, "url" | "kind">,
	tools: NightlyTools,
	fetcher: Fetcher,
): Promise<FetchedDocument> {
	const source = (await tools.ledger.reference(url))?.source;
	const wants = kind === "html" ? "page" : "document";
	const { state, detail, resource } = await fetcher.fetch({ url, method: "GET", wants, source });
	if ((state !== "ok" && state !== "unchanged") || !resource?.sha256) {
		return { url, state: state === "ok" || state === "unchanged" ? "failed" : state, detail };
	}
	const result = { url, state: await changeOf({ ...resource, sha256: resource.sha256 }, tools), detail: "" };
	if (result.state !== "unchanged") tools.progress(`${result.state} ${url}`, { ...result });
	return result;
}
