import type { AnyNode, Element } from "domhandler";
import type { NumberParagraph } from "./numbering.ts";
import { paragraphNumbers } from "./numbering.ts";
import { unpackWord } from "./parts.ts";
import { tableRows } from "./table.ts";
import { childNamed, elementsIn, parseXml, valOf } from "./xml.ts";

const MAX_DEPTH = 100;

/** What Word keeps beside the text that is shown: deleted text, field codes, a second copy for old programs, notes on format. */
const UNSEEN = new Set([
	"w:del",
	"w:moveFrom",
	"w:instrText",
	"w:delText",
	"mc:Fallback",
	"w:pPr",
	"w:rPr",
	"w:tblPr",
	"w:sectPr",
]);

/**
 * A Word document as a plain web page: paragraphs with the numbers that Word prints before them, and
 * tables with their merged cells. Throws GoujiError damaged-docx or too-large.
 */
export function wordToHtml(bytes: Uint8Array): string {
	const parts = unpackWord(bytes);
	const numberOf = paragraphNumbers(
		parts.numbering === undefined ? undefined : parseXml(parts.numbering),
		parts.styles === undefined ? undefined : parseXml(parts.styles),
	);
	const [body] = elementsIn(parseXml(parts.document), "w:body");
	return `<html><body>${body ? blocksOf(body.children, numberOf, 0) : ""}</body></html>`;
}

/** Paragraphs and tables, in order; wrappers such as content controls are looked through. */
function blocksOf(nodes: readonly AnyNode[], numberOf: NumberParagraph, depth: number): string {
	if (depth > MAX_DEPTH) return "";
	let html = "";
	for (const node of nodes) {
		if (!("attribs" in node) || UNSEEN.has(node.name)) continue;
		if (node.name === "w:p") html += paragraph(node, numberOf, depth);
		else if (node.name === "w:tbl") html += table(node, numberOf, depth);
		else html += blocksOf(node.children, numberOf, depth + 1);
	}
	return html;
}

function paragraph(element: Element, numberOf: NumberParagraph, depth: number): string {
	const boxes: Element[] = [];
	const text = textOf(element.children, boxes, 0);
	const properties = childNamed(element, "w:pPr");
	const number = text.trim() === "" ? "" : numberOf(properties);
	const align = valOf(childNamed(properties, "w:jc")) === "center" ? ' align="center"' : "";
	// Text boxes hold paragraphs of their own, which stand beside the one they hang on.
	const inBoxes = boxes.map((box) => blocksOf(box.children, numberOf, depth + 1)).join("");
	return `<p${align}>${escaped(number)}${text}</p>${inBoxes}`;
}

/** Elements that stand for a character. */
const SIGNS: ReadonlyMap<string, string> = new Map([
	["w:br", "<br>"],
	["w:cr", "<br>"],
	["w:tab", " "],
	["w:noBreakHyphen", "-"],
]);

function textOf(nodes: readonly AnyNode[], boxes: Element[], depth: number): string {
	if (depth > MAX_DEPTH) return "";
	let html = "";
	for (const node of nodes) {
		if (!("attribs" in node) || UNSEEN.has(node.name)) continue;
		const sign = SIGNS.get(node.name);
		if (node.name === "w:t") html += escaped(node.children.map((child) => (child.type === "text" ? child.data : "")).join(""));
		else if (sign !== undefined) html += sign;
		else if (node.name === "w:txbxContent") boxes.push(node);
		else html += textOf(node.children, boxes, depth + 1);
	}
	return html;
}

function table(element: Element, numberOf: NumberParagraph, depth: number): string {
	const rows = tableRows(element).map((cells) =>
		cells
			.map(({ content, columnSpan, rowSpan }) => {
				const inside = content ? blocksOf(content.children, numberOf, depth + 1) : "";
				return `<td colspan="${columnSpan}" rowspan="${rowSpan}">${inside}</td>`;
			})
			.join(""),
	);
	return `<table>${rows.map((cells) => `<tr>${cells}</tr>`).join("")}</table>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
