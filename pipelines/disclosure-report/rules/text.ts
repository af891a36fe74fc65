import type { Outcome } from "../../../src/rules.ts";
import type { PartsClaim } from "../narrative/parts.ts";
import { findPartsClaims, sumOfParts } from "../narrative/parts.ts";
import type { PercentClaim } from "../narrative/percent.ts";
import { agreement, findImpossibleRates, findPercentClaims } from "../narrative/percent.ts";
import { readNarrative } from "../narrative/read.ts";
import type { FamilyRule } from "./applies.ts";
import { AGREE } from "./citations.ts";
import { sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";
import { candidatesFor } from "./request-groups.ts";

const CONSISTENT = "文字与数字应当前后一致";

/** Rules T01, T02, T16 and T17: what the text claims, against itself. */
export const textRules: readonly FamilyRule[] = [
	{
		id: "T01-narrative-parts-sum",
		severity: "error",
		title: "正文所列各分项之和等于总数",
		formula: "“共N条，其中a类x1条…”: Σxi = N",
		basis: AGREE,
		check: partsSums,
	},
	{
		id: "T02-percent",
		severity: "warn",
		title: "正文所述百分比与所列件数相符",
		formula: "|p − 100·x/N| ≤ 0.5·10^−d; truncated → info",
		basis: CONSISTENT,
		check: percentages,
	},
	{
		id: "T16-self-contradiction",
		severity: "warn",
		title: "同一指标在正文各处一致",
		formula: "same indicator and scope ⇒ same value",
		basis: CONSISTENT,
		check: contradictions,
	},
	{
		id: "T17-rate-bounds",
		severity: "info",
		title: "比率在0到100%之间",
		formula: "0 ≤ rate ≤ 100, growth excluded",
		basis: CONSISTENT,
		check: rates,
	},
];

function partsSums(facts: ReportFacts): Outcome[] {
	return textsOf(facts).flatMap(([key, text]) =>
		findPartsClaims(text).flatMap((claim) => partsSum(facts, claim, `sections.${key}`)),
	);
}

function partsSum({ textConfidence }: ReportFacts, claim: PartsClaim, place: string): Outcome[] {
	const { sum, reaches } = sumOfParts(claim);
	const cells = [place];
	if (reaches || (!claim.isWhole && !claim.isBare && sum < claim.total)) return holds(cells);
	const shown = claim.parts.map((part) => part.count).join("＋");
	const message = `正文“${shorten(claim.quote, 160)}”：分项${shown}＝${sum}，总数为${claim.total}。`;
	const more = {
		expected: claim.total,
		actual: sum,
		quotes: [{ place, text: claim.quote }],
		textConfidence,
		key: keyOf(claim.quote),
	};
	if (claim.isRounded) {
		const near = Math.abs(sum - claim.total) <= 0.2 * Math.max(sum, claim.total);
		return near ? holds(cells) : undetermined(cells, message, { ...more, severity: "warn" });
	}
	return broken(cells, message, { ...more, severity: claim.mayOverlap ? "info" : claim.isWhole ? "error" : "warn" });
}

function percentages(facts: ReportFacts): Outcome[] {
	return textsOf(facts).flatMap(([key, text]) =>
		findPercentClaims(text).flatMap((claim) => percentage(facts, claim, `sections.${key}`)),
	);
}

function percentage(facts: ReportFacts, claim: PercentClaim, place: string): Outcome[] {
	const cells = [place];
	const tables = [...candidatesFor(facts, "closed"), ...candidatesFor(facts, "received")].flatMap(
		({ paths }) => sumAt(facts, paths) ?? [],
	);
	const results = [...claim.bases, ...tables].map((base) => ({ base, result: agreement(claim, base) }));
	if (results.some(({ result }) => result === "exact")) return holds(cells);
	if (claim.isRounded && results.some(({ base }) => base > 0 && Math.abs((100 * claim.part) / base - claim.percent) <= 2))
		return holds(cells);
	const more = {
		actual: `${claim.percent}%`,
		quotes: [{ place, text: claim.quote }],
		key: keyOf(claim.quote),
		textConfidence: facts.textConfidence,
	};
	const cut = results.find(({ result }) => result === "truncated");
	const show = (base: number) => `${claim.part}÷${base}＝${percentOf(claim, base)}%`;
	if (cut) {
		const message = `正文“${shorten(claim.quote)}”：${show(cut.base)}，正文未四舍五入。`;
		return broken(cells, message, { ...more, severity: "info", expected: `${percentOf(claim, cut.base)}%` });
	}
	const [base] = claim.bases;
	if (base === undefined || claim.isRounded) return [];
	const message = `正文“${shorten(claim.quote)}”：${show(base)}`;
	// A total in the same sentence is the base only where the sentence has no other.
	const isSure = claim.isExplicit && new Set(claim.bases).size === 1;
	if (!isSure) return undetermined(cells, `${message}；百分比的基数不明，不作认定。`, { ...more, severity: "info" });
	return broken(cells, `${message}，与所述不符。`, { ...more, expected: `${percentOf(claim, base)}%` });
}

function percentOf({ part }: PercentClaim, base: number): number {
	return base === 0 ? 0 : Math.round((10_000 * part) / base) / 100;
}

/** Values of the same subject must agree; those that the table explains, with and without carry-over, do. */
function contradictions(facts: ReportFacts): Outcome[] {
	const { requests } = readNarrative(facts);
	return (["received", "newly-received", "closed", "carried_in", "carried_out"] as const).flatMap((subject) => {
		const claims = requests.filter((claim) => claim.subject === subject && claim.scope === "report" && !claim.isRounded);
		const [first] = claims;
		if (!first || claims.length < 2) return [];
		const cells = [...new Set(claims.map(({ section }) => `sections.${section}`))];
		const values = [...new Set(claims.map(({ count }) => count))];
		const tables = candidatesFor(facts, subject).flatMap(({ paths }) => sumAt(facts, paths) ?? []);
		if (values.length === 1 || values.every((value) => tables.includes(value))) return holds(cells);
		const shown = claims.map(({ quote }) => `“${shorten(quote, 40)}”`).join("；");
		return broken(cells, `正文对同一指标的表述不一致：${shown}。`, {
			quotes: claims.map(({ section, quote }) => ({ place: `sections.${section}`, text: quote })),
			textConfidence: facts.textConfidence,
			key: subject,
			// Sentences on different offices or channels may each be right.
			...(tables.some((value) => values.includes(value)) ? { cause: "unclear" as const } : {}),
		});
	});
}

function rates(facts: ReportFacts): Outcome[] {
	return textsOf(facts).flatMap(([key, text]) => {
		const place = `sections.${key}`;
		const wrong = findImpossibleRates(text);
		if (wrong.length === 0) return /[率占]\D{0,8}\d+(?:\.\d+)?[%％]/.test(text) ? holds([place]) : [];
		return wrong.flatMap((quote) =>
			broken([place], `正文“${shorten(quote)}”：比率超过100%。`, {
				quotes: [{ place, text: quote }],
				textConfidence: facts.textConfidence,
				key: keyOf(quote),
			}),
		);
	});
}
