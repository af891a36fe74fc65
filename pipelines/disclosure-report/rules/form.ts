import type { Evidence, Outcome } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import { sumsOf } from "../fields/equations.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { labelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FORMAT } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole, textCause } from "./context.ts";
import { formsOf, requestsForm } from "./report-forms.ts";
import { checkSum } from "./sums.ts";

/** Rules S09, S10, S12, S14–S16: how figures, dates and names are written. */
export const formRules: readonly FamilyRule[] = [
	{
		id: "S09-blank-cells",
		severity: "warn",
		title: "数字格不留空白，不填“/”“-”“无”",
		formula: "count(blank) = 0; error where A01–A04 do not hold with blank = 0",
		basis: `${FORMAT}；没有的应填0`,
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: blankCells,
	},
	{
		id: "S10-number-form",
		severity: "error",
		title: "件数为非负整数，格内只填数字",
		formula: "counts ∈ ℕ; only delta may be negative; only amounts may have decimals",
		basis: `${FORMAT}（件数、万元）`,
		appliesTo: WITH_TABLES,
		check: numberForm,
	},
	{
		id: "S12-extra-rows",
		severity: "info",
		title: "表格没有国家格式以外的行",
		formula: "row label ∈ canonical set",
		basis: FORMAT,
		appliesTo: WITH_TABLES,
		check: extraRows,
	},
	{
		id: "S14-period",
		severity: "error",
		title: "统计期限为报告年度的1月1日至12月31日",
		formula: "start = Y-01-01 ∧ end = Y-12-31",
		basis: "《政府信息公开条例》第四十九条（“上一年度”）",
		check: period,
	},
	{
		id: "S15-year-coherence",
		severity: "error",
		title: "标题、统计期限、落款的年份一致",
		formula: "Y(title) = Y(period); Y(sign) = Y + 1",
		basis: "《政府信息公开条例》第四十九条",
		premise: readWhole,
		check: years,
	},
	{
		id: "S16-agency-coherence",
		severity: "error",
		title: "标题与落款是同一机关",
		formula: "organ(title) = organ(signature)",
		basis: "《政府信息公开条例》第四十九条、第五十条",
		premise: readWhole,
		check: agency,
	},
];

function blankCells(facts: ReportFacts): Outcome[] {
	const blank = facts.evidence.filter((figure) => figure.state === "blank" || figure.state === "dash");
	const cells = blank.map((figure) => figure.path);
	if (blank.length === 0) return facts.evidence.length > 0 ? [{ verdict: "holds", cells: [], message: "" }] : [];
	const open = sumsOf(requestsForm(facts))
		.flatMap((spec) => checkSum(facts, spec).map((outcome) => ({ spec, outcome })))
		.filter(({ spec, outcome }) => outcome.verdict !== "holds" && isOpenBecauseOf(blank, spec));
	const shown = blank
		.slice(0, 5)
		.map((figure) => `“${labelOf(figure.path, facts.forms)}”`)
		.join("、");
	const list = `共${blank.length}个数字格空白或填“/”“-”“无”：${shown}${blank.length > 5 ? "等" : ""}`;
	if (open.length === 0) return [{ verdict: "broken", cells, message: `${list}；按0计算各项勾稽关系均成立，建议补填0。` }];
	return [
		{
			verdict: "broken",
			severity: "error",
			cells,
			message: `${list}；按0计算有${open.length}处勾稽关系不成立，应补填实际数字。`,
		},
	];
}

/** A blank total beside figures is untidy; a blank among the parts leaves a sum open. */
function isOpenBecauseOf(
	blank: readonly Evidence[],
	{ left, right }: { left: readonly string[]; right: readonly string[] },
): boolean {
	const paths = new Set(blank.map((figure) => figure.path));
	return left.some((path) => paths.has(path)) || (right.length > 1 && right.some((path) => paths.has(path)));
}

function numberForm(facts: ReportFacts): Outcome[] {
	const outcomes: Outcome[] = [];
	const unreadable = facts.evidence.filter((figure) => figure.state === "unreadable");
	const fields = figureFields(formsOf(facts));
	const improper = facts.evidence.filter((figure) => isImproper(figure, fields.get(figure.path)));
	const units = facts.evidence.filter((figure) => figure.unit !== undefined && !improper.includes(figure));
	const show = (figures: readonly Evidence[]) =>
		figures
			.slice(0, 6)
			.map((figure) => `“${labelOf(figure.path, facts.forms)}”填为“${figure.raw}”`)
			.join("；");
	if (unreadable.length > 0)
		outcomes.push({
			verdict: "broken",
			cells: unreadable.map((figure) => figure.path),
			message: `数字格内不是数字：${show(unreadable)}。`,
		});
	if (improper.length > 0)
		outcomes.push({
			verdict: "broken",
			cells: improper.map((figure) => figure.path),
			message: `件数应为非负整数：${show(improper)}。`,
		});
	if (units.length > 0)
		outcomes.push({
			verdict: "broken",
			severity: "warn",
			cells: units.map((figure) => figure.path),
			message: `数字格内带有单位：${show(units)}。`,
		});
	if (outcomes.length === 0 && facts.evidence.length > 0) outcomes.push({ verdict: "holds", cells: [], message: "" });
	return outcomes;
}

