import type { RuleEntry, RuleNeed } from "../../../src/rules.ts";
import type { Forms } from "../fields/types.ts";
import { FOUND } from "./found.ts";
import { rulesFor } from "./index.ts";

const CATEGORIES: Readonly<Record<string, string>> = {
	S: "结构与格式",
	A: "表内勾稽",
	X: "表间关系",
	T: "文字与表格",
	Y: "跨年衔接",
	G: "上下级汇总",
	D: "时限",
	P: "公布形式",
	L: "合理性",
	M: "雷同",
	Q: "读取质量",
};

const NEEDS: Readonly<Record<RuleNeed, string>> = {
	previous: "上年报告",
	series: "历年报告",
	children: "下级报告",
	copies: "别处公布的同一报告",
	peers: "同地同年其他报告",
	publication: "公布信息",
	roster: "名录",
};

/**
 * What guards every rule against our own misreading. They are no rules of their own: they are built
 * into the reading and into `runRules`.
 */
const READING: readonly Pick<RuleEntry, "id" | "title" | "formula" | "basis">[] = [
	{
		id: "Q01-low-confidence",
		title: "所依据的数字、文字未确切读出的，不认定不成立",
		formula: "min(confidence) < 0.95 ⇒ undetermined; < 0.6 ⇒ cause = reading",
		basis: "避免误报",
	},
	{
		id: "Q02-shift-hypothesis",
		title: "整行移一列即可成立的，视为读取移位",
		formula: "row with a missing cell closes when moved by ±1 column ⇒ cause = reading",
		basis: "避免误报",
	},
	{
		id: "Q03-split-token",
		title: "被换页切断的数字与量词先接上再读",
		formula: "“3⏎⏎个” is read as 3个",
		basis: "避免误报",
	},
	{
		id: "Q04-confusables",
		title: "易混字符按数字读，不能确定的不认定",
		formula: "full width, 〇 and ○ as 0; l/1 and O/0 in addresses are undetermined",
		basis: "避免误报",
	},
	{
		id: "Q05-coverage",
		title: "摘要旁印出可核查规则数",
		formula: "(holds + broken) / rules that apply to the form",
		basis: "结论的可信范围",
	},
];

/** Rules whose equations have a sum on both sides. */
const TWO_SUMS: ReadonlySet<string> = new Set(["A03-t3-balance"]);

/** The catalogue: every rule that is carried out, and the guards of the reading. */
export const ruleEntriesFor = (forms: Forms): readonly RuleEntry[] => [
	...rulesFor(forms).map(({ id, severity, title, formula, basis, forms = [], limits = {}, needs, isLocal = false }) => ({
		id,
		severity,
		title,
		...(FOUND[id] === undefined ? {} : { found: FOUND[id] }),
		formula,
		...(TWO_SUMS.has(id) ? { hasTwoSums: true as const } : {}),
		basis,
		category: CATEGORIES[id.slice(0, 1)] ?? "",
		forms,
		limits,
		needs: needs ? NEEDS[needs] : "",
		isLocal,
	})),
	...READING.map((guard) => ({
		...guard,
		severity: "meta",
		category: CATEGORIES.Q ?? "",
		forms: [],
		limits: {},
		needs: "",
		isLocal: false,
	})),
];
