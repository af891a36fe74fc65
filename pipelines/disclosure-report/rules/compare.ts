import type { Evidence, Outcome } from "../../../src/rules.ts";
import type { Scope } from "../narrative/scope.ts";
import type { ReportFacts } from "./context.ts";
import { figures, hasDerived } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";

/** A count that the text states, of whatever kind. */
export interface Claim {
	readonly count: number;
	readonly scope: Scope;
	readonly isRounded: boolean;
	readonly section: string;
	readonly quote: string;
}

/** A sum of cells that a claim may be about. */
export interface Candidate {
	/** In Chinese, such as 表三“（七）总计”. */
	readonly name: string;
	readonly paths: readonly string[];
	/** A reading that agrees by accident or by another way of counting: agreement decides nothing. */
	readonly isDoubtful?: boolean;
}

const SCOPES: Readonly<Record<Exclude<Scope, "report">, string>> = {
	office: "正文说的可能是本级机关，表格是全部范围",
	wider: "正文说的范围大于本报告",
	"other-organ": "正文说的可能是其他单位",
	"other-period": "正文说的不是报告全年",
	unclear: "正文的统计范围不明",
};

/**
 * Compares one claim with the sums that it may be about, the likeliest first. A claim of another or
 * unknown scope is never broken: it holds where it agrees and is undetermined otherwise.
 */
export function compareClaim(facts: ReportFacts, claim: Claim, candidates: readonly Candidate[]): Outcome[] {
	const read = candidates.map((candidate) => ({ ...candidate, value: sumAt(facts, candidate.paths) }));
	const printed = read.filter((candidate) => candidate.value !== undefined);
	const place = `sections.${claim.section}`;
	const cells = [...new Set(candidates.filter(({ isDoubtful }) => !isDoubtful).flatMap(({ paths }) => paths)), place];
	const match = printed.find(({ value, isDoubtful }) => agrees(claim, value ?? 0) && !(isDoubtful && value === 0));
	if (match && !match.isDoubtful) return holds(cells);
	const sure = read.filter(({ isDoubtful }) => !isDoubtful);
	if (printed.length === 0 || sure.every(({ value }) => value === undefined)) return [];
	const table = sure
		.flatMap(({ name, value, paths }) => (value === undefined ? [] : [`${name}为${value}${blankNote(facts, paths)}`]))
		.join("，");
	const more = {
		expected: sure.find(({ value }) => value !== undefined)?.value ?? 0,
		actual: claim.count,
		quotes: [{ place, text: claim.quote }],
		textConfidence: facts.textConfidence,
		key: keyOf(claim.quote),
	};
	const said = `正文“${shorten(claim.quote)}”，而${table}`;
	if (claim.scope !== "report")
		return undetermined(cells, `${said}；${SCOPES[claim.scope]}，不作认定。`, { ...more, severity: "info" });
	if (match)
		return undetermined(cells, `${said}；与${match.name}${match.value}相同，口径可能不同，不作认定。`, {
			...more,
			severity: "warn",
		});
	if (claim.isRounded) return undetermined(cells, `${said}；正文为约数，不作认定。`, { ...more, severity: "info" });
	if (sure.some(({ value }) => value === undefined))
		return undetermined(cells, `${said}；有数字格未能读出，不作认定。`, { ...more, cause: "reading" });
	return broken(cells, `${said}，两者不一致。`, more);
}

/**
 * Compares all claims of one subject. Where another sentence on the same subject agrees with the
 * table, the one that differs counts something else more likely than not.
 */
export function compareClaims(facts: ReportFacts, claims: readonly Claim[], candidates: readonly Candidate[]): Outcome[] {
	const outcomes = claims.flatMap((claim) => compareClaim(facts, claim, candidates));
	if (!outcomes.some(({ verdict }) => verdict === "holds")) return outcomes;
	// What is of another scope needs no second word once the report's own count is found.
	const relevant = outcomes.filter(({ verdict, severity }) => verdict !== "undetermined" || severity !== "info");
	return relevant.map((outcome) =>
		outcome.verdict === "broken"
			? {
					...outcome,
					verdict: "undetermined",
					severity: "warn",
					cause: "unclear",
					message: outcome.message.replace("两者不一致。", "另一处表述与表格一致，不作认定。"),
				}
			: outcome,
	);
}

/** Σ of cells, blanks as 0; undefined where one is not there or was not read, or none holds a number. */
export function sumAt(facts: ReportFacts, paths: readonly string[]): number | undefined {
	const read = figures(facts, paths);
	if (read.length !== paths.length || read.some(isUnknown) || read.every(({ value }) => value === null)) return undefined;
	return Math.round(read.reduce((sum, { value }) => sum + (value ?? 0), 0) * 1e6) / 1e6;
}

/** What is said of a sum with totals that the report leaves blank. */
function blankNote(facts: ReportFacts, paths: readonly string[]): string {
	return hasDerived(facts, paths) ? "（总计格空白，由同行各列相加）" : "";
}

function isUnknown({ state }: Evidence): boolean {
	return state === "absent" || state === "unreadable";
}

function agrees({ count, isRounded }: Claim, value: number): boolean {
	if (count === value) return true;
	return isRounded && Math.abs(value - count) <= Math.max(1, 0.15 * Math.max(value, count));
}
