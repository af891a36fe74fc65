/** One cell of a table as the statutory form prints it. */
export interface PrintedCell {
	/** Rows and columns count from 0; spans from 1. */
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	/** The label, or the figure as text; empty where nothing is printed. */
	readonly text: string;
	/** Dotted path of the figure that stands here; labels have none. */
	readonly path?: string;
	/** The figure; null where none is printed. Labels have none. */
	readonly value?: number | null;
}

/** A table of the statutory form with a report's figures in it; every row and column is covered once. */
export interface PrintedTable {
	/** Key of the table in `tables`, such as `requests`. */
	readonly name: string;
	/** A short name for tabs, such as 表三. */
	readonly short: string;
	/** Its heading in the form. */
	readonly title: string;
	readonly rows: number;
	readonly columns: number;
	/** Row by row, each from the left. */
	readonly cells: readonly PrintedCell[];
}

/** Lines of figures over years that a reader wants to look at. */
export interface FigureChart {
	readonly title: string;
	readonly unit: string;
	/** Each line is the sum of these figures; those that a report's form does not have count for nothing. */
	readonly lines: readonly { readonly label: string; readonly paths: readonly string[] }[];
}
