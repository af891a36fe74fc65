import type { Dataset, DatasetTable, FindingDecision, IdentityFacts, SetKnowledge, Value } from "../../model/dataset.ts";
import { codebookRows } from "../documents/codebook-rows.ts";
import { SET_TABLES } from "../documents/set-tables.ts";
import { coverageRows } from "./coverage-rows.ts";
import { DIVISIONS } from "./divisions.ts";
import type { IssuerBook } from "./issuer-book.ts";
import { issuerRows, nameRows } from "./issuer-rows.ts";
import type { SetIndex } from "./set-index.ts";
import type { Surroundings } from "./surroundings.ts";

/** What tables of the whole set are made from. */
export interface SetContent {
	readonly index: SetIndex;
	readonly book: IssuerBook;
	readonly surroundings: Surroundings;
	readonly dataset: Dataset;
	readonly decisions: readonly FindingDecision[];
}

/** A report as the tables of the whole set see it. */
export interface PlacedReport {
	readonly reportId: string;
	readonly issuerId: string;
	/** undefined where it is not known. */
	readonly year: number | undefined;
	readonly version: number;
	readonly isCurrent: boolean | undefined;
	readonly isCopy: boolean;
	readonly facts: IdentityFacts;
}

/** What rows on organs are made with. */
export interface OrganTools {
	readonly book: IssuerBook;
	readonly knowledge: SetKnowledge;
	/** Of every report of the set, by issuer, year and id; may be asked for more than once. */
	readonly reports: () => Iterable<PlacedReport>;
}

/** The rows of the set's own tables, each table's in the order of its key. */
export function setRows({ index, book, surroundings, dataset, decisions }: SetContent): Map<DatasetTable, Value[][]> {
	const tools: OrganTools = { book, knowledge: dataset.knowledge, reports: () => placed(index) };
	const rows: Readonly<Record<string, () => Value[][]>> = {
		issuers: () => issuerRows(tools),
		issuer_names: () => nameRows(tools),
		coverage: () => coverageRows(tools, surroundings),
		decisions: () =>
			decisions.map(({ fingerprint, state, figures, reason, at, deadline }) => [
				...[fingerprint, state, figures, reason || null, at, deadline || null],
			]),
		codebook: () => codebookRows(dataset),
		divisions: () => DIVISIONS.map(({ code, name, level, province, validTo }) => [code, name, level, province, validTo ?? null]),
	};
	return new Map(SET_TABLES.map((table) => [table, rows[table.name]?.() ?? []]));
}

function* placed(index: SetIndex): Iterable<PlacedReport> {
	for (const { report_id, issuer_id, year, version, is_current, copy_of, facts } of index.placed())
		yield {
			reportId: report_id,
			issuerId: issuer_id,
			year: year === 0 ? undefined : year,
			version,
			isCurrent: is_current === null ? undefined : is_current === 1,
			isCopy: copy_of !== null,
			facts: JSON.parse(facts) as IdentityFacts,
		};
}
