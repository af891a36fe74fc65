import type { FigureDoubt } from "../model/figure-doubt.ts";
import { parseDigits, parseNumeral } from "./numerals.ts";

/** A number without sign, unit and notes; with a doubt and no value where digits are printed that are no one number. */
export interface NumberCore {
	readonly value: number | null;
	readonly doubt?: FigureDoubt;
}

/** Longer ones are not kept exactly by a number, and count nothing in a report. */
const MAX_DIGITS = 15;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
const COMMAS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:，\d{3})+(?:\.\d+)?$|^\d{1,3}(?:['’ʼ]\d{3})+(?:\.\d+)?$/;
const SPACES = /^\d{1,3}(?: \d{3})+(?:\.\d+)?$/;
const DOTS = /^\d{1,3}(?:\.\d{3}){2,}$/;
/** Signs that group digits in some hands and part figures or decimals in others. */
const LOOSE_GROUPS = /^\d{1,3}(?:、\d{3})+$|^\d{1,3}(?:[,，] \d{3})+$/;
const MIDDLE_POINT = /^\d+[·・•]\d+$/;
const LOOSE_POINT = /^\d+(?:。\d+|[,，]\d{1,2})$/;
const ZEROS = /^[\d〇○◯零]+$/;
const LETTERS = /^[\dOoОоＯｏlI]+$/;
const PARTS = /[/／；;|→、，,:：\s]+|万元|亿元|元|件|条|份|项/;
const RANGE = /^\d[\d.,]*\s*(?:-|—|–|−|~|～|∼|至|到)\s*\d[\d.,]*$/;

/** The number of a text, in whatever way its digits are grouped or spelled; undefined where there is no sign of one. */
export function parseCore(text: string): NumberCore | undefined {
	if (PLAIN.test(text)) return sized(text);
	if (COMMAS.test(text)) return sized(text.replaceAll(/[,，'’ʼ]/g, ""));
	return parseSpaced(text) ?? parseLoose(text) ?? parseSpelled(text) ?? parseNone(text);
}

function sized(digits: string, doubt?: FigureDoubt): NumberCore {
	if (digits.length > MAX_DIGITS) return { value: null, doubt: "mixed" };
	return { value: Number(digits), ...(doubt ? { doubt } : {}) };
}

/** White space is sound between groups of three digits and between single ones; even there it may part two figures. */
function parseSpaced(text: string): NumberCore | undefined {
	if (!/\s/.test(text)) return undefined;
	const even = text.replaceAll(/[\u00a0\u202f\u2009]/g, " ");
	// Two whole figures of three digits look like one group and the next.
	if (SPACES.test(even) && !/^\d{3} \d{3}$/.test(even)) return sized(even.replaceAll(" ", ""), "spaced");
	const tokens = text.split(/\s+/);
	const joined = tokens.join("");
	return tokens.every((token) => /^[\d.,，]$/.test(token)) && PLAIN.test(joined) ? sized(joined, "spaced") : undefined;
}

function parseLoose(text: string): NumberCore | undefined {
	if (DOTS.test(text)) return sized(text.replaceAll(".", ""), "grouping");
	if (LOOSE_GROUPS.test(text)) return sized(text.replaceAll(/[^\d]/g, ""), "grouping");
	if (MIDDLE_POINT.test(text)) return sized(text.replace(/[·・•]/, "."), /\D\d{3}$/.test(text) ? "grouping" : undefined);
	if (LOOSE_POINT.test(text)) return sized(text.replace(/\D/, "."), "grouping");
	return undefined;
}

function parseSpelled(text: string): NumberCore | undefined {
	if (ZEROS.test(text)) return sized(text.replaceAll(/\D/g, "0"));
	if (LETTERS.test(text) && /[\dOoОоＯｏ]/.test(text))
		return sized(text.replaceAll(/[OoОоＯｏ]/g, "0").replaceAll(/[lI]/g, "1"), "letters");
	const numeral = parseNumeral(text) ?? parseDigits(text);
	if (numeral === undefined) return undefined;
	// A lone 一 is as often typed for a dash.
	return text === "一" ? { value: numeral, doubt: "mark-or-number" } : { value: numeral };
}

/** What has digits and is no one number: the reading may have run two cells together, so it says nothing of the report. */
function parseNone(text: string): NumberCore | undefined {
	if (!/\d/.test(text)) return undefined;
	if (RANGE.test(text)) return { value: null, doubt: "range" };
	const parts = text.split(PARTS).filter((part) => part !== "");
	return { value: null, doubt: parts.length > 1 && parts.every((part) => PLAIN.test(part)) ? "two-figures" : "mixed" };
}
