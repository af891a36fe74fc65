import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { SiteTask } from "../../../src/collecting/site-reader.ts";
import { readSite } from "../../../src/collecting/site-reader.ts";
import { OVER_SITES } from "../../../src/nightly/night-kind.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { runNight } from "../../../src/nightly/run-night.ts";
import type { RunReport } from "../../../src/nightly/run-report.ts";
import { stageHandlers } from "../../../src/nightly/stage-handlers.ts";
import { openArchive } from "../../../src/storage/archive.ts";
import { openState } from "../../../src/storage/state.ts";
import { repository } from "../../support/command.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-old-states-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ORGANS = ["青石市教育局", "青石市水务局", "青石市民政局"] as const;
const LIST = "https://a.example/zfxxgknb/";
const reading = readFileSync(join(repository, "samples", "bureau-2023-inconsistent", "expected.json"), "utf8");
const YEAR = (JSON.parse(reading) as { year: number }).year;
/** All three were published, by what they print, on this day. */
const PUBLISHED = `${YEAR + 1}-01-15`;

/** What the site shows of the column on one night: some of the reports, or a page that no reader of ours understands. */
type Shown = readonly string[] | "other markup";

function page(url: string, shown: Shown): string | undefined {
	if (url === LIST && shown === "other markup")
		return '<html><body><div id="app"></div><script src="app.js"></script></body></html>';
	if (url === LIST)
		return `<html><head><title>政府信息公开年报</title></head><body><ul>${ORGANS.filter((name) => shown.includes(name))
			.map(
				(name) =>
					`<li><a href="${ORGANS.indexOf(name)}.html">${name}${YEAR}年政府信息公开工作年度报告</a><span>${PUBLISHED}</span></li>`,
			)
			.join("")}<li><a href="other.html">某通知的公示</a><span>${YEAR}-01-10</span></li></ul></body></html>`;
	const name = ORGANS[Number(/\/(\d)\.html$/.exec(url)?.[1])];
	return (
		name &&
		`<html><head><meta name="PubDate" content="${PUBLISHED}"></head><body><h1>${name}${YEAR}年政府信息公开工作年度报告</h1><div id="zoom"><table border="1"><tr><td>${name}</td></tr></table></div></body></html>`
	);
}

interface Night {
	readonly at: string;
	readonly shown: Shown;
	/** Name and version of who reads; the one of today where left out. */
	readonly reader?: string;
	/** Organs whose documents this reader cannot read. */
	readonly unreadable?: readonly string[];
	/** Whether the first organ is above the others. */
	readonly parents?: boolean;
}

/** One night of this code over a state folder; gives what it tells and the rules that each organ's report breaks. */
async function night(
	state: string,
	{ at, shown, reader = "gouji/today", unreadable = [], parents = false }: Night,
): Promise<{ report: RunReport; broken: ReadonlyMap<string, readonly string[]> }> {
	const output = join(state, "output");
	const config = nightlyConfig(
		JSON.stringify({
			sources: [{ id: "city", kind: "list", url: LIST }],
			roster: ORGANS.map((name, i) => (parents && i > 0 ? { name, parent: ORGANS[0] } : { name })),
			roster_from: YEAR,
			politeness: { delay_seconds: 0 },
			output,
			state,
		}),
		"n.yaml",
	);
	const store = openState(state);
	const [archive, readings] = [await openArchive(join(state, "archive")), await openArchive(join(state, "readings"))];
	const { id: runId, started_at: startedAt } = await store.ledger.beginRun(at, at);
	const ask = async ({ url }: { url: string }) => {
		const text = page(url, shown);
		return {
			url,
			status: text ? 200 : 404,
			headers: { "content-type": "text/html; charset=utf-8" },
			body: new TextEncoder().encode(text ?? ""),
		};
	};
	const nobody = {
		warn: () => {},
		progress: () => {},
		isStopped: () => false,
		sleep: (ms: number) => pause(Math.min(ms, 5)),
		chance: () => 0,
	};
	const tools = {
		...{
			config,
			kind: OVER_SITES,
			pipeline: disclosureReport,
			ledger: store.ledger,
			archive,
			readings,
			reader,
			runId,
			startedAt,
		},
		...{
			http: { ask, close: async () => {} },
			warc: undefined,
			now: () => new Date(at),
			readSite: async (task: SiteTask) => readSite(task, disclosureReport.sources),
		},
		...nobody,
	} as unknown as NightlyTools;
	const handlers = stageHandlers(store, tools, async (sha256) => {
		const text = new TextDecoder().decode(await archive.bytesOf(sha256));
		const name = ORGANS.find((organ) => text.includes(organ)) ?? "";
		if (unreadable.includes(name)) throw Object.assign(new Error("not read"));
		return reading.replaceAll("青石市教育局", name);
	});
	const slots = { discover: 1, fetch: 2, read: 2 };
	try {
		const { report } = await runNight({}, tools, { store, handlers, slots, idleMs: 1, ...nobody });
		const reports = join(output, "data", "reports");
		const broken = (existsSync(reports) ? readdirSync(reports) : []).map((name) => {
			const { issuer, findings } = JSON.parse(readFileSync(join(reports, name), "utf8")) as {
				issuer: { name: string };
				findings: readonly { rule: string; verdict: string }[];
			};
			return [issuer.name, findings.filter(({ verdict }) => verdict === "broken").map(({ rule }) => rule.slice(0, 3))] as const;
		});
		return { report, broken: new Map(broken) };
	} finally {
		await store.close();
	}
}

