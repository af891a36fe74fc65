import type { CheerioAPI } from "cheerio";
import type { Element } from "domhandler";
import { UNREAD } from "../../text/unread.ts";
import { isElement } from "./nodes.ts";

/** Kinds of fields that show their value as text. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(
	"text number tel email url search date month week time datetime datetime-local button submit reset".split(" "),
);

/** Elements that show something other than text, whatever text stands in them. */
const PICTURES: ReadonlySet<string> = new Set(
	"img picture canvas video object embed iframe frame applet meter progress image input-picture v:imagedata v:shape".split(" "),
);

/** Parts of a formula that are read as they stand. */
const PLAIN_MATH: ReadonlySet<string> = new Set("mn mo mi mtext ms mrow mstyle mpadded semantics math".split(" "));

/** A picture of this width or height only keeps things apart. */
const SPACER_PX = 2;

/**
 * What an element shows in place of its contents: its value, one of its choices, or something that is no text.
 * Undefined for elements that show their contents.
 */
export function shownInstead(element: Element, page: CheerioAPI): string | undefined {
	const { name, attribs } = element;
	if (name === "input") return fieldText(attribs);
	if (name === "select") return choiceText(element, page);
	if (name === "svg") return drawnText(element, page);
	if (name === "math") return formulaText(element, page);
	if (PICTURES.has(name)) return isSpacer(attribs) ? "" : UNREAD;
	return undefined;
}

function fieldText({ type = "text", value = "" }: Element["attribs"]): string {
	const kind = type.toLowerCase();
	if (kind === "hidden") return "";
	// Kinds that are not known are shown as text; an empty field may be filled in by a script.
	const isText = TEXT_FIELDS.has(kind) || !/^(?:checkbox|radio|range|color|file|image|password)$/.test(kind);
	return isText && value.trim() !== "" ? value : UNREAD;
}

function choiceText(element: Element, page: CheerioAPI): string {
	const options = page(element).find("option").toArray();
	const textOf = (option: Element) => option.attribs.label ?? page(option).text();
	if (element.attribs.multiple !== undefined || Number(element.attribs.size ?? 1) > 1) return options.map(textOf).join("\n");
	const chosen =
		options.findLast(({ attribs }) => attribs.selected !== undefined) ??
		options.find(({ attribs }) => attribs.disabled === undefined);
	return chosen ? textOf(chosen).trim() || UNREAD : UNREAD;
}

/** Text of a drawing, where it has any; else the drawing counts as a picture. */
function drawnText(element: Element, page: CheerioAPI): string {
	const texts = page(element)
		.find("text")
		.toArray()
		.filter((text) => !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(text.attribs.style ?? "") && !isUnseen(text.attribs))
		.map((text) => page(text).clone().find("title, desc").remove().end().text().trim());
	const isSmall = isSpacer(element.attribs) || element.children.every((child) => !isElement(child));
	return texts.length > 0 ? texts.join("\n") : isSmall ? "" : UNREAD;
}

function isUnseen({ display, visibility, opacity, fill, stroke }: Element["attribs"]): boolean {
	const isUnpainted = /^(?:none|transparent|#fff(?:fff)?|white)$/i.test(fill ?? "") && (stroke ?? "none") === "none";
	return display === "none" || visibility === "hidden" || Number(opacity ?? 1) <= 0.05 || isUnpainted;
}

function formulaText(element: Element, page: CheerioAPI): string {
	page(element).find("annotation, annotation-xml").remove();
	const isPlain = page(element)
		.find("*")
		.toArray()
		.every(({ name }) => PLAIN_MATH.has(name));
	return isPlain ? page(element).text().trim() : UNREAD;
}

function isSpacer({ width, height }: Element["attribs"]): boolean {
	return [width, height].some(
		(size) => size !== undefined && /^\d+(?:px)?$/.test(size) && Number.parseInt(size, 10) <= SPACER_PX,
	);
}
