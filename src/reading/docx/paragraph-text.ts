import type { AnyNode, Element } from "domhandler";
import { formulaHtml } from "./formula.ts";
import { escaped, isPictureFont, PICTURE, styled, symbolHtml, TAB } from "./run-html.ts";
import type { RunProperties } from "./run-properties.ts";
import { runProperties } from "./run-properties.ts";
import type { WordStyles } from "./styles.ts";
import { runLook } from "./styles.ts";
import type { CellLook } from "./table-look.ts";
import { childNamed, elementChildren, valOf } from "./xml.ts";

const MAX_DEPTH = 100;

/** What Word keeps beside the text that is shown: deleted text, field codes, a second copy for old programs, notes on format. */
export const UNSEEN: ReadonlySet<string> = new Set([
	"w:del",
	"w:moveFrom",
	"w:instrText",
	"w:delText",
	"mc:Fallback",
	"w:pPr",
	"w:rPr",
	"w:tblPr",
	"w:sectPr",
	"w:rt",
	"w:rubyPr",
	"w:sdtPr",
]);

/** Elements that stand for a character. */
const SIGNS: ReadonlyMap<string, string> = new Map([
	["w:br", "<br>"],
	["w:cr", "<br>"],
	["w:tab", TAB],
	["w:ptab", TAB],
	["w:noBreakHyphen", "-"],
]);

/** Elements that show something other than text, unless they hold boxes of text. */
const DRAWINGS: ReadonlySet<string> = new Set(["w:drawing", "w:pict", "w:object"]);

/** What a paragraph's text is read with. */
export interface TextTools {
	readonly styles: WordStyles;
	/** Of the paragraph's style. */
	readonly paragraph: RunProperties;
	/** Of the cell around it, with the paragraph's own shading as ground. */
	readonly cell: CellLook;
	/** Boxes of text that hang on the paragraph are put here. */
	readonly boxes: Element[];
	/** Told where elements stand deeper in one another than is read. */
	readonly onCut: () => void;
}

/** The text of a paragraph's parts as a web page; fields show their results. */
export function textHtml(nodes: readonly AnyNode[], tools: TextTools): string {
	return partsHtml(nodes, { tools, fields: [], look: {}, depth: 0 });
}

interface Reading {
	readonly tools: TextTools;
	/** Fields that are open, outermost first: whether what comes is their code. */
	readonly fields: boolean[];
	/** Of the run around. */
	readonly look: RunProperties;
	readonly depth: number;
}

function partsHtml(nodes: readonly AnyNode[], reading: Reading): string {
	if (reading.depth > MAX_DEPTH) {
		reading.tools.onCut();
		return "";
	}
	let html = "";
	for (const node of nodes) if ("attribs" in node && !UNSEEN.has(node.name)) html += partHtml(node, reading);
	return html;
}

function partHtml(node: Element, reading: Reading): string {
	const { tools, fields, look, depth } = reading;
	if (node.name === "w:fldChar") return fieldHtml(node, fields);
	if (node.name === "w:txbxContent") {
		if (!look.vanish) tools.boxes.push(node);
		return "";
	}
	const shown = fields.includes(true) && isTextual(node) ? "" : ownHtml(node, reading);
	return shown ?? partsHtml(node.children, { ...reading, depth: depth + 1 });
}

/** What an element itself shows; undefined for wrappers of others. */
function ownHtml(node: Element, reading: Reading): string | undefined {
	switch (node.name) {
		case "w:r":
			return runHtml(node, reading);
		case "w:t":
			return isPictureFont(reading.look.font) ? PICTURE : escaped(textIn(node));
		case "m:t":
			return escaped(textIn(node));
		case "w:sym":
			return symbolHtml(node.attribs["w:font"], node.attribs["w:char"]);
		case "m:oMath":
		case "m:oMathPara":
			return formulaHtml(node, (run) => runHtml(run, reading));
		default:
			return DRAWINGS.has(node.name) ? drawingHtml(node, reading) : SIGNS.get(node.name);
	}
}

/** Elements that a field's code may hold and that are not shown there. */
function isTextual({ name }: Element): boolean {
	return name === "w:t" || name === "m:t" || name === "w:sym" || SIGNS.has(name) || DRAWINGS.has(name);
}

function runHtml(run: Element, reading: Reading): string {
	const { styles, paragraph, cell } = reading.tools;
	const own = childNamed(run, "w:rPr");
	const character = styles.find(valOf(childNamed(own, "w:rStyle")), "character").run;
	const look = runLook(runProperties(own), { character, paragraph, table: cell.run }, styles.defaults);
	return styled(partsHtml(run.children, { ...reading, look, depth: reading.depth + 1 }), look, cell.ground);
}

function textIn(element: Element): string {
	return element.children.map((child) => (child.type === "text" ? child.data : "")).join("");
}

/** A drawing shows the boxes of text in it, and letters drawn along a line; else it is a picture, unless it is hidden. */
function drawingHtml(drawing: Element, reading: Reading): string {
	const found: Drawn = { boxes: 0, text: "", isHidden: false, steps: 0 };
	lookInto(drawing, found, 0);
	if (found.isHidden) return "";
	if (found.boxes > 0) return partsHtml(drawing.children, { ...reading, depth: reading.depth + 1 });
	return found.text === "" ? PICTURE : escaped(found.text);
}

const MAX_DRAWING = 5000;

interface Drawn {
	boxes: number;
	text: string;
	isHidden: boolean;
	steps: number;
}

function lookInto(element: Element, found: Drawn, depth: number): void {
	if (depth > MAX_DEPTH || found.steps++ > MAX_DRAWING) return;
	for (const child of elementChildren(element)) {
		const { name, attribs } = child;
		if (name === "w:txbxContent") found.boxes++;
		if (name === "v:textpath") found.text += attribs.string ?? "";
		found.isHidden ||= isHiddenDrawing(child);
		if (name !== "mc:Fallback") lookInto(child, found, depth + 1);
	}
}

function isHiddenDrawing({ name, attribs }: Element): boolean {
	return (
		(name === "wp:docPr" && /^(?:1|true|on)$/.test(attribs.hidden ?? "")) || /visibility:\s*hidden/i.test(attribs.style ?? "")
	);
}

/** Opens and closes fields; a list shows the entry that was chosen. */
function fieldHtml(node: Element, fields: boolean[]): string {
	const kind = node.attribs["w:fldCharType"];
	if (kind === "begin") {
		const list = childNamed(childNamed(node, "w:ffData"), "w:ddList");
		const isShown = !fields.includes(true);
		fields.push(true);
		return list && isShown ? entryHtml(list) : "";
	}
	if (kind === "separate" && fields.length > 0) fields[fields.length - 1] = false;
	if (kind === "end") fields.pop();
	return "";
}

function entryHtml(list: Element): string {
	const chosen = Number(valOf(childNamed(list, "w:result")) ?? valOf(childNamed(list, "w:default")) ?? 0);
	const entries = elementChildren(list).filter(({ name }) => name === "w:listEntry");
	return escaped(valOf(entries[chosen] ?? entries[0]) ?? "");
}
