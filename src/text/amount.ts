import type { FigureDoubt } from "../model/issue.ts";
import { parseDigits, parseNumeral } from "./numerals.ts";

/** What a cell says: a number, a mark that stands for nothing, nothing at all, or something else. */
export interface ParsedFigure {
	/** The number; null when the cell states none. */
	readonly value: number | null;
	readonly state: "number" | "blank" | "dash" | "unreadable";
	/** A unit printed inside the cell, such as 元 or 件; undefined when there is none. */
	readonly unit?: string;
	/** A sign or word that makes it a change: `+19`, `增10`, `减8`. */
	readonly signed?: true;
	/** The mark of a note beside the number and no part of it, such as `①`, `*` or `注1`. */
	readonly mark?: string;
	/** Why it may be another number than `value`, or why the digits that are there are none. */
	readonly doubt?: FigureDoubt;
}

const UNITS = "万元|亿元|千元|元整|元|件次|条次|人次|件|条|份|项|个|宗|起|次|篇|人|%|％";
const TAIL = new RegExp(`\\s*[（(]?(${UNITS})[）)]?$`);
const CURRENCY = /^(?:人民币|RMB|CNY)?\s*[￥¥]?\s*/i;
const COUNTED = /^(?:共计|合计|共)\s*(?=[\d〇一-十])/;
const SCALES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };
const SCALED = /^[^\d]{0,4}\d[\d.,]*\s*([万亿])$/;
const ABOUT =
	/^(?:大约|约|将近|近|超过|超|逾|不少于|不低于|不超过|不多于|大于|多于|高于|少于|小于|低于|达到|达|不足|至少|最多|[≥≤＞＜><≈~～∼])\s*/;
const ABOUT_AFTER = /(?<=.)(?:余|多|左右|上下|以上|以下|以内|\+|＋)$/;
const SIGNS = /^(增加|减少|上升|下降|增|减|负|[-+＋－−﹣–—↑↓±△▲▽▼])\s*(?=\S)/;
const FEWER = /^[-－−﹣–—↓减下负△▲▽▼]/;
const ACCOUNTING = /^[△▲▽▼]/;

/** A number with its sign, unit, scale and words of estimate; `text` has plain digits and no marks of notes. */
export function parseAmount(text: string): ParsedFigure {
	const bracketed = /^[（(]([^（()）]+)[）)]$/.exec(text)?.[1]?.trim();
	if (bracketed) return negated(parseAmount(bracketed));
	const { inner, unit, isAbout } = withoutUnit(text);
	const scale = SCALED.exec(inner)?.[1] ?? "";
	const unscaled = scale === "" ? inner : inner.slice(0, -1);
	const sign = SIGNS.exec(unscaled)?.[1] ?? "";
	const core = parseCore(unscaled.replace(SIGNS, "").trim());
	if (core === undefined || core.value === null) return none(parseCore(inner) ?? core);
	const size = scaledBy(core.value, SCALES[scale]);
	const printedUnit = unit ?? scale;
	return {
		value: FEWER.test(sign) && size !== 0 ? -size : size,
		state: "number",
		...(printedUnit === "" ? {} : { unit: printedUnit }),
		...(sign === "" ? {} : { signed: true as const }),
		...withDoubt(core.doubt ?? doubtOf(sign, isAbout || scale !== "")),
	};
}

function scaledBy(value: number, factor = 1): number {
	return factor === 1 ? value : Math.round(value * factor * 1e6) / 1e6;
}

function doubtOf(sign: string, isEstimate: boolean): FigureDoubt | undefined {
	if (isEstimate) return "approximate";
	return ACCOUNTING.test(sign) ? "negative" : undefined;
}

function withDoubt(doubt: FigureDoubt | undefined): { doubt?: FigureDoubt } {
	return doubt ? { doubt } : {};
}

function none(core: NumberCore | undefined): ParsedFigure {
	return { value: null, state: "unreadable", ...withDoubt(core?.doubt) };
}

/** The number with its sign and scale; its unit; and whether words around it say that it is an estimate. */
function withoutUnit(text: string): { inner: string; unit: string | undefined; isAbout: boolean } {
	const counted = text.replace(/(?<=.)[。.]$/, "").replace(COUNTED, "");
	const money = counted.replace(CURRENCY, "");
	const unit = TAIL.exec(money)?.[1] ?? TAIL.exec(money.replace(ABOUT_AFTER, ""))?.[1];
	const bare = money.replace(TAIL, "").trim();
	const exact = bare.replace(ABOUT, "").replace(ABOUT_AFTER, "").replace(TAIL, "").trim();
	const inner = exact === "" ? bare : exact;
	const named = unit?.replace("％", "%").replace("整", "");
	return { inner, unit: named ?? (money === counted ? undefined : "元"), isAbout: inner !== bare };
}

/** Accounts print what is to be taken away in brackets; lists print their numbers so too. */
function negated(inner: ParsedFigure): ParsedFigure {
	if (inner.value === null || inner.value <= 0) return none({ value: null, doubt: "mixed" });
	return { ...inner, value: -inner.value, signed: true, doubt: inner.doubt ?? "negative" };
}

/** A number without sign, unit and notes; with a doubt and no value where digits are printed that are no one number. */
interface NumberCore {
	readonly value: number | null;
	readonly doubt?: FigureDoubt;
}

/** Longer ones are not kept exactly by a number, and count nothing in a report. */
const MAX_DIGITS = 15;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
const COMMAS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:，\d{3})+(?:\.\d+)?$|^\d{1,3}(?:['’ʼ]\d{3})+(?:\.\d+)?$/;
const SPACES = /^\d{1,3}(?: \d{3})+(?:\.\d+)?$/;
const DOTS = /^\d{1,3}(?:\.\d{3}){2,}$/;
const LOOSE_DECIMALS = /^\d{1,12}\. \d{1,6}$/;
/** Signs that group digits in some hands and part figures or decimals in others. */
const LOOSE_GROUPS = /^\d{1,3}(?:、\d{3})+$|^\d{1,3}(?:[,，] \d{3})+$/;
const MIDDLE_POINT = /^\d+[·・•]\d+$/;
const LOOSE_POINT = /^\d+(?:。\d+|[,，]\d{1,2})$/;
const ZEROS = /^[\d〇○◯零]+$/;
const LETTERS = /^[\dOoОоＯｏlI]+$/;
const PARTS = /[/／；;|→、，,:：\s]+|万元|亿元|元|件|条|份|项/;
const RANGE = /^\d[\d.,]*\s*(?:-|—|–|−|~|～|∼|至|到)\s*\d[\d.,]*$/;

/** The number of a text, in whatever way its digits are grouped or spelled; undefined where there is no sign of one. */
function parseCore(text: string): NumberCore | undefined {
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
	// A point of a digit's width stands at the left of its place.
	if (LOOSE_DECIMALS.test(even)) return sized(even.replaceAll(" ", ""), "spaced");
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
	// A lone circle is a tick in some hands.
	if (ZEROS.test(text)) return sized(text.replaceAll(/\D/g, "0"), /^[〇○◯]$/.test(text) ? "mark-or-number" : undefined);
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
