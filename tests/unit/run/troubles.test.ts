import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Entry } from "../../../src/nightly/entries.ts";
import { followTroubles } from "../../../src/nightly/follow-troubles.ts";
import { OVER_SITES } from "../../../src/nightly/night-kind.ts";
import type { NightOrder } from "../../../src/nightly/night-scope.ts";
import { orphansOf, strangersOf, withdrawnOf } from "../../../src/nightly/roster-events.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { historyOf, renderHistory, summaryOf } from "../../../src/nightly/run-history.ts";
import { renderRunPage } from "../../../src/nightly/run-page.ts";
import type { RunReport } from "../../../src/nightly/run-report.ts";
import { asksForAttention } from "../../../src/nightly/run-report.ts";
import { troubleOfRun } from "../../../src/nightly/webhook.ts";
import { openMemory } from "../../../src/storage/state.ts";
import type { Store } from "../../../src/storage/store.ts";
import { officeClock } from "../../../src/text/day.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

let store: Store;
let night = 0;
beforeEach(() => {
	store = openMemory();
	night = 0;
});
afterEach(() => store.close());

const EMPTY: Omit<RunReport, "started_at" | "finished_at"> = {
	schema: "gouji/run@1",
	is_offline: false,
	counts: {},
	found: 3,
	published: 2,
	...{ new: [], changed: [], failed: [], blocked: [], forbidden: [], postponed: [], copies: [], sources: [] },
	...{
		needs_review: [],
		held: [],
		missing: [],
		late: [],
		unseen: [],
		unread: [],
		withdrawn: [],
		strangers: [],
		orphans: [],
		recovered: [],
	},
};
const config = nightlyConfig("sources: [{ id: city, kind: list, url: https://a.example/ }]", "n.yaml");

/** One night of which this is told. */
async function run(parts: Partial<RunReport>, order: NightOrder = {}): Promise<RunReport> {
	const started_at = `2026-03-${String(++night).padStart(2, "0")}T00:00:00.000Z`;
	const { id: runId } = await store.ledger.beginRun(started_at, started_at);
	const tools = { ledger: store.ledger, runId, kind: OVER_SITES, isStopped: () => false } as unknown as NightlyTools;
	const report = await followTroubles({ ...EMPTY, started_at, finished_at: started_at, ...parts }, order, tools);
	await store.ledger.finishRun(runId, started_at, JSON.stringify(summaryOf(report)));
	return report;
}

const doc = { url: "https://a.example/1.doc", source: "city", detail: "a .doc file is not read" };
const late = { issuer: "甲局", year: 2025, deadline: "2026-01-31" };

/** Acknowledges everything that there is. */
async function acknowledgeAll(): Promise<void> {
	for (const trouble of await store.ledger.troubles())
		await store.ledger.saveTrouble({ ...trouble, acknowledged_at: "2026-03-01T08:00:00.000Z", note: "asked" });
}

describe("troubles over runs", () => {
	test("what was acknowledged asks for no attention until it changes", async () => {
		expect(asksForAttention(await run({ failed: [doc] }))).toBe(true);
		await acknowledgeAll();
		const second = await run({ failed: [doc] });
		expect(asksForAttention(second)).toBe(false);
		expect(second.failed).toMatchObject([{ acknowledged: "asked", since: "2026-03-01T00:00:00.000Z" }]);
		expect(asksForAttention(await run({ failed: [{ ...doc, detail: "answered 500" }] }))).toBe(true);
	});

	test("another kind of trouble with the same address asks for attention", async () => {
		await run({ failed: [doc] });
		await acknowledgeAll();
		expect(asksForAttention(await run({ blocked: [doc] }))).toBe(true);
	});

	test("waiting times that differ are no change", async () => {
		await run({ postponed: [{ ...doc, detail: "it asks to wait 300 s" }] });
		await acknowledgeAll();
		expect(asksForAttention(await run({ postponed: [{ ...doc, detail: "it asks to wait 310 s" }] }))).toBe(false);
	});

	test("new ones come first, in the report, its page and the message; acknowledged ones last and in no message", async () => {
		const [a, b, c] = ["a", "b", "c"].map((name) => ({ ...doc, url: `https://${name}.example/` }));
		if (!a || !b || !c) throw new Error("three");
		await run({ failed: [a] });
		await acknowledgeAll();
		await run({ failed: [a, b] });
		const report = await run({ failed: [a, b, c], late: [late] });
		expect(report.failed.map(({ url }) => url)).toEqual([c.url, b.url, a.url]);
		const { lines, counts } = troubleOfRun(report);
		expect(lines.map((line) => line.slice(0, 20))).toEqual([
			expect.stringContaining("new: failed"),
			expect.stringContaining("new: late"),
			expect.stringContaining("failed"),
		]);
		expect(lines.join()).not.toContain(a.url);
		expect(counts).toMatchObject({ new_troubles: 2, acknowledged: 1 });
		expect(renderRunPage(report)).toMatch(/上次之后新出现[\s\S]*c\.example/);
	});

	test("the page tells the office's time and reasons in Chinese, in a landmark", async () => {
		const line = { ...doc, detail: "figures not proven: 1", words: "1个数字未能由勾稽关系证实" };
		const report = { ...(await run({ needs_review: [line] })), started_at: "2026-01-10T18:30:00.000Z" };
		const page = renderRunPage(report, officeClock("Asia/Shanghai"));
		expect(page).toContain("运行报告 2026-01-11 02:30");
		expect(page).toMatch(/<main>[\s\S]*1个数字未能由勾稽关系证实[\s\S]*<\/main>/);
		expect(page).not.toContain("not proven");
	});

	test("what is over is told once, and comes again as new", async () => {
		await run({ failed: [doc], late: [late] });
		await acknowledgeAll();
		const over = await run({});
		expect(over.recovered.map(({ detail, issuer }) => [issuer, detail])).toEqual([
			[undefined, "failed: a .doc file is not read"],
			["甲局", "late: due 2026-01-31"],
		]);
		expect((await run({})).recovered).toEqual([]);
		expect(asksForAttention(await run({ failed: [doc] }))).toBe(true);
	});

	test.each<[string, NightOrder, number]>([
		["another source", { source: "other" }, 0],
		["this source", { source: "city" }, 1],
		["one organ", { issuer: "乙局" }, 0],
		["one year", { year: 2020 }, 0],
		["some documents", { limit: 1 }, 0],
		["no site", { offline: true }, 0],
	])("a run that asked %s ends only what it looked at", async (_, order, recovered) => {
		await run({ failed: [doc] });
		expect((await run({}, order)).recovered.length).toBe(recovered);
	});
});

