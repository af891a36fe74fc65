import type { Outcome } from "../../../src/rules.ts";
import { flatten, joined } from "../narrative/counts.ts";
import type { GrowthClaim } from "../narrative/growth.ts";
import { agreesWith, findGrowthClaims } from "../narrative/growth.ts";
import type { FamilyRule } from "./applies.ts";
import { sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { isYearKnown, readWhole, textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";

/** Rules T15, T18 and T19: the text against the year before and the calendar; local details. */
export const textTimeRules: readonly FamilyRule[] = [
	{
		id: "T15-growth-claim",
		severity: "warn",
		title: "正文所述同比增减与两年数字相符",
		formula: "Δ or % = value(y) / value(y−1) − 1",
		basis: "文字与数字应当前后一致",
		check: growth,
	},
	{
		id: "T18-stray-year",
		severity: "warn",
		title: "正文所述“截至”“本年”的年份是报告年度",
		formula: "“截至YYYY年12月31日” or “YYYY年，我…” ⇒ YYYY = Y",
		basis: "《政府信息公开条例》第四十九条（“上一年度”）",
		check: strayYears,
	},
	{
		id: "T19-aspect-claims",
		severity: "info",
		title: "总体情况分网站、新媒体、公报、解读、重点领域给出数字",
		formula: "each of {网站, 新媒体, 公报, 解读, 重点领域} has a count in section 一",
		basis: "地方年报通知（如武威市2025年度通知）；仅在当地要求时启用",
		appliesTo: { since: 2021 },
		isLocal: true,
		premise: readWhole,
		check: aspects,
	},
];

/** Sums that a count of requests may be about, this year and the year before alike. */
const BASES = [["requests.received.total"], ["requests.received.total", "requests.carried_in.total"], ["requests.total.total"]];

function growth(facts: ReportFacts): Outcome[] {
	return textsOf(facts).flatMap(([section, text]) =>
		findGrowthClaims(text).flatMap((claim) =>
			claim.before === undefined
				? growthByReport(facts, claim, `sections.${section}`)
				: growthByText(facts, { ...claim, before: claim.before }, `sections.${section}`),
		),
	);
}

/** A claim that names both counts. */
function growthByText(facts: ReportFacts, claim: GrowthClaim & { readonly before: number }, place: string): Outcome[] {
	if (agreesWith(claim, claim.now, claim.before)) return holds([place]);
	const message = `正文“${shorten(claim.quote)}”：由${claim.before}到${claim.now}，${changeOf(claim.now, claim.before)}，与所述不符。`;
	return broken([place], message, shownOf(facts, claim, place));
}

/** A claim about requests, against the report of the year before. */
function growthByReport(facts: ReportFacts, claim: GrowthClaim, place: string): Outcome[] {
	const { previous } = facts;
	if (!previous || !/申请/.test(claim.about)) return [];
	const known = BASES.filter((paths) => sumAt(facts, paths) === claim.now);
	const befores = known.flatMap((paths) => sumAt(previous, paths) ?? []);
	const [before] = befores;
	if (before === undefined) return [];
	const cells = [place, "requests.received.total"];
	if (befores.some((value) => agreesWith(claim, claim.now, value))) return holds(cells);
	const message = `正文“${shorten(claim.quote)}”：上年报告为${before}，${changeOf(claim.now, before)}，与所述不符。`;
	const more = shownOf(facts, claim, place);
	// The base may have been restated since.
	return known.length === 1 ? broken(cells, message, more) : undetermined(cells, message, more);
}

function shownOf({ textConfidence }: ReportFacts, claim: GrowthClaim, place: string) {
	return {
		actual: claim.percent === undefined ? (claim.difference ?? 0) : `${claim.percent}%`,
		quotes: [{ place, text: claim.quote }],
		textConfidence,
		key: keyOf(claim.quote),
	};
}

function changeOf(now: number, before: number): string {
	const word = now >= before ? "增加" : "减少";
	const percent = before === 0 ? "" : `（${Math.round((10_000 * Math.abs(now - before)) / before) / 100}%）`;
	return `${word}${Math.abs(now - before)}${percent}`;
}

const LOOKS_BACK = /年报|年度报告|相比|对比|同期|以来|至20\d\d|印发|制定|出台|施行|第\d|整改|规划/;
const LOOKS_AHEAD = /将|计划|拟|下一步|继续|力争|明年/;

function strayYears(facts: ReportFacts): Outcome[] {
	const { sections } = facts;
	if (!isYearKnown(facts)) return [];
	return [sections.overview, sections.requests].flatMap((text) => {
		const place = `sections.${text === sections.overview ? "overview" : "requests"}`;
		const sentences = text ? flatten(text).split(/[。;；\n]/) : [];
		return sentences.flatMap((sentence) => strayYear(facts, sentence, place));
	});
}

function strayYear({ year, textConfidence }: ReportFacts, sentence: string, place: string): Outcome[] {
	const until = /截[至止]到?(20\d\d)年(?:12月31日|年?底|年末)/.exec(sentence);
	const opening = /^(?:\(.\))?(20\d\d)年(?:度)?[,，]?(?:我[局委办厅院镇乡县区市街]|本[局委办厅镇乡机]|全[镇乡县区市街局])/.exec(
		sentence,
	);
	const stated = Number(until?.[1] ?? opening?.[1] ?? 0);
	if (stated === 0) return [];
	if (stated === year) return holds([place]);
	if (!until && (LOOKS_BACK.test(sentence) || LOOKS_AHEAD.test(sentence))) return [];
	const quote = shorten(sentence, 60);
	const more = {
		expected: year,
		actual: stated,
		quotes: [{ place, text: quote }],
		textConfidence,
		key: keyOf(quote),
	};
	const message = `正文“${quote}”，所述为${stated}年，本报告为${year}年度。`;
	// A sentence may lawfully look back or ahead; only last year's words in this year's place are telling.
	return stated === year - 1 ? broken([place], message, more) : undetermined([place], message, more);
}

const ASPECTS: readonly (readonly [string, RegExp])[] = [
	["网站", /网站[^。]{0,40}\d/],
	["新媒体", /(?:新媒体|微信|微博|公众号)[^。]{0,40}\d/],
	["公报", /公报[^。]{0,20}\d/],
	["解读", /解读[^。]{0,30}\d/],
	["重点领域", /重点领域[^。]{0,60}\d/],
];

function aspects(facts: ReportFacts): Outcome[] {
	const text = facts.sections.overview;
	if (!text) return [];
	const missing = ASPECTS.filter(([, pattern]) => !pattern.test(joined(text))).map(([name]) => name);
	const cells = ["sections.overview"];
	if (missing.length === 0) return holds(cells);
	return broken(cells, `总体情况未就${missing.join("、")}给出数字。`, {
		textConfidence: facts.textConfidence,
		quotes: [{ place: "sections.overview", text: shorten(text, 60) }],
	});
}
