import type { Matrix } from "../../../model/geometry.ts";
import { IDENTITY, imageOfBox } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import type { TextLine } from "../../../model/table.ts";
import { linesOf, toTextLine } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

/** Maps that turn a writing direction to the right, and back. */
const TURNS: Readonly<Record<Glyph["direction"], readonly [there: Matrix, back: Matrix]>> = {
	0: [IDENTITY, IDENTITY],
	90: [
		[0, -1, 1, 0, 0, 0],
		[0, 1, -1, 0, 0, 0],
	],
	180: [
		[-1, 0, 0, -1, 0, 0],
		[-1, 0, 0, -1, 0, 0],
	],
	270: [
		[0, 1, -1, 0, 0, 0],
		[0, -1, 1, 0, 0, 0],
	],
};

/** The lines of text that is turned in its cell; none where it runs in several directions. */
export function turnedLines(glyphs: readonly Glyph[], page: number, settings: TableSettings): TextLine[] {
	const direction = glyphs[0]?.direction ?? 0;
	if (direction === 0 || glyphs.some((glyph) => glyph.direction !== direction)) return [];
	const [there, back] = TURNS[direction];
	const level = glyphs.map((glyph): Glyph => ({ ...glyph, box: imageOfBox(there, glyph.box), direction: 0 }));
	return linesOf(level, settings).map((line) => {
		const text = toTextLine(line.glyphs, page, settings);
		return { ...text, box: imageOfBox(back, text.box) };
	});
}
