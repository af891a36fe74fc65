import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/storage/postgres-connection.ts";
import type { Province } from "../site/many.ts";
import { startProvince } from "../site/many.ts";
import { entry, gouji } from "../support/command.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { startPostgres, withoutPostgres } from "../support/postgres.ts";

const REPORTS = 10;
const folder = mkdtempSync(join(tmpdir(), "gouji-cluster-faults-"));
let province: Province;
let postgres: TestPostgres;

beforeAll(async () => {
	if (withoutPostgres !== undefined) return;
	province = await startProvince(REPORTS, 3);
	postgres = await startPostgres();
});

afterAll(async () => {
	await province?.close();
	await postgres?.close();
	rmSync(folder, { recursive: true, force: true });
});

/** A configuration with a database of its own; JSON is YAML. */
async function newCluster(name: string, more: { queue?: object; delay?: number } = {}): Promise<{ config: string; url: string }> {
	const config = join(folder, `${name}.yaml`);
	const url = await postgres.newDatabase();
	const values = {
		sources: province.sources,
		politeness: { delay_seconds: more.delay ?? 0.02, backoff_seconds: 0.2, tries: 3 },
		limits: { seconds: 20 },
		private_hosts: ["127.0.0.1"],
		output: name,
		state: `${name}-state`,
		store: url,
		archive: `${name}-archive`,
		queue: { lease_seconds: 10, ...more.queue },
	};
	writeFileSync(config, JSON.stringify(values));
	return { config, url };
}

interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A command under way. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
	const child = spawn(process.execPath, [entry, ...args], { cwd: folder, detached: true, env: { ...process.env, ...env } });
	let stdout = "";
	let stderr = "";
	child.stdout.on("data", (part: Buffer) => {
		stdout += part.toString();
	});
	child.stderr.on("data", (part: Buffer) => {
		stderr += part.toString();
	});
	const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
	const signal = (name: NodeJS.Signals) => child.exitCode === null && child.pid !== undefined && process.kill(-child.pid, name);
	return { ended, signal, said: () => stderr };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url, options: "-c search_path=gouji" });
	client.on("error", () => {});
	await client.connect();
	try {
		return (await client.query(sql)).rows as Record<string, unknown>[];
	} finally {
		await client.end();
	}
}

async function until(isSo: () => Promise<boolean>, tries = 600): Promise<void> {
	for (let i = 0; i < tries; i++) {
		if (await isSo().catch(() => false)) return;
		await pause(200);
	}
	throw new Error("it did not come to that");
}

const reportsIn = (name: string) => readdirSync(join(folder, name, "data", "reports")).sort();

