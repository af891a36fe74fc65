import { median } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { isFigureLike } from "../../../text/figures.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, segmentsOf, textOf } from "../lines.ts";

/** Text pieces of a table line stand at least this far apart. */
const PIECE_GAP_EM = 0.45;
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
const PLACES = [({ x0 }: Piece) => x0, ({ x1 }: Piece) => x1, ({ x0, x1 }: Piece) => (x0 + x1) / 2];
const SAME_PLACE_PT = 0.6;
/** So many other figures tell where a column's stand. */
const MIN_ALIKE = 3;
/** Labels of so many lines that end in a figure in one place touch a column. */
const MIN_ENDS = 5;
const WORD_END = /[\p{Script=Han}）)”"]/u;

/** A mark that parts a spaced number from its words, as in `3 . 其 他`, or stands alone in a narrow cell, is no dash. */
const LONE_MARK = /^[.．·、]$/;

/** A piece of a line, with its extent and text. */
export interface Piece {
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
export interface TableLine {
	readonly y0: number;
	readonly y1: number;
	readonly pieces: readonly Piece[];
	/** Has figures that stand in columns of their own. */
	readonly hasValues: boolean;
	/** Runs on as prose or a heading does; never inside a table. */
	readonly isProse: boolean;
}

/** The lines of a page outside its ruled tables, judged as parts of tables without rulings. */
export function tableLines(glyphs: readonly Glyph[]): TableLine[] {
	const lines = linesOf(glyphs);
	const left = Math.min(...lines.map(({ glyphs: g }) => g[0]?.box[0] ?? Infinity));
	const right = Math.max(...lines.map(({ glyphs: g }) => g.at(-1)?.box[2] ?? -Infinity));
	const judged = lines.map((line) => judge(line, right - left));
	for (const [i, line] of judged.entries())
		if (isSingle(line, judged[i - 1])) judged[i] = { ...line, hasValues: true, isProse: false };
	const parted = partTouching(judged);
	const size = median(parted.filter((line) => line.hasValues).flatMap((line) => line.pieces.map((piece) => piece.sizePt)));
	return parted.map((line) => (line.hasValues || !isLarger(line, size) ? line : { ...line, isProse: true }));
}

/**
 * Parts figures from labels that run up to them: where a line lacks a figure that several lines have, and a label ends in one
 * that stands just where those of the other lines stand, or where the labels of many lines end in one in the same place.
 */
export function partTouching(lines: readonly TableLine[]): TableLine[] {
	const figures = lines.filter((line) => line.hasValues).map((line) => line.pieces.filter((piece) => piece.isFigure));
	const [usual = 0] = figures
		.map((ofLine) => ofLine.length)
		.sort((a, b) => b - a)
		.slice(MIN_ALIKE - 1);
	const touching = lines.map((line) => {
		if (!line.hasValues) return undefined;
		const at = line.pieces.findIndex((piece) => !piece.isFigure && figureAtEnd(piece) !== undefined);
		const [label, figure] = partAtEnd(line.pieces[at]);
		return label && figure ? { at, label, figure } : undefined;
	});
	const inColumns = countAlike(figures.flat());
	const atEnds = countAlike(touching.flatMap((end) => end?.figure ?? []));
	return lines.map((line, i) => {
		const end = touching[i];
		if (!end) return line;
		const lacks = line.pieces.filter(({ isFigure }) => isFigure).length === usual - 1;
		const isPlaced = lacks && inColumns(end.figure) >= MIN_ALIKE;
		if (!isPlaced && atEnds(end.figure) < MIN_ENDS) return line;
		return { ...line, pieces: line.pieces.toSpliced(end.at, 1, end.label, end.figure) };
	});
}

/** Counts the pieces that stand in one place with a piece: at its left, its right or in its middle. */
function countAlike(pieces: readonly Piece[]): (piece: Piece) => number {
	const places = PLACES.map((place) => ({ place, values: Float64Array.from(pieces, place).sort() }));
	const below = (values: Float64Array, limit: number) => {
		let [from, to] = [0, values.length];
		while (from < to) {
			const half = (from + to) >> 1;
			if ((values[half] ?? Infinity) < limit) from = half + 1;
			else to = half;
		}
		return from;
	};
	return (piece) =>
		Math.max(
			...places.map(({ place, values }) => {
				const at = place(piece);
				return below(values, at + SAME_PLACE_PT) - below(values, at - SAME_PLACE_PT);
			}),
		);
}

/** Index of the first character of the figure that a text ends with, if words stand before it. */
function figureAtEnd({ glyphs }: Piece): number | undefined {
	const before = glyphs.findLastIndex(({ text }) => !/^[\d０-９,]$/.test(text));
	return before >= 0 && before < glyphs.length - 1 && WORD_END.test(glyphs[before]?.text ?? "") ? before + 1 : undefined;
}

function partAtEnd(piece: Piece | undefined): [Piece | undefined, Piece | undefined] {
	const at = piece && figureAtEnd(piece);
	if (!piece || at === undefined) return [undefined, undefined];
	const part = (glyphs: readonly Glyph[]) => toPiece({ glyphs, y0: piece.y0, y1: piece.y1 });
	return [part(piece.glyphs.slice(0, at)), part(piece.glyphs.slice(at))];
}

/** The pieces of a line, left to right. */
export function piecesOf(line: GlyphLine): Piece[] {
	const spacing = letterSpacing(line);
	const limit = (left: Glyph, right: Glyph) => {
		if (DIGIT.test(left.text) && DIGIT.test(right.text)) return DIGIT_GAP_EM;
		if (isOnePiece(left, right)) return READ_GAP_EM;
		const isChinese = CHINESE.test(left.text) && (CHINESE.test(right.text) || ITEM_BEGINNING.test(right.text));
		return isChinese ? spacing + CHINESE_GAP_EM : PIECE_GAP_EM;
	};
	return withSpacedJoined(segmentsOf(line, limit)).map(toPiece);
}

/** Characters of one word may be set this far apart to fill their cell, all alike and closer than to what stands beside. */
const MAX_WORD_SPACING_EM = 2.2;
const ALIKE_EM = 0.15;

/**
 * Joins single Chinese characters that are spaced alike: one word set wide, in a line of words that are not. Where the words
 * beside it are as close as its characters, the others of the line tell that it has words and no lone characters.
 */
function withSpacedJoined(segments: readonly GlyphLine[]): GlyphLine[] {
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

/** Distance of two pieces of a line, in the size of the second; beyond the line's ends there is nothing. */
function gapEm(left: GlyphLine | undefined, right: GlyphLine | undefined): number {
	const [last, first] = [left?.glyphs.at(-1), right?.glyphs[0]];
	return last && first ? (first.box[0] - last.box[2]) / first.sizePt : Infinity;
}

/** Recognised characters of one piece of ink stand only about where they say: words of it are parted by wide gaps only. */
function isOnePiece(left: Glyph, right: Glyph): boolean {
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

function judge(line: GlyphLine, textWidth: number): TableLine {
	const pieces = piecesOf(line);
	const apart = pieces.filter((piece, i) => {
		const before = piece.x0 - (pieces[i - 1]?.x1 ?? -Infinity);
		const after = (pieces[i + 1]?.x0 ?? Infinity) - piece.x1;
		return piece.isFigure && Math.min(before, after) > FIGURE_GAP_EM * piece.sizePt;
	});
	const others = pieces.length - apart.length;
	const hasValues = apart.length >= 2 || (apart.length === 1 && others >= 1 && others <= 3 && stepsAway(pieces));
	const widest = Math.max(...segmentsOf(line, 0.8).map((s) => (s.glyphs.at(-1)?.box[2] ?? 0) - (s.glyphs[0]?.box[0] ?? 0)));
	const isProse = !hasValues && (widest > 0.6 * textWidth || PROSE.test(pieces.map((piece) => piece.text).join("")));
	return { y0: line.y0, y1: line.y1, pieces, hasValues, isProse };
}

/** A single figure counts as a column when it stands well away from its label and ends the line. */
function stepsAway(pieces: readonly Piece[]): boolean {
	const [label, figure] = [pieces.at(-2), pieces.at(-1)];
	return !!label && !!figure && figure.isFigure && figure.x0 - label.x1 > 2.5 * figure.sizePt;
}

/** A single figure close to its label counts where the line above is a label and a heading, or such a row itself. */
function isSingle({ pieces, hasValues }: TableLine, above: TableLine | undefined): boolean {
	const [label, figure] = pieces;
	if (hasValues || pieces.length !== 2 || !label || !figure?.isFigure || label.isFigure) return false;
	if (!above || above.isProse || above.pieces.length !== 2) return false;
	const [before, over] = above.pieces;
	if (!before || before.isFigure || !over) return false;
	return !over.isFigure || (above.hasValues && over.x0 < figure.x1 && over.x1 > figure.x0);
}

function isLarger(line: TableLine, sizePt: number): boolean {
	const isRecognised = line.pieces.some((piece) => piece.glyphs.some((glyph) => glyph.confidence !== undefined));
	const larger = isRecognised ? LARGER_IN_PIXELS : LARGER;
	return sizePt > 0 && line.pieces.every((piece) => piece.sizePt > larger * sizePt);
}

/** Characters as one piece; in the order given where they are not of one line. */
export function toPiece(line: GlyphLine): Piece {
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
