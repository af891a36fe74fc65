import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gouji } from "../../support/command.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { SAMPLE_CORRECTION, sampleSet } from "../../support/sample-set.ts";

const correction = SAMPLE_CORRECTION;

let set: SampleSet;
beforeAll(async () => {
	set = await sampleSet();
});
afterAll(() => set.remove());

test.each([
	["no list", "{}"],
	["no JSON", "["],
	["no reason", JSON.stringify([{ ...correction, reason: "" }])],
	["no report", JSON.stringify([{ ...correction, report_id: undefined }])],
	["a text for a value", JSON.stringify([{ ...correction, value: "7" }])],
])("corrections with %s are refused, and nothing is exported", async (_, text) => {
	const file = join(set.folder, "corrections.json");
	await writeFile(file, text);
	const to = join(set.folder, "never");
	const { code, stderr } = await gouji(["export", "--from", set.from, "--to", to, "--corrections", file, "--format", "csv"]);
	expect([code, stderr.includes("corrections")]).toEqual([2, true]);
});
