import type { Evidence, Outcome } from "../../../src/rules.ts";
import { sumsOf } from "../fields/equations.ts";
import { labelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FORMAT } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole, yearCause } from "./context.ts";
import { numberForm } from "./number-form.ts";
import { requestsForm } from "./report-forms.ts";
import { checkSum } from "./sums.ts";

/** Rules S09, S10, S12 and S14: how figures and the period are written. */
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
	const derived = blank.filter(({ path }) => (facts.derived?.get(path) ?? 0) > 0);
	const [first] = derived;
	if (open.length === 0 && first) {
		const example = `“${labelOf(first.path, facts.forms)}”为${facts.derived?.get(first.path)}`;
		const message = `${list}；其中${derived.length}个总计可由同行各列相加得出（${example}），应补填。`;
		return [{ verdict: "broken", cells, message }];
	}
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
	if (!stated || year === 0) return [];
	if (stated.from === `${year}-01-01` && stated.to === `${year}-12-31`) return [{ verdict: "holds", cells, message: "" }];
	const message = `正文统计期限为${stated.from}至${stated.to}，${year}年度报告应为${year}-01-01至${year}-12-31。`;
	return [
		{
			verdict: "broken",
			cells,
			message,
			expected: `${year}-01-01/${year}-12-31`,
			actual: `${stated.from}/${stated.to}`,
			cause: yearCause(facts),
		},
	];
}
