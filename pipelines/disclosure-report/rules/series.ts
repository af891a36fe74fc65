import type { Limits, Outcome } from "../../../src/rules.ts";
import { columnLabelOf, labelOf, rowLabelOf } from "../labels.ts";
import { flatten, joined } from "../narrative/counts.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, numbersAt, textsOf } from "./context.ts";
import { isFrozen } from "./frozen.ts";
import { broken, holds, undetermined } from "./outcomes.ts";
import { requestsForm } from "./report-forms.ts";

const MEANING = "表格指标含义（上年结转、现行有效等与上年报告衔接）";
const NOTE = /清理|失效|到期|重新(?:认定|统计|梳理)|口径|机构改革|划转|调整/;

/** Rules Y01–Y07: this year's figures against last year's report. */
export const seriesRules: readonly FamilyRule[] = [
	{
		id: "Y01-carry-link",
		severity: "error",
		title: "上年结转等于上年报告的结转下年度",
		formula: "carry_in(y).tot = carry_out(y−1).tot; columns: warn",
		basis: MEANING,
		appliesTo: WITH_TABLES,
		needs: "previous",
		check: withPrevious(carryLink),
	},
	{
		id: "Y02-valid-stock",
		severity: "warn",
		title: "现行有效件数等于上年有效加制发减废止",
		formula: "valid(y) = valid(y−1) + issued(y) − repealed(y)",
		basis: MEANING,
		appliesTo: { fields: ["proactive.regulations.in_force"] },
		needs: "previous",
		check: withPrevious(stock),
	},
	{
		id: "Y03-items-link",
		severity: "warn",
		title: "上一年项目数量与上年报告衔接",
		formula: "prev_items(2020) = prev_items(2019) + delta(2019)",
		basis: MEANING,
		appliesTo: { fields: ["proactive.licensing.prior_items"] },
		needs: "previous",
		check: withPrevious(itemsLink),
	},
	{
		id: "Y04-public-stock",
		severity: "info",
		title: "对外公开总数量不少于上年",
		formula: "total_public(2020) ≥ total_public(2019)",
		basis: MEANING,
		appliesTo: { fields: ["proactive.regulations.disclosed_total"] },
		needs: "previous",
		check: withPrevious(publicStock),
	},
	{
		id: "Y05-frozen-numbers",
		severity: "warn",
		title: "数字不与上年完全相同",
		formula: "≥ 8 nonzero cells ⇒ not all equal to y−1",
		basis: "年报应当真实反映本年度情况，不得照搬",
		needs: "previous",
		check: withPrevious(frozenNumbers),
	},
	{
		id: "Y06-jump",
		severity: "info",
		title: "数量没有数量级跳变",
		formula: "max(v, v0) / max(1, min(v, v0)) < 10 when max ≥ 50",
		basis: "复核线索，非法定要求",
		needs: "previous",
		limits: { factor: 10, least: 50 },
		check: withPrevious(jumps),
	},
	{
		id: "Y07-unit-jump",
		severity: "warn",
		title: "收费金额没有元与万元混淆",
		formula: "fee(y) / fee(y−1) ∉ [8000, 12000] or inverse",
		basis: "表二“单位：万元”",
		appliesTo: { fields: ["proactive.fees.amount"] },
		needs: "previous",
		limits: { low: 8000, high: 12_000 },
		check: withPrevious(unitJump),
	},
];

type Judge = (facts: ReportFacts, previous: ReportFacts, limits: Limits) => Outcome[];

/** Runs a judgement only where last year's report of the same issuer is at hand. Its reading counts too. */
export function withPrevious(judge: Judge): FamilyRule["check"] {
	return (facts, limits) => {
		const { previous } = facts;
		if (!previous || previous.year !== facts.year - 1) return [];
		return judge(facts, previous, limits).map((outcome) => {
			const read = outcome.cells.flatMap((path) => previous.figure(path)?.confidence ?? []);
			return { ...outcome, textConfidence: Math.min(outcome.textConfidence ?? 1, ...read) };
		});
	};
}

/** Whether a report says of itself that it is the whole place's, or one organ's own. */
export function declaredScope(facts: ReportFacts): "whole" | "own" | undefined {
	const texts = textsOf(facts).map(([, text]) => flatten(text));
	const own = texts.some((text) =>
		/(?:数据|报告|本报告)[^。]{0,30}(?:本级|本机关)(?!政府信息)|仅(?:含|包括|为)[^。]{0,10}本级/.test(text),
	);
	const whole = texts.some((text) =>
		/汇总[^。]{0,12}(?:全[市县区省州]|各|下级)|(?:全[市县区省州])[^。]{0,16}(?:汇总|数据|部门|收到|受理|新收)|各(?:部门|单位|镇|乡|街道)[^。]{0,16}(?:汇总|数据)/.test(
			text,
		),
	);
	if (own === whole) return undefined;
	return own ? "own" : "whole";
}

