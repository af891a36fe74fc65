import type { ParsedReport } from "../check/report-checker.ts";
import { toErrorRecord } from "../model/errors.ts";
import type { NightlyTools } from "./run-context.ts";

/** Where readings are kept, and who understands them. */
export type ReadingTools = Pick<NightlyTools, "readings" | "pipeline">;

/** The same, or undefined where it is lost. */
export async function readingUnlessLost(sha256: string, tools: ReadingTools): Promise<ParsedReport | undefined> {
	try {
		return await readingOf(sha256, tools);
	} catch (error) {
		if (toErrorRecord(error).code === "damaged-archive") return undefined;
		throw error;
	}
}

/** What was read, by the SHA-256 of its JSON. */
export async function readingOf(sha256: string, { readings, pipeline }: ReadingTools): Promise<ParsedReport> {
	return pipeline.parse(JSON.parse(new TextDecoder().decode(await readings.bytesOf(sha256))));
}
