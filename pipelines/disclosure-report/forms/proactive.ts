import type { SheetForm } from "../../../src/family.ts";

const documents2019 = [
	{ key: "made", labels: ["本年新制作数量"] },
	{ key: "disclosed", labels: ["本年新公开数量", "本年公开数量"] },
	{ key: "disclosed_total", labels: ["对外公开总数量"] },
];
const documents2021 = [
	{ key: "issued", labels: ["本年制发件数"] },
	{ key: "repealed", labels: ["本年废止件数"] },
	{ key: "in_force", labels: ["现行有效件数"] },
];
const items2019 = [
	{ key: "prior_items", labels: ["上一年项目数量"] },
	{ key: "change", labels: ["本年增/减"] },
	{ key: "decisions", labels: ["处理决定数量"] },
];
const decisions2021 = [{ key: "decisions", labels: ["本年处理决定数量"] }];

/** Table 二 of both forms; a report's own columns tell which one it follows. */
export const proactiveForm = {
	table: "proactive",
	heads: ["信息内容"],
	rows: [
		{ key: "regulations", labels: ["规章"], editions: [documents2021, documents2019] },
		{ key: "normative_documents", labels: ["行政规范性文件", "规范性文件"], editions: [documents2021, documents2019] },
		{ key: "licensing", labels: ["行政许可"], editions: [decisions2021, items2019] },
		{ key: "other_services", labels: ["其他对外管理服务事项"], editions: [items2019] },
		{ key: "penalties", labels: ["行政处罚"], editions: [decisions2021, items2019] },
		{ key: "coercion", labels: ["行政强制"], editions: [decisions2021, items2019] },
		{
			key: "fees",
			labels: ["行政事业性收费"],
			editions: [
				[{ key: "amount", labels: ["本年收费金额（单位：万元）", "本年收费金额"] }],
				[
					{ key: "prior_items", labels: ["上一年项目数量"] },
					{ key: "change", labels: ["本年增/减"] },
				],
			],
		},
		{
			key: "procurement",
			labels: ["政府集中采购"],
			editions: [
				[
					{ key: "projects", labels: ["采购项目数量"] },
					{ key: "amount", labels: ["采购总金额", "采购总金额（万元）", "采购总金额（元）"] },
				],
			],
		},
	],
} as const satisfies SheetForm;

/** Columns that only the form of 2019 has. */
export const COLUMNS_2019 = ["made", "disclosed", "disclosed_total", "prior_items", "change", "projects"] as const;
/** Columns that only the form of 2021 has. */
export const COLUMNS_2021 = ["issued", "repealed", "in_force"] as const;
