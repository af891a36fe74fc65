import type { Limits, Outcome } from "../../../src/rules.ts";
import { joined } from "../narrative/counts.ts";
import { findProcessingFee, mentionsFee } from "../narrative/money.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FEES, FORMAT_2021, LAW_50 } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, readWhole, textsOf } from "./context.ts";
import { organOf } from "./organ.ts";
import { broken, holds, shorten, undetermined } from "./outcomes.ts";

/** Rules S18–S23: whether the sections say what the form asks them to say. */
export const substanceRules: readonly FamilyRule[] = [
	{
		id: "S18-five-aspects",
		severity: "warn",
		title: "总体情况写明五个方面",
		formula: "section 一 mentions 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障",
		basis: `${FORMAT_2021}（一）总体情况`,
		appliesTo: { since: 2021 },
		premise: readWhole,
		check: fiveAspects,
	},
	{
		id: "S19-section5-substance",
		severity: "warn",
		title: "第五部分既有问题也有改进",
		formula: "length ≥ 80 ∧ 问题 ∧ 改进 ∧ not 无",
		basis: `${LAW_50}第四项`,
		appliesTo: WITH_TABLES,
		limits: { least_characters: 80 },
		premise: readWhole,
		check: problems,
	},
	{
		id: "S20-section6-fee-note",
		severity: "info",
		title: "第六部分说明信息处理费收取情况",
		formula: "section 六 mentions 信息处理费; warn where a fee is implied elsewhere",
		basis: FEES,
		appliesTo: { since: 2021 },
		premise: readWhole,
		check: feeNote,
	},
	{
		id: "S21-gov-assessment",
		severity: "warn",
		title: "各级人民政府的报告写明工作考核、社会评议、责任追究结果",
		formula: "organ is 人民政府 ⇒ text has 考核 ∧ 评议 ∧ 责任追究",
		basis: `${LAW_50}第四项`,
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: assessment,
	},
	{
		id: "S22-overview-length",
		severity: "info",
		title: "总体情况篇幅不超过一千字",
		formula: "length(section 一) ≤ 1000",
		basis: "地方年报通知“原则上不超过一千字”（如武威市2025年度通知）",
		appliesTo: { since: 2021 },
		limits: { most_characters: 1000 },
		check: overviewLength,
	},
	{
		id: "S23-fee-unit-shown",
		severity: "warn",
		title: "收费列注明“单位：万元”",
		formula: "heading of the fee column contains 万元",
		basis: `${FORMAT_2021}（表二“本年收费金额（单位：万元）”）`,
		appliesTo: { fields: ["proactive.fees.amount"] },
		premise: readWhole,
		check: feeUnit,
	},
];

const ASPECTS: readonly (readonly [string, RegExp])[] = [
	["主动公开", /主动公开/],
	["依申请公开", /依申请|申请公开|公开申请/],
	["政府信息管理", /信息管理|信息的?管理|审查|清理|动态调整/],
	["平台建设", /平台|网站|专栏|栏目/],
	["监督保障", /监督|保障|考核|培训/],
];

function fiveAspects(facts: ReportFacts): Outcome[] {
	const text = facts.sections.overview;
	const cells = ["sections.overview"];
	if (!text) return [];
	const flat = joined(text);
	const missing = ASPECTS.filter(([, pattern]) => !pattern.test(flat)).map(([name]) => name);
	if (missing.length === 0) return holds(cells);
	return broken(cells, `总体情况未见${missing.map((name) => `“${name}”`).join("、")}方面的内容。`, {
		expected: 5,
		actual: 5 - missing.length,
		textConfidence: facts.textConfidence,
		quotes: [{ place: "sections.overview", text: shorten(flat, 60) }],
	});
}

