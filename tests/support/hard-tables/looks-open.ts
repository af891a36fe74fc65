import { contentsFrom } from "./contents.ts";
import type { LookMaker } from "./looks-ruled.ts";
import { pickLanguage, rowsOf } from "./looks-ruled.ts";
import type { HardTable, Stroke, TableLook } from "./model.ts";
import { PLAIN, ruledWith } from "./model.ts";

const HAIR: Stroke = { widthPt: 0.4, color: "#555555" };
const THICK: Stroke = { widthPt: 1.2, color: "#000000" };
const ALL = ["painted", "chromium", "writer", "latex"] as const;

/** Headings over several columns of percentages. */
export function spanningHeads(isRuled: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const { below, label, percent, count, paragraph } = contentsFrom(seed, language);
		const groups = 2 + below(2);
		const names = language === "zh" ? ["城镇", "农村", "合计"] : ["Urban", "Rural", "All areas"];
		const years = language === "zh" ? ["上年", "本年"] : ["2011", "2012"];
		const table: HardTable = {
			grid: [
				[language === "zh" ? "项目" : "Item", ...names.slice(0, groups).flatMap((name) => [name, "<"])],
				["^", ...rowsOf(groups, () => years).flat()],
				...rowsOf(5 + below(7), () => [label(), ...rowsOf(groups * 2, () => (below(5) === 0 ? count() : percent()))]),
			],
			head: 2,
			labels: 1,
			widthsEm: [17, ...rowsOf(groups * 2, () => 6.5)],
			look: isRuled
				? {
						...PLAIN,
						across: (row, column) => (row === 1 && column === 0 ? undefined : row > 2 ? HAIR : THICK),
						figures: "center",
					}
				: { ...PLAIN, figures: "right" },
		};
		return { language, producers: [...ALL], parts: [paragraph(1), table, paragraph(2)] };
	};
}

/** Three lines: above and below the headings, and at the end. */
export const threeLines: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const { below, label, count, percent, paragraph } = contentsFrom(seed, language);
	const columns = 2 + below(4);
	const kinds = rowsOf(columns, () => (below(3) === 0 ? percent : count));
	const rows = 4 + below(9);
	const table: HardTable = {
		grid: [
			[
				language === "zh" ? "指标" : "Measure",
				...rowsOf(columns, (i) => (language === "zh" ? `方案${"一二三四五"[i]}` : `Plan ${i + 1}`)),
			],
			...rowsOf(rows, () => [label(), ...kinds.map((kind) => kind())]),
		],
		head: 1,
		labels: 1,
		widthsEm: [17, ...rowsOf(columns, () => 7)],
		look: {
			...PLAIN,
			across: (row) => (row === 0 || row === rows + 1 ? THICK : row === 1 ? HAIR : undefined),
			figures: "center",
		},
	};
	return { language, producers: [...ALL], parts: [paragraph(2), table, paragraph(2)] };
};

/** Rows on grounds of two colours, without lines. */
export const zebra: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const { below, label, count, paragraph } = contentsFrom(seed, language);
	const columns = 3 + below(3);
	const table: HardTable = {
		grid: [
			[language === "zh" ? "地区" : "District", ...rowsOf(columns, (i) => String(2016 + i))],
			...rowsOf(8 + below(12), () => [label(), ...rowsOf(columns, () => (below(8) === 0 ? "" : count()))]),
		],
		head: 1,
		labels: 1,
		widthsEm: [17, ...rowsOf(columns, () => 7)],
		look: { ...PLAIN, fill: (row) => (row % 2 === 1 ? "#eeeeee" : undefined) },
	};
	return { language, producers: [...ALL], parts: [paragraph(1), table, paragraph(1)] };
};

/** A table of many rows without lines, alone on its page or nearly so. */
export const longUnruled: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const { below, label, count, percent } = contentsFrom(seed, language);
	const columns = 2 + below(4);
	const kinds = rowsOf(columns, () => (below(3) === 0 ? percent : count));
	const heads = language === "zh" ? ["人数", "比重", "增减", "金额", "排名"] : ["Number", "Share", "Change", "Amount", "Rank"];
	const table: HardTable = {
		grid: [
			[language === "zh" ? "单位" : "State", ...heads.slice(0, columns)],
			...rowsOf(45 + below(20), (i) => [`${label()}${language === "zh" ? "" : ` ${i}`}`, ...kinds.map((kind) => kind())]),
		],
		head: 1,
		labels: 1,
		widthsEm: [18, ...rowsOf(columns, () => 7)],
		look: { ...PLAIN, sizePt: 7.5, padPt: 1 },
	};
	return { language, producers: [...ALL], parts: [table] };
};

