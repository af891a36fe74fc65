import type { Outcome } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import { shapeOfName } from "../read/names.ts";
import { statedBy } from "../read/title-wording.ts";
import type { FamilyRule } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole, textCause, yearCause } from "./context.ts";

/** Rules S15 and S16: whether title, period and signature are of one year and one organ. */
export const coherenceRules: readonly FamilyRule[] = [
	{
		id: "S15-year-coherence",
		severity: "error",
		title: "标题、统计期限、落款的年份一致",
		formula: "Y(title) = Y(period); Y(sign) = Y + 1",
		basis: "《政府信息公开条例》第四十九条",
		premise: readWhole,
		check: years,
	},
	{
		id: "S16-agency-coherence",
		severity: "error",
		title: "标题与落款是同一机关",
		formula: "organ(title) = organ(signature)",
		basis: "《政府信息公开条例》第四十九条、第五十条",
		premise: readWhole,
		check: agency,
	},
];

function years(facts: ReportFacts): Outcome[] {
	const { period: stated, publishedOn, year } = facts;
	if (year === 0) return [];
	const titled = statedBy(facts.title).year;
	const says = titled === year ? `标题为${year}年度` : `本报告为${year}年度`;
	return [
		...(titled !== undefined && titled !== year ? [otherTitle(facts, titled)] : []),
		...(stated ? [periodYear(facts, stated, says)] : []),
		...(publishedOn ? [signedYear(facts, publishedOn, says)] : []),
	];
}

function periodYear(facts: ReportFacts, stated: NonNullable<ReportFacts["period"]>, says: string): Outcome {
	const { year } = facts;
	const cells = ["year", "period"];
	const [from, to] = [Number(stated.from.slice(0, 4)), Number(stated.to.slice(0, 4))];
	if (from === year && to === year) return { verdict: "holds", cells, message: "" };
	const message = `${says}，正文统计期限为${stated.from}至${stated.to}。`;
	return { verdict: "broken", cells, message, expected: year, actual: from === year ? to : from, cause: yearCause(facts) };
}

function signedYear(facts: ReportFacts, publishedOn: string, says: string): Outcome {
	const { year } = facts;
	const cells = ["year", "published_on"];
	const signed = Number(publishedOn.slice(0, 4));
	if (signed === year + 1) return { verdict: "holds", cells, message: "" };
	const message = `${says}，落款日期为${publishedOn}，应在${year + 1}年。`;
	return { verdict: "broken", cells, message, expected: year + 1, actual: signed, cause: yearCause(facts) };
}

/** A title that has another year than everything else in the report. */
function otherTitle(facts: ReportFacts, titled: number): Outcome {
	return {
		verdict: "broken",
		cells: ["year", "title"],
		message: `标题为${titled}年度，正文各处所述为${facts.year}年度。`,
		expected: facts.year,
		actual: titled,
		quotes: [{ place: "title", text: facts.title }],
		cause: yearCause(facts),
	};
}

function agency(facts: ReportFacts): Outcome[] {
	const { issuer, signature } = facts;
	if (!signature || issuer === "") return [];
	const cells = ["issuer", "signature"];
	if (isSameOrgan(issuer, signature)) return [{ verdict: "holds", cells, message: "" }];
	return [
		{
			verdict: "broken",
			cells,
			message: `标题机关为“${issuer}”，落款机关为“${signature}”。`,
			expected: issuer,
			actual: signature,
			// What is no organ's name was not read as one; it accuses nobody.
			cause: facts.isIssuerSure !== false && shapeOfName(signature) === "sound" ? textCause(facts) : "unclear",
		},
	];
}

/** Abbreviations, offices of the organ, and names with or without the superior place are the same. */
function isSameOrgan(a: string, b: string): boolean {
	const [x, y] = [bareName(a), bareName(b)];
	if (x === "" || y === "") return true;
	if (isSubsequence(x, y) || isSubsequence(y, x)) return true;
	for (let i = 0; i + 2 <= x.length; i++) if (y.includes(x.slice(i, i + 2))) return true;
	return false;
}

function bareName(name: string): string {
	return plainLabel(name).replaceAll(/人民政府|办公室|办事处|委员会|管理局|街道|[市县区镇乡局厅委办]/g, "");
}

function isSubsequence(short: string, long: string): boolean {
	let i = 0;
	for (const c of long) if (c === short[i]) i++;
	return i === short.length;
}
