import type { Evidence, Outcome, Rule, RuleEntry } from "../../src/rules.ts";
import { judge, parseFigure, parseNumeral, showSum } from "../../src/rules.ts";
import type { Sum } from "./form.ts";
import { columnSums, rowSums } from "./form.ts";

/** What the rules look at. */
export interface ProposalFacts {
	readonly body: string | null;
	readonly figure: (path: string) => Evidence | undefined;
	/** The total of the year before; undefined where that report is not held. */
	readonly totalBefore?: number;
}

const BASIS = "《全国人民代表大会代表建议、批评和意见处理办法》";
const TOTAL = "proposals.total.received";

/** Two sums of the form, and one rule of these reports' own. */
export const rules: readonly Rule<ProposalFacts>[] = [
	{
		id: "B01-row-sum",
		severity: "error",
		title: "各类办理结果之和等于承办总数",
		formula: "settled + planned + noted = received",
		basis: BASIS,
		check: (facts) => rowSums.flatMap((sum) => checkSum(sum, facts)),
	},
	{
		id: "B02-column-sum",
		severity: "error",
		title: "建议与提案之和等于合计",
		formula: "deputies + members = total",
		basis: BASIS,
		check: (facts) => columnSums.flatMap((sum) => checkSum(sum, facts)),
	},
	{
		id: "B03-text-total",
		severity: "warn",
		title: "正文所述承办总数与表格一致",
		formula: "the number after 共承办 = proposals.total.received",
		basis: BASIS,
		check: ({ body, figure }) => {
			const [text = "", printed = ""] = /共承办[^，。]{0,12}?([\d一二三四五六七八九十百]+)件/.exec(body ?? "") ?? [];
			const [claimed, total] = [parseNumeral(printed) ?? parseFigure(printed).value, figure(TOTAL)];
			if (claimed === null || typeof total?.value !== "number") return [];
			const cells = [TOTAL];
			if (claimed === total.value) return [{ verdict: "holds", cells, message: "" }];
			const message = `正文称“${text}”，表中合计为${total.value}。`;
			return [{ verdict: "broken", cells, message, expected: claimed, actual: total.value, quotes: [{ place: "body", text }] }];
		},
	},
	{
		id: "B04-doubled",
		severity: "info",
		title: "承办总数与上年相比不超过三倍",
		formula: "total <= 3 * total of the year before",
		basis: BASIS,
		needs: "previous",
		check: ({ figure, totalBefore }) => {
			const total = figure(TOTAL)?.value;
			if (typeof total !== "number" || totalBefore === undefined) return [];
			const isHeld = total <= 3 * totalBefore;
			return [
				{ verdict: isHeld ? "holds" : "broken", cells: [TOTAL], message: isHeld ? "" : `上年${totalBefore}，本年${total}。` },
			];
		},
	},
];

/** The catalogue. */
export const ruleEntries: readonly RuleEntry[] = rules.map(({ id, severity, title, formula, basis, needs }) => ({
	...{ id, severity, title, formula, basis },
	category: "勾稽",
	forms: [],
	limits: {},
	needs: needs === "previous" ? "上年报告" : "",
	isLocal: false,
}));

function checkSum({ name, left, right }: Sum, { figure }: ProposalFacts): Outcome[] {
	const evidence = (paths: readonly string[]): Evidence[] => paths.flatMap((path) => figure(path) ?? []);
	const [l, r] = [evidence(left), evidence(right)];
	const { judgement, leftSum, rightSum } = judge({ left: l, right: r });
	if (judgement === "not-assessable") return [];
	const cells = [...left, ...right];
	const message = judgement === "holds" ? "" : `${name}：${showSum(l)}＝${leftSum}，表中为${showSum(r)}，两者不等。`;
	return [{ verdict: judgement, cells, message, expected: leftSum, actual: rightSum }];
}
