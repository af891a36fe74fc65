const DIGITS = "零一二三四五六七八九";
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
/** The numerals of cheques, which amounts are sometimes written in. */
const FORMAL: Readonly<Record<string, string>> = {
	...{ 壹: "一", 贰: "二", 叁: "三", 肆: "四", 伍: "五", 陆: "六", 柒: "七", 捌: "八", 玖: "九" },
	...{ 拾: "十", 佰: "百", 仟: "千", 萬: "万", 两: "二", 〇: "零", "○": "零" },
};

/**
 * A whole number below 100 million in Chinese numerals, such as 两, 十二, 一百零五, 三千二百 or 贰佰; undefined for
 * anything else. Digits in a row, such as 二〇, are years and not counts.
 */
export function parseNumeral(text: string): number | undefined {
	const [high, low, more] = plainNumerals(text).split("万");
	if (more !== undefined || text === "") return undefined;
	if (low === undefined) return belowTenThousand(high ?? "");
	const upper = belowTenThousand(high ?? "");
	const lower = low === "" ? 0 : belowTenThousand(low);
	return upper === undefined || lower === undefined ? undefined : upper * 10_000 + lower;
}

/** Two and more digits in a row, such as 二七四五; undefined for anything else. */
export function parseDigits(text: string): number | undefined {
	const plain = plainNumerals(text);
	if (!/^[零一二三四五六七八九]{2,15}$/.test(plain)) return undefined;
	return Number([...plain].map((c) => DIGITS.indexOf(c)).join(""));
}

function plainNumerals(text: string): string {
	return text.replaceAll(/[壹贰叁肆伍陆柒捌玖拾佰仟萬两〇○]/g, (c) => FORMAL[c] ?? c);
}
function belowTenThousand(text: string): number | undefined {
	if (
		!/^(?:[一二三四五六七八九]千)?(?:零?[一二三四五六七八九]百)?(?:零?[一二三四五六七八九]?十)?(?:零?[一二三四五六七八九])?$|^零$/.test(
			text,
		)
	)
		return undefined;
	let total = 0;
	let digit = 0;
	for (const c of text) {
		const place = PLACES[c];
		if (place === undefined) digit = DIGITS.indexOf(c);
		else {
			total += (digit === 0 ? 1 : digit) * place;
			digit = 0;
		}
	}
	return text === "" ? undefined : total + digit;
}
