import type { Glyph } from "../../model/page.ts";
import type { Table } from "../../model/table.ts";

/** A table on one page with the characters it took. */
export interface PageTable {
	readonly table: Table;
	readonly taken: ReadonlySet<Glyph>;
}
