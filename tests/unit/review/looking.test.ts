import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageWords } from "../../../src/reading/page-words.ts";
import { Recognizer } from "../../../src/reading/recognizer.ts";
import { quoteBoxes } from "../../../src/review/desk/quote-boxes.ts";
import { uprightBox, uprightSize } from "../../../src/review/desk/upright.ts";
import { unmarkedPlace } from "../../../src/review/web/report-view.ts";
import { repository } from "../../support/command.ts";

const SIZE = [600, 800] as const;

describe("a page that lies otherwise", () => {
	test.each([
		[0, [600, 800], [10, 20, 110, 40]],
		[90, [800, 600], [760, 10, 780, 110]],
		[180, [600, 800], [490, 760, 590, 780]],
		[270, [800, 600], [20, 490, 40, 590]],
	] as const)("has its boxes with it when it is turned by %i degrees", (turn, size, box) => {
		expect(uprightSize(SIZE, turn)).toEqual(size);
		expect(uprightBox([10, 20, 110, 40], SIZE, turn)).toEqual(box);
	});
});

describe("quoted words", () => {
	/** One line of characters, ten points wide each, at a height. */
	const line = (text: string, y: number) => ({ text, boxes: [...text].flatMap((_, i) => [i * 10, y, i * 10 + 10, y + 12]) });
	const page = (...lines: { text: string; boxes: number[] }[]) => ({
		text: lines.map(({ text }) => text).join(""),
		boxes: lines.flatMap(({ boxes }) => boxes),
	});

	test("are boxed line by line, over pages too, whatever their width and spaces", () => {
		const pages = [page(line("全年在门户网站主动公开", 100), line("政府信息１９１条，其", 120)), page(line("中规章二件。", 50))];
		expect(quoteBoxes(["主动公开 政府信息191条，其中规章"], pages)).toEqual([
			{ page: 1, box: [70, 100, 110, 112] },
			{ page: 1, box: [0, 120, 100, 132] },
			{ page: 2, box: [0, 50, 30, 62] },
		]);
	});

	test("that are not printed in one piece are found by pieces, and what is not there is not marked", () => {
		const pages = [page(line("一二三四五六七八九十甲乙", 10), line("表", 30), line("丙丁戊己庚辛壬癸子丑寅卯", 50))];
		const boxes = quoteBoxes(["一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯…"], pages);
		expect(boxes.map(({ box }) => box[1])).toEqual([10, 50]);
		expect(quoteBoxes(["没有这句话在报告里面", "一"], pages)).toEqual([]);
	});
});

test("a report's words are told with their places, in the order they are printed", async () => {
	const bytes = await readFile(join(repository, "samples/bureau-2023-inconsistent/bureau-2023-inconsistent.pdf"));
	const [first] = await pageWords(new Uint8Array(bytes), new Recognizer());
	expect(first?.turn).toBe(0);
	expect(first?.text).toContain("政府信息公开工作年度报告");
	expect(first?.boxes).toHaveLength((first?.text.length ?? 0) * 4);
});

test("of words that no box marks, the part that they stand in is told with its page", () => {
	const view = (more: object) =>
		({
			finding: { record: { quotes: [{ place: "sections.problems", text: "主要问题" }], cells: ["sections.problems"] } },
			quotes: [],
			report: { reading: { headings: [{ section: "problems", text: "五、存在的主要问题及改进情况", page: 2 }] } },
			...more,
		}) as never;
	expect(unmarkedPlace(view({}))).toEqual({ text: "五、存在的主要问题及改进情况", page: 2 });
	expect(unmarkedPlace(view({ quotes: [{ page: 2, box: [0, 0, 1, 1] }] }))).toBeUndefined();
	expect(unmarkedPlace(view({ report: {} }))).toBeUndefined();
	expect(unmarkedPlace(view({ finding: undefined }))).toBeUndefined();
});
