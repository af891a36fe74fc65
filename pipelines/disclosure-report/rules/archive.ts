import type { Outcome } from "../../../src/rules.ts";
import { readNarrative } from "../narrative/read.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { broken, holds, keyOf, shorten } from "./outcomes.ts";
import { candidatesFor } from "./request-groups.ts";
import { withPrevious } from "./series.ts";

/** Rules Y08, Y09 and L14: what only the archive can tell. */
export const archiveRules: readonly FamilyRule[] = [
	{
		id: "Y08-series-gap",
		severity: "error",
		title: "历年报告没有断档",
		formula: "reports of y−2 and y ⇒ report of y−1",
		basis: "《政府信息公开条例》第四十九条",
		needs: "series",
		check: seriesGap,
	},
	{
		id: "Y09-restatement",
		severity: "info",
		title: "所引上年数字与上年报告一致",
		formula: "value(y−1) quoted in y = value in the report of y−1",
		basis: "更正前报的，应当说明",
		appliesTo: WITH_TABLES,
		needs: "previous",
		check: withPrevious(restated),
	},
	{
		id: "L14-digit-heaping",
		severity: "info",
		title: "总数不过多地为整五十",
		formula: "share of totals ≡ 0 mod 50 over the organ's years ≤ 30% when ≥ 10 totals",
		basis: "复核线索，研究方法，非法定要求",
		needs: "series",
		mayUse: "previous",
		limits: { most_share: 0.3, least_totals: 10 },
		check: heaping,
	},
];

function seriesGap(facts: ReportFacts): Outcome[] {
	const years = facts.years?.filter((year) => year < facts.year) ?? [];
	if (years.length === 0) return [];
	const first = Math.min(...years);
	const missing = Array.from({ length: facts.year - first }, (_, i) => first + i).filter((year) => !years.includes(year));
	const cells = ["year"];
	if (missing.length === 0) return holds(cells);
	return broken(cells, `有${first}年度和${facts.year}年度报告，未见${missing.join("、")}年度报告。`, {
		expected: missing.join(),
		// Our archive may lack what the organ has published.
		...(facts.publication?.list === undefined ? { cause: "unclear" as const } : {}),
	});
}

function restated(facts: ReportFacts, previous: ReportFacts): Outcome[] {
	const claims = readNarrative(facts).requests.filter(({ scope, isRounded }) => scope === "other-period" && !isRounded);
	return claims.flatMap((claim) => {
		const sentence = claim.quote;
		if (!sentence.includes(`${facts.year - 1}年`) && !/上年|去年|上一年/.test(sentence)) return [];
		const values = candidatesFor(previous, claim.subject).flatMap(({ paths, isDoubtful }) =>
			isDoubtful ? [] : (sumAt(previous, paths) ?? []),
		);
		const [value] = values;
		if (value === undefined) return [];
		const place = `sections.${claim.section}`;
		if (values.includes(claim.count)) return holds([place]);
		return broken([place], `正文“${shorten(sentence)}”，而${previous.year}年度报告为${value}。`, {
			expected: value,
			actual: claim.count,
			quotes: [{ place, text: sentence }],
			textConfidence: facts.textConfidence,
			key: keyOf(sentence),
		});
	});
}

/** Totals of this report and the one before that are large enough to be round by habit. */
function heaping(facts: ReportFacts, limits: Readonly<Record<string, number>>): Outcome[] {
	const reports = [facts, ...(facts.previous ? [facts.previous] : [])];
	const totals = reports.flatMap(({ evidence }) =>
		evidence.filter(({ path, value }) => /^proactive\.|\.total$/.test(path) && value !== null && value >= 50),
	);
	if (totals.length < (limits.least_totals ?? 10)) return [];
	const round = totals.filter(({ value }) => (value ?? 0) % 50 === 0);
	const cells = [...new Set(totals.map(({ path }) => path))];
	if (round.length / totals.length <= (limits.most_share ?? 0.3)) return holds(cells);
	return broken(
		[...new Set(round.map(({ path }) => path))],
		`50以上的${totals.length}个数中有${round.length}个是50的整数倍，可能是估计数，请核对。`,
	);
}
