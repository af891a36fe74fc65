import { afterEach, beforeEach, expect, test } from "vitest";
import { beginBatch } from "../../../src/nightly/batch.ts";
import type { WorkerContext } from "../../../src/nightly/worker.ts";
import type { NewTask, Task } from "../../../src/storage/queue.ts";
import { openMemory } from "../../../src/storage/state.ts";
import type { Store } from "../../../src/storage/store.ts";

let store: Store;
beforeEach(() => {
	store = openMemory();
});
afterEach(() => store.close());

/** A workshop whose tarpit ends when it is told to, and what it did in which order. */
function workshop(): { readonly shop: WorkerContext; readonly done: string[]; readonly release: () => void } {
	const done: string[] = [];
	let release = () => {};
	const tarpit = new Promise<void>((resolve) => {
		release = resolve;
	});
	const handler = async ({ stage, key }: Task) => {
		if (key === "tarpit") await tarpit;
		done.push(`${stage} ${key}`);
		// Everything else is at its end: what waited for the tarpit would wait for ever.
		if (done.filter((one) => one.startsWith("read")).length === 60) release();
		return key;
	};
	const shop = {
		...{ store, handlers: { discover: handler, fetch: handler, read: handler }, slots: { discover: 4, fetch: 4, read: 2 } },
		...{
			idleMs: 1,
			sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
			isStopped: () => false,
			warn: () => {},
		},
	};
	return { shop, done, release: () => release() };
}

const next = async (stage: string, ended: readonly { key: string }[]): Promise<NewTask[]> =>
	ended.flatMap(({ key }): NewTask[] => {
		if (stage === "fetch") return [{ stage: "read", key, payload: {} }];
		return key === "tarpit" ? [] : Array.from({ length: 20 }, (_, i) => ({ stage: "fetch", key: `${key}-${i}`, payload: {} }));
	});

test("a source that does not come to its end keeps no other's documents from being fetched and read", async () => {
	const { shop, done } = workshop();
	const complete = await beginBatch(shop, "night");
	const follow = { after: ["discover", "fetch"], next } as const;
	const tasks = ["tarpit", "a", "b", "c"].map((key) => ({ key, payload: {} }));
	const looks = await complete("discover", tasks, follow);
	expect(looks.map(({ key }) => key)).toEqual(["a", "b", "c", "tarpit"]);
	expect(done.indexOf("discover tarpit")).toBeGreaterThan(done.filter((one) => one.startsWith("read")).length);
	const documents = ["a", "b", "c"].flatMap((key) => Array.from({ length: 20 }, (_, i) => ({ key: `${key}-${i}`, payload: {} })));
	expect((await complete("fetch", documents, follow)).length).toBe(60);
	const later = await complete("read", [{ key: "lost-reading", payload: {} }]);
	expect(later.length).toBe(61);
	// Each once, however often it was given.
	expect(new Set(done).size).toBe(done.length);
	expect(done.length).toBe(4 + 60 + 61);
});
