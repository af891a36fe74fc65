import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listFindings } from "../../src/review/search-index/lists.ts";
import { findChromium } from "../support/chromium.ts";
import type { SampleReport, TestDesk } from "../support/desk.ts";
import { testDesk } from "../support/desk.ts";
import type { DeskServer } from "../support/desk-server.ts";
import { serveTestDesk } from "../support/desk-server.ts";

const executablePath = findChromium();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.GOUJI_SHOTS;
const REPORTS = 60;
/** Decisions that each of the two takes by keyboard. */
const EACH = 15;
const SIZES = [
	{ width: 1366, height: 768 },
	{ width: 1920, height: 1080 },
];

describe.skipIf(executablePath === undefined)("two reviewers in two browsers", () => {
	let given: TestDesk;
	let server: DeskServer;
	let browser: Browser;
	const pages = new Map<string, Page>();
	const troubles: string[] = [];
	const origin = () => `http://127.0.0.1:${server.port}`;
	const pageOf = (who: string): Page => {
		const page = pages.get(who);
		if (!page) throw new Error(`${who} has no browser`);
		return page;
	};

	beforeAll(async () => {
		given = await testDesk();
		await copies(given);
		await given.desk.refresh();
		const at = "2026-01-10T00:00:00.000Z";
		await given.desk.users.put({ name: "王芳", role: "admin" }, "password-of-ten", at);
		await given.desk.users.put({ name: "李强", role: "reviewer" }, "password-of-ten", at);
		server = await serveTestDesk(given, undefined);
		browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox"] });
		for (const [i, who] of ["王芳", "李强"].entries()) {
			const context = await browser.newContext({ viewport: SIZES[i] ?? null, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
			const page = await context.newPage();
			page.on("pageerror", (error) => troubles.push(error.message));
			await page.goto(`${origin()}/login`);
			await page.getByLabel("用户名").fill(who);
			await page.getByLabel("密码").fill("password-of-ten");
			await page.getByRole("button", { name: "登录" }).click();
			await page.waitForURL(`${origin()}/`);
			pages.set(who, page);
		}
	});
	afterAll(async () => {
		await browser?.close();
		server?.close();
		await given?.remove();
	});

	test("split sixty reports evenly and go through their halves by one key each, without a conflict", async () => {
		const admin = pageOf("王芳");
		await admin.goto(`${origin()}/people`);
		for (const who of ["王芳", "李强"]) await admin.getByLabel(who, { exact: true }).check();
		await admin.getByRole("button", { name: "分配" }).click();
		await admin.waitForURL(`${origin()}/people`);
		for (const who of ["王芳", "李强"])
			expect(await admin.locator("tbody tr", { hasText: who }).locator("td").nth(2).innerText()).toBe(String(REPORTS / 2));
		await Promise.all(["王芳", "李强"].map((who) => goThrough(pageOf(who), who)));
		const decided = given.desk.decisions.log(undefined, 1000);
		for (const who of ["王芳", "李强"]) expect(decided.filter((entry) => entry.who === who)).toHaveLength(EACH);
		expect(new Set(decided.map(({ fingerprint }) => fingerprint)).size).toBe(2 * EACH);
		await admin.goto(`${origin()}/people`);
		expect(await admin.locator("tbody tr", { hasText: "李强" }).locator("td").nth(5).innerText()).toBe(String(EACH));
		if (shots) await admin.screenshot({ path: join(shots, "people-1366.png") });
		expect(troubles).toEqual([]);
	});

	async function goThrough(page: Page, who: string): Promise<void> {
		await page.goto(`${origin()}/findings/next?state=todo&severity=error&reviewer=${encodeURIComponent(who)}`);
		for (let n = 0; n < EACH; n++) {
			const before = page.url();
			await settled(page);
			await page.keyboard.press("c");
			await page.waitForURL((url) => url.href !== before);
			expect(await page.locator("h1").innerText()).not.toContain("没有保存");
		}
	}

	test("take back the last one from any page, and a key held down decides once", async () => {
		const page = pageOf("李强");
		const [last] = given.desk.decisions.log(undefined, 1, { who: "李强" });
		await page.goto(`${origin()}/reports`);
		await page.keyboard.press("u");
		await page.waitForURL(/finding=/);
		expect(given.desk.decisions.standing(last?.fingerprint ?? "").state).toBe("open");
		const count = given.desk.decisions.log(undefined, 1000).length;
		await settled(page);
		await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("c").then(() => page.keyboard.press("c"))]);
		await page.waitForLoadState("networkidle");
		expect(await page.locator("h1").innerText()).not.toContain("没有保存");
		expect(given.desk.decisions.log(undefined, 1000).length).toBe(count + 1);
		const own = given.desk.decisions.historyOf(last?.fingerprint ?? "").filter(({ action }) => action === "confirm");
		expect(own).toHaveLength(2);
	});

	test.each([60, 120, 240])("decide one finding by two presses %d ms apart, not the next one unread", async (gapMs) => {
		const page = pageOf("李强");
		const logged = () => given.desk.decisions.log(undefined, 1000);
		// On a busy machine presses come later than they are meant to: such a pair is no double press, and is made again.
		for (let apart = Number.POSITIVE_INFINITY, tries = 0; apart > 650; tries++) {
			expect(tries).toBeLessThan(10);
			await page.goto(`${origin()}/findings/next?state=todo&severity=error`);
			await settled(page);
			const count = logged().length;
			const begun = Date.now();
			await page.keyboard.press("c");
			await page.waitForTimeout(gapMs);
			await page.keyboard.press("c");
			apart = Date.now() - begun;
			await page.waitForTimeout(1000);
			if (apart <= 650) expect(logged()).toHaveLength(count + 1);
		}
		// What was decided last is undone at once, however quickly.
		await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("u")]);
		expect(logged()[0]?.action).toBe("undo");
	});

	test("choose a page's findings at once, and keep choice and words where something is refused", async () => {
		const page = pageOf("王芳");
		await page.goto(`${origin()}/findings?state=todo`);
		await page.getByLabel("选择本页全部").check();
		expect(await page.locator("[data-chosen]").innerText()).toContain("已选50个");
		await page.locator(".bulk summary").click();
		await page.locator('.bulk select[name="action"]').selectOption("dismiss");
		await page.getByRole("button", { name: "预览" }).click();
		expect(await page.getByRole("alert").innerText()).toContain("须写明理由");
		expect(await page.locator('input[name="chosen"]:checked').count()).toBe(50);
		await page.locator("select[data-template]").selectOption({ index: 1 });
		expect(await page.locator("#bulk-text").inputValue()).not.toBe("");
	});

	test("lose nothing that is being written when the session ends", async () => {
		const page = pageOf("李强");
		const [row] = listFindings(given.desk.index, { state: "todo", cause: "report" });
		await page.goto(`${origin()}/report/${row?.name}?finding=${row?.fingerprint}`);
		await page.locator("#reason").fill("写了一半的理由");
		await page.goto(`${origin()}/`);
		await page.goBack();
		await page.goto(`${origin()}/report/${row?.name}?finding=${row?.fingerprint}`);
		expect(await page.locator("#reason").inputValue()).toBe("写了一半的理由");
		await page.context().clearCookies({ name: "gouji" });
		await settled(page);
		await page.getByRole("button", { name: "不成立" }).click();
		await page.getByLabel("用户名").fill("李强");
		await page.getByLabel("密码").fill("password-of-ten");
		await page.getByRole("button", { name: "登录" }).click();
		expect(await page.locator("blockquote").innerText()).toBe("写了一半的理由");
		await page.getByRole("button", { name: "继续保存" }).click();
		await page.waitForURL(/report/);
		expect(given.desk.decisions.standing(row?.fingerprint ?? "")).toMatchObject({ state: "dismissed", reason: "写了一半的理由" });
	});

	test("follow a finding from its confirmation to 已复核消除 over two nights", async () => {
		const page = pageOf("王芳");
		const organ = "石桥7区水务局";
		const row = listFindings(given.desk.index, { q: organ }).find(
			({ message, issuer }) => issuer === organ && message.startsWith("表四“行政复议”合计"),
		);
		await page.goto(`${origin()}/report/7.json?finding=${row?.fingerprint}`);
		if (row?.state !== "confirmed") {
			await page.keyboard.press("c");
			await page.waitForURL((url) => !url.search.includes(row?.fingerprint ?? ""));
		}
		await page.goto(`${origin()}/letters/new?issuer=${encodeURIComponent(organ)}`);
		await page.getByLabel("发文字号").fill("青政公开");
		await page.getByRole("button", { name: "登记并生成Word" }).click();
		await page.waitForURL(/letters\/1$/);
		expect(await page.locator("#item-1 h2").innerText()).toContain("待整改");
		await page.locator("#reply").fill("已更正并重新公布");
		await page.getByRole("button", { name: "登记回复" }).click();
		await page.waitForLoadState("networkidle");
		// The second night: the organ has published other bytes, in which every sum adds up.
		await given.publish("bureau-2023-inconsistent", (report) => mended(report, organ), "7.json");
		await given.desk.refresh();
		await page.reload();
		expect(await page.locator("#item-1 h2").innerText()).toContain("已复核消除");
		expect(await page.locator("main").innerText()).toContain("已更正并重新公布");
		if (shots) await page.screenshot({ path: join(shots, "letter-mended.png"), fullPage: true });
		await page.goto(`${origin()}/`);
		expect(await page.locator("main").innerText()).toMatch(/已复核消除[1-9]\d*个/);
	});

	test.each(SIZES)("find what is shared among people accessible and within the window at %j", async (size) => {
		const page = pageOf("王芳");
		await page.setViewportSize(size);
		const views = {
			people: "/people",
			"second-look": "/second-look?share=100",
			"log-of-one": `/log?who=${encodeURIComponent("李强")}`,
			"findings-sorted": "/findings?state=todo&order=issuer",
			text: `/reports?text=${encodeURIComponent("主动公开")}`,
			users: "/users",
		};
		for (const [name, path] of Object.entries(views)) {
			await page.goto(origin() + path);
			if (shots) await page.screenshot({ path: join(shots, `${name}-${size.width}.png`) });
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			expect([name, overflow]).toEqual([name, 0]);
			await page.evaluate(axe);
			const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string; nodes: { html: string }[] }[] };
			expect([name, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([name, []]);
		}
	});
});

