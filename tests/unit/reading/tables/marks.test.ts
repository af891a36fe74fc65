import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "../../../../src/model/page.ts";
import { readPdf } from "../../../../src/reading/read-pdf.ts";
import { marksOf } from "../../../../src/reading/tables/marks.ts";
import type { MarkKind, Stage } from "../../../../src/reading/tables/stage.ts";
import { STAGES } from "../../../../src/reading/tables/stage.ts";
import { repository } from "../../../support/command.ts";
import { glyphRows, glyphsOf, gridRulings, pageOf } from "../../../support/pages.ts";

const pagesOf = async (sample: string) =>
	(await readPdf(new Uint8Array(await readFile(join(repository, "samples", sample, `${sample}.pdf`))))).pages;
const countOf = (pages: readonly Page[], page: number, stage: Stage) => {
	const counts: Partial<Record<MarkKind, number>> = {};
	for (const { kind } of marksOf(pages, { number: page, stage: stage })) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
};

describe("on a page with an unruled table", () => {
	const rows = [
		["信息内容", "制发件数", "废止件数", "有效件数"],
		["规章", "0", "0", "12"],
		["规范性文件", "3", "1", "45"],
	];
	const title = glyphsOf("本年度制发和现行有效的规范性文件情况如下，数字均以年末为准。", 60, 60);
	const page = pageOf(1, { glyphs: [...title, ...glyphRows(rows, [60, 200, 280, 360])] });

	test("lines are told apart, and the zone holds those of the table only", () => {
		const marks = marksOf([page], { number: 1, stage: "lines" }).filter(({ kind }) => kind !== "word");
		expect(marks.map(({ kind, text }) => [kind, text])).toEqual([
			["zone", undefined],
			["prose line", "本年度制发和现行有效的规范性文件情况如下，数字均以年末为准。"],
			["other line", "信息内容制发件数废止件数有效件数"],
			["figure line", "规章0012"],
			["figure line", "规范性文件3145"],
		]);
		expect(marks[0]?.box).toEqual([60, 100, 400, 142]);
	});

	test("columns stand where figures do, with their headings, and labels end before them", () => {
		const marks = marksOf([page], { number: 1, stage: "columns" });
		expect(marks.filter(({ kind }) => kind === "heading").map(({ text }) => text)).toEqual(rows[0]?.slice(1));
		expect(marks.filter(({ kind }) => kind === "column").map(({ box }) => box[0])).toEqual([200, 280, 360]);
		const [end] = marks.filter(({ kind }) => kind === "label end");
		expect(end?.box[0]).toBeGreaterThan(110);
		expect(end?.box[0]).toBeLessThan(200);
	});

	test("rows have their labels and figures", () => {
		const marks = marksOf([page], { number: 1, stage: "rows" }).filter(({ kind }) => kind !== "row");
		expect(marks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(
			rows.slice(1).flatMap(([label, ...figures]) => [`row label: ${label}`, ...figures.map((figure) => `figure: ${figure}`)]),
		);
	});

	test("all lie where they are displayed, on a page whose text runs up", () => {
		const upright = marksOf([page], { number: 1, stage: "lines" }).map(({ box: [x0, y0, x1, y1] }) => [
			y0,
			595 - x1,
			y1,
			595 - x0,
		]);
		const turned: Page = {
			...page,
			widthPt: 842,
			heightPt: 595,
			glyphs: page.glyphs.map(({ box: [x0, y0, x1, y1], ...rest }) => ({
				...rest,
				box: [y0, 595 - x1, y1, 595 - x0],
				direction: 270,
			})),
		};
		expect(marksOf([turned], { number: 1, stage: "lines" }).map(({ box }) => box)).toEqual(upright);
	});
});

test("rulings that were drawn, merged and inferred are told apart", () => {
	const rows = [
		["予以公开", "1", "2", "3"],
		["重复申请", "4", "5", "9"],
	];
	const glyphs = glyphRows([["项目", "自然人", "企业", "总计"], ...rows], [60, 200, 280, 360], { y: 104 });
	// Each side is drawn twice, a hair apart; no ruling parts the rows of figures.
	const drawn = gridRulings([50, 190, 270, 350, 450], [100, 118, 154]);
	const rulings = [...drawn, ...drawn.map((ruling) => ({ ...ruling, at: ruling.at + 1 }))];
	const marks = marksOf([pageOf(1, { glyphs, rulings })], { number: 1, stage: "rulings" });
	expect(marks.filter(({ kind }) => kind === "ruling")).toHaveLength(16);
	expect(marks.filter(({ kind }) => kind === "merged ruling")).toHaveLength(8);
	const inferred = marks.filter(({ kind, box }) => kind === "inferred ruling" && box[1] === box[3]).map(({ box }) => box[1]);
	expect(inferred.some((y) => y > 130 && y < 136)).toBe(true);
});

describe("the samples", () => {
	let [ruled, unruled]: (readonly Page[])[] = [];
	beforeAll(async () => {
		[ruled, unruled] = await Promise.all([pagesOf("bureau-2021-ruled"), pagesOf("office-2019-no-rulings")]);
	});

	test("with rulings show them and their cells, and no row of an unruled table", () => {
		const page = ruled?.findIndex(({ rulings }) => rulings.length > 40) ?? 0;
		expect(countOf(ruled ?? [], page + 1, "rulings").ruling).toBe(ruled?.[page]?.rulings.length);
		expect(countOf(ruled ?? [], page + 1, "cells").cell).toBeGreaterThan(80);
		expect(marksOf(ruled ?? [], { number: page + 1, stage: "rows" })).toEqual([]);
	});

	test("without rulings show every row with its label and seven figures", () => {
		const pages = unruled ?? [];
		const counts = pages.map((_, i) => countOf(pages, i + 1, "rows"));
		const sum = (kind: MarkKind) => counts.reduce((total, count) => total + (count[kind] ?? 0), 0);
		expect(sum("row")).toBeGreaterThan(30);
		expect(sum("figure")).toBeGreaterThan(150);
		const columns = pages.map((_, i) => countOf(pages, i + 1, "columns").column ?? 0);
		expect(Math.max(...columns)).toBeGreaterThanOrEqual(15);
	});
});

test("a page that is not there shows nothing at any step", () => {
	expect(STAGES.map((stage) => marksOf([pageOf(1)], { number: 2, stage: stage }))).toEqual(STAGES.map(() => []));
});