test("the page of all runs shows runs and sources over time, in Chinese, with every text escaped", async () => {
	await run({ failed: [doc] });
	await run({});
	const look = { source: "city", at: "", found: 3, pages: 1, entries: 9, oldest: null, fingerprint: "a", doubts: "[]" } as const;
	await store.ledger.look({ ...look, at: "2026-03-01T00:00:00Z", is_whole: 1 });
	await store.ledger.look({ ...look, at: "2026-03-02T00:00:00Z", is_whole: 0, found: 0 });
	await store.ledger.beginRun("2026-03-03T00:00:00.000Z", "2026-03-03T00:00:00.000Z");
	const history = await historyOf({ ledger: store.ledger, config });
	const page = renderHistory(history);
	expect(page).toContain('<html lang="zh-CN">');
	expect(page).toContain('<a href="2026-03-02T000000Z.html">2026-03-02 08:00</a>');
	expect(page.match(/未完成/g)?.length).toBe(1);
	expect(page).toMatch(/city<\/td>.*未看全.*aria-label="3、0"/);
	const [source] = history.sources;
	const hostile = renderHistory({ runs: [], sources: [{ looks: source?.looks ?? [], source: '<script>"' }] });
	expect(hostile).not.toContain("<script>");
});

const entry = (source: string, url: string, issuer: string, listedAt: string) =>
	({
		reference: { url, source, issuer: null, year: 2025, kind: "pdf", title: "" },
		outcome: { report: "r", issuer, year: 2025, code: null },
		listedAt,
	}) as unknown as Entry;

describe("events of sources and organs", () => {
	const entries = [
		entry("city", "u1", "青石市教育局", "2026-03-02T00:10:00Z"),
		entry("city", "u2", "青石市教育体肓局", "2026-03-01T00:10:00Z"),
		entry("gone", "u3", "青石市水务局", "2026-01-01T00:10:00Z"),
	];
	const account = { source: "city", url: "", found: 1, pages: 1, entries: 1, refused: {}, oldest: null };
	const started = { startedAt: "2026-03-02T00:00:00.000Z" };

	test("a report that its list no longer has is withdrawn, where the list was seen whole", () => {
		expect(withdrawnOf(entries, [{ ...account, doubts: [] }], started).map(({ url }) => url)).toEqual(["u2"]);
		expect(withdrawnOf(entries, [{ ...account, doubts: [{ code: "nothing-found" }] }], started)).toEqual([]);
		expect(withdrawnOf(entries, [], started)).toEqual([]);
	});

	test("a source that the configuration has no more keeps its reports and is named", () => {
		expect(orphansOf(entries, { config })).toEqual([{ source: "gone", reports: 1 }]);
	});

	test("an organ outside the roster is named, with the one that it is most like", () => {
		const { roster } = nightlyConfig(
			"sources: [{ id: city, kind: list, url: https://a.example/ }]\nroster: [{ name: 青石市教育局, aliases: [青石市教育体育局] }]",
			"n.yaml",
		);
		expect(strangersOf(entries, roster)).toEqual([
			{ issuer: "青石市教育体肓局", years: [2025], like: "青石市教育体育局" },
			{ issuer: "青石市水务局", years: [2025] },
		]);
		expect(strangersOf(entries, [])).toEqual([]);
	});

	test("a source that was renamed takes its reports over, with the day on which they were first listed", async () => {
		const reference = {
			url: "u1",
			source: "old",
			kind: "pdf",
			title: "",
			page_url: null,
			issuer: null,
			year: null,
			page_facts: "{}",
		} as const;
		await store.ledger.list(reference, "2026-01-01T00:00:00Z", new Set(["old"]));
		await store.ledger.list({ ...reference, source: "beside" }, "2026-02-01T00:00:00Z", new Set(["old", "beside"]));
		expect(await store.ledger.reference("u1")).toMatchObject({ source: "old" });
		await store.ledger.list({ ...reference, source: "new" }, "2026-03-01T00:00:00Z", new Set(["new"]));
		expect(await store.ledger.reference("u1")).toMatchObject({ source: "new", first_seen: "2026-01-01T00:00:00Z" });
	});
});