// Most of their time is waiting for leases to end: side by side they take little longer than the longest of them.
describe.skipIf(withoutPostgres !== undefined).concurrent("faults of a cluster", { timeout: 240_000 }, () => {
	test.each(["discover", "fetch", "read"])(
		"a worker killed while it works at %s is replaced, and nothing is lost",
		async (stage) => {
			// Slow enough to be met at work.
			const { config, url } = await newCluster(`killed-${stage}`, { delay: 0.25 });
			const first = start(["worker", config]);
			const run = start(["run", config, "--json", "--delegate"]);
			const active = `select 1 from gouji_queue.job where name = '${stage}' and state = 'active'`;
			await until(async () => (await ask(url, active)).length > 0);
			first.signal("SIGKILL");
			const second = start(["worker", config]);
			const { code, stdout, stderr } = await run.ended;
			second.signal("SIGTERM");
			expect((await second.ended).code).toBe(0);
			expect(code, stderr).toBeLessThanOrEqual(1);
			expect(JSON.parse(stdout)).toMatchObject({ published: REPORTS, failed: [] });
			expect(await ask(url, "select stage, key, count(*) from result group by stage, key having count(*) > 1")).toEqual([]);
		},
	);

	test("a worker that slept through its lease overwrites nothing, and says that it came late", {
		concurrent: false,
	}, async () => {
		const { config, url } = await newCluster("slept");
		const sleeper = start(["worker", config]);
		const run = start(["run", config, "--json", "--delegate"]);
		await until(
			async () => (await ask(url, "select 1 from gouji_queue.job where name = 'read' and state = 'active'")).length > 0,
		);
		sleeper.signal("SIGSTOP");
		const other = start(["worker", config]);
		const { stdout, stderr } = await run.ended;
		const before = await ask(url, "select sha256, report, tries, saved from outcome order by sha256");
		sleeper.signal("SIGCONT");
		await until(async () => /was given to another worker|was another's when it was done/.test(sleeper.said()));
		sleeper.signal("SIGTERM");
		other.signal("SIGTERM");
		await Promise.all([sleeper.ended, other.ended]);
		// Where a run ends without a word on it, what it said says why.
		expect(stdout, stderr).not.toBe("");
		expect(JSON.parse(stdout)).toMatchObject({ published: REPORTS });
		expect(await ask(url, "select sha256, report, tries, saved from outcome order by sha256")).toEqual(before);
	});

	test("a transaction that stands still lets go of its locks, and is done again when it wakes", async () => {
		const url = await postgres.newDatabase();
		const patience = { ms: 60_000, say: () => {}, isStopped: () => false };
		const [still, other] = [connect(url, patience, 1), connect(url, patience, 1)];
		try {
			await other.sql.raw("create schema if not exists gouji; create table place (name text primary key, holder text)");
			let tries = 0;
			const asleep = still.sql.whole(async (inside) => {
				tries++;
				await inside.run("insert into place values (?, ?) on conflict (name) do nothing", ["one", "still"]);
				// Longer than the database lets it stand.
				if (tries === 1) await pause(20_000);
				return inside.one<{ holder: string }>("select holder from place");
			});
			await pause(1000);
			expect(await other.sql.run("insert into place values (?, ?)", ["one", "other"])).toBe(1);
			expect(await asleep).toEqual({ holder: "other" });
			expect(tries).toBe(2);
		} finally {
			await still.close();
			await other.close();
		}
	});

	test("workers whose clocks are days off and jump change no time that is kept", async () => {
		const { config, url } = await newCluster("clocks");
		const hours = (offset: number, jump: number) => ({
			NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
				`const real=Date.now;let off=${offset}*36e5;setInterval(()=>{off+=${jump}*36e5},700).unref();const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(real()+off)}static now(){return real()+off}};`,
			)}`,
		});
		const began = Date.now();
		const workers = [start(["worker", config], hours(72, 5)), start(["worker", config], hours(-72, -9))];
		const { stdout, stderr, code } = await start(["run", config, "--json", "--delegate"], hours(30, -20)).ended;
		for (const { signal } of workers) signal("SIGTERM");
		await Promise.all(workers.map(({ ended }) => ended));
		expect(code, stderr).toBeLessThanOrEqual(1);
		expect(JSON.parse(stdout)).toMatchObject({ published: REPORTS, failed: [], postponed: [] });
		const times = await ask(
			url,
			"select first_seen as at from version union all select last_attempt from resource union all select at from attempt union all select started_at from run union all select finished_at from run",
		);
		const off = times.filter(({ at }) => Math.abs(Date.parse(String(at)) - began) > 300_000);
		expect(off).toEqual([]);
	});

	test("a worker whose disk is full leaves with code 3 and loses nothing: another does its tasks", async () => {
		const { config, url } = await newCluster("full-disk");
		const run = start(["run", config, "--json", "--delegate"]);
		// A bound on every file's size is to the program as a disk that is full.
		const full = await new Promise<{ code: number; stderr: string }>((resolve) => {
			const command = ["-c", 'ulimit -f 2; exec "$0" "$@"', process.execPath, entry, "worker", config];
			execFile("bash", command, { cwd: folder }, (error, _stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stderr }));
		});
		expect(full.stderr).toMatch(/cannot be written/);
		expect(full.code).toBe(3);
		expect(await ask(url, "select * from dead")).toEqual([]);
		const well = start(["worker", config]);
		const { stdout, stderr } = await run.ended;
		well.signal("SIGTERM");
		await well.ended;
		expect(JSON.parse(stdout), stderr).toMatchObject({ published: REPORTS, failed: [] });
	});

	test("a queue with room for three tasks takes the others when there is room", async () => {
		const { config } = await newCluster("narrow", { queue: { most: 3 } });
		const { code, stdout, stderr } = await start(["run", config, "--json"]).ended;
		expect(code, stderr).toBeLessThanOrEqual(1);
		expect(JSON.parse(stdout)).toMatchObject({ published: REPORTS, failed: [] });
	});

	test("a poisoned document is given up after its tries, the others are published, and once it is mended it is read", async () => {
		const { config, url } = await newCluster("poison", { queue: { tries: 3, backoff_seconds: 1 } });
		const gathered = await start(["run", config, "--json"]).ended;
		expect(JSON.parse(gathered.stdout)).toMatchObject({ published: REPORTS });
		// Its bytes are lost, and a new version of gouji is to read everything again.
		const [{ sha256 = "" } = {}] = (await ask(url, "select sha256 from resource where media = 'pdf' order by url limit 1")) as {
			sha256?: string;
		}[];
		const path = join(folder, "poison-archive", "archive", sha256.slice(0, 2), sha256);
		const bytes = readFileSync(path);
		rmSync(path);
		await ask(url, "update outcome set reader = 'gouji/0.0.1'");
		const worker = start(["worker", config]);
		const { code, stdout, stderr } = await start(["run", config, "--offline", "--json", "--delegate"]).ended;
		expect(code, stderr).toBe(1);
		const { published, failed } = JSON.parse(stdout) as { published: number; failed: { detail: string }[] };
		// What the older version made of it is still published.
		expect(published).toBe(REPORTS);
		expect(failed.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^given up: .*is not in the archive/)]);
		expect((await ask(url, "select 1 from outcome where reader <> 'gouji/0.0.1'")).length).toBe(REPORTS - 1);
		const status = await gouji(["status", config], { cwd: folder });
		expect(status.stdout).toMatch(new RegExp(`given up after 3 tries: read ${sha256}`));
		expect(status.code).toBe(1);
		writeFileSync(path, bytes);
		expect((await start(["run", config, "--offline", "--json", "--delegate"]).ended).code).toBeLessThanOrEqual(1);
		worker.signal("SIGTERM");
		expect((await worker.ended).code).toBe(0);
		expect((await gouji(["status", config], { cwd: folder })).stdout).not.toMatch(/given up/);
		expect((await ask(url, "select 1 from outcome where reader <> 'gouji/0.0.1'")).length).toBe(REPORTS);
	});

	test("a run that is killed is gone on with; before that another says that one is at work", async () => {
		const { config, url } = await newCluster("coordinator", { delay: 0.1 });
		const worker = start(["worker", config]);
		const first = start(["run", config, "--delegate"]);
		await until(async () => (await ask(url, "select 1 from result where stage = 'fetch'")).length > 2);
		const beside = await start(["run", config]).ended;
		expect(beside).toMatchObject({ code: 2, stderr: expect.stringMatching(/Another run is using this store/) });
		first.signal("SIGKILL");
		// The hold of a dead run lasts half a minute.
		await until(
			async () => (await ask(url, "select 1 from lease where name = 'run' and held_until > now_ms()")).length === 0,
			300,
		);
		const { stdout, stderr } = await start(["run", config, "--json", "--delegate"]).ended;
		worker.signal("SIGTERM");
		await worker.ended;
		expect(JSON.parse(stdout), stderr).toMatchObject({ published: REPORTS, failed: [] });
		expect((JSON.parse(stdout) as { new: unknown[] }).new.length).toBe(REPORTS);
		expect(await ask(url, "select id from run")).toHaveLength(1);
	});
});

describe.skipIf(withoutPostgres !== undefined)("a database that is away", { timeout: 300_000 }, () => {
	test("a database that is not there is waited for, and then the command says so with code 3", async () => {
		const { config } = await newCluster("away");
		await start(["run", config, "--offline"]).ended;
		await postgres.stop();
		try {
			const { code, stderr } = await start(["status", config]).ended;
			expect(stderr).toMatch(/The database cannot be reached \(ECONNREFUSED\); waiting for it/);
			expect(stderr).toMatch(/error: The database cannot be reached/);
			expect(code).toBe(3);
		} finally {
			await postgres.start();
		}
	});
});

describe.skipIf(withoutPostgres !== undefined)("gouji migrate", { timeout: 300_000 }, () => {
	test("moves a store with nothing lost, goes on where it was killed, and changes no published byte", async () => {
		const { config } = await newCluster("moved");
		const { store, archive, ...alone } = JSON.parse(readFileSync(config, "utf8")) as Record<string, unknown>;
		const embedded = join(folder, "moved-alone.yaml");
		writeFileSync(embedded, JSON.stringify({ ...alone, output: "moved-alone" }));
		expect((await start(["run", embedded]).ended).code).toBeLessThanOrEqual(1);

		let killed = 0;
		for (const ms of [350, 500, 650, 800, 950, 1100]) {
			const move = start(["migrate", config]);
			await pause(ms);
			move.signal("SIGKILL");
			if ((await move.ended).code === null) killed++;
			await ask(String(store), "delete from lease where name = 'run'").catch(() => undefined);
		}
		expect(killed).toBeGreaterThan(0);
		const { code, stdout, stderr } = await start(["migrate", config, "--json"]).ended;
		expect(code, stderr).toBe(0);
		const { tables, files } = JSON.parse(stdout) as {
			tables: { table: string; rows: number; moved: number; digest: string; moved_digest: string }[];
			files: { archive: string; files: number }[];
		};
		for (const { table, rows, moved, digest, moved_digest } of tables)
			expect([table, moved, moved_digest]).toEqual([table, rows, digest]);
		expect(tables.find(({ table }) => table === "outcome")?.rows).toBe(REPORTS);
		expect(files.map(({ files: count }) => count)).toEqual([expect.toSatisfy((count: number) => count >= REPORTS), REPORTS]);
		expect(archive).toBeDefined();

		// Once more changes nothing; and runs go on from there.
		expect((await start(["migrate", config]).ended).code).toBe(0);
		expect((await start(["run", config, "--offline"]).ended).code).toBeLessThanOrEqual(1);
		const contents = (name: string) =>
			reportsIn(name).map((file) => [file, readFileSync(join(folder, name, "data", "reports", file), "utf8")]);
		expect(contents("moved")).toEqual(contents("moved-alone"));
		for (const { log } of province.sites) log.length = 0;
		expect((await start(["run", config]).ended).code).toBeLessThanOrEqual(1);
		const documents = province.sites.flatMap(({ log }) => log).filter(({ path }) => /\.(?:pdf|docx)$/.test(path));
		expect(documents.every(({ isConditional }) => isConditional)).toBe(true);

		// A database that runs have used is not written over.
		const refused = await start(["migrate", config]).ended;
		expect(refused.code).toBe(2);
		expect(refused.stderr).toMatch(/The database holds something else in .*run/);
	});

	test("a password in the configuration is refused", async () => {
		const path = join(folder, "secret.yaml");
		writeFileSync(path, JSON.stringify({ sources: province.sources, store: "postgres://gouji:secret@127.0.0.1/x" }));
		const { code, stderr } = await start(["worker", path]).ended;
		expect(code).toBe(2);
		expect(stderr).toMatch(/PGPASSWORD/);
		expect(stderr).not.toContain("secret@");
	});
});
