import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import type { Environment } from "../../src/cli/environment.ts";
import { readerName } from "../../src/cli/reader-name.ts";
import { verify } from "../../src/cli/verify.ts";
import { withTools } from "../../src/cli/with-tools.ts";
import type { NightlyConfig } from "../../src/collecting/sources/config.ts";
import { entriesOf } from "../../src/nightly/entries.ts";
import { findLostReadings } from "../../src/nightly/lost-readings.ts";
import { readOnce } from "../../src/nightly/read-archived.ts";
import { readDocuments } from "../../src/nightly/read-documents.ts";
import type { NightlyTools } from "../../src/nightly/run-context.ts";
import type { Payloads } from "../../src/nightly/tasks.ts";
import { BACKUP } from "../../src/storage/state.ts";
import { nightlyConfig } from "../support/nightly-config.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-damage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let state = "";
let config: NightlyConfig;
let said: string[] = [];
let printed = "";
let count = 0;

const environment = {
	pipeline: disclosureReport,
	now: () => new Date("2026-06-01T00:00:00Z"),
	out: (text: string) => {
		printed += text;
	},
	log: { warn: (message: string) => void said.push(message), progress: () => {}, error: () => {}, clear: () => {} },
} as unknown as Environment;

const reading = readFileSync(new URL("../../samples/bureau-2023-inconsistent/expected.json", import.meta.url), "utf8");
const urlOf = (name: string) => `https://a.example/${name}.pdf`;
const pathOf = (kind: string, sha256: string) => join(state, kind, sha256.slice(0, 2), sha256);
const documents: Record<string, string> = {};

/** Two documents that were fetched and read by this version. */
async function firstNight(tools: NightlyTools): Promise<void> {
	for (const name of ["one", "two"]) {
		const now = tools.now().toISOString();
		const sha256 = await tools.archive.keep(new TextEncoder().encode(`%PDF-1.7 ${name}`));
		documents[name] = sha256;
		const url = urlOf(name);
		const reference = {
			url,
			source: "a",
			kind: "pdf" as const,
			title: name,
			page_url: null,
			issuer: null,
			year: 2023,
			page_facts: "{}",
		};
		await tools.ledger.list(reference, now);
		const resource = {
			url,
			etag: '"1"',
			last_modified: null,
			content_type: "application/pdf",
			media: "pdf",
			sha256,
			final_url: url,
		};
		const seen = {
			tls: null,
			state: "ok" as const,
			code: null,
			detail: null,
			first_seen: now,
			last_seen: now,
			last_attempt: now,
		};
		await tools.ledger.saveResource({ ...resource, ...seen });
		await tools.ledger.see({ ...resource, ...seen }, now, tools.runId);
		await readOnce({ sha256, media: "pdf", contentType: "", tries: 1, url }, tools, async () => readingFor(name));
	}
	await tools.ledger.finishRun(tools.runId, tools.now().toISOString());
}

const readingFor = (name: string) => reading.replaceAll("青石市教育局", `青石市${name === "one" ? "水务局" : "教育局"}`);

/** Has documents read in this process, by a reader that knows the two. */
async function readAgain(tools: NightlyTools): Promise<{ failed: readonly string[]; lost: number; read: readonly string[] }> {
	const read: string[] = [];
	const { failed, lost } = await readDocuments({}, tools, async (_, tasks) => {
		const results = [];
		for (const { key, payload } of tasks) {
			const { unread } = payload as Payloads["read"];
			await readOnce(unread, tools, async (sha256) => {
				const bytes = new TextDecoder().decode(await tools.archive.bytesOf(sha256));
				return readingFor(bytes.split(" ")[1] ?? "");
			});
			read.push(unread.url);
			results.push({ key, body: {} });
		}
		return results;
	});
	return { failed: failed.map(({ url, detail }) => `${url} ${detail}`), lost: lost.size, read };
}

const nameOfReading = async (tools: NightlyTools, name: string) =>
	(await tools.ledger.lastOutcome(documents[name] ?? ""))?.report ?? "";

async function verified(): Promise<{
	code: number;
	problems: readonly { where: string; what: string; name: string; url: string | null }[];
}> {
	printed = "";
	const path = join(folder, "n.yaml");
	writeFileSync(path, JSON.stringify({ sources: config.sources, state, output: config.output }));
	const code = await verify(path, { json: true }, environment);
	return { code, problems: JSON.parse(printed).problems };
}

beforeEach(async () => {
	state = join(folder, `state-${count++}`);
	said = [];
	const text = JSON.stringify({
		sources: [{ id: "a", kind: "urls", urls: [urlOf("one")] }],
		state,
		output: join(folder, "output"),
	});
	config = nightlyConfig(text, "n.yaml");
	await withTools(config, environment, ({ tools }) => firstNight(tools));
});

