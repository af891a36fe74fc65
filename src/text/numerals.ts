const DIGITS = "零一二三四五六七八九";
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * A whole number below 100 million in Chinese numerals, such as 两, 十二, 一百零五 or 三千二百;
 * undefined for anything else. Digits in a row, such as 二〇, are years and not counts.
 */
export function parseNumeral(text: string): number | undefined {
	const plain = text.replaceAll("两", "二").replaceAll(/[〇○]/g, "零");
	const [high, low, more] = plain.split("万");
	if (more !== undefined || plain === "") return undefined;
	if (low === undefined) return belowTenThousand(high ?? "");
	const upper = belowTenThousand(high ?? "");
	const lower = low === "" ? 0 : belowTenThousand(low);
	return upper === undefined || lower === undefined ? undefined : upper * 10_000 + lower;
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
