import { unionOf } from "../../../model/geometry.ts";
import type { Glyph, Page } from "../../../model/page.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, textOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

const PAGE_NUMBER =
	/^(?:[-—–－・·.\s]*\d{1,3}[-—–－・·.\s]*|第?\s*\d{1,3}\s*页?\s*[/／共,，]\s*(?:共)?\s*\d{1,3}\s*页?|第\s*[\d一二三四五六七八九十]+\s*页)$/;
/** No page's number is longer. */
const MOST_CHARACTERS = 60;
/** Says by its words or marks that it is a page's number, and stands close under a table too. */
const MARKED_NUMBER = /^(?:第\s*[\d一二三四五六七八九十]+\s*页.{0,12}|[-—–－]\s*\d{1,3}\s*[-—–－])$/;

/** Characters of page numbers and of headers that repeat from page to page: not part of the text. */
export function findHeadersFooters(pages: readonly Page[], settings: TableSettings): ReadonlySet<Glyph> {
	const candidates = pages.flatMap((page) => edgeLines(page, settings));
	const counts = new Map<string, number>();
	for (const { key } of candidates) counts.set(key, (counts.get(key) ?? 0) + 1);
	return new Set(
		candidates.filter((line) => isHeaderFooter(line, { counts, pages: pages.length }, settings)).flatMap(({ glyphs }) => glyphs),
	);
}

/** A line at a page's edge, and what makes it the same line as that of another page. */
export interface EdgeLine {
	readonly key: string;
	readonly text: string;
	readonly glyphs: readonly Glyph[];
}

/** How often each line stands at the edge of so many pages. */
export interface EdgeCounts {
	readonly counts: ReadonlyMap<string, number>;
	readonly pages: number;
}

/** Whether a line at a page's edge is the page's number, or stands on so many pages that it is a header or footer. */
export function isHeaderFooter(
	{ key, text }: Pick<EdgeLine, "key" | "text">,
	{ counts, pages }: EdgeCounts,
	{ headersFooters: { minRepeats, repeatShare } }: TableSettings,
): boolean {
	const repeats = Math.max(Math.min(minRepeats, Math.max(2, pages)), Math.ceil(pages * repeatShare));
	return (text.length <= MOST_CHARACTERS && PAGE_NUMBER.test(text)) || (counts.get(key) ?? 0) >= repeats;
}

/** The outermost lines in the margins; lines inside rulings are table rows, whatever they look like. */
export function edgeLines(page: Page, settings: TableSettings): EdgeLine[] {
	const { marginShare, wideMarginShare, apartLines } = settings.headersFooters;
	const lines = linesOf(page.glyphs, settings);
	return [lines[0], lines.at(-1)].flatMap((line, i) => {
		if (!line || (i === 1 && lines.length === 1)) return [];
		const gap = i === 0 ? gapBelow(line, lines[1]) : gapAbove(line, lines.at(-2));
		const isApart = gap > apartLines * (line.y1 - line.y0);
		const text = textOf(line.glyphs, settings);
		const edge = page.heightPt * (isApart || MARKED_NUMBER.test(text) ? wideMarginShare : marginShare);
		const isInMargin = i === 0 ? line.y1 < edge : line.y0 > page.heightPt - edge;
		if (!isInMargin || isBetweenRulings(line, page, settings)) return [];
		return [{ key: `${i} ${text}`, text, glyphs: line.glyphs }];
	});
}

function gapBelow({ y1 }: GlyphLine, next: GlyphLine | undefined): number {
	return (next?.y0 ?? Infinity) - y1;
}

function gapAbove({ y0 }: GlyphLine, previous: GlyphLine | undefined): number {
	return y0 - (previous?.y1 ?? 0);
}

/** Whether vertical rulings pass on both sides of a line. */
function isBetweenRulings({ glyphs }: GlyphLine, { rulings }: Page, settings: TableSettings): boolean {
	const { touchPt } = settings.columns;
	const box = unionOf(glyphs.map((glyph) => glyph.box));
	const beside = rulings.filter(({ axis, from, to }) => axis === "vertical" && from < box[1] + touchPt && to > box[3] - touchPt);
	return beside.some(({ at }) => at < box[0]) && beside.some(({ at }) => at > box[2]);
}
