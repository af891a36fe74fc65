import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleAsHtml } from "../site/pages.ts";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { gouji } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-archive-"));
const LIST = "/zfxxgknb/";
let site: Site;

interface Finding {
	readonly rule: string;
	readonly verdict: string;
	readonly severity: string;
	readonly message: string;
}

beforeAll(async () => {
	site = await startSite({});
	writeFileSync(
		join(folder, "nightly.yaml"),
		JSON.stringify({
			sources: [{ id: "city", kind: "list", url: `${site.origin}${LIST}` }],
			roster: [
				{ name: "青石市人民政府", level: "city", deadline: "03-31" },
				{ name: "青石市教育局", aliases: ["青石市教育体育局"], level: "city", parent: "青石市人民政府" },
				{ name: "青石市水务局", level: "city", parent: "青石市人民政府" },
			],
			roster_from: 2023,
			rules: { S18: { off: true }, L07: { severity: "error" } },
			politeness: { delay_seconds: 0.01 },
			private_hosts: ["127.0.0.1"],
		}),
	);
});

afterAll(async () => {
	await site.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Publishes reports on the list, newest first, each as a page that states its day. */
async function publish(
	reports: readonly { readonly issuer: string; readonly year: number; readonly day: string }[],
): Promise<void> {
	const html = await sampleAsHtml("bureau-2023-inconsistent");
	const links = reports.map(({ issuer, year, day }, i) => {
		const path = `${LIST}${i}-${year}.html`;
		const page = html
			.replaceAll("青石市教育局", issuer)
			.replaceAll("2023年", `${year}年`)
			.replaceAll("2024年", `${year + 1}年`)
			.replace("<head>", `<head><meta name="PubDate" content="${day} 09:30">`);
		site.set(path, { body: page });
		return `<li><a href="${path}">${issuer}${year}年政府信息公开工作年度报告</a><span>${day}</span></li>`;
	});
	site.set(LIST, {
		body: `<html><head><meta charset="utf-8"><title>政府信息公开年报_青石市</title></head><body><ul>${links.join("")}</ul></body></html>`,
	});
}

async function night(): Promise<ReadonlyMap<string, readonly Finding[]>> {
	const { stdout, stderr } = await gouji(["run", "nightly.yaml", "--json"], { cwd: folder });
	expect(stdout, stderr).not.toBe("");
	const reports = join(folder, "output", "data", "reports");
	return new Map(
		readdirSync(reports).map((name) => {
			const report = JSON.parse(readFileSync(join(reports, name), "utf8")) as {
				issuer: { name: string };
				year: number;
				findings: readonly Finding[];
			};
			return [`${report.issuer.name} ${report.year}`, report.findings] as const;
		}),
	);
}

const codes = (findings: readonly Finding[] | undefined, verdict = "broken") =>
	(findings ?? [])
		.filter((finding) => finding.verdict === verdict && finding.severity !== "info")
		.map(({ rule }) => rule.slice(0, 3));

describe("reports are checked with all that the archive knows", { timeout: 180_000 }, () => {
	test("a report alone, published in time: nothing is said of years, places or days", async () => {
		await publish([{ issuer: "青石市教育体育局", year: 2022, day: "2023-01-20" }]);
		const [findings] = [...(await night()).values()];
		expect(codes(findings)).toEqual(["A01", "A02", "A04"]);
	});

	test("the next year under another name, the government and a missing organ: each is seen beside the others", async () => {
		await publish([
			{ issuer: "青石市人民政府", year: 2023, day: "2024-03-20" },
			{ issuer: "青石市教育局", year: 2023, day: "2024-02-20" },
			{ issuer: "青石市教育体育局", year: 2022, day: "2023-01-20" },
		]);
		const found = await night();
		const bureau = found.get("青石市教育局 2023") ?? [];
		// Carried out of 2022 is not what is carried into 2023; words and figures are those of the year before.
		expect(codes(bureau)).toEqual(expect.arrayContaining(["Y01", "Y05", "D01", "D06"]));
		expect(bureau.find(({ rule }) => rule.startsWith("D01"))?.message).toBe("应于2024-01-31前公布，公布日期为2024-02-20。");
		const government = found.get("青石市人民政府 2023") ?? [];
		expect(codes(government)).toContain("G05");
		expect(government.find(({ rule }) => rule.startsWith("G05"))?.message).toContain("青石市水务局");
		expect(codes(government)).not.toContain("D02");
		expect([...found.values()].flat().filter(({ rule }) => rule.startsWith("S18"))).toEqual([]);
		expect(codes(found.get("青石市教育体育局 2022"))).toEqual(["A01", "A02", "A04"]);
	});

	test("a link that is dead is doubted, and the report stays", async () => {
		site.set(`${LIST}1-2023.html`, { status: 404, body: "not found" });
		const found = await night();
		expect(codes(found.get("青石市教育局 2023"), "undetermined")).toContain("P04");
		expect(found.size).toBe(3);
	});
});
