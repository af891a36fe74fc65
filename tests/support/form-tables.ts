import { requestRows } from "../../pipelines/disclosure-report/forms/editions.ts";
import { requestsForm } from "../../pipelines/disclosure-report/forms/requests.ts";
import type { Table } from "../../src/model/table.ts";
import { tableOf } from "./tables.ts";

/** Figures by path in `tables`; null is printed blank. */
export type Figures = Readonly<Record<string, number | string | null>>;

const shown = (value: number | string | null | undefined) => (value === null || value === undefined ? "" : String(value));

/** Table 三 of an edition with these figures; rows named in `without` are left out. */
export function requestsTable(figures: Figures, edition: "2019" | "2021", without: readonly string[] = []): Table {
	const columns = requestsForm.columns.map((column) => column.key);
	const rows = requestRows(edition).filter((key) => !without.includes(key));
	const body = rows.map((key) => {
		const field = requestsForm.rows.find((row) => row.key === key);
		const group = field && "group" in field ? (field.group[1] ?? "") : "";
		return [group, field?.labels[0] ?? "", ...columns.map((column) => shown(figures[`requests.${key}.${column}`]))];
	});
	return tableOf([["", "<", ...requestsForm.columns.map((column) => column.labels[0])], ...body]);
}

/** Table 四 with these figures. */
export function remediesTable(figures: Figures): Table {
	const names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
	const keys = ["upheld", "corrected", "other", "pending", "total"];
	const spread = (name: string, columns: number) => [name, ...Array.from({ length: columns - 1 }, () => "<")];
	const values = ["review", "litigation_direct", "litigation_after_review"].flatMap((block) =>
		keys.map((key) => shown(figures[`remedies.${block}.${key}`])),
	);
	return tableOf([
		[...spread("行政复议", 5), ...spread("行政诉讼", 10)],
		[...names, ...spread("未经复议直接起诉", 5), ...spread("复议后起诉", 5)],
		[...names.map(() => "^"), ...names, ...names],
		values,
	]);
}

/** Table 二 of an edition with these figures. */
export function proactiveTable(figures: Figures, edition: "2019" | "2021"): Table {
	const row = (label: string, key: string, columns: readonly string[]) => [
		label,
		...columns.map((column) => shown(figures[`proactive.${key}.${column}`])),
		...Array.from({ length: 3 - columns.length }, () => "<"),
	];
	const head = (...names: readonly string[]) => ["信息内容", ...names, ...Array.from({ length: 3 - names.length }, () => "<")];
	const caption = (item: string) => [`第二十条第（${item}）项`, "<", "<", "<"];
	if (edition === "2021") {
		const documents = ["issued", "repealed", "in_force"];
		return tableOf([
			caption("一"),
			head("本年制发件数", "本年废止件数", "现行有效件数"),
			row("规章", "regulations", documents),
			row("行政规范性文件", "normative_documents", documents),
			caption("五"),
			head("本年处理决定数量"),
			row("行政许可", "licensing", ["decisions"]),
			caption("六"),
			head("本年处理决定数量"),
			row("行政处罚", "penalties", ["decisions"]),
			row("行政强制", "coercion", ["decisions"]),
			caption("八"),
			head("本年收费金额（单位：万元）"),
			row("行政事业性收费", "fees", ["amount"]),
		]);
	}
	const [documents, items] = [
		["made", "disclosed", "disclosed_total"],
		["prior_items", "change", "decisions"],
	];
	const itemHead = head("上一年项目数量", "本年增/减", "处理决定数量");
	return tableOf([
		caption("一"),
		head("本年新制作数量", "本年新公开数量", "对外公开总数量"),
		row("规章", "regulations", documents),
		row("规范性文件", "normative_documents", documents),
		caption("五"),
		itemHead,
		row("行政许可", "licensing", items),
		row("其他对外管理服务事项", "other_services", items),
		caption("六"),
		itemHead,
		row("行政处罚", "penalties", items),
		row("行政强制", "coercion", items),
		caption("八"),
		head("上一年项目数量", "本年增/减"),
		row("行政事业性收费", "fees", items.slice(0, 2)),
		caption("九"),
		head("采购项目数量", "采购总金额"),
		row("政府集中采购", "procurement", ["projects", "amount"]),
	]);
}
