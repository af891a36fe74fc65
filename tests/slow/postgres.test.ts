import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, openPostgres } from "../../src/storage/postgres-connection.ts";
import { QUEUE_LIMITS } from "../../src/storage/queue.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { startPostgres, withoutPostgres } from "../support/postgres.ts";

let postgres: TestPostgres;
const said: string[] = [];
const patience = { ms: 60_000, say: (message: string) => void said.push(message), isStopped: () => false };

beforeAll(async () => {
	if (withoutPostgres === undefined) postgres = await startPostgres();
});

afterAll(async () => {
	await postgres?.close();
});

const attempt = {
	at: "2026-01-01T00:00:00.000Z",
	method: "GET",
	status: 200,
	outcome: "content",
	detail: "",
	bytes: 1,
	conditional: 0,
	tls: "none",
} as const;

describe.skipIf(withoutPostgres !== undefined)("PostgreSQL", { timeout: 60_000 }, () => {
	test("many that open an empty database at once find the same tables", async () => {
		const url = await postgres.newDatabase();
		const stores = await Promise.all(
			Array.from({ length: 6 }, () => openPostgres({ url, patience, limits: QUEUE_LIMITS, connections: 3 })),
		);
		await stores[0]?.queue.add("b", [{ stage: "read", key: "k", payload: null }]);
		const taken = await Promise.all(stores.map(({ queue }) => queue.take("read", 1)));
		expect(taken.flat().length).toBe(1);
		await Promise.all(stores.map((store) => store.close()));
	});

	test("that crashes under four hundred writes keeps each of them once", async () => {
		const url = await postgres.newDatabase();
		const store = await openPostgres({ url, patience, limits: QUEUE_LIMITS, connections: 8 });
		said.length = 0;
		const writes = Array.from({ length: 400 }, async (_, i) => {
			await pause(i * 4);
			await store.ledger.attempt({ ...attempt, url: `https://a.example/${i}` });
		});
		await pause(500);
		await postgres.restart("immediate", 300);
		await Promise.all(writes);
		expect(await store.sql.one("select count(*) as count, count(distinct url) as urls from attempt")).toEqual({
			count: 400,
			urls: 400,
		});
		expect(said.filter((message) => message.includes("cannot be reached")).length).toBeGreaterThan(0);
		expect(said.at(-1)).toMatch(/is back after \d+ s; going on/);
		await store.close();
	});

	test("takes back all of a transaction that it crashed under, and does it again once", async () => {
		const url = await postgres.newDatabase();
		const store = await openPostgres({ url, patience, limits: QUEUE_LIMITS, connections: 3 });
		let tries = 0;
		await store.sql.whole(async (inside) => {
			tries++;
			await inside.run("insert into published (name, digest) values (?, ?)", ["a", String(tries)]);
			if (tries === 1) await postgres.restart("immediate", 100);
			await inside.run("insert into published (name, digest) values (?, ?)", ["b", String(tries)]);
		});
		expect(tries).toBeGreaterThan(1);
		expect([...(await store.ledger.published())]).toEqual([
			["a", String(tries)],
			["b", String(tries)],
		]);
		await store.close();
	});

	test.each([
		["53100", "cannot-write"],
		["58030", "cannot-write"],
		["25006", "cannot-write"],
		["28000", "bad-config"],
	])("says of SQLSTATE %s that it is %s", async (state, code) => {
		const { sql, close } = connect(await postgres.newDatabase(), patience, 1);
		await expect(sql.raw(`do $$ begin raise exception using errcode = '${state}'; end $$`)).rejects.toMatchObject({ code });
		await close();
	});

	test("refuses a database that is not there in words that name no address", async () => {
		const url = (await postgres.newDatabase()).replace(/test_\d+$/, "nowhere");
		const failure: unknown = await openPostgres({ url, patience, limits: QUEUE_LIMITS }).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: "bad-config" });
		expect(String(failure)).not.toContain("127.0.0.1");
	});

	test("a bug of ours is no trouble of the database, and is not waited for", async () => {
		const { sql, close } = connect(await postgres.newDatabase(), patience, 1);
		await expect(sql.raw("select from nothing at all")).rejects.toThrow(/syntax error/);
		await close();
	});
});
