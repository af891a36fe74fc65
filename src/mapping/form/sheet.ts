import type { Evidence } from "../../model/evidence.ts";
import type { Issue } from "../../model/issue.ts";
import { issueOf } from "../../model/issue.ts";
import { append, largest } from "../../model/many.ts";
import type { Cell, Table, TextLine } from "../../model/table.ts";
import { isFigureLike } from "../../text/figures.ts";
import { labelScore, plainLabel } from "../../text/labels.ts";
import type { FieldLabels } from "./cells.ts";
import { cellsOfRow, isRecognized, left, readFigure, right } from "./cells.ts";
import type { MappedFigures } from "./matrix.ts";
import { MISREAD_SHARE, namedByPlace, READ_SHARE, sharedInOrder } from "./place-rows.ts";
import { readStated } from "./units.ts";

/** A form's sheet of small tables, each with headings of its own. */
export interface SheetForm {
	readonly table: string;
	/** What is printed over the labels of rows. */
	readonly heads: readonly string[];
	/** Each row with the sets of columns it has had in the form's editions. */
	readonly rows: readonly (FieldLabels & { readonly editions: readonly (readonly FieldLabels[])[] })[];
	/** The keys of each edition's rows in printed order, by which rows whose recognised label names none are named. */
	readonly orders?: readonly (readonly string[])[];
}

const MIN_ROW_SCORE = 0.6;
const MIN_COLUMN_SCORE = 0.55;
/** Figures that no label names are no surer than this. */
const BY_PLACE = 0.5;

