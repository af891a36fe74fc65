import type { AnyNode, Element } from "domhandler";
import { UNREAD } from "../../text/unread.ts";
import { BLOCK_KINDS } from "./default-style.ts";
import type { Parts } from "./marks.ts";
import { partsOf } from "./marks.ts";
import { isElement } from "./nodes.ts";
import { tidy } from "./tidy.ts";

/** Longer ones are no labels. */
const MAX_TEXT = 4000;
const MAX_DEPTH = 200;
/** What stands beside figures and makes no label of them. */
const BESIDE_FIGURES = /万元|亿元|[元件次条人份项个宗起篇余约共]/g;

/** Elements that end a line; cells of a table inside a cell stand apart too. */
const ENDS_LINE: ReadonlySet<string> = new Set([
	...BLOCK_KINDS,
	"br",
	"table",
	"tbody",
	"thead",
	"tfoot",
	"tr",
	"td",
	"th",
	"caption",
]);

/**
 * What a cell says, its marks read: figures that stand on lines of their own stay apart by a line end. Notes' marks and
 * what is struck beside something else do not count; something printed that is no text counts as unread.
 */
export function cellText(cell: Element): string {
	const { plain, raised, gone, unseen } = partsIn(cell);
	if (plain.trim() === "") {
		if (raised.trim() !== "") return joinedLines(raised);
		// A label that is struck still tells what its row was.
		if (/\p{Script=Han}/u.test(gone)) return joinedLines(gone);
		return gone.trim() !== "" || /\d/.test(unseen) ? UNREAD : "";
	}
	// Raised decimals are part of a figure, as in prices.
	const isDecimal = /^[.．,，]\d/.test(raised) && /\d\s*$/.test(plain);
	return joinedLines(isDecimal ? `${plain}${UNREAD}` : plain);
}

/** The text of a cell that is struck or not seen, where nothing else stands in it; empty where nothing does, undefined else. */
export function goneText(cell: Element): string | undefined {
	const { plain, raised, gone, unseen } = partsIn(cell);
	return `${plain}${raised}`.trim() === "" ? tidy(`${gone}${unseen}`) : undefined;
}

function partsIn(cell: Element): Parts {
	return partsOf(gather(cell.children, 0).slice(0, MAX_TEXT));
}

/** Whether a cell holds more than is read of it: more characters, or elements deeper in one another. */
export function isCellCut({ children }: Element): boolean {
	return isDeeper(children, 0) || gather(children, 0).length > MAX_TEXT;
}

function isDeeper(nodes: readonly AnyNode[], depth: number): boolean {
	return depth > MAX_DEPTH || nodes.some((node) => isElement(node) && isDeeper(node.children, depth + 1));
}

function gather(nodes: readonly AnyNode[], depth: number): string {
	if (depth > MAX_DEPTH) return "";
	let text = "";
	for (const node of nodes) {
		if (node.type === "text") text += node.data;
		if (!isElement(node)) continue;
		const inside = gather(node.children, depth + 1);
		text += ENDS_LINE.has(node.name) ? `\n${inside}\n` : inside;
	}
	return text;
}

function joinedLines(text: string): string {
	const apart = text
		.replaceAll(/(?<=[\d０-９])\u00a0{2,}(?=[\d０-９])/g, "\n")
		.replaceAll(/(?<=[\d０-９])[\u2001\u2003\u3000]+(?=[\d０-９])/g, "\n");
	const lines = apart
		.split(/[\n\t\v]/)
		.map(tidy)
		.filter((line) => line !== "");
	const whole = tidy(lines.join(" "));
	const isLabel = /\p{Script=Han}/u.test(whole.replaceAll(BESIDE_FIGURES, ""));
	if (isLabel) return tidy(whole.replaceAll(UNREAD, ""));
	const figures = lines.filter((line) => /[\d０-９]/.test(line));
	// Digits that stand one below another are one figure.
	return figures.length < 2 || lines.every((line) => [...line].length === 1) ? whole : lines.join("\n");
}
