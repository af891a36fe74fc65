import type { Block, ReportDocument } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import type { SectionKey } from "../fields/sections.ts";
import { HEADINGS, SECTION_KEYS } from "../fields/sections.ts";
import type { HeadingFit, SectionHeading } from "./heading.ts";
import { CONTENTS_LINE, MAX_HEADING_LENGTH } from "./heading.ts";

/** A number before a heading: of whatever order, as printed or as Word left it. */
const NUMBER =
	/^\s*[【[]?(?:(?:第\s*)?([一二三四五六七八九壹贰叁肆伍陆])\s*(?:部分\s*[、.．：:]?|[、.．,，:：]|(?=\s))|[（(]\s*([一二三四五六七八九])\s*[）)]|(?:第\s*)?([1-9１-６Ⅰ-Ⅵ])\s*(?:部分\s*[、.．：:]?|[、.．)）](?!\d)))/;
const NUMERALS = "一二三四五六七八九";
/** Other numerals in which sections are counted, from one on. */
const SERIES = [NUMERALS, "壹贰叁肆伍陆", "123456789", "１２３４５６", "ⅠⅡⅢⅣⅤⅥ"];
/** Words by which a heading that is worded in some other way is known. */
const WORDS: Readonly<Record<SectionKey, RegExp>> = {
	overview: /总体|概述|概况|概要|整体|基本情况|(?:推进|开展|工作)情况$/,
	proactive: /主动公开/,
	requests: /申请/,
	remedies: /复议|诉讼/,
	problems: /问题|不足|困难|薄弱|短板|改进|打算|努力方向|工作计划/,
	other: /其[他它]|需要(?:报告|说明)|补充说明/,
};
/** Headings are as exact as this where nothing but their words tells, and with a number of another order. */
const LEAST_FIT = 0.75;
const NUMBERED_FIT = 0.9;
/** So many sections with headings of the form show that a line with a section's number is its heading. */
const LEAST_KNOWN = 3;

interface Candidate extends SectionHeading {
	readonly score: number;
}

type Fit = (text: string, label: string) => HeadingFit;

/** The known headings, and for sections without one the likeliest lines between their neighbours' headings. */
export function fillHeadings(blocks: readonly Block[], known: readonly SectionHeading[], fitOf: Fit): SectionHeading[] {
	const places = known.map(({ key }) => SECTION_KEYS.indexOf(key));
	const isOrdered = places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
	if (known.length === SECTION_KEYS.length || !isOrdered) return [...known];
	const all = [...known];
	for (let at = 0; at <= known.length; at++) {
		const [before, after] = [known[at - 1], known[at]];
		const keys = SECTION_KEYS.slice(before ? (places[at - 1] ?? 0) + 1 : 0, after ? places[at] : undefined);
		if (keys.length === 0) continue;
		const [from, to] = [before ? before.block + 1 : 0, after?.block ?? blocks.length];
		all.push(...likeliest(candidatesIn(blocks, { from, to, keys, hasOthers: known.length >= LEAST_KNOWN }, fitOf)));
	}
	return all.sort((a, b) => a.block - b.block);
}

interface Gap {
	readonly from: number;
	readonly to: number;
	readonly keys: readonly SectionKey[];
	readonly hasOthers: boolean;
}

function candidatesIn(blocks: readonly Block[], { from, to, keys, hasOthers }: Gap, fitOf: Fit): Candidate[] {
	return blocks.slice(from, to).flatMap((block, i) => {
		if (block.kind === "table") return [];
		const { text, page } = block.paragraph;
		const [, high, bracketed, arabic] = NUMBER.exec(text) ?? [];
		const [printed = "", rest = ""] = headOf(text);
		if (printed === "" || printed.length > MAX_HEADING_LENGTH || CONTENTS_LINE.test(printed)) return [];
		const numeral = high ?? bracketed ?? arabic ?? "?";
		const number = Math.max(0, ...SERIES.map((series) => series.indexOf(numeral) + 1));
		return keys.flatMap((key) => {
			const score = scoreOf(printed, key, { number, isHigh: high !== undefined, isAlone: rest === "", hasOthers, fitOf });
			return score > 0
				? [{ key, block: from + i, rest, page, text: printed, score, ...(score < NUMBERED_FIT ? { isOdd: true } : {}) }]
				: [];
		});
	});
}

