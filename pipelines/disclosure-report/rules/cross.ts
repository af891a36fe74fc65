import type { Limits, Outcome } from "../../../src/rules.ts";
import { joined } from "../narrative/counts.ts";
import { findProcessingFee } from "../narrative/money.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FEES, REVIEW } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, numbersAt, readWhole, textsOf } from "./context.ts";
import { broken, holds, undetermined } from "./outcomes.ts";

const FLOW = ["requests.received.total", "requests.carried_in.total"];
const [REVIEWS, DIRECT, AFTER] = [
	"remedies.review.total",
	"remedies.litigation_direct.total",
	"remedies.litigation_after_review.total",
] as const;
const UNPAID = "requests.other.unpaid_fee.total";
const EXCESSIVE = "requests.not_processed.excessive.total";

/** Rules X01–X06: one table against another, or against section 六. */
export const crossRules: readonly FamilyRule[] = [
	{
		id: "X01-remedy-without-request",
		severity: "warn",
		title: "没有申请的年度一般没有复议、诉讼",
		formula: "new.tot + carry_in.tot = 0 ⇒ t4.*.tot = 0",
		basis: "表三与表四的逻辑关系",
		appliesTo: WITH_TABLES,
		mayUse: "previous",
		check: remedyWithoutRequest,
	},
	{
		id: "X02-after-review-needs-review",
		severity: "info",
		title: "有复议后起诉的，本年或上年有行政复议",
		formula: "aft.tot > 0 ⇒ rev.tot > 0 this year or last",
		basis: "《行政诉讼法》第四十五条（不服复议决定起诉）",
		appliesTo: WITH_TABLES,
		mayUse: "previous",
		check: afterReview,
	},
	{
		id: "X03-fee-nonpayment-vs-sec6",
		severity: "warn",
		title: "有“逾期未缴费”的，第六部分报告收费情况",
		formula: "other2.tot > 0 ⇒ section 六 mentions 收费通知 or 信息处理费",
		basis: `${FEES}（收费通知、逾期未缴视为放弃）`,
		appliesTo: { fields: ["requests.other.unpaid_fee.total"] },
		premise: readWhole,
		check: unpaidFee,
	},
	{
		id: "X04-infofee-in-fees",
		severity: "warn",
		title: "信息处理费计入行政事业性收费",
		formula: "fee.amount_wan ≥ infofee_yuan / 10000, within the cell's rounding",
		basis: `${FEES}；信息处理费属于行政事业性收费`,
		appliesTo: { fields: ["proactive.fees.amount"] },
		check: feeIncluded,
	},
	{
		id: "X05-infofee-threshold",
		severity: "info",
		title: "收费或大量反复申请与申请量相称",
		formula: "(infofee > 0 ∨ other2 > 0 ∨ refuse4 > 0) ⇒ new.tot + carry_in.tot ≥ 11, unless by page",
		basis: `${FEES}第四条、第五条（十件以下、三十页以下不收费）`,
		appliesTo: { fields: ["requests.other.unpaid_fee.total"] },
		limits: { least_requests: 11 },
		check: feeThreshold,
	},
	{
		id: "X06-denial-vs-remedy-scale",
		severity: "info",
		title: "复议、直接起诉量与申请量数量级相称",
		formula: "rev.tot + dir.tot ≤ 3 × (new.tot + carry_in.tot) when ≥ 5",
		basis: REVIEW,
		appliesTo: WITH_TABLES,
		limits: { factor: 3, least_cases: 5 },
		check: remedyScale,
	},
];

function remedyWithoutRequest(facts: ReportFacts): Outcome[] {
	const flow = numbersAt(facts, FLOW);
	const remedies = numbersAt(facts, [REVIEWS, DIRECT, AFTER]);
	if (!flow || !remedies) return [];
	const cells = [...FLOW, REVIEWS, DIRECT, AFTER];
	const [received, cases] = [sum(flow), sum(remedies)];
	if (received > 0 || cases === 0) return holds(cells);
	const before = facts.previous ? numbersAt(facts.previous, FLOW) : undefined;
	const message = `表三新收、结转均为0，表四有复议、诉讼${cases}件`;
	// Cases about last year's requests, or about no answer at all, are lawful.
	if (before && sum(before) > 0)
		return undetermined(cells, `${message}；上年有申请${sum(before)}件，可能是上年申请引起的。`, { severity: "info" });
	return broken(cells, `${message}，请核对。`, { textConfidence: before ? sureness(facts.previous, FLOW) : 1 });
}

