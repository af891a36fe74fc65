import { median } from "../model/geometry.ts";
import { isEnumerated } from "../text/enumerators.ts";
import type { AlignedPart } from "./aligned-zones.ts";
import type { PartColumns } from "./aligned-columns.ts";
import type { Piece, TableLine } from "./value-lines.ts";

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
	label: Piece[];
	group: Piece[];
	values: Piece[][];
}

/** The rows of one part: one for each line of figures, and one for each label that has none. */
export function rowsOf(part: AlignedPart, { columns, labelEnd }: PartColumns): AlignedRow[] {
	const drafts = part.body.filter((line) => line.hasValues).map((line) => draftOf(line, columns, labelEnd));
	const loose = part.body.filter((line) => !line.hasValues).flatMap((line) => line.pieces);
	const pitch = median(drafts.slice(1).map((draft, i) => draft.mid - (drafts[i]?.mid ?? 0)), 16);
	const anchors = [...drafts];
	for (const piece of loose) placeLabel(piece, { drafts, anchors, pitch, columnCount: columns.length });
	return drafts
		.sort((a, b) => a.mid - b.mid)
		.map(({ y0, y1, label, group, values }) => ({ y0, y1, label: byPlace(label), group: byPlace(group), values }));
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
	const own = labels.at(-1);
	return {
		mid: (line.y0 + line.y1) / 2,
		y0: line.y0,
		y1: line.y1,
		label: own ? [own] : [],
		group: labels.slice(0, -1),
		values,
	};
}

/** Gives a label line to its row: the nearest that lacks a label or has one at the same margin. */
function placeLabel(
	piece: Piece,
	{ drafts, anchors, pitch, columnCount }: { drafts: Draft[]; anchors: readonly Draft[]; pitch: number; columnCount: number },
): void {
	const mid = (piece.y0 + piece.y1) / 2;
	const near = [...anchors].sort((a, b) => Math.abs(a.mid - mid) - Math.abs(b.mid - mid));
	const [nearest] = near;
	if (!nearest) return;
	const distance = Math.abs(nearest.mid - mid);
	const own = nearest.label[0];
	const starts = isEnumerated(piece.text);
	const aligned = !own || Math.abs(own.x0 - piece.x0) < 0.7 * piece.sizePt;
	if (starts && distance > 0.75 * pitch && isLeafMargin(piece, anchors)) {
		drafts.push({ mid, y0: piece.y0, y1: piece.y1, label: [piece], group: [], values: Array.from({ length: columnCount }, () => []) });
	} else if (aligned && distance < 1.7 * piece.sizePt && !(own && starts && isEnumerated(own.text))) {
		nearest.label.push(piece);
		nearest.y0 = Math.min(nearest.y0, piece.y0);
		nearest.y1 = Math.max(nearest.y1, piece.y1);
	} else nearest.group.push(piece);
}

/** Whether rows' own labels begin at this margin too. */
function isLeafMargin(piece: Piece, drafts: readonly Draft[]): boolean {
	return drafts.some(({ label: [own] }) => own && Math.abs(own.x0 - piece.x0) < 0.7 * piece.sizePt);
}

function byPlace(pieces: readonly Piece[]): Piece[] {
	return [...pieces].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}