/** A line that ends as headings do, or what stands before the text that runs on behind it. */
function headOf(text: string): readonly [head: string, rest: string] | readonly [] {
	const whole = text.trim();
	const number = NUMBER.exec(whole)?.[0] ?? "";
	const words = whole.slice(number.length);
	const run = /^([^。：:\n]{2,24})[。：:\n]\s*(?=.)/.exec(words);
	if (run) return [number + (run[1] ?? ""), words.slice(run[0].length)];
	return /[，。；！？]/.test(words.replace(/[。：:]$/, "")) ? [] : [whole, ""];
}

interface Marks {
	readonly number: number;
	/** Numbered as the form numbers sections. */
	readonly isHigh: boolean;
	/** No text follows in its paragraph. */
	readonly isAlone: boolean;
	/** Other sections have the form's headings. */
	readonly hasOthers: boolean;
	readonly fitOf: Fit;
}

function scoreOf(printed: string, key: SectionKey, { number, isHigh, isAlone, hasOthers, fitOf }: Marks): number {
	const isOwn = number === SECTION_KEYS.indexOf(key) + 1;
	const bare = printed.replace(NUMBER, "");
	const best = Math.max(...HEADINGS[key].map((label) => Math.max(fitOf(printed, label).score, fitOf(bare, label).score)));
	const isWorded = WORDS[key].test(printed);
	// What runs on is a heading only where the section's own number and its words begin it.
	const mayRunOn = isOwn && (best > NUMBERED_FIT || (isHigh && isWorded));
	if (!isAlone && !mayRunOn) return 0;
	if (best >= (isOwn || isHigh || number === 0 ? LEAST_FIT : NUMBERED_FIT))
		return best + Number(isOwn) * 0.2 + Number(isHigh) * 0.1;
	if (!isHigh) return 0;
	if (isWorded) return 0.5 + Number(isOwn) * 0.2;
	return Number(hasOthers && isOwn && !isOfAnother(printed, key)) * 0.3;
}

/** Whether a line has the words of another section. */
function isOfAnother(printed: string, key: SectionKey): boolean {
	return SECTION_KEYS.some((other) => other !== key && WORDS[other].test(printed));
}

/** Of the candidates the lines, one a section and in the form's order, that score most together. */
function likeliest(candidates: readonly Candidate[]): SectionHeading[] {
	const chains: { readonly chain: readonly Candidate[]; readonly score: number }[] = [];
	for (const candidate of candidates.slice(0, 200)) {
		const before = chains.filter(({ chain }) => {
			const last = chain.at(-1);
			return last && last.block < candidate.block && SECTION_KEYS.indexOf(last.key) < SECTION_KEYS.indexOf(candidate.key);
		});
		const longest = before.reduce((best, one) => (one.score > best.score ? one : best), {
			chain: [] as readonly Candidate[],
			score: 0,
		});
		chains.push({ chain: [...longest.chain, candidate], score: longest.score + candidate.score });
	}
	const best = chains.reduce((one, other) => (other.score > one.score ? other : one), {
		chain: [] as readonly Candidate[],
		score: 0,
	});
	return best.chain.map(({ score: _, ...heading }) => heading);
}

/** Headings that run on behind the text before them in one paragraph, as `…培训。六、其他需要报告的事项`, put into paragraphs of their own. */
export function withHeadingsApart(document: ReportDocument, found: readonly SectionHeading[]): ReportDocument {
	const missing = SECTION_KEYS.filter((key) => !found.some((heading) => heading.key === key));
	if (missing.length === 0) return document;
	const blocks = document.blocks.flatMap((block): Block[] => {
		if (block.kind === "table") return [block];
		const cuts = missing.flatMap((key) => cutBefore(block.paragraph.text, key)).sort((a, b) => a - b);
		if (cuts.length === 0) return [block];
		const { text } = block.paragraph;
		return [0, ...cuts].map((from, i) => {
			const part = text.slice(from, cuts[i] ?? text.length).trim();
			return { kind: "paragraph", paragraph: { ...block.paragraph, text: part, lines: i === 0 ? block.paragraph.lines : [] } };
		});
	});
	return { ...document, blocks };
}

/** Where the section's number and official words begin behind a full stop. */
function cutBefore(text: string, key: SectionKey): number[] {
	const number = `${NUMERALS[SECTION_KEYS.indexOf(key)]}、`;
	for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
		const isAfterSentence = /[。！\n]\s*$/.test(text.slice(Math.max(0, at - 3), at));
		const words = plainLabel(text.slice(at, at + MAX_HEADING_LENGTH));
		if (isAfterSentence && HEADINGS[key].some((label) => words.startsWith(plainLabel(label)))) return [at];
	}
	return [];
}
