import { centreOf, median, midOf } from "../../../model/geometry.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import { narrow } from "../../../text/figures.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { toWord } from "../words.ts";
import type { Line } from "./line.ts";

/** A figure's two lines: the upper fills its column, the lower goes on below it. */
interface Wrapped {
	readonly upper: Word;
	readonly lower: Word;
}

/**
 * Joins figures that narrow columns without rulings wrap over two lines: the others of their row stand beside the upper
 * line, beside the lower, or between the two. Nothing else tells such lines from rows than that they are closer to one
 * another than to the rows around them, that every figure of one goes on in the other, and that the upper ones fill
 * their columns.
 */
export function joinWrapped(lines: readonly Line[], settings: TableSettings): Line[] {
	const joined = [...lines];
	const widthAt = columnWidths(lines, settings);
	for (let i = 0; i + 1 < joined.length; i++) {
		const two = joinTwo(joined, i, { widthAt, settings });
		const three = two ? undefined : joinThree(joined, i, { widthAt, settings });
		if (two) joined.splice(i, 2, ...two);
		else if (three) joined.splice(i, 3, ...three);
	}
	return joined;
}

interface WrapContext {
	readonly widthAt: ReturnType<typeof columnWidths>;
	readonly settings: TableSettings;
}

/** A line and the next as one, where the others of their row stand beside either. */
function joinTwo(lines: readonly Line[], i: number, { widthAt, settings }: WrapContext): Line[] | undefined {
	const [first, second] = lines.slice(i, i + 2);
	if (!first || !second || !isCell(lines, [i, i + 1], settings)) return undefined;
	const pairs = wrappedFigures(first, second, widthAt);
	if (pairs.length === 0) return undefined;
	if (isRest(first, second) && pairs.length === figuresOf(second).length)
		return [withFigures(first, pairs, settings), ...restOf(second)];
	if (isRest(second, first) && pairs.length === figuresOf(first).length)
		return [...restOf(first), withFigures(second, pairs, settings)];
	return undefined;
}

/** Three lines as one, where the others of the row stand between the two that are wrapped. */
function joinThree(lines: readonly Line[], i: number, { widthAt, settings }: WrapContext): Line[] | undefined {
	const [first, second, third] = lines.slice(i, i + 3);
	if (!first || !second || !third || !isCell(lines, [i, i + 2], settings) || isBeginning(third)) return undefined;
	const around = wrappedFigures(first, third, widthAt);
	const between = figuresOf(second);
	const isFree = around.every(({ upper, lower }) => !between.some((word) => overlap(word, upper) || overlap(word, lower)));
	const isWhole = around.length === figuresOf(first).length && around.length === figuresOf(third).length;
	if (around.length === 0 || !isFree || !isWhole) return undefined;
	return [...restOf(first), withFigures(second, around, settings), ...restOf(third)];
}

/** Whether two lines stand as close as those of one cell do, and closer than to the figures above and below them. */
function isCell(lines: readonly Line[], [from, to]: readonly [number, number], { wrapped, rows }: TableSettings): boolean {
	const [first, second] = [lines[from], lines[to]];
	if (!first || !second) return false;
	const size = median(figuresOf(first).map(({ sizePt }) => sizePt));
	const step = centreOf(second) - centreOf(first);
	if (!(step > wrapped.minStepEm * size && step < wrapped.maxStepEm * size)) return false;
	const [above, below] = [nextFigures(lines, from, -1), nextFigures(lines, to, 1)];
	const around = [...(above ? [centreOf(first) - centreOf(above)] : []), ...(below ? [centreOf(below) - centreOf(second)] : [])];
	return around.every((distance) => step < rows.pitchShare * distance);
}

/** The next line with figures, up or down. */
function nextFigures(lines: readonly Line[], from: number, step: 1 | -1): Line | undefined {
	for (let i = from + step; i >= 0 && i < lines.length; i += step)
		if (lines[i]?.words.some(({ isFigure }) => isFigure)) return lines[i];
	return undefined;
}