function afterReview(facts: ReportFacts): Outcome[] {
	const [after, reviews] = numbersAt(facts, [AFTER, REVIEWS]) ?? [];
	if (after === undefined || reviews === undefined) return [];
	const cells = [AFTER, REVIEWS];
	if (after === 0 || reviews > 0) return holds(cells);
	const before = facts.previous ? numberAt(facts.previous, REVIEWS) : undefined;
	if (before !== undefined && before > 0) return holds(cells);
	const message = `表四复议后起诉${after}件，而行政复议为0件`;
	if (before === undefined) return undetermined(cells, `${message}；复议可能在上年，未见上年报告。`);
	// The year before is as sure as its reading.
	return broken(cells, `${message}，上年行政复议也为0件。`, { textConfidence: sureness(facts.previous, [REVIEWS]) });
}

/** The least confidence of figures of the year before. */
function sureness(previous: ReportFacts | undefined, paths: readonly string[]): number {
	return Math.min(...paths.map((path) => previous?.figure(path)?.confidence ?? 0));
}

function unpaidFee(facts: ReportFacts): Outcome[] {
	const unpaid = numberAt(facts, UNPAID);
	if (unpaid === undefined || unpaid === 0) return [];
	const cells = [UNPAID, "sections.other"];
	if (textsOf(facts).some(([, text]) => /信息处理费|收费通知|收费/.test(joined(text)))) return holds(cells);
	if (facts.sections.other === null)
		return undetermined(cells, `表三“逾期未按收费通知要求缴纳费用”为${unpaid}件，未读到第六部分。`, { cause: "reading" });
	return broken(cells, `表三“逾期未按收费通知要求缴纳费用”为${unpaid}件，全文未说明信息处理费收取情况。`, {
		textConfidence: facts.textConfidence,
	});
}

function feeIncluded(facts: ReportFacts): Outcome[] {
	const fee = findProcessingFee(facts.sections);
	const cell = "proactive.fees.amount";
	const wan = numberAt(facts, cell);
	if (!fee || wan === undefined || fee.yuan === 0) return [];
	const place = `sections.${fee.section}`;
	const cells = [cell, place];
	const decimals = /\.(\d+)/.exec(facts.figure(cell)?.raw ?? "")?.[1]?.length ?? 0;
	// The cell may be rounded, or cut, to its own decimals: 380元 is 0.038, 0.04 or 0.03, and 0 where it has none.
	const step = 10 ** -decimals;
	if (wan + step > fee.yuan / 10_000 - 1e-9) return holds(cells);
	const message = `正文“${fee.quote}”，即${fee.yuan / 10_000}万元，表二行政事业性收费为${wan}万元，少于信息处理费。`;
	const more = {
		expected: `≥${fee.yuan / 10_000}`,
		actual: wan,
		quotes: [{ place, text: fee.quote }],
		textConfidence: facts.textConfidence,
	};
	return fee.isRounded ? undetermined(cells, message, more) : broken(cells, message, more);
}

function feeThreshold(facts: ReportFacts, limits: Limits): Outcome[] {
	const flow = numbersAt(facts, FLOW);
	if (!flow) return [];
	const fee = findProcessingFee(facts.sections);
	const [unpaid, excessive] = [numberAt(facts, UNPAID) ?? 0, numberAt(facts, EXCESSIVE) ?? 0];
	if ((fee?.yuan ?? 0) === 0 && unpaid === 0 && excessive === 0) return [];
	const cells = [...FLOW, UNPAID, EXCESSIVE, "sections.other"];
	const byPage = textsOf(facts).some(([, text]) => /按量|按页|页/.test(joined(text)));
	if (sum(flow) >= (limits.least_requests ?? 11) || byPage) return holds(cells);
	const why = [
		...((fee?.yuan ?? 0) > 0 ? [`收取信息处理费${fee?.yuan}元`] : []),
		...(unpaid > 0 ? [`逾期未缴费${unpaid}件`] : []),
		...(excessive > 0 ? [`无正当理由大量反复申请${excessive}件`] : []),
	].join("、");
	return broken(cells, `${why}，而全年新收加结转仅${sum(flow)}件；按件收费自第十一件起，请核对。`);
}

function remedyScale(facts: ReportFacts, limits: Limits): Outcome[] {
	const flow = numbersAt(facts, FLOW);
	const cases = numbersAt(facts, [REVIEWS, DIRECT]);
	if (!flow || !cases) return [];
	const cells = [...FLOW, REVIEWS, DIRECT];
	const factor = limits.factor ?? 3;
	if (sum(cases) < (limits.least_cases ?? 5) || sum(cases) <= factor * sum(flow)) return holds(cells);
	return broken(
		cells,
		`复议${cases[0]}件加直接起诉${cases[1]}件＝${sum(cases)}件，超过新收加结转${sum(flow)}件的${factor}倍，请核对。`,
	);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
