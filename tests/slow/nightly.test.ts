import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/disclosure-report/index.ts";
import { readHtml } from "../../src/reading/html/read-html.ts";
import type { City } from "../site/city.ts";
import { EXPECTED_REPORTS, startCity } from "../site/city.ts";
import { sampleAsHtml } from "../site/pages.ts";
import type { LoggedRequest } from "../site/server.ts";
import { gouji } from "../support/command.ts";
import { writePdf } from "../support/write-pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-nightly-"));
const reports = join(folder, "output", "data", "reports");
let city: City;

beforeAll(async () => {
	city = await startCity();
	writeFileSync(join(folder, "nightly.yaml"), city.config());
});

afterAll(async () => {
	await city.close();
	rmSync(folder, { recursive: true, force: true });
});

interface Told {
	readonly found: number;
	readonly published: number;
	readonly new: readonly { url: string }[];
	readonly changed: readonly { url: string }[];
	readonly failed: readonly { url: string }[];
	readonly forbidden: readonly { url: string }[];
	readonly copies: readonly { url: string; detail: string }[];
}

async function night(): Promise<{ told: Told; code: number; log: LoggedRequest[] }> {
	for (const site of city.all) site.log.length = 0;
	const { code, stdout, stderr } = await gouji(["run", "nightly.yaml", "--json"], { cwd: folder });
	expect(stdout, stderr).not.toBe("");
	return { told: JSON.parse(stdout) as Told, code, log: city.all.flatMap((site) => site.log) };
}

function published(): Map<string, string> {
	return new Map(readdirSync(reports).map((name) => [name, readFileSync(join(reports, name), "utf8")]));
}

describe("three nights over a city", { timeout: 180_000 }, () => {
	test("the first finds every report once and asks for nothing that robots.txt forbids", async () => {
		const { told, code, log } = await night();
		expect(code).toBe(0);
		expect(told.found).toBe(EXPECTED_REPORTS + 1);
		expect(told.published).toBe(EXPECTED_REPORTS);
		expect(told.failed).toEqual([]);
		expect(told.copies.map(({ url }) => url)).toEqual([`${city.jcms.origin}/files/two.pdf`]);
		expect(told.forbidden.map(({ url }) => url)).toEqual([`${city.trs.origin}/closed/t20240101_4.html`]);
		expect(log.filter(({ path }) => /closed|_wap|t20220121|t20220125|art_3|manual/.test(path))).toEqual([]);
		const issuers = [...published().values()].map((text) => (JSON.parse(text) as { issuer: { name: string } }).issuer.name);
		expect(issuers.toSorted()).toEqual([
			"东岭省人民政府",
			"临江区卫生健康局",
			"云浦区水务局",
			"南屏县财政局",
			"大湾市应急管理局",
			"榕溪镇人民政府",
			"青石市教育局",
		]);
	});

	test("hosts are asked one request at a time, with their pause between, and wait as long as they said", () => {
		for (const site of city.all) {
			const least = site === city.script ? 200 : 40;
			site.log.slice(1).forEach((request, i) => {
				const before = site.log[i];
				// Timers may fire a little early.
				expect(request.at - (before?.endedAt.value ?? 0)).toBeGreaterThan(least - 3);
			});
		}
		const [refused, again] = city.script.log.filter(({ path }) => path === "/api/list?page=1");
		expect(refused?.status.value).toBe(429);
		expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(990);
		expect(city.trs.log.every(({ userAgent }) => userAgent.startsWith("gouji/"))).toBe(true);
	});

	test("the second makes only conditional requests and changes nothing", async () => {
		const before = published();
		const { told, log } = await night();
		const held = log.filter(({ status }) => status.value !== 404 && status.value !== 200);
		expect(held.length).toBeGreaterThan(20);
		expect(held.every(({ isConditional, status }) => isConditional && status.value === 304)).toBe(true);
		// Only what never was there is asked for anew: the page that says it does not exist.
		expect(log.filter(({ status }) => status.value === 200).map(({ path }) => path)).toEqual([
			"/module/xxgk/xxgkAnnualReport.jsp?fbtime=2021&area=1133",
		]);
		expect([told.new, told.changed, told.failed]).toEqual([[], [], []]);
		expect(published()).toEqual(before);
	});

	test("a changed report becomes a version, and its changed figures a finding", async () => {
		const html = (await sampleAsHtml("bureau-2021-ruled")).replace(
			/<span>(\d+)<\/span>/,
			(_, figure: string) => `<span>${Number(figure) + 1}</span>`,
		);
		city.trs.set("/xxgk/zfxxgknb/202201/P020220120.pdf", { body: writePdf(readHtml(html, disclosureReport.sources)) });
		const { told } = await night();
		expect(told.changed.map(({ url }) => url)).toEqual([`${city.trs.origin}/xxgk/zfxxgknb/202201/P020220120.pdf`]);
		const findings = [...published().values()].flatMap((text) => (JSON.parse(text) as { findings: { rule: string }[] }).findings);
		expect(findings.filter(({ rule }) => rule === "D07-changed-after").length).toBe(1);
	});

	test("status and discover tell what the ledger knows", async () => {
		const { stdout } = await gouji(["status", "nightly.yaml", "--json"], { cwd: folder });
		const { sources } = JSON.parse(stdout) as { sources: { source: string; found: number; read: number }[] };
		expect(sources.map(({ source, found, read }) => [source, found, read])).toEqual([
			["trs", 3, 3],
			["jcms", 3, 3],
			["annual", 1, 1],
			["script", 1, 1],
		]);
		const discovered = await gouji(["discover", "nightly.yaml", "--source", "jcms", "--json"], { cwd: folder });
		expect((JSON.parse(discovered.stdout) as { kind: string }[]).map(({ kind }) => kind)).toEqual(["pdf", "pdf", "pdf"]);
	});
});
