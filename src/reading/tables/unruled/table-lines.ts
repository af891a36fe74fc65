import { median } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { isFigureLike } from "../../../text/figures.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, segmentsOf, textOf } from "../lines.ts";

/** Text words of a table line stand at least this far apart. */
const WORD_GAP_EM = 0.45;
/** Chinese characters fill their width: less than that parts them, beyond the spacing of their line. */
const CHINESE_GAP_EM = 0.3;
/** Characters further apart than this stand in columns of their own. */
const MAX_SPACING_EM = 0.9;
const MIN_GAPS = 2;
/** Headings are set larger than figures by this; sizes measured in pixels vary more. */
const LARGER = 1.08;
const LARGER_IN_PIXELS = 1.22;
/** The end of a sentence, a date, an annex's name, a unit over a table. */
const PROSE = /[。；：]$|\d\s*月\s*\d{1,2}\s*日$|^附(?:件|表)|^[（(]?单位\s*[：:]/;
const CHINESE = /\p{Script=Han}/u;
const READ_GAP_EM = 1.3;
/** Digits further apart belong to two numbers: columns may stand that close. */
const DIGIT_GAP_EM = 0.3;
const DIGIT = /^\d$/;
/** Begins the label of an item, which may stand close to the name of its group. */
const ITEM_BEGINNING = /^[1-8（(]$/;
/** A figure of a table stands at least this far from its neighbours. */
const FIGURE_GAP_EM = 0.7;

/** Figures of one column stand in one place: at its left, its right or in its middle. */
const PLACES = [({ x0 }: Word) => x0, ({ x1 }: Word) => x1, ({ x0, x1 }: Word) => (x0 + x1) / 2];
const SAME_PLACE_PT = 0.6;
/** So many other figures tell where a column's stand. */
const MIN_ALIKE = 3;
/** Labels of so many lines that end in a figure in one place touch a column. */
const MIN_ENDS = 5;
const WORD_END = /[\p{Script=Han}）)”"]/u;

/** A mark that parts a spaced number from its words, as in `3 . 其 他`, or stands alone in a narrow cell, is no dash. */
const LONE_MARK = /^[.．·、]$/;

/** A word of a line, with its extent and text. */
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

/** A printed line as table material. */
export interface Line {
	readonly y0: number;
	readonly y1: number;
	readonly words: readonly Word[];
	/** Has figures that stand in columns of their own. */
	readonly hasFigures: boolean;
	/** Runs on as prose or a heading does; never inside a table. */
	readonly isProse: boolean;
}

/** The lines of a page outside its ruled tables, judged as parts of tables without rulings. */
export function classifyLines(glyphs: readonly Glyph[]): Line[] {
	const lines = linesOf(glyphs);
	const left = Math.min(...lines.map(({ glyphs: g }) => g[0]?.box[0] ?? Infinity));
	const right = Math.max(...lines.map(({ glyphs: g }) => g.at(-1)?.box[2] ?? -Infinity));
	const judged = lines.map((line) => classify(line, right - left));
	for (const [i, line] of judged.entries())
		if (isSingleColumn(line, judged[i - 1])) judged[i] = { ...line, hasFigures: true, isProse: false };
	const parted = splitTouchingFigures(judged);
	const size = median(parted.filter((line) => line.hasFigures).flatMap((line) => line.words.map((word) => word.sizePt)));
	return parted.map((line) => (line.hasFigures || !isLarger(line, size) ? line : { ...line, isProse: true }));
}

/**
 * Parts figures from labels that run up to them: where a line lacks a figure that several lines have, and a label ends in one
 * that stands just where those of the other lines stand, or where the labels of many lines end in one in the same place.
 */
export function splitTouchingFigures(lines: readonly Line[]): Line[] {
	const figures = lines.filter((line) => line.hasFigures).map((line) => line.words.filter((word) => word.isFigure));
	const [usual = 0] = figures
		.map((ofLine) => ofLine.length)
		.sort((a, b) => b - a)
		.slice(MIN_ALIKE - 1);
	const touching = lines.map((line) => {
		if (!line.hasFigures) return undefined;
		const at = line.words.findIndex((word) => !word.isFigure && figureAtEnd(word) !== undefined);
		const [label, figure] = splitAtEnd(line.words[at]);
		return label && figure ? { at, label, figure } : undefined;
	});
	const inColumns = countAlike(figures.flat());
	const atEnds = countAlike(touching.flatMap((end) => end?.figure ?? []));
	return lines.map((line, i) => {
		const end = touching[i];
		if (!end) return line;
		const lacks = line.words.filter(({ isFigure }) => isFigure).length === usual - 1;
		const isPlaced = lacks && inColumns(end.figure) >= MIN_ALIKE;
		if (!isPlaced && atEnds(end.figure) < MIN_ENDS) return line;
		return { ...line, words: line.words.toSpliced(end.at, 1, end.label, end.figure) };
	});
}

/** Counts the words that stand in one place with a word: at its left, its right or in its middle. */
function countAlike(words: readonly Word[]): (word: Word) => number {
	const places = PLACES.map((place) => ({ place, values: Float64Array.from(words, place).sort() }));
	const below = (values: Float64Array, limit: number) => {
		let [from, to] = [0, values.length];
		while (from < to) {
			const half = (from + to) >> 1;
			if ((values[half] ?? Infinity) < limit) from = half + 1;
			else to = half;
		}
		return from;
	};
	return (word) =>
		Math.max(
			...places.map(({ place, values }) => {
				const at = place(word);
				return below(values, at + SAME_PLACE_PT) - below(values, at - SAME_PLACE_PT);
			}),
		);
}

/** Index of the first character of the figure that a text ends with, if words stand before it. */
function figureAtEnd({ glyphs }: Word): number | undefined {
	const before = glyphs.findLastIndex(({ text }) => !/^[\d０-９,]$/.test(text));
	return before >= 0 && before < glyphs.length - 1 && WORD_END.test(glyphs[before]?.text ?? "") ? before + 1 : undefined;
}

function splitAtEnd(word: Word | undefined): [Word | undefined, Word | undefined] {
	const at = word && figureAtEnd(word);
	if (!word || at === undefined) return [undefined, undefined];
	const part = (glyphs: readonly Glyph[]) => toWord({ glyphs, y0: word.y0, y1: word.y1 });
	return [part(word.glyphs.slice(0, at)), part(word.glyphs.slice(at))];
}

/** The words of a line, left to right. */
export function wordsOf(line: GlyphLine): Word[] {
	const spacing = letterSpacing(line);
	const limit = (left: Glyph, right: Glyph) => {
		if (DIGIT.test(left.text) && DIGIT.test(right.text)) return DIGIT_GAP_EM;
		if (isOneRecognizedWord(left, right)) return READ_GAP_EM;
		const isChinese = CHINESE.test(left.text) && (CHINESE.test(right.text) || ITEM_BEGINNING.test(right.text));
		return isChinese ? spacing + CHINESE_GAP_EM : WORD_GAP_EM;
	};
	return joinSpacedCharacters(segmentsOf(line, limit)).map(toWord);
}

/** Characters of one word may be set this far apart to fill their cell, all alike and closer than to what stands beside. */
const MAX_WORD_SPACING_EM = 2.2;
const ALIKE_EM = 0.15;

/**
 * Joins single Chinese characters that are spaced alike: one word set wide, in a line of words that are not. Where the words
 * beside it are as close as its characters, the others of the line tell that it has words and no lone characters.
 */
function joinSpacedCharacters(segments: readonly GlyphLine[]): GlyphLine[] {
	const lone = segments.filter(isLoneCharacter).length;
	const words = segments.filter(({ glyphs }) => glyphs.length > 1 && CHINESE.test(glyphs[0]?.text ?? "")).length;
	const joined: GlyphLine[] = [];
	for (let i = 0; i < segments.length; ) {
		let end = i + 1;
		while (end < segments.length && isSpacedWord(segments.slice(i, end + 1))) end++;
		const word = segments.slice(i, end);
		const inner = gapEm(segments[i], segments[i + 1]);
		const outer = Math.min(gapEm(segments[i - 1], segments[i]), gapEm(segments[end - 1], segments[end]));
		if (word.length > 1 && inner > 0.6 * outer && words <= lone) end = i + 1;
		const { y0 = 0, y1 = 0 } = word[0] ?? {};
		joined.push({ y0, y1, glyphs: segments.slice(i, end).flatMap(({ glyphs }) => glyphs) });
		i = end;
	}
	return joined;
}

function isLoneCharacter({ glyphs }: GlyphLine): boolean {
	return glyphs.length === 1 && CHINESE.test(glyphs[0]?.text ?? "");
}

function isSpacedWord(segments: readonly GlyphLine[]): boolean {
	if (!segments.every(isLoneCharacter)) return false;
	const gaps = segments.slice(1).map((segment, i) => gapEm(segments[i], segment));
	return Math.max(...gaps) < MAX_WORD_SPACING_EM && Math.max(...gaps) - Math.min(...gaps) < ALIKE_EM;
}

/** Distance of two words of a line, in the size of the second; beyond the line's ends there is nothing. */
function gapEm(left: GlyphLine | undefined, right: GlyphLine | undefined): number {
	const [last, first] = [left?.glyphs.at(-1), right?.glyphs[0]];
	return last && first ? (first.box[0] - last.box[2]) / first.sizePt : Infinity;
}

/** Recognised characters of one word of ink stand only about where they say: words of it are parted by wide gaps only. */
function isOneRecognizedWord(left: Glyph, right: Glyph): boolean {
	const isRead = left.confidence !== undefined && right.confidence !== undefined && left.run === right.run;
	return isRead && !DIGIT.test(left.text) && !/[\d（(]/.test(right.text);
}

/** The usual distance of Chinese characters in a line, in their size: 0 unless they are set apart. */
function letterSpacing({ glyphs }: GlyphLine): number {
	const gaps = glyphs.slice(1).flatMap((glyph, i) => {
		const left = glyphs[i];
		return left && CHINESE.test(left.text) && CHINESE.test(glyph.text) ? [(glyph.box[0] - left.box[2]) / glyph.sizePt] : [];
	});
	// The gap between two words is no spacing.
	const usual = gaps.length >= MIN_GAPS ? median(gaps) : 0;
	return usual > 0 && usual < MAX_SPACING_EM ? usual : 0;
}

function classify(line: GlyphLine, textWidth: number): Line {
	const words = wordsOf(line);
	const apart = words.filter((word, i) => {
		const before = word.x0 - (words[i - 1]?.x1 ?? -Infinity);
		const after = (words[i + 1]?.x0 ?? Infinity) - word.x1;
		return word.isFigure && Math.min(before, after) > FIGURE_GAP_EM * word.sizePt;
	});
	const others = words.length - apart.length;
	const hasFigures = apart.length >= 2 || (apart.length === 1 && others >= 1 && others <= 3 && standsApart(words));
	const widest = Math.max(...segmentsOf(line, 0.8).map((s) => (s.glyphs.at(-1)?.box[2] ?? 0) - (s.glyphs[0]?.box[0] ?? 0)));
	const isProse = !hasFigures && (widest > 0.6 * textWidth || PROSE.test(words.map((word) => word.text).join("")));
	return { y0: line.y0, y1: line.y1, words, hasFigures, isProse };
}

/** A single figure counts as a column when it stands well away from its label and ends the line. */
function standsApart(words: readonly Word[]): boolean {
	const [label, figure] = [words.at(-2), words.at(-1)];
	return !!label && !!figure && figure.isFigure && figure.x0 - label.x1 > 2.5 * figure.sizePt;
}

/** A single figure close to its label counts where the line above is a label and a heading, or such a row itself. */
function isSingleColumn({ words, hasFigures }: Line, above: Line | undefined): boolean {
	const [label, figure] = words;
	if (hasFigures || words.length !== 2 || !label || !figure?.isFigure || label.isFigure) return false;
	if (!above || above.isProse || above.words.length !== 2) return false;
	const [before, over] = above.words;
	if (!before || before.isFigure || !over) return false;
	return !over.isFigure || (above.hasFigures && over.x0 < figure.x1 && over.x1 > figure.x0);
}

function isLarger(line: Line, sizePt: number): boolean {
	const isRecognised = line.words.some((word) => word.glyphs.some((glyph) => glyph.confidence !== undefined));
	const larger = isRecognised ? LARGER_IN_PIXELS : LARGER;
	return sizePt > 0 && line.words.every((word) => word.sizePt > larger * sizePt);
}

/** Characters as one word; in the order given where they are not of one line. */
export function toWord(line: GlyphLine): Word {
	const text = textOf(line.glyphs);
	return {
		x0: Math.min(...line.glyphs.map((glyph) => glyph.box[0])),
		x1: Math.max(...line.glyphs.map((glyph) => glyph.box[2])),
		y0: Math.min(...line.glyphs.map((glyph) => glyph.box[1])),
		y1: Math.max(...line.glyphs.map((glyph) => glyph.box[3])),
		sizePt: median(line.glyphs.map((glyph) => glyph.sizePt)),
		text,
		glyphs: line.glyphs,
		isFigure: isFigureLike(text) && !LONE_MARK.test(text),
	};
}
