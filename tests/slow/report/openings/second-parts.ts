import { type Opening, partsWith, USUAL } from "../../../support/openings.ts";

const part = (parts: Opening["parts"], missing: readonly string[] = []): Opening => ({
	title: ["白沙县水务局2023年政府信息公开工作年度报告"],
	issuer: "白沙县水务局",
	year: 2023,
	...(parts ? { parts } : {}),
	missing,
});
const each = (number: (i: number) => string, end = "") =>
	USUAL.map(([heading, ...text], i) => [`${number(i)}${heading.slice(2)}${end}`, ...text] as const);

/** Headings in more shapes. */
export const secondParts: readonly Opening[] = [
	part(
		partsWith({
			0: "一、政府信息公开总体情况",
			1: "二、主动公开政府信息工作情况",
			2: "三、依申请公开办理情况",
			3: "四、因政府信息公开引发的行政复议、诉讼情况",
			4: "五、工作中存在的主要问题及改进措施",
			5: "六、其他报告事项",
		}),
	),
	part(each((i) => `${"ⅠⅡⅢⅣⅤⅥ"[i]}、`)),
	part(each((i) => `${"１２３４５６"[i]}．`)),
	part(each((i) => `${i + 1} `)),
	part(each((i) => `（${i + 1}）`)),
	part(each((i) => `${"一二三四五六"[i]} 、`)),
	part(each((i) => `${"一二三四五六"[i]}、`, "：")),
	part(each((i) => `【${"一二三四五六"[i]}、`, "】")),
	part(partsWith({ 0: "一、 总 体 情 况", 5: "六、其它需要报告的事项。" })),
	part([...USUAL, ["七、附件", "无。"]]),
	part(partsWith({ 4: "五、问题与建议" })),
	part(partsWith({ 1: "二、行政机关主动公开政府信息的情况" })),
	part([...USUAL.slice(0, 3), ["四、因政府信息公开工作被申请行政复议、", "提起行政诉讼情况", "见表。"], ...USUAL.slice(4)]),
	part(partsWith({ 2: undefined }), ["requests"]),
	part(partsWith({ 3: undefined, 4: "四、存在的主要问题及改进情况", 5: "五、其他需要报告的事项" }), ["remedies"]),
	part([...USUAL.slice(0, 4), ...USUAL.slice(5), ...USUAL.slice(4, 5)]),
	part([["一、主要工作及成效", "全年加强公开。"], ...USUAL.slice(1)]),
	part(partsWith({ 5: "六、有关说明" })),
];