function carryLink(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	const [to, from] = ["requests.carried_in.total", "requests.carried_out.total"];
	const [now, before] = [numberAt(facts, to), numberAt(previous, from)];
	if (now === undefined || before === undefined) return [];
	const cells = [to, from];
	const message = `上年结转${now}件，而${previous.year}年度报告结转下年度${before}件`;
	const more = { expected: before, actual: now };
	if (now !== before) {
		const [scope, scopeBefore] = [declaredScope(facts), declaredScope(previous)];
		const isRescoped = scope !== scopeBefore || textsOf(facts).some(([, text]) => /机构改革|划转|合并|更正/.test(joined(text)));
		if (isRescoped) return undetermined(cells, `${message}；统计范围或机构可能有变，不作认定。`, { ...more, severity: "warn" });
		return broken(cells, `${message}，两者应当相等。`, more);
	}
	const kinds = requestsForm(facts).requests.columns.slice(0, -1);
	const columns = kinds
		.map(({ key }) => key)
		.filter((column) => {
			const pair = [numberAt(facts, `requests.carried_in.${column}`), numberAt(previous, `requests.carried_out.${column}`)];
			return pair[0] !== undefined && pair[1] !== undefined && pair[0] !== pair[1];
		});
	if (columns.length === 0) return holds(cells);
	const shown = columns
		.map((column) => {
			const [a, b] = [`requests.carried_in.${column}`, `requests.carried_out.${column}`];
			return `“${columnLabelOf(a, facts.forms)}”列${numberAt(facts, a)}件，上年为${numberAt(previous, b)}件`;
		})
		.join("；");
	return broken(
		columns.flatMap((column) => [`requests.carried_in.${column}`, `requests.carried_out.${column}`]),
		`上年结转总计与上年报告一致，分列不一致：${shown}。`,
		{ severity: "warn" },
	);
}

function stock(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	return ["regulations", "normative_documents"].flatMap((row) => {
		const cells = ["in_force", "issued", "repealed"].map((column) => `proactive.${row}.${column}`);
		const [inForce, issued, repealed] = numbersAt(facts, cells) ?? [];
		const before = numberAt(previous, `proactive.${row}.in_force`);
		if (inForce === undefined || issued === undefined || repealed === undefined || before === undefined) return [];
		const expected = before + issued - repealed;
		if (expected === inForce) return holds(cells);
		const message = `表二“${rowLabelOf(`proactive.${row}`)}”：上年有效${before}＋制发${issued}－废止${repealed}＝${expected}，现行有效为${inForce}。`;
		const noted = textsOf(facts).some(([, text]) => /规范性文件|规章/.test(joined(text)) && NOTE.test(joined(text)));
		return broken(cells, message, { expected, actual: inForce, ...(noted ? { severity: "info" as const } : {}) });
	});
}

function itemsLink(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	return ["licensing", "other_services", "penalties", "coercion", "fees"].flatMap((row) => {
		const cells = [`proactive.${row}.prior_items`, `proactive.${row}.change`];
		const now = numberAt(facts, `proactive.${row}.prior_items`);
		const [items, change] = numbersAt(previous, cells) ?? [];
		if (now === undefined || items === undefined || change === undefined) return [];
		if (now === items + change) return holds(cells);
		const message = `表二“${rowLabelOf(`proactive.${row}`)}”：上年报告${items}${change < 0 ? "－" : "＋"}${Math.abs(change)}＝${items + change}项，本年填上一年项目数量${now}项。`;
		return broken(cells, message, { expected: items + change, actual: now });
	});
}

function publicStock(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	return ["regulations", "normative_documents"].flatMap((row) => {
		const cell = `proactive.${row}.disclosed_total`;
		const [now, before] = [numberAt(facts, cell), numberAt(previous, cell)];
		if (now === undefined || before === undefined) return [];
		if (now >= before) return holds([cell]);
		return broken([cell], `表二“${rowLabelOf(`proactive.${row}`)}”对外公开总数量${now}件，少于上年的${before}件。`, {
			expected: `≥${before}`,
			actual: now,
		});
	});
}

function frozenNumbers(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	const frozen = isFrozen(facts, previous);
	const cells = ["tables.proactive", "tables.requests", "tables.remedies"];
	if (frozen === undefined) return [];
	if (!frozen) return holds(cells);
	const count = facts.evidence.filter(({ value }) => value !== null && value !== 0).length;
	return broken(cells, `全部数字与${previous.year}年度报告相同（不为0的有${count}个）。`);
}

function jumps(facts: ReportFacts, previous: ReportFacts, limits: Limits): Outcome[] {
	const paths = facts.evidence
		.map(({ path }) => path)
		.filter((path) => /^proactive\.|\.total$/.test(path) && !path.includes(".extra_") && !path.endsWith(".change"));
	const pairs = paths.flatMap((path) => {
		const [now, before] = [numberAt(facts, path), numberAt(previous, path)];
		return now === undefined || before === undefined ? [] : [{ path, now, before }];
	});
	if (pairs.length === 0) return [];
	const jumped = pairs.filter(({ now, before }) => {
		const [high, low] = [Math.max(now, before), Math.min(now, before)];
		return high >= (limits.least ?? 50) && high / Math.max(1, low) >= (limits.factor ?? 10);
	});
	if (jumped.length === 0) return holds(pairs.slice(0, 1).map(({ path }) => path));
	return jumped.flatMap(({ path, now, before }) =>
		broken([path], `“${labelOf(path, facts.forms)}”上年为${before}，本年为${now}，变化较大，请核对。`, { actual: now }),
	);
}

function unitJump(facts: ReportFacts, previous: ReportFacts, limits: Limits): Outcome[] {
	const cell = "proactive.fees.amount";
	const [now, before] = [numberAt(facts, cell), numberAt(previous, cell)];
	if (now === undefined || before === undefined || now === 0 || before === 0) return [];
	const ratio = Math.max(now, before) / Math.min(now, before);
	if (ratio < (limits.low ?? 8000) || ratio > (limits.high ?? 12_000)) return holds([cell]);
	return broken([cell], `收费金额上年为${before}万元，本年为${now}万元，相差约一万倍，疑有一年以元填报。`, { actual: now });
}
