import { fileURLToPath } from "node:url";
import { main, serveReader } from "../src/command.ts";
import { disclosureReport } from "./index.ts";

const entry = fileURLToPath(new URL("../bin/gouji.mjs", import.meta.url));
const builtEntry = fileURLToPath(new URL("../../bin/gouji.mjs", import.meta.url));
const isBuilt = import.meta.url.endsWith(".js");

/** Starts the command, or a reading process of it. */
export async function start(argv: readonly string[]): Promise<void> {
	if (argv[2] === "--reader") {
		await serveReader(disclosureReport);
		return;
	}
	const samples = fileURLToPath(new URL(isBuilt ? "../../samples" : "../samples", import.meta.url));
	process.exitCode = await main(argv, {
		pipeline: disclosureReport,
		entry: isBuilt ? builtEntry : entry,
		samples,
		out: (text) => process.stdout.write(text),
		isTerminal: process.stderr.isTTY === true,
	});
}
