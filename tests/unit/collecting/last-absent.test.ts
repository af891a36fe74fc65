import { expect, test } from "vitest";
import type { ScanRecord } from "../../../src/storage/rows.ts";
import { openMemory } from "../../../src/storage/state.ts";

const NIGHTS = ["2026-01-10T01:00:00Z", "2026-01-20T01:00:00Z", "2026-02-05T01:00:00Z"] as const;
const report = { source: "city", first_seen: "2026-02-05T00:59:00Z", dated: "2026-01-15" };
const whole: Omit<ScanRecord, "at"> = {
	source: "city",
	is_whole: 1,
	found: 3,
	pages: 1,
	entries: 20,
	oldest: "2024-01-20",
	fingerprint: "a",
	doubts: "[]",
};

/** The last day on which the report was absent, after looks of which the second is changed. */
async function lastAbsent(changed: Partial<ScanRecord>): Promise<string | undefined> {
	const store = openMemory();
	try {
		for (const [i, at] of NIGHTS.entries()) if (i > 0) await store.ledger.look({ ...whole, at, ...(i === 1 ? changed : {}) });
		return await store.ledger.lastAbsent(report);
	} finally {
		await store.close();
	}
}

test("a report was absent when a whole look of the same kind, back to its day, did not have it", async () => {
	expect(await lastAbsent({})).toBe(NIGHTS[1]);
});

test.each<[string, Partial<ScanRecord>]>([
	["was not whole", { is_whole: 0 }],
	["found no report at all", { found: 0 }],
	["had another configuration or reader", { fingerprint: "b" }],
	["reached back less far than the report's day", { oldest: "2026-01-18" }],
	["reached back to the very day, of which more may lie beyond its end", { oldest: "2026-01-15" }],
	["read a list that prints no days", { oldest: null }],
	["was of another source", { source: "other" }],
	["is of a version that said nothing of it", { is_whole: 0, found: 0, oldest: null, fingerprint: "" }],
])("no look proves absence that %s", async (_, changed) => {
	expect(await lastAbsent(changed)).toBeUndefined();
});
