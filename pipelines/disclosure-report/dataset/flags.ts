import type { Column, RuleNeed, Value } from "../../../src/rules.ts";
import { madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import { rulesFor } from "../rules/index.ts";
import { isDoubtful } from "./amounts.ts";
import type { RowFacts } from "./row-facts.ts";

/** A column that is told from the report as it was read and judged. */
export interface Flag extends Column {
	readonly valueOf: (facts: RowFacts, forms: Forms) => Value;
}

/** What of a rule flags and assessments need. */
export interface KnownRule {
	readonly severity: string;
	readonly needs: RuleNeed | undefined;
}

/** The rules by id. */
export const knownRules: (forms: Forms) => ReadonlyMap<string, KnownRule> = madeOnce(
	(forms: Forms) => new Map(rulesFor(forms).map(({ id, severity, needs }) => [id, { severity, needs }])),
);

type Outcomes = RowFacts["assessments"];
type Labels = Pick<Column, "zh" | "en">;

/** true: the rule holds; false: it is broken; null: it was not decided, or not assessed. */
const ruleFlag = (name: string, labels: Labels, code: string): Flag => ({
	name,
	type: "BOOLEAN",
	...labels,
	formula: `outcome of ${code} in assessments`,
	valueOf: ({ assessments }, forms) => {
		const outcome = assessments[idOf(forms).get(code) ?? ""];
		return outcome === "holds" ? true : outcome === "broken" ? false : null;
	},
});

const idOf: (forms: Forms) => ReadonlyMap<string, string> = madeOnce(
	(forms: Forms) => new Map(rulesFor(forms).map(({ id }) => [id.split("-")[0] ?? id, id])),
);

/** Which rules a flag goes by. */
interface Group {
	readonly codes: RegExp;
	/** Findings of lesser weight do not make it false. */
	readonly least: "error" | "warn";
	/** One of these must have been assessed for it to be true; any of the group where left out. */
	readonly witness?: (id: string, rule: KnownRule) => boolean;
}

/** false: a rule of the group is broken; null: none could be assessed, or one could not be decided; true otherwise. */
const groupFlag = (name: string, labels: Labels, { codes, least, witness = () => true }: Group): Flag => {
	const counts = (severity: string) => severity === "error" || (least === "warn" && severity === "warn");
	const of = madeOnce((forms: Forms) => {
		const group = [...knownRules(forms)].filter(([id]) => codes.test(id));
		return {
			weighty: group.filter(([, { severity }]) => counts(severity)),
			witnesses: group.filter(([id, rule]) => witness(id, rule)),
		};
	});
	const words = least === "error" ? "error" : "error or warn";
	return {
		name,
		type: "BOOLEAN",
		...labels,
		formula: `assessments of rules ${codes.source.replace("^", "").replaceAll("\\d", "n")}: false where one of severity ${words} is broken, null where one is undetermined or none could be assessed`,
		valueOf: ({ assessments, findings }, forms) => {
			const { weighty, witnesses } = of(forms);
			const isBroken = findings.some(
				({ rule, verdict, severity }) => verdict === "broken" && codes.test(rule) && counts(severity),
			);
			if (isBroken) return false;
			if (weighty.some(([id]) => assessments[id] === "undetermined")) return null;
			return witnesses.some(([id]) => isAssessed(assessments, id)) ? true : null;
		},
	};
};

function isAssessed(assessments: Outcomes, id: string): boolean {
	return assessments[id] === "holds" || assessments[id] === "broken";
}

const count = (name: string, labels: Labels & { formula: string }, of: (facts: RowFacts) => number): Flag => ({
	name,
	type: "INTEGER",
	unit: "count",
	...labels,
	valueOf: of,
});

const isBlank = ({ state }: { readonly state: string }) => state === "blank" || state === "dash";
const found = (severity: string) => (facts: RowFacts) =>
	facts.findings.filter((finding) => finding.severity === severity && finding.verdict === "broken").length;

/** Quality flags and counts: what the rules say of the report after its corrections. */
export const flagColumns: readonly Flag[] = [
	ruleFlag("q_row_sums", { zh: "表三横向合计成立", en: "row totals of table 三 hold" }, "A01"),
	ruleFlag("q_result_sums", { zh: "表三纵向合计成立", en: "result totals of table 三 hold" }, "A02"),
	ruleFlag("q_balance", { zh: "表三勾稽关系成立", en: "一 + 二 = 三（七）+ 四 holds" }, "A03"),
	ruleFlag("q_remedy_sums", { zh: "表四合计成立", en: "totals of table 四 hold" }, "A04"),
	{
		name: "q_no_blanks",
		type: "BOOLEAN",
		zh: "无空白格",
		en: "no figure left blank or dashed",
		formula: "cells: false where one is; else the outcome of S09 in assessments",
		valueOf: ({ cells, assessments }, forms) =>
			cells.some(isBlank) ? false : assessments[idOf(forms).get("S09") ?? ""] === "holds" ? true : null,
	},
	{
		name: "q_blank_as_zero",
		type: "BOOLEAN",
		zh: "空白可按0计",
		en: "every blank of tables 三 and 四 is a 0 by the sums it is in; null where there is no blank",
		formula: "each blank: at least one of A01–A04 over it holds with 0, and none fails",
		valueOf: ({ cells, imputed }) => {
			const blanks = cells.filter((cell) => isBlank(cell) && !cell.path.startsWith("proactive."));
			return blanks.length === 0 ? null : blanks.every(({ path }) => imputed.has(path));
		},
	},
	groupFlag("q_complete", { zh: "要素齐全、格式规范", en: "parts and form as demanded" }, { codes: /^S\d/, least: "error" }),
	groupFlag("q_text_agrees", { zh: "文字与表格一致", en: "the text agrees with the tables" }, { codes: /^T\d/, least: "warn" }),
	groupFlag("q_plausible", { zh: "未见明显不合理数值", en: "no implausible figures" }, { codes: /^L\d/, least: "warn" }),
	groupFlag(
		"q_series",
		{ zh: "与上一年度衔接", en: "agrees with the year before; null where that report was not at hand" },
		{ codes: /^Y\d/, least: "warn", witness: (_, { needs }) => needs === "previous" },
	),
	groupFlag(
		"q_on_time",
		{ zh: "按期公布", en: "published by the day due; null where the day of publication is not known" },
		{ codes: /^D0[1-4]/, least: "warn" },
	),
	count("n_errors", { zh: "错误数", en: "broken rules of severity error", formula: "findings" }, found("error")),
	count("n_warnings", { zh: "警告数", en: "broken rules of severity warn", formula: "findings" }, found("warn")),
	count(
		"n_blanks",
		{ zh: "空白格数", en: "figures left blank or dashed", formula: "cells" },
		({ cells }) => cells.filter(isBlank).length,
	),
	count(
		"n_doubtful",
		{
			zh: "未确切读出的数字数",
			en: "figures whose reading is in doubt: null here, with the reading in cells",
			formula: "cells.is_doubtful",
		},
		({ report }) => report.cells.filter(isDoubtful).length,
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
