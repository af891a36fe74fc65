import type { ListedPair } from "../../../src/family.ts";
import { absent, mapBlocks, mapMatrix, mapSheet } from "../../../src/family.ts";
import type { Block, Evidence, Issue, ReportDocument, Table } from "../../../src/rules.ts";
import { issueOf, plainLabel } from "../../../src/rules.ts";
import { isListYear, issuedForms, newestOf } from "../fields/forms.ts";
import { matchersFor } from "../fields/matchers.ts";
import { proactivePaths, remedyPaths, requestPaths } from "../fields/paths.ts";
import type { Signs } from "../fields/signs.ts";
import { signsFor } from "../fields/signs.ts";
import { tellEditions } from "../fields/tell-edition.ts";
import type { Edition, Forms } from "../fields/types.ts";
import { findHeadings } from "./headings.ts";
import { isStatistics, readFreeTables, readStatistics } from "./pre2019.ts";
import { chooseVersion } from "./table-versions.ts";

/** Which of the statutory tables a table is. */
export type TableName = "proactive" | "requests" | "remedies";

/** The statutory tables in the form's order. */
export const TABLE_KEYS = ["proactive", "requests", "remedies"] as const satisfies readonly TableName[];

/** The three tables of a report as read, with the edition that each follows. */
export interface ReadTables {
	/** Every figure of the editions found, in the form's order, and extra rows after them. */
	readonly evidence: readonly Evidence[];
	readonly issues: readonly Issue[];
	/** Other versions of a table that the document prints, and which were left out. */
	readonly versions: readonly Issue[];
	/** Tables that were found. */
	readonly found: ReadonlySet<TableName>;
	/** Edition of table 二; undefined when it was not found or shows none. */
	readonly proactiveEdition: Edition | undefined;
	/** Edition of table 三. */
	readonly requestsEdition: Edition | undefined;
	/** Rows of the statistical table of 2014 to 2018, and of free tables, that no form knows. */
	readonly listed: readonly ListedPair[];
	/** The forms that they were read with. */
	readonly forms: Forms;
	/** The tables that each was read from, in printed order. */
	readonly named: Readonly<Record<TableName, readonly Table[]>>;
}

/**
 * Reads the three statutory tables, each from whatever tables of the document carry its labels.
 * In reports for 2018 and before, tables of no known form are kept as label–value pairs.
 */
export function readTables(document: ReportDocument, year?: number, forms: Forms = issuedForms): ReadTables {
	const matchers = matchersFor(forms);
	const tables = document.blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
	const statistics = tables.filter((table) => isStatistics(table, forms));
	const { named, issues: versions } = nameTables(document, statistics, { signs: signsFor(forms), year });
	const list =
		year !== undefined && isListYear(year, forms) && statistics.length === 0
			? { ...readFreeTables(tables), issues: [] }
			: readStatistics(statistics, forms);
	const sheet = mapSheet(named.proactive, matchers.proactive);
	// Rows that are all outside the form make no table of it.
	const proactive = sheet.rows.length > 0 ? sheet : { ...sheet, evidence: [] };
	const requests = mapMatrix(named.requests, matchers.requests);
	const remedies = mapBlocks(named.remedies, matchers.remedies);
	const told = tellEditions(
		[...proactive.evidence, ...requests.evidence].map(({ path }) => path),
		forms,
	);
	const edition = told.requests ?? newestOf(forms);
	const maps = { proactive, requests, remedies };
	const found = new Set((Object.keys(maps) as TableName[]).filter((name) => maps[name].evidence.length > 0));
	const paths = [
		...(told.proactive ? proactivePaths(told.proactive) : []),
		...(found.has("requests") ? requestPaths(edition) : []),
		...(found.has("remedies") ? remedyPaths(edition) : []),
	];
	const read = [
		...proactive.evidence,
		...requests.evidence,
		...remedies.evidence,
		...list.evidence,
		...list.others.map(({ figure }) => figure),
	];
	const byPath = new Map(read.map((figure) => [figure.path, figure]));
	const expected = new Set(paths);
	return {
		evidence: [...paths.map((path) => byPath.get(path) ?? absent(path)), ...read.filter((figure) => !expected.has(figure.path))],
		listed: list.others,
		named,
		versions: [...versions, ...list.issues],
		issues: [...(statistics.length > 0 ? [] : missingTables(found)), ...proactive.issues, ...requests.issues, ...remedies.issues],
		found,
		proactiveEdition: told.proactive,
		requestsEdition: told.requests,
		forms,
	};
}

/**
 * The tables of each name in printed order. Where a name's own section has one, tables with the same
 * labels in other sections and under the report are statistics of the organ's own, not the form's.
 */
