import { median } from "../../../model/geometry.ts";
import type { Glyph, Page } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

/**
 * The characters of watermarks and stamps, which lie over or under a page's text and are no part of it: slanted text on an upright
 * page, and faint or oversized text that runs into other text or over rulings. What is faint and keeps to its place is text.
 */
export function setApart({ glyphs, rulings }: Pick<Page, "glyphs" | "rulings">, { apart }: TableSettings): ReadonlySet<Glyph> {
	const visible = glyphs.filter(({ invisible }) => !invisible);
	const leaning = (degrees: number) => visible.filter(({ leanDeg = 0 }) => Math.abs(leanDeg) > degrees);
	const slightly = leaning(apart.leanDeg);
	// A page that lies askew has most of its text so, and never far from level.
	const found = new Set(slightly.length > apart.maxShare * visible.length ? leaning(apart.askewDeg) : slightly);
	const upright = visible.filter((glyph) => !found.has(glyph));
	const bodyPt = median(upright.map(({ sizePt }) => sizePt));
	const isOdd = ({ contrast = 1, sizePt }: Glyph) => contrast < apart.faint || sizePt > apart.oversize * bodyPt;
	const styles = new Map<string, Glyph[]>();
	for (const glyph of upright) {
		if (!isOdd(glyph)) continue;
		const key = `${glyph.sizePt.toFixed(1)} ${(glyph.contrast ?? 1).toFixed(2)} ${glyph.direction}`;
		styles.set(key, [...(styles.get(key) ?? []), glyph]);
	}
	if (styles.size === 0) return found;
	const plain = upright.filter((glyph) => !isOdd(glyph));
	if (plain.length < apart.minPlainShare * visible.length) return found;
	for (const style of styles.values()) {
		const clashes = style.filter((glyph) => isOver(glyph, plain, apart.overlapShare) || isCut(glyph, rulings)).length;
		if (clashes >= Math.min(apart.minClashes, style.length)) for (const glyph of style) found.add(glyph);
	}
	return found;
}

/** Whether a character lies over or under another one. */
function isOver({ box }: Glyph, others: readonly Glyph[], share: number): boolean {
	return others.some(({ box: other }) => {
		const width = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
		const height = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
		return width > share * (other[2] - other[0]) && height > share * (other[3] - other[1]);
	});
}

/** Whether a ruling goes through the middle of a character, where that of its own cell does not. */
function isCut({ box: [x0, y0, x1, y1] }: Glyph, rulings: Page["rulings"]): boolean {
	const [insideX, insideY] = [0.25 * (x1 - x0), 0.25 * (y1 - y0)];
	return rulings.some(({ axis, at, from, to }) =>
		axis === "horizontal"
			? at > y0 + insideY && at < y1 - insideY && from < x0 && to > x1
			: at > x0 + insideX && at < x1 - insideX && from < y0 && to > y1,
	);
}
