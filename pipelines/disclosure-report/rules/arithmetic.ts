import type { Outcome } from "../../../src/rules.ts";
import type { SumSpec } from "../fields/equations.ts";
import { balances, remedySums, resultSums, rowSums } from "../fields/equations.ts";
import type { Edition } from "../fields/types.ts";
import { rowLabelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FORMAT } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { requestsForm } from "./report-forms.ts";
import { checkSum } from "./sums.ts";

const sums = (specs: (edition: Edition) => SumSpec[]) => (facts: ReportFacts) =>
	specs(requestsForm(facts)).flatMap((spec) => checkSum(facts, spec));

/** Rules A01–A08: arithmetic within the tables. */
export const arithmeticRules: readonly FamilyRule[] = [
	{
		id: "A01-t3-row-sum",
		severity: "error",
		title: "表三每一行各类申请人之和等于总计",
		formula: "np + biz + sci + pub + law + oth = tot",
		basis: `${FORMAT}（表三“总计”列）`,
		appliesTo: WITH_TABLES,
		check: (facts) => sums(rowSums)(facts).map((outcome) => judgeShift(facts, outcome)),
	},
	{
		id: "A02-t3-result-sum",
		severity: "error",
		title: "表三每一列各项办理结果之和等于（七）总计",
		formula: "granted + partial + Σdeny + Σunable + Σrefuse + Σother = done_total",
		basis: `${FORMAT}（表三“（七）总计”行）`,
		appliesTo: WITH_TABLES,
		check: sums(resultSums),
	},
	{
		id: "A03-t3-balance",
		severity: "error",
		title: "表三每一列第一项加第二项等于第三项加第四项",
		formula: "new + carry_in = done_total + carry_out",
		basis: `${FORMAT}（表头“第一项加第二项之和，等于第三项加第四项之和”）`,
		appliesTo: WITH_TABLES,
		check: sums(balances),
	},
	{
		id: "A04-t4-sum",
		severity: "error",
		title: "表四每组各项结果之和等于总计",
		formula: "up + fix + oth + pend = tot",
		basis: `${FORMAT}（表四“总计”列）`,
		appliesTo: WITH_TABLES,
		check: sums(remedySums),
	},
	{
		id: "A05-t2-stock-flow",
		severity: "warn",
		title: "表二现行有效件数不少于本年净增件数",
		formula: "valid ≥ issued − repealed",
		basis: `${FORMAT}（表二指标含义）`,
		appliesTo: { fields: ["proactive.regulations.in_force"] },
		check: (facts) => ["regulations", "normative_documents"].flatMap((row) => stockFlow(facts, row)),
	},
	{
		id: "A06-t2A-public-order",
		severity: "warn",
		title: "表二对外公开总数量不少于本年新公开数量",
		formula: "total_public ≥ newly_public",
		basis: `${FORMAT}（表二指标含义）`,
		appliesTo: { fields: ["proactive.regulations.disclosed_total"] },
		check: (facts) => ["regulations", "normative_documents"].flatMap((row) => publicOrder(facts, row)),
	},
	{
		id: "A07-t2A-delta",
		severity: "error",
		title: "表二上一年项目数量加本年增减不为负数",
		formula: "prev_items + delta ≥ 0",
		basis: `${FORMAT}（表二指标含义）`,
		appliesTo: { fields: ["proactive.licensing.prior_items"] },
		check: (facts) => ["licensing", "other_services", "penalties", "coercion", "fees"].flatMap((row) => notNegative(facts, row)),
	},
	{
		id: "A08-procure-pair",
		severity: "warn",
		title: "政府集中采购的项目数量与总金额同时为零或同时不为零",
		formula: "(items > 0) ⇔ (amount > 0)",
		basis: `${FORMAT}（表二指标含义）`,
		appliesTo: { fields: ["proactive.procurement.amount"] },
		check: procurementPair,
	},
];

