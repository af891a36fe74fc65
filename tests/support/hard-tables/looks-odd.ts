import { contentsFrom } from "./contents.ts";
import type { LookMaker } from "./looks-ruled.ts";
import { pickLanguage, rowsOf } from "./looks-ruled.ts";
import type { HardTable, Stroke } from "./model.ts";
import { PLAIN, ruledWith } from "./model.ts";

const HAIR: Stroke = { widthPt: 0.4, color: "#555555" };

/** A table whose records are its columns. */
export function transposed(isRuled: boolean): LookMaker {
	return (seed) => {
		const zh = pickLanguage(seed) === "zh";
		const { below, count, percent, amount, paragraph } = contentsFrom(seed, pickLanguage(seed));
		const columns = 4 + below(3);
		const names = rowsOf(columns, (i) => (zh ? `${"甲乙丙丁戊己庚"[i]}县` : `${"ABCDEFG"[i]} town`));
		const heads = zh
			? ["人口（人）", "面积（平方公里）", "财政收入（万元）", "增速"]
			: ["Inhabitants", "Area (sq km)", "Revenue", "Growth"];
		const kinds = [count, amount, amount, percent];
		const table: HardTable = {
			grid: [[zh ? "指标" : "Measure", ...names], ...heads.map((head, i) => [head, ...rowsOf(columns, kinds[i] ?? count)])],
			head: 1,
			labels: 1,
			widthsEm: [12, ...rowsOf(columns, () => 6.8)],
			look: isRuled ? ruledWith(HAIR) : PLAIN,
		};
		return {
			language: pickLanguage(seed),
			producers: ["painted", "chromium", "writer", "latex"],
			parts: [paragraph(2), table, paragraph(2)],
		};
	};
}

/** A wide table in two halves on facing pages, its rows in the same order on both. */
export const facingPages: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, label, count } = contentsFrom(seed, pickLanguage(seed));
	const rows = rowsOf(9 + below(10), label);
	const [first, second] = [3 + below(2), 3 + below(2)];
	const year = (i: number) => `${2004 + i}${zh ? "年" : ""}`;
	const left = [[zh ? "地区" : "Region", ...rowsOf(first, year)], ...rows.map((row) => [row, ...rowsOf(first, count)])];
	const isLabelled = below(2) === 0;
	const right = [rowsOf(second, (i) => year(first + i)), ...rows.map(() => rowsOf(second, count))];
	const table = (grid: string[][], labels: number): HardTable => ({
		grid,
		head: 1,
		labels,
		widthsEm: (grid[0] ?? []).map((_, i) => (i < labels ? 17 : 7.5)),
		look: ruledWith(HAIR),
	});
	const printed = isLabelled ? right.map((row, i) => [left[i]?.[0] ?? "", ...row]) : right;
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "latex"],
		parts: [table(left, 1), "\f", table(printed, isLabelled ? 1 : 0)],
		truth: [left.map((row, i) => [...row, ...(right[i] ?? [])])],
	};
};

