import type { Extent, Height } from "../../../model/geometry.ts";
import { midY } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import { isEnumerated, withoutEnumerator } from "../../../text/enumerators.ts";
import { isFigureLike } from "../../../text/figures.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { toWord, wordsOf } from "../words.ts";

/** What stands in one line of one cell: words with no wider gap between them than words of a text have. */
export interface Piece extends Word {
	readonly words: readonly Word[];
}

/** A printed line as its pieces, left to right. */
export interface PieceLine extends Height {
	readonly pieces: readonly Piece[];
	/** The middle of its characters. */
	readonly y: number;
}

/** The lines of characters, top to bottom, in pieces. */
export function pieceLines(glyphs: readonly Glyph[], settings: TableSettings): PieceLine[] {
	return linesOf(glyphs, settings).map((line) => toPieceLine(piecesOf(line, settings)));
}

/** Pieces of one line as a line. */
export function toPieceLine(pieces: readonly Piece[]): PieceLine {
	const glyphs = pieces.flatMap((piece) => piece.glyphs);
	const middles = glyphs.map(({ box }) => midY(box)).sort((a, b) => a - b);
	return {
		pieces,
		y0: smallest(pieces.map(({ y0 }) => y0)),
		y1: largest(pieces.map(({ y1 }) => y1)),
		y: middles[middles.length >> 1] ?? 0,
	};
}

function piecesOf(line: GlyphLine, settings: TableSettings): Piece[] {
	const groups: Word[][] = [];
	for (const word of wordsOf(line, settings)) {
		const before = groups.at(-1)?.at(-1);
		const isNear = before && word.x0 - before.x1 < settings.open.pieceGapEm * Math.max(word.sizePt, before.sizePt);
		if (isNear && !isNumbered(word)) groups.at(-1)?.push(word);
		else groups.push([word]);
	}
	return groups.map((words) => toPiece(words, settings));
}

/** Whether a word begins with an item's number: it is a label of its own, however near the label of its group is. */
export function isNumbered({ text }: Pick<Word, "text">): boolean {
	return isEnumerated(text) && /^\p{Script=Han}/u.test(withoutEnumerator(text));
}

/** Words that stand beside one another as one piece. */
export function toPiece(words: readonly Word[], settings: TableSettings): Piece {
	const [first] = words;
	const whole = words.length === 1 && first ? first : toWord({ glyphs: words.flatMap(({ glyphs }) => glyphs) }, settings);
	return { ...whole, isFigure: isValue(whole.text), words };
}

/** Amounts and shares with what is printed beside them: currencies, brackets, a range's dash. */
const VALUE = /^[\s($€£¥￥±+–—−-]*\d[\d\s.,，．%‰)–—-]*(?:\([\d\s.,%]*\))?$/;

/** Whether a text is what a column of figures holds. */
function isValue(text: string): boolean {
	return text.length < 60 && (VALUE.test(text) || isFigureLike(text));
}

/** Whether two extents share more than a hair. */
export function overlaps(one: Extent, other: Extent, slackPt = 0.5): boolean {
	return one.x0 < other.x1 - slackPt && one.x1 > other.x0 + slackPt;
}

/** The extent of pieces. */
export function extentOf(pieces: readonly Extent[]): Extent {
	return { x0: smallest(pieces.map(({ x0 }) => x0)), x1: largest(pieces.map(({ x1 }) => x1)) };
}

/** The height of pieces. */
export function heightOf(pieces: readonly Height[]): Height {
	return { y0: smallest(pieces.map(({ y0 }) => y0)), y1: largest(pieces.map(({ y1 }) => y1)) };
}
