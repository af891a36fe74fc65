import { rm, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recount } from "../../../src/review/search-index/fill.ts";
import { parseFilters } from "../../../src/review/search-index/filters.ts";
import {
	countFindings,
	countReports,
	findIssuers,
	findingsOf,
	listFindings,
	listReports,
} from "../../../src/review/search-index/lists.ts";
import { choicesOf, coverageBy, rulesFound } from "../../../src/review/search-index/overview.ts";
import { owedInView } from "../../../src/review/search-index/owed.ts";
import type { TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";

const SAMPLES = ["bureau-2021-ruled", "bureau-2023-inconsistent", "county-2022-hybrid", "bureau-2023-scanned"];
let given: TestDesk;
beforeEach(async () => {
	given = await testDesk([
		{ name: "青石市教育局", level: "county", deadline: "01-10" },
		{ name: "青石市财政局", level: "county" },
		{ name: "榕溪镇人民政府", level: "township", parent: "云浦区人民政府" },
	]);
	for (const sample of SAMPLES)
		await given.publish(sample, (report) => Object.assign(report.source, { page_date: "2024-01-18" }));
	await given.desk.refresh();
});
afterEach(() => given.remove());

describe("the index", () => {
	test("counts what lists hold, for every filter that the address bar can have", () => {
		const { index } = given.desk;
		const { years, regions, levels, rules } = choicesOf(index);
		const queries: Record<string, string>[] = [
			{},
			...years.map((year) => ({ year: String(year) })),
			...regions.filter((region) => region !== "").map((region) => ({ region })),
			...levels.filter((level) => level !== "").map((level) => ({ level })),
			...rules.map((rule) => ({ rule })),
			...["error", "warn", "info", "undetermined"].map((severity) => ({ severity })),
			{ state: "todo" },
			{ cause: "reading" },
			{ cause: "report", year: "2023", state: "open" },
			{ q: "教育" },
			{ status: "verified", severity: "error" },
			{ flag: "flagged" },
		];
		for (const query of queries) {
			const filters = parseFilters(query);
			expect([query, countFindings(index, filters)]).toEqual([query, listFindings(index, filters, { limit: 1000 }).length]);
			expect([query, countReports(index, filters)]).toEqual([query, listReports(index, filters, { limit: 1000 }).length]);
		}
	});

	test("pages through findings without leaving one out or showing one twice, forwards and back", () => {
		const { index } = given.desk;
		const all = listFindings(index, {}, { limit: 1000 });
		const paged: number[] = [];
		for (let after: (typeof all)[number] | undefined; ; ) {
			const page = listFindings(index, {}, { after, limit: 3 });
			if (page.length === 0) break;
			paged.push(...page.map(({ id }) => id));
			after = page.at(-1);
		}
		expect(paged).toEqual(all.map(({ id }) => id));
		const back = listFindings(index, {}, { after: all[5], backwards: true, limit: 3 });
		expect(back.map(({ id }) => id)).toEqual(all.slice(2, 5).map(({ id }) => id));
	});

	test.each([
		["教育", "青石市教育局"],
		["局", "青石市教育局"],
		["青石教育", "青石市教育局"],
		[" 青石 教育 ", "青石市教育局"],
		["石桥", "石桥县人民政府"],
		["％", undefined],
		["%", undefined],
		["_", undefined],
	])("finds issuers by %j", (q, name) => {
		const names = findIssuers(given.desk.index, q).map((issuer) => issuer.name);
		if (name) expect(names).toContain(name);
		else expect(names).toEqual([]);
	});

	test("tells who published, who is late and who owes, by region", () => {
		const { index } = given.desk;
		const regions = new Map(coverageBy(index, "region", {}).map((row) => [row.group, row]));
		// Its report of 2023 was published on 2024-01-18, after this roster's deadline; that of 2025 is owed by both bureaus.
		expect(regions.get("青石市")).toMatchObject({ published: 1, late: 1, flagged: 1, verified: 1, missing: 2, unseen: 2 });
		expect(regions.get("云浦区")).toMatchObject({ published: 1, late: 1, flagged: 0, missing: 1 });
		expect(owedInView(index, { region: "青石市" }).map(({ issuer }) => issuer)).toEqual(["青石市教育局", "青石市财政局"]);
	});

	test("takes in what changed, takes out what is gone, and leaves the rest", async () => {
		const { desk } = given;
		const before = findingsOf(desk.index, "bureau-2021-ruled.json").map(({ id }) => id);
		expect(await desk.refresh()).toEqual({ changed: 0, removed: 0 });
		await given.publish("bureau-2023-inconsistent", (report) => {
			report.title = "改过的标题";
		});
		await given.publish("province-2025-landscape");
		expect(await desk.refresh()).toEqual({ changed: 2, removed: 0 });
		expect(findingsOf(desk.index, "bureau-2021-ruled.json").map(({ id }) => id)).toEqual(before);
		expect(listReports(desk.index, { q: "青石" })[0]?.title).toBe("改过的标题");
	});

	test("keeps its counts with every change as counting everything anew gives them", async () => {
		const { desk, publish, folder } = given;
		await publish("bureau-2023-inconsistent", (report) => {
			Object.assign(report.source, { page_date: "2024-01-02" });
		});
		await publish("township-2020-all-zero");
		await rm(`${folder}/output/data/reports/county-2022-hybrid.json`);
		await desk.refresh();
		const row = findingsOf(desk.index, "bureau-2023-inconsistent.json")[0];
		const wish = { fingerprint: row?.fingerprint ?? "", figures: row?.figures ?? "", expected: 0, text: "", about: "" };
		desk.decide({ ...wish, action: "ask" }, { who: "张", at: "2026-01-10T00:00:00.000Z" });
		const organ = row?.issuer ?? "";
		desk.assign([organ, "石桥县人民政府"], "王芳");
		desk.assign([organ], "李强");
		await given.publish("bureau-2023-inconsistent", (report) => Object.assign(report, { title: "另一个标题" }));
		await desk.refresh();
		desk.assign(["石桥县人民政府"], "");
		const counts = () => [
			desk.index.all("select * from load_tally where reports + todo + errors > 0 order by reviewer"),
			desk.index.all("select * from coverage where published + missing > 0 order by level, year, region"),
			desk.index.all("select * from finding_tally where n <> 0 order by 1, 2, 3, 4, 5, 6, 7"),
		];
		const kept = counts();
		expect(kept[0]).toMatchObject([{ reviewer: "李强", reports: 1 }]);
		recount(desk.index);
		expect(kept).toEqual(counts());
	});

	test("lists a file that is no report as trouble, and the others as ever", async () => {
		await writeFile(`${given.folder}/output/data/reports/broken.json`, "{");
		expect(await given.desk.refresh()).toEqual({ changed: 1, removed: 0 });
		expect(given.desk.index.all("select name from trouble")).toEqual([{ name: "broken.json" }]);
		expect(countReports(given.desk.index, {})).toBe(SAMPLES.length);
		expect(await given.desk.refresh()).toEqual({ changed: 0, removed: 0 });
	});
});

describe("decisions on the desk", () => {
	const by = { who: "张", at: "2026-01-10T00:00:00.000Z" };
	const decide = (fingerprint: string, figures: string, expected = 0) =>
		given.desk.decide({ fingerprint, figures, expected, action: "confirm", text: "", about: "" }, by);

	test("move the finding in every count, stand after a run, and come up again when the figures change", async () => {
		const { desk, publish } = given;
		const row = findingsOf(desk.index, "bureau-2023-inconsistent.json").find(({ rule }) => rule.startsWith("A04"));
		decide(row?.fingerprint ?? "", row?.figures ?? "");
		const states = () =>
			findingsOf(desk.index, "bureau-2023-inconsistent.json").find(({ rule }) => rule.startsWith("A04"))?.state;
		const counted = () => rulesFound(desk.index, { rule: row?.rule })[0];
		expect([states(), counted()]).toMatchObject(["confirmed", { n: 1, todo: 0, confirmed: 1 }]);
		await publish("bureau-2023-inconsistent", (report) => {
			report.title = "同样的数字";
		});
		await desk.refresh();
		expect([states(), counted()]).toMatchObject(["confirmed", { n: 1, todo: 0, confirmed: 1 }]);
		await publish("bureau-2023-inconsistent", (report) => {
			const figures = report.tables.remedies?.review;
			if (figures) figures.total = 7;
			const cell = report.cells.find(({ path }) => path === "remedies.review.total");
			if (cell) Object.assign(cell, { value: 7, raw: "7" });
		});
		await desk.refresh();
		expect([states(), counted()]).toMatchObject(["reopened", { n: 1, todo: 1, confirmed: 0 }]);
	});
});

describe("corrections", () => {
	test("replace a misread figure, are checked at once, keep the raw reading, and can be withdrawn", async () => {
		const { desk, publish } = given;
		await publish("bureau-2023-scanned", (report) => misread(report, "remedies.review.total", 8));
		await desk.refresh();
		const name = "bureau-2023-scanned.json";
		const sums = () => findingsOf(desk.index, name).filter(({ rule }) => rule.startsWith("A04"));
		expect(sums()).toMatchObject([{ cause: "reading", verdict: "undetermined", state: "open" }]);
		const sha256 = listReports(desk.index, { q: "松风" })[0]?.sha256 ?? "";
		const wish = {
			at: "2026-01-10T00:00:00.000Z",
			who: "张",
			sha256,
			path: "remedies.review.total",
			value: 6,
			before: 8,
			reason: "对照原件",
			is_withdrawn: 0 as const,
		};
		expect(await desk.correct(wish, 0)).toBe(true);
		expect(sums()).toEqual([]);
		expect(await desk.correct({ ...wish, value: 5 }, 0)).toBe(false);
		const both = await desk.reportOf(name);
		const figureOf = (cells: { path: string; value: number | null; raw: string }[] = []) =>
			cells.find(({ path }) => path === "remedies.review.total");
		expect(figureOf(both?.report.cells)).toMatchObject({ value: 6, raw: "8", confidence: 1 });
		expect(figureOf(both?.asRead.cells)).toMatchObject({ value: 8, raw: "8", confidence: 0.5 });
		// The next run publishes the raw reading again: the correction stands.
		await publish("bureau-2023-scanned", (report) => {
			misread(report, "remedies.review.total", 8);
			report.title = "又读了一遍";
		});
		await desk.refresh();
		expect(sums()).toEqual([]);
		expect(await desk.correct({ ...wish, is_withdrawn: 1 }, 1)).toBe(true);
		expect(sums()).toHaveLength(1);
		expect(desk.corrections.historyOf(sha256)).toHaveLength(2);
	});
});
