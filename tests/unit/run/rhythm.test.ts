import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { changeOf } from "../../../src/collecting/changes.ts";
import type { CollectingContext } from "../../../src/collecting/context.ts";
import { Fetcher } from "../../../src/collecting/fetcher.ts";
import { isDue } from "../../../src/collecting/revisit.ts";
import type { SiteTask } from "../../../src/collecting/site-reader.ts";
import { readSite } from "../../../src/collecting/site-reader.ts";
import { clockTroubles } from "../../../src/nightly/clock-troubles.ts";
import { estimate } from "../../../src/nightly/estimate.ts";
import { OVER_SITES } from "../../../src/nightly/night-kind.ts";
import { addressesIn, longestAgoFirst, sourcesIn } from "../../../src/nightly/night-scope.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { memoryArchive } from "../../../src/storage/memory-archive.ts";
import type { Address, Resource } from "../../../src/storage/rows.ts";
import { openMemory } from "../../../src/storage/state.ts";
import type { Store } from "../../../src/storage/store.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

let store: Store;
beforeEach(() => {
	store = openMemory();
});
afterEach(() => store.close());

const DAY = 24 * 3600 * 1000;
const URLS = Array.from({ length: 280 }, (_, i) => `https://a.example/${i}.html`);
const config = nightlyConfig(
	`sources:
  - { id: city, kind: list, url: "https://a.example/" }
  - { id: bureau, kind: list, url: "https://b.example/", issuer: 甲局 }
roster: [{ name: 甲局, aliases: [甲委] }]
politeness: { delay_seconds: 6 }
`,
	"n.yaml",
);

describe("revisiting", () => {
	/** On how many of some nights each address is asked for. */
	function asked(ageDays: number, nights: number): { readonly perUrl: number[]; readonly perNight: number[] } {
		const start = Date.UTC(2026, 5, 1, 16);
		const last = new Map(URLS.map((url) => [url, new Date(start - DAY).toISOString()]));
		const first_seen = new Date(start - ageDays * DAY).toISOString();
		const perUrl = new Map(URLS.map((url) => [url, 0]));
		const perNight = Array.from({ length: nights }, (_, night) => {
			const now = new Date(start + night * DAY);
			const due = URLS.filter((url) => isDue({ url, first_seen, last_attempt: last.get(url) ?? "" }, now));
			for (const url of due) {
				last.set(url, now.toISOString());
				perUrl.set(url, (perUrl.get(url) ?? 0) + 1);
			}
			return due.length;
		});
		return { perUrl: [...perUrl.values()], perNight };
	}

	test("what is new is asked for every night", () => {
		expect(asked(1, 5).perNight).toEqual([280, 280, 280, 280, 280]);
	});

	test.each([
		[60, 7],
		[800, 28],
	])("what has been there for %i days is asked for every %i days, evenly over the nights", (age, every) => {
		const { perUrl, perNight } = asked(age, every * 3);
		expect(Math.min(...perUrl)).toBeGreaterThanOrEqual(2);
		expect(Math.max(...perUrl)).toBeLessThanOrEqual(4);
		expect(Math.max(...perNight)).toBeLessThanOrEqual((280 / every) * 2.5);
	});

	test("a last time that lies in the future makes it due", () => {
		const old = { url: "u", first_seen: "2020-01-01T00:00:00Z", last_attempt: "2031-01-01T00:00:00Z" };
		expect(isDue(old, new Date("2026-01-01T00:00:00Z"))).toBe(true);
	});
});

/** A site whose every address gives the same page, and how often it was asked. */
function fetcherAt(at: string, run: { readonly id: number; readonly started_at: string }, more: object = {}) {
	const asked: string[] = [];
	const archive = more instanceof Object && "archive" in more ? more.archive : memoryArchive();
	const tools = {
		...{
			config,
			ledger: store.ledger,
			archive,
			runId: run.id,
			startedAt: run.started_at,
			chance: () => 0,
		},
		...{ now: () => new Date(at), sleep: async () => {}, isStopped: () => false, warn: () => {} },
		pipeline: disclosureReport,
		readSite: async (task: SiteTask) => readSite(task, disclosureReport.sources),
		http: {
			ask: async ({ url }: { url: string }) => {
				if (url.endsWith("robots.txt")) return { url, status: 404, headers: {}, body: new Uint8Array() };
				asked.push(url);
				return { url, status: 200, headers: {}, body: new TextEncoder().encode("<html><body>a page</body></html>") };
			},
		},
		...more,
		config: { ...config, politeness: { ...config.politeness, delay_seconds: 0 } },
	} as unknown as CollectingContext;
	return { asked, tools, fetcher: new Fetcher(tools) };
}

