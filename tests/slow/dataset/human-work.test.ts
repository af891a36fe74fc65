import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportResult } from "../../../src/output/dataset/export-options.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { parseCorrections } from "../../../src/output/dataset/human-work.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const REPORT = "bureau-2023-inconsistent.json";
const PATH = "remedies.review.total";
const NEW_BYTES = "f".repeat(64);
const correction = { path: PATH, value: 2, at: "2026-11-01T02:00:00Z", reason: "原件为2" };

let set: SampleSet;
let document = "";
beforeAll(async () => {
	set = await sampleSet();
	document = (JSON.parse(await readFile(join(set.from, REPORT), "utf8")) as { source: { sha256: string } }).source.sha256;
});
afterAll(() => set.remove());

async function outcomesOf(entries: readonly object[], from = set.from, to = "outcomes"): Promise<ExportResult["corrections"]> {
	const humanWork = { corrections: parseCorrections(entries), decisions: [] };
	return (await exportSet(set.request({ formats: ["csv"], humanWork }, from), join(set.folder, to))).corrections;
}

test("every correction is applied, replaced, refused with a reason, or told as unmatched", async () => {
	const own = { ...correction, report_id: "青石市教育局-2023-v1" };
	const outcomes = await outcomesOf([
		own,
		// 09:00 in Shanghai is before 02:00 in Greenwich.
		{ ...own, value: 7, at: "2026-11-01T09:00:00+08:00" },
		{ ...own, at: "yesterday" },
		{ ...own, value: -5.5 },
		{ ...own, value: 2.5 },
		{ ...own, path: "remedies.review.totall" },
		{ ...own, path: "issuer.name" },
		{ ...own, path: "statistics.received" },
		{ ...correction, sha256: "ffff" },
		{ ...correction, issuer: "青石市教育局", year: 2023, path: "requests.received.total", before: 34, value: 33 },
	]);
	expect(outcomes.map(({ result }) => result)).toEqual([
		...["applied", "replaced", "refused", "refused", "refused", "refused", "refused", "refused", "unmatched", "refused"],
	]);
	for (const { result, reason } of outcomes) expect(reason === "", result).toBe(["applied", "replaced"].includes(result));
});

test("one made on a file that was replaced is carried over where the printed figure is the same, and refused where it is not", async () => {
	const from = join(set.folder, "renewed");
	await cp(set.from, from, { recursive: true });
	const text = await readFile(join(from, REPORT), "utf8");
	const desk = [{ ...correction, sha256: document, before: 3 }];
	expect((await outcomesOf(desk, from, "nights")).map(({ result }) => result)).toEqual(["applied"]);
	await writeFile(join(from, REPORT), text.replaceAll(document, NEW_BYTES));
	expect((await outcomesOf(desk, from, "nights")).map(({ result }) => result)).toEqual(["carried"]);
	expect((await outcomesOf([{ ...desk[0], before: 4 }], from, "nights")).map(({ result }) => result)).toEqual(["refused"]);
	// A folder that never held the file knows from the run what stood at the address before.
	expect((await outcomesOf(desk, from, "afresh")).map(({ result }) => result)).toEqual(["unmatched"]);
	const told = text.replaceAll(document, NEW_BYTES).replace('"source": {', `"source": { "earlier": ["${document}"],`);
	await writeFile(join(from, REPORT), told);
	expect((await outcomesOf(desk, from, "afresh")).map(({ result }) => result)).toEqual(["carried"]);
});
