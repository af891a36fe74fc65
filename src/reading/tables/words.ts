import { median } from "../../model/geometry.ts";
import { largest, smallest } from "../../model/many.ts";
import type { Glyph } from "../../model/page.ts";
import { beginsEnumerator } from "../../text/enumerators.ts";
import { isFigureLike } from "../../text/figures.ts";
import type { GlyphLine } from "./lines.ts";
import { segmentsOf, textOf } from "./lines.ts";
import type { TableSettings } from "./settings.ts";

const CHINESE = /\p{Script=Han}/u;
const DIGIT = /^\d$/;
/** A mark that parts a spaced number from its words, as in `3 . 其 他`, or stands alone in a narrow cell, is no dash. */
const LONE_MARK = /^[.．·、]$/;

/** Characters of one line with no wide gap between them: a figure, or words of one cell. */
export interface Word {
	readonly x0: number;
	readonly x1: number;
	readonly y0: number;
	readonly y1: number;
	readonly sizePt: number;
	readonly text: string;
	readonly glyphs: readonly Glyph[];
	readonly isFigure: boolean;
}

/** The words of a line, left to right. */
export function wordsOf(line: GlyphLine, settings: TableSettings): Word[] {
	const { gapEm, tightGapEm, recognizedGapEm } = settings.words;
	const spacing = letterSpacing(line, settings);
	const limit = (left: Glyph, right: Glyph) => {
		if (DIGIT.test(left.text) && DIGIT.test(right.text)) return tightGapEm;
		if (isOneRecognizedWord(left, right)) return recognizedGapEm;
		const isChinese = CHINESE.test(left.text) && (CHINESE.test(right.text) || beginsEnumerator(right.text));
		return isChinese ? spacing + tightGapEm : gapEm;
	};
	return joinSpacedCharacters(segmentsOf(line, limit), settings).map((segment) => toWord(segment, settings));
}

/** Characters as one word; in the order given where they are not of one line. */
export function toWord({ glyphs }: Pick<GlyphLine, "glyphs">, settings: TableSettings): Word {
	const text = textOf(glyphs, settings);
	return {
		x0: smallest(glyphs.map((glyph) => glyph.box[0])),
		x1: largest(glyphs.map((glyph) => glyph.box[2])),
		y0: smallest(glyphs.map((glyph) => glyph.box[1])),
		y1: largest(glyphs.map((glyph) => glyph.box[3])),
		sizePt: median(glyphs.map((glyph) => glyph.sizePt)),
		text,
		glyphs,
		isFigure: isFigureLike(text) && !LONE_MARK.test(text),
	};
}

/** Recognised characters of one piece of ink stand only about where they say: words of it are parted by wide gaps only. */
function isOneRecognizedWord(left: Glyph, right: Glyph): boolean {
	const isRead = left.confidence !== undefined && right.confidence !== undefined && left.run === right.run;
	return isRead && !DIGIT.test(left.text) && !/[\d（(]/.test(right.text);
}

/** The usual distance of Chinese characters in a line, in their size: 0 unless they are set apart. */
function letterSpacing({ glyphs }: GlyphLine, { words }: TableSettings): number {
	const gaps = glyphs.slice(1).flatMap((glyph, i) => {
		const left = glyphs[i];
		return left && CHINESE.test(left.text) && CHINESE.test(glyph.text) ? [(glyph.box[0] - left.box[2]) / glyph.sizePt] : [];
	});
	// A single gap is no spacing: it may be that between two words.
	const usual = gaps.length > 1 ? median(gaps) : 0;
	return usual > 0 && usual < words.maxSpacingEm ? usual : 0;
}

/**
 * Joins single Chinese characters that are spaced alike: one word set wide, in a line of words that are not. Where the words
 * beside it are as close as its characters, the others of the line tell that it has words and no lone characters.
 */
function joinSpacedCharacters(segments: readonly GlyphLine[], settings: TableSettings): GlyphLine[] {
	const lone = segments.filter(isLoneCharacter).length;
	const whole = segments.filter(({ glyphs }) => glyphs.length > 1 && CHINESE.test(glyphs[0]?.text ?? "")).length;
	const joined: GlyphLine[] = [];
	for (let i = 0; i < segments.length; ) {
		let end = i + 1;
		while (end < segments.length && isSpacedWord(segments.slice(i, end + 1), settings)) end++;
		const word = segments.slice(i, end);
		const inner = gapEm(segments[i], segments[i + 1]);
		const outer = Math.min(gapEm(segments[i - 1], segments[i]), gapEm(segments[end - 1], segments[end]));
		if (word.length > 1 && inner > settings.words.letterGapShare * outer && whole <= lone) end = i + 1;
		const { y0 = 0, y1 = 0 } = word[0] ?? {};
		joined.push({ y0, y1, glyphs: segments.slice(i, end).flatMap(({ glyphs }) => glyphs) });
		i = end;
	}
	return joined;
}

function isLoneCharacter({ glyphs }: GlyphLine): boolean {
	return glyphs.length === 1 && CHINESE.test(glyphs[0]?.text ?? "");
}

function isSpacedWord(segments: readonly GlyphLine[], { words }: TableSettings): boolean {
	if (!segments.every(isLoneCharacter)) return false;
	const gaps = segments.slice(1).map((segment, i) => gapEm(segments[i], segment));
	return largest(gaps) < words.maxLetterGapEm && largest(gaps) - smallest(gaps) < words.evenGapEm;
}

/** Distance of two segments of a line, in the size of the second; beyond the line's ends there is nothing. */
function gapEm(left: GlyphLine | undefined, right: GlyphLine | undefined): number {
	const [last, first] = [left?.glyphs.at(-1), right?.glyphs[0]];
	return last && first ? (first.box[0] - last.box[2]) / first.sizePt : Infinity;
}
