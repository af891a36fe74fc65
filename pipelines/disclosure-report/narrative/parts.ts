import { countOf, flatten, NUMBER, UNITS } from "./counts.ts";

/** A total with its parts, as a sentence lists them. */
export interface PartsClaim {
	readonly total: number;
	readonly unit: string;
	readonly parts: readonly { readonly name: string; readonly count: number }[];
	/** The list says that it is whole: its last part is 其他, or it is introduced by 分别. */
	readonly isWhole: boolean;
	/** A list alone in a bracket or after a colon: whole as a rule, but nothing says so. */
	readonly isBare: boolean;
	/** The total or a part is rounded. */
	readonly isRounded: boolean;
	/** Parts may overlap: channels by which the same thing is published. */
	readonly mayOverlap: boolean;
	/** As printed. */
	readonly quote: string;
}

const HEAD = new RegExp(
	`(约|近|超过?|将近)?(${NUMBER})(余|多)?(${UNITS})(?:左右|以上)?(?:政府)?(?:信息)?(?:[,，:：(（]{0,2}(?:其中|包括|分别为|分别是|含)(?:[:：,，]|有|包括)?|([(（])|[:：])`,
	"g",
);
/** A quotation begins with its clause, of no more characters. */
const MOST_LEAD = 60;
const CHANNELS = /渠道|网站|微信|微博|公众号|客户端|平台|栏|新媒体|方式|公报|头条|抖音|报刊|广播|电视|APP|微/i;

/**
 * Finds totals that list their parts in the same unit, such as 公开信息201条，其中甲类69条，乙类132条;
 * lists in brackets within a list are claims of their own. Parts end at the sentence's end, at
 * another unit, or where the list turns to another matter.
 */
export function findPartsClaims(text: string): PartsClaim[] {
	const flat = flatten(text);
	const claims: PartsClaim[] = [];
	for (const match of flat.matchAll(HEAD)) {
		const [head, about, number = "", more, unit = "", bracket] = match;
		const total = countOf(number);
		if (total === undefined || /[第\d.]$/.test(flat.slice(0, match.index))) continue;
		const from = match.index + head.length;
		const { list, length } = listAfter(flat.slice(from), /[(（]/.test(head));
		const { parts, isAll, isRounded } = partsIn(list, unit, flat.slice(Math.max(0, match.index - 20), match.index));
		// A bare bracket or colon opens a list only if everything in it is a part.
		if (parts.length < 2 || (!/其中|包括|分别|含/.test(head) && !isAll)) continue;
		const last = parts.at(-1)?.name ?? "";
		const before = flat.slice(Math.max(0, match.index - MOST_LEAD), match.index);
		claims.push({
			total,
			unit,
			parts,
			isWhole:
				/^(?:法人(?:或|和|及)?(?:者)?)?其[他它]|其[他它](?:类|信息|类信息|方面|事项|情形)?$/.test(last) || /分别/.test(head),
			isBare: bracket !== undefined && isAll,
			isRounded: about !== undefined || more !== undefined || isRounded || /左右|以上/.test(head),
			mayOverlap: CHANNELS.test(parts.map(({ name }) => name).join()),
			quote: `${before.split(/[。;；,，:：、\n(（]/).at(-1)}${flat.slice(match.index, from + length)}`,
		});
	}
	return claims;
}

/** The text up to the sentence's end, or to the bracket that closes the list; brackets inside and shares are taken out. */
function listAfter(rest: string, inBracket: boolean): { readonly list: string; readonly length: number } {
	let depth = 0;
	let list = "";
	let length = 0;
	for (const c of rest) {
		const step = Number(/[(（]/.test(c)) - Number(/[)）]/.test(c));
		// `;` ends a list whose items are divided by commas.
		const isEnd = /[。\n]/.test(c) || depth + step < 0;
		if (isEnd || (!inBracket && depth === 0 && /[;；]/.test(c) && /[,，、]/.test(withoutShares(list)))) break;
		if (depth === 0 && step === 0) list += c;
		depth += step;
		length += c.length;
	}
	return { list: withoutShares(list), length };
}

function withoutShares(list: string): string {
	return list.replaceAll(/[,，]?(?:约?占(?:比|到)?|占比为?|比例为?)[^,，;；%]{0,16}%/g, "");
}

interface Parts {
	readonly parts: { name: string; count: number }[];
	/** Every piece of the list is a part. */
	readonly isAll: boolean;
	readonly isRounded: boolean;
}

function partsIn(list: string, unit: string, about: string): Parts {
	const parts: { name: string; count: number }[] = [];
	let isRounded = false;
	const pieces = list.split(/[,，、;；]/).filter((piece) => piece !== "");
	const pattern = new RegExp(`^(?:其中|和|及|以及|另有)?(.{1,30}?)(约|近|超)?(${NUMBER})(余|多)?(${UNITS})(?:和|以及|及|等)?$`);
	for (const piece of pieces) {
		const match = pattern.exec(piece) ?? leading(piece, unit);
		const count = match ? countOf(match[3] ?? "") : undefined;
		const name = match?.[1] ?? "";
		if (!match || count === undefined || match[5] !== unit) break;
		if (isOtherMatter(name, about)) break;
		isRounded ||= match[2] !== undefined || match[4] !== undefined;
		parts.push({ name, count });
	}
	return { parts, isAll: parts.length === pieces.length, isRounded };
}

/** 甲类3条和乙类4条 in one piece: only its first part is sure. */
function leading(piece: string, unit: string): RegExpExecArray | null {
	return new RegExp(`^()()(${NUMBER})()(${unit}).{2,20}$`).exec(piece);
}

/** A part of what was published is no request, and the other way round. */
function isOtherMatter(name: string, about: string): boolean {
	if (/依申请/.test(name) && !/申请/.test(about)) return true;
	return /同比|较上年|比上年|去年|上年(?!结转)|累计|下一步/.test(name);
}

/** What a list comes to: its sum, and whether the total is reached with it or with its first parts. */
export function sumOfParts({ total, parts }: PartsClaim): { readonly sum: number; readonly reaches: boolean } {
	let sum = 0;
	let reaches = false;
	parts.forEach(({ count }, i) => {
		sum = Math.round((sum + count) * 1e6) / 1e6;
		// A list may run on to counts of another matter once its own parts are complete.
		if (i > 0 && sum === total) reaches = true;
	});
	return { sum, reaches };
}