/**
 * Whether a line is no more than what another one's figures need: it has fewer, or no label where the other has one. Two
 * lines with labels are two rows, unless the upper begins an item and the lower none.
 */
function isRest(whole: Line, rest: Line): boolean {
	const [upper, lower] = centreOf(whole) < centreOf(rest) ? [whole, rest] : [rest, whole];
	const label = whole.words.findLast(({ isFigure }) => !isFigure);
	const hasOwn = label !== undefined && rest.words.some(({ isFigure, x1 }) => !isFigure && x1 > label.x0);
	if (hasOwn && !(isBeginning(upper) && !isBeginning(lower))) return false;
	const [all, some] = [figuresOf(whole).length, figuresOf(rest).length];
	return some < all || (some === all && hasLabel(whole) && !hasLabel(rest));
}

/** The width of the widest figure at a place across the page. */
type WidthAt = (x: number) => number;

/** Figures of two lines of which the lower goes on with the upper; a single digit fits every column. */
function wrappedFigures(first: Line, second: Line, widthAt: WidthAt): Wrapped[] {
	const lower = figuresOf(second);
	return figuresOf(first).flatMap((upper) => {
		const below = lower.filter((word) => overlap(word, upper));
		const [only] = below;
		return below.length === 1 && only && isDigits(upper, 2) && isDigits(only, 1) && isFull(upper, only, widthAt)
			? [{ upper, lower: only }]
			: [];
	});
}

/** Whether a figure is as wide as any of its column, the line that goes on with it included. */
function isFull(upper: Word, lower: Word, widthAt: WidthAt): boolean {
	const digit = (upper.x1 - upper.x0) / upper.glyphs.length;
	const widest = Math.max(widthAt(midOf(upper)), lower.x1 - lower.x0);
	return upper.x1 - upper.x0 > widest - digit / 2;
}

/** How wide the widest figure is in a stripe of the page from top to bottom. */
function columnWidths(lines: readonly Line[], { columns }: TableSettings): WidthAt {
	const stripeOf = (x: number) => Math.floor(x / (2 * columns.touchPt));
	const widest = new Map<number, number>();
	for (const { words } of lines)
		for (const { x0, x1, isFigure } of words)
			for (let stripe = stripeOf(x0); isFigure && stripe <= stripeOf(x1); stripe++)
				widest.set(stripe, Math.max(widest.get(stripe) ?? 0, x1 - x0));
	return (x) => widest.get(stripeOf(x)) ?? 0;
}

function figuresOf({ words }: Line): Word[] {
	return words.filter(({ isFigure }) => isFigure);
}

function hasLabel({ words }: Line): boolean {
	return words.some(({ isFigure }) => !isFigure);
}

/** Whether a line begins the label of an item. */
function isBeginning({ words }: Line): boolean {
	return words.some((word) => !word.isFigure && isEnumerated(word.text));
}

function isDigits({ text }: Word, least: number): boolean {
	const digits = narrow(text).replaceAll(/\s/g, "");
	return /^\d+$/.test(digits) && digits.length >= least;
}

function overlap(a: Word, b: Word): boolean {
	return a.x0 < b.x1 && a.x1 > b.x0;
}

/** A line with whole figures in place of those that were wrapped. */
function withFigures(line: Line, pairs: readonly Wrapped[], settings: TableSettings): Line {
	const whole = pairs.map(({ upper, lower }) => toWord({ glyphs: [...upper.glyphs, ...lower.glyphs] }, settings));
	const kept = line.words.filter((word) => !pairs.some(({ upper, lower }) => word === upper || word === lower));
	return { ...line, words: [...kept, ...whole].sort((a, b) => a.x0 - b.x0), hasFigures: true, isProse: false };
}

/** What a line has besides the figures that went to another. */
function restOf(line: Line): Line[] {
	const words = line.words.filter(({ isFigure }) => !isFigure);
	return words.length > 0 ? [{ ...line, words, hasFigures: false }] : [];
}
