import type { Evidence } from "../../model/evidence.ts";
import { append, largest } from "../../model/many.ts";
import type { Cell, Table } from "../../model/table.ts";
import { narrow, parseFigure } from "../../text/figures.ts";
import { holdsCharacters, labelScore, plainLabel, withoutHead } from "../../text/labels.ts";
import { holdsUnread } from "../../text/unread.ts";
import type { FieldLabels } from "./cells.ts";
import { cellAt, cellsOfRow, isRecognized, left, middle, readFigure, right } from "./cells.ts";
import type { MappedFigures } from "./matrix.ts";
import { sharedInOrder } from "./place-rows.ts";

/** A form's table whose columns repeat under several blocks, with one row of figures. */
export interface BlockForm {
	readonly table: string;
	/** In printed order. */
	readonly blocks: readonly FieldLabels[];
	/** In printed order within each block. */
	readonly columns: readonly FieldLabels[];
}

const MIN_SCORE = 0.66;

interface Heading {
	readonly table: Table;
	readonly cell: Cell;
	readonly column: number;
	readonly x: number;
}

/**
 * Reads tables as repeated blocks: the n-th heading of a kind belongs to the n-th block, or to the
 * block whose own heading stands above it where not all of its kind were found. A table that has the
 * blocks as rows is read by their labels.
 */
export function mapBlocks(tables: readonly Table[], form: BlockForm): MappedFigures {
	const headings = tables.flatMap((table) => headingsOf(table, form));
	const evidence: Evidence[] = [];
	const counts = new Map<number, number>();
	for (const heading of headings) counts.set(heading.column, (counts.get(heading.column) ?? 0) + 1);
	const repeats = Math.max(0, largest(counts.values()));
	const own = (table: Table) => headings.filter((heading) => heading.table === table);
	const regular =
		tables.map((table) => readRegular(table, own(table), form)).find((read) => read.length > 0) ?? readCrowded(tables, form);
	if (regular.length > 0) append(evidence, regular);
	else if (repeats === 1 && form.blocks.length > 1) append(evidence, readByRows(headings, form));
	else
		append(
			evidence,
			readByColumns(headings, form, (column) => counts.get(column) === form.blocks.length),
		);
	const rows = [...new Set(evidence.map((figure) => figure.path.split(".")[1] ?? ""))];
	return { evidence, issues: [], rows, columns: form.columns.filter((_, i) => counts.has(i)).map(({ key }) => key) };
}

/** Headings in printed order: those over one row of figures from left to right, stacked tables from the top. */
function headingsOf(table: Table, form: BlockForm): Heading[] {
	const found: Heading[] = [];
	const heads = form.blocks.flatMap(({ labels }) => labels);
	for (const cell of table.cells) {
		if (cell.text === "") continue;
		const text = withoutHead(cell.text, heads);
		const scores = form.columns.map((column) => labelScore(text, column.labels));
		const best = largest(scores);
		if (best >= MIN_SCORE) found.push({ table, cell, column: scores.indexOf(best), x: middle(table, cell) });
	}
	return found
		.map((heading) => ({ heading, figures: figureBelow(heading)?.row ?? table.rows }))
		.sort((a, b) => a.figures - b.figures || a.heading.x - b.heading.x)
		.map(({ heading }) => heading);
}

/** Of the headings over a row so many are known, or so many where all were recognised and this share of their characters is right. */
const [KNOWN_SHARE, KNOWN_MISREAD_SHARE, MISREAD_SHARE] = [0.6, 0.2, 0.4];

/**
 * A row of exactly as many cells as the form has figures, under headings of which most are known
 * and every known one stands where the form has it: a heading or two may be misprinted, and more misread.
 */
