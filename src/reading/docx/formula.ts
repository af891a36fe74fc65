import type { AnyNode, Element } from "domhandler";
import { escaped, PICTURE } from "./run-html.ts";
import { childNamed, elementChildren } from "./xml.ts";

/** Parts of a formula that stand in a row as they are written. */
const IN_ROW: ReadonlySet<string> = new Set([
	"m:oMath",
	"m:oMathPara",
	"m:e",
	"m:box",
	"m:d",
	"m:r",
	"m:acc",
	"w:ins",
	"w:sdt",
	"w:sdtContent",
]);
const MAX_DEPTH = 30;

/** A formula as text where it is written in one row, as digits are; fractions, roots and the like are pictures. */
export function formulaHtml(element: Element, textOf: (run: Element) => string, depth = 0): string {
	const { name } = element;
	if (depth > MAX_DEPTH) return PICTURE;
	const inside = (nodes: readonly AnyNode[]) =>
		nodes.map((node) => ("attribs" in node ? formulaHtml(node, textOf, depth + 1) : "")).join("");
	if (name === "m:t") return escaped(element.children.map((child) => (child.type === "text" ? child.data : "")).join(""));
	if (name === "m:r" || name === "w:r") return textOf(element);
	if (name.endsWith("Pr") || name === "w:del") return "";
	if (IN_ROW.has(name)) return inside(elementChildren(element));
	const [base, sup, sub] = ["m:e", "m:sup", "m:sub"].map((part) => childNamed(element, part));
	if (name === "m:sSup" && base && sup) return `${inside([base])}<sup>${inside(sup.children)}</sup>`;
	if (name === "m:sSub" && base && sub) return `${inside([base])}<sub>${inside(sub.children)}</sub>`;
	return PICTURE;
}