/** A table beside a column of running text. */
export function besideProse(isRuled: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const { below, label, count, paragraph } = contentsFrom(seed, language);
		const columns = 2 + below(2);
		const table: HardTable = {
			grid: [
				[language === "zh" ? "项目" : "Item", ...rowsOf(columns, (i) => String(2020 + i))],
				...rowsOf(6 + below(8), () => [label(), ...rowsOf(columns, count)]),
			],
			head: 1,
			labels: 1,
			widthsEm: [12, ...rowsOf(columns, () => 6)],
			look: { ...(isRuled ? ruledWith(HAIR) : PLAIN), sizePt: 8 },
		};
		return { language, producers: ["painted", "chromium"], parts: [table], beside: [paragraph(3), paragraph(3), paragraph(3)] };
	};
}

/** Two tables on a page, each with its own columns, with a line of text between them or none. */
export function twoTables(isRuled: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const { below, label, count, percent, sentence, pick } = contentsFrom(seed, language);
		const make = (columns: number, first: number): HardTable => ({
			grid: [
				[language === "zh" ? "项目" : "Item", ...rowsOf(columns, (i) => String(first + i))],
				...rowsOf(4 + below(6), () => [label(), ...rowsOf(columns, pick(count, percent))]),
			],
			head: 1,
			labels: 1,
			widthsEm: [14, ...rowsOf(columns, () => 38 / columns)],
			look: isRuled ? ruledWith(HAIR) : PLAIN,
		});
		const columns = 2 + below(2);
		return {
			language,
			producers: [...ALL],
			parts: [sentence(), make(columns, 2001), sentence(), make(columns + 1 + below(2), 2011), sentence()],
		};
	};
}

/** Latin text whose spaces are narrow. */
export const tightWords: LookMaker = (seed) => {
	const { below, label, count, paragraph, pick } = contentsFrom(seed, "en");
	const columns = 2 + below(3);
	const look: TableLook = pick(ruledWith(HAIR), { ...PLAIN, across: () => HAIR });
	const table: HardTable = {
		grid: [
			["District Totals", ...rowsOf(columns, (i) => `End of ${2001 + i}`)],
			...rowsOf(5 + below(8), () => [`${label()} of taking`, ...rowsOf(columns, count)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [17, ...rowsOf(columns, () => 8)],
		look: { ...look, wordSpacingEm: pick(-0.08, -0.1, -0.12), figures: "center" },
	};
	return { language: "en", producers: ["painted", "chromium"], parts: [paragraph(1), table, paragraph(1)] };
};

/** Figures with spaces in them, ranges, and figures with others in brackets. */
export function spacedFigures(isRuled: boolean): LookMaker {
	return (seed) => {
		const { below, label, paragraph, percent, pick } = contentsFrom(seed, "en");
		const spaced = () => String(1000 + below(900_000)).replaceAll(/\B(?=(\d{3})+$)/g, " ");
		const kinds = [
			spaced,
			() => `${1 + below(9)} - ${11 + below(20)} years`,
			() => `${below(90) + 10} (${percent()})`,
			() => `± ${below(9)}.${below(9)}`,
		];
		const heads = ["Stock", "Age", "Cases", "Error"];
		const columns = pick([0, 1], [0, 2], [0, 2, 3], [0, 1, 2]);
		const table: HardTable = {
			grid: [
				["Species", ...columns.map((i) => heads[i] ?? "")],
				...rowsOf(5 + below(6), () => [label(), ...columns.map((i) => kinds[i]?.() ?? "")]),
			],
			head: 1,
			labels: 1,
			widthsEm: [14, ...columns.map(() => 9)],
			look: isRuled ? ruledWith(HAIR) : PLAIN,
		};
		return { language: "en", producers: [...ALL], parts: [paragraph(1), table, paragraph(1)] };
	};
}

/** Amounts of a statement: currency signs apart from the figures, losses in brackets, no lines. */
export const statement: LookMaker = (seed) => {
	const { below, label, paragraph } = contentsFrom(seed, "en");
	const amount = () => {
		const value = String(100 + below(90_000)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
		return below(5) === 0 ? `(${value})` : below(9) === 0 ? "—" : value;
	};
	const columns = 2 + below(2);
	const rows = 7 + below(9);
	const table: HardTable = {
		grid: [
			["Year ended 31 December", ...rowsOf(columns, (i) => String(2023 - i))],
			...rowsOf(rows, (i) => [i === rows - 1 ? "Total" : label(), ...rowsOf(columns, amount)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [24, ...rowsOf(columns, () => 8)],
		look: { ...PLAIN, across: (row, column) => (column > 0 && (row === rows || row === rows + 1) ? HAIR : undefined) },
	};
	return { language: "en", producers: [...ALL], parts: [paragraph(1), table, paragraph(1)] };
};
