import type { MappedList } from "../../../src/family.ts";
import { mapListing } from "../../../src/family.ts";
import type { Table } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import { statisticsForm } from "../forms/pre2019.ts";

/** Labels that only the statistical table of 2014 to 2018 has. */
const SIGNS = [
	"主动公开政府信息数",
	"制发规范性文件总数",
	"收到申请数",
	"申请办结数",
	"申请答复数",
	"政府公报公开",
	"政务微博公开",
	"舆情数",
	"同意公开答复数",
	"举报投诉数量",
	"专职人员数",
	"查阅点",
];
const LEAST_SIGNS = 4;

/** Whether a table is the statistical table of 2014 to 2018, or a part of it after a page break. */
export function isStatistics(table: Table): boolean {
	const text = table.cells.map((cell) => plainLabel(cell.text)).join("|");
	return SIGNS.filter((sign) => text.includes(sign)).length >= LEAST_SIGNS;
}

/** Tables of the years before 2014 vary by province: label–value pairs, no form forced on them. */
export function readFreeTables(tables: readonly Table[]): MappedList {
	return mapListing(tables, { table: "statistics", rows: [] });
}

/** Reads the statistical table; its rows outside the form give label–value pairs. */
export function readStatistics(tables: readonly Table[]): MappedList {
	return mapListing(tables, statisticsForm);
}
