import { expect, test } from "vitest";
import { GoujiError } from "../../../src/model/errors.ts";
import { readDocuments } from "../../../src/nightly/read-documents.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { stageHandlers } from "../../../src/nightly/stage-handlers.ts";
import type { StageTools } from "../../../src/nightly/task-context.ts";
import type { NewTask, Task, TaskResult } from "../../../src/storage/queue.ts";
import { openMemory } from "../../../src/storage/state.ts";

test("documents of one host come between those of all others", async () => {
	const document = (url: string) => ({
		url,
		source: "s",
		first_seen: "",
		sha256: url,
		media: "pdf",
		content_type: null,
		code: null,
		tries: null,
	});
	const evil = Array.from({ length: 50 }, (_, i) => document(`https://evil.example/${i}.pdf`));
	const open = [...evil, document("https://a.example/1.pdf"), document("https://b.example/1.pdf"), document("file:///in/x.pdf")];
	const given: Omit<NewTask, "stage">[] = [];
	const ledger = { openDocuments: async () => open, heldReadings: async () => [] };
	const tools = { ledger, reader: "r", runId: 1, startedAt: "" } as unknown as NightlyTools;
	await readDocuments({}, tools, async (_, tasks) => {
		given.push(...tasks);
		return [];
	});
	expect(given.length).toBe(open.length);
	const first = given.slice(0, 4).map(({ key }) => key);
	expect(first).toEqual(["https://evil.example/0.pdf", "https://a.example/1.pdf", "https://b.example/1.pdf", "file:///in/x.pdf"]);
});

test("a host whose documents stop their readers is left for the next run, and the run says so; others are read", async () => {
	const store = openMemory();
	const read: string[] = [];
	const told = { progress: () => {}, warn: () => {}, reader: "r" };
	const handlers = stageHandlers({ ...store, ledgerOf: () => store.ledger }, told as unknown as StageTools, async (sha256) => {
		read.push(sha256);
		throw new GoujiError("timeout", "too long", { hint: "Look." });
	});
	const urls = Array.from({ length: 12 }, (_, i) => `https://${i % 4 === 3 ? "b" : "evil"}.example/${i}.pdf`);
	const open = urls.map((url) => ({
		url,
		source: "s",
		first_seen: "",
		sha256: url,
		media: "pdf",
		content_type: null,
		code: null,
		tries: null,
	}));
	const ledger = { openDocuments: async () => open, heldReadings: async () => [] };
	const tools = { ...told, ledger, runId: 1, startedAt: "" } as unknown as NightlyTools;
	const { failed } = await readDocuments({}, tools, async (_, tasks) => {
		const results: TaskResult[] = [];
		for (const task of tasks)
			results.push({ key: task.key, body: await handlers.read({ ...task, stage: "read" } as unknown as Task) });
		return results;
	});
	await store.close();
	const ofEvil = (url: string) => url.includes("evil");
	expect([read.filter(ofEvil).length, read.filter((url) => !ofEvil(url)).length]).toEqual([5, 3]);
	expect(failed.map(({ url }) => url).filter(ofEvil)).toHaveLength(4);
	expect(failed).toHaveLength(4);
});