/** Digits and letters narrower than a quarter of their size. */
export const condensed: LookMaker = (seed) => {
	const { below, label, paragraph, pick } = contentsFrom(seed, pickLanguage(seed));
	const columns = 4 + below(3);
	const twin = () => pick("11", "1100", "2233", "88.55", "1,111", "6611", "114", "77", "5,500");
	const table: HardTable = {
		grid: [
			["", ...rowsOf(columns, (i) => "ABCDEFG"[i] ?? "")],
			...rowsOf(5 + below(8), () => [label(), ...rowsOf(columns, twin)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [16, ...rowsOf(columns, () => 5)],
		look: { ...ruledWith(HAIR), stretch: pick(0.5, 0.6, 0.7) },
	};
	return { language: pickLanguage(seed), producers: ["painted", "writer"], parts: [paragraph(1), table, paragraph(1)] };
};

/** A ruled table on its side, or on a wide page. */
export const sideways: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, label, count } = contentsFrom(seed, pickLanguage(seed));
	const columns = 6 + below(4);
	const table: HardTable = {
		grid: [
			[zh ? "项目" : "Item", ...rowsOf(columns, (i) => `${i + 1}${zh ? "月" : " mo."}`)],
			...rowsOf(8 + below(9), () => [label(), ...rowsOf(columns, count)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [17, ...rowsOf(columns, () => 6.5)],
		look: ruledWith(HAIR),
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "latex"],
		landscape: true,
		parts: [zh ? "分月情况表" : "By month", table],
	};
};

/** Cells that are blank, and whole columns of them. */
export function ragged(isRuled: boolean): LookMaker {
	return (seed) => {
		const zh = pickLanguage(seed) === "zh";
		const { below, label, amount } = contentsFrom(seed, pickLanguage(seed));
		const columns = 4 + below(3);
		const empty = below(columns);
		const heads = zh
			? ["年初数", "调整数", "决算数", "结转", "备注", "其他"]
			: ["Budget", "Changes", "Actual", "Carried", "Notes", "Other"];
		const table: HardTable = {
			grid: [
				[zh ? "科目" : "Account", ...heads.slice(0, columns)],
				...rowsOf(8 + below(8), () => [label(), ...rowsOf(columns, (i) => (i === empty || below(3) === 0 ? "" : amount()))]),
			],
			head: 1,
			labels: 1,
			widthsEm: [17, ...rowsOf(columns, () => 7)],
			look: isRuled ? ruledWith() : PLAIN,
		};
		return { language: pickLanguage(seed), producers: ["painted", "chromium", "calc", "latex"], parts: [table] };
	};
}

/** A table of words whose rows have lines between them and whose columns have none. */
export const wordsAcross: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, label, pick, paragraph } = contentsFrom(seed, pickLanguage(seed));
	const phone = () => `${zh ? "0512" : "555"}-${1_000_000 + below(8_000_000)}`;
	const place = () =>
		zh
			? `${pick("人民路", "解放路", "中山路", "新华街")}${1 + below(300)}号`
			: `${1 + below(300)} ${pick("Main Street", "High Street", "Park Road", "Mill Lane")}`;
	const table: HardTable = {
		grid: [
			zh ? ["部门", "地址", "电话"] : ["Office", "Address", "Telephone"],
			...rowsOf(6 + below(9), () => [label(), place(), phone()]),
		],
		head: 1,
		labels: 2,
		widthsEm: [17, 14, 10],
		look: { ...PLAIN, across: () => HAIR, figures: "left" },
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "latex"],
		parts: [paragraph(1), table, paragraph(1)],
	};
};

/** Lines that are characters: ┌─┬─┐. */
export const boxDrawn: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, label, count } = contentsFrom(seed, pickLanguage(seed));
	const columns = 2 + below(3);
	const grid = [
		[zh ? "项目" : "Item", ...rowsOf(columns, (i) => String(2014 + i))],
		...rowsOf(4 + below(6), () => [label(), ...rowsOf(columns, count)]),
	];
	const wide = (text: string) => [...text].reduce((sum, c) => sum + (c < "\u007f" ? 1 : 2), 0);
	// Every cell is an even number of columns wide: the characters of lines are as wide as Chinese ones.
	const widths = (grid[0] ?? []).map((_, j) => 2 * Math.ceil((Math.max(...grid.map((row) => wide(row[j] ?? ""))) + 1) / 2));
	const line = (a: string, b: string, c: string) => a + widths.map((width) => "─".repeat(width / 2)).join(b) + c;
	const lines = grid.flatMap((row, i) => [
		i === 0 ? line("┌", "┬", "┐") : line("├", "┼", "┤"),
		`│${row.map((text, j) => (j === 0 ? text + " ".repeat((widths[j] ?? 0) - wide(text)) : " ".repeat((widths[j] ?? 0) - wide(text)) + text)).join("│")}│`,
	]);
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer"],
		parts: [[...lines, line("└", "┴", "┘")].map((text) => `\t${text}`).join("\n")],
		truth: [grid],
	};
};

/** Rows with parts: what is indented belongs to the row above it. */
export const indented: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, label, count, paragraph } = contentsFrom(seed, pickLanguage(seed));
	const columns = 2 + below(3);
	const body = rowsOf(3 + below(3), () => [
		[label(), ...rowsOf(columns, count)],
		...rowsOf(1 + below(3), (i) => [
			zh ? `　　${i === 0 ? "其中：" : "　　　"}${label()}` : `    ${label()}`,
			...rowsOf(columns, count),
		]),
	]).flat();
	const rows = body.length + 1;
	const table: HardTable = {
		grid: [[zh ? "项　目" : "Item", ...rowsOf(columns, (i) => String(2018 + i))], ...body],
		head: 1,
		labels: 1,
		widthsEm: [22, ...rowsOf(columns, () => 7)],
		look: {
			...PLAIN,
			across: (row) => (row < 2 || row === rows ? HAIR : undefined),
			down: (column) => (column > 0 && column <= columns ? HAIR : undefined),
		},
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "latex"],
		parts: [paragraph(1), table, paragraph(1)],
	};
};
