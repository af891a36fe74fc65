import type { Dataset, DatasetTable, FindingDecision, Value } from "../../model/dataset.ts";
import { codebookRows } from "../documents/codebook-rows.ts";
import { SET_TABLES } from "../documents/set-tables.ts";
import { coverageRows } from "./coverage-rows.ts";
import { DIVISIONS } from "./divisions.ts";
import type { IssuerBook } from "./issuer-book.ts";
import { issuerRows, nameRows } from "./issuer-rows.ts";
import type { OrganTools } from "./placed-reports.ts";
import { placedReports } from "./placed-reports.ts";
import type { SetIndex } from "./set-index.ts";
import type { Surroundings } from "./surroundings.ts";

/** What tables of the whole set are made from. */
export interface SetContent {
	readonly index: SetIndex;
	readonly book: IssuerBook;
	readonly surroundings: Surroundings;
	readonly dataset: Dataset;
	readonly decisions: readonly FindingDecision[];
	/** Of `release_changes`; none where no earlier release is named. */
	readonly changes?: RowsOf;
}

/** Rows of one table, which may be read once. */
export type RowsOf = Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>;

/** The rows of the set's own tables, each table's in the order of its key. */
export function setRows(content: SetContent): Map<DatasetTable, RowsOf> {
	const { index, book, surroundings, dataset, decisions, changes = [] } = content;
	const tools: OrganTools = { book, knowledge: dataset.knowledge, reports: () => placedReports(index) };
	const rows: Readonly<Record<string, () => RowsOf>> = {
		issuers: () => issuerRows(tools),
		issuer_names: () => nameRows(tools),
		coverage: () => coverageRows(tools, surroundings),
		decisions: () =>
			decisions.map(({ fingerprint, state, figures, reason, at, deadline }) => [
				...[fingerprint, state, figures, reason || null, at, deadline || null],
			]),
		release_changes: () => changes,
		codebook: () => codebookRows(dataset),
		divisions: () => DIVISIONS.map(({ code, name, level, province, validTo }) => [code, name, level, province, validTo ?? null]),
	};
	return new Map(SET_TABLES.map((table) => [table, rows[table.name]?.() ?? []]));
}
