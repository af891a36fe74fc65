import { countOf, NUMBER, sentencesOf } from "./counts.ts";

/** A count of requests that the text says were received. */
export interface ReceivedClaim {
	readonly count: number;
	/** The text counts new requests only, not those carried over. */
	readonly isNewOnly: boolean;
	/** Counts one office's, channel's or applicant's share, or it is unclear whose. */
	readonly isPartial: boolean;
	readonly quote: string;
}

const VERB = "新收到?|共?收到|共?受理|接收到?|接到|收办|共?收";
const UNIT = "件次|条次|件|条|份|起|宗|次";
const AFTER = new RegExp(`(${VERB})[^,，\\d]{0,22}?申请[^,，\\d]{0,8}?(${NUMBER})(${UNIT})`);
const BEFORE = new RegExp(`(${VERB})[^,，\\d]{0,10}?(${NUMBER})(${UNIT})[^,，\\d]{0,14}?申请`);
const SHARE = /其中|通过|网络|网上|当面|信函|邮寄|传真|邮件|自然人|法人|企业|公民|平台|窗口/;
const OFFICE = /办公?室?(?:代表)?$|政府办|代表|本级|机关本身|我室/;

/** Finds counts of requests received, sentence by sentence. */
export function findReceivedClaims(text: string): ReceivedClaim[] {
	const claims: ReceivedClaim[] = [];
	for (const sentence of sentencesOf(text)) {
		const match = AFTER.exec(sentence) ?? BEFORE.exec(sentence);
		const count = match ? countOf(match[2] ?? "") : undefined;
		if (!match || count === undefined) continue;
		const before = sentence.slice(0, match.index);
		const clause = before.split(/[,，]/).at(-1) ?? "";
		const isPartial =
			SHARE.test(clause) || SHARE.test(match[0].slice(0, 14)) || OFFICE.test(clause) || /复议|诉讼/.test(match[0]);
		claims.push({ count, isNewOnly: /新收/.test(match[0]), isPartial, quote: match[0] });
	}
	return claims;
}
