import fc from "fast-check";
import { expect, test } from "vitest";
import type { Box } from "../../src/model/geometry.ts";
import type { Glyph, Ruling } from "../../src/model/page.ts";
import { linesOf, textOf } from "../../src/reading/tables/lines.ts";
import { joinTables } from "../../src/reading/tables/pages/continued-tables.ts";
import { turnBack, turnUpright } from "../../src/reading/tables/pages/orientation.ts";
import { gridOf } from "../../src/reading/tables/ruled/grid.ts";
import { findRuledTables } from "../../src/reading/tables/ruled/ruled-tables.ts";
import { groupRulings, mergeRulings } from "../../src/reading/tables/ruled/rulings.ts";
import { DEFAULT_SETTINGS } from "../../src/reading/tables/settings.ts";
import { frame, glyphsOf, gridRulings, pageOf } from "../support/pages.ts";
import { tableOf } from "../support/tables.ts";

const borders = fc
	.array(fc.integer({ min: 12, max: 60 }), { minLength: 1, maxLength: 6 })
	.map((sizes) => [0, ...sizes].map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 50)));

/** A grid divided into rectangles of one or more units, as merged cells divide it. */
const divided = fc
	.tuple(borders, borders, fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(3), fc.nat(3)), { maxLength: 6 }))
	.map(([xs, ys, wishes]) => ({ xs, ys, boxes: boxesOf(xs, ys, wishes) }));

function boxesOf(xs: readonly number[], ys: readonly number[], wishes: readonly (readonly number[])[]): Box[] {
	const free = new Set<string>();
	for (let r = 0; r + 1 < ys.length; r++) for (let c = 0; c + 1 < xs.length; c++) free.add(`${r} ${c}`);
	const boxes: Box[] = [];
	const take = (r: number, c: number, rows: number, columns: number) => {
		const units: string[] = [];
		for (let i = r; i < r + rows; i++) for (let j = c; j < c + columns; j++) units.push(`${i} ${j}`);
		if (!units.every((unit) => free.has(unit))) return;
		for (const unit of units) free.delete(unit);
		boxes.push([xs[c] ?? 0, ys[r] ?? 0, xs[c + columns] ?? 0, ys[r + rows] ?? 0]);
	};
	for (const [r = 0, c = 0, rows = 0, columns = 0] of wishes) take(r, c, rows + 1, columns + 1);
	for (const unit of [...free]) take(Number(unit.split(" ")[0]), Number(unit.split(" ")[1]), 1, 1);
	return boxes;
}

const sorted = (boxes: readonly Box[]) => boxes.map((box) => box.join()).sort();

test("the grid of rulings drawn around cells, merged ones too, is those cells", () => {
	fc.assert(
		fc.property(divided, ({ boxes }) => {
			const groups = groupRulings(boxes.flatMap(frame), DEFAULT_SETTINGS);
			expect(groups).toHaveLength(1);
			const grid = groups[0] && gridOf(groups[0], DEFAULT_SETTINGS);
			const { xs, ys, spans } = grid ?? { xs: [], ys: [], spans: [] };
			const found = spans.map(
				({ row, column, rowSpan, columnSpan }): Box => [
					xs[column] ?? 0,
					ys[row] ?? 0,
					xs[column + columnSpan] ?? 0,
					ys[row + rowSpan] ?? 0,
				],
			);
			expect(sorted(found)).toEqual(sorted(boxes));
		}),
	);
});

const ruling: fc.Arbitrary<Ruling> = fc.record({
	axis: fc.constantFrom("horizontal" as const, "vertical" as const),
	at: fc.integer({ min: 0, max: 60 }),
	from: fc.integer({ min: 0, max: 60 }),
	to: fc.integer({ min: 61, max: 120 }),
});
const shuffled = <T>(items: fc.Arbitrary<T[]>) =>
	items.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

test("merging rulings does not depend on the order they were drawn in", () => {
	fc.assert(
		fc.property(shuffled(fc.array(ruling, { maxLength: 20 })), ([drawn, other]) => {
			expect(mergeRulings(other, "horizontal", DEFAULT_SETTINGS)).toEqual(mergeRulings(drawn, "horizontal", DEFAULT_SETTINGS));
		}),
	);
});

