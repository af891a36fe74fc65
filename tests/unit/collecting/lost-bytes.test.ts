import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { CollectingContext } from "../../../src/collecting/context.ts";
import { Fetcher } from "../../../src/collecting/fetcher.ts";
import type { SiteTask } from "../../../src/collecting/site-reader.ts";
import { readSite } from "../../../src/collecting/site-reader.ts";
import { openArchive } from "../../../src/storage/archive.ts";
import { openMemory } from "../../../src/storage/state.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-lost-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const URL = "https://a.example/report.pdf";

test("what the archive has lost or damaged is asked for whole, though the site says that it did not change", async () => {
	const store = openMemory();
	const archive = await openArchive(folder);
	const asked: string[] = [];
	const body = new TextEncoder().encode("%PDF-1.7 a report");
	const path = join(folder, createHash("sha256").update(body).digest("hex").replace(/^(..)/, "$1/$1"));
	const warned: string[] = [];
	const config = nightlyConfig(`sources: [{ id: a, kind: urls, urls: ["${URL}"] }]\npoliteness: { delay_seconds: 0 }`, "n.yaml");
	const night = async (day: number) => {
		const at = `2026-01-0${day}T00:00:00.000Z`;
		const { id: runId, started_at: startedAt } = await store.ledger.beginRun(at, at);
		const http = {
			ask: async ({ url, headers }: { url: string; headers: Record<string, string> }) => {
				if (url.endsWith("robots.txt")) return { url, status: 404, headers: {}, body: new Uint8Array() };
				const isKnown = headers["if-none-match"] === '"1"';
				asked.push(isKnown ? "conditional" : "whole");
				if (isKnown) return { url, status: 304, headers: {}, body: new Uint8Array() };
				return { url, status: 200, headers: { etag: '"1"', "content-type": "application/pdf" }, body };
			},
		};
		const tools = {
			...{ config, ledger: store.ledger, archive, http, runId, startedAt, now: () => new Date(at), chance: () => 0 },
			pipeline: disclosureReport,
			readSite: async (task: SiteTask) => readSite(task, disclosureReport.sources),
			...{ sleep: async () => {}, isStopped: () => false, warn: (message: string) => void warned.push(message) },
		} as unknown as CollectingContext;
		const { state } = await new Fetcher(tools).fetch({ url: URL, method: "GET", wants: "document" });
		await store.ledger.finishRun(runId, at);
		return state;
	};
	expect([await night(1), await night(2)]).toEqual(["ok", "unchanged"]);
	rmSync(path);
	expect(await night(3)).toBe("unchanged");
	writeFileSync(path, "%PDF-1.7 a retort");
	expect(await night(4)).toBe("unchanged");
	expect(await night(5)).toBe("unchanged");
	expect(asked).toEqual(["whole", "conditional", "whole", "whole", "conditional"]);
	expect(warned.length).toBe(2);
	await store.close();
});
