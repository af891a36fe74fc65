import type { Column, Value } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";
import { balances, remedySums, resultSums, rowSums } from "../fields/equations.ts";
import { madeOnce } from "../fields/forms.ts";
import { mergedRequestRows } from "../fields/merged.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Edition, Forms } from "../fields/types.ts";
import { judgements } from "./judgements.ts";
import type { RowFacts } from "./row-facts.ts";

/** A figure by its path; null where there is none. */
export type Get = (path: string) => number | null;

/** A column that is computed from figures. */
interface Ratio extends Column {
	readonly valueOf: (get: Get, edition: Edition) => Value;
}

/** A column that is computed from the report as it was read. */
interface Flag extends Column {
	readonly valueOf: (facts: RowFacts) => Value;
}

/** A ratio of sums of figures that the edition has; null where one is not printed or the denominator is 0. */
const ratio = (
	name: string,
	labels: { zh: string; en: string; formula: string },
	paths: { over: readonly string[]; under: readonly string[] },
): Ratio => ({
	name,
	type: "DOUBLE",
	unit: "ratio, 0 to 1",
	...labels,
	valueOf: (get, edition) => {
		const sum = (list: readonly string[]) => {
			const own = list.filter((path) => pathsOf(edition).has(path)).map(get);
			return own.length === 0 || own.includes(null) ? null : own.reduce<number>((total, value) => total + (value ?? 0), 0);
		};
		const [over, under] = [sum(paths.over), sum(paths.under)];
		return over === null || under === null || under === 0 ? null : over / under;
	},
});

const done = ["requests.total.total"];

/** Variables that studies compute, defined once. */
export const derivedColumns: (forms: Forms) => readonly Ratio[] = madeOnce((forms: Forms) => {
	const refused = mergedRequestRows(forms).filter(({ key }) => key.startsWith("refused."));
	const refusedTotals = refused.map(({ key }) => `requests.${key}.total`);
	return [
		ratio(
			"disclosure_rate",
			{ zh: "公开率", en: "granted in full or part, of all results", formula: "(granted + partial) / done_total" },
			{ over: ["requests.granted.total", "requests.granted_in_part.total"], under: done },
		),
		ratio(
			"denial_rate",
			{ zh: "不予公开率", en: "refused, of all results", formula: "Σdeny / done_total" },
			{ over: refusedTotals, under: done },
		),
		ratio(
			"not_held_rate",
			{ zh: "本机关不掌握占比", en: "not held, of all results", formula: "unable1 / done_total" },
			{ over: ["requests.unavailable.not_held.total"], under: done },
		),
		ratio(
			"carry_rate",
			{ zh: "结转率", en: "carried over, of all requests", formula: "carry_out / (new + carry_in)" },
			{ over: ["requests.carried_out.total"], under: ["requests.received.total", "requests.carried_in.total"] },
		),
		ratio(
			"review_rate",
			{ zh: "复议率", en: "reviews per result", formula: "rev.tot / done_total" },
			{ over: ["remedies.review.total"], under: done },
		),
		ratio(
			"correction_rate",
			{ zh: "复议纠错率", en: "corrected, of reviews decided", formula: "rev.fix / (rev.up + rev.fix + rev.oth)" },
			{
				over: ["remedies.review.corrected"],
				under: ["remedies.review.upheld", "remedies.review.corrected", "remedies.review.other"],
			},
		),
		...refused.map(({ key, first: { label, en, short = key } }) =>
			ratio(
				`${short}_share`,
				{
					zh: `不予公开中“${label}”占比`,
					en: `of all refusals: ${en.replace(/^refused: /, "")}`,
					formula: `${short} / Σdeny`,
				},
				{ over: [`requests.${key}.total`], under: refusedTotals },
			),
		),
	];
});

/** true: all such sums hold; false: one is broken; null: it cannot be told. */
const sumFlag = (
	name: string,
	labels: { zh: string; en: string; formula: string },
	specs: (edition: Edition) => readonly SumSpec[],
): Flag => {
	// Made once: making them looks labels up, which costs more than judging a report.
	const made = new Map<Edition, readonly SumSpec[]>();
	const specsOf = (edition: Edition) => {
		const known = made.get(edition) ?? specs(edition);
		made.set(edition, known);
		return known;
	};
	return {
		name,
		type: "BOOLEAN",
		...labels,
		valueOf: ({ cellByPath, edition }) => {
			const judged = judgements(cellByPath, specsOf(edition));
			if (judged.includes("broken")) return false;
			return judged.length > 0 && judged.every((one) => one === "holds") ? true : null;
		},
	};
};

