import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KEPT_TABLES } from "../../src/storage/move.ts";
import { openPostgres } from "../../src/storage/postgres-connection.ts";
import type { QueueLimits, Task } from "../../src/storage/queue.ts";
import { QUEUE_LIMITS } from "../../src/storage/queue.ts";
import type { ReadOutcome, Reference, Resource } from "../../src/storage/rows.ts";
import { openMemory, openState } from "../../src/storage/state.ts";
import type { Store } from "../../src/storage/store.ts";
import { verifyLedger } from "../../src/storage/verify.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { startPostgres, withoutPostgres } from "../support/postgres.ts";

const LIMITS: QueueLimits = { ...QUEUE_LIMITS, tries: 3, backoffMs: 1, leaseMs: 10_000 };
const folder = mkdtempSync(join(tmpdir(), "gouji-stores-"));
let postgres: TestPostgres | undefined;
let opened = 0;

const patience = { ms: 60_000, say: () => {}, isStopped: () => false };

beforeAll(async () => {
	if (withoutPostgres === undefined) postgres = await startPostgres();
});

afterAll(async () => {
	await postgres?.close();
	rmSync(folder, { recursive: true, force: true });
});

/** The stores, each with how a new, empty one is opened. */
const STORES: readonly { name: string; isThere: boolean; open: (limits?: QueueLimits) => Promise<Store> }[] = [
	{ name: "embedded", isThere: true, open: async (limits = LIMITS) => openState(join(folder, String(++opened)), limits) },
	{ name: "memory", isThere: true, open: async (limits = LIMITS) => openMemory(limits) },
	{
		name: "PostgreSQL",
		isThere: withoutPostgres === undefined,
		open: async (limits = LIMITS) =>
			openPostgres({ url: (await postgres?.newDatabase()) ?? "", patience, limits, connections: 4 }),
	},
];

const reference: Reference = {
	url: "https://a.example/1.pdf",
	source: "s",
	kind: "pdf",
	title: "某局",
	page_url: null,
	issuer: null,
	year: 2024,
	page_facts: "{}",
};
const resource: Resource & { sha256: string } = {
	url: reference.url,
	etag: null,
	last_modified: null,
	content_type: "application/pdf",
	media: "pdf",
	sha256: "a".repeat(64),
	final_url: reference.url,
	tls: "strict",
	state: "ok",
	code: null,
	detail: null,
	hint: null,
	first_seen: "2026-01-01T00:00:00.000Z",
	last_seen: "2026-01-01T00:00:00.000Z",
	last_attempt: "2026-01-01T00:00:00.000Z",
};
const turn = { name: "a.example", holdMs: 5000, run: 1, most: 100 };

