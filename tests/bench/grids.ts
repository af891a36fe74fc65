import type { Table } from "../../src/model/table.ts";

/** A table as rows of cells; a merged cell's text stands where it begins, and the rest of it is empty. */
export function gridOf({ rows, columns, cells }: Table): string[][] {
	const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ""));
	for (const { row, column, text } of cells) {
		const line = grid[row];
		if (line) line[column] = text;
	}
	return grid;
}

/**
 * F1 of adjacent pairs, after Göbel et al., ICDAR 2013: each cell with text and its next one with text to the
 * right and below, blank cells passed over.
 */
export function adjacencyF1(found: readonly (readonly (readonly string[])[])[], truth: readonly (readonly string[])[]): number {
	const wanted = pairsOf(truth);
	const got = found.flatMap(pairsOf);
	const left = new Map<string, number>();
	for (const pair of got) left.set(pair, (left.get(pair) ?? 0) + 1);
	let right = 0;
	for (const pair of wanted) {
		const count = left.get(pair) ?? 0;
		if (count > 0) right++;
		left.set(pair, count - 1);
	}
	return right === 0 ? 0 : (2 * right) / (wanted.length + got.length);
}

function pairsOf(grid: readonly (readonly string[])[]): string[] {
	const pairs: string[] = [];
	const text = (row: number, column: number) => (grid[row]?.[column] ?? "").replaceAll(/\s/g, "");
	for (const [i, row] of grid.entries())
		for (const j of row.keys()) {
			if (text(i, j) === "") continue;
			const across = row.findIndex((_, k) => k > j && text(i, k) !== "");
			if (across > 0) pairs.push(`${text(i, j)}→${text(i, across)}`);
			const below = grid.findIndex((_, k) => k > i && text(k, j) !== "");
			if (below > 0) pairs.push(`${text(i, j)}↓${text(below, j)}`);
		}
	return pairs;
}
