/** Keys of the six statutory sections, in order; article 50 of the Regulations names them, and every edition has them. */
export const SECTION_KEYS = ["overview", "proactive", "requests", "remedies", "problems", "other"] as const;
export type SectionKey = (typeof SECTION_KEYS)[number];

/** Official headings first, and the long or local ones that are seen in their place. */
export const HEADINGS: Readonly<Record<SectionKey, readonly [official: string, ...others: string[]]>> = {
	overview: ["总体情况", "总体情况概述", "概述"],
	proactive: ["主动公开政府信息情况", "主动公开情况", "主动公开政府信息的情况"],
	requests: [
		"收到和处理政府信息公开申请情况",
		"收到和处理政府信息公开申请的情况",
		"依申请公开政府信息情况",
		"收到和处理申请情况",
	],
	remedies: [
		"政府信息公开行政复议、行政诉讼情况",
		"因政府信息公开工作被申请行政复议、提起行政诉讼情况",
		"行政复议与行政诉讼情况",
		"行政复议、行政诉讼情况",
	],
	problems: [
		"存在的主要问题及改进情况",
		"政府信息公开工作存在的主要问题及改进情况",
		"存在问题及改进情况",
		"存在的主要问题及改进措施",
		"存在问题及改进措施",
		"存在的主要问题及明年工作计划",
		"存在的主要问题和改进情况",
	],
	other: ["其他需要报告的事项", "需要报告的其他事项", "其他需要说明的事项", "其他事项"],
};

/** A section's official heading with its number, such as 一、总体情况. */
export function sectionTitle(key: SectionKey): string {
	return `${"一二三四五六".charAt(SECTION_KEYS.indexOf(key))}、${HEADINGS[key][0]}`;
}

/** What the tables are called, after the section that each stands in. */
export const TABLE_NAMES = { proactive: "表二", requests: "表三", remedies: "表四" } as const;
