import type { Source } from "../sources/source-kinds.ts";
import type { Stage, Task } from "../store/queue.ts";
import type { SeenReference } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Trouble } from "./nightly-discover.ts";
import { discover } from "./nightly-discover.ts";
import { Fetcher } from "./nightly-fetch.ts";
import { newsOf } from "./nightly-news.ts";
import type { ReadFile, Unread } from "./nightly-read.ts";
import { readOnce } from "./nightly-read.ts";
import type { NightlyTools } from "./nightly-tools.ts";
import { Interrupted } from "./work.ts";

/** The run that a task belongs to; goes with every task, because workers begin none. */
export interface TaskRun {
	readonly id: number;
	readonly startedAt: string;
}

/** What looking through one source gave. */
export interface Looked {
	readonly listed: readonly string[];
	readonly troubles: readonly Trouble[];
}

/** One document's fetch in this run. */
export interface FetchedDocument {
	readonly url: string;
	readonly state: "new" | "changed" | "unchanged" | "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
}

/** What tasks of each stage carry. */
export interface Payloads {
	readonly discover: { readonly run: TaskRun; readonly source: string };
	readonly fetch: { readonly run: TaskRun; readonly url: string; readonly kind: SeenReference["kind"] };
	readonly read: { readonly run: TaskRun; readonly unread: Unread };
}

type Tools = Omit<NightlyTools, "ledger" | "startedAt" | "runId">;

/** What each stage does with a task. The same for a run that works alone and for workers of another machine. */
export function stageHandlers(store: Store, tools: Tools, readFile: ReadFile): Record<Stage, (task: Task) => Promise<unknown>> {
	let current: { readonly key: string; readonly fetcher: Fetcher } | undefined;
	// What robots.txt says is known once a run, whichever task asked.
	const fetcherOf = ({ id, startedAt }: TaskRun): Fetcher => {
		const key = `${id} ${startedAt}`;
		if (current?.key !== key) current = { key, fetcher: new Fetcher({ ...tools, ledger: store.ledger, runId: id, startedAt }) };
		return current.fetcher;
	};
	const toolsOf = (task: Task, { id, startedAt }: TaskRun): NightlyTools => ({
		...tools,
		ledger: store.ledgerOf(task),
		runId: id,
		startedAt,
	});
	return {
		discover: async (task) => {
			const { run, source } = task.payload as Payloads["discover"];
			const own = toolsOf(task, run);
			const found = tools.config.sources.find(({ id }) => id === source);
			if (!found) throw new Error(`This worker's configuration has no source ${source}`);
			return lookThrough(found, own, fetcherOf(run).withLedger(own.ledger));
		},
		fetch: async (task) => {
			const { run, url, kind } = task.payload as Payloads["fetch"];
			const own = toolsOf(task, run);
			return fetchOne({ url, kind }, own, fetcherOf(run).withLedger(own.ledger));
		},
		read: async (task) => {
			const { run, unread } = task.payload as Payloads["read"];
			return readOnce(unread, toolsOf(task, run), readFile);
		},
	};
}

async function lookThrough(source: Source, tools: NightlyTools, fetcher: Fetcher): Promise<Looked> {
	const looked = { listed: new Set<string>(), troubles: [] as Trouble[] };
	let isWhole = true;
	for await (const found of discover(source, tools, fetcher)) {
		isWhole &&= found.kind !== "trouble";
		if (found.kind === "trouble") {
			const { trouble } = found;
			looked.troubles.push(trouble);
			tools.progress(`${trouble.state} ${trouble.url}: ${trouble.detail}`, { ...trouble });
			continue;
		}
		looked.listed.add(found.reference.url);
		await tools.ledger.list(found.reference, tools.now().toISOString());
	}
	// A source that was looked through in part only is not done.
	if (tools.isStopped()) throw new Interrupted();
	// What such a look did not find was not there; a later one that finds it knows since when.
	if (isWhole) await tools.ledger.look({ source: source.id, at: tools.now().toISOString() });
	return { ...looked, listed: [...looked.listed] };
}

async function fetchOne(
	{ url, kind }: Pick<SeenReference, "url" | "kind">,
	tools: NightlyTools,
	fetcher: Fetcher,
): Promise<FetchedDocument> {
	const { state, detail, resource } = await fetcher.fetch({ url, method: "GET", wants: kind === "html" ? "page" : "document" });
	if ((state !== "ok" && state !== "unchanged") || !resource?.sha256) {
		return { url, state: state === "ok" || state === "unchanged" ? "failed" : state, detail };
	}
	const result = { url, state: await newsOf({ ...resource, sha256: resource.sha256 }, tools), detail: "" };
	if (result.state !== "unchanged") tools.progress(`${result.state} ${url}`, { ...result });
	return result;
}
