import type { ReportFamily } from "./report-family.ts";

/** Starts a reading process. What reads documents is loaded here only: commands that read none start without it. */
export async function serveReader(pipeline: ReportFamily): Promise<void> {
	const reader = await import("./reader.ts");
	reader.serveReader(pipeline);
}
