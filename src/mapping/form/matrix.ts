import type { Evidence } from "../../model/evidence.ts";
import type { Issue } from "../../model/issue.ts";
import { issueOf } from "../../model/issue.ts";
import { largest } from "../../model/many.ts";
import type { Cell, Table } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import { labelScore, withoutHead } from "../../text/labels.ts";
import { alignInOrder } from "./align.ts";
import type { ColumnExtent, FieldLabels } from "./cells.ts";
import { cellUnder, isRecognized, left, overlapOf, readFigure, right } from "./cells.ts";
import { namedByPlace, sharedInOrder } from "./place-rows.ts";

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

/** A column heading must agree this well. */
const MIN_COLUMN_SCORE = 0.66;

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
	const pairs = withPlaces(
		rows,
		alignInOrder(rows.length, form.rows.length, (i, j) => rowScore(rows[i], form.rows[j])),
		form,
	);
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

/**
 * The columns of a table that goes on without headings: as they were told before, in their order, where its own figures stand, if it has as
 * many columns of figures. Sheets of a scan are shifted and scaled against one another.
 */
function continued(
	told: ReadonlyMap<string, ColumnExtent>,
	headings: number,
	own: ReadonlyMap<string, ColumnExtent>,
): ReadonlyMap<string, ColumnExtent> {
	if (headings > 0 || own.size !== told.size || overlapping([...told.values()]) > 0) return new Map(told);
	const keys = [...told].sort(([, a], [, b]) => a.from - b.from).map(([key]) => key);
	const places = [...own.values()].sort((a, b) => a.from - b.from);
	return new Map(keys.flatMap((key, i) => (places[i] ? [[key, places[i]] as const] : [])));
}

/** How many columns reach over the middle of another: where one begins does not tell their order then. */
function overlapping(extents: readonly ColumnExtent[]): number {
	const middles = extents.map(({ from, to }) => (from + to) / 2);
	return extents.filter(({ from, to }, i) => middles.some((x, k) => k !== i && from < x && x < to)).length;
}

/** A label that is misread still has this share of its characters right. */
const MISREAD_SHARE = 0.4;

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

/** So many headings tell in which order the columns stand. */
const MIN_KNOWN = 2;

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

function findColumns(
	table: Table,
	{ columns: fields, heads = [] }: MatrixForm,
): { extentByKey: Map<string, ColumnExtent>; firstBodyRow: number } {
	const extentByKey = new Map<string, ColumnExtent>();
	const firstFigures = Math.min(firstFigureRow(table), headingRow(table, fields) + 2);
	let lastHeader = -1;
	for (const field of fields) {
		let best: { cell: Cell; score: number } | undefined;
		for (const cell of table.cells) {
			if (cell.row >= firstFigures || cell.text === "") continue;
			const score = labelScore(withoutHead(cell.text, heads), field.labels);
			if (score >= MIN_COLUMN_SCORE && (!best || score > best.score || (score === best.score && cell.row > best.cell.row)))
				best = { cell, score };
		}
		if (!best) continue;
		extentByKey.set(field.key, extentOf(table, best.cell));
		lastHeader = Math.max(lastHeader, best.cell.row + best.cell.rowSpan - 1);
	}
	return {
		extentByKey: completed(extentByKey, lastColumns(table, fields)),
		firstBodyRow: Math.min(lastHeader + 1, firstFigures),
	};
}

/**
 * Where the headings that were found stand over the last columns in the form's order, or with its last
 * column first, the others do too, whatever is printed over them. That the last is first must be read:
 * headings that are one column off look the same. Where all were found, each over a column, the columns are as wide as
 * their figures' cells: a heading that ran into the labels' or its neighbours' reaches too far. The form's order is asked first: by where
 * such a heading begins, it would stand before its neighbours.
 */
function completed(found: Map<string, ColumnExtent>, inOrder: ReadonlyMap<string, ColumnExtent>): Map<string, ColumnExtent> {
	if (found.size < MIN_KNOWN) return found;
	const [keys, places] = [[...inOrder.keys()], [...inOrder.values()]];
	const [last = ""] = keys.slice(-1);
	const asFound = [...found].sort(([, a], [, b]) => a.from - b.from).map(([key]) => key);
	const inForm = found.has(last) ? [keys, [last, ...keys.slice(0, -1)]] : [keys];
	const orders = found.size === inOrder.size ? [...inForm, asFound] : inForm;
	const agrees = (order: readonly string[]) =>
		[...found].every(([key, { from, to }]) => {
			const place = places[order.indexOf(key)];
			return place !== undefined && from < place.to && to > place.from;
		});
	const order = orders.find(agrees);
	return order ? new Map(order.flatMap((key, i) => (places[i] ? [[key, places[i]] as const] : []))) : found;
}

/** The first row with the most of the headings; the table's last where there are none. */
function headingRow(table: Table, fields: readonly FieldLabels[]): number {
	const counts = Array.from({ length: table.rows }, () => 0);
	for (const cell of table.cells) {
		if (cell.text === "" || isFigureLike(cell.text)) continue;
		if (fields.some((field) => labelScore(cell.text, field.labels) >= MIN_COLUMN_SCORE))
			counts[cell.row] = (counts[cell.row] ?? 0) + 1;
	}
	const most = largest(counts);
	return most > 0 ? counts.indexOf(most) : table.rows;
}

/** The first row with at least two figures; tables without any have none. */
function firstFigureRow(table: Table): number {
	for (let row = 0; row < table.rows; row++) {
		const figures = table.cells.filter((cell) => cell.row === row && cell.text !== "" && isFigureLike(cell.text));
		if (figures.length >= 2) return row;
	}
	return table.rows;
}

/** Without any headings: the last columns of figures, if there are as many as the form has. */
function lastColumns(table: Table, fields: readonly FieldLabels[]): Map<string, ColumnExtent> {
	const row = firstFigureRow(table);
	const first = table.cells.filter((cell) => cell.row === row && isFigureLike(cell.text)).sort((a, b) => a.column - b.column);
	const cells = first.length === fields.length ? first : usualFigures(table);
	if (cells.length !== fields.length) return new Map();
	return new Map(fields.map(({ key }, i) => [key, cells[i] ? extentOf(table, cells[i]) : { from: 0, to: 0 }]));
}

/** Figures stand in a column where this share of the rows with figures has one. */
const USUAL_SHARE = 0.5;

/**
 * One figure of every column that most rows of figures have, from the left, where a table was recognised: any one row may be misread. None where
 * a column between them, or the last of the table, has too few to be told: the others would be taken for their neighbours.
 */
function usualFigures(table: Table): Cell[] {
	const figures = table.cells.filter((cell) => isFigureLike(cell.text));
	if (!figures.some(isRecognized)) return [];
	const inRow = Map.groupBy(figures, ({ row }) => row);
	const rows = [...inRow.values()].filter((cells) => cells.length >= 2);
	const inColumn = Map.groupBy(rows.flat(), ({ column }) => column);
	const usual = [...inColumn]
		.filter(([, cells]) => cells.length >= USUAL_SHARE * rows.length)
		.sort(([a], [b]) => a - b)
		.flatMap(([, cells]) => cells[0] ?? []);
	const isGapless = usual.every(({ column, columnSpan }, i) => column + columnSpan === (usual[i + 1]?.column ?? table.columns));
	return isGapless ? usual : [];
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

function extentOf(table: Table, cell: Cell): ColumnExtent {
	return { from: left(table, cell), to: right(table, cell) };
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
