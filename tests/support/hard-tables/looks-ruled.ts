import { contentsFrom } from "./contents.ts";
import type { HardDocument, HardTable, Stroke, TableLook } from "./model.ts";
import { PLAIN, ruledWith } from "./model.ts";

/** Makes one document of a look by a seed. */
export type LookMaker = (seed: number) => Omit<HardDocument, "look" | "truth"> & Partial<Pick<HardDocument, "truth">>;

const HAIR: Stroke = { widthPt: 0.4, color: "#555555" };

/** Rows of a list: so many, each made by its number. */
export function rowsOf<T>(count: number, row: (i: number) => T): T[] {
	return Array.from({ length: count }, (_, i) => row(i));
}

/** Budget tables with the codes of their rows in three columns, over two pages. */
export function budgetCodes(repeatsHead: boolean): LookMaker {
	return (seed) => {
		const { below, label, amount, paragraph, pick } = contentsFrom(seed, "zh");
		const classes = ["201", "204", "205", "208", "210", "221"];
		let [a, b, c] = [below(3), 1, 1];
		const body = rowsOf(34 + below(30), () => {
			if (below(4) === 0) [b, c] = [b + 1, 1];
			else c++;
			if (below(9) === 0) [a, b, c] = [Math.min(a + 1, 5), 1, 1];
			const two = (n: number) => String(n % 100).padStart(2, "0");
			const money = () => (below(4) === 0 ? "" : amount());
			return [classes[a] ?? "201", two(b), two(c), label(), amount(), money(), money()];
		});
		const table: HardTable = {
			grid: [
				["功能分类科目编码", "<", "<", "功能分类科目名称", "合计", "基本支出", "项目支出"],
				["类", "款", "项", "^", "^", "^", "^"],
				["合计", "<", "<", "<", amount(), amount(), amount()],
				...body,
			],
			head: 2,
			labels: 4,
			widthsEm: [4, 4, 4, 15, 8, 8, 8],
			look: { ...ruledWith(pick(HAIR, { widthPt: 0.75, color: "#000000" })), repeatsHead, sizePt: 9 },
		};
		return {
			language: "zh",
			producers: ["painted", "chromium", "writer", "calc", "latex"],
			parts: [`${2019 + below(6)}年支出决算表`, paragraph(1), table],
		};
	};
}

/** 收支总表: what comes in beside what goes out, with blanks. */
export const balance: LookMaker = (seed) => {
	const { below, label, amount } = contentsFrom(seed, "zh");
	const money = () => (below(3) === 0 ? "" : amount());
	const table: HardTable = {
		grid: [
			["收入", "<", "支出", "<"],
			["项目", "决算数", "项目", "决算数"],
			...rowsOf(8 + below(10), (i) => [
				i < 6 ? `${"一二三四五六"[i]}、${label()}` : "",
				i < 6 ? money() : "",
				`${label()}`,
				money(),
			]),
			["本年收入合计", amount(), "本年支出合计", amount()],
			["总计", amount(), "总计", amount()],
		],
		head: 2,
		labels: 1,
		widthsEm: [14, 9, 16, 9],
		look: ruledWith(),
	};
	return {
		language: "zh",
		producers: ["painted", "chromium", "writer", "calc", "latex"],
		parts: ["收入支出决算总表", "单位：万元", table],
	};
};

