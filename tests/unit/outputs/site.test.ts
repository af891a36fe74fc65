import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "cheerio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { Agency } from "../../../src/output/documents/site/agency.ts";
import { agencyKey, agencyPath } from "../../../src/output/documents/site/agency.ts";
import type { SearchMeta, SearchRow } from "../../../src/output/documents/site/search-index.ts";
import { bucketOf, searchFiles } from "../../../src/output/documents/site/search-index.ts";
import type { PublishedFile } from "../../../src/output/publish-site.ts";
import { publishSite } from "../../../src/output/publish-site.ts";
import { sampleReport } from "../../support/flagged.ts";

let output: string;
beforeAll(async () => {
	output = await mkdtemp(join(tmpdir(), "gouji-site-"));
	await mkdir(join(output, "data", "reports"), { recursive: true });
});
afterAll(() => rm(output, { recursive: true, force: true }));

async function put(
	file: string,
	name: string,
	year: number,
	change: (report: Record<string, unknown>) => void = () => {},
): Promise<PublishedFile> {
	const report = { ...structuredClone(sampleReport("bureau-2023-inconsistent")), year, issuer: { name } };
	change(report as unknown as Record<string, unknown>);
	const json = JSON.stringify(report);
	await writeFile(join(output, "data", "reports", file), json);
	return { issuer: name, name, file, digest: createHash("sha256").update(json).digest("hex") };
}

async function page(path: string) {
	return load(await readFile(join(output, "site", path), "utf8"));
}

/** Every file of the site with its number and time: both change when it is written. */
async function written(): Promise<Map<string, string>> {
	const entries = await readdir(join(output, "site"), { recursive: true, withFileTypes: true });
	const files = new Map<string, string>();
	for (const entry of entries) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const { ino, mtimeMs } = await stat(path);
		files.set(path.slice(output.length + 6), `${ino} ${mtimeMs}`);
	}
	return files;
}