interface HeaderCell {
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

/**
 * Reads tables as a sheet: each row by its label, each of its figures by the nearest heading above.
 * Rows with figures that no form row claims are kept as `<table>.extra_<n>.value_<m>`.
 */
export function mapSheet(tables: readonly Table[], form: SheetForm): MappedFigures {
	const issues: Issue[] = [];
	const evidence = new Map<string, Evidence>();
	const rows: string[] = [];
	let header: HeaderCell[] = [];
	let isBehindExtra = false;
	const printed = tables.flatMap((table) => printedRows(table, form));
	const placed = placedRows(printed, form);
	for (const [i, { table, cells }] of printed.entries()) {
		const claimed = claimedRow({ table, cells }, { form, rows, header, done: evidence, placed: placed[i], isBehindExtra });
		if (claimed) {
			isBehindExtra = false;
			rows.push(claimed.key);
			append(issues, claimed.issues);
			for (const figure of claimed.figures) if (!evidence.has(figure.path)) evidence.set(figure.path, figure);
			continue;
		}
		const path = `${form.table}.extra_${issues.length + 1}`;
		const kept = keepExtra(table, cells, path);
		if (kept.length === 0) {
			header = headerOf(table, cells, header);
			continue;
		}
		isBehindExtra = true;
		issues.push(outsideForm(form, path, { table, cells }));
		for (const figure of kept) evidence.set(figure.path, figure);
	}
	const columns = [...new Set([...evidence.keys()].map((path) => path.split(".").slice(1).join(".")))];
	return { evidence: [...evidence.values()], issues, rows, columns };
}

/** What is read so far, by which a row is told. */
interface ReadSoFar {
	readonly form: SheetForm;
	readonly rows: readonly string[];
	readonly header: readonly HeaderCell[];
	readonly done: ReadonlyMap<string, Evidence>;
	/** The row that this one is by its place between rows whose labels are read. */
	readonly placed: SheetForm["rows"][number] | undefined;
	/** Whether a row that is none of the form's stands between this one and the last of the form's. */
	readonly isBehindExtra: boolean;
}

interface ClaimedRow extends Pick<FieldLabels, "key"> {
	readonly figures: readonly Evidence[];
	readonly issues: readonly Issue[];
}

/** A row of the form, by its label or else by its place; undefined where it is none. */
function claimedRow({ table, cells }: PrintedRow, soFar: ReadSoFar): ClaimedRow | undefined {
	const { form, header, done } = soFar;
	const named = bestRow(cells, form, done);
	if (named) {
		const label = cells.find((cell) => labelScore(cell.text, named.labels) >= MIN_ROW_SCORE);
		return { key: named.key, figures: readRow({ table, cells, label, field: named, header }, form), issues: [] };
	}
	const field = soFar.placed ?? fieldInPlace(cells, soFar);
	if (!field || isDone(field, soFar)) return undefined;
	const placed = readRow({ table, cells, label: cells[0], field, header }, form);
	// A label that is misread in part still names its row.
	if (sharedInOrder(cells[0]?.text ?? "", field.labels) >= READ_SHARE) return { key: field.key, figures: placed, issues: [] };
	const figures = placed.map((figure) => ({ ...figure, confidence: Math.min(figure.confidence, BY_PLACE) }));
	return { key: field.key, figures, issues: [issueOf({ code: "rows-by-place", table: form.table, count: 1 })] };
}

/** For each printed row the form's row that it is by its place between rows that are named by their labels, if its own label is misread. */
function placedRows(printed: readonly PrintedRow[], form: SheetForm): (SheetForm["rows"][number] | undefined)[] {
	const byKey = new Map(form.rows.map((field) => [field.key, field]));
	const done = new Map<string, Evidence>();
	const named = printed.map(({ table, cells }) => {
		const field = bestRow(cells, form, done);
		const figures = field ? keepExtra(table, cells, `${form.table}.${field.key}`) : [];
		for (const figure of figures) done.set(figure.path, figure);
		return figures.length > 0 ? field?.key : undefined;
	});
	const keys = namedByPlace({
		keys: named,
		orders: form.orders ?? [],
		mayBe: (row, key) => {
			const label = printed[row]?.cells[0];
			return (
				label !== undefined && isRecognized(label) && sharedInOrder(label.text, byKey.get(key)?.labels ?? []) >= MISREAD_SHARE
			);
		},
		isEmpty: (row) => {
			const one = printed[row];
			return !one || keepExtra(one.table, one.cells, form.table).length === 0;
		},
	});
	return keys.map((key, i) => (key === undefined || named[i] !== undefined ? undefined : byKey.get(key)));
}

/** For a row whose label is left blank, under headings of its own: the next row of the form that has these columns. */
function fieldInPlace(cells: readonly Cell[], soFar: ReadSoFar): SheetForm["rows"][number] | undefined {
	return cells[0]?.text === "" && !soFar.isBehindExtra ? nextField(cells, soFar) : undefined;
}

function nextField(cells: readonly Cell[], { form, rows, header }: ReadSoFar): SheetForm["rows"][number] | undefined {
	const [label, ...beside] = cells;
	const [, ...headings] = header;
	if (!label || headings.length === 0 || beside.length !== headings.length) return undefined;
	if (!beside.every(({ text }) => text !== "" && isFigureLike(text))) return undefined;
	const last = Math.max(-1, largest(rows.map((key) => form.rows.findIndex((row) => row.key === key))));
	return form.rows.slice(last + 1).find(({ editions }) => editions.some((edition) => isHeadedBy(edition, headings)));
}

function isHeadedBy(edition: readonly FieldLabels[], headings: readonly HeaderCell[]): boolean {
	return (
		edition.length === headings.length &&
		edition.every(({ labels }, i) => labelScore(headings[i]?.text ?? "", labels) >= MIN_COLUMN_SCORE)
	);
}

function outsideForm(form: SheetForm, path: string, { table, cells }: PrintedRow): Issue {
	const [label, page] = [cells[0]?.text ?? "", table.pages[0] ?? 1];
	return issueOf({ code: "row-outside-form", table: form.table, path, label, page });
}

interface PrintedRow {
	readonly table: Table;
	readonly cells: readonly Cell[];
}

function printedRows(table: Table, form: SheetForm): PrintedRow[] {
	return Array.from({ length: table.rows }, (_, row) => apart(cellsOfRow(table, row), form.heads)).flatMap((parts) =>
		parts.map((cells) => ({ table, cells })),
	);
}

/**
 * A row of cells as two where its headings and its figures share them, as they do with nothing ruled
 * between: the label's cell begins with the heading over labels.
 */
function apart(cells: readonly Cell[], heads: readonly string[]): Cell[][] {
	const label = cells.find(({ lines: [first, ...rest] }) => rest.length > 0 && heads.includes(plainLabel(first?.text ?? "")));
	if (!label) return [[...cells]];
	const isHeading = (line: TextLine, cell: Cell) => (cell === label ? line === label.lines[0] : !isFigureLike(line.text));
	const part = (wanted: boolean) =>
		cells.map((cell): Cell => {
			const lines = cell.lines.filter((line) => isHeading(line, cell) === wanted);
			return { ...cell, lines, text: lines.map(({ text }) => text).join("") };
		});
	return [part(true), part(false)];
}

function bestRow(
	cells: readonly Cell[],
	form: SheetForm,
	done: ReadonlyMap<string, Evidence>,
): SheetForm["rows"][number] | undefined {
	if (cells.length < 2) return undefined;
	let best: { field: SheetForm["rows"][number]; score: number } | undefined;
	for (const field of form.rows) {
		if (isDone(field, { form, done })) continue;
		for (const cell of cells) {
			const score = cell.text === "" || isFigureLike(cell.text) ? 0 : labelScore(cell.text, field.labels);
			if (score >= MIN_ROW_SCORE && (!best || score > best.score)) best = { field, score };
		}
	}
	return best?.field;
}

function isDone({ key }: FieldLabels, { form, done }: Pick<ReadSoFar, "form" | "done">): boolean {
	return [...done.keys()].some((path) => path.startsWith(`${form.table}.${key}.`));
}

function keepExtra(table: Table, cells: readonly Cell[], path: string): Evidence[] {
	const figures = cells.filter((cell) => cell.text !== "" && isFigureLike(cell.text));
	if (
		figures.length === 0 ||
		figures.length === cells.length ||
		left(table, cells[0] ?? (figures[0] as Cell)) >= left(table, figures[0] as Cell)
	)
		return [];
	return figures.map((cell, i) => readFigure(`${path}.value_${i + 1}`, cell));
}

/** A row of headings replaces those above it; a single cell across the table is a caption. */
function headerOf(table: Table, cells: readonly Cell[], before: HeaderCell[]): HeaderCell[] {
	const texts = cells.filter((cell) => cell.text !== "");
	if (texts.length < 2) return before;
	return texts.map((cell) => ({ text: cell.text, from: left(table, cell), to: right(table, cell) }));
}

function readRow(
	{
		table,
		cells,
		label,
		field,
		header,
	}: {
		table: Table;
		cells: readonly Cell[];
		label: Cell | undefined;
		field: SheetForm["rows"][number];
		header: readonly HeaderCell[];
	},
	form: SheetForm,
): Evidence[] {
	const beside = cells.filter((cell) => cell !== label && (!label || cell.column > label.column));
	const headingOf = (cell: Cell) => overlapping(header, left(table, cell), right(table, cell));
	const isSpare = (cell: Cell) =>
		cell.text === "" && beside.some((other) => other.text !== "" && headingOf(other) && headingOf(other) === headingOf(cell));
	// As many figures as headings stand in their order, wherever a table without rulings has them.
	const printed = beside.filter((cell) => cell.text !== "");
	const inOrder = header.slice(1);
	const isWhole = printed.length > 0 && printed.length === inOrder.length;
	const values = isWhole ? printed : beside.filter((cell) => !isSpare(cell));
	const headings = isWhole ? inOrder.map(({ text }) => text) : values.map((cell) => headingOf(cell)?.text ?? "");
	// Headings of other rows are printed again at the top of a page, whatever rows follow there.
	const own = plainLabelsOf(field.editions);
	const all = plainLabelsOf(form.rows.flatMap(({ editions }) => editions));
	const isForeign = headings.some((text) => all.has(plainLabel(text)) && !own.has(plainLabel(text)));
	const claims = field.editions.map((edition) => claim(edition, headings, isForeign)).sort((a, b) => b.score - a.score);
	return (claims[0]?.pairs ?? []).flatMap(({ key, value }) => {
		const cell = values[value];
		return cell ? [readStated(`${form.table}.${field.key}.${key}`, table, cell)] : [];
	});
}

function plainLabelsOf(editions: readonly (readonly FieldLabels[])[]): Set<string> {
	return new Set(editions.flat().flatMap(({ labels }) => labels.map(plainLabel)));
}

interface Claim {
	readonly score: number;
	readonly pairs: readonly { readonly key: string; readonly value: number }[];
}

/** Pairs figures with an edition's columns by heading; what is left over, in order where it fits and no heading is another row's. */
function claim(edition: readonly FieldLabels[], headings: readonly string[], isForeign: boolean): Claim {
	const scored = headings.flatMap((text, value) =>
		edition.map((column) => ({ key: column.key, value, score: labelScore(text, column.labels) })),
	);
	const pairs: { key: string; value: number; score: number }[] = [];
	for (const next of scored.sort((a, b) => b.score - a.score)) {
		if (next.score < MIN_COLUMN_SCORE) break;
		if (!pairs.some((pair) => pair.key === next.key || pair.value === next.value)) pairs.push(next);
	}
	const score = pairs.reduce((sum, pair) => sum + pair.score, 0);
	if (!isForeign && headings.length === edition.length) {
		edition.forEach((column, value) => {
			if (!pairs.some((pair) => pair.key === column.key || pair.value === value))
				pairs.push({ key: column.key, value, score: 0 });
		});
	}
	return { score: score - (edition.length - pairs.length) * 0.1, pairs };
}

function overlapping(header: readonly HeaderCell[], from: number, to: number): HeaderCell | undefined {
	let best: { cell: HeaderCell; overlap: number } | undefined;
	for (const cell of header) {
		const overlap = Math.min(cell.to, to) - Math.max(cell.from, from);
		if (overlap > 0 && (!best || overlap > best.overlap)) best = { cell, overlap };
	}
	return best?.cell;
}
