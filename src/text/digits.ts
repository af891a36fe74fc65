/** Characters that show nothing: format characters, variation selectors, joiners, and controls that are no white space. */
const UNSEEN = /\p{Cf}|\u034f|[\ufe00-\ufe0f]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/** A text without the characters that show nothing: soft hyphens, marks of direction, joiners, controls. */
export function withoutUnseen(text: string): string {
	return text.replaceAll(UNSEEN, "");
}

/** Digits that stand above, below or in a circle: the marks of notes, or a font's own digits. */
const RAISED = "⁰¹²³⁴-⁹₀-₉①-⑳⓪⓿❶-➓⓫-⓾㉑-㉟㊱-㊿";
const ONLY_RAISED = new RegExp(`^[${RAISED}\\s.,，]+$`, "u");
const RAISED_DIGIT = new RegExp(`[${RAISED}]`, "gu");

/** Whether all digits of a text are raised or circled ones. */
export function isRaised(text: string): boolean {
	return ONLY_RAISED.test(text) && text.search(RAISED_DIGIT) >= 0;
}

/** A text whose raised and circled digits are its digits: `②⑦` is 27. */
export function loweredDigits(text: string): string {
	return text.replaceAll(RAISED_DIGIT, (c) => circledValue(c.codePointAt(0) ?? 0) ?? c.normalize("NFKC"));
}

/** First characters of the rows of circled digits that Unicode does not decompose, with their first values. */
const CIRCLED: readonly (readonly [first: number, last: number, value: number])[] = [
	[0x24ff, 0x24ff, 0],
	[0x2776, 0x277f, 1],
	[0x2780, 0x2789, 1],
	[0x278a, 0x2793, 1],
	[0x24eb, 0x24f4, 11],
	[0x24f5, 0x24fe, 1],
];

function circledValue(code: number): string | undefined {
	const row = CIRCLED.find(([first, last]) => first <= code && code <= last);
	return row ? String(code - row[0] + row[2]) : undefined;
}

/** Digits of every script and style, and their points, as ASCII; raised and circled ones stay. */
export function plainDigits(text: string): string {
	return text
		.replaceAll(/\p{Nd}/gu, (c) => (c <= "9" ? c : digitValue(c)))
		.replaceAll("．", ".")
		.replaceAll("٫", ".")
		.replaceAll("٬", ",");
}

/** Ten digits of a script follow one another; styles of mathematics are digits by their compatible form. */
function digitValue(character: string): string {
	const plain = character.normalize("NFKC");
	if (plain >= "0" && plain <= "9") return plain;
	const code = character.codePointAt(0) ?? 0;
	let zero = code;
	while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
	return String(code - zero);
}

const OPEN = "（(［[〔【";
const CLOSE = "）)］\\]〕】";
const POWERS = "⁰¹²³⁴-⁹";
const NUMBERED = "①-⑳⑴-⒇ⓐ-ⓩ❶-➓㉑-㉟";
const NOTE = `[${OPEN}]?(?:详?见)?(?:备注|附注|注释|注)\\s?[\\d${NUMBERED}]{0,2}[${CLOSE}]?`;
const SIGN = `[*＊※†‡#＃☆★]{1,4}|[${NUMBERED}]{1,4}|⁽[${POWERS}]{1,2}⁾|[${POWERS}]{1,3}`;

const AFTER = new RegExp(`(?:${NOTE}|[${OPEN}]\\d{1,2}[${CLOSE}]|${SIGN}|\\^\\d{1,2}|[↑↓])$`, "u");
const BEFORE = new RegExp(`^(?:${NOTE}|${SIGN})`, "u");
/** Words or another figure in brackets behind a figure. */
const DETAIL = /^(\S{1,24}?)\s*[（(][^（()）]{1,30}[）)]$/;

/** A figure's text without the marks of notes beside it. */
export interface Unmarked {
	readonly rest: string;
	/** As printed, spaces aside. */
	readonly mark?: string;
	/** Something else stands in brackets behind the figure, with digits of its own. */
	readonly isDetail?: true;
}

/** Takes marks of notes away where a number is left: `2745①` is 2745, and `①` alone stays. */
export function withoutMarks(text: string): Unmarked {
	for (const pattern of [AFTER, BEFORE]) {
		const mark = pattern.exec(text)?.[0];
		const rest = text.replace(pattern, "").trim();
		if (mark !== undefined && mark !== "" && /\d/.test(rest)) return { rest, mark: mark.replaceAll(/\s/g, "") };
	}
	const [, figure] = DETAIL.exec(text) ?? [];
	const behind = figure === undefined ? "" : text.slice(figure.length);
	return figure !== undefined && /\d/.test(figure) && /\d/.test(behind) ? { rest: figure, isDetail: true } : { rest: text };
}
