/** What a cell says: a number, a mark that stands for nothing, nothing at all, or something else. */
export interface ParsedFigure {
	/** The number; null when the cell states none. */
	readonly value: number | null;
	readonly state: "number" | "blank" | "dash" | "unreadable";
	/** A unit printed inside the cell, such as 元 or 件; undefined when there is none. */
	readonly unit?: string;
	/** A sign or word that makes it a change: `+19`, `增10`, `减8`. */
	readonly signed?: true;
}

const DASHES = /^(?:[-－—⸺⸻–―─‐‑/／\\、·.*＊]+|无|\/\/|N\/A)$/i;
const UNITS = "万元|亿元|元|件次|条次|人次|件|条|份|项|个|宗|起|次|篇|人|%";
const FIGURE = new RegExp(`^(增加|减少|增|减|[+-])?(\\d+(?:\\.\\d*)?|\\.\\d+)(${UNITS})?$`);
/** Longer ones are not kept exactly by a number, and count nothing in a report. */
const MAX_DIGITS = 15;
const GROUPED = /^([+-]?)\d{1,3}([,，])\d{3}(\2\d{3})*(\.\d+)?(?=\D*$)/;

/**
 * Parses one table figure as officials type it: full-width digits, thousands separators, spaces
 * inside the number, `+19`, `增10`, `-8`, `251000元`. Never invents: what is not one plain number
 * is `unreadable`, an empty cell is `blank`, a dash, a slash or 无 is `dash`.
 */
export function parseFigure(printed: string): ParsedFigure {
	const text = narrow(printed).replaceAll(/\s+/g, "");
	if (text === "") return { value: null, state: "blank" };
	if (DASHES.test(text)) return { value: null, state: "dash" };
	const plain = GROUPED.test(text) ? text.replaceAll(/[,，]/g, "") : text;
	const match = FIGURE.exec(plain);
	if (!match) return { value: null, state: "unreadable" };
	const [, sign, digits = "", unit] = match;
	if (digits.length > MAX_DIGITS) return { value: null, state: "unreadable" };
	const size = Number(digits);
	const value = sign === "-" || sign === "减" || sign === "减少" ? -size : size;
	return {
		value: Object.is(value, -0) ? 0 : value,
		state: "number",
		...(unit ? { unit } : {}),
		...(sign ? { signed: true as const } : {}),
	};
}

/** Full-width digits, signs and separators as their ASCII forms; everything else unchanged. */
export function narrow(text: string): string {
	return text
		.replaceAll(/[０-９．，＋％（）：；／＠Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
		.replaceAll(/[－−﹣]/g, "-");
}

/** Whether a text is a figure or a mark in the place of one. */
export function isFigureLike(text: string): boolean {
	const { state } = parseFigure(text);
	return state === "number" || state === "dash";
}
