import { WRAP_ROOM_EM } from "../../text/figures.ts";
import type { CellInk } from "./cell-ink.ts";
import type { LineSigns } from "./cell-pictures.ts";

/** What tells whether the print of a cell is one figure. */
interface PrintedCell {
	readonly ink: CellInk;
	readonly signs: readonly LineSigns[];
}

/** The cells whose print may be two figures, by their places: beside one another, or over one another in a row that may be two; `rows` has the places of each row's cells. */
export function partedFigures(
	cells: readonly PrintedCell[],
	rows: readonly (readonly number[])[],
	emPx: number,
): ReadonlySet<number> {
	const isWide = isFullWidth(cells);
	const apart = [...cells.keys()].filter((i) => cells[i]?.signs.some((line) => isParted(line, isWide)));
	const inksOf = (row: readonly number[]) => row.flatMap((i) => cells[i]?.ink ?? []);
	return new Set([...apart, ...rows.filter((row) => areStacked(inksOf(row), emPx)).flat()]);
}

/**
 * So many figures whose digits stand evenly apart are typed in full width, where they are so many times as many as those
 * whose digits stand close: a broken digit, or a figure in another font, may.
 */
const [FULL_WIDTH_FIGURES, FULL_WIDTH_TIMES] = [3, 8];

function isFullWidth(cells: readonly PrintedCell[]): boolean {
	const spacings = cells.flatMap(({ signs }) => signs.map(({ spacing }) => spacing));
	const count = (wanted: LineSigns["spacing"]) => spacings.filter((spacing) => spacing === wanted).length;
	return count("even") >= Math.max(FULL_WIDTH_FIGURES, FULL_WIDTH_TIMES * count("close"));
}

/** Of digits evenly apart nobody can tell whether they are one figure, but where the whole page is typed so. */
function isParted({ spacing }: LineSigns, isWide: boolean): boolean {
	return spacing === "apart" || (spacing === "even" && !isWide);
}

/** Two rows may have been taken for one where this share of a row's printed cells has lines over one another; wrapped figures stand beside short ones. */
const STACKED_SHARE = 0.75;

function areStacked(row: readonly CellInk[], emPx: number): boolean {
	const printed = row.filter(({ lines }) => lines.length > 0);
	const stacked = printed.filter(({ lines }) => lines.length > 1);
	return stacked.length >= STACKED_SHARE * printed.length && stacked.some((ink) => hasRoom(ink, emPx));
}

/** Whether a line of a cell that is not its last one leaves room for what stands below it. */
function hasRoom({ lines, inside: [x0, , x1] }: CellInk, emPx: number): boolean {
	return lines.slice(0, -1).some(({ box }) => x1 - x0 - (box[2] - box[0]) >= WRAP_ROOM_EM * emPx);
}
