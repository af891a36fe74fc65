import type { SeenReference } from "../storage/rows.ts";
import type { Complete } from "./batch.ts";
import { spread } from "./batch.ts";
import { findLostReadings } from "./lost-readings.ts";
import type { NightlyScope } from "./night-scope.ts";
import { unreadOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";
import type { Payloads } from "./tasks.ts";

/** What a run could not read, or not read again. */
export interface ReadingResult {
	/** Documents that were given up, and readings that nothing can make again. */
	readonly failed: readonly ReportLine[];
	/** Names of readings that the ledger has and that are not there. */
	readonly lost: ReadonlySet<string>;
}

/**
 * Has every document read that this reader has not read, or whose reading is lost or damaged; what comes of it is in
 * the ledger. `reading` are those that were given to readers before.
 */
export async function readDocuments(
	{
		source,
		since,
		failed: isAgain = false,
		reading = new Map(),
	}: NightlyScope & { readonly reading?: ReadonlyMap<string, string> },
	tools: NightlyTools,
	complete: Complete,
): Promise<ReadingResult> {
	const run = { id: tools.runId, startedAt: tools.startedAt };
	const isInScope = (reference: Pick<SeenReference, "source" | "first_seen">) =>
		(source === undefined || reference.source === source) && (since === undefined || reference.first_seen.slice(0, 10) >= since);
	const mends = await findLostReadings(tools);
	if (mends.byDocument.size > 0)
		tools.warn(`${mends.byDocument.size} readings are lost or damaged; their documents are read again`);
	const unread = new Map([...(await unreadOf(isInScope, tools, { isAgain })), ...mends.unread].map((one) => [one.sha256, one]));
	// One host's documents, however long they take, come between those of all others.
	const shared = spread([...unread.values()], ({ url }) => (URL.canParse(url) ? new URL(url).host : ""));
	const tasks = shared.map((one) => ({
		key: one.sha256,
		payload: { run, unread: one } satisfies Payloads["read"],
	}));
	const results = await complete("read", tasks);
	const done = new Set(results.flatMap(({ key, error }) => (error === undefined ? [key] : [])));
	const lost = [...mends.byDocument].flatMap(([document, names]) => (done.has(document) ? [] : names));
	const givenUp = results.flatMap(({ key, error }) =>
		error === undefined ? [] : [{ url: unread.get(key)?.url ?? reading.get(key) ?? key, detail: `given up: ${error}` }],
	);
	const left = results.flatMap(({ key, body }) =>
		isLeft(body) ? [{ url: unread.get(key)?.url ?? reading.get(key) ?? key, detail: LEFT }] : [],
	);
	return { failed: [...givenUp, ...left, ...mends.forGood], lost: new Set(lost) };
}

const LEFT = "it is read in the next run: other documents of its host were made to stop their readers";

function isLeft(body: unknown): boolean {
	return typeof body === "object" && body !== null && "status" in body && body.status === "left";
}
