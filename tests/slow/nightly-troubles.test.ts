import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Troubles } from "../site/troubles.ts";
import { ODD, startTroubles } from "../site/troubles.ts";
import { gouji } from "../support/command.ts";

interface Told {
	readonly published: number;
	readonly failed: readonly { url: string; detail: string }[];
	readonly blocked: readonly { url: string; detail: string }[];
	readonly forbidden: readonly { url: string; detail: string }[];
	readonly postponed: readonly { url: string; detail: string }[];
	readonly late: readonly { issuer: string; year: number }[];
	readonly unseen: readonly { issuer: string; year: number }[];
}

const folder = mkdtempSync(join(tmpdir(), "gouji-troubles-"));
let sites: Troubles;
let told: Told;
let code: number;

beforeAll(async () => {
	sites = await startTroubles();
	writeFileSync(join(folder, "nightly.yaml"), sites.config);
	const result = await gouji(["run", "nightly.yaml", "--json"], { cwd: folder });
	code = result.code;
	told = JSON.parse(result.stdout) as Told;
}, 120_000);

afterAll(async () => {
	await sites.close();
	rmSync(folder, { recursive: true, force: true });
});

test("the run ends, asks for attention, and publishes what is well", () => {
	expect(code).toBe(1);
	expect(told.published).toBe(1);
});

test.each(Object.entries(ODD))("%s comes to nothing, and the run report says why", (path, why) => {
	expect(told.failed.find(({ url }) => url === sites.odd.origin + path)?.detail).toMatch(why);
});

test.each(["http://192.168.0.1/a.pdf", "http://[::1]/a.pdf"])(
	"a configuration with %s is refused, and nobody asked",
	async (url) => {
		const config = JSON.stringify({ sources: [{ id: "inside", kind: "urls", urls: [url] }], private_hosts: ["127.0.0.1"] });
		writeFileSync(join(folder, "inside.yaml"), config);
		const result = await gouji(["run", "inside.yaml", "--json"], { cwd: folder });
		expect(result.code).toBe(2);
		expect(result.stderr).toMatch(/inside\.yaml:1: sources\.0\.urls: \S+ is a private address/);
	},
);

test("a wall blocks its host at once, refusals after the third; nothing is tried again", () => {
	const asked = (log: readonly { path: string }[]) => log.map(({ path }) => path).filter((path) => path !== "/robots.txt");
	expect(asked(sites.wall.log)).toEqual(["/a.pdf"]);
	expect(asked(sites.refusing.log)).toEqual(["/1.pdf", "/2.pdf", "/3.pdf"]);
	expect(told.blocked.length).toBe(7);
});

test("a host that asks for an hour is left for the next run", () => {
	expect(sites.busy.log.filter(({ path }) => path.endsWith(".pdf")).length).toBe(1);
	expect(told.postponed.map(({ url }) => url)).toContain(`${sites.busy.origin}/y.pdf`);
});

test("where robots.txt is broken nothing is asked for, and the run says so", () => {
	expect(sites.broken.log.every(({ path }) => path === "/robots.txt")).toBe(true);
	expect(told.failed.find(({ url }) => url === `${sites.broken.origin}/r.pdf`)?.detail).toMatch(/^robots\.txt cannot be had/);
	expect(told.forbidden).toEqual([]);
});

test("what the roster expects and nobody published is not late while sources are in trouble", () => {
	expect(told.late).toEqual([]);
	expect(told.unseen.filter(({ year }) => year === 2021).map(({ issuer }) => issuer)).toEqual(["从未公布局"]);
});

test("the numbers are there for Prometheus", () => {
	const text = readFileSync(join(folder, "gouji.prom"), "utf8");
	expect(text).toMatch(/^gouji_documents\{state="blocked"\} 7$/m);
	expect(text).toMatch(/^gouji_last_run_timestamp_seconds \d+/m);
});
