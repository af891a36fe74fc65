import type { SourceAccount } from "../collecting/source-account.ts";
import type { FetchFailure } from "../collecting/walk.ts";
import { append } from "../model/many.ts";
import type { TaskResult } from "../storage/queue.ts";
import type { Complete } from "./batch.ts";
import { fetchTask, followUp } from "./follow-up.ts";
import { importFolder } from "./import-folder.ts";
import type { NightlyScope } from "./night-scope.ts";
import { addressesIn, longestAgoFirst, sourcesIn } from "./night-scope.ts";
import type { NightlyTools } from "./run-context.ts";
import type { FetchedDocument, Payloads, SourceScan, TaskRun } from "./tasks.ts";

/** What a run did before reading. */
export interface DiscoveryResult {
	/** How many references the sources listed. */
	readonly found: number;
	readonly troubles: readonly FetchFailure[];
	/** What was seen of each source on the web, in order of the configuration. */
	readonly accounts: readonly SourceAccount[];
	/** Addresses of documents that are read already, by their SHA-256. */
	readonly reading: ReadonlyMap<string, string>;
	/** Those that are not as the night before, in order of address. */
	readonly documents: readonly FetchedDocument[];
}

/** What a run without network gathers. */
export const NOTHING_GATHERED: DiscoveryResult = { found: 0, troubles: [], accounts: [], reading: new Map(), documents: [] };

/** Looks through the sources and fetches what they point to. Folders are read here, where they are, and never by another machine. */
export async function gather(scope: NightlyScope, tools: NightlyTools, complete: Complete): Promise<DiscoveryResult> {
	const isNamed = [scope.source, scope.issuer, scope.year, scope.failed].some((part) => part !== undefined);
	const run: TaskRun = { id: tools.runId, startedAt: tools.startedAt, ...(isNamed ? { asksAll: true } : {}) };
	const sources = await sourcesIn(scope, tools);
	const listed = new Set<string>();
	const documents: FetchedDocument[] = [];
	for (const source of sources) {
		if (source.kind !== "folder") continue;
		for (const document of await importFolder(source, tools)) {
			documents.push(document);
			listed.add(document.url);
		}
	}
	const reading = new Map<string, string>();
	// A limit goes by all that is listed.
	const follow = scope.limit === undefined ? followUp(scope, run, { tools, reading }) : undefined;
	const looks = await complete(
		"discover",
		sources
			.filter(({ kind }) => kind !== "folder")
			.map(({ id }) => ({ key: id, payload: { run, source: id } satisfies Payloads["discover"] })),
		follow,
	);
	const troubles: FetchFailure[] = [];
	const accounts: SourceAccount[] = [];
	for (const { key, body, error } of looks) {
		if (error !== undefined) {
			const failure = givenUp(key, tools, error);
			troubles.push(failure);
			accounts.push(accountOfNothing(failure));
			continue;
		}
		const looked = body as SourceScan;
		for (const url of looked.listed) listed.add(url);
		append(troubles, looked.troubles);
		accounts.push(looked.account);
	}
	const wanted = addressesIn(await tools.ledger.addresses(), { scope, config: tools.config, listed });
	// A budget that ends, of a host or of the night, shall not end at the same documents every time.
	const chosen = longestAgoFirst(wanted).slice(0, scope.limit ?? wanted.length);
	const fetched = await complete(
		"fetch",
		chosen.map((address) => fetchTask(address, run)),
		follow,
	);
	return {
		found: listed.size,
		reading,
		accounts: inOrderOf(sources, accounts),
		troubles: troubles.sort((a, b) => (a.url < b.url ? -1 : 1)),
		documents: [...documents, ...fetched.map(toDocument)]
			.filter(({ state }) => state !== "unchanged")
			.sort((a, b) => (a.url < b.url ? -1 : 1)),
	};
}

function toDocument({ key, body, error }: TaskResult): FetchedDocument {
	return error === undefined ? (body as FetchedDocument) : { url: key, state: "failed", detail: `given up: ${error}` };
}

function givenUp(source: string, { config }: NightlyTools, error: string): FetchFailure {
	const found = config.sources.find(({ id }) => id === source);
	return { source, url: found && "url" in found ? found.url : source, state: "failed", detail: `given up: ${error}` };
}

/** A source that could not be looked through at all. */
function accountOfNothing({ source, url }: FetchFailure): SourceAccount {
	const doubts = [{ code: "troubles", count: 1 }] as const;
	return { source, url, found: 0, pages: 0, entries: 0, refused: {}, oldest: null, doubts };
}

function inOrderOf(sources: readonly { readonly id: string }[], accounts: readonly SourceAccount[]): SourceAccount[] {
	const bySource = new Map(accounts.map((account) => [account.source, account]));
	return sources.flatMap(({ id }) => bySource.get(id) ?? []);
}
