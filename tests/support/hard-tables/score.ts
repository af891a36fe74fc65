import type { Table } from "../../../src/model/table.ts";
import type { GridCell } from "./model.ts";

type PlacedCell = Pick<GridCell, "row" | "column" | "rowSpan" | "columnSpan" | "text">;

/** How a reading of a document compares with what was typeset. */
export interface HardScore {
	readonly f1: number;
	/** Strings of digits that stand in a cell that was found and in none that was printed. */
	readonly fused: readonly string[];
	/** Share of the printed cells whose text comes out with the same words. */
	readonly words: number;
}

/**
 * Adjacent cells after Göbel et al., ICDAR 2013: every cell with text and those that follow it to the right and below, in
 * each row and column that it spans, blank ones passed over.
 */
export function pairsOf(cells: readonly PlacedCell[]): string[] {
	const filled = cells.filter(({ text }) => squeezed(text) !== "");
	const [rows, columns] = [extent(filled, "row", "rowSpan"), extent(filled, "column", "columnSpan")];
	const owner = Array.from({ length: rows }, () => new Array<PlacedCell | undefined>(columns));
	for (const cell of filled)
		for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
			for (let c = cell.column; c < cell.column + cell.columnSpan; c++) (owner[r] ?? [])[c] = cell;
	return filled.flatMap((cell) => {
		const right = new Set<PlacedCell>();
		const below = new Set<PlacedCell>();
		for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
			const next = owner[r]?.slice(cell.column + cell.columnSpan).find((other) => other !== undefined);
			if (next) right.add(next);
		}
		for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
			const next = owner.slice(cell.row + cell.rowSpan).find((line) => line[c] !== undefined)?.[c];
			if (next) below.add(next);
		}
		const own = squeezed(cell.text);
		return [
			...[...right].map(({ text }) => `${own}→${squeezed(text)}`),
			...[...below].map(({ text }) => `${own}↓${squeezed(text)}`),
		];
	});
}

function extent(cells: readonly PlacedCell[], at: "row" | "column", span: "rowSpan" | "columnSpan"): number {
	return Math.max(0, ...cells.map((cell) => cell[at] + cell[span]));
}

/** Compares tables with the cells that were printed; `others` are the texts around them. */
export function scoreOf(
	found: readonly (readonly PlacedCell[])[],
	truth: readonly (readonly PlacedCell[])[],
	others: readonly string[],
): HardScore {
	const wanted = truth.flatMap(pairsOf);
	const got = found.flatMap(pairsOf);
	const right = matches(wanted, got);
	const known = new Set([...truth.flat().map(({ text }) => text), ...others].flatMap(digitsIn));
	const texts = truth.flat().flatMap(({ text }) => spaced(text) || []);
	const fused = found.flat().flatMap(({ text }) => digitsIn(text).filter((digits) => !known.has(digits)));
	const said = found.flat().map(({ text }) => spaced(text));
	return {
		f1: right === 0 ? 0 : (2 * right) / (wanted.length + got.length),
		fused,
		words: texts.length === 0 ? 1 : matches(texts, said) / texts.length,
	};
}

/** How many of the strings wanted are among those got, each as often as it is there. */
function matches(wanted: readonly string[], got: readonly string[]): number {
	const left = new Map<string, number>();
	for (const one of got) left.set(one, (left.get(one) ?? 0) + 1);
	return wanted.filter((one) => {
		const count = left.get(one) ?? 0;
		left.set(one, count - 1);
		return count > 0;
	}).length;
}

/** The digits of a text, those of one figure together. */
function digitsIn(text: string): string[] {
	return text.match(/\d[\d,.]*/g)?.map((digits) => digits.replaceAll(/[,.]/g, "")) ?? [];
}

function squeezed(text: string): string {
	return text.replaceAll(/\s/g, "");
}

/** A text with one space where words part; none beside Chinese characters. */
function spaced(text: string): string {
	return text
		.replaceAll(/\s+/g, " ")
		.replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "")
		.trim();
}

/** Cells of tables as read. */
export function cellsRead(tables: readonly Table[]): PlacedCell[][] {
	return tables.map(({ cells }) =>
		cells.map(({ row, column, rowSpan, columnSpan, text }) => ({ row, column, rowSpan, columnSpan, text })),
	);
}
