import { centreOf, median, midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import type { TableColumns } from "./columns.ts";
import type { Line } from "./line.ts";
import { blankRows, findRowLabels } from "./row-labels.ts";
import type { TablePart } from "./zones.ts";

/** One row of an unruled table. */
export interface Row {
	readonly y0: number;
	readonly y1: number;
	/** Words of the row's own label, top to bottom. */
	readonly label: readonly Word[];
	/** Words further left that name a group of rows, near this row. */
	readonly group: readonly Word[];
	/** By figure column; empty where nothing is printed. */
	readonly values: readonly (readonly Word[])[];
}

interface Draft {
	readonly centre: number;
	y0: number;
	y1: number;
	readonly labels: Word[];
	readonly values: readonly Word[][];
}

/** The rows of one part: one for each line of figures, and one for each label that has none. */
export function findRows(part: TablePart, { columns, labelEnd }: TableColumns, settings: TableSettings): Row[] {
	const drafts = draftsOf(part.body, { columns, labelEnd }, settings);
	const blank = blankRows(part.body, labelEnd, settings).map((row): Draft => {
		return { ...row, centre: centreOf(row), labels: [], values: columns.map(() => []) };
	});
	const whole = [...drafts, ...blank].sort((a, b) => a.centre - b.centre);
	const rowCentres = whole.map(({ centre }) => centre);
	const placed = findRowLabels(part.body, { labelEnd, rowCentres }, settings);
	if (placed) {
		for (const [i, draft] of whole.entries()) draft.labels.splice(0, Infinity, ...(placed.rowLabels[i] ?? []));
		for (const word of placed.groups) nearestTo(word, whole)?.labels.push(word);
		return whole.map((draft) => toRow(draft, settings));
	}
	const pitch = median(
		drafts.slice(1).map((draft, i) => draft.centre - (drafts[i]?.centre ?? 0)),
		// A single row has no distance to others: that of lines is taken.
		settings.wrapped.maxStepEm * largest(drafts.map(({ y0, y1 }) => y1 - y0)),
	);
	const among = { drafts, anchors: [...drafts], pitch, columnCount: columns.length };
	for (const line of part.body.filter(({ hasFigures }) => !hasFigures))
		for (const word of line.words) placeLabel(word, among, settings);
	return drafts.sort((a, b) => a.centre - b.centre).map((draft) => toRow(draft, settings));
}

function draftOf(line: Line, columns: TableColumns["columns"], labelEnd: number): Draft {
	const values: Word[][] = columns.map(() => []);
	const labels: Word[] = [];
	for (const word of line.words) {
		const centre = midOf(word);
		if (centre < labelEnd) {
			labels.push(word);
			continue;
		}
		const nearest = columns
			.map((column, i) => ({ i, off: Math.max(column.x0 - centre, centre - column.x1, 0) }))
			.sort((a, b) => a.off - b.off)[0];
		if (nearest) values[nearest.i]?.push(word);
	}
	return { centre: centreOf(line), y0: line.y0, y1: line.y1, labels, values };
}

/** A row for each line of figures; those that lean are one with the rest of their row, a lone figure too. */
function draftsOf(
	body: readonly Line[],
	{ columns, labelEnd }: Pick<TableColumns, "columns" | "labelEnd">,
	settings: TableSettings,
): Draft[] {
	const own = body.filter((line) => line.hasFigures).map((line) => draftOf(line, columns, labelEnd));
	const stray = body.flatMap((line): Draft[] => {
		const words = line.words.filter((word) => word.isFigure && midOf(word) >= labelEnd);
		return line.hasFigures || words.length === 0 ? [] : [draftOf({ ...line, words }, columns, labelEnd)];
	});
	const isStray = new Set(stray);
	return joinLeaning([...own, ...stray], settings).filter((draft) => !isStray.has(draft));
}

/**
 * Rows of which one part stands a little higher than the other, in other columns, as one: on a bent page figures lean, and stand beside one line
 * of their label or the next. Two rows are never so close.
 */
function joinLeaning(drafts: readonly Draft[], { rows }: TableSettings): Draft[] {
	const joined: Draft[] = [];
	for (const draft of [...drafts].sort((a, b) => figuresAt(a) - figuresAt(b))) {
		const before = joined.at(-1);
		const size = median(draft.values.flat().map(({ sizePt }) => sizePt));
		const isApart = draft.values.every((words, i) => words.length === 0 || before?.values[i]?.length === 0);
		if (before && isApart && figuresAt(draft) - figuresAt(before) <= rows.leanEm * size)
			joined.splice(-1, 1, both(before, draft));
		else joined.push(draft);
	}
	return joined;
}

/** The height of a draft's figures; the words of its line may stand elsewhere. */
function figuresAt({ centre, values }: Draft): number {
	const heights = values.flat().map(centreOf);
	return heights.length === 0 ? centre : heights.reduce((sum, height) => sum + height, 0) / heights.length;
}

/** Two parts of one row, at the height at which most of its figures stand. */
function both(a: Draft, b: Draft): Draft {
	const [some, more] = [a.values.flat().length, b.values.flat().length];
	return {
		centre: (figuresAt(a) * some + figuresAt(b) * more) / (some + more),
		y0: Math.min(a.y0, b.y0),
		y1: Math.max(a.y1, b.y1),
		labels: [...a.labels, ...b.labels],
		values: a.values.map((words, i) => [...words, ...(b.values[i] ?? [])]),
	};
}

/** Gives a label line to the nearest row, or makes it a row of its own where no figures are near. */
function placeLabel(
	word: Word,
	{ drafts, anchors, pitch, columnCount }: { drafts: Draft[]; anchors: readonly Draft[]; pitch: number; columnCount: number },
	settings: TableSettings,
): void {
	const { pitchShare, labelReachEm } = settings.rows;
	const centre = centreOf(word);
	const nearest = nearestTo(word, anchors);
	if (!nearest) return;
	const distance = Math.abs(nearest.centre - centre);
	if (isEnumerated(word.text) && distance > pitchShare * pitch) {
		drafts.push({ centre, y0: word.y0, y1: word.y1, labels: [word], values: Array.from({ length: columnCount }, () => []) });
	} else if (distance < labelReachEm * word.sizePt) nearest.labels.push(word);
}

function nearestTo(word: Word, drafts: readonly Draft[]): Draft | undefined {
	const centre = centreOf(word);
	return [...drafts].sort((a, b) => Math.abs(a.centre - centre) - Math.abs(b.centre - centre))[0];
}

/** Whether a word goes on in another one on its line, which is no numbered label of its own. */
function runsInto(word: Word, next: Word, { rows }: TableSettings): boolean {
	const gap = next.x0 - word.x1;
	const isOnLine = Math.abs(word.y0 + word.y1 - next.y0 - next.y1) < word.sizePt;
	return isOnLine && gap >= 0 && gap < rows.labelGapEm * word.sizePt && !isEnumerated(next.text);
}

/** The label next to the figures is what stands furthest right; all left of it names a group. */
function toRow({ y0, y1, labels, values }: Draft, settings: TableSettings): Row {
	const { touchPt } = settings.columns;
	let left = Math.max(-Infinity, largest(labels.map((word) => word.x0)));
	const isRowLabel = (word: Word) =>
		word.x1 > left + touchPt || labels.some((other) => other.x0 <= left + touchPt && runsInto(word, other, settings));
	for (let before = Number.NaN; before !== left; ) {
		before = left;
		left = Math.min(smallest(labels.filter(isRowLabel).map((word) => word.x0)), left);
	}
	const label = byPlace(labels.filter(isRowLabel));
	const [first, last] = [label[0], label.at(-1)];
	return {
		y0: Math.min(y0, first?.y0 ?? y0),
		y1: Math.max(y1, last?.y1 ?? y1),
		label,
		group: byPlace(labels.filter((word) => !isRowLabel(word))),
		values,
	};
}

function byPlace(words: readonly Word[]): Word[] {
	return [...words].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}
