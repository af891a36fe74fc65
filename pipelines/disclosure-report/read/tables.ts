import type { ListedPair, MappedFigures } from "../../../src/family.ts";
import { absent, mapBlocks, mapMatrix, mapSheet } from "../../../src/family.ts";
import type { Evidence, Issue, ReportDocument, Table } from "../../../src/rules.ts";
import { issueOf, plainLabel } from "../../../src/rules.ts";
import type { Edition } from "../forms/editions.ts";
import { proactivePaths, remedyPaths, requestPaths } from "../forms/editions.ts";
import { COLUMNS_2019, COLUMNS_2021, proactiveForm } from "../forms/proactive.ts";
import { remediesForm } from "../forms/remedies.ts";
import { OTHER_ROW_2019, OTHER_ROWS_2021, requestsForm } from "../forms/requests.ts";
import { findHeadings } from "./headings.ts";
import { isStatistics, readFreeTables, readStatistics } from "./pre2019.ts";

/** Which of the statutory tables a table is. */
export type TableName = "proactive" | "requests" | "remedies";

/** The statutory tables in the form's order. */
export const TABLE_NAMES = ["proactive", "requests", "remedies"] as const satisfies readonly TableName[];

/** The three tables of a report as read, with the edition that each follows. */
export interface ReadTables {
	/** Every figure of the editions found, in the form's order, and extra rows after them. */
	readonly evidence: readonly Evidence[];
	readonly issues: readonly Issue[];
	/** Tables that were found. */
	readonly found: ReadonlySet<TableName>;
	/** Edition of table 二; undefined when it was not found or shows none. */
	readonly proactiveEdition: Edition | undefined;
	/** Edition of table 三. */
	readonly requestsEdition: Edition | undefined;
	/** Rows of the statistical table of 2014 to 2018, and of free tables, that no form knows. */
	readonly listed: readonly ListedPair[];
	/** The tables that each was read from, in printed order. */
	readonly named: Readonly<Record<TableName, readonly Table[]>>;
}

/** Words of each table's labels that tell which it is. */
export const SIGNS: Readonly<Record<TableName, readonly string[]>> = {
	proactive: [
		"第二十条",
		"规章",
		"规范性文件",
		"行政许可",
		"行政处罚",
		"行政强制",
		"事业性收费",
		"处理决定数量",
		"集中采购",
		"制发件数",
		"信息内容",
	],
	requests: [
		"自然人",
		"商业企业",
		"科研机构",
		"社会公益",
		"法律服务",
		"申请数量",
		"予以公开",
		"部分公开",
		"国家秘密",
		"不掌握",
		"结转",
		"重复申请",
	],
	remedies: ["结果维持", "结果纠正", "尚未审结", "其他结果", "复议后起诉", "直接起诉"],
};

/** Signs of table 二 that no statistics of published information have. */
const OWN_SIGNS = [
	"第二十条",
	"制发件数",
	"废止件数",
	"有效件数",
	"处理决定",
	"收费金额",
	"制作数量",
	"总数量",
	"项目数量",
	"采购",
];

/**
 * Reads the three statutory tables, each from whatever tables of the document carry its labels.
 * In reports for 2018 and before (`isOld`), tables of no known form are kept as label–value pairs.
 */
export function readTables(document: ReportDocument, isOld = false): ReadTables {
	const tables = document.blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
	const statistics = tables.filter(isStatistics);
	const named = nameTables(document, statistics);
	const list = isOld && statistics.length === 0 ? readFreeTables(tables) : readStatistics(statistics);
	const sheet = mapSheet(named.proactive, proactiveForm);
	// Rows that are all outside the form make no table of it.
	const proactive = sheet.rows.length > 0 ? sheet : { ...sheet, evidence: [] };
	const requests = mapMatrix(named.requests, requestsForm);
	const remedies = mapBlocks(named.remedies, remediesForm);
	const requestsEdition = editionOfRequests(requests);
	const isRead = proactive.evidence.length > 0;
	const proactiveEdition = isRead ? (editionOfProactive(proactive) ?? requestsEdition ?? "2021") : undefined;
	const maps = { proactive, requests, remedies };
	const found = new Set((Object.keys(maps) as TableName[]).filter((name) => maps[name].evidence.length > 0));
	const paths = [
		...(proactiveEdition ? proactivePaths(proactiveEdition) : []),
		...(found.has("requests") ? requestPaths(requestsEdition ?? "2021") : []),
		...(found.has("remedies") ? remedyPaths() : []),
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
		issues: [...(statistics.length > 0 ? [] : missingTables(found)), ...proactive.issues, ...requests.issues, ...remedies.issues],
		found,
		proactiveEdition,
		requestsEdition,
	};
}

