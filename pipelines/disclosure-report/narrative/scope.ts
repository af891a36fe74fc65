import type { Mention } from "./mentions.ts";

/** Whose figures a sentence gives: the report's own, one office's, a wider district's, or another year's. */
export type Scope = "report" | "office" | "wider" | "other-organ" | "other-period" | "unclear";

/** The report that the sentence stands in. */
export interface ScopeOf {
	readonly issuer: string;
	readonly year: number;
}

const OFFICE = /(?:政府)?办公?室|[省市县区州旗]府办|政府办|本级|机关本身|(?:局|委|厅|办)机关(?!事务)|代表|我室/;
const WHOLE = /全(?:省|市|区|县|州|盟|旗|镇|乡|街道|局|系统)|各(?:部门|单位|镇|乡|街道|级|县|区|地)|汇总/;
const ORGAN =
	/([\u4e00-\u9fa5]{0,12}?)(局|委员会|委|厅|镇|乡|街道|办事处|中心|公司|支队|大队|法院)(?:20\d\d年度?|全年|共|累计|新|依法|年度|均){0,6}(?:收到|受理|接收|接到|收办|办理|答复|办结|制发|制定)/;
const PART_OF_YEAR = /上半年|下半年|[一二三四1-4]季度|截[至止](?!.{0,5}12月31日|.{0,4}年?底|.{0,4}年?末)|以来|累计至今|历年/;

/**
 * Tells the scope of a count. A government's report covers its whole district, so figures of its own
 * office are another scope; a department that speaks of 全市 speaks of more than its own report.
 */
export function scopeOf(mention: Mention, { issuer, year }: ScopeOf): Scope {
	const words = mention.lead + mention.before;
	if (isOtherPeriod(mention, year)) return "other-period";
	const tail = words.split(/[;；]/).at(-1) ?? "";
	const isGovernment = /人民政府$|管委会$|管理委员会$/.test(issuer);
	const organ = ORGAN.exec(tail);
	if (organ && !isOwn(organ[1] ?? "", organ[2] ?? "", issuer)) return "other-organ";
	if (isGovernment) return OFFICE.test(withoutIssuer(tail, issuer)) && !WHOLE.test(tail) ? "office" : "report";
	if (/本级|机关本身|(?:局|委|厅)机关(?!事务)/.test(tail)) return "office";
	const whole = WHOLE.exec(tail)?.[0] ?? "";
	if (/全(?:省|市|区|县|州|盟|旗|系统)|各(?:级|县|区|地)/.test(whole)) return "wider";
	return "report";
}

function withoutIssuer(text: string, issuer: string): string {
	return issuer === "" ? text : text.replaceAll(issuer, "");
}

/** 我局, 本委, or the end of the issuer's own name. */
function isOwn(name: string, kind: string, issuer: string): boolean {
	const named = (name + kind).replace(/^.*(?=[我本全]..?$)/, "");
	if (/^(?:.*[年,，由])?[我本全]/.test(named) || /[我本全各]$/.test(name)) return true;
	const bare = named.replace(/^.*(?:年度?|由|在)/, "");
	return issuer.endsWith(bare) || issuer.includes(bare) || bare.endsWith(issuer);
}

/** The last year named before the number is not the report's, or only a part of the year is meant. */
function isOtherPeriod({ lead, before, after }: Mention, year: number): boolean {
	const words = lead + before;
	const years = [...words.matchAll(/(20\d\d)年/g)].map((match) => Number(match[1]));
	const last = years.at(-1);
	const isCarry = /结转|转结|转入|遗留|顺延|转下|转至/.test(before + after);
	if (last !== undefined && year !== 0 && last !== year && !isCarry) return true;
	if (!isCarry && /(?:上年|上一年|去年|上年度|同期)(?!.{0,4}结转)/.test(before)) return true;
	return PART_OF_YEAR.test(words);
}
