import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listArchive } from "../../src/storage/archive.ts";
import { chances } from "../fuzz/mutate.ts";
import type { City } from "../site/city.ts";
import { startCity } from "../site/city.ts";
import { entry } from "../support/command.ts";

/** How many runs are killed; `npm run chaos` kills 200. */
const KILLS = Number(process.env.GOUJI_KILLS ?? 5);
/** Runs are killed between the time they need to start and a little more than an undisturbed one takes. */
const LIFE = { leastMs: 250, most: 1.1 } as const;
const PUBLISHING_MS = 120;

const folder = mkdtempSync(join(tmpdir(), "gouji-chaos-"));
let city: City;

beforeAll(async () => {
	city = await startCity();
});

afterAll(async () => {
	await city.close();
	rmSync(folder, { recursive: true, force: true });
});

/** When a run is killed: some time after its start, or after it began to publish. */
interface Death {
	readonly after: "start" | "first report";
	readonly ms: number;
}

/** Starts a run and kills it, with the processes it started; without a death it ends by itself. */
function runOnce(config: string, death?: Death): Promise<number | "killed"> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [entry, "run", config], { cwd: folder, stdio: "ignore", detached: true });
		const kill = () => {
			if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
		};
		const timers: NodeJS.Timeout[] = [];
		if (death?.after === "start") timers.push(setTimeout(kill, death.ms));
		if (death?.after === "first report") {
			const watch = setInterval(() => {
				if (!existsSync(join(folder, "chaos", "data", "reports"))) return;
				clearInterval(watch);
				timers.push(setTimeout(kill, death.ms));
			}, 2);
			timers.push(watch);
		}
		child.on("exit", (code) => {
			for (const timer of timers) clearTimeout(timer);
			resolve(code ?? "killed");
		});
	});
}

/** Every file of the public site; digests of reports differ with the time of their retrieval. */
function siteOf(site: string): [string, string][] {
	const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
	return paths.map((path) => [path.slice(site.length), readFileSync(path, "utf8").replaceAll(/"digest":"\w+"/g, "")]);
}

/** Everything a run leaves that does not depend on when it ran. */
function remains(name: string): Record<string, unknown> {
	const reports = join(folder, name, "data", "reports");
	const database = new DatabaseSync(join(folder, `${name}-state`, "ledger.sqlite"), { readOnly: true });
	const all = (sql: string) => database.prepare(sql).all();
	const left = {
		reports: readdirSync(reports)
			.sort()
			.map((file) => [file, readFileSync(join(reports, file), "utf8").replaceAll(/"(?:retrieved_at|first_seen)": "[^"]+"/g, "")]),
		site: siteOf(join(folder, name, "site")),
		references: all("select url, source, kind, title, page_url, issuer, year from reference order by url"),
		resources: all("select url, etag, media, sha256, final_url, state, code, detail from resource order by url"),
		versions: all("select url, number, sha256 from version order by url, number"),
		outcomes: all("select sha256, report, id, issuer, year, status, code, figures from outcome order by sha256"),
		integrity: all("pragma integrity_check"),
	};
	database.close();
	return left;
}

/** What a killed run was at, by what it had written down last. */
function momentOf(name: string): "before any request" | "fetching" | "reading" | "publishing" {
	const path = join(folder, `${name}-state`, "ledger.sqlite");
	if (!existsSync(path)) return "before any request";
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		const has = (table: string) => database.prepare(`select 1 from ${table} limit 1`).get() !== undefined;
		return has("published") ? "publishing" : has("outcome") ? "reading" : has("attempt") ? "fetching" : "before any request";
	} catch {
		// Killed before the tables were made.
		return "before any request";
	} finally {
		database.close();
	}
}

async function writeConfig(name: string): Promise<string> {
	const path = join(folder, `${name}.yaml`);
	const politeness = { delay_seconds: 0.04, backoff_seconds: 0.05, tries: 2 };
	writeFileSync(path, city.config({ output: name, state: `${name}-state`, politeness }));
	return path;
}

test(`${KILLS} runs killed at random moments leave what one undisturbed run leaves`, { timeout: 3_600_000 }, async () => {
	const [calm, chaos] = [await writeConfig("calm"), await writeConfig("chaos")];
	const began = performance.now();
	expect(await runOnce(calm)).toBe(0);
	const mostMs = (performance.now() - began) * LIFE.most;
	const chance = chances(20_260_131);
	let killed = 0;
	const moments = { "before any request": 0, fetching: 0, reading: 0, publishing: 0 };
	let rounds = 0;
	while (killed < KILLS) {
		// Publishing is short: every fifth death waits for it. What was published is taken away to see it begin.
		const isLate = chance() < 0.2;
		if (isLate) rmSync(join(folder, "chaos"), { recursive: true, force: true });
		const ended = await runOnce(
			chaos,
			isLate
				? { after: "first report", ms: chance() * PUBLISHING_MS }
				: { after: "start", ms: LIFE.leastMs + chance() * (mostMs - LIFE.leastMs) },
		);
		if (ended === "killed") {
			killed++;
			moments[momentOf("chaos")]++;
		} else {
			expect(ended).toBe(0);
			rounds++;
			if (killed >= KILLS) break;
			// A finished job is done over: the next kills shall hit a first night again.
			expect(remains("chaos")).toEqual(remains("calm"));
			rmSync(join(folder, "chaos"), { recursive: true, force: true });
			rmSync(join(folder, "chaos-state"), { recursive: true });
		}
	}
	expect(await runOnce(chaos)).toBe(0);
	expect(remains("chaos")).toEqual(remains("calm"));
	expect(await listArchive(join(folder, "chaos-state", "archive"))).toEqual(
		await listArchive(join(folder, "calm-state", "archive")),
	);
	for (const kind of ["archive", "readings"]) {
		for (const sha256 of (await listArchive(join(folder, "chaos-state", kind))).names) {
			const bytes = readFileSync(join(folder, "chaos-state", kind, sha256.slice(0, 2), sha256));
			expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
		}
	}
	console.log(`${killed} runs were killed (${JSON.stringify(moments)}); ${rounds} came to their end between`);
});
