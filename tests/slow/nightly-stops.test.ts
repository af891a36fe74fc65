import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { City } from "../site/city.ts";
import { EXPECTED_REPORTS, startCity } from "../site/city.ts";
import { entry, gouji } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-stops-"));
let city: City;

beforeAll(async () => {
	city = await startCity();
	writeFileSync(
		join(folder, "nightly.yaml"),
		city.config({ politeness: { delay_seconds: 0.15, backoff_seconds: 0.05, tries: 2 } }),
	);
});

afterAll(async () => {
	await city.close();
	rmSync(folder, { recursive: true, force: true });
});

const asked = () => city.all.flatMap(({ log, origin }) => log.map(({ path, status }) => ({ url: origin + path, status })));

/** Runs until the sites were asked so often, then sends Ctrl-C. */
function interrupted(requests: number): Promise<{ code: number | null; stderr: string }> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [entry, "run", "nightly.yaml"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
		let stderr = "";
		child.stderr.on("data", (part: Buffer) => {
			stderr += part.toString();
		});
		const timer = setInterval(() => {
			if (asked().length < requests) return;
			clearInterval(timer);
			child.kill("SIGINT");
		}, 5);
		child.on("close", (code) => {
			clearInterval(timer);
			resolve({ code, stderr });
		});
	});
}

test("Ctrl-C ends a run cleanly, and the next goes on without asking again for what is there", { timeout: 120_000 }, async () => {
	const { code, stderr } = await interrupted(8);
	expect(stderr).toMatch(/Stopping after what is under way/);
	expect(code).toBe(1);
	const first = asked();
	expect(first.length).toBeLessThan(16);
	const answered = first.filter(({ url, status }) => status.value === 200 && !url.endsWith("/robots.txt")).map(({ url }) => url);
	for (const { log } of city.all) log.length = 0;
	expect((await gouji(["run", "nightly.yaml"], { cwd: folder })).code).toBe(0);
	expect(readdirSync(join(folder, "output", "data", "reports")).length).toBe(EXPECTED_REPORTS);
	const again = new Set(asked().map(({ url }) => url));
	expect(answered.filter((url) => again.has(url))).toEqual([]);
});

interface Told {
	readonly found: number;
	readonly new: readonly { url: string }[];
}

test("a run can be narrowed to a source, a number and a day; a number takes what was never fetched first", {
	timeout: 120_000,
}, async () => {
	writeFileSync(join(folder, "narrow.yaml"), city.config({ state: "narrow", output: "narrow-output" }));
	const night = async (...options: string[]) => {
		for (const { log } of city.all) log.length = 0;
		const { stdout, stderr } = await gouji(["run", "narrow.yaml", "--json", ...options], { cwd: folder });
		expect(stdout, stderr).not.toBe("");
		return JSON.parse(stdout) as Told;
	};
	const first = await night("--source", "trs", "--limit", "1");
	expect([first.found, first.new.length]).toEqual([3, 1]);
	expect(city.jcms.log).toEqual([]);
	const second = await night("--source", "trs", "--limit", "1");
	expect(second.new.length).toBe(1);
	expect(second.new[0]?.url).not.toBe(first.new[0]?.url);
	expect((await night("--source", "jcms", "--since", "2999-01-01")).new).toEqual([]);
	expect((await gouji(["run", "narrow.yaml", "--source", "none"], { cwd: folder })).code).toBe(2);
	expect((await gouji(["run", "narrow.yaml", "--since", "tomorrow"], { cwd: folder })).code).toBe(2);
});

test("the night keeps its hours in the zone it names", { timeout: 120_000 }, async () => {
	const hour = (shift: number) => {
		const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" } as const;
		return new Intl.DateTimeFormat("en-GB", parts).format(new Date(Date.now() + shift * 3_600_000));
	};
	const politeness = { delay_seconds: 0.02, night: { from: hour(2), to: hour(4) } };
	writeFileSync(join(folder, "day.yaml"), city.config({ state: "day", output: "day-output", politeness }));
	for (const { log } of city.all) log.length = 0;
	const { code, stdout } = await gouji(["run", "day.yaml", "--json"], { cwd: folder });
	expect(asked()).toEqual([]);
	expect(code).toBe(1);
	expect((JSON.parse(stdout) as { postponed: { detail: string }[] }).postponed[0]?.detail).toBe("the night is over");
});

test("a night under a clock two days ahead skips nothing of the night after it, and is told", { timeout: 240_000 }, async () => {
	writeFileSync(join(folder, "clock.yaml"), city.config({ state: "clock", output: "clock-output" }));
	const preload = new URL("../support/shifted-clock.mjs", import.meta.url).href;
	const env = { NODE_OPTIONS: `--import ${preload}`, GOUJI_TEST_AHEAD_MS: String(48 * 3600 * 1000) };
	expect((await gouji(["run", "clock.yaml"], { cwd: folder, env })).code).toBe(0);
	const lists = new Set(asked().map(({ url }) => url));
	for (const { log } of city.all) log.length = 0;
	const { code, stdout } = await gouji(["run", "clock.yaml", "--json"], { cwd: folder });
	const told = JSON.parse(stdout) as Told & { readonly failed: readonly { url: string; detail: string }[] };
	expect([code, told.new, told.found]).toEqual([1, [], EXPECTED_REPORTS + 1]);
	expect(told.failed.map(({ detail }) => detail).join()).toMatch(
		/check the clock of this machine: .*requests of a later time than now/,
	);
	// All lists are asked for again, and nothing else than was asked for before.
	expect(asked().length).toBeGreaterThan(5);
	expect(asked().filter(({ url }) => !lists.has(url))).toEqual([]);
});
