#!/usr/bin/env node
// Starts gouji from its TypeScript source where that is present, from the built files otherwise
// (Node does not strip types inside node_modules).
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
	console.error(`gouji needs Node 22.18 or newer; this is ${process.version}. Use npx gouji, or install a newer Node.`);
	process.exit(2);
}
// Halves the time to start, also that of the reading processes.
module.enableCompileCache();
const source = new URL("../pipelines/main.ts", import.meta.url);
const built = new URL("../dist/command/main.js", import.meta.url);
const { start } = await import(existsSync(fileURLToPath(source)) ? source.href : built.href);
await start(process.argv);
