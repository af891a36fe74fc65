import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { randomFrom } from "../../../../samples/make/figures.ts";
import type { Glyph, Page, Ruling } from "../../../../src/model/page.ts";
import { buildDocument } from "../../../../src/reading/tables/build-document.ts";
import { findTables, findTablesInTurn } from "../../../../src/reading/tables/find-tables.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { tablesInTurn } from "../../../../src/reading/tables/tables-in-turn.ts";
import { glyphRows, glyphsOf, gridRulings, pageOf } from "../../../support/pages.ts";

const PROSE = "本表反映单位本年度的总收支和年末结转结余情况各项数据以财政部门批复为准";

/** A page as a seed has it: a header or none, text above, beside and below a table with lines or without, a number or none. */
function randomPage(number: number, below: (limit: number) => number): Page {
	const glyphs: Glyph[] = [];
	const rulings: Ruling[] = [];
	const header = below(5);
	if (header < 3) glyphs.push(...glyphsOf(["青石市统计年鉴", `第${number}编 财政`, "青石市统计年鉴"][header] ?? "", 200, 30));
	const lines = (count: number, x: number, y: number) =>
		Array.from({ length: count }, (_, i) => glyphsOf(PROSE.slice(0, 8 + below(28)), x, y + 16 * i)).flat();
	let y = 60;
	for (let part = 1 + below(3); part > 0; part--) {
		const rows = 3 + below(5);
		if (below(2) === 0) glyphs.push(...lines(1 + below(7), 60, y));
		y += 16 * 7;
		const xs = [60, 150, 200, 250];
		const grid = Array.from({ length: rows }, (_, i) => [
			`项目${"甲乙丙丁戊己庚辛"[i]}`,
			`${below(900)}`,
			`${below(90)}`,
			`${below(99)}`,
		]);
		if (below(4) > 0) glyphs.push(...glyphRows(grid, [64, 154, 204, 254], { y: y + 3 }));
		const ys = Array.from({ length: rows + 1 }, (_, i) => y + 16 * i);
		if (below(2) === 0) rulings.push(...gridRulings([...xs, 300], ys));
		if (below(3) === 0) glyphs.push(...lines(2 + below(6), 330, y - 20 + 5 * below(8)));
		y += 16 * rows + 14;
	}
	if (below(3) > 0) glyphs.push(...glyphsOf(`${number}`, 290, 810));
	return pageOf(number, { glyphs, rulings });
}

describe("tables of pages that are read in turn", () => {
	test("are those of the whole document, whatever stands at the edges of its pages and beside its tables", async () => {
		let [tables, readAgain] = [0, 0];
		for (let seed = 1; seed <= 14; seed++) {
			const below = randomFrom(seed);
			const pages = Array.from({ length: 1 + below(9) }, (_, i) => randomPage(i + 1, below));
			let asked = 0;
			const page = async (number: number) => {
				asked++;
				return pages[number - 1] ?? pageOf(number);
			};
			const inTurn = await findTablesInTurn(
				pages.map(({ number }) => number),
				page,
			);
			const { blocks } = buildDocument(pages, DEFAULT_SETTINGS, "any");
			expect(inTurn, `seed ${seed}`).toEqual(blocks.flatMap((block) => (block.kind === "table" ? [block.table] : [])));
			expect(findTables(pages), `seed ${seed}`).toEqual(inTurn);
			tables += inTurn.length;
			readAgain += asked - pages.length;
		}
		expect(tables).toBeGreaterThan(40);
		expect(readAgain).toBeGreaterThan(3);
	});

	test("a header is known by the pages after it, and the first page alone is wanted again", () => {
		const finder = tablesInTurn(DEFAULT_SETTINGS);
		const page = (number: number) =>
			pageOf(number, { glyphs: [...glyphsOf("青石市统计年鉴", 200, 30), ...glyphRows([["甲", "1"]], [64, 154])] });
		for (let number = 1; number <= 9; number++) finder.take(page(number));
		expect(finder.again()).toEqual([0]);
		finder.take(page(1), 0);
		expect(finder.again()).toEqual([]);
	});

	test("no page is held, nor a character of one", async () => {
		setFlagsFromString("--expose-gc");
		const collect = runInNewContext("gc") as () => void;
		const finder = tablesInTurn(DEFAULT_SETTINGS);
		const held: WeakRef<Page>[] = [];
		const glyphs: WeakRef<Glyph>[] = [];
		const take = (number: number) => {
			const page = randomPage(number, randomFrom(number));
			held.push(new WeakRef(page));
			glyphs.push(...page.glyphs.map((glyph) => new WeakRef(glyph)));
			finder.take(page);
		};
		for (let number = 1; number <= 12; number++) take(number);
		// What the engine still has in its hands of the last pages goes with one collection or another.
		const left = (all: readonly WeakRef<object>[]) => all.filter((one) => one.deref() !== undefined).length;
		for (let tries = 0; tries < 10; tries++) {
			await new Promise((resolve) => setTimeout(resolve, 0));
			collect();
		}
		expect(left(held)).toBeLessThanOrEqual(2);
		expect(left(glyphs)).toBeLessThan(glyphs.length / 4);
		expect(finder.tables().length).toBeGreaterThan(5);
	});

	test("only the pages that are wanted are read, and only the area that is wanted is seen", async () => {
		const below = randomFrom(3);
		const pages = Array.from({ length: 6 }, (_, i) => randomPage(i + 1, below));
		const asked = new Set<number>();
		const page = async (number: number) => {
			asked.add(number);
			return pages[number - 1] ?? pageOf(number);
		};
		const options = { pages: [2, 5], area: [0, 0, 595, 400] } as const;
		expect(await findTablesInTurn([1, 2, 3, 4, 5, 6], page, options)).toEqual(findTables(pages, options));
		expect([...asked]).toEqual([2, 5]);
	});

	test("pages that whoever scanned them mixed are told in their order", async () => {
		const page = (number: number, printed: number, rows: string[][]) =>
			pageOf(number, {
				glyphs: [
					...glyphsOf(`- ${printed} -`, 280, 800),
					...glyphsOf(`${"一二三"[printed - 1]}、说明`, 60, 60),
					...glyphRows(rows, [64, 154]),
				],
				rulings: gridRulings([60, 150, 300], [97, 113, 129, 145]),
			});
		const rows = (name: string) => ["甲", "乙", "丙"].map((one, i) => [`${name}${one}`, String(i + 1)]);
		const pages = [page(1, 1, rows("先")), page(2, 3, rows("末")), page(3, 2, rows("中"))];
		const found = await findTablesInTurn([1, 2, 3], async (number) => pages[number - 1] ?? pageOf(number));
		expect(found.map((table) => table.cells[0]?.text)).toEqual(["先甲", "中甲", "末甲"]);
	});
});
