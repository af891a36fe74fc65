import { median, midX, midY } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph, Page, Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

const BOX = /^[\u2500-\u257f]$/;
/** Which arms a character has: left, up, right, down, as bits 1, 2, 4 and 8; of the rows of U+2500 in their order. */
const LEFT = 1;
const UP = 2;
const RIGHT = 4;
const DOWN = 8;

/** A page with lines that are set in characters, ┌─┬─┐, as rulings. */
export function withBoxDrawing(page: Page, { boxDrawing }: TableSettings): Page {
	const drawn = page.glyphs.filter(({ text, invisible }) => !invisible && BOX.test(text));
	if (drawn.length < boxDrawing.minCharacters) return page;
	const own = new Set(drawn);
	const steps = linePitches(drawn);
	const rulings = meeting(
		drawn.flatMap((glyph) => armsOf(glyph, steps)),
		median(drawn.map(({ sizePt }) => sizePt)),
	);
	return { ...page, rulings: [...page.rulings, ...rulings], glyphs: page.glyphs.filter((glyph) => !own.has(glyph)) };
}

/** Level arms as far as the upright ones beside them: a cell need not be as wide as so many whole characters. */
function meeting(arms: readonly Ruling[], reachPt: number): Ruling[] {
	const xs = [...new Set(arms.filter(({ axis }) => axis === "vertical").map(({ at }) => at))];
	return arms.map((arm) => {
		if (arm.axis === "vertical") return arm;
		const from = Math.min(arm.from, smallest(xs.filter((x) => x < arm.from && x > arm.from - reachPt)));
		const to = Math.max(arm.to, largest(xs.filter((x) => x > arm.to && x < arm.to + reachPt)));
		return { ...arm, from, to };
	});
}

/** How far the lines of characters stand apart. */
function linePitches(drawn: readonly Glyph[]): number {
	const ys = [...new Set(drawn.map(({ box }) => Math.round(midY(box) * 2) / 2))].sort((a, b) => a - b);
	const size = median(drawn.map(({ sizePt }) => sizePt));
	return median(
		ys
			.slice(1)
			.map((y, i) => y - (ys[i] ?? 0))
			.filter((step) => step > 0.5 * size && step < 3 * size),
		size,
	);
}

function armsOf({ text, box }: Glyph, pitchPt: number): Ruling[] {
	const arms = armsAt(text.codePointAt(0) ?? 0);
	const [x, y] = [midX(box), midY(box)];
	const half = pitchPt / 2;
	const rulings: Ruling[] = [];
	if (arms & (LEFT | RIGHT))
		rulings.push({ axis: "horizontal", at: y, from: arms & LEFT ? box[0] : x, to: arms & RIGHT ? box[2] : x });
	if (arms & (UP | DOWN))
		rulings.push({ axis: "vertical", at: x, from: arms & UP ? y - half : y, to: arms & DOWN ? y + half : y });
	return rulings;
}

/** The arms of a character of U+2500 to U+257F; none for diagonals. */
function armsAt(code: number): number {
	const i = code - 0x2500;
	if ([0, 1, 4, 5, 8, 9, 0x4c, 0x4d, 0x50].includes(i)) return LEFT | RIGHT;
	if ([2, 3, 6, 7, 0x0a, 0x0b, 0x4e, 0x4f, 0x51].includes(i)) return UP | DOWN;
	const groups: readonly (readonly [number, number, number])[] = [
		[0x0c, 0x0f, RIGHT | DOWN],
		[0x10, 0x13, LEFT | DOWN],
		[0x14, 0x17, RIGHT | UP],
		[0x18, 0x1b, LEFT | UP],
		[0x1c, 0x23, UP | DOWN | RIGHT],
		[0x24, 0x2b, UP | DOWN | LEFT],
		[0x2c, 0x33, LEFT | RIGHT | DOWN],
		[0x34, 0x3b, LEFT | RIGHT | UP],
		[0x3c, 0x4b, LEFT | RIGHT | UP | DOWN],
		[0x52, 0x54, RIGHT | DOWN],
		[0x55, 0x57, LEFT | DOWN],
		[0x58, 0x5a, RIGHT | UP],
		[0x5b, 0x5d, LEFT | UP],
		[0x5e, 0x60, UP | DOWN | RIGHT],
		[0x61, 0x63, UP | DOWN | LEFT],
		[0x64, 0x66, LEFT | RIGHT | DOWN],
		[0x67, 0x69, LEFT | RIGHT | UP],
		[0x6a, 0x6c, LEFT | RIGHT | UP | DOWN],
		[0x6d, 0x6d, RIGHT | DOWN],
		[0x6e, 0x6e, LEFT | DOWN],
		[0x6f, 0x6f, LEFT | UP],
		[0x70, 0x70, RIGHT | UP],
	];
	return groups.find(([from, to]) => i >= from && i <= to)?.[2] ?? 0;
}
