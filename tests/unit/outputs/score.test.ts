import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { GoujiError } from "../../../src/model/errors.ts";
import { parseScheme } from "../../../src/output/score/scheme.ts";
import type { Scored } from "../../../src/output/score/score.ts";
import { scoreOf } from "../../../src/output/score/score.ts";

const finding = (rule: string, state: string, more: Partial<Scored["findings"][number]> = {}) => ({
	...{ rule, state, severity: "error" as const, verdict: "broken" as const },
	...more,
});
const scored = (coverage: Scored["coverage"], findings: Scored["findings"] = []): Scored => ({
	...{ issuer: "甲局", year: 2024, coverage, findings },
});
const usual = parseScheme(disclosureReport.scoreScheme, "usual");

describe("the usual scheme", () => {
	test.each([
		["missing", -2],
		["late", -1],
		["published", 0],
	] as const)("takes for a report that is %s: %d", (coverage, points) => {
		expect(scoreOf(scored(coverage), usual).points).toBe(points);
	});

	test.each([
		["due", "未到期"],
		["unread", "未能读取"],
		["unseen", "来源未看全"],
	] as const)("gives a report that is %s no points, not a full score", (coverage, why) => {
		const score = scoreOf(scored(coverage), usual);
		expect(score).toMatchObject({ points: null, lines: [] });
		expect(score.unscored).toContain(why);
	});

	test("takes for copied text once, and points figures out only", () => {
		const findings = [
			finding("M01-self-copy", "confirmed"),
			finding("M02-peer-copy", "confirmed"),
			finding("A01-t3-row-sum", "confirmed"),
			finding("A03-t3-balance", "resolved"),
		];
		expect(scoreOf(scored("late", findings), usual)).toEqual({
			...{ issuer: "甲局", year: 2024, points: -1.5 },
			lines: [
				{ label: "逾期公布", points: -1, count: 1 },
				{ label: "文字雷同", points: -0.5, count: 2 },
				{ label: "数据异常", points: 0, count: 2 },
			],
		});
	});

	test("counts nothing that nobody confirmed", () => {
		const findings = ["open", "asked", "dismissed", "reopened"].map((state) => finding("M01-self-copy", state));
		expect(scoreOf(scored("published", findings), usual).lines).toEqual([]);
	});
});

test("lines can count each finding, up to a cap; a score has a floor; ids go before categories as they stand", () => {
	const scheme = parseScheme(
		JSON.stringify({
			...{ name: "n", full: 100, least: 90, counts: "open", late: -20 },
			rules: [
				{ rules: ["A01-t3-row-sum"], label: "横向", points: -0.1, per: "finding", cap: -0.2, severities: ["error"] },
				{ rules: ["A"], label: "其他", points: -1 },
			],
		}),
		"s.json",
	);
	const three = Array.from({ length: 3 }, () => finding("A01-t3-row-sum", "open"));
	const sums = [
		...three,
		finding("A02-t3-result-sum", "open"),
		finding("A02-t3-result-sum", "open", { verdict: "undetermined" }),
	];
	expect(scoreOf(scored("published", sums), scheme)).toMatchObject({
		points: 98.8,
		lines: [
			{ label: "横向", points: -0.2, count: 3 },
			{ label: "其他", points: -1, count: 1 },
		],
	});
	expect(scoreOf(scored("late", sums), scheme).points).toBe(90);
});

test.each([
	["rules: [", /s\.yaml: /],
	["name: x\nlat: -1", /s\.yaml: scheme: .*lat/],
	["name: x\nrules:\n  - { rules: [Z1], label: a, points: 0 }", /s\.yaml: rules\.0\.rules\.0: must be a rule's id/],
	["name: x\nlate: much", /s\.yaml: late/],
])("a scheme with a mistake is refused with its place: %j", (text, message) => {
	const parse = () => parseScheme(text, "s.yaml");
	expect(parse).toThrow(GoujiError);
	expect(parse).toThrow(message);
});
