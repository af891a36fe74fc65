import type { Glyph, Page } from "../../model/page.ts";

/** Characters at most so far from one another are the same one, read twice. */
const SAME_PT = 1;

/**
 * A page by one reader with what the other one knows better: which of the characters are seen, and what else is painted. PDFium does
 * not tell which layers are on, nor through which pictures one looks.
 */
export function seenAs(page: Page, other: Page): Page {
	if (other.failure !== undefined) return page;
	const places = new Map<string, boolean>();
	const keyOf = ({ text, box }: Glyph, dx: number, dy: number) =>
		`${text} ${Math.round(box[0] / SAME_PT) + dx} ${Math.round(box[1] / SAME_PT) + dy}`;
	for (const glyph of other.glyphs) {
		const key = keyOf(glyph, 0, 0);
		places.set(key, (places.get(key) ?? true) && glyph.invisible === true);
	}
	const glyphs = page.glyphs.map((glyph) => {
		const found = NEIGHBOURS.flatMap(([dx, dy]) => places.get(keyOf(glyph, dx, dy)) ?? []);
		if (found.length === 0 || found.every(Boolean) === (glyph.invisible === true)) return glyph;
		const { invisible: _, ...seen } = glyph;
		return found.every(Boolean) ? { ...glyph, invisible: true } : seen;
	});
	const { rulings, fills, images } = other;
	return { ...page, glyphs, rulings, fills, images };
}

const NEIGHBOURS = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));
