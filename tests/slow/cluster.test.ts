import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chances } from "../fuzz/mutate.ts";
import type { Province } from "../site/many.ts";
import { startProvince } from "../site/many.ts";
import { entry, gouji } from "../support/command.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { startPostgres, withoutPostgres } from "../support/postgres.ts";
import type { S3Server } from "../support/s3.ts";
import { S3_KEYS, startS3 } from "../support/s3.ts";
import { startWorkers } from "../support/workers.ts";

/** How many reports go through four workers; `npm run cluster` takes 2,000. */
const REPORTS = Number(process.env.GOUJI_REPORTS ?? 60);
const HOSTS = 8;
const WORKERS = 4;
/** Pause between two deaths, where a run alone takes so long a report; on a slower machine workers take longer to start, too. */
const KILL_MS = { least: 2000, more: 2000 } as const;
const REPORT_SECONDS = 0.2;
const DELAY_MS = 25;

const folder = mkdtempSync(join(tmpdir(), "gouji-cluster-"));
let province: Province;
let postgres: TestPostgres;
let s3: S3Server;

beforeAll(async () => {
	if (withoutPostgres !== undefined) return;
	province = await startProvince(REPORTS, HOSTS);
	postgres = await startPostgres();
	s3 = await startS3();
});

afterAll(async () => {
	await province?.close();
	await postgres?.close();
	await s3?.close();
	rmSync(folder, { recursive: true, force: true });
});

/** JSON is YAML. */
function writeConfig(name: string, more: object): string {
	const path = join(folder, `${name}.yaml`);
	const config = {
		sources: province.sources,
		politeness: { delay_seconds: DELAY_MS / 1000, backoff_seconds: 0.2, tries: 4 },
		limits: { seconds: 20 },
		private_hosts: ["127.0.0.1"],
		output: name,
		state: `${name}-state`,
		...more,
	};
	writeFileSync(path, JSON.stringify(config));
	return path;
}

/** Everything that was published, but for when it was fetched. */
function publishedIn(name: string): Record<string, string> {
	const digest = (text: string) => createHash("sha256").update(text).digest("hex");
	const contents = ["data", "site"].flatMap((part) =>
		readdirSync(join(folder, name, part), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name)),
	);
	return Object.fromEntries(
		contents.map((path) => [relative(join(folder, name), path), digest(readFileSync(path, "utf8").replaceAll(TIMES, ""))]),
	);
}

/** When it was first listed and fetched, and digests over that: all that differs between two nights. */
const TIMES = /"(?:retrieved_at|first_seen)": "[^"]+"|"digest": ?"[0-9a-f]{16}"/g;

const LEDGER = {
	references: "select url, source, kind, title, page_url, issuer, year, page_facts from reference",
	resources: "select url, etag, media, sha256, final_url, state, code, detail from resource",
	versions: "select url, number, sha256 from version",
	outcomes: "select sha256, reader, report, id, issuer, year, status, code, detail, figures, content, tries from outcome",
	published: "select name from published",
} as const;

const rowsOf = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