function problems(facts: ReportFacts, limits: Limits): Outcome[] {
	const text = facts.sections.problems;
	const cells = ["sections.problems"];
	if (text === null) return [];
	const flat = joined(text);
	const least = limits.least_characters ?? 80;
	const faults: string[] = [];
	if (/^(?:暂?无|没有)/.test(flat) && flat.length < 20) faults.push("写为“无”");
	else if (flat.length < least) faults.push(`仅${flat.length}字，少于${least}字`);
	if (!/问题|不足|差距|欠缺|有待|不够|薄弱|短板|不高|不强|不及时|还需|仍需/.test(flat)) faults.push("未见存在的问题");
	if (!/改进|措施|下一步|将|加强|提高|提升|完善|强化|今后|努力|推进|优化/.test(flat)) faults.push("未见改进情况");
	if (faults.length === 0) return holds(cells);
	// A section cut by our reading looks short; a short one may still be real.
	const isShortOnly = faults.length === 1 && faults[0]?.startsWith("仅");
	const message = `第五部分${faults.join("，")}${flat === "" ? "" : `：“${shorten(flat.replace(/。$/u, ""), 60)}”`}。`;
	return broken(cells, message, {
		...(isShortOnly ? { severity: "info" as const } : {}),
		...(flat === "" ? { cause: "unclear" as const } : {}),
		textConfidence: facts.textConfidence,
		quotes: flat === "" ? [] : [{ place: "sections.problems", text: shorten(flat, 60) }],
	});
}

function feeNote(facts: ReportFacts): Outcome[] {
	const text = facts.sections.other;
	if (text === null) return [];
	const cells = ["sections.other"];
	const elsewhere = textsOf(facts).some(([, words]) => /信息处理费/.test(joined(words)));
	if (mentionsFee(text) || elsewhere) return holds(cells);
	const unpaid = numberAt(facts, "requests.other.unpaid_fee.total") ?? 0;
	const isImplied = unpaid > 0 || (findProcessingFee(facts.sections)?.yuan ?? 0) > 0;
	const flat = joined(text);
	const message = `第六部分未说明信息处理费收取情况${isImplied ? `，而表三“逾期未按收费通知要求缴纳费用”为${unpaid}件` : ""}${flat === "" ? "" : `：“${shorten(flat.replace(/。$/u, ""), 60)}”`}。`;
	return broken([...cells, ...(isImplied ? ["requests.other.unpaid_fee.total"] : [])], message, {
		severity: isImplied ? "warn" : "info",
		textConfidence: facts.textConfidence,
		quotes: flat === "" ? [] : [{ place: "sections.other", text: shorten(flat, 60) }],
	});
}

function assessment(facts: ReportFacts): Outcome[] {
	const { kind } = organOf(facts.issuer, facts.level);
	if (kind !== "government" && kind !== "township") return [];
	const texts = textsOf(facts);
	if (!texts.some(([section]) => section === "overview" || section === "problems")) return [];
	const words = texts.map(([, text]) => joined(text)).join("\n");
	const cells = ["sections.overview", "sections.problems"];
	const missing = [
		...(/考核|考评/.test(words) ? [] : ["工作考核"]),
		...(/评议|评价|满意度|测评|第三方评估/.test(words) ? [] : ["社会评议"]),
		...(/追究|追责|问责|责任倒查/.test(words) ? [] : ["责任追究"]),
	];
	if (missing.length === 0) return holds(cells);
	return broken(cells, `全文未见${missing.map((name) => `“${name}”`).join("、")}结果情况的表述。`, {
		textConfidence: facts.textConfidence,
	});
}

function overviewLength(facts: ReportFacts, limits: Limits): Outcome[] {
	const text = facts.sections.overview;
	if (!text) return [];
	const { length } = joined(text);
	const most = limits.most_characters ?? 1000;
	const cells = ["sections.overview"];
	if (length <= most) return holds(cells);
	return broken(cells, `总体情况约${length}字，超过${most}字。`, {
		expected: `≤${most}`,
		actual: length,
		textConfidence: facts.textConfidence,
	});
}

function feeUnit(facts: ReportFacts): Outcome[] {
	const { labels } = facts;
	if (!labels || !facts.figure("proactive.fees.amount")) return [];
	const flat = labels.map(joined);
	const heading = flat.find((label) => /收费金额/.test(label));
	if (heading === undefined) return [];
	const cells = ["proactive.fees.amount"];
	if (flat.some((label) => /万元/.test(label))) return holds(cells);
	const message = `收费列标题“${shorten(heading)}”未注明“单位：万元”。`;
	const more = { quotes: [{ place: "tables", text: heading }], textConfidence: facts.textConfidence };
	const inText = textsOf(facts).some(([, text]) => /单位[:：]万元/.test(joined(text)));
	return inText ? undetermined(cells, message, more) : broken(cells, message, more);
}
