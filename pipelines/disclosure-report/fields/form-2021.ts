import { amended } from "./amend.ts";
import { form2019, proactiveRows as rows } from "./form-2019.ts";
import { LAW } from "./law.ts";
import type { ColumnField, Edition } from "./types.ts";

const documents: readonly ColumnField[] = [
	{ key: "issued", label: "本年制发件数", en: "issued in the year", sign: "制发件数", ownSign: "制发件数" },
	{ key: "repealed", label: "本年废止件数", en: "repealed in the year", ownSign: "废止件数" },
	{ key: "in_force", label: "现行有效件数", en: "in force at the year's end", ownSign: "有效件数" },
];
const decisions: readonly ColumnField[] = [
	{ key: "decisions", label: "本年处理决定数量", en: "decisions in the year", sign: "处理决定数量", ownSign: "处理决定" },
];

const charged: readonly ColumnField[] = [
	{
		key: "amount",
		label: "本年收费金额（单位：万元）",
		variants: ["本年收费金额"],
		zh: "本年收费金额（万元）",
		en: "amount in the year, 10,000 yuan",
		unit: "10,000 yuan",
		ownSign: "收费金额",
	},
];

/**
 * The form of 国办公开办函〔2021〕30号, used since the report for 2021: 10 + 175 + 15 figures. Table 二 is
 * another one; table 三 divides （六）其他处理; table 四 is as it was.
 */
export const form2021: Edition = {
	...form2019,
	id: "2021",
	name: "2021年格式（〔2021〕30号）",
	notice: { number: "〔2021〕30号", title: /年度报告格式》/, wrongTitle: /格式\(试行\)/ },
	firstYear: 2021,
	proactive: {
		...form2019.proactive,
		blocks: [
			{
				item: "第（一）项",
				columns: documents,
				rows: [rows.regulations, { ...rows.normativeDocuments, label: "行政规范性文件" }],
			},
			{ item: "第（五）项", columns: decisions, rows: [rows.licensing] },
			{ item: "第（六）项", columns: decisions, rows: [rows.penalties, rows.coercion] },
			{ item: "第（八）项", columns: charged, rows: [rows.fees] },
		],
	},
	requests: {
		...form2019.requests,
		mark: "“（六）其他处理”分三行",
		rows: amended(form2019.requests.rows, {
			"other.total": [
				{
					key: "other",
					number: "（六）",
					label: "其他处理",
					rows: [
						{
							key: "overdue_correction",
							label: "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
							variants: ["申请人无正当理由逾期不补正"],
							zh: "（六）1.申请人无正当理由逾期不补正",
							en: "handled otherwise: not corrected in time",
							short: "other1",
							legal: LAW.notCorrected,
						},
						{
							key: "unpaid_fee",
							label: "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
							variants: ["申请人逾期未按收费通知要求缴纳费用"],
							zh: "（六）2.申请人逾期未按收费通知要求缴纳费用",
							en: "handled otherwise: fee not paid in time",
							short: "other2",
							legal: LAW.fee,
						},
						{ key: "other", label: "其他", en: "handled otherwise: other", short: "other3" },
					],
				},
			],
		}),
	},
};
