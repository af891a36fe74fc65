import type { Cell, Table } from "../../src/model/table.ts";

/** Column borders of synthetic tables stand this far apart. */
const COLUMN_PT = 40;
const ROW_PT = 16;

/**
 * A table from rows of texts: `<` belongs to the cell on its left, `^` to the cell above. All rows
 * have the same length.
 */
export function tableOf(
	rows: readonly (readonly string[])[],
	{ page = 1, x = 60, y = 100, method = "ruled" as Table["method"] } = {},
): Table {
	const columns = rows[0]?.length ?? 0;
	const cells: Cell[] = [];
	rows.forEach((row, r) => {
		row.forEach((text, c) => {
			if (text === "<" || text === "^") return;
			let columnSpan = 1;
			while (row[c + columnSpan] === "<") columnSpan++;
			let rowSpan = 1;
			while (rows[r + rowSpan]?.[c] === "^") rowSpan++;
			const box = [x + c * COLUMN_PT, y + r * ROW_PT, x + (c + columnSpan) * COLUMN_PT, y + (r + rowSpan) * ROW_PT] as const;
			const lines = text === "" ? [] : [{ text, box, page, confidence: 1, sizePt: 9 }];
			cells.push({ row: r, column: c, rowSpan, columnSpan, text, lines, page, box });
		});
	});
	const xs = Array.from({ length: columns + 1 }, (_, i) => x + i * COLUMN_PT);
	const box = [x, y, x + columns * COLUMN_PT, y + rows.length * ROW_PT] as const;
	return { pages: [page], rows: rows.length, columns, xs, cells, method, box };
}

/** The table's texts as `tableOf` takes them. */
export function textsOf({ rows, columns, cells }: Pick<Table, "rows" | "columns" | "cells">): string[][] {
	const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => "?"));
	for (const cell of cells) {
		for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
			for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
				const row = texts[r];
				if (row) row[c] = c > cell.column ? "<" : r > cell.row ? "^" : cell.text;
			}
		}
	}
	return texts;
}
