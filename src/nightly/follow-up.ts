import type { NewTask, TaskResult } from "../storage/queue.ts";
import type { Address } from "../storage/rows.ts";
import type { Follow } from "./batch.ts";
import type { NightlyScope } from "./night-scope.ts";
import { addressesIn, longestAgoFirst } from "./night-scope.ts";
import { unreadAt } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { FetchedDocument, Payloads, SourceScan, TaskRun } from "./tasks.ts";

/** The task of fetching one document; those of one host are not handed out side by side. */
export function fetchTask({ url, kind }: Pick<Address, "url" | "kind">, run: TaskRun): NewTask {
	return { stage: "fetch", key: url, group: new URL(url).host, payload: { run, url, kind } satisfies Payloads["fetch"] };
}

/**
 * Fetches what a source lists as soon as it was looked through, and reads documents as soon as they are there. Addresses of documents that
 * were given to readers are put into `reading`, by their SHA-256.
 */
export function followUp(
	scope: NightlyScope,
	run: TaskRun,
	{ tools, reading }: { tools: NightlyTools; reading: Map<string, string> },
): Follow {
	const toFetch = async (ended: readonly TaskResult[]): Promise<NewTask[]> => {
		const listed = new Set(ended.flatMap(({ body, error }) => (error === undefined ? (body as SourceScan).listed : [])));
		const addresses: Address[] = [];
		for (const url of listed) {
			const reference = await tools.ledger.reference(url);
			const resource = await tools.ledger.resource(url);
			if (reference)
				addresses.push({ ...reference, last_attempt: resource?.last_attempt ?? null, state: resource?.state ?? null });
		}
		return longestAgoFirst(addressesIn(addresses, { scope, config: tools.config, listed })).map((address) =>
			fetchTask(address, run),
		);
	};
	const toRead = async (ended: readonly TaskResult[]): Promise<NewTask[]> => {
		const tasks: NewTask[] = [];
		for (const { body, error } of ended) {
			const unread = error === undefined ? await unreadAt((body as FetchedDocument).url, tools) : undefined;
			if (!unread) continue;
			reading.set(unread.sha256, unread.url);
			tasks.push({ stage: "read", key: unread.sha256, payload: { run, unread } satisfies Payloads["read"] });
		}
		return tasks;
	};
	return { after: ["discover", "fetch"], next: (stage, ended) => (stage === "discover" ? toFetch(ended) : toRead(ended)) };
}
