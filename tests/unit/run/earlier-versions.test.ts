import { expect, test } from "vitest";
import { check as checkEntries } from "../../../src/nightly/check-entries.ts";
import type { Entry } from "../../../src/nightly/entries.ts";
import type { RelatedReports } from "../../../src/nightly/related-reports.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";

/** What a report of 商务局 at an address is compared with, where this stood there before. */
async function comparedWith(before: { readonly issuer: string; readonly year: number }): Promise<unknown> {
	let given: unknown;
	const report = { issuer: { name: "石桥市商务局" }, source: {} };
	const check = (facts: { readonly earlier?: unknown }) => {
		given = facts.earlier;
		return { report };
	};
	const tools = {
		ledger: {
			reference: async () => ({ url: "https://a.example/1.pdf", kind: "pdf", page_url: null, first_seen: "" }),
			versions: async () => [
				{ sha256: "old", first_seen: "" },
				{ sha256: "new", first_seen: "" },
			],
			lastOutcome: async () => ({ ...before, report: "reading" }),
		},
		readings: { bytesOf: async () => new TextEncoder().encode("{}") },
		pipeline: { parse: () => ({ report, check }) },
		config: { roster: [], rules: {} },
		kind: { knowsPublication: false, nameOf: (url: string) => url },
	} as unknown as NightlyTools;
	const reference = { url: "https://a.example/1.pdf", source: "s", kind: "pdf", title: "", issuer: null, year: 2025 };
	const outcome = { report: "reading", issuer: "石桥市商务局", year: 2025, code: null };
	const entry = { reference, outcome, sha256: "new", copyKinds: [], copyUrls: [], isOwn: false } as unknown as Entry;
	const around = { around: async () => ({}), organOf: () => "石桥市商务局" } as unknown as RelatedReports;
	for await (const { url } of checkEntries([entry], around, tools)) expect(url).toBe("https://a.example/1.pdf");
	return given;
}

test("a report is compared with what stood at its address before, where that was the same report", async () => {
	expect(await comparedWith({ issuer: "石桥市商务局", year: 2025 })).toBeDefined();
});

test.each([
	["another organ's", { issuer: "石桥市信访局", year: 2025 }],
	["of another year", { issuer: "石桥市商务局", year: 2024 }],
])("it has not changed where a report %s stood there", async (_, before) => {
	expect(await comparedWith(before)).toBeUndefined();
});
