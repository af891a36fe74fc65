import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { nightOverFolders } from "../../../src/collecting/sources/folders-config.ts";
import { GoujiError } from "../../../src/model/errors.ts";
import { overFiles } from "../../../src/nightly/night-kind.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import type { NightResult } from "../../../src/nightly/run-night.ts";
import { runNight } from "../../../src/nightly/run-night.ts";
import { asksForAttention } from "../../../src/nightly/run-report.ts";
import { stageHandlers } from "../../../src/nightly/stage-handlers.ts";
import { memoryArchive } from "../../../src/storage/memory-archive.ts";
import { openMemory } from "../../../src/storage/state.ts";
import { sampleFolders } from "../../golden/sample-folders.ts";

const place = mkdtempSync(join(tmpdir(), "gouji-night-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const at = (...names: string[]) => join(place, ...names);
const sampleOf = (name: string) => sampleFolders().find((sample) => sample.name === name);
const expectedOf = (name: string) => readFileSync(sampleOf(name)?.expected ?? "", "utf8");
const outputOf = (name: string) => JSON.parse(readFileSync(at("output", "data", "reports", name), "utf8")) as unknown;

/** A night whose reader knows the samples by their bytes and refuses everything else. */
async function night(folders: readonly string[]): Promise<NightResult> {
	const config = nightOverFolders(
		{ folders: folders.map((name) => at(name)), output: at("output"), timeout: 9, rules: {} },
		{ megabytes: 100 },
	);
	const store = openMemory();
	const archive = memoryArchive();
	const run = await store.ledger.beginRun("2026-01-01T00:00:00.000Z", "");
	const tools = {
		config,
		kind: overFiles(place),
		pipeline: disclosureReport,
		ledger: store.ledger,
		archive,
		readings: memoryArchive(),
		reader: "gouji/test",
		now: () => new Date("2026-01-01T00:00:00Z"),
		startedAt: run.started_at,
		runId: run.id,
		progress: () => {},
		warn: () => {},
		isStopped: () => false,
	} as unknown as NightlyTools;
	const known = new Map(sampleFolders().map(({ pdf, expected }) => [readFileSync(pdf).toString("hex"), expected]));
	const handlers = stageHandlers(store, tools, async (sha256) => {
		const expected = known.get(Buffer.from(await archive.bytesOf(sha256)).toString("hex"));
		if (expected === undefined) throw new GoujiError("damaged-pdf", "It is damaged", { hint: "Ask for another." });
		return readFileSync(expected, "utf8");
	});
	const slots = { discover: 1, fetch: 1, read: 4 };
	const pace = { slots, idleMs: 1, sleep: (ms: number) => pause(ms), isStopped: () => false, warn: () => {} };
	try {
		return await runNight({}, tools, { store, handlers, ...pace });
	} finally {
		await store.close();
	}
}

beforeAll(() => {
	const put = (name: string, ...to: string[]) => {
		mkdirSync(at(...to.slice(0, -1)), { recursive: true });
		cpSync(sampleOf(name)?.pdf ?? "", at(...to));
	};
	put("bureau-2021-ruled", "a", "z", "report.pdf");
	put("bureau-2024-stripes", "b", "report.pdf");
	put("bureau-2024-stripes", "b", "年报 一.pdf");
	put("bureau-2022-two-pages", "c", "second.PDF");
	writeFileSync(at("a", "report.pdf"), "%PDF-1.7 cut");
	writeFileSync(at("b", "saved.html"), "<html></html>");
	writeFileSync(at("b", "page.pdf"), "<!doctype html><html></html>");
});

describe("a night over folders", () => {
	let done: NightResult;
	beforeAll(async () => {
		done = await night(["b", "a", "c"]);
	});

	test("gives every PDF an outcome, in order of paths, and stops at none", () => {
		expect(done.outcomes.map(({ path, error, report }) => [path, error?.code ?? report?.year])).toEqual([
			[join("a", "report.pdf"), "damaged-pdf"],
			[join("a", "z", "report.pdf"), 2021],
			[join("b", "page.pdf"), "damaged-pdf"],
			[join("b", "report.pdf"), 2024],
			[join("b", "年报 一.pdf"), 2024],
			[join("c", "second.PDF"), 2022],
		]);
		expect(done.outcomes[0]?.error).toEqual({ code: "damaged-pdf", message: "It is damaged", hint: "Ask for another." });
		expect(asksForAttention(done.report)).toBe(true);
	});

	test("names reports as their files, with a number where another has the name, and leaves out no copy", () => {
		expect(readdirSync(at("output", "data", "reports")).sort()).toEqual([
			"report-2.json",
			"report-3.json",
			"second.json",
			"年报 一.json",
		]);
		expect(outputOf("年报 一.json")).toMatchObject({ source: { file: "年报 一.pdf" } });
	});

	test("publishes what was read, without an address or a day of this run", () => {
		const { source, cells, tables } = JSON.parse(expectedOf("bureau-2022-two-pages")) as Record<string, object>;
		expect(outputOf("second.json")).toMatchObject({ cells, tables, source: { ...source, file: "second.PDF" } });
		expect(Object.keys((outputOf("second.json") as { source: object }).source)).toEqual(Object.keys(source ?? {}));
	});

	test("checks reports with one another, whatever folders they are in", () => {
		const { findings } = outputOf("report-3.json") as { findings: { rule: string; message: string }[] };
		const alone = JSON.parse(expectedOf("bureau-2024-stripes")) as { quality: { rules: object } };
		expect((outputOf("report-3.json") as { quality: { rules: object } }).quality.rules).not.toEqual(alone.quality.rules);
		expect(findings.every(({ message }) => !message.includes("file:"))).toBe(true);
	});

	test("leaves a site, and nothing of the run itself", () => {
		expect(existsSync(at("output", "site", "index.html"))).toBe(true);
		expect(readFileSync(at("output", "site", "findings.html"), "utf8")).toContain(relative(place, at("b", "年报 一.pdf")));
		expect(readdirSync(at("output")).sort()).toEqual(["data", "site"]);
		expect(readdirSync(place).sort()).toEqual(["a", "b", "c", "output"]);
	});

	test("gives the same bytes the next time", async () => {
		const bytes = () =>
			readdirSync(at("output"), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8")])
				.sort();
		const before = bytes();
		await night(["b", "a", "c"]);
		expect(bytes()).toEqual(before);
	});
});

test("a single report is published as its golden file is", async () => {
	const [sample] = sampleFolders().filter(({ name }) => name === "bureau-2021-ruled");
	mkdirSync(at("one"));
	cpSync(sample?.pdf ?? "", at("one", "bureau-2021-ruled.pdf"));
	await night(["one"]);
	expect(readFileSync(at("output", "data", "reports", "bureau-2021-ruled.json"), "utf8")).toBe(expectedOf("bureau-2021-ruled"));
});