/** false: a rule of these categories is broken; null: one could not be decided; true: neither. */
const ruleFlag = (name: string, labels: { zh: string; en: string }, codes: RegExp): Flag => ({
	name,
	type: "BOOLEAN",
	...labels,
	formula: `no finding of rules ${codes.source.replace("^", "").replaceAll("\\d", "n")}`,
	valueOf: ({ report }) => {
		const verdicts = report.findings.filter(({ rule }) => codes.test(rule)).map(({ verdict }) => verdict);
		return verdicts.includes("broken") ? false : verdicts.length > 0 ? null : true;
	},
});

const count = (name: string, labels: { zh: string; en: string; formula: string }, of: Flag["valueOf"]): Flag => ({
	name,
	type: "INTEGER",
	unit: "count",
	...labels,
	valueOf: of,
});

const isBlank = ({ state }: { readonly state: string }) => state === "blank" || state === "dash";
const found = (severity: string) => (facts: RowFacts) =>
	facts.report.findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;

/** Quality flags and counts: what the rules say of the report as it was read. */
export const flagColumns: readonly Flag[] = [
	sumFlag("q_row_sums", { zh: "表三横向合计成立", en: "row totals of table 三 hold", formula: "A01" }, rowSums),
	sumFlag("q_result_sums", { zh: "表三纵向合计成立", en: "result totals of table 三 hold", formula: "A02" }, resultSums),
	sumFlag("q_balance", { zh: "表三勾稽关系成立", en: "一 + 二 = 三（七）+ 四 holds", formula: "A03" }, balances),
	sumFlag("q_remedy_sums", { zh: "表四合计成立", en: "totals of table 四 hold", formula: "A04" }, remedySums),
	{
		name: "q_no_blanks",
		type: "BOOLEAN",
		zh: "无空白格",
		en: "no figure left blank or dashed",
		formula: "S09",
		valueOf: ({ report }) => !report.cells.some(isBlank),
	},
	{
		name: "q_blank_as_zero",
		type: "BOOLEAN",
		zh: "空白可按0计",
		en: "every blank of tables 三 and 四 is a 0 by the sums it is in; null where there is no blank",
		formula: "each blank: at least one of A01–A04 over it holds with 0, and none fails",
		valueOf: ({ report, imputed }) => {
			const blanks = report.cells.filter((cell) => isBlank(cell) && !cell.path.startsWith("proactive."));
			return blanks.length === 0 ? null : blanks.every(({ path }) => imputed.has(path));
		},
	},
	ruleFlag("q_complete", { zh: "要素齐全、格式规范", en: "parts and form as demanded" }, /^S\d/),
	ruleFlag("q_text_agrees", { zh: "文字与表格一致", en: "the text agrees with the tables" }, /^T\d/),
	ruleFlag("q_plausible", { zh: "未见明显不合理数值", en: "no implausible figures" }, /^L\d/),
	ruleFlag("q_series", { zh: "与上一年度衔接", en: "agrees with the year before, as far as it was at hand" }, /^Y\d/),
	ruleFlag("q_on_time", { zh: "日期符合要求", en: "dates as demanded" }, /^D\d/),
	count("n_errors", { zh: "错误数", en: "broken rules of severity error", formula: "findings" }, found("error")),
	count("n_warnings", { zh: "警告数", en: "broken rules of severity warn", formula: "findings" }, found("warn")),
	count(
		"n_blanks",
		{ zh: "空白格数", en: "figures left blank or dashed", formula: "cells" },
		({ report }) => report.cells.filter(isBlank).length,
	),
	count(
		"n_imputed",
		{ zh: "按0计的空白格数", en: "blanks counted as 0 in reports_imputed", formula: "cells" },
		({ imputed }) => imputed.size,
	),
	count(
		"n_corrected",
		{ zh: "更正数", en: "figures corrected by a person", formula: "corrections" },
		({ corrected }) => corrected.size,
	),
];
