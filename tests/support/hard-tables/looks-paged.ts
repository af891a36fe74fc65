import { contentsFrom } from "./contents.ts";
import type { LookMaker } from "./looks-ruled.ts";
import { pickLanguage, rowsOf } from "./looks-ruled.ts";
import type { HardTable, Stroke } from "./model.ts";
import { PLAIN } from "./model.ts";

const HAIR: Stroke = { widthPt: 0.4, color: "#555555" };

/** A table without lines over two or three pages, whose labels are long on one page and short on the next, and stand in the middle or at either side. */
export function unruledOverPages(repeatsHead: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const zh = language === "zh";
		const { below, label, amount, count, pick, paragraph } = contentsFrom(seed, language);
		const columns = 3 + below(3);
		const kinds = rowsOf(columns, () => pick(count, amount));
		const rows = 50 + below(50);
		const turn = 20 + below(40);
		const isLongFirst = below(2) === 0;
		const short = (i: number) => (zh ? `第${i + 1}组` : `No. ${i + 1}`);
		const heads = zh ? ["合计", "人员经费", "公用经费", "项目", "其他"] : ["Total", "Staff", "Offices", "Projects", "Other"];
		const table: HardTable = {
			grid: [
				[zh ? "单位" : "Unit", ...heads.slice(0, columns)],
				...rowsOf(rows, (i) => [i < turn === isLongFirst ? label() : short(i), ...kinds.map((kind) => kind())]),
			],
			head: 1,
			labels: 1,
			widthsEm: [20, ...rowsOf(columns, () => 34 / columns)],
			look: { ...PLAIN, repeatsHead, labelsAt: pick("left", "center", "right"), figures: pick("right", "center") },
		};
		return { language, producers: ["painted", "chromium", "writer", "latex"], parts: [paragraph(1), table] };
	};
}

/** Headings of sections on rows of their own, and totals below them, without lines or with lines across. */
export function sections(isRuled: boolean): LookMaker {
	return (seed) => {
		const language = pickLanguage(seed);
		const zh = language === "zh";
		const { below, label, amount, paragraph } = contentsFrom(seed, language);
		const columns = 2 + below(3);
		const names = zh
			? ["一、收入", "二、支出", "三、结转结余", "四、资产"]
			: ["Income", "Expenditure", "Balance brought forward", "Assets held"];
		const body = rowsOf(2 + below(3), (section) => [
			[names[section] ?? "", ...rowsOf(columns, () => "")],
			...rowsOf(2 + below(4), () => [label(), ...rowsOf(columns, amount)]),
			[zh ? "小计" : "Sum of these", ...rowsOf(columns, amount)],
		]).flat();
		const table: HardTable = {
			grid: [[zh ? "项目" : "Account", ...rowsOf(columns, (i) => `${2019 + i}${zh ? "年" : ""}`)], ...body],
			head: 1,
			labels: 1,
			widthsEm: [20, ...rowsOf(columns, () => 8)],
			look: isRuled ? { ...PLAIN, across: () => HAIR } : PLAIN,
		};
		return { language, producers: ["painted", "chromium", "writer", "latex"], parts: [paragraph(1), table, paragraph(1)] };
	};
}

/** Labels of several lines beside figures of one, without lines: rows stand apart from one another as labels' lines do not. */
export const wrappedLabels: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const zh = language === "zh";
	const { below, label, count, paragraph } = contentsFrom(seed, language);
	const columns = 2 + below(3);
	const long = () => (below(2) === 0 ? label() : `${label()}${zh ? "以及与其有关的" : " and all that belongs to "}${label()}`);
	const table: HardTable = {
		grid: [
			[zh ? "指标" : "Measure", ...rowsOf(columns, (i) => String(2015 + i))],
			...rowsOf(6 + below(7), () => [long(), ...rowsOf(columns, count)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [15, ...rowsOf(columns, () => 7)],
		look: { ...PLAIN, vertical: below(2) === 0 ? "top" : "middle", padPt: 5 },
	};
	return { language, producers: ["painted", "chromium", "writer"], parts: [paragraph(1), table, paragraph(1)] };
};

/** The codes of a budget's rows in columns of their own, without lines, or with lines across only. */
export function openCodes(isRuled: boolean): LookMaker {
	return (seed) => {
		const { below, label, amount, paragraph } = contentsFrom(seed, "zh");
		let [a, b, c] = [0, 1, 0];
		const rows = rowsOf(12 + below(14), () => {
			c++;
			if (below(4) === 0) [b, c] = [b + 1, 1];
			if (below(7) === 0) [a, b, c] = [Math.min(a + 1, 4), 1, 1];
			const two = (n: number) => String(n).padStart(2, "0");
			return [["201", "205", "208", "210", "221"][a] ?? "201", two(b), two(c), label(), amount(), amount()];
		});
		const table: HardTable = {
			grid: [["类", "款", "项", "科目名称", "预算数", "执行数"], ...rows],
			head: 1,
			labels: 4,
			widthsEm: [4, 4, 4, 18, 9, 9],
			look: isRuled ? { ...PLAIN, across: () => HAIR } : PLAIN,
		};
		return {
			language: "zh",
			producers: ["painted", "chromium", "writer", "calc", "latex"],
			parts: ["支出预算执行表", paragraph(1), table],
		};
	};
}

/** Two ruled tables beside one another, of as many rows or not, with a gap between them. */
export const sideBySide: LookMaker = (seed) => {
	const language = pickLanguage(seed);
	const zh = language === "zh";
	const { below, label, count, percent, paragraph } = contentsFrom(seed, language);
	const grid = (columns: number, rows: number, kind: () => string) => [
		[zh ? "项目" : "Item", ...rowsOf(columns, (i) => String(2021 + i))],
		...rowsOf(rows, () => [label(), ...rowsOf(columns, kind)]),
	];
	const rows = 5 + below(6);
	const [left, right] = [grid(1 + below(2), rows, count), grid(1 + below(2), rows - below(4), percent)];
	const gap = left[0]?.length ?? 0;
	const printed = left.map((row, i) => [...row, "", ...(right[i] ?? (right[0] ?? []).map(() => ""))]);
	const isLeft = (column: number) => column < gap;
	const table: HardTable = {
		grid: printed,
		head: 1,
		labels: 1,
		widthsEm: (printed[0] ?? []).map((_, i) => (i === 0 || i === gap + 1 ? 12 : i === gap ? 3 : 6)),
		look: {
			...PLAIN,
			across: (row, column) => (column === gap || (!isLeft(column) && row > right.length) ? undefined : HAIR),
			down: (column, row) => (isLeft(column) || column === gap || row < right.length ? HAIR : undefined),
			sizePt: 8.5,
		},
	};
	return {
		language,
		producers: ["painted", "chromium", "writer", "latex"],
		parts: [paragraph(1), table, paragraph(1)],
		truth: [left, right],
	};
};
