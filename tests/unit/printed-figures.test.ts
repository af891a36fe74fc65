import { expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import { reportHtml } from "../../samples/make/page.ts";
import { readFlow } from "../../src/reading/read-flow.ts";

const figures = consistentFigures(11, "2021", 3000);
const text = { issuer: "榕溪区水务局", year: 2023, signedOn: "2024-01-18" };
const pageOf = (printed: Readonly<Record<string, string>> = {}) => reportHtml(figures, { edition: "2021", printed }, text, {});

function read(html: string): Report {
	const bytes = new TextEncoder().encode(html);
	const document = readFlow(bytes, { media: "html", contentType: "", signs: disclosureReport.sources });
	return disclosureReport.map(document).publish({ file: "x", sha256: "0".repeat(64), bytes: 1 }) as unknown as Report;
}

const cellAt = (report: Report, path: string) => report.cells.find((cell) => cell.path === path);
const FEES = "proactive.fees.amount";
const HEADING = "本年收费金额（单位：万元）";

test.each([
	["265.86", HEADING, 265.86, "万元", "heading"],
	["39500000.00元", HEADING, 3950, "元", "cell"],
	["12500元", HEADING, 1.25, "元", "cell"],
	["2658600", "本年收费金额（单位：元）", 265.86, "元", "heading"],
	["0.026586", "本年收费金额（亿元）", 265.86, "亿元", "heading"],
	["2658.6", "本年收费金额（单位：千元）", 265.86, "千元", "heading"],
	["1.2万", "本年收费金额（单位：元）", 1.2, "万", "cell"],
	["¥2,658,600.00", "本年收费金额", 265.86, "元", "cell"],
	["265.86", "本年收费金额", 265.86, null, "none"],
] as const)("%s under %s is %d in 10,000 yuan", (printed, heading, value, unit, from) => {
	const report = read(pageOf({ [FEES]: printed }).replace(HEADING, heading));
	expect(report.tables.proactive).toMatchObject({ fees: { amount: value } });
	expect(cellAt(report, FEES)).toMatchObject({ value, unit, unit_from: from, raw: printed });
});

test("a line over the table states the unit where nothing nearer does", () => {
	const html = pageOf({ [FEES]: "2658600" })
		.replace(HEADING, "本年收费金额")
		.replace("<table", "<p>单位：件、元</p><table");
	expect(cellAt(read(html), FEES)).toMatchObject({ value: 265.86, unit: "元", unit_from: "caption", printed: 2_658_600 });
});

test("counts have no unit of money", () => {
	expect(cellAt(read(pageOf()), "proactive.licensing.decisions")).not.toHaveProperty("unit");
});

const TOTAL = "requests.received.total";

test("groups of digits are figures where a sum proves them, and elsewhere in the same document", () => {
	const total = figures[TOTAL] ?? 0;
	const grouped = String(total)
		.replace(/(?=(?:\d{3})+$)/g, ".")
		.replace(/^\./, "");
	const report = read(pageOf({ [TOTAL]: grouped, "proactive.licensing.decisions": "6.267" }));
	expect(total).toBeGreaterThan(999);
	expect(cellAt(report, TOTAL)).toMatchObject({ value: total, confidence: 1 });
	expect(cellAt(report, "proactive.licensing.decisions")).toMatchObject({ value: 6267, confidence: 1 });
});

test("a point in a count that nothing proves leaves a doubt, and no error of the organ", () => {
	const report = read(pageOf({ "proactive.licensing.decisions": "6.267" }));
	expect(cellAt(report, "proactive.licensing.decisions")).toMatchObject({ value: 6267, doubt: "grouping", confidence: 0.8 });
	expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("two figures in a cell are none, and nothing is said against the organ for them", () => {
	const report = read(pageOf({ [TOTAL]: "12 43", "proactive.licensing.decisions": "2745 2714" }));
	for (const path of [TOTAL, "proactive.licensing.decisions"])
		expect(cellAt(report, path)).toMatchObject({ value: null, state: "unreadable", doubt: "two-figures" });
	expect(report.quality.status).toBe("needs_review");
	expect(report.findings.filter(({ verdict, severity }) => verdict === "broken" && severity === "error")).toEqual([]);
});

test("a cell that is seen to hold no number is an error", () => {
	const { findings } = read(pageOf({ "proactive.licensing.decisions": "较多" }));
	expect(findings.find(({ rule }) => rule.startsWith("S10"))).toMatchObject({ verdict: "broken", severity: "error" });
});

test("a row whose label is blank is read by its place, in doubt", () => {
	const report = read(pageOf({ "proactive.regulations.issued": "3" }).replace(/(<td[^>]*>)规章(?=<\/td>)/, "$1"));
	expect(cellAt(report, "proactive.regulations.issued")).toMatchObject({ value: 3, confidence: 0.5 });
	expect(report.quality.reasons.map(({ code }) => code)).toContain("rows-by-place");
});
