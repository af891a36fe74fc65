import { unionOf } from "../../../model/geometry.ts";
import { smallest } from "../../../model/many.ts";
import type { Cell, Table } from "../../../model/table.ts";
import { isFigureLike } from "../../../text/figures.ts";
import { joinLines } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

/**
 * The second table in the columns of the first. Where no rulings part the figures of the second page, its columns are wherever
 * the few figures of a page tell: with the columns of the first page, under its headings, each figure is where it is printed, and
 * one whose cell begins among the labels, for its label is short, is no label. Undefined where the columns are the same, where
 * labels end elsewhere, and where a figure stands across two of the first page's, or two stand in one.
 */
export function inColumnsOf(first: Table, second: Table, { columns }: TableSettings): Table | undefined {
	const { snapPt, touchPt } = columns;
	const borders = figureBorders(first);
	const start = borders[0] ?? Infinity;
	const isKnown = (x: number) => borders.some((border) => Math.abs(border - x) <= snapPt);
	if (borders.length <= columns.minColumns || second.xs.every((x) => x < start + snapPt || isKnown(x))) return undefined;
	if (!second.xs.some((x) => Math.abs(x - start) <= snapPt)) return undefined;
	const isBefore = (cell: Cell) => (second.xs[cell.column] ?? 0) < start - snapPt;
	const parted = second.cells.filter(isBefore).map((cell) => partedAt(cell, start - touchPt));
	if (parted.includes(undefined)) return undefined;
	const labels = parted.flatMap((cell) => cell?.label ?? []);
	const figures = [...second.cells.filter((cell) => !isBefore(cell)), ...parted.flatMap((cell) => cell?.figure ?? [])];
	const left = second.xs.filter((x) => x < start - snapPt);
	const placed = new Map<string, Cell>();
	for (const cell of figures) {
		if (cell.text === "") continue;
		const [x0, , x1] = unionOf(cell.lines.map(({ box }) => box));
		const column = borders.findIndex((border, i) => x0 >= border - touchPt && x1 <= (borders[i + 1] ?? -Infinity) + touchPt);
		const key = `${cell.row} ${column}`;
		if (column < 0 || placed.has(key)) return undefined;
		placed.set(key, cell);
	}
	const rows = [...new Map(figures.map((cell) => [cell.row, cell])).values()];
	const cells = rows.flatMap((any) =>
		borders.slice(1).map((right, i): Cell => {
			const found = placed.get(`${any.row} ${i}`);
			const box = [borders[i] ?? 0, any.box[1], right, any.box[3]] as const;
			return { ...(found ?? { ...any, text: "", lines: [] }), column: left.length + i, columnSpan: 1, box };
		}),
	);
	const toLeft = (cell: Cell): Cell => ({ ...cell, columnSpan: Math.min(cell.columnSpan, left.length - cell.column) });
	return {
		...second,
		xs: [...left, ...borders],
		columns: left.length + borders.length - 1,
		cells: [...labels.map(toLeft), ...cells],
	};
}

/** Borders of a table's columns from its first figure on. */
export function figureBorders({ cells, xs }: Table): readonly number[] {
	const figures = cells.filter((cell) => cell.text !== "" && isFigureLike(cell.text));
	return xs.slice(Math.min(xs.length, smallest(figures.map((cell) => cell.column))));
}

/** A cell that begins among the labels, and what of it is printed from a border on; undefined where that is not one row's figure. */
function partedAt(cell: Cell, border: number): { readonly label: Cell; readonly figure?: Cell } | undefined {
	const beyond = cell.lines.filter(({ box }) => box[0] >= border);
	if (beyond.length === 0) return { label: cell };
	const text = joinLines(beyond);
	if (cell.rowSpan > 1 || !isFigureLike(text)) return undefined;
	const lines = cell.lines.filter((line) => !beyond.includes(line));
	return { label: { ...cell, text: joinLines(lines), lines }, figure: { ...cell, text, lines: beyond } };
}
