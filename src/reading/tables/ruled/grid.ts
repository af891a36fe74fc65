import { largest, smallest } from "../../../model/many.ts";
import type { Ruling } from "../../../model/page.ts";
import { mergePlaces, partitionOf } from "../cluster.ts";
import type { TableSettings } from "../settings.ts";
import type { RulingGroup } from "./rulings.ts";

/** Rectangles of a grid, in grid units; every unit belongs to exactly one. */
export interface Span {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
}

/** A grid of borders, and the cells that remain where rulings are missing between units. */
export interface Grid {
	/** Column borders, left to right. */
	readonly xs: readonly number[];
	/** Row borders, top to bottom. */
	readonly ys: readonly number[];
	readonly spans: readonly Span[];
}

/**
 * The grid that rulings draw: a cell grows over every border unit that no ruling covers, so that
 * merged cells come out as one. Sides left open (a table cut by the page's end, or printed without
 * side lines) close at the outermost ends of the crossing rulings.
 */
export function gridOf({ horizontal, vertical }: RulingGroup, settings: TableSettings): Grid | undefined {
	const { minCellPt } = settings.grid;
	if (horizontal.length === 0 || vertical.length === 0) return undefined;
	const xs = borders(
		vertical.map((v) => v.at),
		horizontal.flatMap((h) => [h.from, h.to]),
		minCellPt,
	);
	const ys = borders(
		horizontal.map((h) => h.at),
		vertical.flatMap((v) => [v.from, v.to]),
		minCellPt,
	);
	if (xs.length < 2 || ys.length < 2) return undefined;
	return { xs, ys, spans: spansOf({ xs, ys }, { horizontal, vertical }, settings) };
}

/**
 * Places of the lines, and the ends of the lines that cross them: a line ends where a merged cell
 * begins, and at the outer side of a table that has no side lines.
 */
function borders(places: readonly number[], ends: readonly number[], minCellPt: number): number[] {
	return mergePlaces(mergePlaces([], places, minCellPt), ends, 2 * minCellPt);
}

function spansOf({ xs, ys }: Omit<Grid, "spans">, rulings: RulingGroup, settings: TableSettings): Span[] {
	const [rows, columns] = [ys.length - 1, xs.length - 1];
	const units = partitionOf(rows * columns);
	const at = (list: readonly number[], i: number) => list[i] ?? 0;
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const here = row * columns + column;
			const down: Side = { at: at(ys, row + 1), from: at(xs, column), to: at(xs, column + 1) };
			const right: Side = { at: at(xs, column + 1), from: at(ys, row), to: at(ys, row + 1) };
			if (row + 1 < rows && !isCovered(down, rulings.horizontal, settings)) units.join(here, here + columns);
			if (column + 1 < columns && !isCovered(right, rulings.vertical, settings)) units.join(here, here + 1);
		}
	}
	return rectangles(units.parts(), columns);
}

interface Side {
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

function isCovered(side: Side, rulings: readonly Ruling[], { grid }: TableSettings): boolean {
	let covered = 0;
	for (const ruling of rulings) {
		if (Math.abs(ruling.at - side.at) > grid.minCellPt) continue;
		covered += Math.max(0, Math.min(ruling.to, side.to) - Math.max(ruling.from, side.from));
	}
	return covered >= grid.coverShare * (side.to - side.from);
}

/** Groups of units as rectangles; a group that is no rectangle falls apart into its rows. */
function rectangles(groups: readonly (readonly number[])[], columns: number): Span[] {
	return groups
		.flatMap((units) => {
			const whole = around(units, columns);
			return whole.rowSpan * whole.columnSpan === units.length ? [whole] : byRow(units, columns);
		})
		.sort((a, b) => a.row - b.row || a.column - b.column);
}

function around(units: readonly number[], columns: number): Span {
	const rows = units.map((unit) => Math.floor(unit / columns));
	const cols = units.map((unit) => unit % columns);
	const [row, column] = [smallest(rows), smallest(cols)];
	return { row, column, rowSpan: largest(rows) - row + 1, columnSpan: largest(cols) - column + 1 };
}

function byRow(units: readonly number[], columns: number): Span[] {
	const spans: Span[] = [];
	for (const unit of [...units].sort((a, b) => a - b)) {
		const [row, column] = [Math.floor(unit / columns), unit % columns];
		const last = spans.at(-1);
		if (last && last.row === row && last.column + last.columnSpan === column) {
			spans[spans.length - 1] = { ...last, columnSpan: last.columnSpan + 1 };
		} else spans.push({ row, column, rowSpan: 1, columnSpan: 1 });
	}
	return spans;
}
