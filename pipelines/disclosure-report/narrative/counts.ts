import { narrow, parseSmall } from "../../../src/index.ts";

/** Units in which reports count things. */
export const UNITS = "件次|条次|人次|件|条|份|篇|次|起|宗|期|项|个";

/** A number as text writes it: Arabic, with separators, or a small Chinese numeral. */
export const NUMBER = "(?:\\d[\\d,]*(?:\\.\\d+)?|[一二两三四五六七八九十]{1,3})";

/** The value of a matched number; undefined for what only looks like one. */
export function countOf(text: string): number | undefined {
	const digits = text.replaceAll(",", "");
	if (/^\d+(\.\d+)?$/.test(digits)) return Number(digits);
	return parseSmall(text === "两" ? "二" : text);
}

/** Text made even for reading numbers: no spaces, half-width digits and brackets. */
export function flatten(text: string): string {
	return narrow(text).replaceAll(/[ \t\u00a0\u3000]/g, "");
}

/** Sentences of a text, each with the section it stands in. */
export function sentencesOf(text: string): string[] {
	return flatten(text)
		.split(/[。；;\n]/)
		.filter((sentence) => sentence !== "");
}
