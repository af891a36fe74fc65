import { largest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import { countBelow } from "../cluster.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { toWord } from "../words.ts";
import type { Line } from "./line.ts";

/** Figures of one column stand in one place: at its left, its right or in its middle. */
const PLACES = [({ x0 }: Word) => x0, ({ x1 }: Word) => x1, ({ x0, x1 }: Word) => (x0 + x1) / 2];
const WORD_END = /[\p{Script=Han}）)”"]/u;

/**
 * Parts figures from labels that run up to them: where a line lacks a figure that several lines have, and a label ends in one
 * that stands just where those of the other lines stand, or where the labels of many lines end in one in the same place.
 */
export function splitTouchingFigures(lines: readonly Line[], settings: TableSettings): Line[] {
	const { minAlike, minTouching } = settings.unruled;
	const { touchPt } = settings.columns;
	const figures = lines.filter((line) => line.hasFigures).map((line) => line.words.filter((word) => word.isFigure));
	const [usual = 0] = figures
		.map((ofLine) => ofLine.length)
		.sort((a, b) => b - a)
		.slice(minAlike - 1);
	const touching = lines.map((line) => {
		if (!line.hasFigures) return undefined;
		const at = line.words.findIndex((word) => !word.isFigure && figureAtEnd(word) !== undefined);
		const [label, figure] = splitAtEnd(line.words[at], settings);
		return label && figure ? { at, label, figure } : undefined;
	});
	const inColumns = countAlike(figures.flat(), touchPt);
	const atEnds = countAlike(
		touching.flatMap((end) => end?.figure ?? []),
		touchPt,
	);
	return lines.map((line, i) => {
		const end = touching[i];
		if (!end) return line;
		const lacks = line.words.filter(({ isFigure }) => isFigure).length === usual - 1;
		const isPlaced = lacks && inColumns(end.figure) >= minAlike;
		if (!isPlaced && atEnds(end.figure) < minTouching) return line;
		return { ...line, words: line.words.toSpliced(end.at, 1, end.label, end.figure) };
	});
}

/** Counts the words that stand in one place with a word: at its left, its right or in its middle. */
function countAlike(words: readonly Word[], withinPt: number): (word: Word) => number {
	const places = PLACES.map((place) => ({ place, values: Float64Array.from(words, place).sort() }));
	return (word) =>
		largest(
			places.map(({ place, values }) => {
				const at = place(word);
				return countBelow(values, at + withinPt) - countBelow(values, at - withinPt);
			}),
		);
}

/** Index of the first character of the figure that a text ends with, if words stand before it. */
function figureAtEnd({ glyphs }: Word): number | undefined {
	const before = glyphs.findLastIndex(({ text }) => !/^[\d０-９,]$/.test(text));
	return before >= 0 && before < glyphs.length - 1 && WORD_END.test(glyphs[before]?.text ?? "") ? before + 1 : undefined;
}

function splitAtEnd(word: Word | undefined, settings: TableSettings): [Word | undefined, Word | undefined] {
	const at = word && figureAtEnd(word);
	if (!word || at === undefined) return [undefined, undefined];
	const part = (glyphs: readonly Glyph[]) => toWord({ glyphs }, settings);
	return [part(word.glyphs.slice(0, at)), part(word.glyphs.slice(at))];
}
