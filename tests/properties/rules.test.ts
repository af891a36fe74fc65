import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReportFacts } from "../../pipelines/disclosure-report/rules/context.ts";
import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import { runRules } from "../../src/rules.ts";
import { makeFacts } from "../support/report-facts.ts";
import { ruleSettingsOn } from "../support/rule-settings.ts";

const paths = [2020, 2023].map((year) => makeFacts({ year }).evidence.map(({ path }) => path));
const printed = fc.oneof(
	fc.integer({ min: 0, max: 9 }),
	fc.integer({ min: 0, max: 99_999 }),
	fc.constantFrom(null, "—", "/", "约3", "12件", "+19", "-8", "0.035", "１２", ""),
);
const words = fc.constantFrom(
	"收到",
	"受理",
	"政府信息公开",
	"依申请公开",
	"申请",
	"12件",
	"0件",
	"三件",
	"其中",
	"，",
	"。",
	"；",
	"（",
	"）",
	"、",
	"自然人",
	"法人或其他组织",
	"予以公开",
	"不予公开",
	"占",
	"18.75%",
	"120%",
	"结转",
	"上年",
	"下年度",
	"行政复议",
	"行政诉讼",
	"未收到",
	"2022年",
	"2023年",
	"同比增长",
	"5.2%",
	"截至",
	"12月31日",
	"我局",
	"全市",
	"县政府办",
	"主动公开",
	"201条",
	"其他类3条",
	"信息处理费",
	"380元",
	"规范性文件",
	"制发",
	"约",
	"余",
	"\n",
	"编写说明",
	"由江州县人民政府编制",
	"六部分",
	"万元",
	"1.2万",
	"\ufffd",
	"(",
	"[",
	"\\",
	"*",
	"11010519491231002X",
);
const text = fc.oneof(
	fc.array(words, { maxLength: 40 }).map((list) => list.join("")),
	fc.string({ unit: "grapheme", maxLength: 60 }),
	fc.constant(null),
);
const section = fc.record({
	preamble: text,
	overview: text,
	proactive: text,
	requests: text,
	remedies: text,
	problems: text,
	other: text,
});
const day = fc.constantFrom("2023-06-01", "2024-01-15", "2024-02-29", "2024-12-31");

const facts: fc.Arbitrary<ReportFacts> = fc
	.record({
		year: fc.constantFrom(2020, 2023, 2023, 0),
		issuer: fc.constantFrom("云浦市水务局", "石桥县人民政府", "榕溪镇人民政府", "江州市人民政府", "", "某", "国家能源局"),
		sections: section,
		changes: fc.array(fc.tuple(fc.nat(250), fc.option(printed, { nil: undefined })), { maxLength: 30 }),
		confidence: fc.constantFrom(1, 0.97, 0.8, 0.3),
		textConfidence: fc.constantFrom(1, 0.9, 0.4),
		publication: fc.record(
			{
				pageDate: day,
				firstSeen: day,
				lastAbsent: day,
				url: fc.constantFrom("http://x.gov.cn/t20240131_1.html", "x", "ftp://x"),
			},
			{ requiredKeys: [] },
		),
	})
	.map(({ changes, ...rest }) => {
		const known = paths[rest.year === 2020 ? 0 : 1] ?? [];
		const figures = Object.fromEntries(changes.map(([index, value]) => [known[index % known.length] ?? "", value]));
		return makeFacts({ ...rest, figures });
	});
const reports = fc.tuple(facts, facts, fc.boolean()).map(([report, other, hasPrevious]) =>
	hasPrevious
		? {
				...report,
				previous: { ...other, year: report.year - 1 },
				children: { reports: [other], missing: [], isComplete: true },
			}
		: report,
);
const check = (list: typeof rules, report: ReportFacts) => runRules(list, report, "x 2023", ruleSettingsOn);

test("no rule throws, and what it finds has evidence, a message and a known severity", () => {
	fc.assert(
		fc.property(reports, (report) => {
			for (const finding of check(rules, report).findings) {
				expect(finding.cells.length + (finding.quotes?.length ?? 0), finding.rule).toBeGreaterThan(0);
				expect(finding.message, finding.rule).not.toBe("");
				expect(finding.message, finding.rule).not.toMatch(/undefined|NaN|null|\[object/);
			}
		}),
		{ numRuns: 150 },
	);
});

test("the order of rules does not matter, and the same report gives the same findings", () => {
	fc.assert(
		fc.property(reports, fc.nat(), (report, seed) => {
			const shuffled = [...rules].sort((a, b) => hash(a.id, seed) - hash(b.id, seed));
			const sorted = (list: typeof rules) =>
				check(list, report)
					.findings.map((finding) => JSON.stringify(finding))
					.sort();
			expect(sorted(shuffled)).toEqual(sorted(rules));
		}),
		{ numRuns: 60 },
	);
});

test("where figures or text are not sure, nothing that rests on them is broken", () => {
	fc.assert(
		fc.property(reports, (report) => {
			const unsure = makeUnsure(report);
			const broken = check(rules, unsure).findings.filter(({ verdict, rule }) => verdict === "broken" && /^[AXTSM]/.test(rule));
			// Titles, dates and links come from elsewhere.
			expect(broken.filter(({ cells }) => cells.some((cell) => unsure.figure(cell) !== undefined))).toEqual([]);
		}),
		{ numRuns: 60 },
	);
});

test("fingerprints do not change with the figures", () => {
	const [a, b] = [1, 2].map((more) => makeFacts({ figures: { "requests.granted.total": 400 + more } }));
	const prints = (report: ReportFacts | undefined) =>
		(report ? check(rules, report).findings : []).map(({ rule, fingerprint }) => `${rule} ${fingerprint}`);
	expect(prints(a)).toEqual(prints(b));
});

function makeUnsure(report: ReportFacts): ReportFacts {
	const evidence = report.evidence.map((figure) => ({ ...figure, confidence: 0.8 }));
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	return { ...report, textConfidence: 0.8, evidence, figure: (path) => byPath.get(path) };
}

function hash(text: string, seed: number): number {
	let value = seed >>> 0;
	for (const c of text) value = Math.imul(value ^ c.charCodeAt(0), 0x01000193) >>> 0;
	return value;
}
