import type { CutSign } from "../../model/issue.ts";

/** Markup up to where it is known to be whole. */
export interface WholeMarkup {
	readonly text: string;
	/** Why there is more of it somewhere; undefined where it is all there. */
	readonly cut: CutSign | undefined;
}

/** A cell or paragraph of more characters than this is not looked into for its end. */
const MAX_OPEN = 200_000;

/**
 * The markup of a page, without the cell or tag that a cut went through: half of a figure is a wrong figure. A page that
 * opens its document or body and ends neither is cut, and a piece of a page that ends inside a tag or table.
 */
export function wholeMarkup(markup: string): WholeMarkup {
	const text = markup.replaceAll(UNSEEN, (piece) => (piece.endsWith(">") ? " ".repeat(piece.length) : piece));
	return isCut(text) ? { text: markup.slice(0, lastWhole(text)), cut: "markup-open" } : { text: markup, cut: undefined };
}

/** Comments, scripts and styles: what they hold is no markup of the page. */
const UNSEEN = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

function isCut(text: string): boolean {
	if (closings(text, "html") + closings(text, "body") > 0) return false;
	const isPiece = openings(text, "html") + openings(text, "body") === 0;
	return !isPiece || text.lastIndexOf("<") > text.lastIndexOf(">") || openings(text, "table") > closings(text, "table");
}

function openings(text: string, name: string): number {
	return text.match(new RegExp(`<${name}(?=[\\s>/])`, "gi"))?.length ?? 0;
}

function closings(text: string, name: string): number {
	return text.match(new RegExp(`</${name}(?=[\\s>])`, "gi"))?.length ?? 0;
}

/** Where the last cell, row or block that was closed ends; everything where none is open behind it. */
function lastWhole(text: string): number {
	const from = Math.max(0, text.length - MAX_OPEN);
	const tail = text.slice(from);
	const cell = Math.max(lastOf(tail, /<t[dh](?=[\s>])/gi), lastOf(tail, /<t[dh]$/gi));
	const cellEnd = lastOf(tail, /<\/(?:t[dh]|tr|table)\s*>/gi);
	if (cell > cellEnd) return from + cell;
	const tag = tail.lastIndexOf("<");
	return tag > tail.lastIndexOf(">") ? from + tag : text.length;
}

function lastOf(text: string, pattern: RegExp): number {
	let last = -1;
	for (const { index } of text.matchAll(pattern)) last = index;
	return last;
}