const begin = (at: string) => store.ledger.beginRun(at, at);

test("a page that is not due is taken from the archive, unless the operator named it or it is lost", async () => {
	const archive = memoryArchive();
	const request = { url: "https://a.example/1.html", method: "GET", wants: "page", mayWait: true } as const;
	const first = fetcherAt("2025-01-01T00:00:00Z", await begin("2025-01-01T00:00:00.000Z"), { archive });
	expect((await first.fetcher.fetch(request)).state).toBe("ok");
	const nights = [1, 2, 3].map((i) => `2026-06-0${i}T00:00:00.000Z`);
	const due = nights.filter((at) =>
		isDue({ url: request.url, first_seen: "2025-01-01T00:00:00Z", last_attempt: nights[0] ?? "" }, new Date(at)),
	);
	const second = fetcherAt(nights[0] ?? "", await begin(nights[0] ?? ""), { archive });
	await second.fetcher.fetch(request);
	expect(second.asked).toEqual([request.url]);
	expect(due).not.toContain(nights[1]);
	const third = fetcherAt(nights[1] ?? "", await begin(nights[1] ?? ""), { archive });
	expect(await third.fetcher.fetch(request)).toMatchObject({ state: "unchanged", isKept: true });
	expect(third.asked).toEqual([]);
	const named = fetcherAt(nights[1] ?? "", await begin("2026-06-02T01:00:00.000Z"), { archive, asksAll: true });
	await named.fetcher.fetch(request);
	const lost = fetcherAt(nights[2] ?? "", await begin(nights[2] ?? ""), { archive: memoryArchive() });
	await lost.fetcher.fetch(request);
	expect([named.asked.length, lost.asked.length]).toEqual([1, 1]);
});

describe("a clock that jumps", () => {
	const request = { url: "https://a.example/1.html", method: "GET", wants: "page" } as const;

	test("back: the next run asks and tells news of its own only, and the jump is told", async () => {
		const archive = memoryArchive();
		const ahead = await begin("2026-03-03T00:00:00.000Z");
		const before = fetcherAt("2026-03-03T00:00:00.000Z", ahead, { archive });
		const { resource } = await before.fetcher.fetch(request);
		if (!resource?.sha256) throw new Error("It was not fetched");
		expect(await changeOf({ ...resource, sha256: resource.sha256 }, before.tools)).toBe("new");
		await store.ledger.finishRun(ahead.id, "2026-03-03T00:05:00.000Z");
		const back = await begin("2026-03-01T00:00:00.000Z");
		const after = fetcherAt("2026-03-01T00:00:00.000Z", back, { archive });
		expect((await after.fetcher.fetch(request)).state).toBe("unchanged");
		expect(after.asked).toEqual([request.url]);
		expect(await changeOf({ ...resource, sha256: resource.sha256 }, after.tools)).toBe("unchanged");
		const tools = { ...after.tools, kind: OVER_SITES } as unknown as NightlyTools;
		expect((await clockTroubles(tools)).map(({ detail }) => detail)).toEqual([
			expect.stringMatching(/^check the clock.*requests of a later time than now/),
			expect.stringMatching(/the run before ended at a later time than now/),
		]);
	});

	test("far forward: it is told; a clock that goes on is not", async () => {
		const first = await begin("2026-03-01T00:00:00.000Z");
		await store.ledger.finishRun(first.id, "2026-03-01T01:00:00.000Z");
		const told = async (at: string) => {
			const { id: runId } = await begin(at);
			const tools = { ledger: store.ledger, now: () => new Date(at), warn: () => {}, runId, kind: OVER_SITES };
			return (await clockTroubles(tools as unknown as NightlyTools)).length;
		};
		expect([await told("2026-03-02T00:00:00.000Z"), await told("2028-03-02T00:00:00.000Z")]).toEqual([0, 1]);
	});

	test("to the very time of an earlier run: that is another run", async () => {
		const one = await begin("2026-03-01T00:00:00.000Z");
		await store.ledger.finishRun(one.id, "2026-03-01T00:00:01.000Z");
		const other = await begin("2026-03-01T00:00:00.000Z");
		expect(other.id).toBeGreaterThan(one.id);
		expect(other.finished_at).toBeNull();
	});
});

test("a host has its time of a run and no more; the next run goes on", async () => {
	const turn = { name: "slow.example", holdMs: 1000, run: 1, most: 100, mostMs: 40 };
	expect(await store.ledger.takeHost({ ...turn, ticket: "a" })).toEqual({ state: "taken" });
	await store.ledger.leaveHost("slow.example", "a", 0);
	await new Promise((resolve) => setTimeout(resolve, 60));
	expect(await store.ledger.takeHost({ ...turn, ticket: "b" })).toEqual({ state: "spent", by: "time" });
	expect(await store.ledger.takeHost({ ...turn, ticket: "b", run: 2 })).toEqual({ state: "taken" });
});