describe("readings", () => {
	test.each<[string, (path: string) => void]>([
		["is gone", rmSync],
		["is cut short", (path) => writeFileSync(path, readFileSync(path).subarray(0, 2000))],
		["has other bytes of the same length", (path) => writeFileSync(path, readFileSync(path, "utf8").replace("2023", "2022"))],
	])("one that %s is made again from the archive, and the others are left as they are", async (_, damage) => {
		await withTools(config, environment, async ({ tools }) => {
			const name = await nameOfReading(tools, "one");
			const before = readFileSync(pathOf("readings", name), "utf8");
			damage(pathOf("readings", name));
			expect(await readAgain(tools)).toEqual({ failed: [], lost: 0, read: [urlOf("one")] });
			expect(readFileSync(pathOf("readings", name), "utf8")).toBe(before);
			expect((await findLostReadings(tools)).byDocument.size).toBe(0);
		});
	});

	test("all of them are made again where the folder was removed", async () => {
		rmSync(join(state, "readings"), { recursive: true });
		await withTools(config, environment, async ({ tools }) => {
			expect((await readAgain(tools)).read.toSorted()).toEqual([urlOf("one"), urlOf("two")]);
			expect((await entriesOf(tools)).every(({ outcome }) => outcome?.report)).toBe(true);
		});
	});

	test("one whose document is lost too costs this report alone, and is named", async () => {
		await withTools(config, environment, async ({ tools }) => {
			rmSync(pathOf("readings", await nameOfReading(tools, "one")));
			writeFileSync(pathOf("archive", documents.one ?? ""), "rotten");
			const { failed, lost, read } = await readAgain(tools);
			expect([failed, lost, read]).toEqual([[expect.stringContaining(urlOf("one"))], 1, []]);
			const entries = await entriesOf(tools, new Set([await nameOfReading(tools, "one")]));
			expect(entries.map(({ outcome }) => [outcome?.report !== null, outcome?.code])).toEqual([
				[false, "damaged-archive"],
				[true, null],
			]);
		});
	});
});

describe("gouji verify", () => {
	test("finds nothing in a store that is whole", async () => {
		expect(await verified()).toEqual({ code: 0, problems: [] });
	});

	test("names each damaged, missing and odd file, and whose it is", async () => {
		writeFileSync(pathOf("archive", documents.one ?? ""), "rotten");
		rmSync(pathOf("archive", documents.two ?? ""));
		const odd = Buffer.concat([
			Buffer.from(`${join(state, "archive", "ab")}/`),
			Buffer.from([0xd4, 0xc6, 0x2e, 0x70, 0x64, 0x66]),
		]);
		mkdirSync(join(state, "archive", "ab"), { recursive: true });
		writeFileSync(odd, "a name in GBK");
		const { code, problems } = await verified();
		expect(code).toBe(1);
		expect(problems.map(({ where, what, url }) => [where, what, url])).toEqual([
			...[urlOf("one"), urlOf("two")]
				.sort((a, b) => ((documents[a.slice(18, 21)] ?? "") < (documents[b.slice(18, 21)] ?? "") ? -1 : 1))
				.map((url) => ["archive", "damaged", url]),
			["archive", "odd", null],
		]);
	});

	test("finds a ledger whose pages were overwritten, and tells to keep everything", async () => {
		const path = join(state, "ledger.sqlite");
		const bytes = readFileSync(path);
		writeFileSync(path, bytes.fill(0xa5, 4096, 4096 * 6));
		const { code, problems } = await verified();
		expect([code, problems[0]?.where]).toEqual([1, "ledger"]);
	});
});

describe("a ledger", () => {
	const night = () => withTools(config, environment, async ({ tools }) => tools.runId);

	test.each<[string, (path: string) => void]>([
		["is gone", (path) => renameSync(path, `${path}.away`)],
		["has no bytes", (path) => writeFileSync(path, "")],
		["is no database", (path) => writeFileSync(path, "x".repeat(5000))],
	])("that %s beside a full archive stops the run, and the copy of the last run goes on", async (_, damage) => {
		const path = join(state, "ledger.sqlite");
		damage(path);
		const refused = { code: "damaged-ledger", hint: expect.stringMatching(/^Keep all files.*backup/) };
		await expect(night()).rejects.toMatchObject(refused);
		await expect(night()).rejects.toMatchObject(refused);
		expect(existsSync(pathOf("archive", documents.one ?? ""))).toBe(true);
		for (const ending of ["", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
		copyFileSync(join(state, BACKUP), path);
		await withTools(config, environment, async ({ tools }) => {
			expect((await tools.ledger.addresses()).map(({ url }) => url)).toEqual([urlOf("one"), urlOf("two")]);
		});
		expect((await verified()).code).toBe(0);
	});

	test("that is new begins where there is no archive", async () => {
		const fresh = { ...config, state: join(folder, "fresh") };
		expect(await withTools(fresh, environment, async ({ tools }) => tools.runId)).toBe(1);
		expect(await readerName()).toMatch(/^gouji\//);
	});
});
