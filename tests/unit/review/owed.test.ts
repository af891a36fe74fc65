import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bulletinOf } from "../../../src/review/desk/bulletin.ts";
import { coverageLines } from "../../../src/review/desk/outputs.ts";
import { inBulk, putOwed } from "../../../src/review/search-index/fill.ts";
import { coverageBy } from "../../../src/review/search-index/overview.ts";
import { unreadInView } from "../../../src/review/search-index/owed.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

/** The words of a Word document. */
function renderedText(docx: Uint8Array): string {
	return strFromU8(unzipSync(docx)["word/document.xml"] ?? new Uint8Array()).replaceAll(/<[^>]*>/g, "");
}

const unread = {
	...{ url: "https://town.example.gov.cn/2025.pdf", title: "松岭镇人民政府2025年政府信息公开工作年度报告", source: "town" },
	...{ issuer: "", year: 2025, reason: "damaged-pdf", detail: "The PDF cannot be opened: <b>Invalid</b>" },
};
let given: TestDesk;
let server: DeskServer;

/** What a night told: one whole look, one that was not, and a document that could not be read. */
async function tellAccount(): Promise<void> {
	const seen = (issuer: string, seenWhole: boolean) => ({ issuer, year: 2025, seenWhole });
	const owed = [seen("松岭镇人民政府", true), seen("丰野市财政局", true), seen("丰野市水利局", false)];
	await mkdir(join(given.folder, "output", "data"), { recursive: true });
	await writeFile(join(given.folder, "output", "data", "owed.json"), JSON.stringify({ owed, unread: [unread] }));
}

beforeAll(async () => {
	given = await testDesk(
		[
			{ name: "松岭镇人民政府", parent: "丰野市人民政府" },
			{ name: "丰野市财政局" },
			{ name: "丰野市水利局" },
			{ name: "青石市教育局", aliases: ["青石教育局"] },
		],
		2025,
	);
	await given.publish("bureau-2023-inconsistent", (report) => Object.assign(report, { year: 2025 }));
	await given.publish(
		"bureau-2023-inconsistent",
		(report) => Object.assign(report, { year: 2024, issuer: { name: "青石教育局" } }),
		"older.json",
	);
	await tellAccount();
	await given.desk.refresh();
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
});
afterAll(async () => {
	server.close();
	await given.remove();
});