describe("a part of the job", () => {
	const address = (url: string, more: Partial<Address> = {}): Address => ({
		...{ url, source: "city", kind: "pdf", first_seen: "2026-01-10T00:00:00Z", title: "", issuer: null, year: null },
		...{ last_attempt: null, state: "ok", ...more },
	});
	const all = [
		address("https://a.example/1", { year: 2024, last_attempt: "2026-03-02" }),
		address("https://a.example/2", { year: 2025, title: "甲委2025年年报", last_attempt: "2026-03-01" }),
		address("https://b.example/3", { source: "bureau", issuer: "甲局", year: 2025, state: "failed" }),
		address("https://b.example/4", { source: "bureau", year: 2025, state: "missing" }),
	];
	const listed = new Set(all.map(({ url }) => url).slice(0, 3));
	const numbers = (addresses: readonly Address[]) => addresses.map(({ url }) => Number(url.at(-1)));

	test.each([
		[{}, [1, 2, 3]],
		[{ year: 2025 }, [2, 3]],
		[{ issuer: "甲局" }, [2, 3]],
		[{ since: "2026-02-01" }, []],
		[{ failed: true }, [3, 4]],
		[{ failed: true, source: "city" }, [3]],
	])("%j asks for what it says", (scope, expected) => {
		expect(numbers(addressesIn(all, { scope, config, listed }))).toEqual(expected);
	});

	test("what waits longest is asked for first", () => {
		expect(numbers(longestAgoFirst(all))).toEqual([3, 4, 2, 1]);
	});

	test("an organ's own sources are looked through, all where it has none; of what failed, those not seen whole", async () => {
		const tools = { config, ledger: store.ledger };
		const look = { at: "2026-03-01", found: 1, pages: 1, entries: 1, oldest: null, fingerprint: "", doubts: "[]" };
		await store.ledger.look({ ...look, source: "city", is_whole: 1 });
		const ids = async (scope: object) => (await sourcesIn(scope, tools)).map(({ id }) => id);
		expect(await ids({ issuer: "甲委" })).toEqual(["bureau"]);
		expect(await ids({ issuer: "乙局" })).toEqual(["city", "bureau"]);
		expect(await ids({ failed: true })).toEqual(["bureau"]);
	});

	test("a dry run says requests, minutes and what is left to the next nights", async () => {
		const look = {
			source: "city",
			at: "2026-03-01",
			is_whole: 1,
			found: 40,
			pages: 3,
			entries: 60,
			oldest: null,
			fingerprint: "",
			doubts: "[]",
		} as const;
		await store.ledger.look(look);
		for (let i = 0; i < 40; i++) {
			const url = `https://a.example/${i}.pdf`;
			const page_url = `https://a.example/${i}.html`;
			await store.ledger.list(
				{ url, page_url, source: "city", kind: "pdf", title: "", issuer: null, year: 2025, page_facts: "{}" },
				"2026-03-01",
			);
		}
		const tools = { config, ledger: store.ledger, now: () => new Date("2026-03-02T00:00:00Z") };
		// robots.txt, three list pages, forty pages with a document each; ten requests a minute.
		expect(await estimate({ source: "city" }, tools)).toEqual({
			hosts: [{ host: "a.example", requests: 84, minutes: 8.4, postponed: 0 }],
			requests: 84,
			minutes: 8.4,
			unknown: [],
		});
		expect((await estimate({}, tools)).unknown).toEqual(["bureau"]);
		const tight = { ...config, politeness: { ...config.politeness, requests_per_host: 50 } };
		expect((await estimate({ source: "city" }, { ...tools, config: tight })).hosts).toMatchObject([
			{ requests: 50, postponed: 34 },
		]);
		const kept: Resource = {
			...{
				url: "https://a.example/1.html",
				etag: null,
				last_modified: null,
				content_type: null,
				media: "html",
				sha256: "a",
				final_url: null,
				tls: null,
			},
			...{
				state: "ok",
				code: null,
				detail: null,
				first_seen: "2025-12-01",
				last_seen: "2026-03-01T00:00:00Z",
				last_attempt: "2026-03-01T20:00:00Z",
			},
		};
		await store.ledger.saveResource(kept);
		expect((await estimate({}, tools)).requests).toBe(85);
		expect((await estimate({ source: "city" }, tools)).requests).toBe(84);
	});
});
