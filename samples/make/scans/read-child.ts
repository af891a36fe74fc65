import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { disclosureReport } from "../../../pipelines/index.ts";
import { extractReport } from "../../../src/mapping/extract-report.ts";
import { Recognizer } from "../../../src/reading/recognizer.ts";

/** What the process that reads answers to the path of a document. */
export interface ReadAnswer {
	readonly json?: string;
	readonly error?: string;
	/** Processor time that reading took, of all threads, in seconds. */
	readonly cpuSeconds: number;
}

const tools = { pipeline: disclosureReport, recognizer: new Recognizer() };

process.on("message", (path: string) => {
	void answer(path).then((reply) => process.send?.(reply));
});
process.on("disconnect", () => process.exit(0));

async function answer(path: string): Promise<ReadAnswer> {
	const before = process.cpuUsage();
	const cpuSeconds = () => {
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1e6;
	};
	try {
		const report = await extractReport(new Uint8Array(await readFile(path)), basename(path), tools);
		return { json: JSON.stringify(report), cpuSeconds: cpuSeconds() };
	} catch (error) {
		return { error: error instanceof Error ? error.message : String(error), cpuSeconds: cpuSeconds() };
	}
}
