import { expect, test } from "vitest";
import type { SummaryEntry } from "../../src/output/documents/summary-page.ts";
import { renderSummary } from "../../src/output/documents/summary-page.ts";

function entryOf(i: number, isBrief: boolean): SummaryEntry {
	const finding = {
		rule: "A01",
		severity: "error",
		verdict: "broken",
		message: `第${i}条`,
		cells: [],
		basis: "",
		cause: "report",
	};
	return {
		path: `${i}.pdf`,
		report: {
			id: `report-${i}`,
			title: `标题${i}`,
			year: 2024,
			issuer: { name: `<b>第${i}局` },
			quality: { status: "verified", cells_read: 1, cells_expected: 1 },
			findings: [finding],
		},
		attention: i % 2 === 1,
		isBrief,
	};
}

test("a page of very many reports has those that need attention first, and stays a page", () => {
	const page = renderSummary(
		Array.from({ length: 10_000 }, (_, i) => entryOf(i, i >= 10)),
		(path) => path,
	);
	expect(page.length).toBeLessThan(4_000_000);
	expect(page).toContain("共10000份文件，5000份需要人工查看。本页列出其中5000份。另有4995份只列数目");
	expect(page).toContain("9999.pdf");
	expect(page).not.toContain("9998.pdf");
	// The findings of the brief ones are counted only.
	expect(page).toContain("第9条");
	expect(page).not.toContain("第11条");
	expect(page).not.toContain("<b>");
});

test("the public page tells nobody where files lie on this machine", () => {
	const told = [
		"file:///srv/in/%E6%9D%BE%E5%B2%AD.pdf",
		"/srv/in/a.pdf",
		"C:\\in\\b.pdf",
		"in/c.pdf",
		"https://x.gov.cn/d.pdf",
	].map((path, i) => ({ ...entryOf(i, false), path }));
	const page = renderSummary(told, (path) => path);
	expect(page).not.toMatch(/file:|\/srv|C:/);
	for (const shown of [">松岭.pdf<", ">a.pdf<", ">b.pdf<", ">in/c.pdf<", 'href="https://x.gov.cn/d.pdf"'])
		expect(page).toContain(shown);
	expect(page).toContain('<link rel="stylesheet" href="assets/site.css">');
});