/** Waits as long as a page takes a press for the second half of the one before. */
async function settled(page: Page): Promise<void> {
	await page.waitForLoadState("load");
	await page.waitForTimeout(750);
}

/** The same report of sixty organs; checking each would take longer than all the rest. */
async function copies({ folder, publish }: TestDesk): Promise<void> {
	await publish("bureau-2023-inconsistent", () => {}, "0.json");
	const reports = join(folder, "output", "data", "reports");
	const first = await readFile(join(reports, "0.json"), "utf8");
	for (let n = 0; n < REPORTS; n++) {
		const report = JSON.parse(first) as SampleReport & { findings: { fingerprint: string }[] };
		report.issuer.name = `石桥${n}区水务局`;
		for (const [i, finding] of report.findings.entries()) finding.fingerprint = (n * 100 + i).toString(16).padStart(16, "0");
		await writeFile(join(reports, `${n}.json`), JSON.stringify(report));
	}
}

/** The report with the total of its reviews as its parts make it. */
function mended(report: SampleReport, organ: string): void {
	const path = "remedies.review.total";
	Object.assign(report.issuer, { name: organ });
	Object.assign(report.source, { sha256: "b".repeat(64) });
	Object.assign(report.cells.find((cell) => cell.path === path) ?? {}, { value: 2, raw: "2" });
	const review = report.tables.remedies?.review;
	if (review) review.total = 2;
}