describe("the public site", () => {
	const hostile = '<img src=x onerror=alert(1)>"局';

	test("shows an agency's years, charts, findings and downloads", async () => {
		const files = [
			await put("a-2022.json", "甲市教育局", 2022, (report) => {
				report.findings = [];
			}),
			await put("a-2023.json", "甲市教育局", 2023),
		];
		await publishSite(files, output, disclosureReport);
		const path = agencyPath(agencyKey("甲市教育局"));
		const $ = await page(`${path}.html`);
		expect($("h1").text()).toBe("甲市教育局");
		expect(
			$("tbody")
				.first()
				.find("tr")
				.toArray()
				.map((row) => $(row).find("td").first().text()),
		).toEqual(["2023", "2022"]);
		expect($("figure > svg")).toHaveLength(3);
		expect($("figure > svg").first().attr("aria-label")).toContain("本年新收 2022年33、2023年33");
		expect($("#y2023").text()).toContain("不一致 表四“行政复议”合计：1＋1＝2，表中为3，两者不等。");
		expect($("main").text()).toContain("2022年：未发现数字、文字之间不一致。");
		const json = JSON.parse(await readFile(join(output, "site", `${path}.json`), "utf8"));
		expect(json.reports[1].figures["requests.received.total"]).toBe(33);
		expect(await readFile(join(output, "site", `${path}.csv`), "utf8")).toContain(
			"requests.received.total,一、本年新收政府信息公开申请数量·总计,33,33",
		);
		for (const link of $("main a[href]")
			.toArray()
			.map((element) => $(element).attr("href") ?? "")) {
			if (/^(#|https?:)/.test(link)) continue;
			expect([link, (await stat(join(output, "site", path, "..", decodeURIComponent(link)))).isFile()]).toEqual([link, true]);
		}
	});

	test("has reports under the ids of the data set, and namesakes apart", async () => {
		const revised = (report: Record<string, unknown>) => Object.assign(report, { published_on: "2024-05-01", id: "later" });
		const name = "丁市教育局";
		const files = [
			await put("d-b.json", name, 2023, (report) => {
				revised(report);
				const [cell] = report.cells as { value: number }[];
				if (cell) cell.value += 1;
			}),
			await put("d-a.json", name, 2023),
			await put("d-c.json", name, 2023, (report) => Object.assign(report, { id: "copy" })),
		];
		const namesakes = [
			{ ...(await put("f1.json", "财政局", 2023)), issuer: "财政局@aaaaaaaa", name: "财政局（www.a.gov.cn）" },
			{ ...(await put("f2.json", "财政局", 2023)), issuer: "财政局@bbbbbbbb", name: "财政局（www.b.gov.cn）" },
		];
		await publishSite([...files, ...namesakes], output, disclosureReport);
		const { agencies } = JSON.parse(await readFile(join(output, "site", "data", "agencies.json"), "utf8"));
		expect(agencies.map((agency: Agency) => [agency.issuer_id, agency.name, agency.years.length])).toEqual([
			[name, name, 3],
			["财政局@aaaaaaaa", "财政局（www.a.gov.cn）", 1],
			["财政局@bbbbbbbb", "财政局（www.b.gov.cn）", 1],
		]);
		const path = agencyPath(agencyKey(name));
		const { issuer_id, reports } = JSON.parse(await readFile(join(output, "site", `${path}.json`), "utf8"));
		expect([issuer_id, reports.map(({ id, is_current }: Record<string, unknown>) => [id, is_current])]).toEqual([
			name,
			[
				[expect.stringMatching(/^丁市教育局-2023-v1-copy-/), false],
				[`${name}-2023-v1`, false],
				[`${name}-2023-v2`, true],
			],
		]);
		const csv = await readFile(join(output, "site", `${path}.csv`), "utf8");
		expect(csv.split("\r\n")[0]).toMatch(/^path,label,丁市教育局-2023-v1-copy-\w+,丁市教育局-2023-v1,丁市教育局-2023-v2$/);
		expect((await page(`${path}.html`))("tbody").first().text()).toMatch(
			/^2023(?!.*已有更正版.*2023.*已有更正版).*已有更正版.*副本/s,
		);
	});

	test("writes only what changes, and takes away what is gone", async () => {
		const first = [await put("a-2023.json", "甲市教育局", 2023), await put("b-2023.json", "乙县财政局", 2023)];
		await publishSite(first, output, disclosureReport);
		const before = await written();
		await publishSite(first, output, disclosureReport);
		expect(await written()).toEqual(before);
		await publishSite([...first, await put("b-2024.json", "乙县财政局", 2024)], output, disclosureReport);
		const after = await written();
		const changed = [...after].filter(([file, stamp]) => before.get(file) !== stamp).map(([file]) => file);
		expect(changed.filter((file) => file.startsWith("agency/")).every((file) => file.includes(agencyKey("乙县财政局")))).toBe(
			true,
		);
		expect(changed).not.toContain("assets/site.css");
		expect(changed).toContain("index.html");
		const orphan = join(output, "site", `${agencyPath("00ffffffffffffff")}.html`);
		await mkdir(join(orphan, ".."), { recursive: true });
		await writeFile(orphan, "of a run that was killed");
		await publishSite(first.slice(0, 1), output, disclosureReport);
		const left = [...(await written()).keys()];
		expect(left.filter((file) => file.startsWith("agency/"))).toHaveLength(3);
		expect(left.filter((file) => file.startsWith("browse/"))).toHaveLength(1);
	});

	test("keeps hostile names and texts inert, and runs nothing inline", async () => {
		const file = await put("h.json", hostile, 2023, (report) => {
			report.title = "<script>alert(1)</script>";
			Object.assign(report.source as object, { url: "javascript:alert(1)", page_url: "data:text/html,x" });
		});
		await publishSite([file], output, disclosureReport);
		const pages = [...(await written()).keys()].filter((name) => name.endsWith(".html"));
		expect(pages.length).toBeGreaterThan(3);
		for (const name of pages) {
			const $ = await page(name);
			expect([name, $("img, script:not([src]), style, [style], [onerror]").length]).toEqual([name, 0]);
			expect($('meta[http-equiv="Content-Security-Policy"]').attr("content")).toContain("script-src 'self'");
			for (const element of $("a[href]").toArray()) expect($(element).attr("href")).not.toMatch(/^(javascript|data):/i);
		}
	});

	test("reads nothing outside its folders from a list that somebody changed", async () => {
		const victim = join(output, "victim.html");
		await writeFile(victim, "x");
		await mkdir(join(output, "site", "data"), { recursive: true });
		const forged = [{ key: "../../victim", name: "x", digest: "", years: [] }];
		await writeFile(join(output, "site", "data", "agencies.json"), JSON.stringify({ agencies: forged }));
		await publishSite([await put("a-2023.json", "甲市教育局", 2023)], output, disclosureReport);
		expect(await readFile(victim, "utf8")).toBe("x");
	});
});

describe("the search index", () => {
	const agencyOf = (name: string): Agency => ({
		key: agencyKey(name),
		issuer_id: name,
		name,
		digest: "",
		years: [[2023, "verified", 1, 0, 0]],
	});
	const names = Array.from({ length: 1500 }, (_, i) => `第${i}县教育局`);
	const files = searchFiles([...names, "青石市水务局"].map(agencyOf));
	const meta = JSON.parse(files.get("meta.json") ?? "") as SearchMeta;

	test("finds a name by any pair of its characters, in small files", () => {
		const bucket = JSON.parse(files.get(`${bucketOf("石市", meta.buckets)}.json`) ?? "") as Record<string, SearchRow[]>;
		expect(bucket.石市).toEqual([["青石市水务局", agencyKey("青石市水务局"), 2023, 1, 1]]);
		expect(Math.max(...[...files.values()].map((text) => text.length))).toBeLessThan(120_000);
	});

	test("splits the names of frequent pairs", () => {
		expect(meta.common).toEqual({ 教育: 2, 育局: 2, 县教: 2 });
		const pages = [0, 1].map((i) => JSON.parse(files.get(`common/6559-80b2-${i}.json`) ?? "") as SearchRow[]);
		expect(pages.map((rows) => rows.length)).toEqual([1000, 500]);
	});
});
