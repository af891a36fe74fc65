import { sentencesOf } from "./counts.ts";
import type { Scope, ScopeOf } from "./scope.ts";
import { scopeOf } from "./scope.ts";

/** The text says that there was none. */
export interface NoneClaim {
	readonly subject: "requests" | "review" | "litigation" | "both";
	readonly scope: Scope;
	readonly section: string;
	readonly quote: string;
}

const NO =
	"(?:未(?:收到|接到|接收|受理|发生|产生|出现|引发|有|涉及|被)|没有|无(?!正当|法|需|论|关|纸|障|缝|偿|效)|尚未(?:收到|接到|发生)|不存在)";
const NO_REQUEST = new RegExp(`${NO}(?:到|过)?([^,，;；]{0,24}?)(申请)(?!人|表|渠道|行政复议|复议|费)([^,，;；]{0,10})`, "g");
const NO_REMEDY = new RegExp(`${NO}([^;；]{0,30}?)(行政复议|复议|行政诉讼|诉讼)([^;；]{0,24})`, "g");
/** Of one kind, or in one way: nothing is said of the others. */
const PARTIAL =
	/纸质|书面|当面|现场|传真|信函|邮寄|网上|网络|邮件|口头|窗口|企业|法人|公民个人|超期|逾期|延期|重复|不予|收费|缴|撤|补正|投诉|举报/;
const OTHER_RESULT = /纠错|纠正|败诉|撤销|变更|违法|责令|不当|逾期|超期|投诉/;

/** Finds sentences such as 未收到政府信息公开申请 and 未发生行政复议、行政诉讼. */
export function findNoneClaims(section: string, text: string, report: ScopeOf): NoneClaim[] {
	return sentencesOf(text).flatMap((sentence) => {
		const at = { sentence, section, report };
		return [...noRequests(at), ...noRemedies(at)];
	});
}

/** A sentence of a section, and what its report covers. */
interface Place {
	readonly sentence: string;
	readonly section: string;
	readonly report: ScopeOf;
}

function noRequests({ sentence, section, report }: Place): NoneClaim[] {
	return [...sentence.matchAll(NO_REQUEST)].flatMap((match) => {
		const [quote, between = "", , after = ""] = match;
		const isAbout = /信息公开|依申请|公开$/.test(between) || (section === "requests" && between.length <= 6);
		if (!isAbout || PARTIAL.test(between + after) || /复议|诉讼|制度|情况通报/.test(between + after)) return [];
		return [{ subject: "requests", scope: scopeAt(sentence, match.index, section, report), section, quote }];
	});
}

function noRemedies({ sentence, section, report }: Place): NoneClaim[] {
	return [...sentence.matchAll(NO_REMEDY)].flatMap((match) => {
		const [quote, between = "", word = "", after = ""] = match;
		const isAbout = section === "remedies" || /信息公开|依申请/.test(sentence);
		if (!isAbout || OTHER_RESULT.test(quote)) return [];
		const rest = between + word + after;
		const [review, suit] = [/复议/.test(rest), /诉讼/.test(rest)];
		const subject = review && suit ? "both" : review ? "review" : "litigation";
		return [{ subject, scope: scopeAt(sentence, match.index, section, report), section, quote }];
	});
}

function scopeAt(sentence: string, index: number, section: string, report: ScopeOf): Scope {
	const lead = sentence.slice(0, index);
	return scopeOf(
		{
			count: 0,
			unit: "件",
			isRounded: false,
			before: "",
			after: "",
			lead,
			isShare: false,
			topic: undefined,
			section,
			sentence,
			quote: "",
		},
		report,
	);
}