/**
 * The tables of each name in printed order. Where a name's own section has one, tables with the same
 * labels in other sections and under the report are statistics of the organ's own, not the form's.
 */
function nameTables(document: ReportDocument, statistics: readonly Table[]): Record<TableName, Table[]> {
	const headings = findHeadings(document);
	const candidates: { name: TableName; table: Table; section: string | undefined }[] = [];
	let before: TableName | undefined;
	document.blocks.forEach((block, index) => {
		if (block.kind !== "table" || statistics.includes(block.table)) return;
		const above = document.blocks[index - 1];
		const rest = before && above?.kind === "table" && isRest(block.table, above.table, before) ? before : undefined;
		before = nameOf(block.table, before) ?? rest;
		if (!before) return;
		const section = headings.findLast((heading) => heading.block < index)?.key;
		candidates.push({ name: before, table: block.table, section });
	});
	const of = (name: TableName) => {
		const all = candidates.filter((candidate) => candidate.name === name);
		const isForm = all.some(({ section }) => section === name)
			? ({ section }: { section: string | undefined }) => STATUTORY.has(section ?? "")
			: () => true;
		return all.filter(isForm).map(({ table }) => table);
	};
	return { proactive: of("proactive"), requests: of("requests"), remedies: of("remedies") };
}

const STATUTORY: ReadonlySet<string> = new Set(["proactive", "requests", "remedies"]);

/** Table 二 by its headings and captions: its row labels alone are those of many statistics. */
function nameOf(table: Table, before: TableName | undefined): TableName | undefined {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	const isProactive = before === "proactive" || OWN_SIGNS.some((sign) => text.includes(sign));
	const names = (Object.keys(SIGNS) as TableName[]).filter((name) => name !== "proactive" || isProactive);
	const scores = names.map((name) => SIGNS[name].filter((sign) => text.includes(sign)).length / (name === "remedies" ? 1 : 1.5));
	const best = Math.max(...scores);
	return best >= 1.3 ? names[scores.indexOf(best)] : undefined;
}

/** Whether a table with one of a form's labels is what the page's end cut off the form's table above it. */
function isRest(table: Table, above: Table, name: TableName): boolean {
	const follows = (table.pages[0] ?? 0) === (above.pages.at(-1) ?? 0) + 1;
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	return follows && SIGNS[name].some((sign) => text.includes(sign));
}

function editionOfProactive({ evidence }: MappedFigures): Edition | undefined {
	const columns = evidence.map((figure) => figure.path.split(".").at(-1) ?? "");
	const count = (keys: readonly string[]) => columns.filter((column) => keys.includes(column)).length;
	const [old, recent] = [count(COLUMNS_2019), count(COLUMNS_2021)];
	const feeAmount = evidence.some((figure) => figure.path === "proactive.fees.amount") ? 1 : 0;
	if (old === 0 && recent + feeAmount === 0) return undefined;
	return old > recent + feeAmount ? "2019" : "2021";
}

function editionOfRequests({ rows }: MappedFigures): Edition | undefined {
	if (rows.length === 0) return undefined;
	if (OTHER_ROWS_2021.some((row) => rows.includes(row))) return "2021";
	return rows.includes(OTHER_ROW_2019) ? "2019" : "2021";
}

function missingTables(found: ReadonlySet<TableName>): Issue[] {
	return TABLE_NAMES.filter((name) => !found.has(name)).map((name) => issueOf({ code: "table-not-found", table: name }));
}