const at = (day: string) => `${YEAR + 1}-${day}T17:00:00.000Z`;
const ACCUSED = /^(?:D|P04|G05)/;
const accusations = (broken: ReadonlyMap<string, readonly string[]>) =>
	[...broken].flatMap(([organ, rules]) => rules.filter((rule) => ACCUSED.test(rule)).map((rule) => `${organ} ${rule}`));

let own: readonly string[] = [];
beforeAll(async () => {
	// What the rules say of the very same reports where nothing was before is no accusation by our memory.
	own = accusations((await night(join(folder, "fresh"), { at: at("02-10"), shown: ORGANS })).broken);
});

test("what this version saw whole yesterday and finds today is called backdated: the replays below can fail", async () => {
	const state = join(folder, "control");
	await night(state, { at: at("02-10"), shown: [ORGANS[0]] });
	const { broken } = await night(state, { at: at("02-20"), shown: ORGANS });
	expect(accusations(broken).filter((line) => !own.includes(line))).toEqual([`${ORGANS[2]} D06`, `${ORGANS[1]} D06`]);
});

test("a state from before looks were accounted for: its looks prove nothing", async () => {
	const state = join(folder, "version-6");
	await night(state, { at: at("02-10"), shown: [ORGANS[0]] });
	// The ledger as version 6 had it, with the rows of that night: looks were a source and a time.
	const path = join(state, "ledger.sqlite");
	const now = new DatabaseSync(path);
	const rows = (table: string) => now.prepare(`select * from ${table}`).all();
	const kept = new Map(["run", "resource", "version", "reference", "look", "outcome"].map((table) => [table, rows(table)]));
	now.close();
	for (const ending of ["", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
	const old = new DatabaseSync(path);
	old.exec(`${readFileSync(join(repository, "tests", "support", "fixtures", "ledger-6.sql"), "utf8")}; pragma user_version = 6;`);
	for (const [table, all] of kept) {
		const columns = old
			.prepare("select name from pragma_table_info(?)")
			.all(table)
			.map(({ name }) => String(name));
		const insert = old.prepare(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`);
		for (const row of all) insert.run(...columns.map((column) => row[column] ?? null));
	}
	expect(old.prepare("select count(*) as count from look").get()).toEqual({ count: 1 });
	old.close();
	const { report, broken } = await night(state, { at: at("02-20"), shown: ORGANS });
	expect(accusations(broken).filter((line) => !own.includes(line))).toEqual([]);
	expect([report.late, report.new.length, broken.size]).toEqual([[], 2, 3]);
});

test("a source whose markup changed, and which a later night reads again: our blindness is no evidence", async () => {
	const state = join(folder, "markup");
	const first = await night(state, { at: at("02-10"), shown: "other markup" });
	expect(first.report.sources).toMatchObject([{ found: 0, doubts: [{}, {}] }]);
	// Nobody is late for what was not seen, and it is told that it was not.
	expect([first.report.late, first.report.unseen.map(({ seen_whole }) => seen_whole)]).toEqual([[], [false, false, false]]);
	const { report, broken } = await night(state, { at: at("02-20"), shown: ORGANS });
	expect(accusations(broken).filter((line) => !own.includes(line))).toEqual([]);
	expect(report.late).toEqual([]);
	// And back: what was published stays so, and nobody is late or gone for it.
	const blind = await night(state, { at: at("02-25"), shown: "other markup" });
	expect(accusations(blind.broken).filter((line) => !own.includes(line))).toEqual([]);
	expect([blind.report.late, blind.report.withdrawn, blind.broken.size]).toEqual([[], [], 3]);
});

test("a reader that finds and reads more than the one before: what is newly seen was not newly published", async () => {
	const state = join(folder, "reader");
	const first = await night(state, {
		at: at("02-10"),
		shown: ORGANS.slice(0, 2),
		reader: "gouji/before",
		unreadable: [ORGANS[1]],
	});
	expect(first.report.unread.map(({ issuer }) => issuer)).toEqual([ORGANS[1]]);
	expect(first.report.late.map(({ issuer }) => issuer)).toEqual([ORGANS[2]]);
	const { report, broken } = await night(state, { at: at("02-20"), shown: ORGANS });
	expect(accusations(broken).filter((line) => !own.includes(line))).toEqual([]);
	expect([report.late, report.unread, broken.size]).toEqual([[], [], 3]);
});

test("an organ is missed in its superior's report only where its lists were seen whole and no unread report of it is there", async () => {
	const parent = { parents: true } as const;
	const of = async (name: string, nights: readonly Night[]) => {
		let last: ReadonlyMap<string, readonly string[]> = new Map();
		for (const one of nights) last = (await night(join(folder, name), { ...one, ...parent })).broken;
		return last.get(ORGANS[0])?.includes("G05");
	};
	const whole: Night = { at: at("02-20"), shown: ORGANS.slice(0, 2) };
	expect(await of("g05-whole", [whole])).toBe(true);
	expect(await of("g05-blind", [whole, { at: at("02-21"), shown: "other markup" }])).toBe(false);
	expect(await of("g05-unread", [{ at: at("02-20"), shown: ORGANS, unreadable: [ORGANS[2]] }])).toBe(false);
});
