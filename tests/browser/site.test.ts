import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import type { PublishedFile } from "../../src/output/publish-site.ts";
import { publishSite } from "../../src/output/publish-site.ts";
import { findChromium } from "../support/chromium.ts";
import { sampleReport } from "../support/flagged.ts";
import { serveFolder } from "../support/static-server.ts";

const executablePath = findChromium();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.GOUJI_SHOTS;
/** Enough of one name for its pairs of characters to have files of their own. */
const MANY = 1200;
const HOSTILE = "<img src=x onerror=alert(1)>青石局";

let folder = "";
let browser: Browser;
let page: Page;
let server: Awaited<ReturnType<typeof serveFolder>>;
const troubles: string[] = [];

async function put(name: string, year: number, sample = "township-2020-all-zero"): Promise<PublishedFile> {
	const file = `${createHash("sha256").update(`${name} ${year}`).digest("hex").slice(0, 16)}.json`;
	const json = JSON.stringify({ ...sampleReport(sample), year, issuer: { name } });
	await writeFile(join(folder, "data", "reports", file), json);
	return { issuer: name, name, file, digest: createHash("sha256").update(json).digest("hex") };
}

describe.skipIf(executablePath === undefined)("somebody on the public site", () => {
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "gouji-site-"));
		await mkdir(join(folder, "data", "reports"), { recursive: true });
		const files = [await put(HOSTILE, 2023)];
		for (const year of [2021, 2022, 2023]) files.push(await put("青石市教育局", year, "bureau-2023-inconsistent"));
		for (let i = 0; i < MANY; i++) files.push(await put(`第${i}县教育局`, 2023));
		const correction = { path: "remedies.review.total", value: 2, at: "2026-01-08", reason: "对照原件" };
		const byFile = new Map([[files[3]?.file ?? "", { corrections: [correction] }]]);
		await publishSite(files, folder, disclosureReport, { byFile, areKnown: true });
		server = await serveFolder(folder);
		browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox"] });
		page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
		page.on("pageerror", (error) => troubles.push(error.message));
		page.on("console", (message) => {
			if (message.type() === "error") troubles.push(message.text());
		});
		page.on("dialog", (dialog) => {
			troubles.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
	});
	afterAll(async () => {
		await browser?.close();
		server?.close();
		await rm(folder, { recursive: true, force: true });
	});

	const told = (text: string) => page.locator("#told", { hasText: text }).waitFor();
	const results = () => page.locator("#results a").allTextContents();

	test("finds an agency by parts of its name, from few files, and sees its years", async () => {
		await page.goto(`${server.origin}/site/index.html`);
		server.asked.length = 0;
		await page.getByLabel("机关名称").fill("青石教育");
		await told("1个机关");
		expect(await results()).toEqual(["青石市教育局"]);
		expect(server.asked.filter((path) => path.endsWith(".json")).length).toBeLessThanOrEqual(3);
		if (shots) await page.screenshot({ path: join(shots, "site-search.png") });
		await page.getByRole("link", { name: "青石市教育局" }).click();
		await page.getByRole("heading", { level: 1, name: "青石市教育局" }).waitFor();
		expect(await page.getByRole("img").count()).toBe(3);
		expect(await page.locator("#y2023").textContent()).toContain("不一致");
		await page.getByText("以表格显示").click();
		await page.getByRole("link", { name: "核", exact: true }).click();
		expect(await page.locator("#corrected ~ ul").first().textContent()).toContain("行政复议·总计：经人工核对更正为2，原读作3。");
		expect(await isAccessible()).toEqual([]);
		if (shots) await page.screenshot({ path: join(shots, "site-agency.png"), fullPage: true });
	});

	test("is told where too many bear the name, and gets the one when naming it", async () => {
		await page.goto(`${server.origin}/site/index.html?q=${encodeURIComponent("教育局")}`);
		await told("仅列出其中一部分");
		expect(await results()).toHaveLength(100);
		await page.getByLabel("机关名称").fill("第777县");
		await told("1个机关");
		expect(await results()).toEqual(["第777县教育局"]);
		await page.getByLabel("机关名称").fill("没有的");
		await told("没有名称中含“没有的”的机关");
		await page.getByLabel("机关名称").fill("局");
		await told("请至少输入两个字");
		expect(await isAccessible()).toEqual([]);
	});

	test("sees hostile names as text", async () => {
		await page.goto(`${server.origin}/site/index.html?q=${encodeURIComponent("青石局")}`);
		await page.locator("#results a", { hasText: HOSTILE }).click();
		await page.getByRole("heading", { level: 1 }).waitFor();
		expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(HOSTILE);
		expect(await page.locator("img").count()).toBe(0);
		expect(troubles).toEqual([]);
	});

	test("can browse without script, and is told why there is no search in a file", async () => {
		const plain = await browser.newPage({ javaScriptEnabled: false });
		await plain.goto(`${server.origin}/site/index.html`);
		expect(await plain.locator("form.search").isVisible()).toBe(false);
		await plain.getByRole("link", { name: "青", exact: true }).click();
		await plain.getByRole("link", { name: "青石市教育局" }).click();
		expect(await plain.getByRole("heading", { level: 1 }).textContent()).toBe("青石市教育局");
		await plain.close();
		const file = await browser.newPage();
		await file.goto(`${pathToFileURL(join(folder, "site", "index.html")).href}?q=${encodeURIComponent("青石")}`);
		await file.locator("#told", { hasText: "直接从文件打开" }).waitFor();
		await file.getByRole("link", { name: "青", exact: true }).click();
		await file.getByRole("link", { name: "青石市教育局" }).waitFor();
		await file.close();
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
