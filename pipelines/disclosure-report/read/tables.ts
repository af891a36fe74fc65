import type { Evidence, Issue, ListedPair, MappedFigures, ReportDocument, Table } from "../../../src/index.ts";
import { absent, mapBlocks, mapMatrix, mapSheet, plainLabel } from "../../../src/index.ts";
import type { Edition } from "../forms/editions.ts";
import { proactivePaths, remedyPaths, requestPaths } from "../forms/editions.ts";
import { COLUMNS_2019, COLUMNS_2021, proactiveForm } from "../forms/proactive.ts";
import { remediesForm } from "../forms/remedies.ts";
import { OTHER_ROW_2019, OTHER_ROWS_2021, requestsForm } from "../forms/requests.ts";
import { isStatistics, readFreeTables, readStatistics } from "./pre2019.ts";

/** Which of the statutory tables a table is. */
export type TableName = "proactive" | "requests" | "remedies";

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
}

const SIGNS: Readonly<Record<TableName, readonly string[]>> = {
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

/**
 * Reads the three statutory tables, each from whatever tables of the document carry its labels.
 * In reports for 2018 and before (`isOld`), tables of no known form are kept as label–value pairs.
 */
export function readTables(document: ReportDocument, isOld = false): ReadTables {
	const tables = document.blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
	const named = { proactive: [] as Table[], requests: [] as Table[], remedies: [] as Table[] };
	const statistics = tables.filter(isStatistics);
	for (const table of tables) {
		const name = statistics.includes(table) ? undefined : nameOf(table);
		if (name) named[name].push(table);
	}
	const list = isOld && statistics.length === 0 ? readFreeTables(tables) : readStatistics(statistics);
	const proactive = mapSheet(named.proactive, proactiveForm);
	const requests = mapMatrix(named.requests, requestsForm);
	const remedies = mapBlocks(named.remedies, remediesForm);
	const proactiveEdition = editionOfProactive(proactive);
	const requestsEdition = editionOfRequests(requests);
	const maps = { proactive, requests, remedies };
	const found = new Set((Object.keys(maps) as TableName[]).filter((name) => maps[name].evidence.length > 0));
	const paths = [
		...(found.has("proactive") && proactiveEdition ? proactivePaths(proactiveEdition) : []),
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
		issues: [...(statistics.length > 0 ? [] : missingTables(found)), ...proactive.issues, ...requests.issues, ...remedies.issues],
		found,
		proactiveEdition,
		requestsEdition,
	};
}

function nameOf(table: Table): TableName | undefined {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	const names = Object.keys(SIGNS) as TableName[];
	const scores = names.map((name) => SIGNS[name].filter((sign) => text.includes(sign)).length / (name === "remedies" ? 1 : 1.5));
	const best = Math.max(...scores);
	return best >= 1.3 ? names[scores.indexOf(best)] : undefined;
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
	const names: readonly TableName[] = ["proactive", "requests", "remedies"];
	return names
		.filter((name) => !found.has(name))
		.map((name) => ({ code: "missing-table", path: name, detail: "no table with its labels was found" }));
}
