import type { NightlyTools } from "./nightly-tools.ts";
import type { PublishedReport } from "./pipeline.ts";

/** What was read, by the SHA-256 of its JSON. */
export async function readingOf(sha256: string, { readings }: Pick<NightlyTools, "readings">): Promise<PublishedReport> {
	return JSON.parse(new TextDecoder().decode(await readings.bytesOf(sha256))) as PublishedReport;
}
