import type { Box } from "../../../model/geometry.ts";
import { midY } from "../../../model/geometry.ts";
import type { Glyph, Page, Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";

const FIGURE = /^[\d０-９.,，．%％-]$/;

/**
 * A page whose figures stand in one cell each: one that runs over the ruling beside it, though shown at once, is drawn together
 * until it fits where its middle is. Its characters would else fall into two cells.
 */
export function withFiguresInCells(page: Page, settings: TableSettings): Page {
	const vertical = page.rulings.filter(({ axis }) => axis === "vertical").sort((a, b) => a.at - b.at);
	if (vertical.length === 0) return page;
	const moved = new Map<Glyph, Glyph>();
	for (const figure of figuresOf(page.glyphs, settings)) {
		const inside = drawnIn(figure, vertical, settings);
		inside?.forEach((glyph, i) => {
			if (figure[i]) moved.set(figure[i], glyph);
		});
	}
	return moved.size === 0 ? page : { ...page, glyphs: page.glyphs.map((glyph) => moved.get(glyph) ?? glyph) };
}

/** Digits that were shown together and touch one another, each in paint order. */
function figuresOf(glyphs: readonly Glyph[], { overflow }: TableSettings): Glyph[][] {
	const figures: Glyph[][] = [];
	let last: Glyph | undefined;
	for (const glyph of glyphs) {
		if (glyph.invisible || glyph.direction !== 0 || !FIGURE.test(glyph.text)) {
			last = undefined;
			continue;
		}
		const isNext = last && isShownTogether(last, glyph, overflow.runGapEm, overflow.stepGapEm);
		if (isNext) figures.at(-1)?.push(glyph);
		else figures.push([glyph]);
		last = glyph;
	}
	return figures.filter((figure) => figure.length > 1);
}

function isShownTogether(last: Glyph, next: Glyph, runGapEm: number, stepGapEm: number): boolean {
	if (Math.abs(midY(last.box) - midY(next.box)) > 0.1 * next.sizePt || last.sizePt !== next.sizePt) return false;
	const gap = Math.abs(next.box[0] - last.box[2]) / next.sizePt;
	return last.run === next.run ? gap < runGapEm : next.run - last.run < 3 && gap < stepGapEm;
}

/** The characters of a figure inside the cell that holds its middle; undefined where it is in one already. */
function drawnIn(figure: readonly Glyph[], vertical: readonly Ruling[], { overflow }: TableSettings): Glyph[] | undefined {
	const [first, last] = [figure[0], figure.at(-1)];
	if (!first || !last) return undefined;
	const [left, right, y] = [first.box[0], last.box[2], midY(first.box)];
	const slack = overflow.slackEm * first.sizePt;
	const beside = vertical.filter(({ from, to }) => from <= y && to >= y);
	if (!beside.some(({ at }) => at > left + slack && at < right - slack)) return undefined;
	const middle = (left + right) / 2;
	const from = beside.findLast(({ at }) => at <= middle)?.at ?? left;
	const to = beside.find(({ at }) => at > middle)?.at ?? right;
	const [x0, x1] = [Math.max(left, from + slack), Math.min(right, to - slack)];
	if (x1 - x0 <= 0) return undefined;
	const place = (x: number) => x0 + ((x - left) / (right - left)) * (x1 - x0);
	return figure.map((glyph) => {
		const { box } = glyph;
		const inside: Box = [place(box[0]), box[1], place(box[2]), box[3]];
		return { ...glyph, box: inside };
	});
}
