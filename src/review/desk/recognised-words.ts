import { append, largest } from "../../model/many.ts";
import type { WordsAndTurn } from "./pictures.ts";
import type { WordsOfPage } from "./quote-boxes.ts";
import type { Turn } from "./upright.ts";

/** One line of running text of a scan, as the report keeps it: page, x0, y0, x1, y1 and text. */
const LINE = /^(\d{1,5}) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (.*)$/su;

type Box = readonly [number, number, number, number];

/**
 * What stands where on every page: by the text layer where there is one, on scans by the lines that recognition saw. Within such a
 * line every character takes its share: full-width ones are twice as wide as the others.
 */
export function wordsOnPages(lines: readonly string[], known: readonly WordsAndTurn[] | undefined): readonly WordsOfPage[] {
	const byPage = Map.groupBy(lines.flatMap(parsed), ({ page }) => page);
	const count = largest([known?.length ?? 0, ...byPage.keys()]);
	return Array.from({ length: count }, (_, i) => {
		const own = known?.[i];
		if (own && own.text !== "") return own;
		const parts = (byPage.get(i + 1) ?? []).map(({ text, box }) => spread(text, box, own?.turn ?? 0));
		return { text: parts.map(({ text }) => text).join(""), boxes: parts.flatMap(({ boxes }) => boxes) };
	});
}

function parsed(line: string): { page: number; box: Box; text: string }[] {
	const found = LINE.exec(line);
	if (!found) return [];
	const [page = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = found.slice(1, 6).map(Number);
	return page > 0 && page <= MOST_PAGES ? [{ page, box: [x0, y0, x1, y1], text: found[6] ?? "" }] : [];
}

/** No report is this long. */
const MOST_PAGES = 2000;

/** A line's characters without spaces, four numbers for each UTF-16 unit, on the page as it lies. */
function spread(line: string, box: Box, turn: Turn): { readonly text: string; readonly boxes: readonly number[] } {
	const characters = [...line];
	const widths = characters.map(widthOf);
	const all = widths.reduce((sum, width) => sum + width, 0);
	const boxes: number[] = [];
	let text = "";
	let at = 0;
	for (const [i, character] of characters.entries()) {
		const next = at + (widths[i] ?? 0) / all;
		if (/\S/u.test(character)) {
			text += character;
			for (let unit = 0; unit < character.length; unit++) append(boxes, part(box, [at, next], turn));
		}
		at = next;
	}
	return { text, boxes };
}

function widthOf(character: string): number {
	return /[\u0000-\u00ff]/u.test(character) ? 1 : 2;
}

/** The part of a line from one share of its length to another, along the way that its text runs on the page as it lies. */
function part([x0, y0, x1, y1]: Box, [from, to]: readonly [number, number], turn: Turn): Box {
	const [width, height] = [x1 - x0, y1 - y0];
	if (turn === 90) return [x0, y1 - to * height, x1, y1 - from * height];
	if (turn === 180) return [x1 - to * width, y0, x1 - from * width, y1];
	if (turn === 270) return [x0, y0 + from * height, x1, y0 + to * height];
	return [x0 + from * width, y0, x0 + to * width, y1];
}
