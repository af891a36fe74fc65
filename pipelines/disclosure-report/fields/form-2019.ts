import { LAW } from "./law.ts";
import { requests2019 } from "./requests-2019.ts";
import type { ColumnField, Edition, Field } from "./types.ts";

const documents: readonly ColumnField[] = [
	{ key: "made", label: "本年新制作数量", en: "made in the year", ownSign: "制作数量" },
	{ key: "disclosed", label: "本年新公开数量", variants: ["本年公开数量"], en: "disclosed in the year" },
	{ key: "disclosed_total", label: "对外公开总数量", en: "disclosed in all", ownSign: "总数量" },
];
const items: readonly ColumnField[] = [
	{ key: "prior_items", label: "上一年项目数量", en: "items in the year before", ownSign: "项目数量" },
	{ key: "change", label: "本年增/减", en: "change in the year", isChange: true },
];
const decided: readonly ColumnField[] = [
	...items,
	{ key: "decisions", label: "处理决定数量", en: "decisions in the year", sign: "处理决定数量", ownSign: "处理决定" },
];
const procured: readonly ColumnField[] = [
	{ key: "projects", label: "采购项目数量", en: "projects", ownSign: "采购" },
	{
		key: "amount",
		label: "采购总金额",
		variants: ["采购总金额（万元）", "采购总金额（元）"],
		en: "total amount, unit as printed",
		unit: "as printed",
	},
];

/** Rows of table 二 by key; later editions print most of them too. */
export const proactiveRows = {
	regulations: {
		key: "regulations",
		label: "规章",
		en: "government regulations",
		short: "rules",
		sign: "规章",
		legal: LAW.regulations,
	},
	normativeDocuments: {
		key: "normative_documents",
		label: "规范性文件",
		en: "normative documents",
		short: "normdocs",
		sign: "规范性文件",
		legal: LAW.normativeDocuments,
	},
	licensing: { key: "licensing", label: "行政许可", en: "administrative licensing", sign: "行政许可", legal: LAW.licensing },
	otherServices: {
		key: "other_services",
		label: "其他对外管理服务事项",
		en: "other services to the public",
		short: "othserv",
		legal: LAW.otherServices,
	},
	penalties: { key: "penalties", label: "行政处罚", en: "administrative penalties", sign: "行政处罚", legal: LAW.penalties },
	coercion: { key: "coercion", label: "行政强制", en: "administrative coercion", sign: "行政强制", legal: LAW.coercion },
	fees: { key: "fees", label: "行政事业性收费", en: "administrative fees", sign: "事业性收费", legal: LAW.fees },
	procurement: {
		key: "procurement",
		label: "政府集中采购",
		en: "centralised government procurement",
		sign: "集中采购",
		legal: LAW.procurement,
	},
} as const satisfies Readonly<Record<string, Field>>;
const rows = proactiveRows;

/** The form of 国办公开办函〔2019〕60号, used in the reports for 2019 and 2020: 22 + 161 + 15 figures. */
export const form2019: Edition = {
	id: "2019",
	name: "2019年格式（〔2019〕60号）",
	notice: { number: "〔2019〕60号", title: /格式\(试行\)/, wrongTitle: /年度报告格式》(?!\(试行\))/ },
	firstYear: 2019,
	proactive: {
		corner: "信息内容",
		article: "第二十条",
		blocks: [
			{ item: "第（一）项", columns: documents, rows: [rows.regulations, rows.normativeDocuments] },
			{ item: "第（五）项", columns: decided, rows: [rows.licensing, rows.otherServices] },
			{ item: "第（六）项", columns: decided, rows: [rows.penalties, rows.coercion] },
			{ item: "第（八）项", columns: items, rows: [rows.fees] },
			{ item: "第（九）项", columns: procured, rows: [rows.procurement] },
		],
	},
	requests: requests2019,
	remedies: {
		legal: LAW.remedies,
		columns: [
			{ key: "upheld", label: "结果维持", en: "upheld", short: "up", sign: "结果维持" },
			{ key: "corrected", label: "结果纠正", en: "corrected", short: "fix", sign: "结果纠正" },
			{ key: "other", label: "其他结果", en: "other result", short: "oth", sign: "其他结果" },
			{ key: "pending", label: "尚未审结", en: "pending", short: "pend", sign: "尚未审结" },
			{ key: "total", label: "总计", variants: ["合计"], en: "total", short: "tot" },
		],
		blocks: [
			{ key: "review", label: "行政复议", en: "administrative review", short: "rev" },
			...[
				{ key: "litigation_direct", label: "未经复议直接起诉", en: "lawsuit without review", short: "dir", sign: "直接起诉" },
				{ key: "litigation_after_review", label: "复议后起诉", en: "lawsuit after review", short: "aft", sign: "复议后起诉" },
			].map((block) => ({ ...block, under: "行政诉讼" })),
		],
	},
};
