import { type Opening, partsWith, USUAL } from "../../../support/openings.ts";

const TITLE = { title: ["青石市林业局2023年政府信息公开工作年度报告"], issuer: "青石市林业局", year: 2023 } as const;
const part = (more: Partial<Opening>): Opening => ({ ...TITLE, ...more });
const bare = (heading: string) => heading.slice(2);
const each = (number: (i: number) => string) =>
	USUAL.map(([heading, ...text], i) => [`${number(i)}${bare(heading)}`, ...text] as const);

/** Headings in all printed shapes. */
export const parts: readonly Opening[] = [
	part({ parts: each((i) => `${i + 1}、`) }),
	part({ parts: each((i) => `${i + 1}.`) }),
	part({ parts: each((i) => `${i + 1}． `) }),
	part({ parts: each(() => "") }),
	part({ parts: each(() => "1、") }),
	part({ parts: each((i) => `（${"一二三四五六"[i]}）`) }),
	part({ parts: each((i) => `第${"一二三四五六"[i]}部分 `) }),
	part({ parts: each((i) => `${"一二三四五六"[i]} `) }),
	part({ parts: each((i) => `${"一二三四五六"[i]}.`) }),
	part({ parts: partsWith({ 0: "1、 总体情况" }) }),
	part({ parts: partsWith({ 0: "一、工作总体推进情况" }) }),
	part({ parts: partsWith({ 0: "一、2023年政府信息公开工作总体情况" }) }),
	part({ parts: partsWith({ 0: "一、基本情况" }) }),
	part({ parts: partsWith({ 0: "一、概 述" }) }),
	part({ parts: partsWith({ 0: "一、2023年政府信息公开工作开展情况" }) }),
	part({ parts: partsWith({ 4: "五、存在的困难和不足以及下一步打算" }) }),
	part({ parts: partsWith({ 4: "五、政府信息公开工作中存在的问题和下步工作打算" }) }),
	part({ parts: partsWith({ 5: "六、其他" }) }),
	part({ parts: partsWith({ 5: "六、需要说明的其他事项" }) }),
	part({
		parts: partsWith({ 1: "二、政府信息主动公开情况", 2: "三、政府信息公开申请办理情况", 3: "四、行政复议和行政诉讼情况" }),
	}),
	part({
		parts: [
			["1.总体情况", "全年加强公开。", "1.主动公开情况", "发布信息四十条。", "2.依申请公开政府信息情况", "未收到申请。"],
			...each((i) => `${i + 1}.`).slice(1),
		],
	}),
	part({
		parts: [
			[
				"一、总体情况",
				"全年加强公开。",
				"（一）主动公开情况",
				"发布信息四十条。",
				"（二）依申请公开政府信息情况",
				"未收到申请。",
			],
			...USUAL.slice(1),
		],
	}),
	part({
		parts: [
			...USUAL.slice(0, 4),
			[
				"五、存在的主要问题及改进情况",
				"存在的问题是更新不够及时，下一步将加强培训。六、其他需要报告的事项：本年度没有收取信息处理费。",
			],
		],
	}),
	part({ parts: partsWith({ 0: "一、总体情况。2023年，我局加强公开。", 5: "六、其他需要报告的事项 无。" }) }),
	part({ parts: partsWith({ 5: undefined }), missing: ["other"] }),
	part({ parts: partsWith({ 0: undefined }), missing: ["overview"] }),
	part({ parts: partsWith({ 4: undefined, 5: "五、其他需要报告的事项" }), missing: ["problems"] }),
];
