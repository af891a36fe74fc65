import type { Column, Dataset, Value } from "../../model/dataset.ts";
import { allTables } from "./set-tables.ts";

/** The codebook as rows of its table: every column of every table, itself included. */
export function codebookRows(dataset: Pick<Dataset, "tables">): Value[][] {
	return allTables(dataset).flatMap((table) => table.columns.map((column) => [table.name, ...entry(column)]));
}

function entry(column: Column): Value[] {
	return [
		column.name,
		column.shortName ?? column.name,
		column.type,
		column.unit ?? null,
		column.forms?.join(" ") ?? "all",
		column.zh,
		column.en,
		column.values?.join(" ") ?? null,
		column.path ?? null,
		column.formula ?? null,
		column.legal?.zh ?? null,
		column.legal?.en ?? null,
		column.comparability?.zh ?? null,
		column.comparability?.en ?? null,
	];
}
