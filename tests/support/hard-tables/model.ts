/** A line of a table; `dash` as in CSS. */
export interface Stroke {
	readonly widthPt: number;
	readonly color: string;
	readonly dash?: "dashed" | "dotted" | "double";
}

/** Where a text stands in its cell. */
export type Align = "right" | "center" | "left";

/** How a table is drawn: which of its borders are lines, and what its rows stand on. */
export interface TableLook {
	/** The line above row `row` (the last is below the table) over column `column`. */
	readonly across: (row: number, column: number) => Stroke | undefined;
	/** The line left of column `column` (the last is right of the table) beside row `row`. */
	readonly down: (column: number, row: number) => Stroke | undefined;
	readonly fill?: (row: number, column: number) => string | undefined;
	readonly figures: Align;
	/** Where labels stand in their cells; on the left where left out. */
	readonly labelsAt?: Align;
	readonly vertical: "top" | "middle";
	readonly sizePt: number;
	readonly padPt: number;
	/** Width of characters against their usual one. */
	readonly stretch?: number;
	/** Added to the font's space, in em. */
	readonly wordSpacingEm?: number;
	/** Printed again on every page. */
	readonly repeatsHead: boolean;
}

/** A table to typeset. `<` belongs to the cell on its left, `^` to the one above; a line break is printed as one. */
export interface HardTable {
	readonly grid: readonly (readonly string[])[];
	/** Rows of headings. */
	readonly head: number;
	/** Columns of labels, set to the left. */
	readonly labels: number;
	/** Width of each column in em; wider texts are wrapped. */
	readonly widthsEm: readonly number[];
	readonly look: TableLook;
	/** Rows and columns that are printed in it and no part of it: a caption inside its frame. */
	readonly outside?: readonly number[];
}

/** What a document is made of, in order: paragraphs, tables, and ends of pages. */
export type Part = string | HardTable | "\f";

/** The programs that typeset documents here. */
export const PRODUCERS = ["painted", "chromium", "writer", "calc", "latex"] as const;
export type Producer = (typeof PRODUCERS)[number];

/** A document of the suite, and what its tables hold. */
export interface HardDocument {
	readonly look: string;
	readonly language: "zh" | "en";
	readonly producers: readonly Producer[];
	readonly parts: readonly Part[];
	/** Text that runs beside all of it, in a column of its own. */
	readonly beside?: readonly string[];
	readonly landscape?: boolean;
	/** The tables in order, in the notation of `HardTable`; those of its parts where they are not told. */
	readonly truth: readonly (readonly (readonly string[])[])[];
}

/** A cell of a grid in that notation. */
export interface GridCell {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	readonly text: string;
}

/** The cells of a grid. */
export function cellsOf(grid: readonly (readonly string[])[]): GridCell[] {
	return grid.flatMap((line, row) =>
		line.flatMap((text, column): GridCell[] => {
			if (text === "<" || text === "^") return [];
			let [rowSpan, columnSpan] = [1, 1];
			while (line[column + columnSpan] === "<") columnSpan++;
			while (grid[row + rowSpan]?.[column] === "^") rowSpan++;
			return [{ row, column, rowSpan, columnSpan, text }];
		}),
	);
}

/** Where the text of a cell stands. */
export function alignOf({ head, labels, look }: HardTable, row: number, column: number): Align {
	return row < head ? "center" : column < labels ? (look.labelsAt ?? "left") : look.figures;
}

/** Whether a ground is so dark that the text on it is white. */
export function isDark(ground: string | undefined): boolean {
	return ground !== undefined && Number.parseInt(ground.slice(1, 3), 16) < 0x90;
}

/** Whether a part is a table. */
export function isTable(part: Part): part is HardTable {
	return typeof part !== "string";
}

/** The lines of a part that is set line by line in characters of two widths, as a table of drawn lines is; undefined for a paragraph. */
export function linesOf(part: string): string[] | undefined {
	return part.startsWith("\t") ? part.replaceAll("\t", "").split("\n") : undefined;
}

const NONE = () => undefined;
const BLACK: Stroke = { widthPt: 0.6, color: "#000000" };

/** A look without any lines. */
export const PLAIN: TableLook = {
	across: NONE,
	down: NONE,
	figures: "right",
	vertical: "middle",
	sizePt: 9,
	padPt: 3,
	repeatsHead: false,
};

/** A look with lines around every cell. */
export function ruledWith(stroke: Stroke = BLACK): TableLook {
	return { ...PLAIN, across: () => stroke, down: () => stroke };
}

/** Every text that a document prints, cell by cell and paragraph by paragraph. */
export function textsOf({ parts, beside = [] }: Pick<HardDocument, "parts" | "beside">): string[] {
	return [...beside, ...parts.flatMap((part) => (isTable(part) ? part.grid.flat() : [part]))];
}
