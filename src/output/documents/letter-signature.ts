import { paragraph } from "./notice-parts.ts";
import type { WordParagraph } from "./office/word-blocks.ts";

/** Who sends a letter, under which number, and when. */
export interface LetterHead {
	/** As printed, such as 〔2026〕3号. */
	readonly number: string;
	/** ISO date. */
	readonly sentOn: string;
	/** The office's name; empty for a blank. */
	readonly office: string;
}

/** An ISO date as letters write it: 2026年3月31日. */
export function inChinese(iso: string): string {
	const [year, month, day] = iso.split("-").map(Number);
	return `${year}年${month}月${day}日`;
}

/** The lines under a letter: who sent it, and when. */
export function signature({ office, sentOn }: Pick<LetterHead, "office" | "sentOn">): WordParagraph[] {
	return [
		paragraph(office === "" ? "（印章）" : office, { align: "right", spaceBefore: 600, keepNext: true }),
		paragraph(inChinese(sentOn), { align: "right" }),
	];
}
