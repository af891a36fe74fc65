/** A piece of text; `size` in half points. */
export interface WordRun {
	readonly text: string;
	readonly size: number;
	readonly bold?: boolean;
	/** Of Chinese characters; 仿宋 where left out. */
	readonly font?: string | undefined;
	/** Web address that the text leads to. */
	readonly link?: string;
}

/** A paragraph; indents and spaces in twentieths of a point. */
export interface WordParagraph {
	readonly runs: readonly WordRun[];
	readonly align?: "left" | "center" | "right" | undefined;
	readonly firstLine?: number | undefined;
	readonly spacing?: {
		readonly before?: number | undefined;
		readonly after: number;
		readonly line: number;
		readonly isExact?: boolean;
	};
	/** Stays on the page of the paragraph below it. */
	readonly keepNext?: boolean;
}

/** A cell of a table, in the row and column of its upper left corner, counted from 0. */
export interface WordCell {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	/** Colour in hexadecimal, such as EEF1F5. */
	readonly fill?: string | undefined;
	readonly content: WordParagraph;
}

/** A table as wide as the text, with thin lines. */
export interface WordTable {
	readonly rows: number;
	readonly columns: number;
	readonly cells: readonly WordCell[];
	/** How wide its columns are beside one another; all alike where left out. */
	readonly widths?: readonly number[] | undefined;
}
