import { countOf, flatten, NUMBER, UNITS } from "./counts.ts";

/** A total with its parts, as a sentence lists them. */
export interface PartsClaim {
	readonly total: number;
	readonly unit: string;
	readonly parts: readonly { readonly name: string; readonly count: number }[];
	/** The list says that it is whole: its last part is 其他, or it is introduced by 分别 or 包括. */
	readonly isWhole: boolean;
	/** Parts may overlap: channels, or rounded numbers. */
	readonly isLoose: boolean;
	/** As printed. */
	readonly quote: string;
}

const HEAD = new RegExp(
	`(${NUMBER})(余|多)?(${UNITS})(?:政府)?(?:信息)?[,，:：(（]{1,2}(?:其中|包括|分别为|分别是|含)[:：,，]?`,
	"g",
);
const LOOSE = /余|约|近|超|多|渠道|网站|微信|微博|公众号|客户端|平台|栏|新媒体|方式|公报/;

/**
 * Finds totals that list their parts in the same unit, such as 公开信息201条，其中甲类69条，乙类132条.
 * The grammar of the catalogue's T01: parts end at the sentence's end or at another unit.
 */
export function findPartsClaims(text: string): PartsClaim[] {
	const flat = flatten(text);
	const claims: PartsClaim[] = [];
	for (const match of flat.matchAll(HEAD)) {
		const [head, number = "", rounded, unit = ""] = match;
		const total = countOf(number);
		const start = match.index + head.length;
		const end = flat.slice(start).search(/[。;；\n)）]/);
		const list = end < 0 ? flat.slice(start) : flat.slice(start, start + end);
		const parts = partsIn(list, unit);
		if (total === undefined || parts.length < 2) continue;
		const isWhole = /其他|其它/.test(parts.at(-1)?.name ?? "") || /分别/.test(head);
		const before = flat.slice(Math.max(0, match.index - 12), match.index);
		const isLoose = rounded !== undefined || LOOSE.test(list) || /约|近|超过?$/.test(before);
		claims.push({ total, unit, parts, isWhole, isLoose, quote: `${before.split(/[。;；,，\n]/).at(-1)}${head}${list}` });
	}
	return claims;
}

function partsIn(list: string, unit: string): { name: string; count: number }[] {
	const parts: { name: string; count: number }[] = [];
	for (const piece of list.split(/[,，、]/)) {
		const match = new RegExp(`^(.{1,24}?)(${NUMBER})(${UNITS})(?:和|以及|及)?$`).exec(piece);
		const count = match ? countOf(match[2] ?? "") : undefined;
		if (!match || count === undefined || match[3] !== unit) break;
		parts.push({ name: match[1] ?? "", count });
	}
	return parts;
}