test.skipIf(withoutPostgres !== undefined)(
	`${REPORTS} reports through ${WORKERS} workers that are killed, over a database that goes away twice, give what one machine gives`,
	{ timeout: 7_200_000 },
	async () => {
		const calm = writeConfig("calm", {});
		const calmBegan = performance.now();
		const alone = await gouji(["run", calm, "--json"], { cwd: folder });
		const calmSeconds = (performance.now() - calmBegan) / 1000;
		expect((JSON.parse(alone.stdout) as { published: number }).published, alone.stderr).toBe(REPORTS);

		for (const site of province.sites) site.log.length = 0;
		const url = await postgres.newDatabase();
		// Of the tries of a task only errors should count here: every death of its worker takes one.
		const config = writeConfig("cluster", { store: url, archive: s3.place, queue: { tries: 50, lease_seconds: 10 } });
		const workers = startWorkers(WORKERS, config, { cwd: folder, env: S3_KEYS });
		const began = performance.now();
		let stdout = "";
		let stderr = "";
		const run = spawn(process.execPath, [entry, "run", config, "--json", "--delegate"], {
			cwd: folder,
			env: { ...process.env, ...S3_KEYS },
		});
		run.stdout.on("data", (part: Buffer) => {
			stdout += part.toString();
		});
		run.stderr.on("data", (part: Buffer) => {
			stderr += part.toString();
		});
		const ended = new Promise<number | null>((resolve) => run.on("close", resolve));
		let isOver = false;
		void ended.then(() => {
			isOver = true;
		});

		const chance = chances(20_261_125);
		let kills = 0;
		let restarts = 0;
		const slow = Math.max(1, calmSeconds / REPORTS / REPORT_SECONDS);
		let nextKill = performance.now() + slow * KILL_MS.least;
		const watch = new pg.Pool({ connectionString: url, max: 1, options: "-c search_path=gouji" });
		watch.on("error", () => {});
		const progress = () =>
			watch.query("select count(*)::int as count from result").then(
				({ rows }) => Number(rows[0]?.count ?? 0),
				() => 0,
			);
		try {
			while (!isOver) {
				await new Promise((resolve) => setTimeout(resolve, 200));
				if (performance.now() > nextKill) {
					workers.kill(chance());
					kills++;
					nextKill = performance.now() + slow * (KILL_MS.least + chance() * KILL_MS.more);
				}
				// Once while documents are fetched, as an operator would, and once while they are read, as a crash.
				const done = await progress();
				if (restarts === 0 && done > REPORTS * 0.4) {
					restarts = 1;
					await postgres.restart("fast", 2500);
				} else if (restarts === 1 && done > REPORTS * 1.4) {
					restarts = 2;
					await postgres.restart("immediate", 2500);
				}
			}
		} finally {
			run.kill("SIGKILL");
			await workers.close();
		}
		const seconds = (performance.now() - began) / 1000;
		if (process.env.GOUJI_LOG) writeFileSync(process.env.GOUJI_LOG, stderr + workers.said());
		const report = JSON.parse(stdout || "{}") as { published?: number; failed?: unknown[]; counts?: Record<string, number> };
		console.log(
			`${REPORTS} reports: alone ${calmSeconds.toFixed(0)} s; ${WORKERS} workers ${seconds.toFixed(0)} s, ${kills} killed, ${restarts} database restarts, requests ${JSON.stringify(report.counts)}`,
		);
		expect(report.failed, stderr).toEqual([]);
		expect(report.published).toBe(REPORTS);
		expect(await ended).toBe(JSON.parse(alone.stdout).needs_review.length > 0 ? 1 : 0);
		expect(kills).toBeGreaterThan(3);
		expect(restarts).toBe(2);
		expect(stderr + workers.said()).toMatch(/The database cannot be reached .*waiting for it/);
		expect(stderr + workers.said()).toMatch(/The database is back/);
		expect(workers.said()).not.toContain(S3_KEYS.AWS_SECRET_ACCESS_KEY);
		expect(workers.ended(), workers.said().slice(-2000)).toBe(0);

		expect(publishedIn("cluster")).toEqual(publishedIn("calm"));
		const embedded = new DatabaseSync(join(folder, "calm-state", "ledger.sqlite"), { readOnly: true });
		for (const [name, sql] of Object.entries(LEDGER))
			expect(rowsOf((await watch.query(sql)).rows.map(numbers)), name).toEqual(rowsOf(embedded.prepare(sql).all()));
		embedded.close();
		await watch.end();
		expectPolite();
	},
);

/** PostgreSQL's driver gives 64-bit integers as text. */
function numbers(row: Record<string, unknown>): Record<string, unknown> {
	const isInteger = (name: string) => ["year", "number", "tries"].includes(name);
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, isInteger(name) && value !== null ? Number(value) : value]),
	);
}

/** No host was asked by two at once, nor before its pause was over, whoever asked. */
function expectPolite(): void {
	for (const { log, origin } of province.sites) {
		const inOrder = log.toSorted((a, b) => a.at - b.at);
		const tooEarly = inOrder.filter((request, i) => {
			const before = inOrder[i - 1];
			return before !== undefined && request.at < before.endedAt.value + DELAY_MS * 0.8;
		});
		expect(
			tooEarly.map(({ path }) => path),
			origin,
		).toEqual([]);
	}
}
