import type { FigureDoubt } from "../model/issue.ts";
import type { ParsedFigure } from "./amount.ts";
import { parseAmount } from "./amount.ts";
import { isRaised, loweredDigits, plainDigits, withoutMarks, withoutUnseen } from "./digits.ts";

export type { ParsedFigure } from "./amount.ts";

/** Nothing in a cell of figures is longer; text is. */
const MAX_LENGTH = 80;
const DASHES = /^(?:[-－—⸺⸻–―─‐‑/／\\、·.…*＊]+|无|暂无|N\/A)$/i;
const OVERFLOW = /^[#＃]{2,}$/;
/** What stands for something printed that is no text, and for a character that a font does not tell. */
const UNREAD = /[\ufffc\ufffd]/;
const STRUCK = /[\u0335-\u0338]/;

/**
 * Parses one table figure as officials type it: digits of every width and script, thousands separators, `+19`, `增10`,
 * `251000元`, `约12`, 十二. Two figures in one cell are never one. Never invents: what is not one number is
 * `unreadable`, an empty cell is `blank`, a dash, a slash or 无 is `dash`; where a person would look twice, `doubt` says why.
 */
export function parseFigure(printed: string): ParsedFigure {
	const text = withoutUnseen(printed).trim();
	const bare = text.replaceAll(/\s+/g, "");
	if (bare === "") return { value: null, state: "blank" };
	if (DASHES.test(bare)) return { value: null, state: "dash" };
	if (OVERFLOW.test(bare)) return unreadable("overflow");
	if (STRUCK.test(bare)) return unreadable("struck");
	if (UNREAD.test(bare)) return unreadable("unread");
	if (text.length > MAX_LENGTH) return /\d/.test(text) ? unreadable("mixed") : { value: null, state: "unreadable" };
	if (isRaised(text)) return parseRaised(text);
	const { rest, mark, isDetail } = withoutMarks(plainDigits(text));
	const parsed = parseAmount(rest);
	const doubt = parsed.doubt ?? (isDetail && parsed.state === "number" ? "detail" : undefined);
	return { ...parsed, ...(mark === undefined ? {} : { mark }), ...(doubt ? { doubt } : {}) };
}

function unreadable(doubt: FigureDoubt): ParsedFigure {
	return { value: null, state: "unreadable", doubt };
}

/** A text of raised or circled digits alone is the figure; one or two of them may be marks that were left alone. */
function parseRaised(text: string): ParsedFigure {
	const lowered = loweredDigits(text);
	const parsed = parseAmount(lowered);
	const isShort = [...text.replaceAll(/\s/g, "")].length <= 2 && !/0/.test(lowered);
	return isShort && parsed.value !== null ? { ...parsed, doubt: "mark-or-number" } : parsed;
}

/** Full-width digits, signs and separators as their ASCII forms; everything else unchanged. */
export function narrow(text: string): string {
	return text
		.replaceAll(/[０-９．，＋％（）：；／＠Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
		.replaceAll(/[－−﹣]/g, "-");
}

/** Doubts under which a text may as well be a label or the number of a row. */
const LABEL_LIKE: ReadonlySet<FigureDoubt> = new Set(["mark-or-number", "negative", "letters", "detail", "mixed"]);

/** What a text has that is printed as a figure: a digit of any script, raised or circled, or a sign of zero. */
const COUNTS = /[\p{Nd}\p{No}〇○◯零]/u;

/** Whether a text is a figure or a mark in the place of one; numerals alone and numbers in brackets count rows as well. */
export function isFigureLike(text: string): boolean {
	// Most texts are words, and whole pages of them are asked for.
	if (!COUNTS.test(text)) return DASHES.test(withoutUnseen(text).replaceAll(/\s+/g, ""));
	const { state, doubt } = parseFigure(text);
	if (state === "dash" || doubt === "two-figures") return true;
	if (state !== "number") return false;
	const isZero = /^[〇○◯]$/.test(text.trim());
	if (doubt && LABEL_LIKE.has(doubt) && !isZero) return false;
	return /[\d〇○◯零]/.test(plainDigits(text)) || isRaised(text.trim());
}

/** Units of money in yuan, as cells, headings and captions print them. */
const YUAN: Readonly<Record<string, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8, 万: 1e4, 亿: 1e8 };
const NAMES = "百万元|亿元|千元|万元|元";
const IN_LABEL = new RegExp(`(?:单位:?(?:人民币)?|[(](?:人民币)?|^(?:人民币)?)(${NAMES})(?:[)]|$)`);
const IN_CAPTION = new RegExp(`单位:[^。;]{0,12}?(${NAMES})`);
/** Labels and captions are no longer. */
const MOST = 120;

/** What one of a printed unit of money is in yuan; undefined for other units. */
export function yuanOf(unit: string | null | undefined): number | undefined {
	return unit && Object.hasOwn(YUAN, unit) ? YUAN[unit] : undefined;
}

/** The unit of money that a label or heading states, as in 本年收费金额（单位：万元）; undefined where it states none. */
export function unitInLabel(text: string): string | undefined {
	return IN_LABEL.exec(flat(text))?.[1];
}

/** The unit of money that a line over a table states, as in 单位：件、万元. */
export function unitInCaption(text: string): string | undefined {
	return IN_CAPTION.exec(flat(text))?.[1];
}

function flat(text: string): string {
	return narrow(text.slice(0, MOST)).replaceAll(/\s+/g, "").replaceAll("﹕", ":");
}

/** A line of a cell with more room left than this, in its size, was not broken for want of it: a digit and both margins. */
export const WRAP_ROOM_EM = 1.9;
