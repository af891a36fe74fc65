import { load } from "cheerio";
import { expect, test } from "vitest";
import type { CoverageLine } from "../../../src/output/documents/desk-lines.ts";
import { renderPrintable } from "../../../src/output/documents/printable-page.ts";
import { flaggedSample, sampleReport } from "../../support/flagged.ts";

const line = (issuer: string, state: CoverageLine["state"]): CoverageLine => ({
	...{
		issuer,
		region: "",
		level: "",
		year: 2023,
		state,
		signedOn: "",
		publishedOn: "",
		deadline: "2024-01-31",
		reading: "",
		errors: 0,
		warnings: 0,
	},
});

test("the printable summary counts, names who is late, and tells findings; texts are escaped", () => {
	const hostile = "<img src=x onerror=alert(1)>";
	const { findings } = flaggedSample(sampleReport("bureau-2023-inconsistent"), ["A04"]);
	const page = renderPrintable({
		...{ title: "核查摘要", scope: hostile, madeOn: "2026-01-08", hasRoster: true, isCut: true },
		coverage: [line("甲局", "published"), line("乙局", "late"), line(hostile, "missing"), line("丁局", "due")],
		findings: findings.map((finding) => ({ ...finding, basis: hostile })),
	});
	const $ = load(page);
	expect(
		$(".counts td")
			.toArray()
			.map((cell) => $(cell).text()),
	).toEqual(["2", "1", "1", "0", "0", "1", "5", "5", "0"]);
	expect(
		$("h2")
			.toArray()
			.map((heading) => $(heading).text()),
	).toEqual(["未按期公布", "问题"]);
	expect($("ol li")).toHaveLength(5);
	expect($("ol").text()).toContain("1＋1＝2，表中为3，两者不等。（第2页）");
	expect($("ol").text()).toContain("已确认（王芳，2026-01-08）");
	expect($("main").text()).toContain("只列出其中一部分");
	expect($("img, script")).toHaveLength(0);
});
