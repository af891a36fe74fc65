/** One row of a table that a person made, with the line or row number that an editor shows for it. */
export interface SheetRow {
	readonly line: number;
	/** Without white space at their ends. */
	readonly cells: readonly string[];
}

/** A roster has some thousands of organs; more is none, or made to exhaust its reader. */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 200;
export const MAX_CELL = 2000;

/** Why a table cannot be read, and at which of its lines. */
export class RowsError extends Error {
	readonly line: number;

	constructor(line: number, message: string) {
		super(message);
		this.line = line;
	}
}
