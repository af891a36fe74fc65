import { median } from "../../../model/geometry.ts";
import { isEnumerated } from "../../../text/enumerators.ts";
import type { PartColumns } from "./columns.ts";
import { blankRows, rowLabels } from "./row-labels.ts";
import type { Piece, TableLine } from "./table-lines.ts";
import type { AlignedPart } from "./zones.ts";

/** One row of an unruled table. */
export interface AlignedRow {
	readonly y0: number;
	readonly y1: number;
	/** Pieces of the row's own label, top to bottom. */
	readonly label: readonly Piece[];
	/** Pieces further left that name a group of rows, near this row. */
	readonly group: readonly Piece[];
	/** By figure column; undefined where nothing is printed. */
	readonly values: readonly (readonly Piece[])[];
}

interface Draft {
	readonly mid: number;
	y0: number;
	y1: number;
	readonly labels: Piece[];
	readonly values: readonly Piece[][];
}

/** Label lines further from a line of figures than this, in characters, are not part of its label. */
const LABEL_REACH_EM = 2.4;

/** The rows of one part: one for each line of figures, and one for each label that has none. */
export function rowsOf(part: AlignedPart, { columns, labelEnd }: PartColumns): AlignedRow[] {
	const drafts = part.body.filter((line) => line.hasValues).map((line) => draftOf(line, columns, labelEnd));
	const loose = part.body.filter((line) => !line.hasValues).flatMap((line) => line.pieces);
	const pitch = median(
		drafts.slice(1).map((draft, i) => draft.mid - (drafts[i]?.mid ?? 0)),
		16,
	);
	const blank = blankRows(part.body, labelEnd).map((row): Draft => {
		return { ...row, mid: (row.y0 + row.y1) / 2, labels: [], values: columns.map(() => []) };
	});
	const whole = [...drafts, ...blank].sort((a, b) => a.mid - b.mid);
	const placed = rowLabels(
		part.body,
		labelEnd,
		whole.map(({ mid }) => mid),
	);
	if (placed) {
		for (const [i, draft] of whole.entries()) draft.labels.splice(0, Infinity, ...(placed.leaves[i] ?? []));
		for (const piece of placed.groups) nearestTo(piece, whole)?.labels.push(piece);
		return whole.map(toRow);
	}
	const anchors = [...drafts];
	for (const piece of loose) placeLabel(piece, { drafts, anchors, pitch, columnCount: columns.length });
	return drafts.sort((a, b) => a.mid - b.mid).map(toRow);
}

function draftOf(line: TableLine, columns: PartColumns["columns"], labelEnd: number): Draft {
	const values: Piece[][] = columns.map(() => []);
	const labels: Piece[] = [];
	for (const piece of line.pieces) {
		const centre = (piece.x0 + piece.x1) / 2;
		if (centre < labelEnd) {
			labels.push(piece);
			continue;
		}
		const nearest = columns
			.map((column, i) => ({ i, off: Math.max(column.x0 - centre, centre - column.x1, 0) }))
			.sort((a, b) => a.off - b.off)[0];
		if (nearest) values[nearest.i]?.push(piece);
	}
	return { mid: (line.y0 + line.y1) / 2, y0: line.y0, y1: line.y1, labels, values };
}

/** Gives a label line to the nearest row, or makes it a row of its own where no figures are near. */
function placeLabel(
	piece: Piece,
	{ drafts, anchors, pitch, columnCount }: { drafts: Draft[]; anchors: readonly Draft[]; pitch: number; columnCount: number },
): void {
	const mid = (piece.y0 + piece.y1) / 2;
	const nearest = nearestTo(piece, anchors);
	if (!nearest) return;
	const distance = Math.abs(nearest.mid - mid);
	if (isEnumerated(piece.text) && distance > 0.75 * pitch && isLeafMargin(piece, anchors)) {
		drafts.push({ mid, y0: piece.y0, y1: piece.y1, labels: [piece], values: Array.from({ length: columnCount }, () => []) });
	} else if (distance < LABEL_REACH_EM * piece.sizePt) nearest.labels.push(piece);
}

function nearestTo(piece: Piece, drafts: readonly Draft[]): Draft | undefined {
	const mid = (piece.y0 + piece.y1) / 2;
	return [...drafts].sort((a, b) => Math.abs(a.mid - mid) - Math.abs(b.mid - mid))[0];
}

/** Whether rows' own labels begin at this margin too. */
function isLeafMargin(piece: Piece, drafts: readonly Draft[]): boolean {
	return drafts.some(({ labels }) => Math.abs((labels.at(-1)?.x0 ?? Infinity) - piece.x0) < 0.7 * piece.sizePt);
}

/** Parts of one label stand closer than this on their line, in characters. */
const LABEL_GAP_EM = 1;

/** Whether a piece goes on in another one on its line, which is no numbered label of its own. */
function runsInto(piece: Piece, next: Piece): boolean {
	const gap = next.x0 - piece.x1;
	const isOnLine = Math.abs(piece.y0 + piece.y1 - next.y0 - next.y1) < piece.sizePt;
	return isOnLine && gap >= 0 && gap < LABEL_GAP_EM * piece.sizePt && !isEnumerated(next.text);
}

/** The label next to the figures is what stands furthest right; all left of it names a group. */
function toRow({ y0, y1, labels, values }: Draft): AlignedRow {
	let left = Math.max(-Infinity, ...labels.map((piece) => piece.x0));
	const isLeaf = (piece: Piece) => piece.x1 > left + 1 || labels.some((other) => other.x0 <= left + 1 && runsInto(piece, other));
	for (let before = Number.NaN; before !== left; ) {
		before = left;
		left = Math.min(...labels.filter(isLeaf).map((piece) => piece.x0), left);
	}
	const label = byPlace(labels.filter(isLeaf));
	const [first, last] = [label[0], label.at(-1)];
	return {
		y0: Math.min(y0, first?.y0 ?? y0),
		y1: Math.max(y1, last?.y1 ?? y1),
		label,
		group: byPlace(labels.filter((piece) => !isLeaf(piece))),
		values,
	};
}

function byPlace(pieces: readonly Piece[]): Piece[] {
	return [...pieces].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}
