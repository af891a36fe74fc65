import { READER_LIMITS } from "../mapping/isolated/reader-pool.ts";
import { rounded } from "../model/geometry.ts";
import type { Table } from "../model/table.ts";
import { textTable } from "../text/display.ts";
import type { BareEnvironment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openPool } from "./open-pool.ts";

/** Prints every table of a PDF, report or not; continued ones joined. Returns the exit code. */
export async function tables(file: string, options: { readonly json?: boolean }, environment: BareEnvironment): Promise<number> {
	const pool = openPool(environment, READER_LIMITS);
	try {
		const found = JSON.parse(await pool.read(file, "tables")) as Table[];
		environment.out(
			options.json ? `${JSON.stringify(found.map(published), null, "\t")}\n` : `${found.map(drawn).join("\n\n")}\n`,
		);
		return EXIT.ok;
	} finally {
		pool.close();
	}
}

/** The table as the contract of `gouji tables --json` has it. */
export function published({ pages, rows, columns, cells }: Table): Record<string, unknown> {
	return {
		pages,
		rows,
		columns,
		cells: cells.map((cell) => ({
			row: cell.row,
			column: cell.column,
			row_span: cell.rowSpan,
			column_span: cell.columnSpan,
			text: cell.text,
			page: cell.page,
			box: rounded(cell.box),
		})),
	};
}

function drawn(table: Table): string {
	const rows = Array.from({ length: table.rows }, (_, row) =>
		Array.from(
			{ length: table.columns },
			(_, column) => table.cells.find((cell) => cell.row === row && cell.column === column)?.text ?? "",
		),
	);
	return `第${table.pages.join("、")}页 ${table.rows}行×${table.columns}列\n${textTable(rows)}`;
}