describe("one record for every owed report", () => {
	test("a report that was found and not read is neither missing nor scored, in any view", async () => {
		const lines = coverageLines(given.desk, { year: 2025 });
		expect(Object.fromEntries(lines.map(({ issuer, state }) => [issuer, state]))).toEqual({
			青石市教育局: "published",
			松岭镇人民政府: "unread",
			丰野市财政局: "missing",
			丰野市水利局: "unseen",
		});
		const { text } = await server.ask("/unread");
		expect(text).toContain("PDF文件损坏，打不开");
		const detail = await server.ask(`/unread/document?url=${encodeURIComponent(unread.url)}`);
		expect(detail.text).toContain("不按“未公布”处理");
		expect([detail.text.includes("<b>Invalid"), detail.text.includes("&lt;b&gt;Invalid")]).toEqual([false, true]);
		expect((await server.ask("/unread/document?url=x")).status).toBe(404);
	});

	test("the overview's tables tell what was not seen whole and not read apart from what is not there", async () => {
		const { text } = await server.ask("/?year=2025");
		for (const [name, published] of [
			["历年表", 2],
			["层级表", 1],
		] as const) {
			const [, table = ""] = new RegExp(`aria-label="${name}">([\\s\\S]*?)</table>`).exec(text) ?? [];
			const cellsOf = (part: string) =>
				[...part.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell.replaceAll(/<[^>]*>/g, "").trim());
			const [head = [], ...rows] = [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => cellsOf(row));
			const sum = (column: string) => rows.reduce((all, row) => all + Number(row[head.indexOf(column)]), 0);
			expect([sum("已公布"), sum("未发现"), sum("来源未看全"), sum("未能读取")]).toEqual([published, 1, 1, 1]);
			expect(head).not.toContain("未到期");
		}
	});

	test("figures of all views agree", async () => {
		const [all] = coverageBy(given.desk.index, "year", { year: 2025 });
		const lines = coverageLines(given.desk, { year: 2025 });
		const count = (...states: string[]) => lines.filter(({ state }) => states.includes(state)).length;
		expect(all).toMatchObject({
			published: count("published", "late"),
			late: count("late"),
			missing: count("missing", "unseen", "due"),
			unseen: count("unseen"),
			undue: count("due"),
			unread: count("unread"),
		});
		const api = JSON.parse((await server.ask("/api/overview?year=2025")).text) as { owed: { state: string }[] };
		expect(api.owed.map(({ state }) => state).sort()).toEqual(["not-found", "not-found", "unread"]);
		const { text } = await server.ask("/outputs/summary.html?year=2025");
		const counts = [...text.matchAll(/<td>(\d+)<\/td>/g)].map(([, n]) => Number(n)).slice(0, 6);
		expect(counts).toEqual([all?.published, all?.late, 1, all?.unread, all?.unseen, all?.undue]);
		expect(unreadInView(given.desk.index, { q: "松岭" })).toHaveLength(1);
	});

	test("an organ under two names is one", async () => {
		const { text } = await server.ask("/report/older.json");
		expect(text).toContain("报告自称“青石教育局”");
		expect(text).toContain('aria-label="各年报告"');
		const { items } = JSON.parse((await server.ask("/api/issuers")).text) as { items: { name: string }[] };
		expect(items.map(({ name }) => name).filter((name) => name.includes("青石"))).toEqual(["青石市教育局"]);
	});

	test("what another day or night makes of it is told without a changed report", async () => {
		await writeFile(join(given.folder, "output", "data", "owed.json"), "{cut");
		expect(await given.desk.refresh()).toEqual({ changed: 0, removed: 0 });
		const [all] = coverageBy(given.desk.index, "year", { year: 2025 });
		expect(all).toMatchObject({ missing: 3, unseen: 3, unread: 0 });
		await tellAccount();
		await given.desk.refresh();
		expect(coverageBy(given.desk.index, "year", { year: 2025 })[0]).toMatchObject({ missing: 2, unseen: 1, unread: 1 });
	});
});

test("without a roster nothing is told of who did not publish", async () => {
	const bare = await testDesk();
	await bare.publish("bureau-2021-ruled");
	const pages = await serveTestDesk(bare, { name: "王芳", role: "reviewer" });
	try {
		const [overview, owed] = await Promise.all(["/", "/owed"].map(async (path) => (await pages.ask(path)).text));
		expect(owed).toContain("配置中没有机关名录");
		expect(overview).toContain("配置中没有机关名录");
		expect(overview).not.toContain("份未发现");
		const printed = renderedText(bulletinOf(bare.desk, {}, { scope: "", today: "2026-01-10" }));
		expect(printed).toContain("没有机关名录，应公布份数不详");
		expect(printed).not.toContain("未发现0份");
	} finally {
		pages.close();
		await bare.remove();
	}
});

test("the bulletin counts all reports of a view, however many there are, and says which groups it leaves out", async () => {
	const many = await testDesk([{ name: "丰野市财政局" }], 2024);
	try {
		const report = { basis: "", deadline: "2025-01-31", level: "department", state: "not-found", seenWhole: true } as const;
		const owed = Array.from({ length: 20_050 }, (_, i) => ({
			...{ ...report, issuer: `第${i % 50}市财政局`, year: 2000 + Math.floor(i / 50), region: `第${i % 50}市` },
		}));
		await inBulk(many.desk.index, async () => many.desk.index.whole(() => putOwed(many.desk.index, owed)));
		const printed = renderedText(bulletinOf(many.desk, {}, { scope: "", today: "2026-01-10" }));
		expect(printed).toContain("应公布年度报告20050份，已公布0份");
		expect(printed).toContain("未发现20050份");
		expect(printed).toContain("其余38个地区从略");
		const pages = await serveTestDesk(many, { name: "王芳", role: "reviewer" });
		const told = await Promise.all(["/outputs", "/outputs/details.html"].map(async (path) => (await pages.ask(path)).text));
		pages.close();
		expect(told[0]).toContain("共20,050份");
		expect(told[1]).toContain("只列出其中一部分");
	} finally {
		await many.remove();
	}
});
