import type { FigureChart } from "../../src/rules.ts";
import { mergedRequestRows } from "./fields/merged.ts";
import type { Forms } from "./fields/types.ts";

/** The figures that readers look at over years. */
export const chartsFor = (forms: Forms): readonly FigureChart[] => [
	{
		title: "收到的政府信息公开申请",
		unit: "件",
		lines: [
			{ label: "本年新收", paths: ["requests.received.total"] },
			{ label: "上年结转", paths: ["requests.carried_in.total"] },
			{ label: "结转下年度", paths: ["requests.carried_out.total"] },
		],
	},
	{
		title: "办理结果",
		unit: "件",
		lines: [
			{ label: "予以公开", paths: ["requests.granted.total"] },
			{ label: "部分公开", paths: ["requests.granted_in_part.total"] },
			{ label: "不予公开", paths: rowsOf("refused.", forms) },
			{ label: "无法提供", paths: rowsOf("unavailable.", forms) },
			{ label: "不予处理", paths: rowsOf("not_processed.", forms) },
			{ label: "其他处理", paths: rowsOf("other.", forms) },
		],
	},
	{
		title: "行政复议、行政诉讼",
		unit: "件",
		lines: [
			{ label: "行政复议", paths: ["remedies.review.total"] },
			{ label: "未经复议直接起诉", paths: ["remedies.litigation_direct.total"] },
			{ label: "复议后起诉", paths: ["remedies.litigation_after_review.total"] },
		],
	},
];

function rowsOf(prefix: string, forms: Forms): string[] {
	return mergedRequestRows(forms)
		.filter(({ key }) => key.startsWith(prefix))
		.map(({ key }) => `requests.${key}.total`);
}
