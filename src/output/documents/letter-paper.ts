import { inChinese, signature } from "./letter-signature.ts";
import { paragraph, titleParagraph } from "./notice-parts.ts";
import { writeWord } from "./office/word.ts";
import type { WordParagraph, WordTable } from "./office/word-blocks.ts";
import type { WordTemplate } from "./office/word-template.ts";

/** What an office writes its letters on. */
export interface LetterPaper {
	/** A Word document of its own with marks to fill in; undefined for plain paper. */
	readonly template?: WordTemplate | undefined;
	/** Who gets copies, in order. */
	readonly copyTo: readonly string[];
}

export const PLAIN_PAPER: LetterPaper = { copyTo: [] };

/** What a template may have between {{ and }}; the text has to be there. */
export const LETTER_MARKS = ["标题", "文号", "主送机关", "正文", "发文机关", "发文日期", "期限", "抄送"] as const;
type Mark = (typeof LETTER_MARKS)[number];

/** A letter to one organ. */
export interface Letter {
	readonly title: string;
	readonly organ: string;
	/** ISO date; empty for none. */
	readonly deadline: string;
	/** Number, day and sender; undefined for a draft. */
	readonly head: { readonly number: string; readonly sentOn: string; readonly office: string } | undefined;
	/** Between the addressee and who signs. */
	readonly text: readonly (WordParagraph | WordTable)[];
}

const BLANK_NUMBER = "〔　　　　〕　　号";
/** A day to be filled in by hand. */
export const BLANK_DATE = "　　　　年　　月　　日";

/** The letter as a Word document: on the office's own template, in which only what it has no mark for stands in the text. */
export function writeLetter(letter: Letter, { template, copyTo }: LetterPaper): Uint8Array {
	const { title, organ, head, text } = letter;
	const has = (mark: Mark) => template?.marks.has(mark) ?? false;
	const copies = copyTo.length === 0 ? "" : `抄送：${copyTo.join("，")}。`;
	const isSigned = has("发文机关") && has("发文日期");
	const blocks = [
		...(has("标题") ? [] : [titleParagraph(title)]),
		...(has("文号") ? [] : [paragraph(head?.number ?? BLANK_NUMBER, { align: "center" })]),
		...(has("主送机关") ? [] : [paragraph(`${organ}：`, { indent: false })]),
		...text,
		...(isSigned ? [] : signed(letter)),
		// 版记: 四号, under a rule of its own in templates.
		...(copies === "" || has("抄送") ? [] : [paragraph(copies, { indent: false, size: 28, spaceBefore: 600 })]),
	];
	if (!template) return writeWord(blocks, title);
	return template.fill(wordsOf(letter, copies), "正文", blocks);
}

function signed({ head }: Letter): WordParagraph[] {
	if (head) return signature(head);
	return [paragraph("（印章）", { align: "right", spaceBefore: 600 }), paragraph(BLANK_DATE, { align: "right" })];
}

function wordsOf({ title, organ, head, deadline }: Letter, copies: string): ReadonlyMap<string, string> {
	const words: Readonly<Record<Exclude<Mark, "正文">, string>> = {
		标题: title,
		文号: head?.number ?? BLANK_NUMBER,
		主送机关: `${organ}：`,
		发文机关: head?.office ?? "",
		发文日期: head ? inChinese(head.sentOn) : BLANK_DATE,
		期限: deadline === "" ? BLANK_DATE : inChinese(deadline),
		抄送: copies,
	};
	return new Map(Object.entries(words));
}
