import type { Box } from "./geometry.ts";

/** One printed line of characters inside a cell or paragraph. */
export interface TextLine {
	readonly text: string;
	readonly box: Box;
	/** Counts from 1. */
	readonly page: number;
	/** Lowest confidence of its characters, 0 to 1; 1 where the document encodes them. */
	readonly confidence: number;
	/** Height of its characters. */
	readonly sizePt: number;
}

/** One cell; spans count grid rows and columns and are at least 1. */
export interface Cell {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	/** Its lines joined; empty when nothing is printed in it. */
	readonly text: string;
	readonly lines: readonly TextLine[];
	/** Where its first part is printed. */
	readonly page: number;
	readonly box: Box;
}

/** How the cells of a table were found. */
export type TableMethod = "ruled" | "aligned";

/** A table; one that continues over pages is one table. Cells are in reading order and never overlap. */
export interface Table {
	/** In order, each once. */
	readonly pages: readonly number[];
	readonly rows: number;
	readonly columns: number;
	/** Borders of the grid columns from left to right: `columns + 1` numbers, in points. */
	readonly xs: readonly number[];
	readonly cells: readonly Cell[];
	readonly method: TableMethod;
	/** Its place on its first page. */
	readonly box: Box;
}

/** Running text between tables: one paragraph or heading. */
export interface Paragraph {
	readonly text: string;
	readonly lines: readonly TextLine[];
	readonly page: number;
	readonly box: Box;
	/** Whether it stands in the middle of the text column, as titles do. */
	readonly centred: boolean;
}

/** What a document says, in reading order. */
export type Block =
	| { readonly kind: "paragraph"; readonly paragraph: Paragraph }
	| { readonly kind: "table"; readonly table: Table };
