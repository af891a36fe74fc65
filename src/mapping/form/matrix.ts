import type { Evidence } from "../../model/evidence.ts";
import type { Issue } from "../../model/issue.ts";
import { issueOf } from "../../model/issue.ts";
import { largest } from "../../model/many.ts";
import type { Cell, Table } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import { labelScore } from "../../text/labels.ts";
import { alignInOrder } from "./align.ts";
import type { ColumnExtent, FieldLabels } from "./cells.ts";
import { cellUnder, isRecognized, left, overlapOf, readFigure } from "./cells.ts";
import { continued, findColumns, lastColumns, overlapping } from "./matrix-columns.ts";
import { MISREAD_SHARE, namedByPlace, READ_SHARE, sharedInOrder } from "./place-rows.ts";

/** A form's table in which every row has the same columns of figures. */
export interface MatrixForm {
	/** First part of the paths, such as `requests`. */
	readonly table: string;
	/** In the form's order; `group` is the label printed beside a group of rows. */
	readonly rows: readonly (FieldLabels & { readonly group?: readonly string[] })[];
	readonly columns: readonly FieldLabels[];
	/** The keys of each edition's rows in printed order, by which rows whose recognised label names none are named. */
	readonly orders?: readonly (readonly string[])[];
	/** Headings over several columns, outermost first. */
	readonly heads?: readonly string[];
}

/** What one or several tables said, read as a form. */
export interface MappedFigures {
	readonly evidence: readonly Evidence[];
	readonly issues: readonly Issue[];
	/** Keys of rows found, in printed order. */
	readonly rows: readonly string[];
	/** Keys of columns found by their headings. */
	readonly columns: readonly string[];
}

/**
 * Reads tables as a matrix form: columns by their headings, rows by their labels in the form's
 * order. Rows that the form does not know are kept as `<table>.extra_<n>.<column>`.
 */
export function mapMatrix(tables: readonly Table[], form: MatrixForm): MappedFigures {
	const issues: Issue[] = [];
	const rows: PrintedRow[] = [];
	let columns = new Map<string, ColumnExtent>();
	let unclear = 0;
	for (const table of tables) {
		const found = findColumns(table, form);
		if (found.extentByKey.size > columns.size || found.extentByKey.size === form.columns.length) columns = found.extentByKey;
		if (columns.size === 0) columns = lastColumns(table, form.columns);
		unclear = Math.max(unclear, overlapping([...found.extentByKey.values()]));
		const known = continued(columns, found.extentByKey.size, lastColumns(table, form.columns));
		const first = [...known.values()].sort((a, b) => a.from - b.from)[0];
		for (let row = found.firstBodyRow; row < table.rows; row++) {
			const printed = first && printedRow(table, row, first);
			if (printed) rows.push({ ...printed, columns: known });
		}
	}
	for (const issue of columnIssues(form, columns, unclear)) issues.push(issue);
	const named = alignInOrder(rows.length, form.rows.length, (i, j) => rowScore(rows[i], form.rows[j]));
	const pairs = withPlaces(rows, named, form);
	const byPlace = pairs.filter((index, i) => {
		const labels = form.rows[index ?? -1]?.labels;
		return labels !== undefined && named[i] === undefined && sharedInOrder(rows[i]?.leaf ?? "", labels) < READ_SHARE;
	});
	if (byPlace.length > 0) issues.push(issueOf({ code: "rows-by-place", table: form.table, count: byPlace.length }));
	const evidence = readRows(rows, pairs, { form, issues });
	const found = pairs.flatMap((index) => (index === undefined ? [] : [form.rows[index]?.key ?? ""]));
	return { evidence, issues, rows: found, columns: [...columns.keys()] };
}

function columnIssues(
	{ table, columns: fields }: MatrixForm,
	found: ReadonlyMap<string, ColumnExtent>,
	unclear: number,
): Issue[] {
	const missing = fields.filter(({ key }) => !found.has(key));
	return [
		...(unclear > 0 ? [issueOf({ code: "columns-unclear", table, count: unclear })] : []),
		...missing.map(({ key }) => issueOf({ code: "column-not-found", table, path: `${table}.*.${key}` })),
	];
}

