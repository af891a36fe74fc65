import { randomFrom } from "../../../samples/make/figures.ts";

const ENGLISH = [
	"Revenue",
	"Grants to schools",
	"Staff costs",
	"Road repair",
	"Water supply",
	"Health services",
	"Parks and forests",
	"Local taxes",
	"Fees and fines",
	"Rent of offices",
	"Public libraries",
	"Waste disposal",
	"Illness prevention",
	"Street lighting",
	"Bills collected",
	"Allowances",
	"Interest on loans",
	"Housing",
];
const CHINESE = [
	"一般公共服务支出",
	"教育支出",
	"科学技术支出",
	"社会保障和就业支出",
	"卫生健康支出",
	"节能环保支出",
	"城乡社区支出",
	"农林水支出",
	"交通运输支出",
	"住房保障支出",
	"行政单位离退休",
	"机关事业单位基本养老保险缴费支出",
	"事业单位医疗",
	"公务员医疗补助",
	"住房公积金",
	"办公设备购置",
	"信息网络及软件购置更新",
	"其他支出",
];
const SENTENCES = {
	en: [
		"The amounts are those of the year and of the years before it, as they were reported to the assembly.",
		"Figures for the last quarter are preliminary and will be revised in the spring of next year.",
		"Members asked how the costs had grown so fast, and were told that two bills had been paid late.",
		"No further payment is expected before the new rules come into force.",
	],
	zh: [
		"本表反映单位本年度的总收支和年末结转结余情况，各项数据以财政部门批复为准。",
		"与上年相比，部分项目有所增加，主要原因是人员变动和项目调整，具体情况见下文说明。",
		"以上数据均按照有关规定填列，四舍五入后尾数可能略有差异，不另作说明。",
		"本单位将继续加强预算管理，提高资金使用效益，自觉接受社会各方面的监督。",
	],
} as const;

/** Texts and figures for one document, by its seed. */
export interface Contents {
	readonly below: (limit: number) => number;
	readonly pick: <T>(...choices: readonly T[]) => T;
	readonly label: () => string;
	/** A count with separators. */
	readonly count: () => string;
	/** An amount with two decimals. */
	readonly amount: () => string;
	readonly percent: () => string;
	readonly sentence: () => string;
	readonly paragraph: (sentences: number) => string;
}

/** The texts and figures of a language, drawn by a seed; labels come in another order each time. */
export function contentsFrom(seed: number, language: "zh" | "en"): Contents {
	const below = randomFrom(seed);
	const labels = [...(language === "zh" ? CHINESE : ENGLISH)];
	let next = below(labels.length);
	const step = [1, 5, 7, 11][below(4)] ?? 1;
	const separated = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
	const sentence = () => SENTENCES[language][below(4)] ?? "";
	return {
		below,
		pick: (...choices) => choices[below(choices.length)] as (typeof choices)[number],
		label: () => {
			next += step;
			const round = Math.floor(next / labels.length);
			const again = language === "zh" ? `（${"一二三四五六七八九十"[round % 10]}）` : ` ${round}`;
			return `${labels[next % labels.length]}${round > 1 ? again : ""}`;
		},
		count: () => separated(below([100, 1000, 20_000, 3_000_000][below(4)] ?? 100)),
		amount: () => `${separated(below([90, 2000, 500_000][below(3)] ?? 90))}.${String(below(100)).padStart(2, "0")}`,
		percent: () => `${below(100)}.${below(10)}%`,
		sentence,
		paragraph: (sentences) => Array.from({ length: sentences }, sentence).join(language === "zh" ? "" : " "),
	};
}
