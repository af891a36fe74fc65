const OPEN = "（(［[〔【";
const CLOSE = "）)］\\]〕】";
const RAISED = "⁰¹²³⁴-⁹";
const NUMBERED = "①-⑳⑴-⒇ⓐ-ⓩ❶-➓㉑-㉟";
const NOTE = `[${OPEN}]?备?注\\s?[\\d${NUMBERED}]{0,2}[${CLOSE}]?`;
const SIGN = `[*＊※†‡#＃☆★]{1,4}|[${NUMBERED}]{1,4}|⁽[${RAISED}]{1,2}⁾|[${RAISED}]{1,3}`;

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
