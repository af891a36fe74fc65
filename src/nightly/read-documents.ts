import type { SeenReference } from "../storage/rows.ts";
import type { Complete } from "./batch.ts";
import { spread } from "./batch.ts";
import type { NightlyScope } from "./gather.ts";
import { unreadOf } from "./read-archived.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";
import type { Payloads } from "./tasks.ts";

/** Has every document read that this reader has not read; what comes of it is in the ledger. Gives those that were given up. */
export async function readDocuments(
	{ source, since }: NightlyScope,
	tools: NightlyTools,
	complete: Complete,
): Promise<ReportLine[]> {
	const run = { id: tools.runId, startedAt: tools.startedAt };
	const isInScope = (reference: Pick<SeenReference, "source" | "first_seen">) =>
		(source === undefined || reference.source === source) && (since === undefined || reference.first_seen.slice(0, 10) >= since);
	const unread = await unreadOf(isInScope, tools);
	// One host's documents, however long they take, come between those of all others.
	const shared = spread(unread, ({ url }) => (URL.canParse(url) ? new URL(url).host : ""));
	const tasks = shared.map((one) => ({ key: one.sha256, payload: { run, unread: one } satisfies Payloads["read"] }));
	const urls = new Map(unread.map(({ sha256, url }) => [sha256, url]));
	return (await complete("read", tasks)).flatMap(({ key, error }) =>
		error === undefined ? [] : [{ url: urls.get(key) ?? key, detail: `given up: ${error}` }],
	);
}