function nameTables(
	document: ReportDocument,
	statistics: readonly Table[],
	{ signs, year }: { readonly signs: Signs; readonly year: number | undefined },
): NamedTables {
	const headings = findHeadings(document);
	const [candidates, likely]: [NamedTable[], NamedTable[]] = [[], []];
	let before: TableName | undefined;
	document.blocks.forEach((block, index) => {
		if (block.kind !== "table" || statistics.includes(block.table)) return;
		const place = { block: index, above: document.blocks[index - 1], last: candidates.at(-1) };
		const rest = isContinued(block.table, place, { headings, signs: before ? signs[before] : [] }) ? before : undefined;
		const section = headings.findLast((heading) => heading.block < index)?.key;
		before = nameOf(block.table, before, signs) ?? rest;
		const name = before ?? nameUnder(section, block.table, signs);
		if (name) (before ? candidates : likely).push({ name, table: block.table, block: index, section });
	});
	// A table of the organ's own may have a label of the form's too, under the same heading.
	const known = [...candidates, ...likely.filter(({ name }) => !candidates.some((candidate) => candidate.name === name))];
	const of = (name: TableName) => {
		const all = known.filter((candidate) => candidate.name === name);
		const isForm = all.some(({ section }) => section === name)
			? ({ section }: { section: string | undefined }) => STATUTORY.has(section ?? "")
			: () => true;
		return chooseVersion(all.filter(isForm), { name, blocks: document.blocks, year });
	};
	const chosen = { proactive: of("proactive"), requests: of("requests"), remedies: of("remedies") };
	return {
		named: { proactive: chosen.proactive.tables, requests: chosen.requests.tables, remedies: chosen.remedies.tables },
		issues: TABLE_KEYS.flatMap((name) => chosen[name].issues.map(issueOf)),
	};
}

interface NamedTable {
	readonly name: TableName;
	readonly table: Table;
	readonly block: number;
	/** The section that it stands in. */
	readonly section: string | undefined;
}

interface NamedTables {
	readonly named: ReadTables["named"];
	/** Other versions of a table, which are left out. */
	readonly issues: readonly Issue[];
}

const STATUTORY: ReadonlySet<string> = new Set(["proactive", "requests", "remedies"]);

/** Table 二 by its headings and captions: its row labels alone are those of many statistics. */
function nameOf(table: Table, before: TableName | undefined, signs: Signs): TableName | undefined {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	const isProactive = before === "proactive" || signs.proactiveOnly.some((sign) => text.includes(sign));
	const names = (["proactive", "requests", "remedies"] as const).filter((name) => name !== "proactive" || isProactive);
	const scores = names.map((name) => signs[name].filter((sign) => text.includes(sign)).length / (name === "remedies" ? 1 : 1.5));
	const best = Math.max(...scores);
	return best >= 1.3 ? names[scores.indexOf(best)] : undefined;
}

/** The table that a recognised one with misread labels is, where it stands under that table's own heading and has one of its labels. */
function nameUnder(section: string | undefined, table: Table, signs: Signs): TableName | undefined {
	const name = TABLE_KEYS.find((key) => key === section);
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	return name && isRecognized(table) && signs[name].some((sign) => text.includes(sign)) ? name : undefined;
}

function isRecognized({ cells }: Table): boolean {
	return cells.some(({ lines }) => lines.some(({ confidence }) => confidence < 1));
}

/** Where a table stands. */
interface Place {
	readonly block: number;
	readonly above: Block | undefined;
	/** The table before it that has a name. */
	readonly last: NamedTable | undefined;
}

/** Whether a table without labels of its own goes on with the one before it, whose labels are `signs`. */
function isContinued(
	table: Table,
	{ block, above, last }: Place,
	{ headings, signs }: { readonly headings: ReturnType<typeof findHeadings>; readonly signs: readonly string[] },
): boolean {
	if (above?.kind === "table" && isRest(table, above.table, signs)) return true;
	const isWithin = last !== undefined && !headings.some((heading) => heading.block > last.block && heading.block < block);
	return isWithin && isSameGrid(table, last.table);
}

/** Whether a recognised table whose labels are misread goes on with the columns of the one on the page before, under the same heading. */
function isSameGrid(table: Table, above: Table): boolean {
	return isRecognized(table) && table.method === "ruled" && isNextPage(table, above) && table.columns === above.columns;
}

function isNextPage(table: Table, above: Table): boolean {
	return (table.pages[0] ?? 0) === (above.pages.at(-1) ?? 0) + 1;
}

/** Whether a table with one of a form's labels is what the page's end cut off the form's table above it. */
function isRest(table: Table, above: Table, signs: readonly string[]): boolean {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	return isNextPage(table, above) && signs.some((sign) => text.includes(sign));
}

function missingTables(found: ReadonlySet<TableName>): Issue[] {
	return TABLE_KEYS.filter((name) => !found.has(name)).map((name) => issueOf({ code: "table-not-found", table: name }));
}
