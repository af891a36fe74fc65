import { smallest } from "../../../model/many.ts";
import type { Cell, Table } from "../../../model/table.ts";
import { isFigureLike } from "../../../text/figures.ts";

/** So many rows, and as many on both pages, show that a table was too wide for its page. */
const MIN_ROWS = 6;

/** A heading that is a figure. */
const YEAR = /^(?:19|20)\d\d$/;

/**
 * One table of two that are its columns on one page and the rest of them on the next, with the same rows and their labels
 * repeated or left out. Undefined where the second is anything else.
 */
export function joinColumns(first: Table, second: Table): Table | undefined {
	const [start, rest] = [figureColumn(first), figureColumn(second)];
	if (start === undefined || rest === undefined || start === 0 || first.rows !== second.rows) return undefined;
	if (!haveRowsAlike(first, second, rest) || !haveOtherHeads(first, second, [start, rest])) return undefined;
	const [offset, shift] = [first.columns - rest, (first.xs.at(-1) ?? 0) - (second.xs[rest] ?? 0)];
	const added = second.cells
		.filter(({ column }) => column >= rest)
		.map((cell): Cell => ({ ...cell, column: cell.column + offset }));
	const xs = [...first.xs, ...second.xs.slice(rest + 1).map((x) => x + shift)];
	return {
		...first,
		pages: [...new Set([...first.pages, ...second.pages])],
		columns: xs.length - 1,
		xs,
		cells: [...first.cells, ...added].sort((a, b) => a.row - b.row || a.column - b.column),
	};
}

function isFigure({ text }: Cell): boolean {
	return text !== "" && isFigureLike(text);
}

/** The first column that has figures; undefined for a table without any. */
function figureColumn({ cells }: Table): number | undefined {
	const columns = cells.filter(isFigure).map(({ column }) => column);
	return columns.length === 0 ? undefined : smallest(columns);
}

/** Whether figures stand in the same rows, under the same labels where the second has any. */
function haveRowsAlike(first: Table, second: Table, rest: number): boolean {
	const [a, b] = [labelsByRow(first), labelsByRow(second)];
	if (a.size < MIN_ROWS || a.size !== b.size) return false;
	return [...a].every(([row, label]) => b.has(row) && (rest === 0 || b.get(row) === label));
}

/** The label before the figures of each row that has some. */
function labelsByRow({ cells }: Table): Map<number, string> {
	const rows = Map.groupBy(cells, ({ row }) => row);
	const labels = new Map<number, string>();
	for (const [row, inRow] of rows) {
		const sorted = [...inRow].sort((a, b) => a.column - b.column);
		const at = sorted.findIndex(isFigure);
		if (at >= 0) labels.set(row, squeeze(sorted.slice(0, at).findLast(({ text }) => text !== "")?.text ?? ""));
	}
	return labels;
}

/** Whether the headings right above the figures are other ones: with the same, it is another version of the table. */
function haveOtherHeads(first: Table, second: Table, [a, b]: readonly [number, number]): boolean {
	const known = headsOf(first, a);
	const heads = headsOf(second, b);
	return heads.size > 0 && [...heads].every((head) => !known.has(head));
}

function headsOf({ cells, columns }: Table, from: number): Set<string> {
	const heads = Array.from({ length: columns - from }, (_, i) => {
		const inColumn = cells.filter(({ column }) => column === from + i).sort((x, y) => x.row - y.row);
		const head = inColumn.slice(0, Math.max(0, inColumn.findIndex(isFigure))).findLast(({ text }) => text !== "")?.text;
		return head ?? inColumn.slice(0, 1).find(({ text }) => YEAR.test(text))?.text ?? "";
	});
	return new Set(heads.map(squeeze).filter((head) => head !== ""));
}

function squeeze(text: string): string {
	return text.replaceAll(/\s/g, "");
}
