import type { Resource } from "../storage/rows.ts";
import type { CollectingContext } from "./context.ts";

/**
 * Sees an address' bytes: whether they are news of this run. A run that was killed after the bytes came
 * still tells of them when it goes on.
 */
export async function changeOf(
	resource: Resource & { readonly sha256: string },
	{ ledger, now, runId }: CollectingContext,
): Promise<"new" | "changed" | "unchanged"> {
	const { number, isNew } = await ledger.see(resource, now().toISOString(), runId);
	if (!isNew && (await ledger.versions(resource.url)).at(-1)?.run !== runId) return "unchanged";
	return number > 1 ? "changed" : "new";
}
