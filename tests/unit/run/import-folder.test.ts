import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { NightlyConfig } from "../../../src/collecting/sources/config.ts";
import { entriesOf } from "../../../src/nightly/entries.ts";
import { importFolder } from "../../../src/nightly/import-folder.ts";
import { OVER_SITES } from "../../../src/nightly/night-kind.ts";
import { storedFailureOf } from "../../../src/nightly/read-archived.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { memoryArchive } from "../../../src/storage/memory-archive.ts";
import { openMemory } from "../../../src/storage/state.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const urlOf = (name: string) => pathToFileURL(join(folder, name)).href;

mkdirSync(join(folder, "乙"));
writeFileSync(join(folder, "乙", "报告.pdf"), "%PDF-1.7 one");
writeFileSync(join(folder, "huge.pdf"), "%PDF-1.7");
truncateSync(join(folder, "huge.pdf"), 1024 * 1024 + 1);
writeFileSync(join(folder, "page.html"), "<html></html>");
writeFileSync(join(folder, "notes.txt"), "nothing");
// A name in GBK, as archives from other systems leave it.
writeFileSync(
	Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xd4, 0xc6, 0xc1, 0xeb]), Buffer.from(".pdf")]),
	"%PDF-1.7 two",
);

describe("a folder's files", () => {
	const store = openMemory();
	const config = NightlyConfig.parse({ sources: [{ id: "own", kind: "folder", folder }], limits: { megabytes: 1 } });
	const tools = {
		config,
		pipeline: disclosureReport,
		ledger: store.ledger,
		archive: memoryArchive(),
		kind: OVER_SITES,
		reader: "gouji/test",
		now: () => new Date("2026-01-01T00:00:00Z"),
		startedAt: "2026-01-01T00:00:00.000Z",
		runId: 1,
		isStopped: () => false,
	} as unknown as NightlyTools;
	const source = { id: "own", kind: "folder", folder } as const;

	test("are listed and kept; one that is too large is a failure of its own and stops no other", async () => {
		const documents = await importFolder(source, tools);
		expect(documents.map(({ url, state }) => [url, state])).toEqual([
			[urlOf("乙/报告.pdf"), "new"],
			[urlOf("\ufffd\ufffd\ufffd\ufffd.pdf"), "failed"],
			[urlOf("huge.pdf"), "failed"],
			[urlOf("page.html"), "new"],
		]);
		const entries = await entriesOf(tools);
		const failures = entries.flatMap((entry) => storedFailureOf(entry) ?? []);
		expect(failures.map(({ code }) => code).sort()).toEqual(["no-such-file", "too-large"]);
		expect(failures.find(({ code }) => code === "too-large")?.hint).toContain("raise the limit");
	});

	test("that is read the next time is no failure any more", async () => {
		truncateSync(join(folder, "huge.pdf"), 8);
		await importFolder(source, tools);
		const failures = (await entriesOf(tools)).flatMap((entry) => storedFailureOf(entry) ?? []);
		expect(failures.map(({ code }) => code)).toEqual(["no-such-file"]);
	});
});
