import { countOf, NUMBER, sentencesOf, UNITS } from "./counts.ts";

/** What the text is about at a place, as far as its own sub-headings and words tell. */
export type Topic = "proactive" | "requests" | "remedies" | "other" | undefined;

/** One counted thing in the text, with the words around it. */
export interface Mention {
	readonly count: number;
	readonly unit: string;
	/** 余, 约, 近, 超, 多: the number is not exact. */
	readonly isRounded: boolean;
	/** Its clause before the number, without the 余 and 约 of the number itself. */
	readonly before: string;
	/** Its clause after the unit. */
	readonly after: string;
	/** The sentence up to its clause. */
	readonly lead: string;
	/** It stands in a list that 其中 or a bracket opens, so it is a share of a count before it. */
	readonly isShare: boolean;
	/** Topic of the last sub-heading above the sentence. */
	readonly topic: Topic;
	/** Section key, such as `overview`. */
	readonly section: string;
	readonly sentence: string;
	/** Its clause as printed, for quoting. */
	readonly quote: string;
}

const COUNT = new RegExp(`(约|近|超过?|将近|达)?(${NUMBER})(余|多)?(${UNITS})`, "g");
const BOUNDARY = /[,，、;；:：()（）]/;
/** 第3项, 〔2021〕30号, 20个工作日: numbers that count nothing. */
const NO_COUNT_BEFORE = /[第每〔[.\d/-]$|工作日$|第.{0,2}$/;
const NO_COUNT_AFTER = /^(?:工作日|月|小时|自然日|方面|是|重点领域|部分|百分点|性|样|类|级|系列|批)/;

/** Every count in a section's text, in order. */
export function findMentions(section: string, text: string): Mention[] {
	let topic: Topic = topicOfSection(section);
	return sentencesOf(text).flatMap((sentence) => {
		topic = headingTopic(sentence) ?? topic;
		return mentionsIn(sentence, section, topic);
	});
}

function mentionsIn(sentence: string, section: string, topic: Topic): Mention[] {
	const mentions: Mention[] = [];
	for (const match of sentence.matchAll(COUNT)) {
		const [whole, rounding, number = "", more, unit = ""] = match;
		const count = countOf(number);
		const from = match.index;
		const to = from + whole.length;
		const [start, end] = clauseAround(sentence, from, to);
		const before = sentence.slice(start, from);
		const after = sentence.slice(to, end);
		if (count === undefined || NO_COUNT_BEFORE.test(sentence.slice(0, from)) || NO_COUNT_AFTER.test(after)) continue;
		const lead = sentence.slice(0, start);
		mentions.push({
			count,
			unit,
			isRounded: more !== undefined || (rounding !== undefined && rounding !== "达"),
			before,
			after,
			lead,
			isShare: isShare(lead, before),
			topic,
			section,
			sentence,
			quote: sentence.slice(start, end),
		});
	}
	return mentions;
}

function clauseAround(sentence: string, from: number, to: number): [number, number] {
	let start = from;
	while (start > 0 && !BOUNDARY.test(sentence[start - 1] ?? "")) start--;
	let end = to;
	while (end < sentence.length && !BOUNDARY.test(sentence[end] ?? "")) end++;
	return [start, end];
}

/** Whether 其中 or an open bracket stands before, with nothing that ends the list. */
function isShare(lead: string, before: string): boolean {
	const part = lead.split(/[;；]/).at(-1) ?? "";
	if (/其中|包括|分别/.test(part + before)) return true;
	const open = part.lastIndexOf("(");
	return open >= 0 && part.lastIndexOf(")") < open;
}

function topicOfSection(section: string): Topic {
	return section === "proactive" || section === "requests" || section === "remedies" ? section : undefined;
}

/** The topic of a sub-heading such as （二）依申请公开情况; undefined where the sentence has none. */
function headingTopic(sentence: string): Topic {
	const head = /^(?:\([一二三四五六七八九十]+\)|\d{1,2}[.、]|[一二三四五六七八九十]+[、是])(.{2,24}?)(?:[,，:：;；]|$)/.exec(
		sentence,
	)?.[1];
	if (head === undefined) return undefined;
	if (/复议|诉讼/.test(head)) return "remedies";
	if (/依申请|申请公开|申请办理/.test(head)) return "requests";
	if (/主动公开/.test(head)) return "proactive";
	return "other";
}