function readRegular(table: Table, headings: readonly Heading[], form: BlockForm): Evidence[] {
	const wanted = form.blocks.length * form.columns.length;
	const below = Math.max(-1, largest(headings.map(({ cell }) => cell.row + cell.rowSpan - 1)));
	const cells = figureRow(table, below + 1, wanted);
	if (!cells) return [];
	const agreeing = headings.filter(
		({ x, column }) =>
			cells.findIndex((cell) => left(table, cell) <= x && x < right(table, cell)) % form.columns.length === column,
	);
	if (agreeing.length < headings.length || agreeing.length < KNOWN_MISREAD_SHARE * wanted) return [];
	return agreeing.length >= KNOWN_SHARE * wanted || areMisread(table, cells, form) ? inFormOrder(cells, form) : [];
}

/** Whether the headings over a row of figures were recognised as what the form has there, for the most part of their characters. */
function areMisread(table: Table, cells: readonly Cell[], form: BlockForm): boolean {
	const shares = cells.map((figure, i) => {
		const x = middle(table, figure);
		const over = table.cells.filter((cell) => cell.row < figure.row && left(table, cell) <= x && x < right(table, cell));
		const heading = over.toSorted((a, b) => b.row - a.row).find((cell) => cell.text !== "");
		const labels = form.columns[i % form.columns.length]?.labels ?? [];
		return heading && isRecognized(heading) ? sharedInOrder(heading.text, labels) : 0;
	});
	return shares.reduce((sum, share) => sum + share, 0) >= MISREAD_SHARE * cells.length;
}

/**
 * The same cells, in one row or in one for each part of a stacked table, under headings that run into one another, as
 * those of several heights do where nothing is ruled between them: the characters of every heading are there, and the
 * last figure of each block is the sum of its others, and no part stands under another block's name.
 */
function readCrowded(tables: readonly Table[], form: BlockForm): Evidence[] {
	const size = form.columns.length;
	const rows = tables.flatMap((table) =>
		Array.from({ length: table.rows }, (_, row) => ({ table, row, cells: cellsOfRow(table, row) })).filter(
			({ cells }) => cells.length % size === 0 && cells.every(isFigureOrBlank) && cells.some(({ text }) => text !== ""),
		),
	);
	const cells = rows.flatMap((row) => row.cells);
	if (cells.length !== form.blocks.length * size) return [];
	const others = tables.flatMap((table) => table.cells).filter((cell) => !cells.includes(cell));
	const headings = form.columns.flatMap(({ labels: [label = ""] }) => form.blocks.map(() => label));
	if (!holdsCharacters(others.map(({ text }) => text).join(""), headings)) return [];
	let before = 0;
	for (const [i, { table, row, cells: own }] of rows.entries()) {
		const above = rows[i - 1]?.table === table ? (rows[i - 1]?.row ?? -1) : -1;
		const heads = table.cells.filter((cell) => cell.row > above && cell.row < row).map(({ text }) => plainLabel(text));
		const next = before + own.length / size;
		const strangers = [...form.blocks.slice(0, before), ...form.blocks.slice(next)].flatMap(({ labels }) => labels);
		if (strangers.some((label) => heads.some((head) => head.includes(label)))) return [];
		before = next;
	}
	const read = inFormOrder(cells, form);
	const sums = form.blocks.map((_, i) => read.slice(i * size, (i + 1) * size).map(({ value }) => value ?? 0));
	return sums.every((figures) => figures.slice(0, -1).reduce((sum, figure) => sum + figure, 0) === figures.at(-1)) ? read : [];
}

/** The first row from `from` on that has so many cells, all of them figures or empty. */
function figureRow(table: Table, from: number, wanted: number): Cell[] | undefined {
	for (let row = from; row < table.rows; row++) {
		const cells = cellsOfRow(table, row);
		if (cells.length === wanted && cells.every(isFigureOrBlank)) return cells;
	}
	return undefined;
}

function isFigureOrBlank(cell: Cell): boolean {
	const { text } = cell;
	if (text === "" || holdsUnread(text) || isMisreadFigure(cell)) return true;
	return /[\d—\-/无]/.test(narrow(text)) || parseFigure(text).state !== "unreadable";
}

