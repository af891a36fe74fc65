import { midX, midY } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph, Page, Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

const DIGIT = /^[\d０-９.,，．%％-]$/;

/** A page without the lines that strike figures out, and without what they strike where another figure stands beside it. */
export function withoutStruck(page: Page, settings: TableSettings): Page {
	const { struck } = settings;
	const short = page.rulings.filter(({ axis, from, to }) => axis === "horizontal" && to - from < struck.maxLengthPt);
	if (short.length === 0) return page;
	const rows = byRow(page.glyphs.filter(isFigurePart), settings);
	const strikes = new Set<Ruling>();
	const struckOut = new Set<Glyph>();
	for (const ruling of short) {
		const under = strickenBy(ruling, rows, settings);
		if (under.length === 0) continue;
		strikes.add(ruling);
		for (const glyph of under) struckOut.add(glyph);
	}
	if (strikes.size === 0) return page;
	const rulings = page.rulings.filter((ruling) => !strikes.has(ruling));
	const others = page.glyphs.filter((glyph) => isFigurePart(glyph) && !struckOut.has(glyph));
	const replaced = new Set([...struckOut].filter((glyph) => others.some((other) => replaces(other, glyph, rulings, settings))));
	const gone = new Set([...struckOut].filter((glyph) => replaced.has(glyph) || isBeside(glyph, replaced)));
	return { ...page, rulings, glyphs: page.glyphs.filter((glyph) => !gone.has(glyph)) };
}

function isFigurePart({ text, invisible }: Glyph): boolean {
	return !invisible && DIGIT.test(text);
}

/** Characters by the place of their middles, in rows of so many points. */
function byRow(glyphs: readonly Glyph[], { struck }: TableSettings): Map<number, Glyph[]> {
	const rows = new Map<number, Glyph[]>();
	for (const glyph of glyphs) {
		const row = Math.floor(midY(glyph.box) / struck.rowPt);
		const list = rows.get(row);
		if (list) list.push(glyph);
		else rows.set(row, [glyph]);
	}
	return rows;
}

/** The characters that a line strikes: it goes through their middles and from the first of them to the last. */
function strickenBy({ at, from, to }: Ruling, rows: ReadonlyMap<number, readonly Glyph[]>, { struck }: TableSettings): Glyph[] {
	const row = Math.floor(at / struck.rowPt);
	const near = [row - 1, row, row + 1].flatMap((r) => rows.get(r) ?? []);
	const hit = near.filter(({ box: [x0, y0, x1, y1] }) => {
		const height = y1 - y0;
		const isThrough = at > y0 + struck.topShare * height && at < y0 + struck.bottomShare * height;
		return isThrough && Math.min(x1, to) - Math.max(x0, from) > struck.coverShare * (x1 - x0);
	});
	if (hit.length === 0) return [];
	const [left, right] = [smallest(hit.map(({ box }) => box[0])), largest(hit.map(({ box }) => box[2]))];
	const slack = struck.slackEm * largest(hit.map(({ sizePt }) => sizePt));
	return from > left - slack && to < right + slack ? hit : [];
}

/** Whether a figure stands close beside or below a struck one, with no ruling between them. */
function replaces(other: Glyph, struckOut: Glyph, rulings: readonly Ruling[], { struck }: TableSettings): boolean {
	const [a, b] = [other.box, struckOut.box];
	const size = Math.max(other.sizePt, struckOut.sizePt);
	const [gapX, gapY] = [Math.max(a[0] - b[2], b[0] - a[2]), Math.max(a[1] - b[3], b[1] - a[3])];
	if (gapX > struck.besideEm * size || gapY > struck.belowEm * size) return false;
	const [x0, x1] = [Math.min(midX(a), midX(b)), Math.max(midX(a), midX(b))];
	const [y0, y1] = [Math.min(midY(a), midY(b)), Math.max(midY(a), midY(b))];
	return !rulings.some(({ axis, at, from, to }) =>
		axis === "vertical" ? at > x0 && at < x1 && from < y1 && to > y0 : at > y0 && at < y1 && from < x1 && to > x0,
	);
}

/** Whether a character is of one figure with some that were replaced. */
function isBeside({ box, sizePt }: Glyph, replaced: ReadonlySet<Glyph>): boolean {
	return [...replaced].some(
		(other) => Math.abs(midY(other.box) - midY(box)) < 0.3 * sizePt && Math.abs(midX(other.box) - midX(box)) < 1.2 * sizePt,
	);
}
