import type { Height } from "../../../model/geometry.ts";
import { centreOf, midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import { isEnumerated, withoutEnumerator } from "../../../text/enumerators.ts";
import type { GlyphLine } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { assignLabels, blankLabels } from "./assign-labels.ts";
import type { Line } from "./line.ts";

/** The labels of an unruled table's rows. */
export interface RowLabels {
	/** Of each row with figures, top to bottom. */
	readonly rowLabels: readonly (readonly Word[])[];
	/** Words further left, which name groups of rows. */
	readonly groups: readonly Word[];
}

/**
 * Gives every label line to a row with figures (`rowCentres`: their heights), all in order; undefined where
 * they cannot be divided so that each row has one label and no row two. Labels over several lines
 * stand in the middle of their row, at its top or at its foot, and only the whole column tells which.
 */
export function findRowLabels(
	lines: readonly Line[],
	{ labelEnd, rowCentres }: { readonly labelEnd: number; readonly rowCentres: readonly number[] },
	settings: TableSettings,
): RowLabels | undefined {
	const { rowLabels, groups } = labelsOf(lines, labelEnd, settings);
	const blocks = assignLabels(rowLabels.map(toLine), rowCentres, settings);
	if (!blocks) return undefined;
	const rows = blocks.map(({ from, to }) => rowLabels.slice(from, to));
	const hasTwo = rows.some((row) => row.slice(1).some((segment) => isEnumerated(labelText(segment))));
	if (hasTwo) return undefined;
	return { rowLabels: rows.map((row) => row.flat()), groups: groups.flat() };
}

/** The rows of an unruled table that are wholly blank: the extents of their labels. */
export function blankRows(lines: readonly Line[], labelEnd: number, settings: TableSettings): Height[] {
	const rowLabels = labelsOf(lines, labelEnd, settings).rowLabels.map((segment) => toLine(segment));
	const rowCentres = lines.filter(({ hasFigures }) => hasFigures).map(centreOf);
	return blankLabels(rowLabels, rowCentres, settings);
}

/** The label segments of rows, and those further left, top to bottom. */
function labelsOf(
	lines: readonly Line[],
	labelEnd: number,
	settings: TableSettings,
): { readonly rowLabels: Word[][]; readonly groups: Word[][] } {
	const segments = lines.map(({ words }) =>
		joinLabels(
			words.filter((word) => midOf(word) < labelEnd),
			settings,
		),
	);
	const apart = segments.filter((line) => line.length > 1);
	const groupRight = Math.max(
		-Infinity,
		largest(apart.flatMap((line) => line.slice(0, -1).map((segment) => segment.at(-1)?.x1 ?? 0))),
	);
	const lefts = apart.map((line) => line.at(-1)?.[0]?.x0 ?? Infinity);
	// A group's own row stands in the column of groups, beside the name of a larger one.
	const beside = lefts.filter((x) => x > groupRight);
	const left = smallest(beside.length > 0 ? beside : lefts);
	const isRowLabel = (segment: readonly Word[]) => (segment.at(-1)?.x1 ?? 0) > left;
	// Beside figures a single text is their label, unless lines of a label stand half above or below it.
	const hasLabelLinesAround = ({ y0, y1 }: Line) =>
		lines.some((other, i) => {
			const [last] = segments[i]?.slice(-1) ?? [];
			return !other.hasFigures && last !== undefined && isRowLabel(last) && other.y0 < y1 && other.y1 > y0;
		});
	const rowLabels = segments.flatMap((line, i) =>
		line.slice(-1).filter((last) => {
			const own = lines[i];
			if (apart.length === 0 || isRowLabel(last)) return true;
			// Without figures beside them, the names of two groups stand in line.
			return own?.hasFigures && (line.length > 1 || !hasLabelLinesAround(own));
		}),
	);
	return { rowLabels, groups: segments.flat().filter((segment) => !rowLabels.includes(segment)) };
}

/** The words of labels on one line, those of one label together: a number begins another one, and what follows it is its own. */
export function joinLabels(words: readonly Word[], { rows }: TableSettings): Word[][] {
	const segments: Word[][] = [];
	for (const word of words) {
		const before = segments.at(-1)?.at(-1);
		const isOwn = before !== undefined && isEnumerated(before.text) && withoutEnumerator(before.text) === "";
		const gap = word.x0 - (before?.x1 ?? -Infinity);
		if (!isEnumerated(word.text) && gap < (isOwn ? rows.labelGapEm : rows.groupGapEm) * word.sizePt) segments.at(-1)?.push(word);
		else segments.push([word]);
	}
	return segments;
}

function toLine(segment: readonly Word[]): GlyphLine {
	return {
		y0: smallest(segment.map(({ y0 }) => y0)),
		y1: largest(segment.map(({ y1 }) => y1)),
		glyphs: segment.flatMap(({ glyphs }) => glyphs),
	};
}

function labelText(segment: readonly Word[]): string {
	return segment.map(({ text }) => text).join("");
}
