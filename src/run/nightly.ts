import PQueue from "p-queue";
import type { Source } from "../sources/source-kinds.ts";
import type { SeenReference } from "../store/rows.ts";
import type { Discovered, Trouble } from "./nightly-discover.ts";
import { discover } from "./nightly-discover.ts";
import { Fetcher } from "./nightly-fetch.ts";
import { newsOf } from "./nightly-news.ts";
import type { NightlyTools } from "./nightly-tools.ts";

/** What the operator asked this run to leave out. */
export interface NightlyScope {
	/** Only this source. */
	readonly source?: string | undefined;
	/** At most this many documents are fetched. */
	readonly limit?: number | undefined;
	/** Only references first listed on or after this day. */
	readonly since?: string | undefined;
}

/** One document's fetch in this run. */
export interface FetchedDocument {
	readonly url: string;
	readonly state: "new" | "changed" | "unchanged" | "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
}

/** What a run did before reading. */
export interface Gathered {
	readonly listed: readonly string[];
	readonly fresh: readonly string[];
	readonly troubles: readonly Trouble[];
	readonly documents: readonly FetchedDocument[];
}

/** Sources that are looked through side by side; each host still answers one request at a time. */
const SIDE_BY_SIDE = 16;

/** Looks through the sources and fetches what they point to. `listFolder` lists a folder's files as references. */
export async function gather(
	scope: NightlyScope,
	tools: NightlyTools,
	listFolder: (source: Extract<Source, { kind: "folder" }>) => Promise<readonly FetchedDocument[]>,
): Promise<Gathered> {
	const fetcher = new Fetcher(tools);
	const sources = tools.config.sources.filter((source) => scope.source === undefined || source.id === scope.source);
	const gathered = {
		listed: new Set<string>(),
		fresh: [] as string[],
		troubles: [] as Trouble[],
		documents: [] as FetchedDocument[],
	};
	const queue = new PQueue({ concurrency: SIDE_BY_SIDE });
	await queue.addAll(
		sources.map((source) => async () => {
			if (source.kind === "folder") {
				const documents = await listFolder(source);
				gathered.documents.push(...documents);
				for (const { url, state } of documents) {
					gathered.listed.add(url);
					if (state === "new") gathered.fresh.push(url);
				}
				return;
			}
			let isWhole = true;
			for await (const found of discover(source, tools, fetcher)) {
				isWhole &&= found.kind !== "trouble";
				note(found, gathered, tools);
			}
			// What such a look did not find was not there; a later one that finds it knows since when.
			if (isWhole && !tools.isStopped()) tools.ledger.look({ source: source.id, at: tools.now().toISOString() });
		}),
	);
	const wanted = tools.ledger.references().filter((reference) => isInScope(reference, scope, gathered.listed));
	const documents = await fetchAll(wanted, { scope, tools, fetcher });
	return {
		listed: [...gathered.listed].sort(),
		fresh: gathered.fresh.sort(),
		troubles: gathered.troubles.sort((a, b) => (a.url < b.url ? -1 : 1)),
		documents: [...gathered.documents, ...documents].sort((a, b) => (a.url < b.url ? -1 : 1)),
	};
}

function note(
	found: Discovered,
	gathered: { readonly listed: Set<string>; readonly fresh: string[]; readonly troubles: Trouble[] },
	{ ledger, now, progress }: NightlyTools,
): void {
	if (found.kind === "trouble") {
		gathered.troubles.push(found.trouble);
		progress(`${found.trouble.state} ${found.trouble.url}: ${found.trouble.detail}`, { ...found.trouble });
		return;
	}
	gathered.listed.add(found.reference.url);
	if (ledger.list(found.reference, now().toISOString())) gathered.fresh.push(found.reference.url);
}

function isInScope(reference: SeenReference, scope: NightlyScope, listed: ReadonlySet<string>): boolean {
	if (!listed.has(reference.url) || !/^https?:/.test(reference.url)) return false;
	return scope.since === undefined || reference.first_seen.slice(0, 10) >= scope.since;
}

async function fetchAll(
	references: readonly SeenReference[],
	{ scope, tools, fetcher }: { scope: NightlyScope; tools: NightlyTools; fetcher: Fetcher },
): Promise<FetchedDocument[]> {
	const hosts = new Map<string, SeenReference[]>();
	const chosen = scope.limit === undefined ? references : unfetchedFirst(references, tools).slice(0, scope.limit);
	for (const reference of chosen) {
		const { host } = new URL(reference.url);
		const ofHost = hosts.get(host) ?? [];
		ofHost.push(reference);
		hosts.set(host, ofHost);
	}
	const documents: FetchedDocument[] = [];
	await Promise.all(
		[...hosts.values()].map(async (ofHost) => {
			for (const reference of ofHost) documents.push(await fetchOne(reference, tools, fetcher));
		}),
	);
	return documents;
}

/** A limit shall not stop at the same documents every night. */
function unfetchedFirst(references: readonly SeenReference[], { ledger }: NightlyTools): SeenReference[] {
	const lastAttempt = new Map(references.map(({ url }) => [url, ledger.resource(url)?.last_attempt ?? ""]));
	const rank = ({ url }: SeenReference) => lastAttempt.get(url) ?? "";
	return references.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

async function fetchOne({ url, kind }: SeenReference, tools: NightlyTools, fetcher: Fetcher): Promise<FetchedDocument> {
	const { state, detail, resource } = await fetcher.fetch({ url, method: "GET", wants: kind === "html" ? "page" : "document" });
	if ((state !== "ok" && state !== "unchanged") || !resource?.sha256) {
		return { url, state: state === "ok" || state === "unchanged" ? "failed" : state, detail };
	}
	const result = { url, state: newsOf({ ...resource, sha256: resource.sha256 }, tools), detail: "" };
	if (result.state !== "unchanged") tools.progress(`${result.state} ${url}`, { ...result });
	return result;
}
