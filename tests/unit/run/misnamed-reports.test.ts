import { expect, test } from "vitest";
import { regionOf } from "../../../pipelines/disclosure-report/read/region.ts";
import type { Entry } from "../../../src/nightly/entries.ts";
import { misnamedReports } from "../../../src/nightly/misnamed-reports.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";

const roster = [
	{ name: "石桥市信访局", aliases: [] },
	{ name: "石桥市商务局", aliases: ["市商务局"] },
	{ name: "石桥市人民政府", aliases: [] },
	{ name: "石桥市人民政府办公室", aliases: [], parent: "石桥市人民政府" },
];
const tools = { config: { roster }, pipeline: { regionOf } } as unknown as NightlyTools;

function linesOf(title: string, issuer: string, more: object = {}): string[] {
	const reference = { url: "https://a.example/1.pdf", source: "s", kind: "pdf", title, issuer: null, year: 2025 };
	const entry = { reference, outcome: { report: "r", issuer, year: 2025, code: null }, ...more } as unknown as Entry;
	return misnamedReports([entry], tools).map(({ detail }) => detail);
}

test("a report that a list calls another organ's is told by both names", () => {
	expect(linesOf("石桥市信访局2025年政府信息公开工作年度报告", "石桥市商务局")).toEqual([
		"it is listed as 石桥市信访局's, and names 石桥市商务局: look which is right, and tell the site",
	]);
});

test.each([
	["one organ under two names", "市商务局2025年政府信息公开工作年度报告", "石桥市商务局"],
	["a government and its office", "石桥市人民政府2025年政府信息公开工作年度报告", "石桥市人民政府办公室"],
	["a title without an organ", "2025年政府信息公开工作年度报告", "石桥市商务局"],
	["an organ that the roster does not have", "石桥市信访局2025年政府信息公开工作年度报告", "石桥市林业局"],
])("%s is nobody's mistake", (_, title, issuer) => {
	expect(linesOf(title, issuer)).toEqual([]);
});

test("what is held or a copy is told as that", () => {
	const title = "石桥市信访局2025年政府信息公开工作年度报告";
	expect(linesOf(title, "石桥市商务局", { sameAs: "https://a.example/2.pdf" })).toEqual([]);
	expect(linesOf(title, "石桥市商务局", { held: { reason: "other-issuer", claimed: "石桥市商务局", expected: [] } })).toEqual([]);
});
