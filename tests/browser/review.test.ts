import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import ExcelJS from "exceljs";
import { unzipSync } from "fflate";
import type { Browser, Page, Response } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../support/chromium.ts";
import { gouji, repository } from "../support/command.ts";
import type { DeskProcess } from "../support/desk-process.ts";
import { startDesk } from "../support/desk-process.ts";

const executablePath = findChromium();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Screenshots of every view go there, to be looked at. */
const shots = process.env.GOUJI_SHOTS;
const SIZES = [
	{ width: 1366, height: 768 },
	{ width: 1920, height: 1080 },
];
const SAMPLES = ["samples/bureau-2023-inconsistent", "samples/bureau-2021-ruled", "tests/browser/misread-scan"];

/** Views that are looked at on the small screen only: what fits there fits. */
const NARROW = {
	people: "/people",
	beside: "/report/bureau-2023-inconsistent.json/beside/hostile.json",
	copies: "/report/bureau-2023-inconsistent.json/copies",
	letters: "/letters",
	letter: "/letters/1",
	owed: "/owed",
	unread: "/unread",
	record: "/log/record",
	second: "/second-look",
	summary: "/outputs/summary.html",
	details: "/outputs/details.html",
};

let folder = "";
let desk: DeskProcess;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

describe.skipIf(executablePath === undefined)("a reviewer in a browser", () => {
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "gouji-browser-"));
		await mkdir(join(folder, "pdfs"));
		for (const sample of SAMPLES) {
			const name = `${basename(sample)}.pdf`;
			await copyFile(join(repository, sample, name), join(folder, "pdfs", name));
		}
		await writeFile(join(folder, "folders.json"), JSON.stringify({ folders: ["pdfs"], output: "output" }));
		await run();
		await addHostile();
		desk = await openDesk();
		browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox"] });
		page = await browser.newPage({ viewport: SIZES[0] ?? null, timezoneId: "Asia/Shanghai", locale: "zh-CN" });
		await page.goto(desk.address);
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
		await desk?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	test("goes from the overview to a faulty report and sees both totals on the page", async () => {
		await page.goto(`${desk.origin}/`);
		await page.getByRole("link", { name: "份有错误" }).click();
		await page.getByRole("link", { name: "青石市教育局" }).click();
		await finding("表三“（一）予以公开”行").click();
		expect(await highlighted()).toMatchObject({ actual: ["requests.granted.total"], hits: 7, isOnPaper: true });
		await finding("表四“行政复议”合计").click();
		expect(await highlighted()).toMatchObject({ actual: ["remedies.review.total"], hits: 5, isOnPaper: true });
		expect(await page.locator(".sum").innerText()).toMatch(/1\s*＋\s*1 ＝ 2.*而表中为 3，多1/s);
		expect(await page.locator("td.actual").innerText()).toBe("3");
		expect(await page.locator("#finding").innerText()).toContain("国办公开办函〔2021〕30号");
	});

	test("goes from any figure to its place with one click", async () => {
		const path = "requests.received.total";
		await page.locator(`td a[data-path="${path}"]`).click();
		const rect = page.locator(`rect[data-path="${path}"]`);
		expect(await rect.getAttribute("class")).toContain("focus");
		const [place, sheets] = [await rect.boundingBox(), await page.locator("#sheets").boundingBox()];
		expect(place && sheets && place.y > sheets.y && place.y < sheets.y + sheets.height).toBe(true);
	});

	test("confirms one by keyboard, dismisses another with a reason, and both stand after the next run", async () => {
		await page.keyboard.press("c");
		await page.waitForURL((url) => !url.search.includes("b0163afd8703b00b"));
		await finding("表三“（一）予以公开”行").click();
		await page.waitForURL(/finding=62fb6a2ef79c98bd/);
		await page.keyboard.press("d");
		await page.keyboard.type("附件说明了差异");
		await page.keyboard.press("Control+Enter");
		await page.waitForURL((url) => !url.search.includes("62fb6a2ef79c98bd"));
		await desk.stop();
		await run();
		await rm(join(folder, "output", "review"), { recursive: true });
		desk = await openDesk();
		await page.goto(desk.address);
		await page.goto(`${desk.origin}/findings?q=${encodeURIComponent("青石教育")}`);
		const states = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.textContent ?? ""));
		expect(states.find((text) => text.includes("表四“行政复议”合计"))).toContain("已确认");
		expect(states.find((text) => text.includes("表三“（一）予以公开”行"))).toContain("不成立");
		await page.goto(`${desk.origin}/log`);
		expect(await page.locator("main").innerText()).toMatch(/张敏\s+不成立[\s\S]*附件说明了差异/);
	});

	test("enlarges, turns and fits the original, boxes what is quoted, and keeps the size on the next page", async () => {
		await page.goto(`${desk.origin}/report/bureau-2023-inconsistent.json?finding=a0716e165d60d572`);
		expect(await page.locator("rect.quote").count()).toBeGreaterThan(0);
		const paper = page.locator(".paper").first();
		const width = async () => (await paper.boundingBox())?.width ?? 0;
		const before = await width();
		await page.keyboard.press("+");
		expect(await width()).toBeGreaterThan(before * 1.2);
		expect(await page.locator("[data-zoom]").innerText()).toBe("125%");
		await page.reload();
		expect(await width()).toBeGreaterThan(before * 1.2);
		await page.keyboard.press("0");
		expect(Math.abs((await width()) - before)).toBeLessThan(2);
		await page.keyboard.press("9");
		expect((await paper.boundingBox())?.height ?? 0).toBeLessThan(768);
		await page.keyboard.press("m");
		await page.mouse.move(300, 400);
		expect(await page.locator(".lens").isVisible()).toBe(true);
		await page.keyboard.press("m");
		expect(await page.locator(".lens").count()).toBe(0);
		await page.keyboard.press("o");
		const box = await paper.boundingBox();
		expect(box && box.width > box.height).toBe(true);
		await page.keyboard.press("0");
	});

	test("undoes by keyboard", async () => {
		await page.goto(`${desk.origin}/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b`);
		await page.keyboard.press("u");
		await expect.poll(() => page.locator("#finding .state").innerText(), { timeout: 30_000 }).toBe("待处理");
	});

	test("corrects what was misread in a scan by keyboard alone, beside its crop, and sees the finding fall", async () => {
		await page.goto(`${desk.origin}/reading`);
		const before = await page.locator("tbody tr").count();
		expect(before).toBeGreaterThan(0);
		const { path, value, message } = JSON.parse(
			await readFile(join(repository, "tests/browser/misread-scan/truth.json"), "utf8"),
		) as {
			path: string;
			value: number;
			message: string;
		};
		await page.getByRole("link", { name: message }).click();
		expect(await page.locator("svg.crop").count()).toBeGreaterThan(0);
		expect(await page.locator('button[value="confirm"]').count()).toBe(0);
		if (shots) await page.screenshot({ path: join(shots, "doubts.png") });
		// The cursor stands in the figure that would close the sum; Tab goes from one to the next.
		const field = `value-${path.replaceAll(".", "-")}`;
		// The browser puts it there, and the page's script selects the figure: what is typed before both goes elsewhere.
		await page.waitForLoadState("load");
		await page.waitForFunction(() => document.activeElement?.id.startsWith("value-") === true);
		for (let tabs = 0; tabs < 40 && (await page.evaluate(() => document.activeElement?.id)) !== field; tabs++)
			await page.keyboard.press("Tab");
		await page.keyboard.type(String(value));
		const opened = page.url();
		await page.keyboard.press("Enter");
		await page.waitForURL((url) => url.href !== opened);
		await page.goto(`${desk.origin}/report/misread-scan.json?cell=${path}`);
		expect(await page.getByRole("link", { name: message }).count()).toBe(0);
		expect(await page.locator("#cell").innerText()).toMatch(/读作[\s\S]*改正为[\s\S]*张敏/);
	});

	test("confirms many figures that were read right in one go", async () => {
		await page.goto(`${desk.origin}/report/misread-scan.json`);
		const left = async () => Number(/\d+/.exec(await page.locator("#doubts-title").innerText())?.[0]);
		const before = await left();
		const button = page.getByRole("button", { name: "都核对过了" }).first();
		const offered = Number(/\d+/.exec(await button.innerText())?.[0]);
		expect(offered).toBeGreaterThan(1);
		await button.click();
		await expect.poll(left, { timeout: 30_000 }).toBe(before - offered);
	});

	test("takes away the workbook and a notice, which Excel's and Word's formats can be read from", async () => {
		await page.goto(`${desk.origin}/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b`);
		await page.keyboard.press("c");
		await page.waitForURL((url) => !url.search.includes("b0163afd8703b00b"));
		await page.goto(`${desk.origin}/outputs`);
		const workbook = new ExcelJS.Workbook();
		await workbook.xlsx.load((await downloaded("工作簿（Excel）")).buffer as ArrayBuffer);
		const texts: string[] = [];
		workbook.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => texts.push(cell.text))));
		expect(texts.some((text) => text.includes("表四“行政复议”合计"))).toBe(true);
		expect(texts.some((text) => text.includes("附件说明了差异"))).toBe(true);
		const notice = unzipSync(await downloaded("草稿"));
		const words = new TextDecoder().decode(notice["word/document.xml"]).replaceAll(/<[^>]+>/g, "");
		expect(words).toContain("青石市教育局");
		expect(words).toContain("表四“行政复议”合计");
		// Only what a person confirmed is in it.
		expect(words).not.toContain("表三“（一）予以公开”行横向合计");
	});

	test("registers a letter, which the report's page and the overview tell", async () => {
		await page.goto(`${desk.origin}/outputs`);
		await page.getByRole("link", { name: "登记发文" }).first().click();
		await page.getByLabel("发文字号").fill("青政公开");
		await page.getByRole("button", { name: "登记并生成Word" }).click();
		await page.waitForURL(/letters\/1$/);
		expect(await page.locator("h1").innerText()).toMatch(/^整改通知书 青政公开〔\d{4}〕1号$/);
		await page.goto(`${desk.origin}/report/bureau-2023-inconsistent.json`);
		expect(await page.locator(".head").innerText()).toContain("已发函");
		await page.goto(`${desk.origin}/`);
		expect(await page.locator("main").innerText()).toContain("发出整改通知1份");
	});

	test("shows a hostile report as text: nothing of it runs", async () => {
		await page.goto(`${desk.origin}/report/hostile.json?cell=proactive.regulations.issued`);
		expect(await page.locator("h1").innerText()).toContain("<script>");
		for (const view of ["/", "/findings", "/reports", "/issuers?q=script"]) await page.goto(desk.origin + view);
		expect(await page.evaluate(() => "hacked" in window)).toBe(false);
	});

	test.each(SIZES)("finds every view accessible and within the window at %j", async (size) => {
		await page.setViewportSize(size);
		const views = {
			overview: "/",
			findings: "/findings?state=todo",
			reading: "/reading",
			reports: "/reports",
			issuers: "/issuers?q=%E9%9D%92%E7%9F%B3%E6%95%99%E8%82%B2",
			log: "/log",
			outputs: "/outputs",
			...(size.width === 1366 ? NARROW : {}),
			report: "/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b&list=state%3Dtodo",
			scan: "/report/misread-scan.json",
			missing: "/nothing",
		};
		for (const [name, path] of Object.entries(views)) {
			await page.goto(desk.origin + path);
			await page.waitForLoadState("networkidle");
			if (shots) await page.screenshot({ path: join(shots, `${name}-${size.width}.png`) });
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			expect([name, overflow]).toEqual([name, 0]);
			await page.evaluate(axe);
			const found = await page.evaluate("axe.run()");
			const violations = (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations;
			expect([name, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([name, []]);
		}
	});

	test("loads the first page with everything it needs in less than 200 KB, and nothing from elsewhere", async () => {
		const context = await browser.newContext();
		await context.addCookies(await page.context().cookies());
		const other = await context.newPage();
		const responses: Response[] = [];
		other.on("response", (response) => responses.push(response));
		await other.goto(`${desk.origin}/`, { waitUntil: "networkidle" });
		// Bodies are asked for here only: one that is asked for as the window closes fails where nobody waits for it.
		const bodies = await Promise.all(responses.map((response) => response.body()));
		const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
		const hosts = new Set(responses.map((response) => new URL(response.url()).host));
		expect(bytes).toBeLessThan(200 * 1024);
		expect([...hosts]).toEqual([new URL(desk.origin).host]);
		await context.close();
	});

	test("met no error in the console, no dialog and no refused script", () => {
		expect(troubles.filter((trouble) => !trouble.includes("404"))).toEqual([]);
	});
});

async function run(): Promise<void> {
	const { code, stdout, stderr } = await gouji(["run", "folders.json"], { cwd: folder });
	// The misread scan asks for attention.
	expect([1, 0], stdout + stderr).toContain(code);
}

function openDesk(): Promise<DeskProcess> {
	return startDesk(["folders.json", "--port", "0", "--name", "张敏"], folder);
}

/** A report as a hostile document could make it; a run writes its own files and leaves this one. */
async function addHostile(): Promise<void> {
	const path = join(folder, "output", "data", "reports", "bureau-2021-ruled.json");
	expect(existsSync(path)).toBe(true);
	const report = JSON.parse(await readFile(path, "utf8"));
	const script = "<script>window.hacked=1;alert(1)</script><img src=x onerror='window.hacked=1'>";
	report.title = script;
	report.issuer.name = `${script}局`;
	report.sections.overview = script;
	report.findings[0].message = script;
	report.findings[0].quotes = [{ place: "sections.overview", text: script }];
	report.cells[0].raw = `">${script}`;
	report.source.url = "javascript:window.hacked=1";
	await writeFile(join(folder, "output", "data", "reports", "hostile.json"), JSON.stringify(report));
}

/** The bytes behind a link of the page. */
async function downloaded(link: string): Promise<Uint8Array> {
	const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).first().click()]);
	return new Uint8Array(await readFile(await download.path()));
}

function finding(message: string) {
	return page.locator("[data-findings] a", { hasText: message });
}

/** What is highlighted on the page, and whether it lies on the paper and shows. */
async function highlighted() {
	await page.waitForLoadState("networkidle");
	return page.evaluate(() => {
		const rects = Array.from(document.querySelectorAll("rect.hit"));
		const actual = document.querySelector("rect.actual");
		const paper = actual?.closest(".paper")?.querySelector("img");
		const [place, sheet] = [actual?.getBoundingClientRect(), paper?.getBoundingClientRect()];
		return {
			actual: Array.from(document.querySelectorAll("rect.actual")).map((rect) => rect.getAttribute("data-path")),
			hits: rects.length,
			isOnPaper:
				paper instanceof HTMLImageElement &&
				paper.naturalWidth > 0 &&
				place !== undefined &&
				sheet !== undefined &&
				place.left > sheet.left &&
				place.right < sheet.right &&
				place.top > 0 &&
				place.bottom < window.innerHeight,
		};
	});
}
