import { quantile } from "../../model/geometry.ts";
import type { CellLine } from "./cell-ink.ts";

/** A cell's lines of print, and what was read there first. */
export interface ReadCell {
	readonly lines: readonly CellLine[];
	readonly text: string;
}

/** So many figures of one digit, and so many of more, tell how wide a document sets its digits. */
const [MIN_SINGLE, MIN_LONGER] = [12, 4];
/** Shapes as high as this share of their line are digits, or have them. */
const DIGIT_SHARE = 0.55;
/** A figure of digits other than 1 is so wide; a 1 at either end makes it narrower. */
const [SINGLE_SHARE, ADVANCE_SHARE] = [0.5, 0.6];
/** A document tells where all but some of its figures are at most so much wider than their digits, in places of digits. */
const [USUAL_SHARE, USUAL_PLACES] = [0.9, 0.2];
/** From one digit to the next, in heights of digits: condensed type and full width are between. */
const [LEAST_ADVANCE, MOST_ADVANCE] = [0.3, 1.5];

/**
 * How many digits would be as wide as the ink of each cell, where a document tells how wide it sets its digits: what was printed beside
 * the digits that were read, and touches them, makes it wider. undefined where the document, or the cell, does not tell.
 */
export function placesOfInk(cells: readonly ReadCell[]): (number | undefined)[] {
	const widths = cells.map(widthOf);
	const plain = cells.flatMap(({ text }, i) => {
		const width = widths[i];
		return /^\d+$/.test(text) && width !== undefined ? [{ text, width }] : [];
	});
	const unknown = cells.map(() => undefined);
	const singles = plain.filter(({ text }) => text.length === 1 && text !== "1");
	const longer = plain.filter(({ text }) => text.length > 1 && !/^1|1$/.test(text));
	if (singles.length < MIN_SINGLE || longer.length < MIN_LONGER) return unknown;
	const single = quantile(
		singles.map(({ width }) => width),
		SINGLE_SHARE,
	);
	const advance = quantile(
		longer.map(({ text, width }) => (width - single) / (text.length - 1)),
		ADVANCE_SHARE,
	);
	if (advance < LEAST_ADVANCE || advance > MOST_ADVANCE) return unknown;
	const placesOf = (width: number) => 1 + (width - single) / advance;
	const wider = quantile(
		plain.map(({ text, width }) => placesOf(width) - text.length),
		USUAL_SHARE,
	);
	return wider > USUAL_PLACES ? unknown : widths.map((width) => (width === undefined ? undefined : placesOf(width)));
}

/** How wide the high shapes of a cell's only line are together, in heights of the line. */
function widthOf({ lines }: ReadCell): number | undefined {
	const [line, ...others] = lines;
	if (!line || others.length > 0) return undefined;
	const height = line.box[3] - line.box[1];
	const digits = line.columns.filter(([, y0, , y1]) => y1 - y0 >= DIGIT_SHARE * height);
	const [first, last] = [digits[0], digits.at(-1)];
	return first && last && height > 0 ? (last[2] - first[0]) / height : undefined;
}
