import type { PrintedCell } from "../../../src/rules.ts";
import type { Edition } from "./editions.ts";
import { requestRows } from "./editions.ts";
import { remediesForm } from "./remedies.ts";
import { requestsForm } from "./requests.ts";

/** One block of table 二: the item of article 20, the columns over its rows, and the rows. */
interface ProactiveBlock {
	readonly item: string;
	readonly heads: readonly { readonly key: string; readonly text: string }[];
	readonly rows: readonly { readonly key: string; readonly text: string }[];
}

const MADE = [
	{ key: "made", text: "本年新制作数量" },
	{ key: "disclosed", text: "本年新公开数量" },
	{ key: "disclosed_total", text: "对外公开总数量" },
];
const PRIOR = [
	{ key: "prior_items", text: "上一年项目数量" },
	{ key: "change", text: "本年增/减" },
];
const DECIDED = [...PRIOR, { key: "decisions", text: "处理决定数量" }];
const ISSUED = [
	{ key: "issued", text: "本年制发件数" },
	{ key: "repealed", text: "本年废止件数" },
	{ key: "in_force", text: "现行有效件数" },
];
const DECISIONS = [{ key: "decisions", text: "本年处理决定数量" }];
const SANCTIONS = [
	{ key: "penalties", text: "行政处罚" },
	{ key: "coercion", text: "行政强制" },
];
const FEES = [{ key: "fees", text: "行政事业性收费" }];

/** Table 二 as 〔2019〕60号 and 〔2021〕30号 print it. */
export const proactiveBlocks: Readonly<Record<Edition, readonly ProactiveBlock[]>> = {
	2019: [
		{ item: "第二十条第（一）项", heads: MADE, rows: documents("规范性文件") },
		{
			item: "第二十条第（五）项",
			heads: DECIDED,
			rows: [
				{ key: "licensing", text: "行政许可" },
				{ key: "other_services", text: "其他对外管理服务事项" },
			],
		},
		{ item: "第二十条第（六）项", heads: DECIDED, rows: SANCTIONS },
		{ item: "第二十条第（八）项", heads: PRIOR, rows: FEES },
		{
			item: "第二十条第（九）项",
			heads: [
				{ key: "projects", text: "采购项目数量" },
				{ key: "amount", text: "采购总金额" },
			],
			rows: [{ key: "procurement", text: "政府集中采购" }],
		},
	],
	2021: [
		{ item: "第二十条第（一）项", heads: ISSUED, rows: documents("行政规范性文件") },
		{ item: "第二十条第（五）项", heads: DECISIONS, rows: [{ key: "licensing", text: "行政许可" }] },
		{ item: "第二十条第（六）项", heads: DECISIONS, rows: SANCTIONS },
		{ item: "第二十条第（八）项", heads: [{ key: "amount", text: "本年收费金额（单位：万元）" }], rows: FEES },
	],
};

function documents(normative: string): ProactiveBlock["rows"] {
	return [
		{ key: "regulations", text: "规章" },
		{ key: "normative_documents", text: normative },
	];
}

const head = (text: string, row: number, column: number, rowSpan = 1, columnSpan = 1): PrintedCell => ({
	...{ row, column, rowSpan, columnSpan },
	text,
});

/** The three head rows of table 三. */
export const requestHeads: readonly PrintedCell[] = [
	head("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3),
	head("申请人情况", 0, 3, 1, 7),
	head("自然人", 1, 3, 2),
	head("法人或其他组织", 1, 4, 1, 5),
	head("总计", 1, 9, 2),
	...requestsForm.columns.slice(1, -1).map(({ labels: [text] }, i) => head(text, 2, i + 4)),
];

/** The three head rows of table 四. */
export const remedyHeads: readonly PrintedCell[] = [
	head("行政复议", 0, 0, 1, 5),
	head("行政诉讼", 0, 5, 1, 10),
	...remediesForm.columns.map(({ labels: [text] }, i) => head(text, 1, i, 2)),
	...remediesForm.blocks.slice(1).map(({ labels: [text] }, i) => head(text, 1, 5 + 5 * i, 1, 5)),
	...[5, 10].flatMap((first) => remediesForm.columns.map(({ labels: [text] }, i) => head(text, 2, first + i))),
];

const OWN: Readonly<Record<string, string>> = {
	received: "一、本年新收政府信息公开申请数量",
	carried_in: "二、上年结转政府信息公开申请数量",
	granted: "（一）予以公开",
	granted_in_part: "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
	"other.total": "（六）其他处理",
	total: "（七）总计",
	carried_out: "四、结转下年度继续办理",
};

/** How a row of table 三 is labelled; the first row of a group has the group's label and number of rows too. */
export function requestLabels(edition: Edition, key: string): { text: string; group?: string; groupSize?: number } {
	const own = OWN[key];
	if (own !== undefined) return { text: own };
	const group = key.split(".")[0] ?? "";
	const members = requestRows(edition).filter((row) => row.startsWith(`${group}.`));
	const row = requestsForm.rows.find((candidate) => candidate.key === key);
	const place = members.indexOf(key);
	const text = `${place + 1}.${row?.labels[0] ?? key}`;
	const groupLabel = row && "group" in row ? row.group[1] : undefined;
	return { text, groupSize: members.length, ...(place === 0 && groupLabel ? { group: groupLabel } : {}) };
}
