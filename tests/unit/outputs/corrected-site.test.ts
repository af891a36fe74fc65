import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { load } from "cheerio";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { Environment } from "../../../src/cli/environment.ts";
import { exportNight } from "../../../src/cli/export-night.ts";
import { nightOverFolders } from "../../../src/collecting/sources/folders-config.ts";
import { overFiles } from "../../../src/nightly/night-kind.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import type { NightResult } from "../../../src/nightly/run-night.ts";
import { runNight } from "../../../src/nightly/run-night.ts";
import { stageHandlers } from "../../../src/nightly/stage-handlers.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { readHumanWork } from "../../../src/output/dataset/human-work.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import type { Agency } from "../../../src/output/documents/site/agency.ts";
import { agencyKey, agencyPath } from "../../../src/output/documents/site/agency.ts";
import { memoryArchive } from "../../../src/storage/memory-archive.ts";
import { openMemory } from "../../../src/storage/state.ts";
import { sampleFolders } from "../../golden/sample-folders.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";

/** Its table 四 has 1, 0, 0, 1 and the total 3, which stands for a 2 that was read as 3. */
const MISREAD = "bureau-2023-inconsistent";
const SOUND = "bureau-2021-ruled";
const OTHER = "bureau-2024-stripes";
const PATH = "remedies.review.total";
const MESSAGE = "表四“行政复议”合计：1＋1＝2，表中为3，两者不等。";

const samples = new Map(sampleFolders().map((sample) => [sample.name, sample]));
const sampleOf = (name: string) => samples.get(name) ?? expect.fail(name);
const expectedOf = async (name: string) => readFile(sampleOf(name).expected, "utf8");
const NEW_BYTES = "e".repeat(64);

let own: TestDesk;
let document = "";
let warned: string[];
let isOpen = false;
const at = (...names: string[]) => join(own.folder, ...names);
const state = () => at("state", "review.sqlite");

/** What the reader says of a file, by its bytes. */
let readings: Map<string, string>;

beforeEach(async () => {
	own = await testDesk();
	isOpen = true;
	warned = [];
	readings = new Map();
	await mkdir(at("in"));
	await put(MISREAD);
	await put(SOUND);
	document = JSON.parse(await expectedOf(MISREAD)).source.sha256;
});
afterEach(async () => {
	close();
	await rm(own.folder, { recursive: true, force: true });
});

/** Ends the desk's work: all it holds is in its state file then. */
function close(): void {
	if (isOpen) own.desk.close();
	isOpen = false;
}

async function put(sample: string, { as = sample, tail = "", change = (text: string) => text } = {}): Promise<void> {
	const bytes = Buffer.concat([await readFile(sampleOf(sample).pdf), Buffer.from(tail)]);
	await writeFile(at("in", `${as}.pdf`), bytes);
	readings.set(bytes.toString("latin1"), change(await expectedOf(sample)));
}

function configOf() {
	const folders = { folders: [at("in")], output: at("output"), timeout: 9, rules: {} };
	return { ...nightOverFolders(folders, { megabytes: 100 }), state: at("state") };
}

const environment = {
	pipeline: disclosureReport,
	log: { warn: (message: string) => void warned.push(message) },
} as unknown as Environment;

/** A night over the folder: its reader knows files by their bytes. */
async function night(): Promise<NightResult> {
	const config = configOf();
	const store = openMemory();
	const archive = memoryArchive();
	const run = await store.ledger.beginRun("2026-01-01T00:00:00.000Z", "");
	const tools = {
		...{ config, kind: overFiles(own.folder), pipeline: disclosureReport, ledger: store.ledger, archive },
		...{ readings: memoryArchive(), reader: "gouji/test", now: () => new Date("2026-01-01T00:00:00Z") },
		...{ startedAt: run.started_at, runId: run.id, progress: () => {}, isStopped: () => false },
		warn: (message: string) => void warned.push(message),
	} as unknown as NightlyTools;
	const handlers = stageHandlers(
		store,
		tools,
		async (sha256) => readings.get(Buffer.from(await archive.bytesOf(sha256)).toString("latin1")) ?? expect.fail("unknown bytes"),
	);
	const pace = { slots: { discover: 1, fetch: 1, read: 4 }, idleMs: 1, sleep: (ms: number) => pause(ms), isStopped: () => false };
	try {
		return await runNight({}, tools, { store, handlers, ...pace, warn: () => {} });
	} finally {
		await store.close();
	}
}