/** A figure is recognised as other marks at times, such as :o' for a 0 among specks, but as no more of them than these. */
const MISREAD_MARKS = 3;

function isMisreadFigure(cell: Cell): boolean {
	return isRecognized(cell) && cell.text.length <= MISREAD_MARKS && !/\p{Ideographic}/u.test(cell.text);
}

function inFormOrder(cells: readonly Cell[], form: BlockForm): Evidence[] {
	return cells.flatMap((cell, i) => {
		const block = form.blocks[Math.floor(i / form.columns.length)];
		const column = form.columns[i % form.columns.length];
		return block && column ? [readFigure(`${form.table}.${block.key}.${column.key}`, cell)] : [];
	});
}

function readByColumns(headings: readonly Heading[], form: BlockForm, isWhole: (column: number) => boolean): Evidence[] {
	const evidence = new Map<string, Evidence>();
	for (const [index, ofKind] of Map.groupBy(headings, ({ column }) => column)) {
		const named = ofKind.map((heading) => blockAbove(heading, form));
		// Names that tell all blocks apart go before order.
		const isNamed = !named.includes(undefined) && new Set(named).size === named.length;
		for (const [nth, heading] of ofKind.entries()) {
			const block = isWhole(index) && !isNamed ? form.blocks[nth] : named[nth];
			const column = form.columns[index];
			const cell = figureBelow(heading);
			if (!block || !column || !cell) continue;
			const path = `${form.table}.${block.key}.${column.key}`;
			if (!evidence.has(path)) evidence.set(path, readFigure(path, cell));
		}
	}
	return [...evidence.values()];
}

/** The first cell below a heading that holds, or could hold, a figure. */
function figureBelow({ table, cell, x }: Heading): Cell | undefined {
	for (let row = cell.row + cell.rowSpan; row < table.rows; row++) {
		const below = cellAt(table, row, x);
		if (!below || (below.text !== "" && !isFigureText(below.text))) continue;
		return below;
	}
	return undefined;
}

function blockAbove({ table, cell, x }: Heading, form: BlockForm): FieldLabels | undefined {
	const above = table.cells.filter(
		(other) => other.row < cell.row && left(table, other) <= x && x < right(table, other) && other.text !== "",
	);
	for (const other of above.sort((a, b) => b.row - a.row)) {
		const scores = form.blocks.map((block) => labelScore(other.text, block.labels));
		const best = largest(scores);
		if (best >= MIN_SCORE) return form.blocks[scores.indexOf(best)];
	}
	return undefined;
}

function readByRows(headings: readonly Heading[], form: BlockForm): Evidence[] {
	const [first] = headings;
	if (!first) return [];
	const { table } = first;
	const evidence: Evidence[] = [];
	for (let row = first.cell.row + first.cell.rowSpan; row < table.rows; row++) {
		const labels = table.cells.filter(
			(cell) => cell.row <= row && row < cell.row + cell.rowSpan && left(table, cell) < left(table, first.cell),
		);
		const scores = form.blocks.map((block) => Math.max(0, largest(labels.map((cell) => labelScore(cell.text, block.labels)))));
		const block = form.blocks[scores.indexOf(largest(scores))];
		if (!block || largest(scores) < MIN_SCORE) continue;
		for (const heading of headings) {
			const cell = cellAt(table, row, heading.x);
			const column = form.columns[heading.column];
			if (cell && column) evidence.push(readFigure(`${form.table}.${block.key}.${column.key}`, cell));
		}
	}
	return evidence;
}

/** Whether a cell may hold a figure: one that is read, digits that are not, or ink that is no text. */
function isFigureText(text: string): boolean {
	return holdsUnread(text) || /\d/.test(text) || parseFigure(text).state !== "unreadable";
}