/** Recognised rows that no label names, by their place among those that are named. */
function withPlaces(
	rows: readonly PrintedRow[],
	pairs: readonly (number | undefined)[],
	{ rows: fields, orders = [] }: MatrixForm,
): (number | undefined)[] {
	const byKey = new Map(fields.map((field, i) => [field.key, i]));
	const keys = namedByPlace({
		keys: pairs.map((index) => (index === undefined ? undefined : fields[index]?.key)),
		orders,
		mayBe: (row, key) => {
			const printed = rows[row];
			const labels = fields[byKey.get(key) ?? -1]?.labels ?? [];
			return printed?.isRecognized === true && sharedInOrder(printed.leaf, labels) >= MISREAD_SHARE;
		},
		isEmpty: (row) => {
			const printed = rows[row];
			return !printed || cellsOf(printed).filter(({ cell }) => cell && isFigureLike(cell.text)).length < 2;
		},
	});
	return keys.map((key) => (key === undefined ? undefined : byKey.get(key)));
}

interface PrintedRow {
	readonly table: Table;
	readonly row: number;
	/** The label next to the figures. */
	readonly leaf: string;
	/** Labels further left, outermost first. */
	readonly groups: readonly string[];
	/** Whether its label was read from pixels. */
	readonly isRecognized: boolean;
	/** Where each column stands across the page. */
	readonly columns: ReadonlyMap<string, ColumnExtent>;
}

function printedRow(table: Table, row: number, firstColumn: ColumnExtent): Omit<PrintedRow, "columns"> | undefined {
	const covering = table.cells.filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan);
	const first = cellUnder(table, row, firstColumn);
	if (!first || first.row !== row) return undefined;
	const labels = covering.filter((cell) => left(table, cell) < left(table, first)).sort((a, b) => a.column - b.column);
	const leaf = labels.findLast((cell) => cell.text !== "");
	return {
		table,
		row,
		leaf: leaf?.text ?? "",
		isRecognized: leaf !== undefined && isRecognized(leaf),
		groups: labels.filter((cell) => cell !== leaf && cell.text !== "").map((cell) => cell.text),
	};
}

function rowScore(row: PrintedRow | undefined, field: MatrixForm["rows"][number] | undefined): number {
	if (!row || !field || row.leaf === "") return 0;
	const score = labelScore(row.leaf, field.labels);
	if (score < 1 && row.groups.length > 0) {
		const joined = labelScore(row.groups.at(-1) + row.leaf, field.labels);
		return Math.max(score, joined * 0.98);
	}
	if (!field.group || row.groups.length === 0) return score;
	const group = largest(row.groups.map((text) => labelScore(text, field.group ?? [])));
	return score * (group > 0.5 ? 1 : 0.97);
}

/** The cell of every column; where one cell lies under several columns, only the column most over it has it. */
function cellsOf({ table, row, columns }: PrintedRow): { key: string; cell: Cell | undefined }[] {
	const found = [...columns].map(([key, extent]) => {
		const cell = cellUnder(table, row, extent);
		return { key, cell, overlap: cell ? overlapOf(table, cell, extent) : 0 };
	});
	return found.map(({ key, cell, overlap }) => {
		const isShared = found.some((other) => other.key !== key && other.cell === cell && other.overlap > overlap);
		return { key, cell: isShared ? undefined : cell };
	});
}

function readRows(
	rows: readonly PrintedRow[],
	pairs: readonly (number | undefined)[],
	{ form, issues }: { form: MatrixForm; issues: Issue[] },
): Evidence[] {
	const evidence: Evidence[] = [];
	let extra = 0;
	rows.forEach((row, i) => {
		const index = pairs[i];
		const field = index === undefined ? undefined : form.rows[index];
		const cells = cellsOf(row);
		const figures = cells.filter(({ cell }) => cell && cell.text !== "" && isFigureLike(cell.text)).length;
		if (!field && figures < 2) return;
		const key = field?.key ?? `extra_${++extra}`;
		if (!field) {
			const page = row.table.pages[0] ?? 1;
			issues.push(issueOf({ code: "row-outside-form", table: form.table, path: `${form.table}.${key}`, label: row.leaf, page }));
		}
		for (const { key: column, cell } of cells) {
			if (cell) evidence.push(readFigure(`${form.table}.${key}.${column}`, cell));
		}
	});
	return evidence;
}
