import type { Outcome } from "../../../src/rules.ts";
import { listSums } from "../fields/equations.ts";
import { labelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_LIST } from "./applies.ts";
import { FORMAT_PRE2019 } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, numbersAt } from "./context.ts";
import { broken, holds, undetermined } from "./outcomes.ts";
import { formsOf } from "./report-forms.ts";
import { checkSum } from "./sums.ts";

const path = (key: string) => `statistics.${key}`;

/** Rules A09–A11: arithmetic within the statistical table of 2014 to 2018. */
export const pre2019Rules: readonly FamilyRule[] = [
	{
		id: "A09-pre2019-sums",
		severity: "error",
		title: "旧统计表各分项之和等于总数",
		formula: "收到 = 当面 + 传真 + 网络 + 信函; 办结 = 按时 + 延期; 答复 = Σ8; 不同意 = Σ6; 复议, 诉讼 = Σ3; 人员 = 专职 + 兼职",
		basis: FORMAT_PRE2019,
		appliesTo: WITH_LIST,
		check: sums,
	},
	{
		id: "A10-pre2019-bounds",
		severity: "warn",
		title: "旧统计表各项不超出上下界",
		formula: "max(channels) ≤ 主动公开数 ≤ Σ channels; 公开规范性文件 ≤ 制发; 负责同志参加 ≤ 总次数",
		basis: `${FORMAT_PRE2019}（“不同渠道和方式公开相同信息计1条”）`,
		appliesTo: WITH_LIST,
		check: bounds,
	},
	{
		id: "A11-pre2019-answer-vs-close",
		severity: "info",
		title: "旧统计表答复数与办结数相称",
		formula: "|答复 − 办结| ≤ 10% of the larger, or 2",
		basis: FORMAT_PRE2019,
		appliesTo: WITH_LIST,
		limits: { most_share: 0.1, least_difference: 2 },
		check: answered,
	},
];

function sums(facts: ReportFacts): Outcome[] {
	return listSums(formsOf(facts).list).flatMap(({ total, parts, local }) => {
		const printed = local.filter((key) => numberAt(facts, path(key)) !== undefined);
		const spec = {
			name: `旧统计表“${labelOf(path(total), facts.forms)}”`,
			left: [...parts, ...printed].map(path),
			right: [path(total)],
		};
		return checkSum(facts, spec).map((outcome) => {
			// Provinces add rows of their own; parts that fall short may be completed by one of them.
			const isShort = Number(outcome.expected ?? 0) < Number(outcome.actual ?? 0);
			const hasOthers = facts.evidence.some((figure) => figure.path.startsWith("listed."));
			if (outcome.verdict !== "broken" || !isShort || !hasOthers) return outcome;
			return {
				...outcome,
				verdict: "undetermined",
				cause: "unclear",
				message: `${outcome.message}表中有格式以外的行，可能属于该项。`,
			};
		});
	});
}

const CHANNELS = ["by_gazette", "by_website", "by_weibo", "by_wechat", "by_other_means"].map(path);
const NOT_MORE: readonly (readonly [part: string, whole: string])[] = [
	["documents_disclosed", "documents_made"],
	["press_conferences_led", "press_conferences"],
	["interviews_led", "interviews"],
];

function bounds(facts: ReportFacts): Outcome[] {
	return [...channelBounds(facts), ...NOT_MORE.flatMap(([part, whole]) => notMore(facts, path(part), path(whole)))];
}

/** What was disclosed is no less than any channel carried, and no more than all channels together. */
function channelBounds(facts: ReportFacts): Outcome[] {
	const total = numberAt(facts, path("disclosed"));
	const channels = numbersAt(facts, CHANNELS);
	if (total === undefined || !channels) return [];
	const [most, sum] = [Math.max(...channels), channels.reduce((a, b) => a + b, 0)];
	const cells = [path("disclosed"), ...CHANNELS];
	if (most <= total && total <= sum) return holds(cells);
	const message = `主动公开政府信息数${total}，${total < most ? `少于单一渠道的${most}` : `多于各渠道之和${channels.join("＋")}＝${sum}`}。`;
	return broken(cells, message, { expected: `${most}–${sum}`, actual: total });
}

function notMore(facts: ReportFacts, part: string, whole: string): Outcome[] {
	const cells = [part, whole];
	const [a, b] = numbersAt(facts, cells) ?? [];
	if (a === undefined || b === undefined) return [];
	if (a <= b) return holds(cells);
	const message = `“${labelOf(part, facts.forms)}”${a}，多于“${labelOf(whole, facts.forms)}”${b}。`;
	return broken(cells, message, { expected: `≤${b}`, actual: a });
}

function answered(facts: ReportFacts, limits: Readonly<Record<string, number>>): Outcome[] {
	const cells = [path("answered"), path("closed")];
	const [answers, closed] = numbersAt(facts, cells) ?? [];
	if (answers === undefined || closed === undefined) return [];
	const allowed = Math.max(limits.least_difference ?? 2, (limits.most_share ?? 0.1) * Math.max(answers, closed));
	if (Math.abs(answers - closed) <= allowed) return holds(cells);
	const message = `申请答复数${answers}，申请办结数${closed}，相差${Math.abs(answers - closed)}件，请核对。`;
	return closed === 0 ? undetermined(cells, message) : broken(cells, message);
}
