import { isEnumerated, narrow, parseNumeral } from "../../../src/rules.ts";

/** Units in which reports count things. */
export const UNITS = "件次|条次|人次|篇次|件|条|份|篇|次|起|宗|期|项|个|例|部|人";

/** A number as text writes it: Arabic, with separators or 万, or a Chinese numeral. */
export const NUMBER = "(?:\\d[\\d,]*(?:\\.\\d+)?万?|[〇零一二两三四五六七八九十百千]{1,9})";

/** The value of a matched number; undefined for what only looks like one. */
export function countOf(text: string): number | undefined {
	const digits = text.replaceAll(",", "");
	const match = /^(\d+(?:\.\d+)?)(万)?$/.exec(digits);
	if (!match) return parseNumeral(text);
	return Math.round(Number(match[1]) * (match[2] ? 10_000 : 1) * 1e6) / 1e6;
}

/**
 * Text made even for reading numbers: no spaces, half-width digits and brackets, and a number
 * joined again with the unit that a page break cut off (catalogue rule Q03).
 */
export function flatten(text: string): string {
	const even = narrow(text)
		.replaceAll(/[ \t\u00a0\u3000\r]/g, "")
		.replaceAll(new RegExp(`(\\d)\\n+(?=(?:余|多)?(?:${UNITS})[,，。、;；)])`, "g"), "$1");
	const lines: string[] = [];
	for (const line of even.split(/\n+/)) {
		const last = lines.at(-1);
		if (last !== undefined && endsUnfinished(last) && !isEnumerated(line)) lines[lines.length - 1] = last + line;
		else lines.push(line);
	}
	return lines.join("\n");
}

/** Lines as long as this are full: a sentence that has not ended goes on in the next one. */
const FULL_LINE = 18;

/** Whether a line breaks off inside a sentence; headings and items with a number end where their line ends. */
function endsUnfinished(line: string): boolean {
	return line.length >= FULL_LINE && /[\p{Script=Han}\d,，、]$/u.test(line.slice(-1)) && !isEnumerated(line.slice(0, 12));
}

/** The same without line ends: a word may be printed over two lines, and is there all the same. */
export function joined(text: string): string {
	return flatten(text).replaceAll("\n", "");
}

/** Sentences of a text in order, without their full stops; `;` does not end one. */
export function sentencesOf(text: string): string[] {
	return flatten(text)
		.split(/[。!！?？\n]/)
		.filter((sentence) => sentence !== "");
}
