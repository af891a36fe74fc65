/** What stands where on a page: characters without spaces, and four numbers for each. */
export interface WordsOfPage {
	readonly text: string;
	readonly boxes: readonly number[];
}

/** A part of a line that quoted words take, on the page as it lies; pages count from 1. */
export interface QuoteBox {
	readonly page: number;
	readonly box: readonly [number, number, number, number];
}

/** Words that are no longer than this are too common to be found without their surroundings. */
const LEAST = 4;
/** Of a quote that is not printed in one piece, pieces of this length are looked for. */
const PIECE = 12;
/** Parts of lines at most for one finding. */
const MOST = 60;

/**
 * Where quoted words stand: the report's text goes on from page to page, so pages are looked through as one. A quote that
 * is cut, ends with an ellipsis or is printed over a table is found by its pieces.
 */
export function quoteBoxes(quotes: readonly string[], pages: readonly WordsOfPage[]): QuoteBox[] {
	const joined = joinedText(pages);
	const found = new Set<number>();
	for (const quote of quotes) {
		const wanted = plain(quote.replace(/…$/u, "")).text;
		if (wanted.length < LEAST) continue;
		const at = joined.text.indexOf(wanted);
		if (at >= 0) mark(found, at, wanted.length);
		else for (const piece of piecesOf(wanted)) mark(found, joined.text.indexOf(piece), piece.length);
	}
	return lines(
		[...found].sort((a, b) => a - b).map((i) => joined.places[i]),
		pages,
	);
}

interface Place {
	readonly page: number;
	readonly unit: number;
}

function joinedText(pages: readonly WordsOfPage[]): { readonly text: string; readonly places: readonly Place[] } {
	const pieces: string[] = [];
	const places: Place[] = [];
	for (const [page, words] of pages.entries()) {
		const { text, from } = plain(words.text);
		pieces.push(text);
		for (const unit of from) places.push({ page, unit });
	}
	return { text: pieces.join(""), places };
}

/** One width of characters and no spaces, with the unit that each came from. */
function plain(text: string): { readonly text: string; readonly from: readonly number[] } {
	const from: number[] = [];
	let made = "";
	let unit = 0;
	for (const character of text) {
		const form = character.normalize("NFKC").replaceAll(/\s/g, "");
		for (let i = 0; i < form.length; i++) from.push(unit);
		made += form;
		unit += character.length;
	}
	return { text: made, from };
}

function piecesOf(text: string): string[] {
	const pieces: string[] = [];
	for (let at = 0; at + PIECE <= text.length; at += PIECE) pieces.push(text.slice(at, at + PIECE));
	return pieces;
}

function mark(found: Set<number>, at: number, length: number): void {
	for (let i = 0; at >= 0 && i < length; i++) found.add(at + i);
}

/** Characters that stand beside one another on a line become one box. */
function lines(places: readonly (Place | undefined)[], pages: readonly WordsOfPage[]): QuoteBox[] {
	const boxes: { page: number; box: [number, number, number, number] }[] = [];
	for (const place of places) {
		const own = place && boxAt(pages[place.page], place.unit);
		if (!place || !own) continue;
		const last = boxes.at(-1);
		if (last?.page === place.page + 1 && isOnLine(last.box, own))
			last.box = [
				Math.min(last.box[0], own[0]),
				Math.min(last.box[1], own[1]),
				Math.max(last.box[2], own[2]),
				Math.max(last.box[3], own[3]),
			];
		else boxes.push({ page: place.page + 1, box: [...own] });
	}
	return boxes.slice(0, MOST);
}

function boxAt(words: WordsOfPage | undefined, unit: number): [number, number, number, number] | undefined {
	const [x0, y0, x1, y1] = words?.boxes.slice(unit * 4, unit * 4 + 4) ?? [];
	return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined ? undefined : [x0, y0, x1, y1];
}

/** On a line across or, on a page that lies on its side, down the page. */
function isOnLine(a: readonly [number, number, number, number], b: readonly [number, number, number, number]): boolean {
	const across = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
	const down = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
	const [width, height] = [b[2] - b[0], b[3] - b[1]];
	const isBeside = Math.max(a[0], b[0]) - Math.min(a[2], b[2]) < 2 * height;
	const isBelow = Math.max(a[1], b[1]) - Math.min(a[3], b[3]) < 2 * width;
	return (across > height / 2 && isBeside) || (down > width / 2 && isBelow && a[2] - a[0] < 2 * width);
}
