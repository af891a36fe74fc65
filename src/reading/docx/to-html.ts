import type { AnyNode, Element } from "domhandler";
import { largest } from "../../model/many.ts";
import type { NumberParagraph } from "./numbering.ts";
import { paragraphNumbers } from "./numbering.ts";
import { textHtml, UNSEEN } from "./paragraph-text.ts";
import { unpackWord } from "./parts.ts";
import { escaped } from "./run-html.ts";
import { shadeOf } from "./run-properties.ts";
import type { WordStyles } from "./styles.ts";
import { wordStyles } from "./styles.ts";
import type { DocxCell } from "./table.ts";
import { tableRows } from "./table.ts";
import type { CellLook } from "./table-look.ts";
import { cellLooks, PAGE_LOOK } from "./table-look.ts";
import { childNamed, elementsIn, parseXml, valOf } from "./xml.ts";

const MAX_DEPTH = 100;

/** A Word document as a web page. */
export interface WordPage {
	readonly html: string;
	/** Whether elements stand deeper in one another than is read. */
	readonly isCut: boolean;
}

/**
 * A Word document as a plain web page: paragraphs with the numbers that Word prints before them, tables with their merged
 * cells, and text that Word hides, strikes, raises or paints in the colour of its ground styled so. Throws GoujiError
 * damaged-docx or too-large.
 */
export function readWord(bytes: Uint8Array): WordPage {
	const parts = unpackWord(bytes);
	const parsed = (part: string | undefined) => (part === undefined ? undefined : parseXml(part));
	const styles = parsed(parts.styles);
	const writing: Writing = {
		numberOf: paragraphNumbers(parsed(parts.numbering), styles),
		styles: wordStyles(styles),
		state: { isCut: false },
	};
	const document = parseXml(parts.document);
	const [body] = elementsIn(document, "w:body");
	const [background] = elementsIn(document, "w:background");
	const page = background ? { ...PAGE_LOOK, ground: groundOf(background) } : PAGE_LOOK;
	const html = body ? blocksOf(body.children, writing, { look: page, depth: 0 }) : "";
	return { html: `<html><body>${html}</body></html>`, isCut: writing.state.isCut };
}

/** The page that a Word document becomes. Throws GoujiError damaged-docx or too-large. */
export function wordToHtml(bytes: Uint8Array): string {
	return readWord(bytes).html;
}

/** A page's colour is shown only where the document's settings say so. */
function groundOf({ attribs }: Element): string {
	return /^f{6}$/i.test(attribs["w:color"] ?? "") ? "auto" : "unknown";
}

interface Writing {
	readonly numberOf: NumberParagraph;
	readonly styles: WordStyles;
	readonly state: { isCut: boolean };
}

interface Around {
	readonly look: CellLook;
	readonly depth: number;
}

/** Paragraphs and tables, in order; wrappers such as content controls are looked through. */
function blocksOf(nodes: readonly AnyNode[], writing: Writing, { look, depth }: Around): string {
	if (depth > MAX_DEPTH) {
		writing.state.isCut = true;
		return "";
	}
	let html = "";
	for (const node of nodes) {
		if (!("attribs" in node) || UNSEEN.has(node.name)) continue;
		if (node.name === "w:p") html += paragraph(node, writing, { look, depth });
		else if (node.name === "w:tbl") html += table(node, writing, { look, depth });
		else html += blocksOf(node.children, writing, { look, depth: depth + 1 });
	}
	return html;
}

function paragraph(element: Element, writing: Writing, { look, depth }: Around): string {
	const boxes: Element[] = [];
	const properties = childNamed(element, "w:pPr");
	const style = writing.styles.find(valOf(childNamed(properties, "w:pStyle")), "paragraph");
	const shade = shadeOf(childNamed(properties, "w:shd")) ?? style.shade;
	const cell = shade === undefined || shade === "auto" ? look : { ...look, ground: shade };
	const onCut = () => {
		writing.state.isCut = true;
	};
	const text = textHtml(element.children, { styles: writing.styles, paragraph: style.run, cell, boxes, onCut });
	const number = text.trim() === "" ? "" : writing.numberOf(properties);
	const align = valOf(childNamed(properties, "w:jc")) === "center" ? ' align="center"' : "";
	// Text boxes hold paragraphs of their own, which stand beside the one they hang on, on a ground of their own.
	const inBoxes = boxes
		.map((box) => blocksOf(box.children, writing, { look: { run: {}, ground: "unknown" }, depth: depth + 1 }))
		.join("");
	return `<p${align}>${escaped(number)}${text}</p>${inBoxes}`;
}

function table(element: Element, writing: Writing, { look, depth }: Around): string {
	const lookOf = cellLooks(element, writing.styles, look);
	const all = tableRows(element);
	const columns = Math.max(
		0,
		largest(all.map((cells) => cells.reduce((end, { column, columnSpan }) => Math.max(end, column + columnSpan), 0))),
	);
	const cellHtml = ({ content, column, columnSpan, rowSpan }: DocxCell, row: number) => {
		const own = content && lookOf(content, { row, rows: all.length, column, columnSpan, columns });
		const inside = own ? blocksOf(content.children, writing, { look: own, depth: depth + 1 }) : "";
		return `<td colspan="${columnSpan}" rowspan="${rowSpan}">${inside}</td>`;
	};
	return `<table>${all.map((cells, row) => `<tr>${cells.map((cell) => cellHtml(cell, row)).join("")}</tr>`).join("")}</table>`;
}
