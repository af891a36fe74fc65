/** How a cell looks; colours as ARGB in hexadecimal, such as FFE8EEF5. */
export interface CellStyle {
	readonly bold?: boolean;
	readonly underline?: boolean;
	/** In points; 11 where left out. */
	readonly size?: number;
	readonly color?: string;
	readonly fill?: string;
	/** Thin lines of this colour on all four sides. */
	readonly border?: string;
	readonly horizontal?: "left" | "center";
	readonly vertical?: "top" | "center";
	readonly wrap?: boolean;
	/** Formatted as text: what is typed over it stays text, also where it begins like a formula. */
	readonly isText?: boolean;
}

/** One cell. Texts are stored as texts: no value becomes a formula. */
export interface SheetCell {
	readonly value?: string | number | boolean | null | undefined;
	readonly style?: CellStyle | undefined;
	/** Where it leads: a web address, or a place in the same workbook such as `#'表三'!D7`. */
	readonly link?: string | undefined;
	/** Shown when the pointer rests on the cell. */
	readonly comment?: string | undefined;
}

/** One row from the left; undefined for a cell that is not there. */
export interface SheetRow {
	readonly cells: readonly (SheetCell | undefined)[];
	/** In points; as high as its font where left out. */
	readonly height?: number | undefined;
}

/** Rows and columns counted from 0, both ends included. */
export interface CellRange {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
}

/** One sheet of a workbook. */
export interface Sheet {
	/** At most 31 characters, none of []:*?/\. */
	readonly name: string;
	readonly rows: readonly SheetRow[];
	/** In characters, from the left; columns without one are as wide as the program likes. */
	readonly widths?: readonly number[];
	readonly merged?: readonly CellRange[];
	/** Rows and columns that stay in view. */
	readonly frozen?: { readonly rows: number; readonly columns: number };
	/** Where the filter's buttons and rows are. */
	readonly filter?: CellRange;
	/**
	 * On A4 across, as wide as one page, with so many rows repeated on top of each; as the program likes where left out.
	 * `columns`: only so many from the left are printed; `isOnePage`: upright, and as high as one page too.
	 */
	readonly print?: { readonly titleRows: number; readonly columns?: number; readonly isOnePage?: boolean };
}

/** A column's letters: A for 0, AA for 26. */
export function columnName(column: number): string {
	const rest = Math.floor(column / 26) - 1;
	return `${rest < 0 ? "" : columnName(rest)}${String.fromCharCode(65 + (column % 26))}`;
}

/** A cell's name, such as B3 for row 2, column 1. */
export function cellName(row: number, column: number): string {
	return `${columnName(column)}${row + 1}`;
}

/** A range's name, such as A1:C2. */
export function rangeName({ top, left, bottom, right }: CellRange): string {
	return `${cellName(top, left)}:${cellName(bottom, right)}`;
}
