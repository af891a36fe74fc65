/** One cell of a table to be set; a figure's text is what is printed. */
export interface SheetCell {
	readonly text: string;
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	readonly role: "figure" | "label" | "head";
}

/** A table to be set, by any typesetter. */
export interface Sheet {
	readonly rows: number;
	readonly columns: number;
	readonly cells: readonly SheetCell[];
	/** Rows before the first row with figures. */
	readonly headRows: number;
}

/** Reads the HTML that `tables.ts` makes back into cells on a grid. */
export function sheetOf(html: string): Sheet {
	const cells: SheetCell[] = [];
	const taken = new Set<string>();
	const lines = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map((match) => match[1] ?? "");
	lines.forEach((line, row) => {
		let column = 0;
		for (const [, attributes = "", text = ""] of line.matchAll(/<td([^>]*)>(.*?)<\/td>/gs)) {
			while (taken.has(`${row} ${column}`)) column++;
			const span = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1);
			const [rowSpan, columnSpan] = [span("rowspan"), span("colspan")];
			const role = /class="[vn]"/.test(attributes) ? "figure" : "label";
			cells.push({ text, row, column, rowSpan, columnSpan, role });
			for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) taken.add(`${r} ${c}`);
			column += columnSpan;
		}
	});
	return withHeads({
		rows: lines.length,
		columns: Math.max(...cells.map((cell) => cell.column + cell.columnSpan)),
		cells,
		headRows: 0,
	});
}

/** Labels of rows without figures are headings. */
function withHeads(sheet: Sheet): Sheet {
	const figureRows = new Set(sheet.cells.filter((cell) => cell.role === "figure").map((cell) => cell.row));
	const headRows = Math.min(sheet.rows, ...figureRows);
	const isHead = (cell: SheetCell) => cell.role !== "figure" && !figureRows.has(cell.row) && cell.rowSpan < 4;
	return { ...sheet, headRows, cells: sheet.cells.map((cell) => (isHead(cell) ? { ...cell, role: "head" } : cell)) };
}

/** Rows from `from` up to `to` as a table of their own. */
export function rowsOfSheet(sheet: Sheet, from: number, to: number): Sheet {
	const cells = sheet.cells
		.filter((cell) => cell.row >= from && cell.row < to)
		.map((cell) => ({ ...cell, row: cell.row - from, rowSpan: Math.min(cell.rowSpan, to - cell.row) }));
	return withHeads({ ...sheet, rows: to - from, cells });
}

/** Columns from `from` up to `to` as a table of their own; cells across the cut are left out. */
export function columnsOfSheet(sheet: Sheet, from: number, to: number): Sheet {
	const cells = sheet.cells
		.filter((cell) => cell.column >= from && cell.column + cell.columnSpan <= to)
		.map((cell) => ({ ...cell, column: cell.column - from }));
	return withHeads({ ...sheet, columns: to - from, cells });
}

/** Each part of table 二 (a caption and what follows it) as a table of its own. */
export function partsOfSheet(sheet: Sheet): Sheet[] {
	const starts = sheet.cells.filter((cell) => cell.columnSpan === sheet.columns).map((cell) => cell.row);
	return starts.map((start, i) => rowsOfSheet(sheet, start, starts[i + 1] ?? sheet.rows));
}

/** The last column moved to the front of the last `count` columns, as the template for telephones has 总计. */
export function totalFirst(sheet: Sheet, count: number): Sheet {
	const first = sheet.columns - count;
	const move = (cell: SheetCell) => {
		if (cell.column < first || cell.columnSpan >= count) return cell;
		return { ...cell, column: cell.column === sheet.columns - 1 ? first : cell.column + 1 };
	};
	const cells = sheet.cells.map(move).sort((a, b) => a.row - b.row || a.column - b.column);
	return { ...sheet, cells };
}

/** Every label changed by a function; figures stay as they are. */
export function relabelled(sheet: Sheet, change: (text: string, cell: SheetCell) => string): Sheet {
	return {
		...sheet,
		cells: sheet.cells.map((cell) => (cell.role === "figure" ? cell : { ...cell, text: change(cell.text, cell) })),
	};
}
