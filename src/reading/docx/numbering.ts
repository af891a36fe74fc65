import type { CheerioAPI } from "cheerio";
import type { Element } from "domhandler";
import { childNamed, elementsIn, valOf } from "./xml.ts";

/** Gives the number that Word prints before a paragraph, such as `一、`; empty where it prints none. */
export type NumberParagraph = (properties: Element | undefined) => string;

interface Level {
	readonly format: string;
	/** Such as `%1、`. */
	readonly text: string;
	readonly start: number;
}

/** Levels that Word has. */
const LEVELS = 9;

/** Reads the lists and styles of a document; the function given counts along, paragraph by paragraph. */
export function paragraphNumbers(numbering: CheerioAPI | undefined, styles: CheerioAPI | undefined): NumberParagraph {
	const lists = numbering ? listsOf(numbering) : new Map<string, readonly Level[]>();
	const ofStyle = styles ? numbersOfStyles(styles) : new Map<string, Element>();
	const counts = new Map<string, number[]>();
	return (properties) => {
		const own = childNamed(properties, "w:numPr");
		const inherited = ofStyle.get(valOf(childNamed(properties, "w:pStyle")) ?? "");
		const id = valOf(childNamed(own, "w:numId")) ?? valOf(childNamed(inherited, "w:numId"));
		const levels = id === undefined ? undefined : lists.get(id);
		const depth = Number(valOf(childNamed(own, "w:ilvl")) ?? valOf(childNamed(inherited, "w:ilvl")) ?? 0);
		const level = levels?.[depth];
		if (id === undefined || !levels || !level) return "";
		const count = counts.get(id) ?? [];
		counts.set(id, count);
		count[depth] = (count[depth] ?? level.start - 1) + 1;
		count.length = depth + 1;
		return level.text.replaceAll(/%([1-9])/g, (_, n: string) => {
			const of = levels[Number(n) - 1];
			return of ? numeral(count[Number(n) - 1] ?? of.start, of.format) : "";
		});
	};
}

function levelsOf(model: Element): Level[] {
	const levels: Level[] = [];
	for (const child of model.children) {
		if (!("attribs" in child) || child.name !== "w:lvl") continue;
		const depth = Number(child.attribs["w:ilvl"]);
		if (!(Number.isInteger(depth) && depth >= 0 && depth < LEVELS)) continue;
		levels[depth] = {
			format: valOf(childNamed(child, "w:numFmt")) ?? "decimal",
			text: (valOf(childNamed(child, "w:lvlText")) ?? "").slice(0, 30),
			start: Number(valOf(childNamed(child, "w:start")) ?? 1) || 1,
		};
	}
	return levels;
}

function listsOf(numbering: CheerioAPI): Map<string, readonly Level[]> {
	const models = new Map<string, readonly Level[]>();
	for (const model of elementsIn(numbering, "w:abstractNum")) {
		models.set(model.attribs["w:abstractNumId"] ?? "", levelsOf(model));
	}
	return new Map(
		elementsIn(numbering, "w:num").map((list) => [
			list.attribs["w:numId"] ?? "",
			models.get(valOf(childNamed(list, "w:abstractNumId")) ?? "") ?? [],
		]),
	);
}

function numbersOfStyles(styles: CheerioAPI): Map<string, Element> {
	return new Map(
		elementsIn(styles, "w:style").flatMap((style) => {
			const numbers = childNamed(childNamed(style, "w:pPr"), "w:numPr");
			return numbers ? [[style.attribs["w:styleId"] ?? "", numbers] as const] : [];
		}),
	);
}

const DIGITS = "〇一二三四五六七八九";

function numeral(value: number, format: string): string {
	if (format === "none" || format === "bullet") return "";
	if (/^(?:chinese|japanese|taiwanese|ideograph)/.test(format)) return chineseNumeral(value);
	if (format === "decimalEnclosedCircle" && value >= 1 && value <= 20) return String.fromCodePoint(0x2460 + value - 1);
	return String(value);
}

/** 1 to 99 as they are counted; larger ones, which no report has, in Western figures. */
function chineseNumeral(value: number): string {
	if (value < 1 || value > 99) return String(value);
	const [tens, ones] = [Math.floor(value / 10), value % 10];
	return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? DIGITS[ones] : ""}`;
}
