import { expect, test } from "vitest";
import { readDocuments } from "../../../src/nightly/read-documents.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import type { NewTask } from "../../../src/storage/queue.ts";

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
