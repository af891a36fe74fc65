import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { organsOf } from "../../../src/collecting/owed/organs.ts";
import type { UnreadDocument } from "../../../src/collecting/owed/owed-reports.ts";
import { isLate, owedReports } from "../../../src/collecting/owed/owed-reports.ts";
import type { SourceAccount } from "../../../src/collecting/source-account.ts";
import { NightlyConfig } from "../../../src/collecting/sources/config.ts";
import type { Entry } from "../../../src/nightly/entries.ts";
import { owingOf } from "../../../src/nightly/owing.ts";

const config = NightlyConfig.parse({
	sources: [
		{ id: "town", kind: "list", issuer: "松岭镇人民政府", url: "https://town.example.gov.cn/" },
		{ id: "county", kind: "list", url: "https://county.example.gov.cn/" },
	],
	roster_from: 2024,
	roster: [{ name: "松岭镇人民政府" }, { name: "临桑县水利局" }],
});
const account = (source: string, isWhole: boolean): SourceAccount => ({
	...{ source, url: "", found: 1, pages: 1, entries: 1, refused: {}, oldest: null },
	doubts: isWhole ? [] : [{ code: "nothing-found" }],
});

/** A document of a source, read or not. */
function entry(given: Partial<Entry["reference"]>, outcome?: Partial<NonNullable<Entry["outcome"]>>): Entry {
	return {
		reference: {
			url: "https://x.example.gov.cn/1",
			source: "county",
			kind: "pdf",
			title: "",
			issuer: null,
			year: null,
			...given,
		},
		listedAt: "2026-01-01",
		resource: { state: "ok", code: null, detail: null, hint: null, last_seen: "2026-01-01" },
		outcome: outcome && { report: null, issuer: null, year: null, code: null, detail: null, hint: null, ...outcome },
		sha256: "a".repeat(64),
		isOwn: true,
		copyKinds: [],
		copyUrls: [],
	};
}

function states(entries: readonly Entry[], accounts: readonly SourceAccount[], at = "2026-02-02T00:00:00Z") {
	const { owed } = owingOf(entries, { config, pipeline: disclosureReport, at, accounts, wasSeenWhole: () => undefined });
	return Object.fromEntries(owed.map(({ issuer, year, state, seenWhole }) => [`${issuer}${year}`, [state, seenWhole]]));
}

const WHOLE = [account("town", true), account("county", true)];

describe("what is owed", () => {
	test("a report is missing only where all that may list it was seen whole", () => {
		expect(states([], WHOLE)).toMatchObject({ 松岭镇人民政府2024: ["not-found", true], 临桑县水利局2025: ["not-found", true] });
		expect(states([], [account("town", false), account("county", true)])).toMatchObject({
			松岭镇人民政府2024: ["not-found", false],
			临桑县水利局2025: ["not-found", false],
		});
		expect(states([], [])).toMatchObject({ 松岭镇人民政府2024: ["not-found", undefined] });
	});

	test("one that was found and not read is unread, and nobody's lateness", () => {
		const broken = entry({ source: "town", issuer: "松岭镇人民政府", year: 2024 }, { code: "damaged-pdf" });
		expect(states([broken], WHOLE)).toMatchObject({
			松岭镇人民政府2024: ["unread", true],
			松岭镇人民政府2025: ["not-found", true],
		});
		const named = entry({ title: "truncated-松岭镇2025.pdf" }, { code: "damaged-pdf" });
		expect(states([named], WHOLE)).toMatchObject({
			松岭镇人民政府2025: ["unread", false],
			松岭镇人民政府2024: ["not-found", false],
		});
	});

	test("a document that names neither organ nor year leaves all in doubt that it may be", () => {
		const stray = entry({ title: "附件.pdf" }, { code: "timeout" });
		expect(states([stray], WHOLE)).toMatchObject({
			松岭镇人民政府2024: ["not-found", true],
			临桑县水利局2024: ["not-found", false],
			临桑县水利局2025: ["not-found", false],
		});
		const other = entry({ title: "附件.pdf" }, { code: "not-a-report" });
		expect(states([other], WHOLE)).toMatchObject({ 临桑县水利局2024: ["not-found", true] });
		const yearless = entry({ source: "town", title: "松岭镇年报.pdf", issuer: "松岭镇人民政府" }, { code: "timeout" });
		expect(states([yearless], WHOLE)).toMatchObject({ 松岭镇人民政府2024: ["not-found", false] });
	});

	test("what is read owes nothing, under whatever name; what is not due is not missing", () => {
		const read = entry({}, { report: "r", issuer: "松岭镇人民政府", year: 2024 });
		expect(states([read], WHOLE)).not.toHaveProperty("松岭镇人民政府2024");
		// 23:30 UTC on the last day is the next day in the office.
		expect(states([], WHOLE, "2026-01-31T15:00:00Z")).toMatchObject({ 临桑县水利局2025: ["not-due", true] });
		expect(states([], WHOLE, "2026-01-31T16:30:00Z")).toMatchObject({ 临桑县水利局2025: ["not-found", true] });
	});

	test("no order of documents changes what is owed", () => {
		const organs = organsOf(config.roster, disclosureReport);
		const documents = [1, 2, 3].map(
			(n): UnreadDocument => ({
				...{ url: `https://x.example.gov.cn/${n}`, title: "", source: "town", issuer: "松岭镇人民政府" },
				...{ year: n === 3 ? 0 : 2022 + n, reason: "timeout", detail: "" },
			}),
		);
		const told = (unread: readonly UnreadDocument[]) =>
			owedReports({ organs, from: 2023, today: "2026-02-01", isRead: () => false, unread, isSeenWhole: () => true });
		expect(told(documents.toReversed())).toEqual(told(documents));
	});

	test.each([
		[{ pageDate: "2026-02-01" }, true],
		[{ pageDate: "2026-01-31" }, false],
		[{ pageDate: "2026-02-20", firstSeen: "2026-01-20" }, false],
		[{ pageDate: "2026-02-20", firstSeen: "2026-02-21" }, true],
		// When it was first seen says nothing of when it was published; a signature even less.
		[{ firstSeen: "2026-06-01" }, false],
		[{}, false],
	])("%j is late for the end of January: %s", (days, late) => {
		expect(isLate(days, "2026-01-31")).toBe(late);
	});
});
