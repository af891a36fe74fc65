import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import { openSet } from "../../src/output/dataset/open-set.ts";
import { answer } from "../../src/output/dataset/query.ts";
import { workedQuestions } from "../../src/output/documents/site/worked-questions.ts";
import { publishSite } from "../../src/output/publish-site.ts";
import { findChromium } from "../support/chromium.ts";
import { repository } from "../support/command.ts";
import { cookbookPath } from "../support/cookbook.ts";
import type { SampleSet } from "../support/sample-set.ts";
import { sampleSet } from "../support/sample-set.ts";
import { serveFolder } from "../support/static-server.ts";

const executablePath = findChromium();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.GOUJI_SHOTS;

describe.skipIf(executablePath === undefined)("somebody who asks the set in the browser", () => {
	let folder = "";
	let set: SampleSet;
	let current = "";
	let browser: Browser;
	let page: Page;
	let server: Awaited<ReturnType<typeof serveFolder>>;
	const troubles: string[] = [];
	const elsewhere: string[] = [];

	beforeAll(async () => {
		await promisify(execFile)(process.execPath, [join(repository, "bin", "pack-site-ask.mjs")]);
		folder = await mkdtemp(join(tmpdir(), "gouji-ask-"));
		await mkdir(join(folder, "data", "reports"), { recursive: true });
		set = await sampleSet();
		current = await set.export(join("..", folder.split("/").at(-1) ?? "", "dataset"), { formats: ["parquet", "csv"] });
		await publishSite([], folder, disclosureReport);
		server = await serveFolder(folder);
		browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox"] });
		page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
		page.setDefaultTimeout(300_000);
		page.on("pageerror", (error) => troubles.push(error.message));
		page.on("console", (message) => {
			if (message.type() === "error") troubles.push(message.text());
		});
		page.on("request", (request) => {
			if (!/^(?:blob:|data:)/.test(request.url()) && !request.url().startsWith(server.origin)) elsewhere.push(request.url());
		});
	});
	afterAll(async () => {
		await browser?.close();
		server?.close();
		await set?.remove();
		await rm(folder, { recursive: true, force: true });
	});

	const ask = async (sql: string) => {
		await page.getByLabel("SQL（DuckDB）").fill(sql);
		await page.getByRole("button", { name: "查询" }).click();
		await page.locator("#told", { hasText: /^\d+行|没有成功/ }).waitFor();
		return (await page.locator("#told").textContent()) ?? "";
	};
	const shown = () =>
		page
			.locator("#answer .wide tbody tr")
			.evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent)));

	test("finds it from the site, and nothing of the program is loaded before a question", async () => {
		await page.goto(`${server.origin}/site/index.html`);
		await page.getByRole("link", { name: "数据集", exact: true }).click();
		await page.getByRole("heading", { level: 1 }).waitFor();
		const told = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
		expect(told).toMatchObject({ "@type": "Dataset", version: expect.stringMatching(/^\d+\.\d+\.\d+\+/) });
		const link = await page.locator("table a").first().getAttribute("href");
		expect((await page.request.get(new URL(link ?? "", page.url()).href)).status()).toBe(200);
		expect(await isAccessible()).toEqual([]);
		if (shots) await page.screenshot({ path: join(shots, "site-data.png"), fullPage: true });
		server.asked.length = 0;
		await page.getByRole("link", { name: "在本页面上用 SQL 查询" }).click();
		await page.getByLabel("示例问题").waitFor();
		expect(server.asked.filter((path) => /wasm|worker|parquet/.test(path))).toEqual([]);
	});

	test("is given the answers of the cookbook's questions, as gouji query gives them", async () => {
		const questions = workedQuestions(await readFile(cookbookPath, "utf8"));
		expect(questions.length).toBeGreaterThanOrEqual(20);
		const titles = await page.getByLabel("示例问题").locator("option").allTextContents();
		expect(titles).toEqual(questions.map(({ title }, i) => `${i + 1}. ${title}`));
		const opened = await openSet(current, { rows: 1000, timeoutMs: 20_000 });
		for (const { sql, title } of questions) {
			expect(await ask(sql), title).toMatch(/^\d+行/);
			const { rows } = await answer(opened, sql);
			const expected = rows.map((row) => row.map((value) => plain(value)));
			expect(
				(await shown()).map((row) => row.map((value) => plain(value))),
				title,
			).toEqual(expected);
		}
		opened.close();
		expect([troubles, elsewhere]).toEqual([[], []]);
	});

	test("sees a picture over years, and bars by kind, and saves the answer", async () => {
		await ask("SELECT year, sum(requests_received_total) AS received FROM reports GROUP BY year ORDER BY year");
		expect(await page.getByRole("img").getAttribute("aria-label")).toContain("received 2019年65");
		expect(await isAccessible()).toEqual([]);
		if (shots) await page.screenshot({ path: join(shots, "site-ask.png"), fullPage: true });
		await ask("SELECT form, count(*) AS reports FROM reports GROUP BY form ORDER BY reports DESC");
		expect(await page.locator(".bars th").allTextContents()).toHaveLength(2);
		for (const [name, mark] of [
			["CSV", ""],
			["CSV（供 Excel 打开）", "\ufeff"],
		] as const) {
			const saved = page.waitForEvent("download");
			await page.getByRole("link", { name, exact: true }).click();
			const text = await readFile(await (await saved).path(), "utf8");
			expect(text.split("\r\n")[0]).toBe(`${mark}form,reports`);
		}
	});

	test("is told what is wrong, can ask again, and reaches nothing but the set", async () => {
		expect(await ask("SELECT nothing FROM reports")).toContain("nothing");
		for (const sql of [
			`SELECT * FROM read_csv('${server.origin}/dataset/current/reports.csv')`,
			"SELECT * FROM read_csv('https://example.org/x.csv')",
			"SET enable_external_access = true",
		])
			expect(await ask(sql), sql).toContain("没有成功");
		await ask("INSTALL httpfs");
		expect(await ask("SELECT '<img src=x onerror=alert(1)>' AS html")).toMatch(/^1行/);
		expect(await shown()).toEqual([["<img src=x onerror=alert(1)>"]]);
		expect(elsewhere).toEqual([]);
	});

	test("stops what takes too long", async () => {
		await page.getByLabel("SQL（DuckDB）").fill("SELECT count(*) FROM range(100000000000) a, range(1000) b");
		await page.getByRole("button", { name: "查询" }).click();
		await page.getByRole("button", { name: "停止" }).click();
		await page.locator("#told", { hasText: "已停止" }).waitFor();
		expect(await ask("SELECT count(*) AS n FROM reports")).toMatch(/^1行/);
	});

	/** What an automated check finds wrong with the page as it stands. */
	async function isAccessible(): Promise<string[]> {
		await page.evaluate(axe);
		return page.evaluate(async () => {
			const { violations } = await (
				globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
			).axe.run();
			return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
		});
	}
});

/** A value of either answer in one way of writing. */
function plain(value: unknown): unknown {
	if (value === null || value === "") return "";
	const number = typeof value === "boolean" ? Number.NaN : Number(value);
	return Number.isNaN(number) ? (typeof value === "object" ? JSON.stringify(value) : String(value)) : number.toPrecision(6);
}
