import { contentsFrom } from "./contents.ts";
import type { LookMaker } from "./looks-ruled.ts";
import { pickLanguage, rowsOf } from "./looks-ruled.ts";
import type { HardTable, Stroke } from "./model.ts";
import { ruledWith } from "./model.ts";

/** Merged cells: groups of rows, each with its name once, and a total. */
export const rowGroups: LookMaker = (seed) => {
	const { below, label, count, percent, paragraph } = contentsFrom(seed, pickLanguage(seed));
	const zh = pickLanguage(seed) === "zh";
	const groups = rowsOf(3 + below(3), (g) => {
		const rows = 1 + below(4);
		return rowsOf(rows, (i) => [
			i === 0 ? (zh ? `第${"一二三四五六"[g]}类` : `Group ${"ABCDEF"[g]}`) : "^",
			label(),
			count(),
			percent(),
		]);
	});
	const table: HardTable = {
		grid: [
			zh ? ["类别", "项目", "数量", "占比"] : ["Group", "Item", "Number", "Share"],
			...groups.flat(),
			[zh ? "合计" : "Total", "<", count(), "100.0%"],
		],
		head: 1,
		labels: 2,
		widthsEm: [7, 17, 8, 7],
		look: ruledWith(),
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "calc", "latex"],
		parts: [paragraph(1), table, paragraph(2)],
	};
};

/** A timetable: words in every cell, lessons over two rows. */
export const timetable: LookMaker = (seed) => {
	const zh = pickLanguage(seed) === "zh";
	const { below, pick } = contentsFrom(seed, pickLanguage(seed));
	const lessons = zh
		? ["语文", "数学", "英语\n（分组）", "体育", "音乐", "科学", ""]
		: ["English", "Maths", "Sports", "Music\n(room 12)", "Science", "Art", ""];
	const days = zh ? ["星期一", "星期二", "星期三", "星期四", "星期五"] : ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
	const body: string[][] = rowsOf(6, (i) => [`${8 + i}:00—${8 + i}:45`, ...days.map(() => pick(...lessons))]);
	for (let day = 1; day <= 5; day += 2) {
		const at = below(5);
		const [first, second] = [body[at], body[at + 1]];
		if (first?.[day] && second) second[day] = "^";
	}
	const table: HardTable = {
		grid: [[zh ? "时间" : "Time", ...days], ...body],
		head: 1,
		labels: 1,
		widthsEm: [9, 8, 8, 8, 8, 8],
		look: { ...ruledWith(), figures: "center" },
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "calc"],
		parts: [zh ? "课程表" : "Weekly plan", table],
	};
};

/** Dotted, dashed and double lines. */
export const dashed: LookMaker = (seed) => {
	const { below, label, count, paragraph, pick } = contentsFrom(seed, pickLanguage(seed));
	const columns = 3 + below(3);
	const dash = pick("dashed", "dotted", "double") as NonNullable<Stroke["dash"]>;
	const stroke: Stroke = { widthPt: dash === "double" ? 2.25 : 0.75, color: "#000000", dash };
	const table: HardTable = {
		grid: [
			["", ...rowsOf(columns, (i) => "ABCDEF"[i] ?? "")],
			...rowsOf(5 + below(6), () => [label(), ...rowsOf(columns, count)]),
		],
		head: 1,
		labels: 1,
		widthsEm: [16, ...rowsOf(columns, () => 7)],
		look: ruledWith(stroke),
	};
	return { language: pickLanguage(seed), producers: ["chromium", "writer"], parts: [paragraph(1), table, paragraph(1)] };
};

/** Labels and remarks of several lines in ruled cells. */
export const longCells: LookMaker = (seed) => {
	const { below, label, amount, sentence, paragraph } = contentsFrom(seed, pickLanguage(seed));
	const zh = pickLanguage(seed) === "zh";
	const table: HardTable = {
		grid: [
			zh ? ["序号", "项目", "金额", "说明"] : ["No.", "Item", "Amount", "Remarks"],
			...rowsOf(4 + below(6), (i) => [String(i + 1), label(), amount(), below(4) === 0 ? "" : sentence()]),
		],
		head: 1,
		labels: 2,
		widthsEm: [4, 9, 8, 22],
		look: { ...ruledWith(), figures: "center" },
	};
	return {
		language: pickLanguage(seed),
		producers: ["painted", "chromium", "writer", "calc", "latex"],
		parts: [paragraph(1), table, paragraph(1)],
	};
};
