import type { ParsedReport } from "../check/report-checker.ts";
import type { NightlyTools } from "./run-context.ts";

/** Where readings are kept, and who understands them. */
export type ReadingTools = Pick<NightlyTools, "readings" | "pipeline">;

/** What was read, by the SHA-256 of its JSON. */
export async function readingOf(sha256: string, { readings, pipeline }: ReadingTools): Promise<ParsedReport> {
	return pipeline.parse(JSON.parse(new TextDecoder().decode(await readings.bytesOf(sha256))));
}
