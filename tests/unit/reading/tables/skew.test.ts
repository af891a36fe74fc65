import { expect, test } from "vitest";
import { applyTo } from "../../../../src/model/geometry.ts";
import type { Page } from "../../../../src/model/page.ts";
import { straightened } from "../../../../src/reading/tables/pages/skew.ts";
import { across, glyphsOf, pageOf } from "../../../support/pages.ts";

const LINE = "根据中华人民共和国政府信息公开条例的规定";
const straight = Array.from({ length: 8 }, (_, i) => glyphsOf(LINE, 80, 100 + 40 * i, { run: i })).flat();

/** Turned about the middle of the page, as a writer of PDF would. */
function turned(degrees: number): Page {
	const angle = (degrees * Math.PI) / 180;
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const place = (x: number, y: number): readonly [number, number] => {
		const [dx, dy] = [x - 297.5, y - 421];
		return [297.5 + cos * dx - sin * dy, 421 + sin * dx + cos * dy];
	};
	const glyphs = straight.map((glyph) => {
		const [x, y] = place((glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2);
		return { ...glyph, box: [x - 5, y - 5, x + 5, y + 5] as const };
	});
	const [x, y] = place(140, 90);
	return pageOf(1, { glyphs, rulings: [across(y, x - 60, x + 60)] });
}

test.each([2, -2, 4])("a page that stands askew by %i degrees is made straight, with the way back", (degrees) => {
	const page = turned(degrees);
	const made = straightened(page);
	const off = made.glyphs.map(({ box }, i) => Math.abs(box[1] - (straight[i]?.box[1] ?? 0)));
	expect(Math.max(...off)).toBeLessThan(0.5);
	const [first, before] = [made.glyphs[0]?.box ?? [0, 0, 0, 0], page.glyphs[0]?.box ?? [0, 0, 0, 0]];
	const back = applyTo(made.toDisplayed ?? [1, 0, 0, 1, 0, 0], first[0] + 5, first[1] + 5);
	expect(back[0]).toBeCloseTo(before[0] + 5, 1);
	expect(back[1]).toBeCloseTo(before[1] + 5, 1);
	expect(made.rulings[0]?.at).toBeCloseTo(90, 0);
});

test("a straight page, one turned on purpose, and one of few words stay as they are", () => {
	for (const page of [turned(0), turned(20), { ...turned(2), glyphs: turned(2).glyphs.slice(0, 20) }])
		expect(straightened(page)).toBe(page);
});