/** A band of colour behind the headings, and no line below it. */
export const filledHead: LookMaker = (seed) => {
	const { below, label, count, paragraph, pick } = contentsFrom(seed, "en");
	const columns = 3 + below(4);
	const band = pick("#c6d9f1", "#1f3864", "#d9d9d9", "#e2efd9");
	const inner = below(2) === 0;
	const table: HardTable = {
		grid: [
			["Item", ...rowsOf(columns, (i) => (below(2) === 0 ? `${2015 + i}` : `FY ${2015 + i}`))],
			...rowsOf(6 + below(8), () => [label(), ...rowsOf(columns, count)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [12, ...rowsOf(columns, () => 7)],
		look: {
			...PLAIN,
			across: (row) => (row > 1 ? HAIR : undefined),
			down: (column, row) => (row > 0 && (inner || column === 0 || column > columns) ? HAIR : undefined),
			fill: (row) => (row === 0 ? band : undefined),
		},
	};
	return { language: "en", producers: ["painted", "chromium", "writer", "latex"], parts: [paragraph(2), table, paragraph(2)] };
};

/** White lines between filled cells. */
export const whiteRules: LookMaker = (seed) => {
	const { below, label, count, percent, paragraph, pick } = contentsFrom(seed, pickLanguage(seed));
	const columns = 3 + below(3);
	const white: Stroke = { widthPt: pick(1, 1.5), color: "#ffffff" };
	const [dark, light, other] = pick(["#4472c4", "#d9e2f3", "#e9edf7"], ["#7f7f7f", "#efefef", "#e0e0e0"]);
	const head = pickLanguage(seed) === "zh" ? (i: number) => `第${"一二三四五六"[i]}季度` : (i: number) => `Quarter ${i + 1}`;
	const table: HardTable = {
		grid: [
			[pickLanguage(seed) === "zh" ? "项目" : "Item", ...rowsOf(columns, head)],
			...rowsOf(5 + below(9), () => [label(), ...rowsOf(columns, () => (below(3) === 0 ? percent() : count()))]),
		],
		head: 1,
		labels: 1,
		widthsEm: [16, ...rowsOf(columns, () => 7)],
		look: {
			...PLAIN,
			across: () => white,
			down: () => white,
			fill: (row, column) => (row === 0 || column === 0 ? dark : row % 2 === 0 ? light : other),
			figures: pick("right", "center"),
		},
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer"],
		parts: [paragraph(2), table, paragraph(1)],
	};
};

/** Rows of figures with lines between them, beside labels that have none. */
export const openLabels: LookMaker = (seed) => {
	const { below, label, amount, paragraph } = contentsFrom(seed, pickLanguage(seed));
	const columns = 3 + below(3);
	const table: HardTable = {
		grid: [
			[
				pickLanguage(seed) === "zh" ? "指标" : "Subject",
				...rowsOf(columns, (i) => `${2018 + i}${pickLanguage(seed) === "zh" ? "年" : ""}`),
			],
			...rowsOf(7 + below(14), () => [label(), ...rowsOf(columns, amount)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [17, ...rowsOf(columns, () => 7.5)],
		look: { ...ruledWith(HAIR), across: (row, column) => (column > 0 || row < 2 || row === undefined ? HAIR : undefined) },
	};
	const last = table.grid.length;
	const look: TableLook = { ...table.look, across: (row, column) => (column > 0 || row < 2 || row === last ? HAIR : undefined) };
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "latex"],
		parts: [paragraph(1), { ...table, look }, paragraph(1)],
	};
};

/** Headings of several lines. */
export function wrappedHeads(isRuled: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const { below, label, count, amount, paragraph, pick } = contentsFrom(seed, language);
		const heads =
			language === "zh"
				? [
						"当年收到\n申请数量",
						"上年结转\n办理数量",
						"予以公开\n及部分公开",
						"平均办理\n天数（日）",
						"全年累计\n支出金额\n（万元）",
					]
				: [
						"Emissions\nto air\nkg/year",
						"Change since\nlast year",
						"Number of\nreports",
						"Mean cost\nper case",
						"Share of\nall\nhouseholds",
					];
		const columns = 3 + below(3);
		const kinds = rowsOf(columns, () => pick(count, amount));
		const table: HardTable = {
			grid: [
				[language === "zh" ? "单位" : "Facility", ...heads.slice(0, columns)],
				...rowsOf(5 + below(9), () => [label(), ...kinds.map((kind) => kind())]),
			],
			head: 1,
			labels: 1,
			widthsEm: [17, ...rowsOf(columns, () => 7.5)],
			look: isRuled ? ruledWith(HAIR) : { ...PLAIN, across: (row) => (row === 1 && below(2) === 0 ? undefined : undefined) },
		};
		return { language, producers: ["painted", "chromium", "writer", "latex"], parts: [paragraph(2), table, paragraph(1)] };
	};
}

/** A frame around the caption, the table and its source. */
export const framed: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const { below, label, count, paragraph, pick } = contentsFrom(seed, language);
	const columns = 3 + below(2);
	const line = (text: string) => [text, ...rowsOf(columns, () => "<")];
	const rows = 4 + below(7);
	const grid = [
		line(language === "zh" ? `表${1 + below(9)}　各项收支情况` : `Table ${1 + below(9)}. Spending by purpose`),
		[language === "zh" ? "项目" : "Purpose", ...rowsOf(columns, (i) => String(2011 + i))],
		...rowsOf(rows, () => [label(), ...rowsOf(columns, count)]),
		line(language === "zh" ? "资料来源：市统计局" : "Source: statistical office"),
	];
	const last = grid.length;
	const inside = pick(true, false);
	const table: HardTable = {
		grid,
		head: 2,
		labels: 1,
		widthsEm: [16, ...rowsOf(columns, () => 7)],
		look: {
			...PLAIN,
			across: (row) => (row === 0 || row === last || ((row === 1 || row === 2 || row === last - 1) && inside) ? HAIR : undefined),
			down: (column) => (column === 0 || column === columns + 1 ? HAIR : undefined),
		},
		outside: [0, last - 1],
	};
	return { language, producers: ["painted", "chromium", "writer", "latex"], parts: [paragraph(2), table, paragraph(1)] };
};

/** Which language a seed has. */
export function pickLanguage(seed: number): "zh" | "en" {
	return (seed >> 1) % 2 === 0 ? "zh" : "en";
}
