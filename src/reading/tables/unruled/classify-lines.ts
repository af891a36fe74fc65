import { median } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import { isProseLike } from "../../../text/prose.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, segmentsOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { wordsOf } from "../words.ts";
import type { Line } from "./line.ts";
import { splitTouchingFigures } from "./touching-figures.ts";

/** The lines of a page outside its ruled tables, judged as parts of tables without rulings. */
export function classifyLines(glyphs: readonly Glyph[], settings: TableSettings): Line[] {
	const lines = linesOf(glyphs, settings);
	const left = smallest(lines.map(({ glyphs: g }) => g[0]?.box[0] ?? Infinity));
	const right = largest(lines.map(({ glyphs: g }) => g.at(-1)?.box[2] ?? -Infinity));
	const judged = lines.map((line) => classify(line, right - left, settings));
	for (const [i, line] of judged.entries())
		if (isSingleColumn(line, judged[i - 1])) judged[i] = { ...line, hasFigures: true, isProse: false };
	const parted = splitTouchingFigures(judged, settings);
	const size = median(parted.filter((line) => line.hasFigures).flatMap((line) => line.words.map((word) => word.sizePt)));
	return parted.map((line) => (line.hasFigures || !isLarger(line, size, settings) ? line : { ...line, isProse: true }));
}

function classify(line: GlyphLine, textWidth: number, settings: TableSettings): Line {
	const { figureGapEm, maxLabelWords, proseWidthShare } = settings.unruled;
	const words = withoutStrokes(wordsOf(line, settings));
	const apart = words.filter((word, i) => {
		const before = word.x0 - (words[i - 1]?.x1 ?? -Infinity);
		const after = (words[i + 1]?.x0 ?? Infinity) - word.x1;
		return word.isFigure && Math.min(before, after) > figureGapEm * word.sizePt;
	});
	const others = words.length - apart.length;
	const hasLabel = others >= 1 && others <= maxLabelWords;
	const hasFigures = apart.length >= 2 || (apart.length === 1 && hasLabel && standsApart(words, settings));
	const runs = segmentsOf(line, settings.words.maxSpacingEm).map(
		({ glyphs }) => (glyphs.at(-1)?.box[2] ?? 0) - (glyphs[0]?.box[0] ?? 0),
	);
	const isWide = largest(runs) > proseWidthShare * textWidth;
	const isProse = !hasFigures && (isWide || isProseLike(words.map((word) => word.text).join("")));
	return { y0: line.y0, y1: line.y1, words, hasFigures, isProse };
}

/** What a stroke of a character is read as. */
const STROKE = /^[-\u2010-\u2015\u2212－]$/;

/** The words of a line, a dash before its label being no figure on a recognised page: a stroke of a label beside it, such as 三, is read so. */
function withoutStrokes(words: readonly Word[]): readonly Word[] {
	const label = words.findIndex(({ isFigure }) => !isFigure);
	if (label < 1 || words.slice(label).filter(({ isFigure }) => isFigure).length < 2) return words;
	const isStroke = ({ text, glyphs }: Word, i: number) =>
		i < label && STROKE.test(text) && glyphs.some(({ confidence }) => confidence !== undefined);
	return words.map((word, i) => (isStroke(word, i) ? { ...word, isFigure: false } : word));
}

/** A single figure counts as a column when it stands well away from its label and ends the line. */
function standsApart(words: readonly Word[], { unruled }: TableSettings): boolean {
	const [label, figure] = [words.at(-2), words.at(-1)];
	return !!label && !!figure && figure.isFigure && figure.x0 - label.x1 > unruled.singleGapEm * figure.sizePt;
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

function isLarger(line: Line, sizePt: number, { unruled }: TableSettings): boolean {
	const isRecognised = line.words.some((word) => word.glyphs.some((glyph) => glyph.confidence !== undefined));
	const ratio = isRecognised ? unruled.scannedHeadingRatio : unruled.headingRatio;
	return sizePt > 0 && line.words.every((word) => word.sizePt > ratio * sizePt);
}
