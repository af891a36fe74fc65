import { fileURLToPath } from "node:url";
import { main, serveReader, serveSites } from "../src/command.ts";

const entry = fileURLToPath(new URL("../bin/gouji.mjs", import.meta.url));
const builtEntry = fileURLToPath(new URL("../../bin/gouji.mjs", import.meta.url));
const isBuilt = import.meta.url.endsWith(".js");

/** The knowledge of reports; commands that hand documents to reading processes start without it. */
const loadPipeline = async () => (await import("./index.ts")).disclosureReport;

/** Starts the command, or a reading process of it. */
export async function start(argv: readonly string[]): Promise<void> {
	if (argv[2] === "--reader") {
		await serveReader(loadPipeline);
		return;
	}
	if (argv[2] === "--site-reader") {
		await serveSites(loadPipeline);
		return;
	}
	let isClosed = false;
	for (const stream of [process.stdout, process.stderr])
		stream.on("error", (error: NodeJS.ErrnoException) => {
			// Whoever read it has seen enough, as `head` has: a verb goes on to its end without being heard.
			if (error.code !== "EPIPE") throw error;
			if (stream === process.stdout) isClosed = true;
		});
	const samples = fileURLToPath(new URL(isBuilt ? "../../samples" : "../samples", import.meta.url));
	process.exitCode = await main(argv, {
		loadPipeline,
		entry: isBuilt ? builtEntry : entry,
		samples,
		out: (text) => void (isClosed || process.stdout.write(text)),
		isOutputClosed: () => isClosed,
		isTerminal: process.stderr.isTTY === true,
	});
}
