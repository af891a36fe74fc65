import type { Outcome } from "../../../src/rules.ts";
import { readNarrative } from "../narrative/read.ts";
import type { RemedyClaim } from "../narrative/remedies.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { AGREE } from "./citations.ts";
import type { Candidate } from "./compare.ts";
import { compareClaims, sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";

const DIRECT = "litigation_direct";
const AFTER = "litigation_after_review";

/** Rules T09 and T10: what the text says of reviews and lawsuits, against table 四. */
export const remedyClaimRules: readonly FamilyRule[] = [
	{
		id: "T09-remedy-text",
		severity: "error",
		title: "正文所述行政复议、行政诉讼件数与表四一致",
		formula: "行政复议N = rev.tot; 行政诉讼M ∈ {dir.tot + aft.tot, dir.tot, aft.tot}",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: remedies,
	},
	{
		id: "T10-none-remedy",
		severity: "error",
		title: "正文称未发生复议、诉讼的，表四相应总计为0",
		formula: "“未发生” ⇒ rev.tot = dir.tot = aft.tot = 0",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: noRemedies,
	},
];

function remedies(facts: ReportFacts): Outcome[] {
	const groups = new Map<string, RemedyClaim[]>();
	for (const claim of readNarrative(facts).remedies) {
		const group = `${claim.subject} ${claim.result ?? ""}`;
		groups.set(group, [...(groups.get(group) ?? []), claim]);
	}
	return [...groups.values()].flatMap((claims) => {
		const [first] = claims;
		return first ? compareClaims(facts, claims, candidatesFor(first)) : [];
	});
}

function candidatesFor({ subject, result }: RemedyClaim): Candidate[] {
	const column = result ?? "total";
	const sum = (name: string, blocks: readonly string[]): Candidate => ({
		name: `表四“${name}”${result ? RESULTS[result] : "总计"}`,
		paths: blocks.map((block) => `remedies.${block}.${column}`),
	});
	if (subject === "review") return [sum("行政复议", ["review"])];
	if (subject === "both") return [sum("行政复议、行政诉讼合计", ["review", DIRECT, AFTER])];
	if (subject === DIRECT) return [sum("未经复议直接起诉", [DIRECT])];
	if (subject === AFTER) return [sum("复议后起诉", [AFTER])];
	return [sum("行政诉讼", [DIRECT, AFTER]), sum("未经复议直接起诉", [DIRECT]), sum("复议后起诉", [AFTER])];
}

const RESULTS = { upheld: "结果维持", corrected: "结果纠正", pending: "尚未审结" } as const;

function noRemedies(facts: ReportFacts): Outcome[] {
	return readNarrative(facts).none.flatMap((claim) => {
		if (claim.subject === "requests") return [];
		const blocks =
			claim.subject === "review" ? ["review"] : claim.subject === "litigation" ? [DIRECT, AFTER] : ["review", DIRECT, AFTER];
		const paths = blocks.map((block) => `remedies.${block}.total`);
		const value = sumAt(facts, paths);
		if (value === undefined) return [];
		const place = `sections.${claim.section}`;
		const cells = [...paths, place];
		if (value === 0) return holds(cells);
		const more = { expected: value, actual: 0, quotes: [{ place, text: claim.quote }], key: keyOf(claim.quote) };
		const message = `正文“${shorten(claim.quote)}”，而表四相应总计之和为${value}`;
		if (claim.scope !== "report")
			return undetermined(cells, `${message}；正文的统计范围可能不同，不作认定。`, { ...more, severity: "info" });
		return broken(cells, `${message}，两者不一致。`, { ...more, textConfidence: facts.textConfidence });
	});
}
