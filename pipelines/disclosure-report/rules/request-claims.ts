import type { Outcome } from "../../../src/rules.ts";
import { readNarrative } from "../narrative/read.ts";
import type { RequestClaim, RequestSubject } from "../narrative/requests.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { AGREE, LAW_50 } from "./citations.ts";
import { compareClaims, sumAt } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";
import { candidatesFor } from "./request-groups.ts";

const APPLICANTS = ["natural_person", "organisations", "business", "research", "welfare", "legal_service"] as const;
const OUTCOMES = [
	"granted",
	"granted-or-in-part",
	"disclosed",
	"granted_in_part",
	"refused",
	"unavailable",
	"not_processed",
	"other",
] as const;

/** Rules T03–T08 and X07: what the text says of requests, against table 三. */
export const requestClaimRules: readonly FamilyRule[] = [
	{
		id: "T03-requests-received",
		severity: "error",
		title: "正文所述收到申请数与表三一致",
		formula: "n ∈ {new.tot, new.tot + carry_in.tot}; 新收 → new.tot",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: (facts) => compareSubjects(facts, ["received", "newly-received"]),
	},
	{
		id: "T04-requests-closed",
		severity: "error",
		title: "正文所述办结、答复数与表三（七）总计一致",
		formula: "n = done_total.tot",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: closed,
	},
	{
		id: "T05-carry-text",
		severity: "error",
		title: "正文所述结转数与表三一致",
		formula: "上年结转 → carry_in.tot; 结转下年 → carry_out.tot",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: (facts) => ["carried_in", "carried_out"].flatMap((subject) => compareSubjects(facts, [subject as RequestSubject])),
	},
	{
		id: "T06-applicant-split",
		severity: "warn",
		title: "正文所述自然人、法人或其他组织申请数与表三一致",
		formula: "自然人 → new.np; 法人或其他组织 → new.{biz + sci + pub + law + oth}",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: (facts) => APPLICANTS.flatMap((subject) => compareSubjects(facts, [subject])),
	},
	{
		id: "T07-outcome-split",
		severity: "error",
		title: "正文所述各类办理结果与表三各组之和一致",
		formula:
			"予以公开 = granted; 部分公开 = partial; 不予公开 = Σdeny; 无法提供 = Σunable; 不予处理 = Σrefuse; 其他处理 = Σother",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: (facts) => OUTCOMES.flatMap((subject) => compareSubjects(facts, [subject])),
	},
	{
		id: "T08-none-received",
		severity: "error",
		title: "正文称未收到申请的，表三本年新收为0",
		formula: "“未收到申请” ⇒ new.tot = 0",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: noneReceived,
	},
	{
		id: "X07-blank-table-vs-text",
		severity: "error",
		title: "正文有申请的，表三不全为零或空白",
		formula: "text request count > 0 ⇒ Σt3 > 0",
		basis: `${LAW_50}；文字与表格应当一致`,
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: tableOfZeros,
	},
];

function claimsOn(facts: ReportFacts, subjects: readonly RequestSubject[]): RequestClaim[] {
	return readNarrative(facts).requests.filter(({ subject }) => subjects.includes(subject));
}

/** Claims on subjects that share their cells; each against what it may be about. */
function compareSubjects(facts: ReportFacts, subjects: readonly RequestSubject[]): Outcome[] {
	const outcomes = subjects.flatMap((subject) => compareClaims(facts, claimsOn(facts, [subject]), candidatesFor(facts, subject)));
	if (subjects.length === 1 || !outcomes.some(({ verdict }) => verdict === "holds")) return outcomes;
	// 新收3件 agrees and 收到5件 does not, or the other way round: one of them counts something else.
	return outcomes.map((outcome) =>
		outcome.verdict === "broken" ? { ...outcome, verdict: "undetermined", severity: "warn", cause: "unclear" } : outcome,
	);
}

/** Answers may be given to this year's requests only; those given in time may be fewer than all. */
function closed(facts: ReportFacts): Outcome[] {
	const [candidate] = candidatesFor(facts, "closed");
	if (!candidate) return [];
	const total = sumAt(facts, candidate.paths);
	const carriedIn = sumAt(facts, ["requests.carried_in.total"]) ?? 0;
	const claims = claimsOn(facts, ["closed", "closed-in-time"]);
	if (total === undefined) return [];
	const isFewer = ({ subject, count }: RequestClaim) =>
		subject === "closed-in-time" ? count < total : carriedIn > 0 && count === total - carriedIn;
	const whole = claims.filter((claim) => !isFewer(claim));
	const outcomes = compareClaims(facts, whole, [candidate]);
	const fewer = claims.filter(isFewer).flatMap((claim) => {
		const place = `sections.${claim.section}`;
		const message = `正文“${shorten(claim.quote)}”，而表三“（七）总计”为${total}；正文可能只计按期办结或当年新收的，不作认定。`;
		return undetermined([...candidate.paths, place], message, {
			severity: "info",
			quotes: [{ place, text: claim.quote }],
			key: keyOf(claim.quote),
		});
	});
	return [...outcomes, ...(outcomes.length > 0 ? [] : fewer)];
}

function noneReceived(facts: ReportFacts): Outcome[] {
	const cell = "requests.received.total";
	const value = sumAt(facts, [cell]);
	if (value === undefined) return [];
	return readNarrative(facts).none.flatMap((claim) => {
		if (claim.subject !== "requests") return [];
		const place = `sections.${claim.section}`;
		const cells = [cell, place];
		if (value === 0) return holds(cells);
		const more = { expected: value, actual: 0, quotes: [{ place, text: claim.quote }], key: keyOf(claim.quote) };
		const message = `正文“${shorten(claim.quote)}”，而表三“本年新收”总计为${value}`;
		if (claim.scope !== "report")
			return undetermined(cells, `${message}；正文的统计范围可能不同，不作认定。`, { ...more, severity: "info" });
		return broken(cells, `${message}，两者不一致。`, { ...more, textConfidence: facts.textConfidence });
	});
}

function tableOfZeros(facts: ReportFacts): Outcome[] {
	if (!facts.found.has("requests")) return [];
	const table = facts.evidence.filter(({ path }) => path.startsWith("requests."));
	const printed = table.filter(({ state }) => state !== "absent");
	if (printed.length === 0 || printed.some(({ state }) => state === "unreadable")) return [];
	const claims = claimsOn(facts, ["received", "newly-received", "closed"]).filter(({ count }) => count > 0);
	const [claim] = claims;
	if (!claim) return [];
	const place = `sections.${claim.section}`;
	const cells = [place, "requests.received.total", "requests.total.total"];
	if (printed.some(({ value }) => value !== null && value !== 0)) return holds(cells);
	const message = `正文“${shorten(claim.quote)}”，而表三全部为零或空白`;
	const more = { quotes: [{ place, text: claim.quote }], key: keyOf(claim.quote) };
	if (claim.scope !== "report" || claim.isRounded)
		return undetermined(cells, `${message}；正文的统计范围可能不同，不作认定。`, { ...more, severity: "info" });
	return broken(cells, `${message}。`, { ...more, textConfidence: facts.textConfidence });
}
