import type { Element } from "domhandler";
import type { Block, Table } from "../../model/table.ts";
import type { HiddenPart } from "./as-seen.ts";
import { isElement } from "./nodes.ts";

/** Shorter lines are menus and buttons. */
const MIN_SENTENCE = 12;
/** So much of a hidden part is shown elsewhere where it is only another copy. */
const COPIED = 0.6;

/**
 * How many parts of the article are there, hidden, and shown nowhere else: what a page opens only when asked may be what
 * is missing from it.
 */
export function lostParts(hidden: readonly HiddenPart[], blocks: readonly Block[], container: Element | undefined): number {
	const shown = plain(blocks.map(textOf).join(""));
	return hidden.filter(({ text, hasTable, parent }) => {
		if (!hasTable && !isInside(parent, container)) return false;
		const pieces = hasTable ? labels(text) : sentences(text);
		const copied = pieces.filter((piece) => shown.includes(plain(piece))).length;
		return pieces.length >= 2 && copied < COPIED * pieces.length;
	}).length;
}

function textOf(block: Block): string {
	return block.kind === "table" ? block.table.cells.map(({ text }) => text).join("") : block.paragraph.text;
}

function plain(text: string): string {
	return text.replaceAll(/\s/g, "");
}

function labels(text: string): string[] {
	return (text.match(/\p{Script=Han}{3,}/gu) ?? []).slice(0, 200);
}

function sentences(text: string): string[] {
	return text
		.split(/[。；！？\n]/)
		.filter((sentence) => plain(sentence).length >= MIN_SENTENCE)
		.slice(0, 100);
}

function isInside(element: Element | undefined, container: Element | undefined): boolean {
	for (let node: Element | undefined = element; node; node = node.parent && isElement(node.parent) ? node.parent : undefined) {
		if (node === container) return true;
	}
	return container === undefined;
}

/** An article without its second copy, and how many of the copy's tables have other figures. */
export interface WithoutCopy {
	readonly blocks: readonly Block[];
	readonly differing: number;
}

/** A copy repeats so many paragraphs and tables of the article; an annex in the same form has a text of its own. */
const MIN_COPIED = { paragraphs: 4, tables: 2 } as const;

/** A page that shows its article twice, as for small screens and large ones, gives the first; the second one is compared with it. */
export function withoutCopy(blocks: readonly Block[]): WithoutCopy {
	const first = new Map<string, number>();
	const again: { readonly at: number; readonly of: number }[] = [];
	blocks.forEach((block, at) => {
		const key = keyOf(block);
		const of = key === "" ? undefined : first.get(key);
		if (of !== undefined) again.push({ at, of });
		else if (key !== "") first.set(key, at);
	});
	// A copy repeats the article block by block: as far behind, each, as the first.
	const [ofCopy = []] = [...Map.groupBy(again, ({ at, of }) => at - of).values()].sort((a, b) => b.length - a.length);
	const tables = ofCopy.filter(({ at }) => blocks[at]?.kind === "table");
	const [start] = ofCopy;
	if (!start || tables.length < MIN_COPIED.tables || ofCopy.length - tables.length < MIN_COPIED.paragraphs)
		return { blocks, differing: 0 };
	const differing = tables.filter(({ at, of }) => figuresOf(blocks[at]) !== figuresOf(blocks[of])).length;
	return { blocks: blocks.slice(0, start.at), differing };
}

/** How many tables of the article stand elsewhere on the page too, shown with other figures. */
export function differingElsewhere(blocks: readonly Block[], elsewhere: readonly Table[]): number {
	const own = Map.groupBy(
		blocks.filter((block) => block.kind === "table"),
		({ table }) => labelsOf(table),
	);
	return elsewhere.filter((table) => {
		const same = own.get(labelsOf(table)) ?? [];
		return (
			labelsOf(table) !== "" && same.length > 0 && !same.some((block) => figuresOf(block) === figuresOf({ kind: "table", table }))
		);
	}).length;
}

/** What tells a block again: a paragraph's text, and a table's labels. */
function keyOf(block: Block): string {
	if (block.kind === "paragraph") return block.paragraph.text.length < 8 ? "" : plain(block.paragraph.text);
	return labelsOf(block.table);
}

function labelsOf({ cells }: Table): string {
	const found = cells.filter(({ text }) => /\p{Script=Han}{2}/u.test(text)).map(({ text }) => plain(text));
	return found.length < 4 ? "" : found.join("|");
}

function figuresOf(block: Block | undefined): string {
	return block?.kind === "table" ? block.table.cells.map(({ text }) => plain(text)).join("|") : "";
}