/** Only what counts is whole, and only a difference may be below 0. Rows outside the form are not judged. */
function isImproper({ path, value }: Evidence, field: FigureField | undefined): boolean {
	if (value === null || path.includes(".extra_")) return false;
	const { isChange = false, unit = "count" } = field ?? {};
	return (value < 0 && !isChange) || (unit === "count" && !Number.isInteger(value));
}

function extraRows(facts: ReportFacts): Outcome[] {
	const rows = new Map<string, string[]>();
	for (const figure of facts.evidence) {
		const row = /^(.*\.extra_\d+)\./.exec(figure.path)?.[1];
		if (row) rows.set(row, [...(rows.get(row) ?? []), figure.path]);
	}
	if (rows.size === 0)
		return facts.evidence.length > 0
			? [{ verdict: "holds", cells: [...facts.found].map((name) => `tables.${name}`), message: "" }]
			: [];
	return [...rows].map(([row, cells]) => ({
		verdict: "broken",
		cells,
		message: `表格中有国家格式以外的行（${row}），数字已保留，未计入各项勾稽。`,
	}));
}

function period(facts: ReportFacts): Outcome[] {
	const { period: stated, year } = facts;
	const cells = ["period", "year"];
	if (!stated) return [];
	if (stated.from === `${year}-01-01` && stated.to === `${year}-12-31`) return [{ verdict: "holds", cells, message: "" }];
	const message = `正文统计期限为${stated.from}至${stated.to}，${year}年度报告应为${year}-01-01至${year}-12-31。`;
	return [
		{
			verdict: "broken",
			cells,
			message,
			expected: `${year}-01-01/${year}-12-31`,
			actual: `${stated.from}/${stated.to}`,
			cause: textCause(facts),
		},
	];
}

function years(facts: ReportFacts): Outcome[] {
	const { period: stated, publishedOn, year } = facts;
	const outcomes: Outcome[] = [];
	if (stated) {
		const [from, to] = [Number(stated.from.slice(0, 4)), Number(stated.to.slice(0, 4))];
		if (from === year && to === year) outcomes.push({ verdict: "holds", cells: ["year", "period"], message: "" });
		else
			outcomes.push({
				verdict: "broken",
				cells: ["year", "period"],
				message: `标题为${year}年度，正文统计期限为${stated.from}至${stated.to}。`,
				expected: year,
				actual: from === year ? to : from,
				cause: textCause(facts),
			});
	}
	if (publishedOn) {
		const signed = Number(publishedOn.slice(0, 4));
		if (signed === year + 1) outcomes.push({ verdict: "holds", cells: ["year", "published_on"], message: "" });
		else
			outcomes.push({
				verdict: "broken",
				cells: ["year", "published_on"],
				message: `标题为${year}年度，落款日期为${publishedOn}，应在${year + 1}年。`,
				expected: year + 1,
				actual: signed,
				cause: textCause(facts),
			});
	}
	return outcomes;
}

function agency(facts: ReportFacts): Outcome[] {
	const { issuer, signature } = facts;
	if (!signature || issuer === "") return [];
	const cells = ["issuer", "signature"];
	if (isSameOrgan(issuer, signature)) return [{ verdict: "holds", cells, message: "" }];
	return [
		{
			verdict: "broken",
			cells,
			message: `标题机关为“${issuer}”，落款机关为“${signature}”。`,
			expected: issuer,
			actual: signature,
			cause: textCause(facts),
		},
	];
}

/** Abbreviations, offices of the organ, and names with or without the superior place are the same. */
function isSameOrgan(a: string, b: string): boolean {
	const [x, y] = [bareName(a), bareName(b)];
	if (x === "" || y === "") return true;
	if (isSubsequence(x, y) || isSubsequence(y, x)) return true;
	for (let i = 0; i + 2 <= x.length; i++) if (y.includes(x.slice(i, i + 2))) return true;
	return false;
}

function bareName(name: string): string {
	return plainLabel(name).replaceAll(/人民政府|办公室|办事处|委员会|管理局|街道|[市县区镇乡局厅委办]/g, "");
}

function isSubsequence(short: string, long: string): boolean {
	let i = 0;
	for (const c of long) if (c === short[i]) i++;
	return i === short.length;
}
