import { isEnumerated } from "../../../text/enumerators.ts";
import type { GlyphLine } from "../lines.ts";
import { textOf } from "../lines.ts";

/** Which of a label's lines stands at the height of its figures. */
const MODES = ["middle", "first", "last"] as const;
type Mode = (typeof MODES)[number];

interface LineRange {
	readonly from: number;
	readonly to: number;
}

/**
 * Heights that alignLabels the lines of one column into the rows whose figures stand at `rowCentres`, top to
 * bottom; empty where the lines cannot be divided so that every row has one: the column then names
 * groups of rows. Of the ways to alignLabels them, the one in which all labels stand best at the height
 * of their figures is taken, all in their middle or all at their first or last line.
 */
export function labelBorders(lines: readonly GlyphLine[], rowCentres: readonly number[]): number[] {
	const ranges = assignLabels(lines, rowCentres);
	if (!ranges) return [];
	return ranges.slice(1).map(({ from }) => ((lines[from - 1]?.y1 ?? 0) + (lines[from]?.y0 ?? 0)) / 2);
}

/** No form's column has so many lines; time grows with their third power. */
const MAX_LINES = 200;

/** The lines of each row, all lines in order and none left over; undefined where rows would stay empty. */
export function assignLabels(lines: readonly GlyphLine[], rowCentres: readonly number[]): LineRange[] | undefined {
	if (rowCentres.length < 2 || lines.length < rowCentres.length || lines.length > MAX_LINES) return undefined;
	const ways = MODES.map((mode) => alignLabels(lines, rowCentres, mode)).sort((a, b) => a.cost - b.cost);
	return ways[0] && Number.isFinite(ways[0].cost) ? ways[0].ranges : undefined;
}

/** A stretch of the page's height. */
export interface Extent {
	readonly y0: number;
	readonly y1: number;
}

/** A blank row's label stands at least this far from the figures of other rows, in heights of its lines. */
const BLANK_LINES = 1.3;

/**
 * The labels among the lines of a column that stand beside no figures (`rowCentres`: the heights of those): numbered labels of
 * rows that are wholly blank. None where rows stand as close as the lines of a label, and none where figures are not
 * each beside a label of their own, so that not all labels have numbers.
 */
export function blankLabels(lines: readonly GlyphLine[], rowCentres: readonly number[]): Extent[] {
	const starts = lines.flatMap(({ glyphs }, i) => (isEnumerated(textOf(glyphs)) ? [i] : []));
	const labels = starts.map((from, i) => {
		const own = lines.slice(from, starts[i + 1]);
		const [y0, y1] = [own[0]?.y0 ?? 0, own.at(-1)?.y1 ?? 0];
		const next = lines[starts[i + 1] ?? lines.length]?.y0 ?? Infinity;
		const rows = rowCentres.filter((centre) => centre >= y0 && centre < next).length;
		return { y0, y1, rows, isBlank: rows === 0 && own.every((line) => rowCentres.every((centre) => isFar(line, centre))) };
	});
	const isOrdered =
		labels.every(({ rows }) => rows <= 1) && labels.reduce((sum, { rows }) => sum + rows, 0) === rowCentres.length;
	return isOrdered ? labels.filter(({ isBlank }) => isBlank) : [];
}

function isFar({ y0, y1 }: GlyphLine, centre: number): boolean {
	return Math.abs(centre - (y0 + y1) / 2) > BLANK_LINES * (y1 - y0);
}

function alignLabels(
	lines: readonly GlyphLine[],
	rowCentres: readonly number[],
	mode: Mode,
): { cost: number; ranges: LineRange[] } {
	const starts = lines.map((line) => isEnumerated(textOf(line.glyphs)));
	const cost = (from: number, to: number, row: number) => {
		const [first, last] = [lines[from], lines[to - 1]];
		if (!first || !last) return Infinity;
		const at = mode === "first" ? first : mode === "last" ? last : { y0: first.y0, y1: last.y1 };
		const inner = starts.slice(from + 1, to).filter(Boolean).length;
		return Math.abs((at.y0 + at.y1) / 2 - (rowCentres[row] ?? 0)) + inner * 4 * (first.y1 - first.y0);
	};
	// best[row][end]: the least cost of giving the first `end` lines to the first `row` rows.
	const best: { cost: number; from: number }[][] = [[{ cost: 0, from: 0 }]];
	for (let row = 1; row <= rowCentres.length; row++) {
		const here: { cost: number; from: number }[] = [];
		for (let end = row; end <= lines.length; end++) {
			for (let from = row - 1; from < end; from++) {
				const total = (best[row - 1]?.[from]?.cost ?? Infinity) + cost(from, end, row - 1);
				if (total < (here[end]?.cost ?? Infinity)) here[end] = { cost: total, from };
			}
		}
		best.push(here);
	}
	const ranges: LineRange[] = [];
	let end = lines.length;
	for (let row = rowCentres.length; row > 0; row--) {
		const from = best[row]?.[end]?.from ?? 0;
		ranges.unshift({ from, to: end });
		end = from;
	}
	return { cost: best[rowCentres.length]?.[lines.length]?.cost ?? Infinity, ranges };
}
