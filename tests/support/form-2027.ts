import { amended } from "../../pipelines/disclosure-report/fields/amend.ts";
import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { LAW } from "../../pipelines/disclosure-report/fields/law.ts";
import type { Edition, RequestGroup } from "../../pipelines/disclosure-report/fields/types.ts";

const { proactive, requests } = form2021;
const refused = requests.rows.find((row): row is RequestGroup => row.key === "refused");
const unavailable = requests.rows.find((row): row is RequestGroup => row.key === "unavailable");
if (!refused || !unavailable) throw new Error("the form of 2021 has other groups");

/**
 * An edition that nobody has issued: that of 2021 with a ninth ground of refusal, another name for what is
 * not held, and a second column of fees.
 */
export const form2027: Edition = {
	...form2021,
	id: "2027",
	name: "2027年格式（〔2027〕1号）",
	notice: { ...form2021.notice, number: "〔2027〕1号" },
	firstYear: 2027,
	isLater: true,
	proactive: {
		...proactive,
		blocks: proactive.blocks.map((block) =>
			block.item === "第（八）项"
				? {
						...block,
						columns: [
							...block.columns,
							{
								key: "waived",
								label: "本年减免金额（单位：万元）",
								zh: "本年减免金额（万元）",
								en: "amount waived in the year, 10,000 yuan",
								unit: "10,000 yuan",
							},
						],
					}
				: block,
		),
	},
	requests: {
		...requests,
		mark: "“（三）不予公开”分九行",
		rows: amended(requests.rows, {
			refused: [
				{
					...refused,
					rows: [
						...refused.rows,
						{
							key: "personal_information",
							label: "属于敏感个人信息",
							en: "refused: sensitive personal information",
							short: "deny9",
							legal: LAW.thirdParty,
						},
					],
				},
			],
			unavailable: [
				{
					...unavailable,
					rows: amended(unavailable.rows, {
						not_held: unavailable.rows.flatMap((row) =>
							row.key === "not_held" ? [{ ...row, label: "本单位未制作也未保存该信息" }] : [],
						),
					}),
				},
			],
		}),
	},
};
