// Rewrites the expected reports of the samples: review the change in figures as closely as code.
// Names of samples as arguments limit it to them.
import { readFile, writeFile } from "node:fs/promises";
import { tools } from "../support/extract.ts";
import { reportText, sampleFolders } from "./sample-folders.ts";

const wanted = process.argv.slice(2);
for (const sample of sampleFolders()) {
	if (wanted.length > 0 && !wanted.includes(sample.name)) continue;
	const text = await reportText(sample);
	const before = await readFile(sample.expected, "utf8").catch(() => "");
	if (text !== before) await writeFile(sample.expected, text);
	console.log(`${sample.name}: ${text === before ? "unchanged" : "rewritten"}`);
}
await tools.recognizer.close();