describe.each(STORES)("the $name store", ({ open, isThere }) => {
	let store: Store;
	beforeEach(async ({ skip }) => {
		if (!isThere) skip(withoutPostgres ?? "");
		store = await open();
		return () => store.close();
	});
	const tasks = (count: number, group?: (i: number) => string) =>
		Array.from({ length: count }, (_, i) => ({ stage: "fetch" as const, key: `k${i}`, payload: { i }, group: group?.(i) }));
	const takeOne = async (): Promise<Task> => {
		for (let tries = 0; tries < 200; tries++) {
			const [task] = await store.queue.take("fetch", 1);
			if (task) return task;
			await pause(25);
		}
		throw new Error("no task came");
	};

	test("keeps what it is told, in order of bytes, and gives it back as it was", async () => {
		const { ledger } = store;
		for (const url of ["https://b.example/é", "https://a.example/Z", "https://a.example/a", reference.url])
			expect(await ledger.list({ ...reference, url }, "2026-01-01T00:00:00.000Z")).toBe(true);
		expect(await ledger.list(reference, "2026-01-02T00:00:00.000Z")).toBe(false);
		expect(await ledger.list({ ...reference, source: "other" }, "2026-01-03T00:00:00.000Z")).toBe(false);
		const listed = await ledger.addresses();
		expect(listed.map(({ url }) => url)).toEqual([
			reference.url,
			"https://a.example/Z",
			"https://a.example/a",
			"https://b.example/é",
		]);
		const [url, first_seen] = [reference.url, "2026-01-01T00:00:00.000Z"];
		const { source, kind, title, issuer, year } = reference;
		const of = { url, source, kind, title, issuer, year };
		expect(listed[0]).toEqual({ ...of, first_seen, last_attempt: null, state: null });
		expect(await ledger.reference(url)).toEqual({ ...reference, first_seen, last_seen: "2026-01-02T00:00:00.000Z" });
		await ledger.saveResource(resource);
		await ledger.saveResource({ ...resource, etag: '"2"' });
		expect(await ledger.resource(resource.url)).toEqual({ ...resource, etag: '"2"', run: null });
		await ledger.saveResource({ ...resource, run: 7 });
		expect((await ledger.resource(resource.url))?.run).toBe(7);
		expect((await ledger.addresses()).map(({ last_attempt }) => last_attempt)).toContain(resource.last_attempt);
		expect(await ledger.see(resource, "2026-01-01T00:00:00.000Z", 1)).toEqual({ number: 1, isNew: true });
		expect(await ledger.see(resource, "2026-01-02T00:00:00.000Z", 1)).toEqual({ number: 1, isNew: false });
		expect(await ledger.see({ ...resource, sha256: "b".repeat(64) }, "2026-01-03T00:00:00.000Z", 2)).toEqual({
			number: 2,
			isNew: true,
		});
		expect((await ledger.versions(reference.url)).map(({ number, last_seen }) => [number, last_seen])).toEqual([
			[1, "2026-01-02T00:00:00.000Z"],
			[2, "2026-01-03T00:00:00.000Z"],
		]);
	});

	test("gives the outcome that was saved last, whichever reader it is of", async () => {
		const outcome = {
			sha256: "a".repeat(64),
			report: null,
			id: null,
			issuer: null,
			year: null,
			status: "failed",
			code: "timeout",
			detail: null,
			figures: null,
			content: null,
			tries: 1,
		} as const;
		await store.ledger.saveOutcome({ ...outcome, reader: "gouji/2" });
		await store.ledger.saveOutcome({ ...outcome, reader: "gouji/1" });
		expect((await store.ledger.lastOutcome(outcome.sha256))?.reader).toBe("gouji/1");
		await store.ledger.saveOutcome({ ...outcome, reader: "gouji/2", tries: 2 });
		expect(await store.ledger.lastOutcome(outcome.sha256)).toMatchObject({ reader: "gouji/2", tries: 2 });
	});

	test("tells how every reference stands by what its reader made of it, else by what the reader before it did", async () => {
		const { ledger } = store;
		const [read, unread, unasked] = [reference.url, "https://a.example/unread", "https://a.example/unasked"];
		for (const url of [read, unread, unasked]) await ledger.list({ ...reference, url }, "2026-01-01T00:00:00.000Z");
		await ledger.saveResource({ ...resource, url: read });
		await ledger.saveResource({ ...resource, url: unread, sha256: "c".repeat(64) });
		const report = "d".repeat(64);
		const outcome: ReadOutcome = {
			sha256: resource.sha256,
			reader: "gouji/1",
			report,
			id: "id",
			issuer: "大湾市应急管理局",
			year: 2024,
			status: "verified",
			code: null,
			detail: null,
			figures: "f",
			content: "t",
			tries: 1,
		};
		await ledger.saveOutcome({ ...outcome, reader: "gouji/2", report: null, status: "failed", code: "timeout" });
		await ledger.saveOutcome(outcome);
		const standing = async (reader: string) =>
			(await ledger.entries(reader)).map((row) => [row.url, row.state, row.reader, row.report, row.code]);
		const others = [
			[unasked, null, null, null, null],
			[unread, "ok", null, null, null],
		];
		expect(await standing("gouji/1")).toEqual([[read, "ok", "gouji/1", report, null], ...others]);
		expect(await standing("gouji/2")).toEqual([[read, "ok", "gouji/2", null, "timeout"], ...others]);
		expect(await standing("gouji/3")).toEqual([[read, "ok", "gouji/1", report, null], ...others]);
		const hints = { state: "failed", code: "too-large", detail: "it is too large", hint: "Check it." } as const;
		await ledger.saveResource({ ...resource, url: unread, sha256: "c".repeat(64), ...hints });
		await ledger.saveOutcome({
			...outcome,
			reader: "gouji/2",
			report: null,
			status: "failed",
			code: "timeout",
			hint: "Look at it.",
		});
		expect((await ledger.entries("gouji/2")).map((row) => [row.code_hint, row.state_code, row.state_hint])).toEqual([
			["Look at it.", null, null],
			[null, null, null],
			[null, "too-large", "Check it."],
		]);
		const open = async (reader: string) => (await ledger.openDocuments(reader)).map(({ url, code, tries }) => [url, code, tries]);
		expect(await open("gouji/1")).toEqual([[unread, null, null]]);
		expect(await open("gouji/2")).toEqual([
			[read, "timeout", 1],
			[unread, null, null],
		]);
	});

	test("takes over what a source listed that there is no more, names the files it needs, and is whole", async () => {
		const { ledger, sql } = store;
		await ledger.list(reference, "2026-01-01T00:00:00.000Z", new Set(["s"]));
		expect(await ledger.list({ ...reference, source: "new" }, "2026-02-01T00:00:00.000Z", new Set(["new"]))).toBe(false);
		expect(await ledger.reference(reference.url)).toMatchObject({ source: "new", first_seen: "2026-01-01T00:00:00.000Z" });
		await ledger.see(resource, "2026-01-01T00:00:00.000Z", 1);
		await ledger.saveResource(resource);
		const outcome = {
			sha256: resource.sha256,
			report: "c".repeat(64),
			id: "i",
			issuer: "某局",
			year: 2024,
			status: "verified" as const,
		};
		await ledger.saveOutcome({
			...outcome,
			reader: "r",
			code: null,
			detail: null,
			hint: null,
			figures: "f",
			content: "c",
			tries: 1,
		});
		expect(await ledger.archivedFiles()).toEqual([{ sha256: resource.sha256, url: resource.url }]);
		const held = { sha256: resource.sha256, reader: "r", report: outcome.report, saved: 1, tries: 1 };
		expect(await ledger.heldReadings()).toEqual([{ ...held, url: resource.url, content_type: resource.content_type }]);
		expect(await verifyLedger(sql, KEPT_TABLES, false)).toEqual([]);
	});

	test("keeps troubles until they are over, and a run's numbers", async () => {
		const { ledger } = store;
		const trouble = { key: "failed s u", kind: "failed", url: "u", source: "s", issuer: null, year: 2024, detail: "d", since: 1 };
		await ledger.saveTrouble({ ...trouble, note: null, acknowledged_at: null });
		await ledger.saveTrouble({ ...trouble, note: "asked", acknowledged_at: "2026-01-01T00:00:00.000Z" });
		expect(await ledger.troubles()).toEqual([{ ...trouble, note: "asked", acknowledged_at: "2026-01-01T00:00:00.000Z" }]);
		await ledger.endTrouble(trouble.key);
		expect(await ledger.troubles()).toEqual([]);
		const { id } = await ledger.beginRun("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z");
		await ledger.finishRun(id, "2026-01-01T01:00:00.000Z", '{"found":3}');
		const other = await ledger.beginRun("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z");
		expect((await ledger.runs()).map(({ id, summary }) => [id, summary])).toEqual([
			[id, '{"found":3}'],
			[other.id, null],
		]);
	});

	test("gives a host no turn when its time of a run is over", async () => {
		const { ledger } = store;
		expect(await ledger.takeHost({ ...turn, ticket: "a", mostMs: 100 })).toEqual({ state: "taken" });
		await ledger.leaveHost(turn.name, "a", 0);
		await pause(150);
		expect(await ledger.takeHost({ ...turn, ticket: "b", mostMs: 100 })).toEqual({ state: "spent", by: "time" });
		expect(await ledger.takeHost({ ...turn, ticket: "b", mostMs: 100, run: 2 })).toEqual({ state: "taken" });
	});

	test("goes on with a run that did not end, and begins another after one that did", async () => {
		const first = await store.ledger.beginRun("2026-01-01T00:00:00.000Z", "2025-12-31T12:00:00.000Z");
		expect(await store.ledger.beginRun("2026-01-01T01:00:00.000Z", "2025-12-31T13:00:00.000Z")).toEqual(first);
		await store.ledger.finishRun(first.id, "2026-01-01T02:00:00.000Z");
		expect((await store.ledger.beginRun("2026-01-02T00:00:00.000Z", "2026-01-01T12:00:00.000Z")).id).not.toBe(first.id);
	});

	test("gives a host's turn to one of many, and to the next when the pause after it is over", async () => {
		const { ledger } = store;
		const asked = await Promise.all(Array.from({ length: 12 }, (_, i) => ledger.takeHost({ ...turn, ticket: `t${i}` })));
		const winner = asked.findIndex(({ state }) => state === "taken");
		expect(asked.filter(({ state }) => state === "taken").length).toBe(1);
		expect(asked.filter((answer) => answer.state === "wait" && answer.isHeld).length).toBe(11);
		await ledger.leaveHost(turn.name, "not the holder", 0);
		expect((await ledger.takeHost({ ...turn, ticket: "early" })).state).toBe("wait");
		await ledger.leaveHost(turn.name, `t${winner}`, 400);
		expect(await ledger.takeHost({ ...turn, ticket: "next" })).toMatchObject({ state: "wait", isHeld: false });
		await pause(450);
		expect((await ledger.takeHost({ ...turn, ticket: "next" })).state).toBe("taken");
	});

	test("frees the turn of a holder that says no more, and keeps that of one that does", async () => {
		const { ledger } = store;
		expect((await ledger.takeHost({ ...turn, ticket: "a", holdMs: 300 })).state).toBe("taken");
		expect(await ledger.keepHost(turn.name, "a", 600)).toBe(true);
		await pause(350);
		expect((await ledger.takeHost({ ...turn, ticket: "b" })).state).toBe("wait");
		await pause(350);
		expect((await ledger.takeHost({ ...turn, ticket: "b" })).state).toBe("taken");
		expect(await ledger.keepHost(turn.name, "a", 600)).toBe(false);
	});

	test("counts requests of a run and refusals in a row over all workers", async () => {
		const { ledger } = store;
		for (let i = 0; i < 2; i++) {
			expect((await ledger.takeHost({ ...turn, ticket: `${i}`, most: 2 })).state).toBe("taken");
			await ledger.leaveHost(turn.name, `${i}`, 0);
		}
		expect((await ledger.takeHost({ ...turn, ticket: "2", most: 2 })).state).toBe("spent");
		expect((await ledger.takeHost({ ...turn, ticket: "2", most: 2, run: 2 })).state).toBe("taken");
		await ledger.leaveHost(turn.name, "2", 0);
		expect(await ledger.refuseHost(turn.name, "answered 403", 2, 60_000)).toBe(false);
		await ledger.welcomeHost(turn.name);
		expect(await ledger.refuseHost(turn.name, "answered 403", 2, 60_000)).toBe(false);
		expect(await ledger.refuseHost(turn.name, "answered 403", 2, 60_000)).toBe(true);
		expect(await ledger.takeHost({ ...turn, ticket: "3", run: 2 })).toEqual({ state: "blocked", reason: "answered 403" });
	});

	test("keeps pauses where the clock is set back: what was written later counts by its distance", async () => {
		await store.ledger.restHost(turn.name, 200, "busy");
		// As if a clock a day ahead had written it.
		await store.sql.run("update host set next_at = next_at + 86400000, set_at = set_at + 86400000");
		const first = await store.ledger.takeHost({ ...turn, ticket: "a" });
		expect(first.state === "wait" && first.ms).toBeLessThanOrEqual(250);
		await pause(300);
		expect((await store.ledger.takeHost({ ...turn, ticket: "a" })).state).toBe("taken");
	});

	test("hands out every task once, whoever adds it how often", async () => {
		await store.queue.add("b", tasks(30));
		await store.queue.add("b", tasks(30));
		const taken: Task[] = [];
		for (let i = 0; i < 30; i++) taken.push(...(await store.queue.take("fetch", 7)));
		expect(new Set(taken.map(({ key }) => key)).size).toBe(30);
		expect(taken.length).toBe(30);
		for (const task of taken) expect(await store.queue.finish(task, { done: task.payload })).toBe(true);
		await store.queue.add("b", tasks(30));
		expect(await store.queue.take("fetch", 7)).toEqual([]);
		expect(await store.queue.ended("b", "fetch")).toBe(30);
		expect((await store.queue.results("b", "fetch"))[1]).toEqual({ key: "k1", body: { done: { i: 1 } } });
	});

	test("hands out one task of a group at a time", async () => {
		await store.queue.add(
			"b",
			tasks(12, (i) => `host${i % 3}`),
		);
		const first: Task[] = [];
		for (let i = 0; i < 6; i++) first.push(...(await store.queue.take("fetch", 12)));
		const hosts = first.map(({ payload }) => (payload as { i: number }).i % 3);
		expect(hosts.toSorted()).toEqual([0, 1, 2]);
		await store.queue.finish(first[0] as Task, null);
		const [next] = await store.queue.take("fetch", 12);
		expect(next?.payload).toMatchObject({ i: expect.toSatisfy((i: number) => i % 3 === hosts[0]) });
	});

	test("keeps the result of one of two that finish a task, and fences off who was given up", async () => {
		await store.queue.add("b", tasks(1));
		const late = await takeOne();
		await store.queue.fail(late, "its worker fell silent");
		const mine = await takeOne();
		expect(mine.attempt).toBeGreaterThan(late.attempt);
		await expect(store.ledgerOf(late).saveResource({ ...resource, etag: "late" })).rejects.toMatchObject({ code: "lease-lost" });
		await store.ledgerOf(mine).saveResource({ ...resource, etag: "mine" });
		expect(await store.queue.keep([late])).toEqual([late]);
		expect(await store.queue.keep([mine])).toEqual([]);
		expect(await store.queue.finish(late, "late")).toBe(false);
		expect(await store.queue.finish(mine, "mine")).toBe(true);
		expect(await store.queue.finish(mine, "again")).toBe(false);
		expect(await store.queue.results("b", "fetch")).toEqual([{ key: "k0", body: "mine" }]);
		expect((await store.ledger.resource(resource.url))?.etag).toBe("mine");
		await expect(store.ledgerOf(mine).saveResource(resource)).rejects.toMatchObject({ code: "lease-lost" });
	});

	test("gives a task up after its tries, lists it, and forgets it once it is done after all", { timeout: 60_000 }, async () => {
		await store.queue.add("b", tasks(2));
		for (let tries = 0; tries < 100 && (await store.queue.dead()).length === 0; tries++) {
			for (const task of await store.queue.take("fetch", 2)) {
				if (task.key === "k1") await store.queue.finish(task, "well");
				else await store.queue.fail(task, "it is poison\u0000");
			}
			await store.queue.tend();
			await pause(100);
		}
		expect(await store.queue.dead()).toMatchObject([{ stage: "fetch", key: "k0", tries: 3 }]);
		expect((await store.queue.dead())[0]?.error).toMatch(/^it is poison/);
		expect((await store.queue.results("b", "fetch")).map(({ key, body, error }) => [key, body ?? error?.slice(0, 12)])).toEqual([
			["k0", "it is poison"],
			["k1", "well"],
		]);
		await store.queue.clear("next");
		await store.queue.add("next", tasks(1));
		expect(await store.queue.finish(await takeOne(), "well")).toBe(true);
		expect(await store.queue.dead()).toEqual([]);
	});

	test("takes no more than it has room for, and the rest later", async () => {
		await store.close();
		store = await open({ ...LIMITS, most: 5 });
		expect(await store.queue.add("b", tasks(8))).toBe(5);
		expect(await store.queue.add("b", tasks(8).slice(5))).toBe(0);
		for (const task of await store.queue.take("fetch", 4)) await store.queue.finish(task, null);
		expect(await store.queue.add("b", tasks(8).slice(5))).toBe(3);
		expect((await store.queue.depth()).fetch).toEqual({ waiting: 4, active: 0 });
	});
});