let minute = 0;
async function correct(
	value: number | null,
	expected: number,
	{ sha256 = document, path = PATH, before = 3, isWithdrawn = 0 } = {},
) {
	await own.desk.refresh();
	const time = new Date(Date.parse("2026-01-08T03:00:00Z") + 60_000 * minute++).toISOString();
	const wish = { at: time, who: "王芳", sha256, path, value, before, reason: "对照原件", is_withdrawn: isWithdrawn as 0 | 1 };
	expect(await own.desk.correct(wish, expected)).toBe(true);
}

const NAMES: Readonly<Record<string, string>> = {
	[MISREAD]: "青石市教育局",
	[SOUND]: "云浦区水务局",
	[OTHER]: "临江区卫生健康局",
};
const pathOf = (sample: string) => agencyPath(agencyKey(NAMES[sample] ?? ""));
const siteText = (path: string) => readFile(at("output", "site", path), "utf8");
const agencyOf = async (sample: string) => JSON.parse(await siteText(`${pathOf(sample)}.json`));
const listed = async (sample: string): Promise<Agency> =>
	JSON.parse(await siteText("data/agencies.json")).agencies.find(({ key }: Agency) => key === agencyKey(NAMES[sample] ?? ""));

/** Rules of an agency's one report that are broken. */
async function brokenOf(sample: string): Promise<string[]> {
	const { reports } = await agencyOf(sample);
	return reports[0].findings.flatMap((one: { rule: string; verdict: string }) =>
		one.verdict === "broken" ? one.rule.slice(0, 3) : [],
	);
}

/** Every file of the site: text, and number and time, which change when it is written. */
async function written(): Promise<Map<string, { readonly stamp: string; readonly text: string }>> {
	const files = new Map<string, { readonly stamp: string; readonly text: string }>();
	const entries = await readdir(at("output", "site"), { recursive: true, withFileTypes: true });
	for (const entry of entries.filter((one) => one.isFile())) {
		const path = join(entry.parentPath, entry.name);
		const { ino, mtimeNs } = await stat(path, { bigint: true });
		files.set(path.slice(at("output", "site").length + 1), { stamp: `${ino} ${mtimeNs}`, text: await readFile(path, "utf8") });
	}
	return files;
}

const agenciesIn = (files: Awaited<ReturnType<typeof written>>, sample: string) =>
	[...files].filter(([name]) => name.startsWith(pathOf(sample))).map(([name, { stamp }]) => `${name} ${stamp}`);
const digestsOf = (files: Awaited<ReturnType<typeof written>>) =>
	[...files].map(([name, { text }]) => `${name} ${createHash("sha256").update(text).digest("hex")}`).sort();

/** What the data set has of a report: figures after corrections by path, and rules that are broken. */
async function setOf(name: string, year = 0) {
	const source = folderSource(at("output", "data", "reports"), () => Date.now() + 60_000);
	const request = { source, dataset: disclosureReport.dataset, software: "gouji/test", now: () => new Date(0) };
	const { current } = await exportSet({ ...request, humanWork: await readHumanWork(state()), formats: ["csv"] }, at("set"));
	const rowsOf = async (table: string) => {
		const [head = [], ...rows] = (await readFile(join(current, `${table}.csv`), "utf8")).trimEnd().split("\r\n").map(fieldsOf);
		return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ""])));
	};
	const id = `${NAMES[name]}-${year === 0 ? "" : year}`;
	const own = (rows: Record<string, string>[]) => rows.filter((row) => row.report_id?.startsWith(id));
	const cells = own(await rowsOf("cells")).filter(({ state }) => state !== "absent");
	const figures = cells.map(({ table, row, column, value, value_corrected, is_corrected }) => [
		[table, row, column].filter((part) => part !== "").join("."),
		is_corrected === "true" ? value_corrected : value,
	]);
	const findings = own(await rowsOf("findings"));
	return {
		figures: Object.fromEntries(figures),
		broken: findings.flatMap(({ verdict, rule = "" }) => (verdict === "broken" ? rule.slice(0, 3) : [])).sort(),
	};
}

