import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/disclosure-report/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { OCR_ENGINES, Recognizer } from "../../src/reading/recognizer.ts";
import { sampleFolders } from "../golden/sample-folders.ts";

/** An accused report, one whose sums stay open, one without rulings, and a clean one, none with a table in a picture. */
const DIGITAL = ["bureau-2023-inconsistent", "county-2022-hybrid", "office-2019-no-rulings", "bureau-2021-ruled"];

/** What was started for a sample, of all that recognises. */
async function startedFor(name: string): Promise<string[]> {
	const started: string[] = [];
	const refused = (engine: string) => async () => {
		started.push(engine);
		throw new Error(`${engine} was started`);
	};
	const engines = { ...OCR_ENGINES, text: refused("text"), figures: refused("figures"), pages: refused("pages") };
	const folder = sampleFolders().find((one) => one.name === name);
	const bytes = new Uint8Array(await readFile(folder?.pdf ?? ""));
	await extractReport(bytes, name, { pipeline: disclosureReport, recognizer: new Recognizer(engines) }).catch(() => undefined);
	return started;
}

test.each(DIGITAL)("no engine of scans is started for %s", async (name) => {
	expect(await startedFor(name)).toEqual([]);
});

test("one is started for a table in a picture", async () => {
	expect(await startedFor("bureau-2022-pictured-table")).toContain("text");
});