test("every ruling is in exactly one group", () => {
	fc.assert(
		fc.property(fc.array(ruling, { maxLength: 20 }), (drawn) => {
			const grouped = groupRulings(drawn, DEFAULT_SETTINGS).flatMap(({ horizontal, vertical }) => [...horizontal, ...vertical]);
			const merged = [
				...mergeRulings(drawn, "horizontal", DEFAULT_SETTINGS),
				...mergeRulings(drawn, "vertical", DEFAULT_SETTINGS),
			];
			expect(grouped.map((line) => JSON.stringify(line)).sort()).toEqual(merged.map((line) => JSON.stringify(line)).sort());
		}),
	);
});

test("a ruled table holds every character inside it once, and none from outside", () => {
	const place = fc.tuple(fc.integer({ min: 0, max: 560 }), fc.integer({ min: 0, max: 800 }), fc.constantFrom("1", "甲"));
	fc.assert(
		fc.property(borders, borders, fc.array(place, { maxLength: 30 }), (xs, ys, places) => {
			const glyphs = places.flatMap(([x, y, text], run) => glyphsOf(text, x, y, { run }));
			const page = pageOf(1, { glyphs, rulings: gridRulings(xs, ys) });
			const isInside = ({ box: [x0, y0, x1, y1] }: Glyph) => {
				const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
				return x >= (xs[0] ?? 0) && x < (xs.at(-1) ?? 0) && y >= (ys[0] ?? 0) && y < (ys.at(-1) ?? 0);
			};
			for (const { table, taken } of findRuledTables(page, glyphs, DEFAULT_SETTINGS)) {
				expect(new Set(taken)).toEqual(new Set(glyphs.filter(isInside)));
				const printed = table.cells.reduce((count, cell) => count + cell.text.replaceAll(" ", "").length, 0);
				// Two of the same character on one spot are one, painted twice for boldness.
				expect(printed).toBeLessThanOrEqual(taken.size);
			}
		}),
	);
});

test("a line reads the same in whatever order its characters were painted", () => {
	const line = fc.stringMatching(/^[一二三0-9]{1,12}$/).map((text) => glyphsOf(text, 60, 100));
	fc.assert(
		fc.property(shuffled(line), ([painted, other]) => {
			const read = (glyphs: readonly Glyph[]) =>
				linesOf(glyphs, DEFAULT_SETTINGS).map(({ glyphs: inLine }) => textOf(inLine, DEFAULT_SETTINGS));
			expect(read(other)).toEqual(read(painted));
		}),
	);
});

const whole = fc.integer({ min: 0, max: 400 });
const box = fc.tuple(whole, whole, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }));

test("turning a page upright and its blocks back gives every box again", () => {
	fc.assert(
		fc.property(
			fc.array(box, { minLength: 1 }),
			fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
			(boxes, direction) => {
				const glyphs = boxes.map(
					([x, y, w, h], run): Glyph => ({ text: "甲", box: [x, y, x + w, y + h], sizePt: 9, direction, run }),
				);
				const { page, back } = turnUpright(pageOf(1, { glyphs }));
				expect(page.glyphs.every((glyph) => glyph.direction === 0)).toBe(true);
				const returned = page.glyphs.map((glyph) => {
					const paragraph = { text: "", lines: [], page: 1, box: glyph.box, centred: false };
					const block = back ? turnBack({ kind: "paragraph", paragraph }, back) : undefined;
					return block?.kind === "paragraph" ? block.paragraph.box : glyph.box;
				});
				expect(returned).toEqual(glyphs.map((glyph) => glyph.box));
			},
		),
	);
});

test("joining tables loses no text and invents none", () => {
	const row = fc.tuple(fc.stringMatching(/^[1-9]\.[甲乙丙丁]{1,4}$/), fc.nat(99).map(String), fc.nat(99).map(String));
	const rows = fc.array(row, { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(rows, rows, (above, below) => {
			const joined = joinTables(tableOf(above), tableOf(below, { page: 2 }), DEFAULT_SETTINGS);
			const texts = [...joined.cells].map((cell) => cell.text);
			expect(texts).toEqual([...above, ...below].flat());
			expect(joined.rows).toBe(above.length + below.length);
		}),
	);
});