/** Fields of a line of CSV, none of which has a line break. */
function fieldsOf(line: string): string[] {
	return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
		([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain,
	);
}

describe("a figure that a supervisor corrected", () => {
	test("is shown corrected with what followed from the misreading gone, until it is taken back", async () => {
		await night();
		const first = await written();
		expect(await brokenOf(MISREAD)).toContain("A04");
		const [[, , errors]] = (await listed(MISREAD)).years as unknown as [[number, string, number]];
		await correct(2, 0);
		const result = await night();

		const { reports } = await agencyOf(MISREAD);
		expect(reports[0].figures[PATH]).toBe(2);
		expect(reports[0].corrected).toEqual([{ path: PATH, read: 3, value: 2, is_carried: false }]);
		expect(await brokenOf(MISREAD)).not.toContain("A04");
		const $ = load(await siteText(`${pathOf(MISREAD)}.html`));
		expect($("main").text()).not.toContain(MESSAGE);
		expect($("main").text()).toMatch(/2023年 .*行政复议.*：经人工核对更正为2，原读作3。/);
		expect($("tbody").first().text()).toContain("人工核对1处");
		expect(await siteText(`${pathOf(MISREAD)}.csv`)).toMatch(/^remedies\.review\.total,[^\n]*,2\r?$/m);
		expect((await listed(MISREAD)).years[0]?.[2]).toBe(errors - 1);
		const findings = await siteText("findings.html");
		expect(findings).not.toContain(MESSAGE);
		expect(findings).toContain("原读作3");

		const second = await written();
		expect([...second.values()].some(({ text }) => text.includes("王芳"))).toBe(false);
		expect(agenciesIn(second, SOUND)).toEqual(agenciesIn(first, SOUND));
		// Reports stay what was read, and so does what the run tells of them.
		expect(
			JSON.parse(await readFile(at("output", "data", "reports", `${MISREAD}.json`), "utf8")).tables.remedies.review.total,
		).toBe(3);
		expect(result.outcomes.some(({ report }) => report?.findings.some(({ message }) => message === MESSAGE))).toBe(true);

		await night();
		const third = await written();
		expect([...third].filter(([name, { stamp }]) => second.get(name)?.stamp !== stamp).map(([name]) => name)).toEqual([
			"findings.html",
		]);

		await correct(null, 1, { isWithdrawn: 1 });
		await night();
		const last = await written();
		expect(digestsOf(last)).toEqual(digestsOf(first));
		expect(agenciesIn(last, SOUND)).toEqual(agenciesIn(first, SOUND));
		expect(warned).toEqual([]);
	});

	test("is the data set's, figure by figure and rule by rule", async () => {
		await night();
		await correct(2, 0);
		await correct(null, 0, { path: "remedies.review.upheld", before: 1 });
		await correct(40, 0, { path: "requests.received.total", before: 33 });
		await night();
		const { reports } = await agencyOf(MISREAD);
		const set = await setOf(MISREAD);
		const printed = Object.entries(reports[0].figures).map(([path, value]) => [path, String(value ?? "")]);
		expect(Object.fromEntries(printed)).toEqual(set.figures);
		expect(reports[0].figures).toMatchObject({ [PATH]: 2, "remedies.review.upheld": null, "requests.received.total": 40 });
		expect((await brokenOf(MISREAD)).sort()).toEqual(set.broken);
	});

	test("accuses nobody where it was carried over from another file and says something else than this one's reading", async () => {
		await night();
		const { sha256 } = JSON.parse(await expectedOf(SOUND)).source;
		const path = "remedies.review.total";
		await correct(14, 0, { sha256, path, before: 13 });
		await night();
		expect(await brokenOf(SOUND)).toContain("A04");
		await put(SOUND, { tail: "\n", change: (text) => text.replaceAll(sha256, NEW_BYTES) });
		await night();
		await own.desk.refresh();
		const { reports } = await agencyOf(SOUND);
		expect(reports[0].source.sha256).toBe(NEW_BYTES);
		expect(reports[0].corrected).toEqual([{ path, read: 13, value: 14, is_carried: true }]);
		expect(await brokenOf(SOUND)).not.toContain("A04");
		expect((await setOf(SOUND)).broken).not.toContain("A04");
		expect(await siteText(`${pathOf(SOUND)}.html`)).toContain("沿用对原公布文件的人工更正，为14；本文件读作13，尚待对照");
		const desk = await own.desk.reportOf(`${SOUND}.json`);
		expect(desk?.report.findings.find(({ rule }) => rule.startsWith("A04"))?.verdict).toBe("undetermined");
	});
});

test("what does not go on from the year before by a misread figure of that year is open, on the site and in the data set", async () => {
	const later = (text: string) => {
		const report = JSON.parse(text);
		Object.assign(report, { year: 2024, id: `${report.id}-next` });
		report.source.sha256 = NEW_BYTES;
		return JSON.stringify(report);
	};
	await put(MISREAD, { as: "next", tail: "\n", change: later });
	const broken = async () => {
		const { reports } = await agencyOf(MISREAD);
		const { findings } = reports.find(({ year }: { year: number }) => year === 2024);
		return findings.flatMap((one: { rule: string; verdict: string }) => (one.verdict === "broken" ? one.rule.slice(0, 3) : []));
	};
	await night();
	expect(await broken()).toContain("Y01");
	const told = "Y01";
	expect(load(await siteText("findings.html"))(`section li:contains("${told}") .error`).length).toBeGreaterThan(0);
	// Who finds the reading right changes nothing.
	await correct(1, 0, { path: "requests.carried_out.total", before: 1 });
	await night();
	expect([await broken(), (await setOf(MISREAD, 2024)).broken]).toEqual([
		expect.arrayContaining(["Y01"]),
		expect.arrayContaining(["Y01"]),
	]);
	await correct(3, 1, { path: "requests.carried_out.total", before: 1 });
	await night();
	expect(await broken()).not.toContain("Y01");
	expect((await setOf(MISREAD, 2024)).broken).toEqual((await broken()).sort());
	expect(load(await siteText("findings.html"))(`section li:contains("${told}") .error`).length).toBe(0);
});

describe("corrections that cannot be read", () => {
	const copy = () => at("copy.sqlite");
	async function corrected(): Promise<Map<string, { readonly stamp: string; readonly text: string }>> {
		await night();
		await correct(2, 0);
		close();
		await cp(state(), copy());
		for (const ending of ["-wal", "-shm"]) await rm(`${state()}${ending}`, { force: true });
		await night();
		return written();
	}
	const damage: Record<string, () => Promise<void>> = {
		damaged: () => writeFile(state(), "no database"),
		gone: () => rm(state()),
		"a folder": async () => {
			await rm(state());
			await mkdir(state());
		},
	};

	test.each(Object.keys(damage))("leave pages as they are, and accuse nobody on new ones: %s", async (kind) => {
		const before = await corrected();
		await damage[kind]?.();
		// No set either: in it the misread figure would accuse again.
		if (kind === "gone")
			expect([await exportNight(configOf(), environment), existsSync(at("output", "dataset"))]).toEqual([1, false]);
		await put(OTHER);
		const { report } = await night();
		expect(report.failed.map(({ url }) => url)).toEqual(["desk:review.sqlite"]);
		expect(warned.join()).toContain("corrections of the review desk are not known");
		const after = await written();
		for (const sample of [MISREAD, SOUND]) expect(agenciesIn(after, sample)).toEqual(agenciesIn(before, sample));
		const { years } = await listed(OTHER);
		expect([await brokenOf(OTHER), (await agencyOf(OTHER)).corrections_known, years[0]?.slice(2, 4)]).toEqual([
			[],
			false,
			[0, 0],
		]);
		for (const page of [await siteText(`${pathOf(OTHER)}.html`), await siteText("findings.html")]) {
			expect(page.includes("人工更正暂时无法读取")).toBe(true);
			expect(load(page)("li .error, li .warn").length).toBe(0);
		}
		await night();
		expect(agenciesIn(await written(), OTHER)).toEqual(agenciesIn(after, OTHER));

		await rm(state(), { recursive: true, force: true });
		await cp(copy(), state());
		await night();
		expect(await brokenOf(OTHER)).toContain("L09");
		expect((await siteText(`${pathOf(OTHER)}.html`)).includes("人工更正暂时无法读取")).toBe(false);
		expect(agenciesIn(await written(), MISREAD)).toEqual(agenciesIn(before, MISREAD));
	});

	test("make a page of reports that changed show what was read, accusing nobody", async () => {
		await corrected();
		await damage.damaged?.();
		// The same words in another organ's report are told of in both.
		await put(MISREAD, {
			as: "like",
			tail: "\n",
			change: (text) => text.replaceAll("青石市", "松岭市").replaceAll(document, NEW_BYTES),
		});
		await night();
		expect((await agencyOf(MISREAD)).reports[0]).toMatchObject({ figures: { [PATH]: 3 } });
		expect([await brokenOf(MISREAD), (await agencyOf(MISREAD)).corrections_known]).toEqual([[], false]);
		await rm(state());
		await cp(copy(), state());
		await night();
		expect((await agencyOf(MISREAD)).reports[0].figures[PATH]).toBe(2);
	});
});

test("without a desk nothing is said of corrections", async () => {
	close();
	await rm(at("state"), { recursive: true });
	await night();
	expect(existsSync(at("state"))).toBe(false);
	for (const { text } of (await written()).values())
		expect(/人工核对|人工更正|as_read|"corrected":\[|corrections_known/.test(text)).toBe(false);
	expect(warned).toEqual([]);
});
