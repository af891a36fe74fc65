import type { Mention } from "./mentions.ts";
import type { Scope, ScopeOf } from "./scope.ts";
import { scopeOf } from "./scope.ts";

/** What a count of requests counts. */
export type RequestSubject =
	| "received"
	| "newly-received"
	| "closed"
	| "closed-in-time"
	| "carried_in"
	| "carried_out"
	| "natural_person"
	| "organisations"
	| "business"
	| "research"
	| "welfare"
	| "legal_service"
	| "granted"
	| "granted-or-in-part"
	| "disclosed"
	| "granted_in_part"
	| "refused"
	| "unavailable"
	| "not_processed"
	| "other";

/** A count of requests that the text states. */
export interface RequestClaim {
	readonly subject: RequestSubject;
	readonly count: number;
	readonly scope: Scope;
	readonly isRounded: boolean;
	readonly section: string;
	readonly quote: string;
}

const UNIT = /^(?:件次|条次|人次|件|条|份|起|宗|次|个|例|项)$/;
const RECEIVED = /新收|收到|受理|接收|接到|收办|收件|新增|共收|收取申请|收悉/;
const OTHER_MATTER =
	/信访(?!举报)|咨询|留言|投诉(?!类|举报)|热线|提案|议案|培训|会议|检查|解读|新闻|微信|微博|发布|稿件|来电|来信|答复书|告知书|收费|公报|栏目|目录|指南|制度|文件|案例|账号|备案|案件审理/;
const CHANNEL =
	/网络|网上|互联网|在线|线上|平台|网站|当面|现场|窗口|信函|邮寄|邮政|快递|挂号|传真|电子邮件|邮箱|书面|纸质|口头|柜台|系统/;
const SEVERAL_CHANNELS = /等(?:多?种)?(?:方式|渠道|途径|形式)|各种?(?:方式|渠道|途径)|多种|多渠道/;
const CHANGE = /增加|减少|增长|下降|上升|同比|环比|相比|[比较](?:上年|去年|20)|多于|少于/;

/**
 * Finds what a text says in figures about requests: received, answered, carried over, by applicant
 * and by result. Counts by channel, of other matters and of documents tagged 依申请公开 are left out.
 */
export function findRequestClaims(mentions: readonly Mention[], report: ScopeOf): RequestClaim[] {
	return mentions.flatMap((mention) => {
		if (!UNIT.test(mention.unit) || !isAboutRequests(mention)) return [];
		const subject =
			carrySubject(mention, report.year) ?? outcomeSubject(mention) ?? applicantSubject(mention) ?? flowSubject(mention);
		if (!subject) return [];
		const { count, isRounded, section, quote } = mention;
		return [{ subject, count, scope: scopeOf(mention, report), isRounded, section, quote }];
	});
}

/** Whether a count belongs to requests by its own words, its sentence's, or the sub-heading above. */
function isAboutRequests(mention: Mention): boolean {
	const { before, after, lead, sentence, topic } = mention;
	const words = before + after;
	if (/复议|诉讼|应诉|起诉|败诉/.test(words) || OTHER_MATTER.test(words.replaceAll(/依申请公开[^,]{0,4}文件/g, ""))) return false;
	if (CHANGE.test(words) || isDocumentTag(sentence)) return false;
	if (/申请(?!人|表|渠道|费)|依申请/.test(words)) return true;
	const last = lastTopic(lead);
	return last === "requests" || (last === undefined && topic === "requests");
}

const FLOW = /收到|受理|接收|接到|新收|收办|办结|答复|申请人|公开申请|[件条份]申请/;

/**
 * 主动公开80条，依申请公开3条，不予公开5条: how documents are tagged when they are written. A sentence that divides documents
 * by who may see them says nothing of requests, whatever it calls the parts.
 */
function isDocumentTag(sentence: string): boolean {
	const tags = ["主动公开", "依申请公开", "不予公开"].filter((tag) =>
		new RegExp(`${tag}[^,，;；、。]{0,10}?\\d[\\d,]*(?:条|份|件|篇|个)`).test(sentence),
	);
	if (/公开属性|属性(?:划分|认定|界定|标注)/.test(sentence) && !FLOW.test(sentence)) return true;
	if (tags.length >= 2 && tags.includes("主动公开") && !FLOW.test(sentence)) return true;
	const tag = /依申请公开(?:类|的)?(?:政府)?(?:信息|文件|公文|件)?(?:共|为|有|计)?[约]?\d[\d,]*(?:条|份|件|篇|个)/.exec(sentence);
	if (!tag) return false;
	return !/(?:收到|受理|接收|接到|新收|收办|办理|答复|办结)[^,，;；]{0,15}$/.test(sentence.slice(0, tag.index));
}