/** Rule Q02: a row of which one cell is missing and that closes when moved by a column was read askew. */
function judgeShift(facts: ReportFacts, outcome: Outcome): Outcome {
	if (outcome.verdict === "holds") return outcome;
	const printed = outcome.cells.flatMap((path) => facts.figure(path)?.value ?? []);
	const last = facts.figure(outcome.cells.at(-1) ?? "")?.value;
	const total = printed.at(-1);
	const parts = printed.slice(0, -1);
	const closes =
		parts.length === requestsForm(facts).requests.columns.length - 2 && parts.reduce((sum, value) => sum + value, 0) === total;
	if (last !== null || !closes || parts.filter((value) => value > 0).length < 2) return outcome;
	return {
		...outcome,
		verdict: "undetermined",
		cause: "reading",
		message: `${outcome.message}整行移一列即可成立，可能是读取移位。`,
	};
}

/** The numbers of paths when all of them are printed; undefined otherwise. */
function numbers(facts: ReportFacts, paths: readonly string[]): number[] | undefined {
	const values = paths.map((path) => facts.figure(path)?.value);
	return values.every((value): value is number => typeof value === "number") ? values : undefined;
}

function stockFlow(facts: ReportFacts, row: string): Outcome[] {
	const cells = [`proactive.${row}.issued`, `proactive.${row}.repealed`, `proactive.${row}.in_force`];
	const [issued, repealed, inForce] = numbers(facts, cells) ?? [];
	if (issued === undefined || repealed === undefined || inForce === undefined) return [];
	if (inForce >= issued - repealed) return [{ verdict: "holds", cells, message: "" }];
	const message = `表二“${rowLabelOf(`proactive.${row}`)}”：本年制发${issued}件、废止${repealed}件，净增${issued - repealed}件，而现行有效仅${inForce}件。`;
	const impossible = inForce === 0 && repealed === 0;
	return [
		{
			verdict: "broken",
			cells,
			message,
			expected: `≥${issued - repealed}`,
			actual: inForce,
			...(impossible ? { severity: "error" as const } : {}),
		},
	];
}

function publicOrder(facts: ReportFacts, row: string): Outcome[] {
	const cells = [`proactive.${row}.disclosed`, `proactive.${row}.disclosed_total`];
	const [disclosed, total] = numbers(facts, cells) ?? [];
	if (disclosed === undefined || total === undefined) return [];
	if (total >= disclosed) return [{ verdict: "holds", cells, message: "" }];
	const message = `表二“${rowLabelOf(`proactive.${row}`)}”：本年新公开${disclosed}件，多于对外公开总数${total}件。`;
	return [{ verdict: "broken", cells, message, expected: `≥${disclosed}`, actual: total }];
}

function notNegative(facts: ReportFacts, row: string): Outcome[] {
	const cells = [`proactive.${row}.prior_items`, `proactive.${row}.change`];
	const [prior, change] = numbers(facts, cells) ?? [];
	if (prior === undefined || change === undefined) return [];
	if (prior + change >= 0) return [{ verdict: "holds", cells, message: "" }];
	const message = `表二“${rowLabelOf(`proactive.${row}`)}”：上一年项目数量${prior}，本年增减${change}，相加为${prior + change}，项目数不应为负。`;
	return [{ verdict: "broken", cells, message, expected: "≥0", actual: prior + change }];
}

function procurementPair(facts: ReportFacts): Outcome[] {
	const cells = ["proactive.procurement.projects", "proactive.procurement.amount"];
	const [projects, amount] = numbers(facts, cells) ?? [];
	if (projects === undefined || amount === undefined) return [];
	if (projects > 0 === amount > 0) return [{ verdict: "holds", cells, message: "" }];
	return [
		{
			verdict: "broken",
			cells,
			message: `表二“政府集中采购”：采购项目数量${projects}，采购总金额${amount}，应同时为零或同时不为零。`,
		},
	];
}
