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
	const drafts = part.body.filter((line) => line.hasFigures).map((line) => draftOf(line, columns, labelEnd));
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