/** What the sentence before a clause was last about. */
function lastTopic(lead: string): "requests" | "remedies" | "other" | undefined {
	const found = [
		...lead.matchAll(/(复议|诉讼)|(申请(?!人|表|渠道|费)|依申请)|(主动公开|咨询|信访(?!举报)|热线|解读|发布|培训)/g),
	].at(-1);
	if (!found) return undefined;
	return found[1] ? "remedies" : found[2] ? "requests" : "other";
}

function carrySubject({ before, after }: Mention, year: number): RequestSubject | undefined {
	const words = `${before}#${after}`;
	if (!/结转|转结|顺延|转入|遗留|转至|转到|转下|延至|跨年/.test(words)) return undefined;
	const named = /(20\d\d)年/.exec(words);
	if (named && year !== 0) {
		if (Number(named[1]) === year - 1) return "carried_in";
		if (Number(named[1]) === year + 1) return "carried_out";
		if (Number(named[1]) !== year) return undefined;
	}
	if (/下(?:一)?年|次年|明年|下年度|继续办理/.test(words)) return "carried_out";
	if (/上(?:一)?年|去年|上年度|往年/.test(words)) return "carried_in";
	return undefined;
}

const OUTCOMES: readonly (readonly [RegExp, RequestSubject])[] = [
	[/(?:予以公开|同意公开|全部公开)(?:及|和|、|与|或|以及)(?:者)?(?:予以|同意)?部分公开/, "granted-or-in-part"],
	[/部分公开|区分处理/, "granted_in_part"],
	[/不予公开|不同意公开/, "refused"],
	[/无法提供/, "unavailable"],
	[/不予处理/, "not_processed"],
	[/其他处理|其它处理|其他情形处理/, "other"],
	[/予以公开|同意公开|全部公开/, "granted"],
	[/^(?:依法|已|均|其中)*(?:公开|提供)$/, "disclosed"],
];

function outcomeSubject({ before, after, lead }: Mention): RequestSubject | undefined {
	if (/属于|涉及|其中.{0,8}因|不存在|不掌握|重复申请|信访/.test(before)) return undefined;
	const joined = /(予以公开|同意公开)[、和及]?$/.test(lead) && /部分公开/.test(before);
	if (joined) return "granted-or-in-part";
	const words = /[\u4e00-\u9fa5]/.test(before.replace(/^[的共为有计]+$/, "")) ? before : after;
	return OUTCOMES.find(([pattern]) => pattern.test(words))?.[1];
}

const APPLICANTS: readonly (readonly [RegExp, RequestSubject])[] = [
	[/法人(?:(?:或|和|及|与|、)(?:者)?)?(?:其他|其它|非法人)?组织|^其?他?(?:法人|组织)/, "organisations"],
	[/自然人|公民/, "natural_person"],
	[/商业企业|^(?:其中|涉及)?企业/, "business"],
	[/科研机构/, "research"],
	[/社会公益/, "welfare"],
	[/法律服务机构/, "legal_service"],
];

function applicantSubject({ before, after, lead }: Mention): RequestSubject | undefined {
	if (/答复|办结|公开(?!申请)/.test(before)) return undefined;
	// 公民、法人和其他组织 names everybody.
	if (/公民[、和]法人/.test(lead.slice(-8) + before)) return undefined;
	return APPLICANTS.find(([pattern]) => pattern.test(before) || (/^(?:为|由|系)/.test(after) && pattern.test(after)))?.[1];
}

function flowSubject(mention: Mention): RequestSubject | undefined {
	const { before, after, lead, isShare } = mention;
	const words = before + after;
	if (isShare || isByChannel(lead, before, after)) return undefined;
	if (/新收/.test(before)) return "newly-received";
	if (RECEIVED.test(before) || (RECEIVED.test(after) && !/答复|办结/.test(after))) return "received";
	if (/撤[回销]|补正|征求|延期|逾期|超期|当场|纠正/.test(words)) return undefined;
	if (/办结|办理完毕|答复|办毕/.test(words)) return /按[时期]|及时|如期|法定|均/.test(words) ? "closed-in-time" : "closed";
	return undefined;
}

function isByChannel(lead: string, before: string, after: string): boolean {
	const clauses = `${lead.split(/[;；]/).at(-1)?.slice(-24) ?? ""}${before}`;
	if (SEVERAL_CHANNELS.test(clauses)) return false;
	return (
		CHANNEL.test(before.replace(/平台建设|政府网站建设/, "")) ||
		/^(?:通过|来自)/.test(after) ||
		(/通过$|、$/.test(lead.slice(-1)) && CHANNEL.test(clauses))
	);
}
