import type { Limits, Outcome } from "../../../src/rules.ts";
import { rowLabelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { REVIEW } from "./citations.ts";
import { sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, numbersAt } from "./context.ts";
import { organOf } from "./organ.ts";
import { broken, holds } from "./outcomes.ts";
import { rowsOf } from "./request-groups.ts";

const TOTAL = "requests.total.total";

/** Rules L07–L11, L14–L16: proportions in tables 三 and 四 that ask for a second look. */
export const proportionRules: readonly FamilyRule[] = [
	{
		id: "L07-other-share",
		severity: "warn",
		title: "“其他处理”只用于极少数情形",
		formula: "Σother / done_total ≤ 30% when done_total ≥ 20",
		basis: "报告格式填报说明（其他处理主要考虑极少数特殊情况）",
		appliesTo: WITH_TABLES,
		limits: { most_share: 0.3, least_closed: 20 },
		check: otherShare,
	},
	{
		id: "L08-secret-town",
		severity: "warn",
		title: "乡镇、街道一般不以国家秘密为由不予公开",
		formula: "level = township ⇒ deny1 = 0",
		basis: "《保守国家秘密法》（定密权限）",
		appliesTo: WITH_TABLES,
		check: secretTown,
	},
	{
		id: "L09-correction-rate",
		severity: "info",
		title: "复议、诉讼纠错率不过高",
		formula: "fix / (up + fix + oth) < 50% when n ≥ 5",
		basis: REVIEW,
		appliesTo: WITH_TABLES,
		limits: { most_share: 0.5, least_cases: 5 },
		check: correctionRate,
	},
	{
		id: "L10-carry-ratio",
		severity: "info",
		title: "结转下年的比例与答复期限相称",
		formula: "carry_out / (new + carry_in) ≤ 25% when ≥ 20",
		basis: "《政府信息公开条例》第三十三条（二十个工作日，可延长二十个工作日）",
		appliesTo: WITH_TABLES,
		limits: { most_share: 0.25, least_requests: 20 },
		check: carryRatio,
	},
	{
		id: "L11-direct-suit-after-2024",
		severity: "info",
		title: "2024年起直接起诉一般少于复议后起诉",
		formula: "Y ≥ 2024 ∧ dir.tot ≥ 10 ⇒ dir.tot ≤ aft.tot",
		basis: "《行政复议法》（2023年修订）第二十三条：不予公开复议前置",
		appliesTo: { since: 2021 },
		limits: { first_year: 2024, least_cases: 10 },
		check: directSuits,
	},
	{
		id: "L15-applicant-mix",
		severity: "info",
		title: "科研、公益、法律服务机构的申请一般少于自然人",
		formula: "sci + pub + law ≤ np",
		basis: REVIEW,
		appliesTo: WITH_TABLES,
		limits: { least_requests: 5 },
		check: applicantMix,
	},
	{
		id: "L16-partial-heavy",
		severity: "info",
		title: "部分公开一般不多于予以公开",
		formula: "partial ≤ granted when ≥ 20",
		basis: REVIEW,
		appliesTo: WITH_TABLES,
		limits: { least_partial: 20 },
		check: partialHeavy,
	},
];

function percent(part: number, whole: number): string {
	return `${part}÷${whole}＝${Math.round((1000 * part) / whole) / 10}%`;
}

function otherShare(facts: ReportFacts, limits: Limits): Outcome[] {
	const paths = rowsOf(facts, "other").map((row) => `requests.${row}.total`);
	const [other, closed] = [sumAt(facts, paths), numberAt(facts, TOTAL)];
	if (other === undefined || closed === undefined || closed < (limits.least_closed ?? 20)) return [];
	const cells = [...paths, TOTAL];
	if (other / closed <= (limits.most_share ?? 0.3)) return holds(cells);
	return broken(cells, `“（六）其他处理”${percent(other, closed)}，占比过高。`);
}

function secretTown(facts: ReportFacts): Outcome[] {
	const cell = "requests.refused.state_secret.total";
	const value = numberAt(facts, cell);
	if (value === undefined || organOf(facts.issuer, facts.level).level !== "township") return [];
	if (value === 0) return holds([cell]);
	return broken([cell], `乡镇、街道以“属于国家秘密”不予公开${value}件，请核对定密依据。`);
}

function correctionRate(facts: ReportFacts, limits: Limits): Outcome[] {
	return ["review", "litigation_direct", "litigation_after_review"].flatMap((block) => {
		const cells = ["upheld", "corrected", "other"].map((column) => `remedies.${block}.${column}`);
		const [upheld, corrected, other] = numbersAt(facts, cells) ?? [];
		if (upheld === undefined || corrected === undefined || other === undefined) return [];
		const closed = upheld + corrected + other;
		if (closed < (limits.least_cases ?? 5)) return [];
		if (corrected / closed < (limits.most_share ?? 0.5)) return holds(cells);
		return broken(
			cells,
			`表四“${rowLabelOf(`remedies.${block}`)}”审结${closed}件，结果纠正${percent(corrected, closed)}，纠错率较高。`,
		);
	});
}

function carryRatio(facts: ReportFacts, limits: Limits): Outcome[] {
	const cells = ["requests.carried_out.total", "requests.received.total", "requests.carried_in.total"];
	const [out, received, carried] = numbersAt(facts, cells) ?? [];
	if (out === undefined || received === undefined || carried === undefined) return [];
	const all = received + carried;
	if (all < (limits.least_requests ?? 20)) return [];
	if (out / all <= (limits.most_share ?? 0.25)) return holds(cells);
	return broken(cells, `结转下年${percent(out, all)}，比例较高。`);
}

function directSuits(facts: ReportFacts, limits: Limits): Outcome[] {
	const cells = ["remedies.litigation_direct.total", "remedies.litigation_after_review.total"];
	const [direct, after] = numbersAt(facts, cells) ?? [];
	if (facts.year < (limits.first_year ?? 2024) || direct === undefined || after === undefined) return [];
	if (direct < (limits.least_cases ?? 10) || direct <= after) return holds(cells);
	return broken(cells, `未经复议直接起诉${direct}件，多于复议后起诉${after}件；不予公开决定自2024年起须先行复议。`);
}

function applicantMix(facts: ReportFacts, limits: Limits): Outcome[] {
	const columns = ["research", "welfare", "legal_service", "natural_person"];
	const cells = columns.map((column) => `requests.received.${column}`);
	const [research, welfare, legal, natural] = numbersAt(facts, cells) ?? [];
	if (research === undefined || welfare === undefined || legal === undefined || natural === undefined) return [];
	const organised = research + welfare + legal;
	if (organised + natural < (limits.least_requests ?? 5)) return [];
	if (organised <= natural) return holds(cells);
	return broken(
		cells,
		`科研机构${research}＋社会公益组织${welfare}＋法律服务机构${legal}＝${organised}件，多于自然人${natural}件，请核对列次。`,
	);
}

function partialHeavy(facts: ReportFacts, limits: Limits): Outcome[] {
	const cells = ["requests.granted.total", "requests.granted_in_part.total"];
	const [granted, partial] = numbersAt(facts, cells) ?? [];
	if (granted === undefined || partial === undefined || partial < (limits.least_partial ?? 20)) return [];
	if (partial <= granted) return holds(cells);
	return broken(cells, `部分公开${partial}件，多于予以公开${granted}件，请核对。`);
}
