import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listArchive } from "../../src/storage/archive.ts";
import { openState } from "../../src/storage/state.ts";
import type { City } from "../site/city.ts";
import { EXPECTED_REPORTS, startCity } from "../site/city.ts";
import { entry, gouji } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-faults-"));
const config = join(folder, "nightly.yaml");
let city: City;

beforeAll(async () => {
	city = await startCity();
	writeFileSync(config, city.config());
});

afterAll(async () => {
	await city.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Runs with a bound on every file's size, which is to the program as a disk that is full. */
function runOnSmallDisk(kilobytes: number): Promise<{ code: number; stderr: string }> {
	return new Promise((resolve) => {
		const command = ["-c", `ulimit -f ${kilobytes}; exec "$0" "$@"`, process.execPath, entry, "run", config];
		execFile("bash", command, { cwd: folder }, (error, _stdout, stderr) =>
			resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stderr }),
		);
	});
}

test("status before the first run says that there was none", { timeout: 60_000 }, async () => {
	const { code, stderr } = await gouji(["status", config], { cwd: folder });
	expect(stderr).toMatch(/No run has used/);
	expect(code).toBe(2);
});

test("a second run says that one is under way, and leaves with code 2", { timeout: 60_000 }, async () => {
	const held = openState(join(folder, "state"));
	try {
		const { code, stderr } = await gouji(["run", config], { cwd: folder });
		expect(stderr).toMatch(/Another run is using/);
		expect(code).toBe(2);
	} finally {
		await held.close();
	}
});

test("a full disk ends the run with code 3; the next run goes on with all that is there", { timeout: 120_000 }, async () => {
	const { code, stderr } = await runOnSmallDisk(150);
	expect(stderr).toMatch(/cannot be (?:written|used)/);
	expect(code).toBe(3);
	const asked = new Set(city.all.flatMap(({ log, origin }) => log.map(({ path }) => origin + path)));
	expect(asked.size).toBeGreaterThan(3);
	expect((await gouji(["run", config], { cwd: folder })).code).toBe(0);
	expect(readdirSync(join(folder, "output", "data", "reports")).length).toBe(EXPECTED_REPORTS);
});

test("an output that cannot be written ends the run with code 3 and leaves the archive whole", { timeout: 120_000 }, async () => {
	const before = await listArchive(join(folder, "state", "archive"));
	const blocked = join(folder, "blocked.yaml");
	writeFileSync(join(folder, "file"), "not a folder");
	writeFileSync(blocked, city.config({ output: "file" }));
	const { code, stderr } = await gouji(["run", blocked, "--offline"], { cwd: folder });
	expect(stderr).toMatch(/cannot be written/);
	expect(code).toBe(3);
	expect(await listArchive(join(folder, "state", "archive"))).toEqual(before);
});

test.skipIf(process.getuid?.() === 0)("so does one that may not be written", { timeout: 120_000 }, async () => {
	const closed = join(folder, "closed");
	mkdirSync(closed, { mode: 0o500 });
	const path = join(folder, "closed.yaml");
	writeFileSync(path, city.config({ output: "closed" }));
	const { code, stderr } = await gouji(["run", path, "--offline"], { cwd: folder });
	expect(stderr).toMatch(/cannot be written/);
	expect(code).toBe(3);
});

test("offline nothing is asked for, and everything is there again", { timeout: 120_000 }, async () => {
	for (const site of city.all) site.log.length = 0;
	writeFileSync(config, city.config({ output: "again" }));
	const { code, stderr } = await gouji(["run", config, "--offline"], { cwd: folder });
	expect(code, stderr).toBe(0);
	expect(city.all.flatMap(({ log }) => log)).toEqual([]);
	expect(existsSync(join(folder, "again", "site", "index.html"))).toBe(true);
	expect(readdirSync(join(folder, "again", "data", "reports")).length).toBe(EXPECTED_REPORTS);
	const pages = readdirSync(join(folder, "again", "site"), { recursive: true, encoding: "utf8" }).filter((name) =>
		name.endsWith(".html"),
	);
	expect(
		pages.filter((name) => readFileSync(join(folder, "again", "site", name), "utf8").includes("东岭省人民政府")),
	).not.toEqual([]);
});

test("a newer gouji that has read only a part leaves the other reports as the older one published them", {
	timeout: 120_000,
}, async () => {
	const database = new DatabaseSync(join(folder, "state", "ledger.sqlite"));
	database.exec("update outcome set reader = 'gouji/0.0.1'");
	database.close();
	const files = () => readdirSync(join(folder, "again", "data", "reports"));
	const before = files();
	const { code, stdout } = await gouji(["run", config, "--offline", "--source", "trs", "--json"], { cwd: folder });
	expect(code).toBe(0);
	expect((JSON.parse(stdout) as { published: number }).published).toBe(EXPECTED_REPORTS);
	expect(files()).toEqual(before);
	const after = new DatabaseSync(join(folder, "state", "ledger.sqlite"), { readOnly: true });
	const readers = after.prepare("select reader, count(*) as count from outcome group by reader order by reader").all();
	after.close();
	expect(readers.map(({ reader }) => reader)).toEqual(["gouji/0.0.1", expect.stringMatching(/^gouji\/\d/)]);
	expect(readers[1]?.count).toBe(3);
});
