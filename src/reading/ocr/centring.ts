import { median } from "../../model/geometry.ts";
import type { CellLine } from "./cell-ink.ts";
import type { PixelBox } from "./gray.ts";

/** A cell's sides, and the lines of print in it. */
export interface PrintedCell {
	readonly box: PixelBox;
	readonly lines: readonly CellLine[];
}

/** So many figures tell how a document sets them. */
const MIN_FIGURES = 12;
/** So many figures tell where a column sets them: its sides were found a pixel or two off. */
const MIN_OF_COLUMN = 8;
/** Figures that stand further from the middle of their columns, in heights of their digits, are not centred. */
const SIDES_OFF = 0.25;
/** A document centres its figures where all but some stand no further from the usual place, in heights of their digits. */
const [USUAL_SHARE, USUAL_HEIGHTS] = [0.9, 0.13];
/** Shapes as high as this share of their line are digits. */
const DIGIT_SHARE = 0.55;

/**
 * How far right of the usual place the digits of each cell stand, in heights of them, where a document centres its figures: what was
 * printed beside the digits, and has faded, moved them by half its width. undefined where the document, or the cell, does not tell.
 */
export function offCentre(cells: readonly PrintedCell[]): (number | undefined)[] {
	const found = fromColumns(cells, cells.map(offsetOf));
	const known = found.filter((offset) => offset !== undefined);
	if (known.length < MIN_FIGURES) return cells.map(() => undefined);
	const usual = median(known);
	const far = known.map((offset) => Math.abs(offset - usual)).sort((a, b) => a - b);
	if ((far[Math.floor(USUAL_SHARE * far.length)] ?? Infinity) > USUAL_HEIGHTS) return cells.map(() => undefined);
	return found.map((offset) => (offset === undefined ? undefined : offset - usual));
}

/** Each offset from that of its column, between the same sides, where that has enough figures to tell; the others as they are. */
function fromColumns(cells: readonly PrintedCell[], offsets: readonly (number | undefined)[]): (number | undefined)[] {
	const columns = Map.groupBy(cells.keys(), (i) => `${cells[i]?.box[0]} ${cells[i]?.box[2]}`);
	const found = [...offsets];
	for (const column of columns.values()) {
		const known = column.flatMap((i) => offsets[i] ?? []);
		if (known.length < MIN_OF_COLUMN) continue;
		const usual = median(known);
		if (Math.abs(usual) > SIDES_OFF) continue;
		for (const i of column) {
			const offset = offsets[i];
			if (offset !== undefined) found[i] = offset - usual;
		}
	}
	return found;
}

function offsetOf({ box, lines }: PrintedCell): number | undefined {
	const [line, ...others] = lines;
	if (!line || others.length > 0) return undefined;
	const height = line.box[3] - line.box[1];
	const digits = line.columns.filter(([, y0, , y1]) => y1 - y0 >= DIGIT_SHARE * height);
	const [first, last] = [digits[0], digits.at(-1)];
	if (!first || !last || height <= 0) return undefined;
	return ((first[0] + last[2]) / 2 - (box[0] + box[2]) / 2) / height;
}
