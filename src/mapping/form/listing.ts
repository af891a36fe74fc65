import type { Evidence } from "../../model/evidence.ts";
import type { Cell, Table } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import { labelScore } from "../../text/labels.ts";
import { alignInOrder } from "./align.ts";
import type { FieldLabels } from "./cells.ts";
import { cellsOfRow, readFigure } from "./cells.ts";
import { readStated } from "./units.ts";

/** A form that is one long list: a label, perhaps a unit, and one figure in each row. */
export interface ListForm {
	readonly table: string;
	/** In printed order; the same words may come back further down, such as 其他方式. */
	readonly rows: readonly FieldLabels[];
}

/** A label beside a figure that the form does not know. */
export interface ListedPair {
	readonly label: string;
	readonly figure: Evidence;
}

/** What a list said. */
export interface MappedList {
	readonly evidence: readonly Evidence[];
	/** In printed order, as `listed.<n>` counted from 1. */
	readonly others: readonly ListedPair[];
}

const UNIT = /^[（(]?(?:条|件|次|篇|个|人|人次|万元|元|份|期|场|%)[）)]?$/;

/** Reads tables as a list form, by labels in the form's order. Nothing that is printed is left out. */
export function mapListing(tables: readonly Table[], form: ListForm): MappedList {
	const pairs = tables.flatMap((table) => {
		const columns = figureColumns(table);
		const rows = Array.from({ length: table.rows }, (_, row) => pairsOfRow(cellsOfRow(table, row), columns));
		return rows.flat().map((pair) => ({ ...pair, table }));
	});
	const places = alignInOrder(pairs.length, form.rows.length, (i, j) =>
		labelScore(pairs[i]?.label ?? "", form.rows[j]?.labels ?? []),
	);
	const evidence: Evidence[] = [];
	const others: ListedPair[] = [];
	pairs.forEach(({ label, cell, table }, i) => {
		const place = places[i];
		const field = place === undefined ? undefined : form.rows[place];
		if (field) evidence.push(readStated(`${form.table}.${field.key}`, table, cell));
		else others.push({ label, figure: readFigure(`listed.${others.length + 1}`, cell) });
	});
	return { evidence, others };
}

/** Columns in which most rows have a figure: an empty cell there is a figure that was left out, or not seen. */
function figureColumns({ rows, columns, cells }: Table): ReadonlySet<number> {
	const counts = Array.from({ length: columns }, () => 0);
	for (const { column, text } of cells) if (text !== "" && isFigureLike(text)) counts[column] = (counts[column] ?? 0) + 1;
	return new Set(counts.flatMap((count, column) => (count > rows / 2 ? column : [])));
}

/** Each figure of a row with the label that stands nearest before it; units are passed over. */
function pairsOfRow(cells: readonly Cell[], figureColumns: ReadonlySet<number>): { label: string; cell: Cell }[] {
	const pairs: { label: string; cell: Cell }[] = [];
	let label = "";
	let hasUnit = false;
	for (const cell of cells) {
		const text = cell.text.replaceAll(/\s/g, "");
		if (UNIT.test(text)) hasUnit = true;
		else if (text !== "" && !isFigureLike(cell.text)) {
			label = text;
			hasUnit = false;
		} else if (label !== "" && (text !== "" || hasUnit || figureColumns.has(cell.column))) {
			pairs.push({ label, cell });
			label = "";
		}
	}
	return pairs;
}
