import { joined, sentencesOf } from "./counts.ts";

/** An amount of money that the text states. */
export interface MoneyClaim {
	readonly yuan: number;
	/** Half of the last printed digit, in yuan: how exactly it is known. */
	readonly halfStepYuan: number;
	readonly isRounded: boolean;
	readonly section: string;
	readonly quote: string;
}

const AMOUNT = "(约|近|超过?)?(\\d[\\d,]*(?:\\.(\\d+))?)(余|多)?(亿|万)?(?:余|多)?元";

/** Amounts that follow words matching `about` within the same sentence, nothing else counted between. */
export function findAmounts(section: string, text: string, about: RegExp): MoneyClaim[] {
	return sentencesOf(text).flatMap((sentence) => {
		const claims: MoneyClaim[] = [];
		for (const match of sentence.matchAll(new RegExp(AMOUNT, "g"))) {
			const lead = sentence.slice(0, match.index);
			const near = lead
				.split(/[,，;；:：]/)
				.slice(-2)
				.join(",");
			if (!about.test(near) || /[每按]$|标准|以下|以上|不足|[/每]件|[/每]页/.test(near.slice(-8))) continue;
			const [whole, rounding, digits = "", decimals = "", more, scale] = match;
			const factor = scale === "亿" ? 1e8 : scale === "万" ? 1e4 : 1;
			const yuan = Math.round(Number(digits.replaceAll(",", "")) * factor * 100) / 100;
			claims.push({
				yuan,
				halfStepYuan: (factor * 10 ** -decimals.length) / 2,
				isRounded: rounding !== undefined || more !== undefined,
				section,
				quote: `${near}${whole}`,
			});
		}
		return claims;
	});
}

const NO_FEE =
	/未(?:收取|产生|发生|开展|收)[^,，;；]{0,14}(?:信息处理费|费用)|(?:无|没有)(?:收取)?[^,，;；]{0,8}信息处理费|不收取费用|信息处理费(?:收费)?(?:情况)?为?零/;

/** The fee for processing requests that a report states in yuan; undefined where it states none. */
export function findProcessingFee(sections: Readonly<Record<string, string | null>>): MoneyClaim | undefined {
	const claims = Object.entries(sections).flatMap(([section, text]) => {
		if (text === null) return [];
		const amounts = findAmounts(section, text, /信息处理费|处理费/);
		if (amounts.length > 0) return amounts;
		const none = sentencesOf(text).find((sentence) => NO_FEE.test(sentence));
		return none ? [{ yuan: 0, halfStepYuan: 0, isRounded: false, section, quote: none.slice(0, 40) }] : [];
	});
	return claims[0];
}

/** Whether the text speaks of the fee at all. */
export function mentionsFee(text: string): boolean {
	return /信息处理费|收费|处理费|费用/.test(joined(text));
}
