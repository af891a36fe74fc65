import type { Mention } from "./mentions.ts";
import type { Scope, ScopeOf } from "./scope.ts";
import { scopeOf } from "./scope.ts";

/** Which cases of table 四 a count is about. */
export type RemedySubject = "review" | "litigation" | "both" | "litigation_direct" | "litigation_after_review";

/** A count of reviews or lawsuits about disclosure that the text states. */
export interface RemedyClaim {
	readonly subject: RemedySubject;
	/** Cases with one result only; undefined for all of them. */
	readonly result?: "upheld" | "corrected" | "pending";
	readonly count: number;
	/** `unclear` where the cases may be about other matters than disclosure. */
	readonly scope: Scope;
	readonly isRounded: boolean;
	readonly section: string;
	readonly quote: string;
}

const UNIT = /^(?:件次|件|起|宗|次|例|个|项)$/;
/** Cases that an organ decides or registers for others are not those of table 四. */
const OTHER_CASES = /备案|审理|审查(?!制度)|出庭|代理|各类|全部行政|所有|作为复议机关|复议机关|参与|应诉案件共|法治|司法/;
const ALL =
	/^[,，、(（](?:结果)?(?:均|全部|都|皆)(?:已|尚)?(?:为|获|被|予以|得到)?(?:复议机关|法院|人民法院)?(?:结果)?(维持|纠正|撤销|未审结)/;
const ABOUT_DISCLOSURE = /信息公开|依申请|公开申请/;

/** Finds counts of reviews and lawsuits, one clause at a time. */
export function findRemedyClaims(mentions: readonly Mention[], report: ScopeOf): RemedyClaim[] {
	return mentions.flatMap((mention) => {
		if (!UNIT.test(mention.unit)) return [];
		const subject = subjectOf(mention);
		if (!subject) return [];
		const result = resultOf(mention);
		if (mention.isShare && !result) return [];
		const { count, isRounded, section, quote } = mention;
		const scope = isDisclosure(mention) ? scopeOf(mention, report) : "unclear";
		const claim = { subject, count, scope, isRounded, section };
		const said = result ? { ...claim, result, quote } : { ...claim, quote };
		return result || mention.isShare ? [said] : [said, ...resultOfAll(mention).map((whole) => ({ ...claim, ...whole }))];
	});
}

/** What the next clause says of all cases of a count, as in 行政复议3件，均获维持. */
function resultOfAll({ sentence, lead, quote }: Mention): Required<Pick<RemedyClaim, "result" | "quote">>[] {
	const [clause, said] = ALL.exec(sentence.slice(lead.length + quote.length, lead.length + quote.length + 24)) ?? [];
	if (clause === undefined) return [];
	return [{ result: said === "维持" ? "upheld" : said === "未审结" ? "pending" : "corrected", quote: quote + clause }];
}

function subjectOf({ before, after, lead }: Mention): RemedySubject | undefined {
	const words = before + after;
	if (/增加|减少|增长|下降|同比|纠错率/.test(words)) return undefined;
	if (/结果|维持|纠正|纠错|撤销|审结|驳回|确认违法/.test(words) && !/复议|诉讼/.test(before)) return subjectOfLead(lead);
	const own = subjectIn(words);
	if (!own) return undefined;
	// 行政复议、行政诉讼0件: the clause before the mark has no count of its own.
	if (own === "litigation" && /复议(?:案件|申请)?[、和及]$/.test(lead)) return "both";
	return own;
}

function subjectOfLead(lead: string): RemedySubject | undefined {
	const part = lead.split(/[;；]/).at(-1) ?? "";
	return /其中|[(]|,/.test(part) ? subjectIn(part) : undefined;
}

function subjectIn(words: string): RemedySubject | undefined {
	if (/未经复议|直接起诉|直接提起/.test(words)) return "litigation_direct";
	if (/复议后(?:再)?(?:提?起)?诉/.test(words)) return "litigation_after_review";
	const [review, suit] = [/复议/.test(words), /诉讼|应诉|起诉/.test(words)];
	if (review && suit) return /复议.{0,12}(?:[、和及与]|以及|或).{0,6}诉讼/.test(words) ? "both" : undefined;
	return review ? "review" : suit ? "litigation" : undefined;
}

function resultOf({ before, after }: Mention): RemedyClaim["result"] {
	const words = /维持|纠|审结|驳回/.test(before) ? before : after;
	if (/尚未审结|未审结|正在审理|未办结/.test(words)) return "pending";
	if (/维持|驳回/.test(words)) return "upheld";
	if (/纠正|纠错|撤销/.test(words)) return "corrected";
	return undefined;
}

function isDisclosure({ section, sentence, topic }: Mention): boolean {
	if (OTHER_CASES.test(sentence)) return false;
	return section === "remedies" || topic === "remedies" || ABOUT_DISCLOSURE.test(sentence);
}
