import type { Height } from "../../../model/geometry.ts";
import { centreOf } from "../../../model/geometry.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import type { GlyphLine } from "../lines.ts";
import { textOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

/** Which of a label's lines stands at the height of its figures. */
const MODES = ["middle", "first", "last"] as const;
type Mode = (typeof MODES)[number];

interface LineRange {
	readonly from: number;
	readonly to: number;
}

/**
 * Heights that divide the lines of one column into the rows whose figures stand at `rowCentres`, top to
 * bottom; empty where the lines cannot be divided so that every row has one: the column then names
 * groups of rows. Of the ways to divide them, the one in which all labels stand best at the height
 * of their figures is taken, all in their middle or all at their first or last line.
 */
export function labelBorders(lines: readonly GlyphLine[], rowCentres: readonly number[], settings: TableSettings): number[] {
	const ranges = assignLabels(lines, rowCentres, settings);
	if (!ranges) return [];
	return ranges.slice(1).map(({ from }) => ((lines[from - 1]?.y1 ?? 0) + (lines[from]?.y0 ?? 0)) / 2);
}

/** No form's column has so many lines; time grows with their third power. */
const MAX_LINES = 200;

/** The lines of each row, all lines in order and none left over; undefined where rows would stay empty. */
export function assignLabels(
	lines: readonly GlyphLine[],
	rowCentres: readonly number[],
	settings: TableSettings,
): LineRange[] | undefined {
	if (rowCentres.length < 2 || lines.length < rowCentres.length || lines.length > MAX_LINES) return undefined;
	const ways = MODES.map((mode) => alignLabels(lines, rowCentres, { mode, settings })).sort((a, b) => a.cost - b.cost);
	return ways[0] && Number.isFinite(ways[0].cost) ? ways[0].ranges : undefined;
}

/**
 * The labels among the lines of a column that stand beside no figures (`rowCentres`: the heights of those): numbered labels of
 * rows that are wholly blank. None where rows stand as close as the lines of a label, and none where figures are not
 * each beside a label of their own, so that not all labels have numbers.
 */
export function blankLabels(lines: readonly GlyphLine[], rowCentres: readonly number[], settings: TableSettings): Height[] {
	const isFar = (line: Height, centre: number) =>
		Math.abs(centre - centreOf(line)) > settings.rows.blankLines * (line.y1 - line.y0);
	const starts = lines.flatMap(({ glyphs }, i) => (isEnumerated(textOf(glyphs, settings)) ? [i] : []));
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

function alignLabels(
	lines: readonly GlyphLine[],
	rowCentres: readonly number[],
	{ mode, settings }: { readonly mode: Mode; readonly settings: TableSettings },
): { cost: number; ranges: LineRange[] } {
	const starts = lines.map((line) => isEnumerated(textOf(line.glyphs, settings)));
	const extent = heightOf(lines);
	const cost = (from: number, to: number, row: number) => {
		const [first, last] = [lines[from], lines[to - 1]];
		if (!first || !last) return Infinity;
		const at = mode === "first" ? first : mode === "last" ? last : { y0: first.y0, y1: last.y1 };
		// A label holds no number of another one, unless the lines cannot be divided otherwise.
		const others = starts.slice(from + 1, to).filter(Boolean).length * extent;
		return Math.abs(centreOf(at) - (rowCentres[row] ?? 0)) + others;
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

function heightOf(lines: readonly GlyphLine[]): number {
	return (lines.at(-1)?.y1 ?? 0) - (lines[0]?.y0 ?? 0);
}
