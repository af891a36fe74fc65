import type { Outcome } from "../../../src/rules.ts";
import { labelOf } from "../labels.ts";
import { joined } from "../narrative/counts.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, readWhole, textsOf } from "./context.ts";
import { organOf } from "./organ.ts";
import { broken, holds, shorten, undetermined } from "./outcomes.ts";
import { declaredScope } from "./series.ts";

const SUMMED = "汇总编制的报告应当等于所汇总各单位之和";
const SCOPE_WORDS = /全[市县区省州盟旗]|汇总|各(?:部门|单位|镇|乡|街道|级|县|区)|本级|本机关|[市县区省]直/;

/** Rules G01–G06: a government's report against those of the organs below it. */
export const aggregationRules: readonly FamilyRule[] = [
	{
		id: "G01-parent-equals-children",
		severity: "error",
		title: "汇总口径的数字等于下级之和",
		formula: "scope = 汇总 ∧ roster complete ⇒ parent = Σ children, every cell of t3 and t4",
		basis: SUMMED,
		appliesTo: WITH_TABLES,
		needs: "children",
		check: equalsChildren,
	},
	{
		id: "G02-parent-less-than-found",
		severity: "error",
		title: "汇总口径的数字不小于已收集下级之和",
		formula: "parent ≥ Σ found children, totals of t3 and t4",
		basis: SUMMED,
		appliesTo: WITH_TABLES,
		needs: "children",
		check: notLess,
	},
	{
		id: "G03-scope-declared",
		severity: "warn",
		title: "政府的报告说明数据口径（汇总或本级）",
		formula: "government ⇒ text has 全市, 汇总, 各部门, 本级 …",
		basis: "数据口径不明的报告不可相加",
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: scopeDeclared,
	},
	{
		id: "G04-double-scope",
		severity: "info",
		title: "政府与政府办公室的报告口径不同",
		formula: "both exist ⇒ not equal cell by cell",
		basis: "复核线索，非法定要求",
		appliesTo: WITH_TABLES,
		needs: "children",
		check: doubleScope,
	},
	{
		id: "G05-roster-missing",
		severity: "error",
		title: "名录单位都有年报",
		formula: "roster \\ published = ∅",
		basis: "《政府信息公开条例》第四十九条",
		needs: "roster",
		check: rosterMissing,
	},
	{
		id: "G06-rules-not-additive",
		severity: "info",
		title: "规章只由制定机关填报",
		formula: "children's t2.rules = 0",
		basis: "《立法法》第九十一条、第九十三条",
		appliesTo: { fields: ["proactive.regulations.issued"] },
		needs: "children",
		check: childrenWithRules,
	},
];

/** Σ of a cell over reports; undefined where one of them has it unread, with the lowest confidence. */
function sumOver(reports: readonly ReportFacts[], path: string): { sum: number; confidence: number } | undefined {
	let [sum, confidence] = [0, 1];
	for (const report of reports) {
		const figure = report.figure(path);
		if (!figure || figure.state === "unreadable" || figure.state === "absent") return undefined;
		sum += figure.value ?? 0;
		confidence = Math.min(confidence, figure.confidence);
	}
	return { sum, confidence };
}

function additivePaths(facts: ReportFacts): string[] {
	return facts.evidence
		.map(({ path }) => path)
		.filter((path) => /^(?:requests|remedies)\./.test(path) && !path.includes(".extra_"));
}

function equalsChildren(facts: ReportFacts): Outcome[] {
	const { children } = facts;
	if (!children?.isComplete || children.missing.length > 0 || children.reports.length === 0 || declaredScope(facts) !== "whole")
		return [];
	const checked = additivePaths(facts).flatMap((path) => {
		const [value, parts] = [numberAt(facts, path), sumOver(children.reports, path)];
		return value === undefined || !parts ? [] : [{ path, value, ...parts }];
	});
	if (checked.length === 0) return [];
	const wrong = checked.filter(({ value, sum }) => value !== sum);
	if (wrong.length === 0) return holds(["tables.requests", "tables.remedies"]);
	const shown = wrong
		.slice(0, 6)
		.map(({ path, value, sum }) => `“${labelOf(path, facts.forms)}”汇总为${value}，${children.reports.length}个单位之和为${sum}`);
	return broken(
		wrong.map(({ path }) => path),
		`${shown.join("；")}${wrong.length > 6 ? `等${wrong.length}格` : ""}。`,
		{ textConfidence: Math.min(...wrong.map(({ confidence }) => confidence)) },
	);
}