test.skipIf(withoutPostgres !== undefined)(
	"a database of an older version is brought up to date, one of a later version refused",
	async () => {
		const url = (await postgres?.newDatabase()) ?? "";
		const options = { url, patience, limits: LIMITS, connections: 4 };
		const first = await openPostgres(options);
		await first.ledger.saveResource(resource);
		await first.sql.run("alter table resource drop column hint");
		await first.sql.run("alter table outcome drop column hint");
		for (const column of ["is_whole", "found", "pages", "entries", "oldest", "fingerprint", "doubts"])
			await first.sql.run(`alter table look drop column ${column}`);
		await first.sql.run("drop table trouble");
		for (const [table, column] of [
			["run", "summary"],
			["resource", "run"],
			["version", "run"],
			["host", "began"],
		])
			await first.sql.run(`alter table ${table} drop column ${column}`);
		await first.sql.run("update ledger_version set version = 5");
		await first.close();
		const second = await openPostgres(options);
		expect(await second.ledger.resource(resource.url)).toEqual({ ...resource, hint: null, run: null });
		expect(await second.ledger.looks("city", 1)).toEqual([]);
		await second.sql.run("update ledger_version set version = 99");
		await second.close();
		await expect(openPostgres(options)).rejects.toMatchObject({
			code: "bad-config",
			message: expect.stringContaining("version 99"),
		});
	},
);