function notLess(facts: ReportFacts): Outcome[] {
	const { children } = facts;
	const scope = declaredScope(facts);
	if (!children || children.reports.length === 0 || scope === "own") return [];
	const totals = additivePaths(facts).filter((path) => path.endsWith(".total"));
	const checked = totals.flatMap((path) => {
		const printed = children.reports.filter((report) => numberAt(report, path) !== undefined);
		const [value, parts] = [numberAt(facts, path), sumOver(printed, path)];
		return value === undefined || !parts ? [] : [{ path, value, ...parts }];
	});
	if (checked.length === 0) return [];
	const wrong = checked.filter(({ value, sum }) => value < sum);
	if (wrong.length === 0) return holds(["tables.requests", "tables.remedies"]);
	const shown = wrong
		.slice(0, 6)
		.map(
			({ path, value, sum }) => `“${labelOf(path, facts.forms)}”为${value}，小于已收集${children.reports.length}个单位之和${sum}`,
		);
	const message = `${shown.join("；")}${wrong.length > 6 ? `等${wrong.length}格` : ""}`;
	const cells = wrong.map(({ path }) => path);
	if (scope === undefined) return undetermined(cells, `${message}；报告未说明口径，可能只计本级。`, { severity: "warn" });
	return broken(cells, `${message}。`, { textConfidence: Math.min(...wrong.map(({ confidence }) => confidence)) });
}

function scopeDeclared(facts: ReportFacts): Outcome[] {
	const { kind, level } = organOf(facts.issuer, facts.level);
	const texts = textsOf(facts);
	if (kind !== "government" || level === "township" || texts.length === 0) return [];
	const cells = ["sections.preamble", "sections.overview"];
	if (texts.some(([, text]) => SCOPE_WORDS.test(joined(text)))) return holds(cells);
	return broken(cells, `“${shorten(facts.issuer)}”的报告未说明数据是全域汇总还是本级。`, {
		textConfidence: facts.textConfidence,
	});
}

function doubleScope(facts: ReportFacts): Outcome[] {
	const office = facts.children?.office;
	if (!office) return [];
	const both = additivePaths(facts).flatMap((path) => {
		const [a, b] = [numberAt(facts, path), numberAt(office, path)];
		return a === undefined || b === undefined ? [] : [{ a, b }];
	});
	if (both.filter(({ a }) => a !== 0).length < 3) return [];
	const cells = ["tables.requests", "tables.remedies"];
	if (both.some(({ a, b }) => a !== b)) return holds(cells);
	return broken(cells, `与“${shorten(office.issuer)}”的报告逐格相同，两份报告的口径不应相同。`);
}

function rosterMissing(facts: ReportFacts): Outcome[] {
	if (!facts.children) return [];
	const { missing, unseen = [] } = facts.children;
	if (missing.length === 0 && unseen.length > 0)
		return undetermined(
			["roster"],
			`名录中有${unseen.length}个单位的${facts.year}年度报告尚未读到，来源未看全或文件未能读取，不能断定没有公布。`,
		);
	if (missing.length === 0) return holds(["roster"]);
	const message = `名录中有${missing.length}个单位未见${facts.year}年度报告：${missing.slice(0, 10).join("、")}${missing.length > 10 ? "等" : ""}。`;
	return broken(["roster"], message, { actual: missing.length });
}

function childrenWithRules(facts: ReportFacts): Outcome[] {
	const reports = facts.children?.reports ?? [];
	if (reports.length === 0) return [];
	const cell = "proactive.regulations.issued";
	const filled = reports.filter((report) => (numberAt(report, cell) ?? 0) > 0);
	if (filled.length === 0) return holds([cell]);
	const shown = filled.map((report) => `“${shorten(report.issuer, 30)}”${numberAt(report, cell)}件`).join("、");
	return broken([cell], `下级单位填报了规章：${shown}；规章只由制定机关填报。`);
}
